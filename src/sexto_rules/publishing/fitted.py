"""An incident made to fit a protocol that it was not told for.

Facts are the same for every protocol; regions, the protocol's own answers and acts, and the
directives that a journal names are not. What a protocol does not know is taken out, and said.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from sexto_rules.decisions.fitting import wrong_answer
from sexto_rules.facts import UNKNOWN, Incident, JournalEntry
from sexto_rules.protocol.model import DayProtocol

__all__ = ["Fitted", "fit"]


@frozen
class Fitted:
    """An incident that a protocol can decide, and the paths of what was taken out for that."""

    incident: Incident
    left_out: tuple[str, ...]


def fit(day: DayProtocol, incident: Incident) -> Fitted:
    """Return the incident without what the protocol does not declare.

    An act of the journal that was done for directives of another protocol stays, as one done
    for none in particular: it was done. An answer or a region of another protocol becomes
    unknown.
    """
    left_out: list[str] = []
    region = incident.region
    if region is not UNKNOWN and region not in {each.id for each in day.protocol.regions}:
        left_out.append("region")
        region = UNKNOWN
    own = {each.id: each for each in day.answers}
    answers = {
        name: value
        for name, value in incident.answers.items()
        if name in own and wrong_answer(own[name], value, name) is None
    }
    left_out += [f"answers.{name}" for name in incident.answers if name not in answers]
    unsaid = {
        path
        for path in incident.cannot_say
        if path.startswith("answers.") and path.removeprefix("answers.") not in own
    }
    done = [*_journal(day, incident, left_out)]
    fitted = evolve(
        incident,
        region=region,
        answers=answers,
        cannot_say=[path for path in incident.cannot_say if path not in unsaid],
        done=done,
    )
    return Fitted(fitted, (*left_out, *sorted(f"cannot_say: {path}" for path in unsaid)))


def _journal(day: DayProtocol, incident: Incident, left_out: list[str]) -> Iterator[JournalEntry]:
    """Yield the entries that the protocol understands, without what it does not."""
    acts, doers = day.protocol.acts, day.protocol.doers
    asking: dict[str, set[str]] = {}
    for each in (*day.protocol.directives, *day.directives):
        asking.setdefault(each.id, set()).update(each.acts)
    for index, entry in enumerate(incident.done):
        spec = acts.get(entry.act)
        if spec is None or (spec.target is None) != (entry.target is None):
            left_out.append(f"done[{index}]: {entry.act}")
            continue
        named = [name for name in entry.for_ if entry.act in asking.get(name, ())]
        left_out += [f"done[{index}].for: {name}" for name in entry.for_ if name not in named]
        by = entry.by
        if by is not UNKNOWN and by not in doers:
            left_out.append(f"done[{index}].by: {by}")
            by = UNKNOWN
        yield evolve(entry, for_=named, by=by)
