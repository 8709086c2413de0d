"""Incidents with many persons and devices: more than any world of real incidents lists."""

from __future__ import annotations

import random
from typing import Final

from attrs import evolve

from sexto_rules.errors import IncidentError
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.sampling import Focus, RandomDraw, draw_device, draw_person, sample_incident
from sexto_rules.sampling.incidents import draw_entry

__all__ = ["PERSONS", "sample_crowd"]

PERSONS: Final = 8
"""How many persons are listed at most."""

_DEVICES: Final = 5
_ENTRIES: Final = 6


def sample_crowd(rng: random.Random, focus: Focus) -> Incident:
    """Return an incident with up to `PERSONS` persons, several devices and a longer journal.

    Persons and devices often stand in it twice, but for one thing: who is alike tells apart
    what holds of one from what holds of two.
    """
    draw, incident = RandomDraw(rng), sample_incident(rng, focus)
    persons: list[Person] = list(incident.persons)
    devices: list[Device] = list(incident.devices)
    cannot_say = set(incident.cannot_say)
    for number in range(len(persons), rng.randint(0, PERSONS)):
        code = f"q{number}"
        person, unsayable = draw_person(draw, focus, code)
        if persons and rng.random() < 0.4:
            twin = evolve(rng.choice(persons), id=code)
            person, unsayable = _one_thing_of(rng, twin, person), frozenset()
        persons.append(person)
        cannot_say |= unsayable
    holders = [each.id for each in persons]
    for number in range(len(devices), rng.randint(0, _DEVICES)):
        device, unsayable = draw_device(draw, focus, f"e{number}", holders)
        devices.append(device)
        cannot_say |= unsayable
    listed = [each.id for each in devices]
    drawn = [draw_entry(draw, focus, holders, listed) for _ in range(rng.randint(0, _ENTRIES))]
    more = [each for each in drawn if each is not None]
    try:
        return evolve(
            incident,
            persons=persons,
            devices=devices,
            done=[*incident.done, *more],
            cannot_say=frozenset(cannot_say),
        )
    except IncidentError:
        return evolve(incident, persons=persons, devices=devices, cannot_say=frozenset(cannot_say))


def _one_thing_of(rng: random.Random, twin: Person, other: Person) -> Person:
    """Return the one with one thing of the other, where the two do not contradict each other."""
    name = rng.choice(("roles", "age", "adult", "adult_suspected", "pupil"))
    try:
        return evolve(twin, **{name: getattr(other, name)})
    except IncidentError:
        return twin
