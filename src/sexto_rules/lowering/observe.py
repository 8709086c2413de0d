"""Reading an incident: which base literals of a Program hold.

The only place where an engine's answer meets the facts. Every engine is handed the same
`Observation`, so that engines differ in how they derive, never in what they saw; the
reference reads the facts by itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import repeat
from operator import getitem
from typing import Final

from sexto_rules.facts import UNKNOWN, Device, Incident, Person, Role
from sexto_rules.facts.known import age_gap_at_least, in_hand, list_closed
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.observation import Observation
from sexto_rules.lowering.program import Program
from sexto_rules.lowering.tables import (
    CANNOT_SAY,
    FIELD,
    AgeTable,
    FactTables,
    JournalTable,
    Placed,
    ValueTable,
    always,
    gap_tables,
    placed,
    value_tables,
)
from sexto_rules.protocol.conditions import Of

__all__ = ["Observer", "observe"]

_SAYABLE: Final[frozenset[str]] = frozenset()

Journal = Mapping[str | None, Sequence[str]]
"""The acts done, by the id of the target."""


class Observer:
    """Reads incidents for one Program; makes its tables once. Immutable, safe from any thread."""

    def __init__(self, program: Program, wanted: Container[int] | None = None) -> None:
        """Prepare the tables of the program's base literals.

        Args:
            program: The program.
            wanted: The base literals to observe; the columns of the others are left out, so
                that a column's place is that of its literal among the wanted. None: all.
        """
        if wanted is None:
            wanted = range(program.base)
        self._incident = _IncidentReader(placed(program, None, wanted))
        self._persons = _PersonReader(placed(program, Entity.PERSON, wanted), Of.PERSON)
        self._devices = _DeviceReader(placed(program, Entity.DEVICE, wanted))

    def observe(self, incident: Incident) -> Observation:
        """Return which base literals hold of the incident and of each row."""
        journal = _journal(incident)
        unsayable = _unsayable(incident)
        persons = [
            self._persons.bits(
                person, unsayable.get(f"persons.{person.id}", _SAYABLE), journal.get(person.id, ())
            )
            for person in incident.persons
        ]
        devices = [
            self._devices.bits(device, incident, unsayable, journal) for device in incident.devices
        ]
        persons_open = not list_closed(incident, Entity.PERSON)
        devices_open = not list_closed(incident, Entity.DEVICE)
        if persons_open:
            persons.append(self._persons.blank)
        if devices_open:
            devices.append(self._devices.blank)
        return Observation(
            _joined(
                _columns(
                    [self._incident.bits(incident, journal.get(None, ()))], self._incident.width
                ),
                _columns(persons, self._persons.width),
                _columns(devices, self._devices.width),
            ),
            len(incident.persons),
            persons_open,
            len(incident.devices),
            devices_open,
        )


def observe(program: Program, incident: Incident) -> Observation:
    """Return which base literals of the program hold; for many incidents, keep an `Observer`."""
    return Observer(program).observe(incident)


def _journal(incident: Incident) -> Journal:
    journal: dict[str | None, list[str]] = {}
    for entry in incident.done:
        journal.setdefault(entry.target, []).append(entry.act)
    return journal


def _unsayable(incident: Incident) -> Mapping[str, set[str]]:
    """Return what nobody can say of each entity: attributes by `persons.p1`, `devices.d1`."""
    grouped: dict[str, set[str]] = {}
    for path in incident.cannot_say:
        kind, _, rest = path.partition(".")
        if kind in {"persons", "devices"}:
            code, _, name = rest.partition(".")
            grouped.setdefault(f"{kind}.{code}", set()).add(name)
    return grouped


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


def _joined(*columns: Sequence[int]) -> Sequence[int]:
    if all(isinstance(each, bytes) for each in columns):
        return b"".join(columns)  # type: ignore[arg-type]
    return [column for each in columns for column in each]


class _IncidentReader:
    """The base literals of the incident."""

    def __init__(self, readings: Placed) -> None:
        self.width = len(readings)
        self._always = always(readings)
        self._facts = FactTables(value_tables(readings, Of.INCIDENT))
        self._answers = tuple(value_tables(readings, Of.ANSWERS).items())
        self._gaps = gap_tables(readings)
        self._journal = JournalTable.of(readings, Of.INCIDENT)

    def bits(self, incident: Incident, acts: Iterable[str]) -> int:
        unsayable = incident.cannot_say
        bits = self._always + self._journal.bits(acts)
        if unsayable:
            bits += self._facts.bits_said(incident, unsayable)
        else:
            bits += self._facts.bits(incident)
        for name, table in self._answers:
            answer: object = incident.answers.get(name, UNKNOWN)
            if answer is UNKNOWN and f"answers.{name}" in unsayable:
                answer = CANNOT_SAY
            bits += table[answer]
        for years, truths in self._gaps:
            bits += truths[age_gap_at_least(incident, years)]
        return bits


class _PersonReader:
    """The base literals of a person, or those of a device that speak of its holder."""

    def __init__(self, readings: Placed, of: Of) -> None:
        self.width = len(readings)
        tables = value_tables(readings, of)
        roles = [role for role in Role if f"roles.{role}" in tables]
        plain = {
            name: table
            for name, table in tables.items()
            if name not in {"age", "adult"} and not name.startswith("roles.")
        }
        self._always = always(readings) if of is Of.PERSON else 0
        self._facts = FactTables(plain)
        self._roles = tuple(roles)
        self._role_tables = tuple(tables[f"roles.{role}"] for role in roles)
        self._ages = AgeTable(readings, of)
        self._journal = JournalTable.of(readings, of)
        self.is_used = bool(tables or self._ages.is_used or self._journal.by_act)
        self.blank = self.unknown(UNKNOWN)
        self.unsayable = self.unknown(CANNOT_SAY)

    def unknown(self, value: object) -> int:
        """Return the bits of a person of whom nothing is known (or nobody can say anything)."""
        said = {"age", "adult"} if value is CANNOT_SAY else _SAYABLE
        ages = self._ages.bits(UNKNOWN, UNKNOWN, UNKNOWN, said) if self._ages.is_used else 0
        roles = sum(table[value] for table in self._role_tables)
        return self._always + self._facts.unknown(value) + roles + ages + self._journal.nothing

    def bits(
        self, person: Person, unsayable: frozenset[str] | set[str], acts: Iterable[str]
    ) -> int:
        if unsayable:
            return self._bits_said(person, unsayable) + self._journal.bits(acts)
        known = map(person.roles.get, self._roles, repeat(UNKNOWN))
        bits = self._always + self._facts.bits(person) + self._journal.bits(acts)
        bits += sum(map(getitem, self._role_tables, known))
        if self._ages.is_used:
            bits += self._ages[person.age, person.adult, person.adult_suspected]
        return bits

    def _bits_said(self, person: Person, unsayable: frozenset[str] | set[str]) -> int:
        bits = self._always + self._facts.bits_said(person, unsayable)
        for role, table in zip(self._roles, self._role_tables, strict=True):
            value: object = person.role(role)
            if value is UNKNOWN and ("roles" in unsayable or f"roles.{role}" in unsayable):
                value = CANNOT_SAY
            bits += table[value]
        if self._ages.is_used:
            bits += self._ages.bits(person.age, person.adult, person.adult_suspected, unsayable)
        return bits


class _DeviceReader:
    """The base literals of a device, its holder's facts among them."""

    def __init__(self, readings: Placed) -> None:
        self.width = len(readings)
        tables = value_tables(readings, Of.DEVICE)
        self._always = always(readings)
        self._in_hand: ValueTable | None = tables.pop("in_hand", None)
        self._facts = FactTables(tables)
        self._journal = JournalTable.of(readings, Of.DEVICE)
        self._holder = _PersonReader(readings, Of.HOLDER)
        in_hand_unknown = 0 if self._in_hand is None else self._in_hand[UNKNOWN]
        self.blank = (
            self._always
            + self._facts.unknown()
            + in_hand_unknown
            + self._journal.nothing
            + self._holder.blank
        )

    def bits(
        self,
        device: Device,
        incident: Incident,
        unsayable: Mapping[str, set[str]],
        journal: Journal,
    ) -> int:
        said = unsayable.get(f"devices.{device.id}", _SAYABLE)
        bits = self._always + self._journal.bits(journal.get(device.id, ()))
        bits += self._facts.bits_said(device, said) if said else self._facts.bits(device)
        if self._in_hand is not None:
            value: object = in_hand(incident, device)
            if value is UNKNOWN and "in_hand" in said:
                value = CANNOT_SAY
            bits += self._in_hand[value]
        if not self._holder.is_used:
            return bits
        if device.holder is UNKNOWN:
            return bits + (self._holder.unsayable if "holder" in said else self._holder.blank)
        holder = next(person for person in incident.persons if person.id == device.holder)
        said = unsayable.get(f"persons.{holder.id}", _SAYABLE)
        return bits + self._holder.bits(holder, said, journal.get(holder.id, ()))
