"""Which facts are open: unknown, or a list not yet closed, and not among those nobody can say.

`design/language.md`, *Questions*. An open fact is named by its path: `blackmail`,
`answers.x`, `persons.p1.age`, `devices.d1.holder`, `persons_complete`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final, TypeAlias

from sexto_rules.facts.ages import AgeRange
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import ages_of, in_hand, is_adult
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import FACTS, Entity, Role
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Scope, Target
from sexto_rules.reference.knowledge import BLANK, About, listed

__all__ = [
    "COMPLETE",
    "NEW",
    "Around",
    "New",
    "about_of",
    "is_list_open",
    "is_role_open",
    "listed",
    "open_age_facts",
    "open_facts",
    "open_paths",
    "open_roles",
    "path_of",
]

COMPLETE: Final = {Entity.PERSON: "persons_complete", Entity.DEVICE: "devices_complete"}
"""The fact that says that a list is complete."""

_LISTS: Final = frozenset(COMPLETE.values())
_ROLES: Final = tuple(Role)


class New(Enum):
    """The type of `NEW`: one more person or device, of whom anything may yet be told."""

    NEW = "new"


NEW: Final = New.NEW

Around: TypeAlias = About | New
"""What a condition is about; unlike `BLANK`, of which nothing is ever known, `NEW` is open."""


def about_of(target: Target | None, incident: Incident) -> Around:
    """Return whom or what a line is about; the blank for "any other"."""
    if target is None or target.scope is Scope.EVERY:
        return None
    if target.scope is Scope.OTHER:
        return BLANK
    return next(each for each in listed(incident, target.kind) if each.id == target.id)


def path_of(entity: Entity | None, its_id: str | None, name: str) -> str:
    """Return the path of a fact of the incident, or of a listed person or device."""
    return name if entity is None else f"{entity}s.{its_id}.{name}"


def is_list_open(incident: Incident, entity: Entity) -> bool:
    """Whether one can still learn that there is one more, or that this is everybody."""
    name = COMPLETE[entity]
    return getattr(incident, name) is not True and name not in incident.cannot_say


def open_roles(incident: Incident, person: Person) -> frozenset[Role]:
    """Return the roles of which one can still learn whether the person has them."""
    return frozenset(role for role in _ROLES if is_role_open(incident, person, role))


def is_role_open(incident: Incident, person: Person, role: Role) -> bool:
    """Whether one can still learn whether the person has the role."""
    if role in person.roles:
        return False
    if not incident.cannot_say:
        return True
    path = path_of(Entity.PERSON, person.id, "roles")
    return path not in incident.cannot_say and f"{path}.{role}" not in incident.cannot_say


def open_age_facts(incident: Incident, person: Person) -> tuple[str, ...]:
    """Return which of `age`, `adult` and `adult_suspected` can still change the possible ages."""
    names = []
    if _is_age_open(incident, person):
        names.append("age")
    if _is_adult_open(incident, person):
        names.append("adult")
    if person.adult is UNKNOWN and _is_told_open(incident, person, "adult_suspected"):
        names.append("adult_suspected")
    return tuple(names)


def _is_age_open(incident: Incident, person: Person) -> bool:
    """Whether the age can be learned, or learned more closely."""
    return (
        (person.age is UNKNOWN or isinstance(person.age, AgeRange))
        and ages_of(person).bit_count() > 1
        and path_of(Entity.PERSON, person.id, "age") not in incident.cannot_say
    )


def _is_adult_open(incident: Incident, person: Person) -> bool:
    """Whether it can be learned that the person is, or is not, an adult."""
    return is_adult(person) is UNKNOWN and _is_told_open(incident, person, "adult")


def _is_told_open(incident: Incident, whose: Person | Device, name: str) -> bool:
    """Whether a fact is not told, and somebody may be able to."""
    entity = Entity.PERSON if isinstance(whose, Person) else Entity.DEVICE
    return (
        getattr(whose, name) is UNKNOWN
        and path_of(entity, whose.id, name) not in incident.cannot_say
    )


def _is_open(incident: Incident, whose: Person | Device, name: str) -> bool:
    """Whether a fact of a listed person or device is open."""
    if isinstance(whose, Device):
        if name == "in_hand" and in_hand(incident, whose) is not UNKNOWN:
            return False
        return _is_told_open(incident, whose, name)
    match name:
        case "roles":
            return any(is_role_open(incident, whose, role) for role in _ROLES)
        case "age":
            return _is_age_open(incident, whose)
        case "adult":
            return _is_adult_open(incident, whose)
        case _:
            return _is_told_open(incident, whose, name)


def _is_incident_open(incident: Incident, name: str) -> bool:
    """Whether a fact of the incident is open; a list is until it is told to be complete."""
    if name in incident.cannot_say:
        return False
    value: object = getattr(incident, name)
    return value is UNKNOWN or (name in _LISTS and value is not True)


def open_facts(day: DayProtocol, incident: Incident) -> Iterator[str]:
    """Yield the path of every open fact, in the order of the vocabulary and of the lists."""
    for name in FACTS[None]:
        if _is_incident_open(incident, name):
            yield name
    for answer in day.answers:
        if _is_answer_open(incident, answer.id):
            yield f"answers.{answer.id}"
    for entity in Entity:
        for whose in listed(incident, entity):
            for name in FACTS[entity]:
                if _is_open(incident, whose, name):
                    yield path_of(entity, whose.id, name)


def _is_answer_open(incident: Incident, name: str) -> bool:
    return name not in incident.answers and f"answers.{name}" not in incident.cannot_say


def open_paths(fact: FactRef, incident: Incident, about: Around) -> frozenset[str] | None:
    """Return the open facts that can change what is known of a fact; None if none can.

    Empty for a fact of `NEW`: it can be told, but only once that person or device is listed.
    A holder not yet known may be any listed person.
    """
    if fact.of is Of.INCIDENT:
        return frozenset({fact.name}) if _is_incident_open(incident, fact.name) else None
    if fact.of is Of.ANSWERS:
        is_open = _is_answer_open(incident, fact.name)
        return frozenset({str(fact)}) if is_open else None
    if about is BLANK or about is None:
        return None
    if fact.of is Of.HOLDER:
        return _holder_paths(fact.name, incident, about)
    return frozenset() if about is NEW else _entity_paths(fact.name, incident, about)


def _entity_paths(name: str, incident: Incident, whose: Person | Device) -> frozenset[str] | None:
    """Return the open facts behind one fact of a listed person or device."""
    entity = Entity.PERSON if isinstance(whose, Person) else Entity.DEVICE
    names: tuple[str, ...] = (name,) if _is_open(incident, whose, name) else ()
    if isinstance(whose, Person) and name in {"age", "adult"}:
        names = open_age_facts(incident, whose)
    return frozenset(path_of(entity, whose.id, each) for each in names) or None


def _holder_paths(
    name: str, incident: Incident, about: Person | Device | New
) -> frozenset[str] | None:
    """Return the open facts behind a fact of the holder of a device."""
    if isinstance(about, Device) and about.holder is not UNKNOWN:
        return _entity_paths(name, incident, incident.person(about.holder))
    of_device: frozenset[str] = frozenset()
    if isinstance(about, Device):
        if not _is_open(incident, about, "holder"):
            return None
        of_device = frozenset({path_of(Entity.DEVICE, about.id, "holder")})
    behind = (_entity_paths(name, incident, person) or frozenset() for person in incident.persons)
    return of_device.union(*behind)
