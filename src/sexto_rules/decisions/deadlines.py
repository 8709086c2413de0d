"""From the time words of a protocol to a moment.

`design/vocabulary.md`, *When*: a duration counts from the report, or from an act once the
journal has its moment; the same day is the local day of the report, to its end. Which day
that is, the offset of `reported_at` itself says, and nothing here knows where the school is:
the offset must be the school's.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sexto_rules.facts.incident import Incident
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.protocol.model import Within, WithinKind
from sexto_rules.protocol.outcome import Scope, Target

__all__ = ["deadline_of"]


def deadline_of(
    within: Within | None, target: Target | None, incident: Incident
) -> datetime | None:
    """Return the moment by which something is to be done; None where nobody can say.

    Of several entries of the act it counts from, the earliest counts; of an act done to
    somebody, for a line about somebody, only what was done to them. The same day ends at
    23:59:59 by the offset of the moment itself, which must be the school's: a report at 20:30
    in Québec, given as 01:30 UTC, would count as one of the next day.
    """
    if within is None or (target is not None and target.scope is Scope.OTHER):
        return None
    start = _start(within, target, incident)
    if start is None:
        return None
    try:
        match within.kind:
            case WithinKind.SAME_DAY:
                return start.replace(hour=23, minute=59, second=59, microsecond=0, fold=0)
            case WithinKind.DURATION if within.duration is not None:
                return (start.astimezone(UTC) + within.duration).astimezone(start.tzinfo)
            case _:
                return None
    except OverflowError:
        return None


def _start(within: Within, target: Target | None, incident: Incident) -> datetime | None:
    """Return the moment from which the time counts."""
    if within.counted_from is None:
        return None if incident.reported_at is UNKNOWN else incident.reported_at
    moments = [
        entry.at
        for entry in incident.done
        if entry.act == within.counted_from
        and entry.at is not UNKNOWN
        and (target is None or entry.target in {None, target.id})
    ]
    return min(moments, default=None)
