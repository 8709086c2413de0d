"""Tables from the values of facts to the base literals that hold.

The literals of one row are one integer, eight bits apart: literal *n* is bit *8n*. So a row
is a sum of table entries, eight rows are one integer (row *i* shifted by *i*), and
`int.to_bytes` makes columns of it: byte *n* is the column of literal *n*.

A few facts are looked up together: what their values mean together is worked out when first
met, and kept.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Final

from attrs import frozen

from sexto_rules.facts import UNKNOWN
from sexto_rules.lowering.program import Constant, Done, FactIs, Program, Reading
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
    "placed",
    "value_tables",
]

FIELD: Final = 8
"""Bits between two literals of a row: as many rows fit into one integer."""

_GROUP: Final = 4
"""How many facts are looked up together: of yes-or-no facts there are 256 combinations."""

_MOST_KEPT: Final = 1_024
"""How many combinations of values of a group are kept; the others are worked out each time."""


class _CannotSay(Enum):
    """The type of `CANNOT_SAY`."""

    CANNOT_SAY = "cannot say"

    if not TYPE_CHECKING:
        # Enum's own is written in Python, and every table looks it up.
        __hash__ = object.__hash__


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
    """For each value of a fact, also UNKNOWN and CANNOT_SAY, the bits of the readings that hold.

    A value that no reading mentions means what all such values do.
    """

    def __init__(self, readings: Iterable[tuple[FactIs, int]] = ()) -> None:
        """Fill the table from the readings of one fact."""
        super().__init__()
        pairs = tuple(readings)
        self._other = sum(bit for reading, bit in pairs if reading.outside)
        for value in {value for reading, _ in pairs for value in reading.values}:
            self[value] = sum(
                bit for reading, bit in pairs if (value in reading.values) != reading.outside
            )
        self[UNKNOWN] = sum(bit for reading, bit in pairs if reading.unknown)
        self[CANNOT_SAY] = sum(bit for reading, bit in pairs if reading.cannot_say)

    def __missing__(self, value: object) -> int:
        """Return what a value means that no reading mentions."""
        return self._other


def value_tables(readings: Placed, bearers: Container[Of]) -> dict[str, ValueTable]:
    """Return a table for each fact of these bearers, by name."""
    grouped: dict[str, list[tuple[FactIs, int]]] = {}
    for reading, bit in readings:
        if isinstance(reading, FactIs) and reading.fact.of in bearers:
            grouped.setdefault(reading.fact.name, []).append((reading, bit))
    return {name: ValueTable(pairs) for name, pairs in grouped.items()}


class _GroupTable(dict[tuple[object, ...], int]):
    """For the values of a few facts together, the bits of all their readings that hold."""

    def __init__(self, tables: Sequence[ValueTable]) -> None:
        """Begin with nothing worked out."""
        super().__init__()
        self._tables = tables

    def __missing__(self, values: tuple[object, ...]) -> int:
        """Look every value up by itself, and keep what they mean together."""
        bits = sum(table[value] for table, value in zip(self._tables, values, strict=True))
        if len(self) < _MOST_KEPT:
            self[values] = bits
        return bits


class FactTables:
    """The facts of a thing (incident, person, device), in the order in which they are given."""

    def __init__(self, tables: Mapping[str, ValueTable]) -> None:
        """Put the tables into groups; they are named as in `cannot_say`."""
        self._places = {name: place for place, name in enumerate(tables)}
        every = tuple(tables.values())
        starts = range(0, len(every), _GROUP)
        self._groups = tuple(
            (
                _GroupTable(every[start : start + _GROUP]),
                slice(start, min(start + _GROUP, len(every))),
            )
            for start in starts
        )
        self.unknown: int = sum(table[UNKNOWN] for table in every)
        """The bits that hold while nothing is known."""
        self.unsayable: int = sum(table[CANNOT_SAY] for table in every)
        """The bits that hold while nobody can say anything."""

    def bits(self, values: tuple[object, ...], unsayable: Iterable[str]) -> int:
        """Return the bits that hold, where nobody can say these of the facts.

        Args:
            values: A value of each fact; more are let be.
            unsayable: The names of facts; others are let be.
        """
        if unsayable:
            values = self._marked(values, unsayable)
        return sum([table[values[group]] for table, group in self._groups])

    def _marked(self, values: tuple[object, ...], unsayable: Iterable[str]) -> tuple[object, ...]:
        """Return the values, with CANNOT_SAY for the unknown ones that are named."""
        marked = list(values)
        for name in unsayable:
            place = self._places.get(name)
            if place is not None and marked[place] is UNKNOWN:
                marked[place] = CANNOT_SAY
        return tuple(marked)


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
