"""An incident with one thing told, no longer told, or said by nobody; one more in a list, or fewer.

Facts are named by their paths: `blackmail`, `answers.x`, `persons.p1.age`. Each function
returns another incident and leaves to `Incident` what contradicts itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import count
from typing import Any, Final, TypeVar, cast

from attrs import evolve

from sexto_rules.decisions.openness import COMPLETE, open_roles
from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts import UNKNOWN, Device, Incident, Person
from sexto_rules.facts.vocabulary import Entity

__all__ = ["forgotten", "is_within", "told", "unlisted", "unsayable", "with_one_more"]

_LETTERS: Final = {Entity.PERSON: "p", Entity.DEVICE: "d"}

_Listed = TypeVar("_Listed", Person, Device)


def is_within(path: str, whole: str) -> bool:
    """Whether a path names a thing or a part of it: a role is a part of the roles."""
    return path == whole or path.startswith(f"{whole}.")


def told(incident: Incident, path: str, value: object) -> Incident:
    """Return the incident with one more fact.

    Raises:
        IncidentError: It is none that the fact takes, or contradicts what is known.
    """
    name = path.rpartition(".")[2]
    if path.startswith("persons.") and name == "roles":
        value = _merged_roles(incident, path, value)
    return _with(incident, path, value)


def forgotten(incident: Incident, path: str) -> Incident:
    """Return the incident with a fact as if nobody had told it, nor that nobody can say it."""
    nothing: object = {} if path.endswith(".roles") else UNKNOWN
    cannot_say = {each for each in incident.cannot_say if not is_within(each, path)}
    return _with(evolve(incident, cannot_say=cannot_say), path, nothing)


def unsayable(incident: Incident, paths: Collection[str]) -> Incident:
    """Return the incident with the note that nobody can say these facts.

    That a list was told to be incomplete is all that was known of it: it stays open.
    """
    for path in COMPLETE.values():
        if path in paths:
            incident = _with(incident, path, UNKNOWN)
    return evolve(incident, cannot_say=incident.cannot_say.union(paths))


def with_one_more(incident: Incident, kind: Entity) -> tuple[Incident, str]:
    """Return the incident with one more person or device, and the id it was given.

    A list that was told to be complete was not: whether it is now is open again.
    """
    taken = {person.id for person in incident.persons}
    taken.update(device.id for device in incident.devices)
    codes = (f"{_LETTERS[kind]}{number}" for number in count(1))
    its_id = next(code for code in codes if code not in taken)
    if getattr(incident, COMPLETE[kind]) is True:
        incident = _with(incident, COMPLETE[kind], UNKNOWN)
    if kind is Entity.PERSON:
        return evolve(incident, persons=[*incident.persons, Person(id=its_id)]), its_id
    return evolve(incident, devices=[*incident.devices, Device(id=its_id)]), its_id


def unlisted(incident: Incident, its_id: str) -> Incident:
    """Return the incident without a person or device, and all that was told of it.

    Raises:
        IncidentError: The journal says that something was done to it.
    """
    of_it = (f"persons.{its_id}", f"devices.{its_id}")
    return evolve(
        incident,
        persons=[each for each in incident.persons if each.id != its_id],
        devices=[
            evolve(each, holder=UNKNOWN) if each.holder == its_id else each
            for each in incident.devices
            if each.id != its_id
        ],
        cannot_say={
            path for path in incident.cannot_say if not any(is_within(path, its) for its in of_it)
        },
    )


def _with(incident: Incident, path: str, value: object) -> Incident:
    """Return the incident with this value of a fact and no other."""
    prefix, _, rest = path.partition(".")
    its_id, _, name = rest.partition(".")

    def changed(each: _Listed) -> _Listed:
        return evolve(each, **cast("Any", {name: value})) if each.id == its_id else each

    match prefix:
        case "answers":
            return evolve(incident, answers=cast("Any", {**incident.answers, rest: value}))
        case "persons":
            return evolve(incident, persons=[changed(each) for each in incident.persons])
        case "devices":
            return evolve(incident, devices=[changed(each) for each in incident.devices])
        case _:
            return evolve(incident, **cast("Any", {path: value}))


def _merged_roles(incident: Incident, path: str, value: object) -> object:
    """Return the roles told together with those known; what is none of roles as it is.

    Roles told as a list are these and no others of those still open.

    Raises:
        IncidentError: A role known is told to be otherwise (SX498).
    """
    if not isinstance(value, Collection) or isinstance(value, str):
        return value
    person = incident.person(path.split(".")[1])
    found: dict[object, object] = {}
    if isinstance(value, Mapping):
        found.update(value)
    elif all(isinstance(each, str) for each in value):
        found.update(dict.fromkeys(open_roles(incident, person), False))
        found.update(dict.fromkeys(value, True))
    else:
        return value
    problems = [
        Problem("SX498", f"found `{role}` told otherwise than it is known to be", Place(path=path))
        for role, known in person.roles.items()
        if found.get(role, known) is not known
    ]
    if problems:
        raise IncidentError(problems)
    found.update(person.roles.items())
    return found
