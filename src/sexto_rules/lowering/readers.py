"""Readers: the base literals of the incident, of a person, of a device, as bits of one row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final, TypeAlias

from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, Person, Role, Unknown
from sexto_rules.facts.ages import possible_ages
from sexto_rules.facts.known import in_hand
from sexto_rules.facts.vocabulary import INVOLVED_ROLES
from sexto_rules.lowering.age_table import AgeTable
from sexto_rules.lowering.gaps import Ages, GapTable, Involvement
from sexto_rules.lowering.tables import (
    CANNOT_SAY,
    FactTables,
    JournalTable,
    Placed,
    ValueTable,
    constants,
    value_tables,
)
from sexto_rules.protocol.conditions import Of

__all__ = ["DeviceReader", "IncidentReader", "PersonReader", "Roles", "involvement_of", "roles_of"]

Roles: TypeAlias = tuple[bool | Unknown, ...]
"""Whether a person has each role, the roles that involve them first."""

_ROLES: Final = tuple(sorted(Role, key=lambda role: (role not in INVOLVED_ROLES, role)))
_UNKNOWNS: Final = (UNKNOWN,) * len(_ROLES)
_DEPICTED: Final = _ROLES.index(Role.DEPICTED)
_ROLE_NAMES: Final = tuple(f"roles.{role}" for role in _ROLES)


class IncidentReader:
    """The base literals of the incident."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        tables = value_tables(readings, {Of.INCIDENT})
        self._facts = FactTables(tables)
        # `attrgetter` of one name returns no tuple; what is too much is let be.
        self._told = attrgetter(*tables, "persons_complete", "persons_complete")
        answers = value_tables(readings, {Of.ANSWERS})
        self._answers = tuple(answers)
        self._answered = FactTables(answers)
        self._gaps = GapTable(readings)
        self._journal = JournalTable.of(readings)
        self._start = constants(readings)
        self.reads_gaps: bool = self._gaps.is_used

    def bits(
        self,
        incident: Incident,
        unsayable: Mapping[str, Collection[str]],
        acts: Iterable[str],
        people: Sequence[Involvement],
    ) -> int:
        """Return the bits that hold; `people` are needed only if it reads gaps."""
        bits = self._start + self._journal.bits(acts)
        bits += self._facts.bits(self._told(incident), unsayable.get("", ()))
        if self._answers:
            answers = incident.answers
            told = tuple([answers.get(name, UNKNOWN) for name in self._answers])
            bits += self._answered.bits(told, unsayable.get("answers", ()))
        if self.reads_gaps:
            bits += self._gaps.bits(people, is_closed=incident.persons_complete is True)
        return bits


class PersonReader:
    """The base literals of a person, and above them those a device has of its holder."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        tables = value_tables(readings, {Of.PERSON, Of.HOLDER})
        ages = [tables.pop(name, ValueTable()) for name in ("age", "adult")]
        self._ages = AgeTable(readings, *ages)
        roles = {name: tables.pop(name, ValueTable()) for name in _ROLE_NAMES}
        self._facts = FactTables(roles | tables)
        self._told = attrgetter(*tables, "age", "adult", "adult_suspected")
        self._journal = JournalTable.of(readings)
        self._start = constants(readings)
        self._rest = rest = self._start + self._journal.nothing
        unknown, unsayable = (
            self._ages[UNKNOWN, UNKNOWN, UNKNOWN, nobody, nobody] for nobody in (False, True)
        )
        self.unknown: int = rest + unknown + self._facts.unknown
        """The bits of a person of whom nothing is known."""
        self.unsayable: int = rest + unsayable + self._facts.unsayable
        """The bits of a person of whom nobody can say anything."""

    def bits(
        self, person: Person, roles: Roles, unsayable: Collection[str], acts: Iterable[str]
    ) -> int:
        """Return the bits that hold; `roles` are the person's, as `roles_of` says."""
        told = self._told(person)
        has: tuple[object, ...] = roles
        nobody = (False, False)
        if unsayable:
            nobody = ("age" in unsayable, "adult" in unsayable)
            if "roles" in unsayable:
                has = tuple([CANNOT_SAY if each is UNKNOWN else each for each in roles])
        rest = self._start + self._journal.bits(acts) if acts else self._rest
        return rest + self._facts.bits(has + told, unsayable) + self._ages[told[-3:] + nobody]


def roles_of(person: Person) -> Roles:
    """Return whether the person has each role."""
    return tuple(map(person.roles.get, _ROLES, _UNKNOWNS))


def involvement_of(person: Person, roles: Roles) -> Involvement:
    """Return what matters of a person for the age gap."""
    ages = _ages(person.age, person.adult, person.adult_suspected)
    return Involvement(ages, roles[_DEPICTED], _involved(roles))


@lru_cache(maxsize=1_024)
def _involved(roles: Roles) -> bool | Unknown:
    """Return whether a person with these roles is involved."""
    involving = roles[: len(INVOLVED_ROLES)]
    if True in involving:
        return True
    return UNKNOWN if UNKNOWN in involving else False


@lru_cache(maxsize=1_024)
def _ages(
    age: int | AgeRange | Unknown,
    adult: bool | Unknown,  # noqa: FBT001 - by position the lookup is quicker
    suspected: bool | Unknown,  # noqa: FBT001 - likewise
) -> Ages:
    """Return the ages that are possible, kept since they have to be worked out."""
    ages = possible_ages(age, adult=adult, adult_suspected=suspected)
    return Ages(ages, (ages & -ages).bit_length(), ages.bit_length())


class DeviceReader:
    """The base literals of a device, but for those of its holder."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        tables = value_tables(readings, {Of.DEVICE})
        tables = {"in_hand": tables.pop("in_hand", ValueTable()), **tables}
        self._facts = FactTables(tables)
        # `attrgetter` of one name returns no tuple; what is too much is let be.
        self._told = attrgetter(*tables, "in_hand")
        self._journal = JournalTable.of(readings)
        self._start = constants(readings)
        self._rest = self._start + self._journal.nothing
        self.unknown: int = self._rest + self._facts.unknown
        """The bits of a device of which nothing is known."""

    def bits(
        self, device: Device, incident: Incident, unsayable: Collection[str], acts: Collection[str]
    ) -> int:
        """Return the bits that hold."""
        told = self._told(device)
        rest = self._rest
        if acts:
            rest = self._start + self._journal.bits(acts)
            told = (in_hand(incident, device), *told[1:])
        return rest + self._facts.bits(told, unsayable)
