"""Reading an incident: which base literals of a Program hold.

The only place where an engine's answer meets the facts. Every engine is handed the same
`Observation`, so that engines differ in how they derive, never in what they saw; the
reference reads the facts by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from sexto_rules.facts import UNKNOWN, Incident
from sexto_rules.lowering.observation import Observation
from sexto_rules.lowering.program import Program
from sexto_rules.lowering.readers import (
    DeviceReader,
    IncidentReader,
    PersonReader,
    involvement_of,
    roles_of,
)
from sexto_rules.lowering.tables import FIELD, placed
from sexto_rules.protocol.conditions import Of

__all__ = ["Observer", "observe"]

Grouped: TypeAlias = Mapping[str, Collection[str]]
"""Names by whose they are; "" for the incident."""


class Observer:
    """Reads incidents for one Program; makes its tables once. Safe from any number of threads.

    Example:
        >>> observation = Observer(program).observe(incident)  # doctest: +SKIP
        >>> observation.columns[0]  # doctest: +SKIP
        1
    """

    def __init__(self, program: Program, wanted: Container[int] | None = None) -> None:
        """Prepare the tables of the program's base literals.

        Args:
            program: The program.
            wanted: The base literals to observe; the columns of the others are left out, so
                that a column's place is that of its literal among the wanted. None: all.
        """
        if wanted is None:
            wanted = range(program.base)
        of_incident = placed(program, {Of.INCIDENT, Of.ANSWERS}, wanted)
        of_device = placed(program, {Of.DEVICE}, wanted)
        self._incident = IncidentReader(of_incident)
        self._person = PersonReader(placed(program, {Of.PERSON, Of.HOLDER}, wanted))
        self._device = DeviceReader(of_device)
        holders = len(placed(program, {Of.HOLDER}, wanted))
        self._incident_width = len(of_incident)
        self._person_width = len(placed(program, {Of.PERSON}, wanted))
        self._device_width = len(of_device) + holders
        # A person is read once: the low bits are its own row, the high ones go above those
        # of each device it holds.
        self._person_mask = (1 << (FIELD * self._person_width)) - 1
        self._holder_from = FIELD * self._person_width
        self._holder_to = FIELD * len(of_device)
        self._reads_holders = holders > 0
        self._unknown_holder = self._as_holder(self._person.unknown)
        self._unsayable_holder = self._as_holder(self._person.unsayable)

    def _as_holder(self, person: int) -> int:
        """Return the bits that a person gives to a device of which it is the holder."""
        return person >> self._holder_from << self._holder_to

    def observe(self, incident: Incident) -> Observation:
        """Return which base literals hold of the incident and of each row."""
        acts = _acts_done(incident) if incident.done else {}
        unsayable = _unsayable(incident) if incident.cannot_say else {}
        roles = [roles_of(person) for person in incident.persons]
        people = {
            person.id: self._person.bits(
                person,
                roles[place],
                unsayable.get(f"persons.{person.id}", ()) if unsayable else (),
                acts.get(person.id, ()),
            )
            for place, person in enumerate(incident.persons)
        }
        persons = [bits & self._person_mask for bits in people.values()]
        devices = self._devices(incident, people, unsayable, acts)
        involvements = (
            [involvement_of(*each) for each in zip(incident.persons, roles, strict=True)]
            if self._incident.reads_gaps
            else []
        )
        whole = self._incident.bits(incident, unsayable, acts.get("", ()), involvements)
        persons_open = incident.persons_complete is not True
        devices_open = incident.devices_complete is not True
        if persons_open:
            persons.append(self._person.unknown & self._person_mask)
        if devices_open:
            devices.append(self._device.unknown + self._unknown_holder)
        return Observation(
            _joined(
                whole.to_bytes(self._incident_width, "little"),
                _columns(persons, self._person_width),
                _columns(devices, self._device_width),
            ),
            len(incident.persons),
            persons_open,
            len(incident.devices),
            devices_open,
        )

    def _devices(
        self,
        incident: Incident,
        people: Mapping[str, int],
        unsayable: Grouped,
        acts: Grouped,
    ) -> list[int]:
        """Return the rows of the listed devices."""
        rows = []
        for device in incident.devices:
            said = unsayable.get(f"devices.{device.id}", ()) if unsayable else ()
            bits = self._device.bits(device, incident, said, acts.get(device.id, ()))
            if self._reads_holders:
                if device.holder is not UNKNOWN:
                    bits += self._as_holder(people[device.holder])
                elif "holder" in said:
                    bits += self._unsayable_holder
                else:
                    bits += self._unknown_holder
            rows.append(bits)
        return rows


def observe(program: Program, incident: Incident) -> Observation:
    """Return which base literals of the program hold; for many incidents, keep an `Observer`."""
    return Observer(program).observe(incident)


def _acts_done(incident: Incident) -> Grouped:
    """Return the acts done to each target; to none, by ""."""
    grouped: dict[str, list[str]] = {}
    for entry in incident.done:
        grouped.setdefault(entry.target or "", []).append(entry.act)
    return grouped


def _unsayable(incident: Incident) -> Grouped:
    """Return what nobody can say, by `persons.p1`, `devices.d1`, `answers`; the rest by ""."""
    grouped: dict[str, list[str]] = {}
    for path in incident.cannot_say:
        whose, name = _taken_apart(path)
        grouped.setdefault(whose, []).append(name)
    return grouped


@lru_cache(maxsize=4_096)
def _taken_apart(path: str) -> tuple[str, str]:
    """Return whose a fact is (its list and id, or `answers`), and its name there."""
    parts = path.split(".", 2)
    if len(parts) == 3:
        return f"{parts[0]}.{parts[1]}", parts[2]
    return (parts[0], parts[1]) if len(parts) == 2 else ("", path)


def _columns(rows: Sequence[int], width: int) -> Sequence[int]:
    """Return the column of each literal from the rows."""
    if len(rows) <= FIELD:
        together = 0
        for place, row in enumerate(rows):
            together |= row << place
        return together.to_bytes(width, "little")
    chunks = [_columns(rows[start : start + FIELD], width) for start in range(0, len(rows), FIELD)]
    return [
        sum(column << (FIELD * place) for place, column in enumerate(columns))
        for columns in zip(*chunks, strict=True)
    ]


def _joined(incident: bytes, persons: Sequence[int], devices: Sequence[int]) -> Sequence[int]:
    """Return all columns one after the other; of short lists they are bytes."""
    if isinstance(persons, bytes) and isinstance(devices, bytes):
        return incident + persons + devices
    return [*incident, *persons, *devices]
