"""The plainest incident that still shows something: with usual ages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from attrs import evolve

from sexto_rules.errors import IncidentError
from sexto_rules.facts import AgeRange, Incident

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
    return incident


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
