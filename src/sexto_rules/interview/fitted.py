"""What of an interview still counts on a day of a protocol, and what does not.

What a protocol does not declare cannot be decided: an answer to a question that is no more,
an answer that is no more among its choices, a region, an act that was done. Each is taken out
and named. Every fact of the library's own vocabulary always counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from attrs import evolve, frozen

from sexto_rules.decisions import Reason
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.decisions.told import told_in
from sexto_rules.errors import IncidentError
from sexto_rules.facts import UNKNOWN, Incident

__all__ = ["Fitted", "fitted"]


@frozen
class Fitted:
    """An incident of which everything counts, and what was taken out of it."""

    incident: Incident
    dropped: tuple[Reason, ...] = ()


def fitted(incident: Incident, fitting: Fitting) -> Fitted:
    """Return the incident with what the protocol declares, and what it does not."""
    if _fits(incident, fitting):
        return Fitted(incident)
    bare = evolve(incident, region=UNKNOWN, answers={}, done=(), cannot_say=())
    kept, dropped = bare, bare
    for part in _parts(incident):
        if _fits(evolve(bare, **part), fitting):
            kept = _with(kept, part)
        else:
            dropped = _with(dropped, part)
    told_bare = told_in(bare)
    lost = [reason for path, reason in told_in(dropped).items() if path not in told_bare]
    return Fitted(kept, tuple(lost))


def _fits(incident: Incident, fitting: Fitting) -> bool:
    try:
        fitting.require(incident)
    except IncidentError:
        return False
    return True


def _parts(incident: Incident) -> Iterator[dict[str, Any]]:
    """Yield each thing that a protocol may not declare, as the only one of its kind."""
    if incident.region is not UNKNOWN:
        yield {"region": incident.region}
    for name, answer in incident.answers.items():
        yield {"answers": {name: answer}}
    for path in sorted(incident.cannot_say):
        yield {"cannot_say": frozenset({path})}
    for entry in incident.done:
        yield {"done": (entry,)}


def _with(incident: Incident, part: dict[str, Any]) -> Incident:
    """Return the incident with one more of the things that it may have many of."""
    ((name, value),) = part.items()
    match name:
        case "answers":
            value = {**incident.answers, **value}
        case "cannot_say":
            value = incident.cannot_say | value
        case "done":
            value = (*incident.done, *value)
    return evolve(incident, **cast("Any", {name: value}))
