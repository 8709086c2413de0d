"""An incident made to fit a protocol that it was not told for, or another version of it.

Facts are the same for every protocol. Regions, answers, acts, who acts and the directives that
a journal names are not: what a protocol does not declare is taken out, and named. Nothing that
was done for directives it does not have discharges another: without their names the entry would
stand for all of its act, so it is kept as done for none (`for: []`).
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from sexto_rules.decisions.fitting import Fitting
from sexto_rules.decisions.reasons import Reason, ReasonKind, value_word
from sexto_rules.facts import UNKNOWN, Incident, JournalEntry

__all__ = ["Fitted", "fitted"]


@frozen
class Fitted:
    """An incident that a protocol can decide, and what of it was dropped for that.

    Each reason cites what was told, with its value. `done.call_police.for` and
    `done.call_police.by` are the name of a directive and of a doer that an act was kept without.
    """

    incident: Incident
    dropped: tuple[Reason, ...] = ()


def fitted(incident: Incident, fitting: Fitting) -> Fitted:
    """Return the incident with what the protocol declares, and name what it does not."""
    dropped = tuple(dict.fromkeys(_dropped(incident, fitting)))
    if not dropped:
        return Fitted(incident)
    kept = evolve(
        incident,
        region=incident.region if fitting.has_region(incident.region) else UNKNOWN,
        answers={
            name: answer for name, answer in incident.answers.items() if fitting.takes(name, answer)
        },
        cannot_say=[path for path in incident.cannot_say if fitting.may_ask(path)],
        done=[_kept(entry, fitting) for entry in incident.done if fitting.has_act(entry, incident)],
    )
    return Fitted(kept, dropped)


def _kept(entry: JournalEntry, fitting: Fitting) -> JournalEntry:
    named = entry.for_
    if named is not None:
        named = tuple(name for name in named if not fitting.is_vain(entry, name))
    return evolve(entry, for_=named, by=entry.by if fitting.has_doer(entry.by) else UNKNOWN)


def _dropped(incident: Incident, fitting: Fitting) -> Iterator[Reason]:
    if not fitting.has_region(incident.region):
        yield _fact("region", incident.region)
    for name, answer in incident.answers.items():
        if not fitting.takes(name, answer):
            yield _fact(f"answers.{name}", answer)
    for path in sorted(incident.cannot_say):
        if not fitting.may_ask(path):
            yield _fact(path, "cannot_say")
    for entry in incident.done:
        done = Reason(kind=ReasonKind.DONE, name=entry.act, value="true", id=entry.target)
        if not fitting.has_act(entry, incident):
            yield done
            continue
        for name in entry.for_ or ():
            if fitting.is_vain(entry, name):
                yield _fact(f"{done.path}.for", name)
        if not fitting.has_doer(entry.by):
            yield _fact(f"{done.path}.by", entry.by)


def _fact(path: str, value: object) -> Reason:
    return Reason(kind=ReasonKind.FACT, name=path, value=value_word(value))
