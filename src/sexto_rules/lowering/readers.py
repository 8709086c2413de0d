"""Readers: what is told of the incident, of a person, of a device, as one row of values.

The values of a row stand in the order of the reader's tables: one for each fact that some base
literal reads, then what is bits already: the age, which is three facts in one, and the journal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final, TypeAlias

from sexto_rules.facts import UNKNOWN, Device, Incident, Person, Role, Unknown
from sexto_rules.facts.ages import possible_ages
from sexto_rules.facts.known import in_hand
from sexto_rules.facts.vocabulary import INVOLVED_ROLES
from sexto_rules.lowering.age_table import AgeTable
from sexto_rules.lowering.gaps import GapTable, Involvement
from sexto_rules.lowering.tables import (
    CANNOT_SAY,
    JournalTable,
    Placed,
    facts_among,
    tables_of,
)

__all__ = [
    "DeviceReader",
    "IncidentReader",
    "PersonReader",
    "Roles",
    "Row",
    "involvement_of",
    "roles_of",
]

Row: TypeAlias = list[Any]
"""One value for each table."""

Roles: TypeAlias = Sequence[bool | Unknown]
"""Whether a person has each role, as `roles_of` says."""

_ROLES: Final = tuple(sorted(Role, key=lambda role: (role not in INVOLVED_ROLES, role)))
"""Those that involve a person first."""

_DEPICTED: Final = _ROLES.index(Role.DEPICTED)
_PLACES_OF_ROLES: Final = {f"roles.{role}": place for place, role in enumerate(_ROLES)}


class IncidentReader:
    """What is told of the incident."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        facts = facts_among(readings)
        answers = [name for name in facts if name.startswith("answers.")]
        plain = [name for name in facts if name not in answers]
        self._places = {name: place for place, name in enumerate((*plain, *answers))}
        self._answers = tuple(name.removeprefix("answers.") for name in answers)
        # `attrgetter` of one name returns no tuple.
        self._told = attrgetter(*plain, "persons_complete", "persons_complete")
        self._gaps = GapTable(readings)
        self._journal = JournalTable(readings)
        self.reads_gaps = bool(self._gaps.readings)
        self.tables = tables_of(
            [facts[name] for name in self._places], self._gaps.readings, self._journal.readings
        )

    def row(
        self,
        incident: Incident,
        unsayable: Collection[str],
        acts: Iterable[str],
        people: Sequence[Involvement],
    ) -> Row:
        """Return the row; `people` are needed only if it reads gaps."""
        row: Row
        *row, complete, _ = self._told(incident)
        if self._answers:
            answers = incident.answers
            row += [answers.get(name, UNKNOWN) for name in self._answers]
        if unsayable:
            _mark_unsayable(row, self._places, unsayable)
        gaps = self._gaps.bits(people, is_closed=complete is True) if self.reads_gaps else 0
        row += (gaps, self._journal.bits(acts))
        return row


class PersonReader:
    """What is told of a person, or of the holder of a device."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        facts = facts_among(readings)
        roles = [name for name in facts if name in _PLACES_OF_ROLES]
        plain = [name for name in facts if name not in roles]
        self._places = {name: place for place, name in enumerate((*plain, *roles))}
        self._roles = tuple(_PLACES_OF_ROLES[name] for name in roles)
        self._role_names = tuple(roles)
        self._told = attrgetter(*plain, "age", "adult", "adult_suspected")
        self._ages = AgeTable(readings)
        self._journal = JournalTable(readings)
        self.tables = tables_of(
            [facts[name] for name in self._places], self._ages.readings, self._journal.readings
        )
        unknown, unsayable = (
            self._ages[UNKNOWN, UNKNOWN, UNKNOWN, nobody, nobody] for nobody in (False, True)
        )
        self.unknown: Row = [*[UNKNOWN] * len(facts), unknown, self._journal.nothing]
        """The row of a person of whom nothing is known."""
        self.unsayable: Row = [*[CANNOT_SAY] * len(facts), unsayable, self._journal.nothing]
        """The row of a person of whom nobody can say anything."""

    def row(
        self,
        person: Person,
        roles: Roles,
        unsayable: Collection[str],
        acts: Iterable[str],
    ) -> Row:
        """Return the row; `roles` are all of the person's, as `roles_of` says."""
        row: Row
        *row, age, adult, suspected = self._told(person)
        row += [roles[place] for place in self._roles]
        if unsayable:
            _mark_unsayable(row, self._places, unsayable)
            if "roles" in unsayable:
                _mark_unsayable(row, self._places, self._role_names)
            told = (age, adult, suspected, "age" in unsayable, "adult" in unsayable)
        else:
            told = (age, adult, suspected, False, False)
        row += (self._ages[told], self._journal.bits(acts))
        return row


class DeviceReader:
    """What is told of a device, but for its holder."""

    def __init__(self, readings: Placed) -> None:
        """Prepare the tables."""
        facts = facts_among(readings)
        self._places = {name: place for place, name in enumerate(facts)}
        self._in_hand = self._places.get("in_hand")
        self._told = attrgetter(*facts, "id", "id")
        self._journal = JournalTable(readings)
        self.tables = tables_of(facts.values(), self._journal.readings)
        self.unknown: Row = [*[UNKNOWN] * len(facts), self._journal.nothing]
        """The row of a device of which nothing is known."""

    def row(
        self, device: Device, incident: Incident, unsayable: Collection[str], acts: Collection[str]
    ) -> Row:
        """Return the row."""
        row: Row
        *row, _, _ = self._told(device)
        if acts and self._in_hand is not None:
            row[self._in_hand] = in_hand(incident, device)
        if unsayable:
            _mark_unsayable(row, self._places, unsayable)
        row.append(self._journal.bits(acts))
        return row


def _mark_unsayable(row: Row, places: Mapping[str, int], unsayable: Iterable[str]) -> None:
    """Put CANNOT_SAY for those of the values that are unknown."""
    for name in unsayable:
        place = places.get(name)
        if place is not None and row[place] is UNKNOWN:
            row[place] = CANNOT_SAY


def roles_of(person: Person) -> list[bool | Unknown]:
    """Return whether the person has each role, in the order of `_ROLES`."""
    get = person.roles.get
    return [get(role, UNKNOWN) for role in _ROLES]


def involvement_of(person: Person, roles: Roles) -> Involvement:
    """Return what matters of a person for the age gap."""
    involving = roles[: len(INVOLVED_ROLES)]
    involved: bool | Unknown = False
    if True in involving:
        involved = True
    elif UNKNOWN in involving:
        involved = UNKNOWN
    ages = possible_ages(person.age, adult=person.adult, adult_suspected=person.adult_suspected)
    return Involvement(ages, roles[_DEPICTED], involved)
