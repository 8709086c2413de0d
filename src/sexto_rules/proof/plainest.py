"""The plainest incident that still shows something: usual ages, and ids counted from one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import evolve

from sexto_rules.errors import IncidentError
from sexto_rules.facts import AgeRange, Incident, Unknown

__all__ = ["plainest"]

_USUAL: Final = (15, 14, 13, 12, 11, 17, 16, 10, 18, 20, 30, 40)
"""Ages in the order in which they make an incident easy to read."""


def plainest(incident: Incident, still_shows: Callable[[Incident], bool]) -> Incident:
    """Return the incident with one usual age for each that is told in bounds, where that will do.

    What is told in bounds on purpose stays: where no single age shows it.
    """
    for number in range(len(incident.persons)):
        usual = (each for each in _told_plainly(incident, number) if still_shows(each))
        incident = next(usual, incident)
    counted = _counted(incident)
    return counted if still_shows(counted) else incident


def _told_plainly(incident: Incident, number: int) -> Iterator[Incident]:
    person = incident.persons[number]
    age = person.age
    if not isinstance(age, AgeRange):
        return
    ages = (*_USUAL, age.at_least, age.under - 1)
    for each in ages:
        try:
            plain = evolve(person, age=each)
            persons = (*incident.persons[:number], plain, *incident.persons[number + 1 :])
            yield evolve(incident, persons=persons)
        except IncidentError:
            continue


def _counted(incident: Incident) -> Incident:
    """Return the incident with the ids p1, p2 and d1, d2, in the order of its lists."""
    persons = {each.id: f"p{number}" for number, each in enumerate(incident.persons, 1)}
    devices = {each.id: f"d{number}" for number, each in enumerate(incident.devices, 1)}
    names = {"persons": persons, "devices": devices}
    targets = {**persons, **devices}
    return evolve(
        incident,
        persons=tuple(evolve(each, id=persons[each.id]) for each in incident.persons),
        devices=tuple(
            evolve(
                each,
                id=devices[each.id],
                holder=each.holder if isinstance(each.holder, Unknown) else persons[each.holder],
            )
            for each in incident.devices
        ),
        done=tuple(
            evolve(each, target=None if each.target is None else targets[each.target])
            for each in incident.done
        ),
        cannot_say=frozenset(_renamed(each, names) for each in incident.cannot_say),
    )


def _renamed(path: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return the path of a fact, such as `persons.p3.age`, with the new id in it."""
    parts = path.split(".")
    if parts[0] in names:
        parts[1] = names[parts[0]][parts[1]]
    return ".".join(parts)
