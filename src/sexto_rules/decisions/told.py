"""What an incident tells, one thing at a time, and the same incident with only some of it.

Each thing has the path by which a reason cites it: `blackmail`, `answers.x`,
`persons.p1.age`, `persons.p1.roles.sharer`, `done.secure_device.d1`. That nobody can say a
fact is told too, by the path of the fact. Who and what is listed is not: persons and devices
stay listed, with nothing known of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sexto_rules.decisions.openness import path_of
from sexto_rules.decisions.reasons import Reason, ReasonKind, value_word
from sexto_rules.errors import IncidentError
from sexto_rules.facts.incident import Device, Incident, JournalEntry, Person
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import FACTS, Entity

__all__ = ["entry_path", "smallest_part", "told_in", "with_only"]


def told_in(incident: Incident) -> dict[str, Reason]:
    """Return everything that an incident tells, by its path, as reasons that cite it."""
    found = {reason.path: reason for reason in _told(incident)}
    for path in sorted(incident.cannot_say):
        found.setdefault(path, _unsayable(path))
    return found


def _told(incident: Incident) -> Iterator[Reason]:
    yield from _facts_of(incident, None, None)
    for name in sorted(incident.answers):
        yield _fact(f"answers.{name}", incident.answers[name])
    for person in incident.persons:
        yield from _facts_of(person, Entity.PERSON, person.id)
        for role in sorted(person.roles):
            yield _fact(f"roles.{role}", person.roles[role], Entity.PERSON, person.id)
    for device in incident.devices:
        yield from _facts_of(device, Entity.DEVICE, device.id)
    for entry in incident.done:
        yield Reason(kind=ReasonKind.DONE, name=entry.act, value="true", id=entry.target)


def _facts_of(source: object, entity: Entity | None, its_id: str | None) -> Iterator[Reason]:
    for name in FACTS[entity]:
        value: object = getattr(source, name)
        if value is not UNKNOWN and name != "roles":
            yield _fact(name, value, entity, its_id)


def _fact(
    name: str, value: object, entity: Entity | None = None, its_id: str | None = None
) -> Reason:
    return Reason(
        kind=ReasonKind.FACT, name=name, value=value_word(value), entity=entity, id=its_id
    )


def _unsayable(path: str) -> Reason:
    """Cite that nobody can say a fact."""
    kind, _, rest = path.partition(".")
    if kind not in {"persons", "devices"}:
        return _fact(path, "cannot_say")
    its_id, _, name = rest.partition(".")
    return _fact(name, "cannot_say", Entity(kind.removesuffix("s")), its_id)


def with_only(incident: Incident, kept: Collection[str]) -> Incident:
    """Return the incident with only the things of these paths told.

    Raises:
        IncidentError: What is kept contradicts itself without the rest.
    """

    def facts_of(source: object, entity: Entity | None, its_id: str | None) -> dict[str, Any]:
        return {
            name: getattr(source, name)
            for name in FACTS[entity]
            if name != "roles" and path_of(entity, its_id, name) in kept
        }

    def person_of(person: Person) -> Person:
        path = path_of(Entity.PERSON, person.id, "roles")
        roles = {role: has for role, has in person.roles.items() if f"{path}.{role}" in kept}
        facts = facts_of(person, Entity.PERSON, person.id)
        return Person(id=person.id, roles=roles, **facts)

    return Incident(
        persons=[person_of(each) for each in incident.persons],
        devices=[
            Device(id=each.id, **facts_of(each, Entity.DEVICE, each.id))
            for each in incident.devices
        ],
        done=[each for each in incident.done if entry_path(each) in kept],
        answers={
            name: answer for name, answer in incident.answers.items() if f"answers.{name}" in kept
        },
        cannot_say=[path for path in incident.cannot_say if path in kept],
        **facts_of(incident, None, None),
    )


def entry_path(entry: JournalEntry) -> str:
    """Return the path by which reasons cite an entry of the journal."""
    return Reason(kind=ReasonKind.DONE, name=entry.act, value="true", id=entry.target).path


def smallest_part(
    incident: Incident, paths: Collection[str], holds: Callable[[Incident], bool]
) -> frozenset[str]:
    """Return those of the paths without any one of which it no longer holds.

    Tries to leave out one after the other, the last first, until nothing more can be left
    out: the same every time.

    Args:
        incident: The whole incident.
        paths: Things that it tells, with which it holds.
        holds: Whether an incident still shows what the whole one does.
    """
    kept = tuple(paths)
    while True:
        before = kept
        for path in reversed(before):
            fewer = tuple(each for each in kept if each != path)
            if _holds_with(incident, fewer, holds):
                kept = fewer
        if len(kept) == len(before):
            return frozenset(kept)


def _holds_with(
    incident: Incident, kept: Collection[str], holds: Callable[[Incident], bool]
) -> bool:
    try:
        part = with_only(incident, frozenset(kept))
    except IncidentError:
        return False
    return holds(part)
