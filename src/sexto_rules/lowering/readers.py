"""Readers: the base literals of the incident, of a person, of a device, as bits of one row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sexto_rules.facts import UNKNOWN, Device, Incident, Person, Role, Unknown
from sexto_rules.facts.ages import possible_ages
from sexto_rules.facts.known import in_hand
from sexto_rules.facts.vocabulary import INVOLVED_ROLES
from sexto_rules.lowering.age_table import AgeTable
from sexto_rules.lowering.gaps import Involvement, gap_bounds
from sexto_rules.lowering.tables import (
    CANNOT_SAY,
    FactTables,
    JournalTable,
    Placed,
    ValueTable,
    constants,
    gap_tables,
    value_tables,
)
from sexto_rules.protocol.conditions import Of

__all__ = ["DeviceReader", "IncidentReader", "PersonReader", "involvement_of", "roles_of"]

_ROLES: Final = tuple(sorted(Role, key=lambda role: (role not in INVOLVED_ROLES, role)))
"""Those that involve a person first."""

_DEPICTED: Final = _ROLES.index(Role.DEPICTED)
_ROLE_NAMES: Final = tuple(f"roles.{role}" for role in _ROLES)
_NOTHING_TOLD: Final = (UNKNOWN, UNKNOWN, UNKNOWN)


class IncidentReader:
    """The base literals of the incident."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        self._facts = FactTables(value_tables(readings, {Of.INCIDENT}))
        self._answers = tuple(value_tables(readings, {Of.ANSWERS}).items())
        self._gaps = gap_tables(readings)
        self._journal = JournalTable.of(readings)
        self._start = constants(readings) + sum(table.unknown for _, table in self._answers)
        self.reads_gaps = bool(self._gaps)

    def bits(
        self,
        incident: Incident,
        unsayable: Collection[str],
        acts: Iterable[str],
        people: Sequence[Involvement],
    ) -> int:
        """Return the bits that hold; `people` are needed only if it reads gaps."""
        bits = self._start + self._journal.bits(acts) + self._facts.bits(incident, unsayable)
        for name, table in self._answers:
            answer = incident.answers.get(name, UNKNOWN)
            if answer is not UNKNOWN:
                bits += table[answer]
            elif f"answers.{name}" in unsayable:
                bits += table[CANNOT_SAY]
        if self._gaps:
            certain, possible = gap_bounds(people)
            is_open = incident.persons_complete is not True
            for years, truths in self._gaps:
                truth = False if years > possible and not is_open else UNKNOWN
                bits += truths[True if years <= certain else truth]
        return bits


class PersonReader:
    """The base literals of a person, and above them those a device has of its holder."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        tables = value_tables(readings, {Of.PERSON, Of.HOLDER})
        self._roles = tuple(tables.pop(name, ValueTable(())) for name in _ROLE_NAMES)
        self._ages = AgeTable(readings, tables.pop("age", None), tables.pop("adult", None))
        self._facts = FactTables(tables)
        self._journal = JournalTable.of(readings)
        self._start = constants(readings) + sum(table.unknown for table in self._roles)
        rest = self._start + self._journal.nothing
        self.unknown = rest + self._facts.unknown + self._ages.get(_NOTHING_TOLD, 0)
        """The bits of a person of whom nothing is known."""
        self.unsayable = (
            rest
            + sum(table[CANNOT_SAY] for table in self._roles)
            + self._facts.unsayable
            + self._ages.bits(*_NOTHING_TOLD, {"age", "adult"})
        )
        """The bits of a person of whom nobody can say anything."""

    def bits(
        self,
        person: Person,
        roles: Sequence[bool | Unknown],
        unsayable: Collection[str],
        acts: Iterable[str],
    ) -> int:
        """Return the bits that hold; `roles` are all of the person's, as `roles_of` says."""
        bits = self._start + self._facts.bits(person, unsayable) + self._journal.bits(acts)
        told = zip(self._roles, roles, strict=True)
        bits += sum([table[has] for table, has in told if has is not UNKNOWN])
        if unsayable:
            bits += self._unsayable_roles(roles, unsayable)
            if "age" in unsayable or "adult" in unsayable:
                return bits + self._ages.bits(
                    person.age, person.adult, person.adult_suspected, unsayable
                )
        if self._ages.is_used:
            bits += self._ages[person.age, person.adult, person.adult_suspected]
        return bits

    def _unsayable_roles(self, roles: Sequence[bool | Unknown], unsayable: Collection[str]) -> int:
        """Return what it changes that nobody can say these of the roles."""
        all_of_them = "roles" in unsayable
        told = zip(_ROLE_NAMES, self._roles, roles, strict=True)
        return sum(
            [
                table[CANNOT_SAY]
                for name, table, has in told
                if has is UNKNOWN and (all_of_them or name in unsayable)
            ]
        )


def roles_of(person: Person) -> list[bool | Unknown]:
    """Return whether the person has each role, in the order of `_ROLES`."""
    get = person.roles.get
    return [get(role, UNKNOWN) for role in _ROLES]


def involvement_of(person: Person, roles: Sequence[bool | Unknown]) -> Involvement:
    """Return what matters of a person for the age gap."""
    involving = roles[: len(INVOLVED_ROLES)]
    involved: bool | Unknown = False
    if True in involving:
        involved = True
    elif UNKNOWN in involving:
        involved = UNKNOWN
    ages = possible_ages(person.age, adult=person.adult, adult_suspected=person.adult_suspected)
    return Involvement(ages, roles[_DEPICTED], involved)


class DeviceReader:
    """The base literals of a device, but for those of its holder."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        tables = value_tables(readings, {Of.DEVICE})
        self._in_hand = tables.pop("in_hand", None)
        self._facts = FactTables(tables)
        self._journal = JournalTable.of(readings)
        self._start = constants(readings)
        if self._in_hand is not None:
            self._start += self._in_hand.unknown
        self.unknown = self._start + self._facts.unknown + self._journal.nothing
        """The bits of a device of which nothing is known."""

    def bits(
        self, device: Device, incident: Incident, unsayable: Collection[str], acts: Collection[str]
    ) -> int:
        """Return the bits that hold."""
        bits = self._start + self._facts.bits(device, unsayable) + self._journal.bits(acts)
        if self._in_hand is not None:
            has = in_hand(incident, device) if acts else device.in_hand
            if has is not UNKNOWN:
                bits += self._in_hand[has]
            elif "in_hand" in unsayable:
                bits += self._in_hand[CANNOT_SAY]
        return bits
