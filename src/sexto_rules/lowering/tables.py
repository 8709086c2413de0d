"""Tables from the values of facts to the base literals that hold.

The literals of one row are one integer, eight bits apart: literal *n* is bit *8n*. So a row
is a sum of table entries, eight rows are one integer (row *i* shifted by *i*), and
`int.to_bytes` makes columns of it: byte *n* is the column of literal *n*.

Most facts of most incidents are unknown, so a table holds what changes when a fact is told,
and the sum starts from `unknown`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from enum import Enum
from operator import attrgetter
from typing import Final

from attrs import frozen

from sexto_rules.facts import UNKNOWN, Unknown
from sexto_rules.lowering.program import Constant, Done, FactIs, GapIs, Program, Reading
from sexto_rules.lowering.readings import bearer_of
from sexto_rules.protocol.conditions import Of

__all__ = [
    "CANNOT_SAY",
    "FIELD",
    "FactTables",
    "JournalTable",
    "Placed",
    "ValueTable",
    "constants",
    "gap_tables",
    "placed",
    "value_tables",
]

FIELD: Final = 8
"""Bits between two literals of a row: as many rows fit into one integer."""


class _CannotSay(Enum):
    """The type of `CANNOT_SAY`."""

    CANNOT_SAY = "cannot say"


CANNOT_SAY: Final = _CannotSay.CANNOT_SAY
"""In place of an unknown value: nobody can say it."""

Placed = tuple[tuple[Reading, int], ...]
"""Readings that are made together, each with its bit."""


def placed(program: Program, bearers: Container[Of], wanted: Container[int]) -> Placed:
    """Return the wanted base literals of these bearers with their bits, in the program's order."""
    own = [
        each.reading
        for number, each in enumerate(program.literals)
        if each.reading is not None and bearer_of(each.reading) in bearers and number in wanted
    ]
    return tuple((reading, 1 << (FIELD * place)) for place, reading in enumerate(own))


def constants(readings: Placed) -> int:
    """Return the bits of the literals that hold of everything."""
    return sum(bit for reading, bit in readings if isinstance(reading, Constant) and reading.value)


class ValueTable(dict[object, int]):
    """For each value of a fact, also CANNOT_SAY, what it changes against the fact unknown.

    `unknown` are the bits while it is unknown. A value that no reading mentions changes what
    all such values do.
    """

    def __init__(self, readings: Iterable[tuple[FactIs, int]]) -> None:
        """Fill the table from the readings of one fact."""
        pairs = tuple(readings)
        self.unknown = sum(bit for reading, bit in pairs if reading.unknown)
        self._other = sum(bit for reading, bit in pairs if reading.outside) - self.unknown
        for value in {value for reading, _ in pairs for value in reading.values}:
            holding = [
                bit for reading, bit in pairs if (value in reading.values) != reading.outside
            ]
            self[value] = sum(holding) - self.unknown
        unsayable = sum(bit for reading, bit in pairs if reading.cannot_say)
        self[CANNOT_SAY] = unsayable - self.unknown

    def __missing__(self, value: object) -> int:
        """Return what a value changes that no reading mentions."""
        return self._other


def value_tables(readings: Placed, bearers: Container[Of]) -> dict[str, ValueTable]:
    """Return a table for each fact of these bearers, by name."""
    grouped: dict[str, list[tuple[FactIs, int]]] = {}
    for reading, bit in readings:
        if isinstance(reading, FactIs) and reading.fact.of in bearers:
            grouped.setdefault(reading.fact.name, []).append((reading, bit))
    return {name: ValueTable(pairs) for name, pairs in grouped.items()}


class FactTables:
    """The facts that are plain attributes of a thing (incident, person, device)."""

    def __init__(self, tables: Mapping[str, ValueTable]) -> None:
        """Prepare to read these attributes."""
        self._by_name = dict(tables)
        self._tables = tuple(tables.values())
        self.unknown = sum(table.unknown for table in self._tables)
        self.unsayable = self.unknown + sum(table[CANNOT_SAY] for table in self._tables)
        # `attrgetter` of one name returns no tuple; two more do no harm, `zip` stops before.
        self._values = attrgetter(*tables, "__class__", "__class__")

    def bits(self, thing: object, unsayable: Iterable[str]) -> int:
        """Return the bits that hold, where nobody can say these attributes."""
        told = zip(self._tables, self._values(thing), strict=False)
        bits = self.unknown + sum([table[value] for table, value in told if value is not UNKNOWN])
        for name in unsayable:
            if name in self._by_name and getattr(thing, name) is UNKNOWN:
                bits += self._by_name[name][CANNOT_SAY]
        return bits


@frozen
class JournalTable:
    """The readings of the journal: the bits while nothing was done, and what each act changes."""

    nothing: int
    by_act: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, readings: Placed) -> JournalTable:
        """Return the table of these readings."""
        own = [(reading, bit) for reading, bit in readings if isinstance(reading, Done)]
        acts = sorted({act for reading, _ in own for act in reading.acts})
        return cls(
            sum(bit for reading, bit in own if not reading.done),
            {
                act: (
                    sum(bit for reading, bit in own if reading.done and act in reading.acts),
                    sum(bit for reading, bit in own if not reading.done and act in reading.acts),
                )
                for act in acts
            },
        )

    def bits(self, acts: Iterable[str]) -> int:
        """Return the bits that hold when these acts were done."""
        bits = self.nothing
        for act in acts:
            if act in self.by_act:
                now_done, no_more = self.by_act[act]
                bits = (bits | now_done) & ~no_more
        return bits


def gap_tables(readings: Placed) -> tuple[tuple[int, dict[bool | Unknown, int]], ...]:
    """Return, for each number of years asked for, the bits by the truth of the test."""
    tables: dict[int, dict[bool | Unknown, int]] = {}
    for reading, bit in readings:
        if isinstance(reading, GapIs):
            table = tables.setdefault(reading.years, {True: 0, False: 0, UNKNOWN: 0})
            table[True] += bit * reading.true
            table[False] += bit * reading.false
            table[UNKNOWN] += bit * reading.unknown
    return tuple(tables.items())
