"""What is decided: the Québec protocol on one day, and incidents drawn with a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from attrs import fields

from sexto_rules.facts import UNKNOWN, Device, Incident, Person
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling import Focus, focus_on, sample_incident

__all__ = ["DAY", "PROTOCOL", "describe", "draw_incidents", "endless_incidents"]

PROTOCOL: Final = "ca-qc-sexto"
DAY: Final = date(2026, 1, 15)
_SEED: Final = 20260115
_FEWEST_PERSONS: Final = 2


def draw_incidents(day: DayProtocol, count: int) -> list[Incident]:
    """Return so many incidents, the same every time."""
    return list(islice(endless_incidents(day), count))


def endless_incidents(day: DayProtocol) -> Iterator[Incident]:
    """Yield incidents in which two persons or more are listed, as in nearly every report.

    The sampler of the property tests draws them: it tells few or many facts, says of some
    that nobody can say them, and fills the journal, more than real reports would.
    """
    focus: Focus = focus_on(day)
    rng = random.Random(_SEED)  # noqa: S311 - no secret
    while True:
        incident = sample_incident(rng, focus)
        if len(incident.persons) >= _FEWEST_PERSONS:
            yield incident


def describe(incidents: Sequence[Incident]) -> dict[str, float]:
    """Return how large the incidents are on average."""
    totals = {
        "persons": sum(len(each.persons) for each in incidents),
        "devices": sum(len(each.devices) for each in incidents),
        "journal_entries": sum(len(each.done) for each in incidents),
        "told_facts": sum(map(_told, incidents)),
        "facts_nobody_can_say": sum(len(each.cannot_say) for each in incidents),
    }
    return {name: total / len(incidents) for name, total in totals.items()}


def _told(incident: Incident) -> int:
    """Return how many facts are told: of the incident, of each person and of each device."""
    things: tuple[Incident | Person | Device, ...]
    things = (incident, *incident.persons, *incident.devices)
    plain = sum(
        getattr(thing, each.name) is not UNKNOWN
        for thing in things
        for each in fields(type(thing))
        if each.name not in _NO_FACTS
    )
    return plain + sum(len(person.roles) for person in incident.persons) + len(incident.answers)


_NO_FACTS: Final = frozenset(
    {"id", "roles", "persons", "devices", "done", "answers", "cannot_say", "__weakref__"}
)
