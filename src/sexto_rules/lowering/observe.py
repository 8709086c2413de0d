"""Reading an incident: which base literals of a Program hold.

The only place where an engine's answer meets the facts. Every engine is handed the same
`Observation`, so that engines differ in how they derive, never in what they saw; the
reference reads the facts by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias

from sexto_rules.facts import UNKNOWN, Device, Incident, Person
from sexto_rules.lowering.observation import Observation
from sexto_rules.lowering.program import Program
from sexto_rules.lowering.readers import (
    DeviceReader,
    IncidentReader,
    PersonReader,
    Roles,
    Row,
    involvement_of,
    roles_of,
)
from sexto_rules.lowering.tables import columns_of, placed
from sexto_rules.protocol.conditions import Of

__all__ = ["Observer", "observe"]

Grouped: TypeAlias = Mapping[str, Collection[str]]
"""Names by whose they are; "" for the incident."""


class Observer:
    """Reads incidents for one Program; makes its tables once. Safe from any thread.

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
        of_holder = placed(program, {Of.HOLDER}, wanted)
        self._incident = IncidentReader(placed(program, {Of.INCIDENT, Of.ANSWERS}, wanted))
        self._person = PersonReader(placed(program, {Of.PERSON}, wanted))
        self._device = DeviceReader(placed(program, {Of.DEVICE}, wanted))
        self._holder = PersonReader(of_holder) if of_holder else None
        of_devices = self._device.tables
        self._other_device = self._device.unknown
        if self._holder is not None:
            of_devices += self._holder.tables
            self._other_device = self._other_device + self._holder.unknown
        every = (self._incident.tables, self._person.tables, of_devices)
        self._tables = tuple(each.tables for each in every)
        self._arrange = _arrangement([place for each in every for place in each.places])

    def observe(self, incident: Incident) -> Observation:
        """Return which base literals hold of the incident and of each row."""
        acts = _acts_done(incident) if incident.done else {}
        unsayable = _unsayable(incident) if incident.cannot_say else {}
        people = {person.id: (person, roles_of(person)) for person in incident.persons}
        persons = [
            self._person.row(
                person, roles, unsayable.get(f"persons.{name}", ()), acts.get(name, ())
            )
            for name, (person, roles) in people.items()
        ]
        devices = [
            self._device_row(device, incident, people, unsayable, acts)
            for device in incident.devices
        ]
        whole = self._incident.row(
            incident,
            unsayable.get("", ()),
            acts.get("", ()),
            [involvement_of(*each) for each in people.values()]
            if self._incident.reads_gaps
            else (),
        )
        persons_open = incident.persons_complete is not True
        devices_open = incident.devices_complete is not True
        if persons_open:
            persons.append(self._person.unknown)
        if devices_open:
            devices.append(self._other_device)
        of_incident, of_persons, of_devices = self._tables
        columns = (
            *columns_of(of_incident, [whole]),
            *columns_of(of_persons, persons),
            *columns_of(of_devices, devices),
        )
        return Observation(
            columns if self._arrange is None else self._arrange(columns),
            len(incident.persons),
            persons_open,
            len(incident.devices),
            devices_open,
        )

    def _device_row(
        self,
        device: Device,
        incident: Incident,
        people: Mapping[str, tuple[Person, Roles]],
        unsayable: Grouped,
        acts: Grouped,
    ) -> Row:
        """Return the row of a listed device, what is told of its holder at the end."""
        said = unsayable.get(f"devices.{device.id}", ())
        row = self._device.row(device, incident, said, acts.get(device.id, ()))
        if self._holder is None:
            return row
        holder = device.holder
        if holder is not UNKNOWN:
            person, roles = people[holder]
            said = unsayable.get(f"persons.{holder}", ())
            return row + self._holder.row(person, roles, said, acts.get(holder, ()))
        return row + (self._holder.unsayable if "holder" in said else self._holder.unknown)


def observe(program: Program, incident: Incident) -> Observation:
    """Return which base literals of the program hold; for many incidents, keep an `Observer`."""
    return Observer(program).observe(incident)


def _arrangement(places: Sequence[int]) -> Callable[[Sequence[int]], Sequence[int]] | None:
    """Return what brings columns into the order of their places; None if they are in it."""
    order = sorted(range(len(places)), key=places.__getitem__)
    return None if order == list(range(len(places))) else itemgetter(*order)


def _acts_done(incident: Incident) -> Grouped:
    """Return the acts done to each target; to none, by ""."""
    grouped: dict[str, list[str]] = {}
    for entry in incident.done:
        grouped.setdefault(entry.target or "", []).append(entry.act)
    return grouped


def _unsayable(incident: Incident) -> Grouped:
    """Return what nobody can say: attributes by `persons.p1` or `devices.d1`, the rest by ""."""
    grouped: dict[str, list[str]] = {}
    for path in incident.cannot_say:
        whose, name = _taken_apart(path)
        grouped.setdefault(whose, []).append(name)
    return grouped


@lru_cache(maxsize=4_096)
def _taken_apart(path: str) -> tuple[str, str]:
    """Return whose a fact is (its list and id), and its name there."""
    parts = path.split(".", 2)
    return (f"{parts[0]}.{parts[1]}", parts[2]) if len(parts) == 3 else ("", path)
