"""Tables from the values of facts to the columns of base literals.

The literals of one fact are made together: its values in all rows are looked up at once and
give the columns of all of them. What one value means is an integer with a bit for each
literal (`ValueTable`); what a row of values means is worked out from that when first met, and
kept (`RowsTable`), since a fact has few values and lists are short.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain, repeat
from operator import getitem
from typing import TYPE_CHECKING, Final

from attrs import frozen

from sexto_rules.facts import UNKNOWN
from sexto_rules.lowering.program import (
    AgeSettled,
    AgesMeet,
    AgesWithin,
    Constant,
    Done,
    FactIs,
    Program,
    Reading,
)
from sexto_rules.lowering.readings import bearer_of
from sexto_rules.protocol.conditions import Of

__all__ = [
    "CANNOT_SAY",
    "JournalTable",
    "Placed",
    "RowsTable",
    "Tables",
    "ValueTable",
    "columns_of",
    "facts_among",
    "placed",
    "tables_of",
]

_MOST_KEPT: Final = 1_024
"""How many rows of values a table keeps; those of short lists come again and again."""


class _CannotSay(Enum):
    """The type of `CANNOT_SAY`."""

    CANNOT_SAY = "cannot say"

    if not TYPE_CHECKING:
        # Enum's own is written in Python, and every table looks it up.
        __hash__ = object.__hash__


CANNOT_SAY: Final = _CannotSay.CANNOT_SAY
"""In place of an unknown value: nobody can say it."""

Placed = tuple[tuple[Reading, int], ...]
"""Readings that are made together, each with the place of its column."""


def placed(program: Program, bearers: Container[Of], wanted: Container[int]) -> Placed:
    """Return the wanted base literals of these bearers, with their places among all wanted."""
    every = [
        each.reading
        for number, each in enumerate(program.literals)
        if each.reading is not None and number in wanted
    ]
    return tuple(
        (reading, place) for place, reading in enumerate(every) if bearer_of(reading) in bearers
    )


class ValueTable(dict[object, int]):
    """For each value of one fact, also UNKNOWN and CANNOT_SAY, the readings that hold, as bits.

    A value that no reading mentions means what all such values do.
    """

    def __init__(self, readings: Iterable[tuple[Reading, int]]) -> None:
        """Fill the table from the readings of one fact, each with its bit."""
        super().__init__()
        facts = [(each, bit) for each, bit in readings if isinstance(each, FactIs)]
        self._other = sum(bit for each, bit in facts if each.outside)
        for value in {value for each, _ in facts for value in each.values}:
            self[value] = sum(bit for each, bit in facts if (value in each.values) != each.outside)
        self[UNKNOWN] = sum(bit for each, bit in facts if each.unknown)
        self[CANNOT_SAY] = sum(bit for each, bit in facts if each.cannot_say)

    def __missing__(self, value: object) -> int:
        """Return what a value means that no reading mentions."""
        return self._other


class _Bits(dict[object, int]):
    """For what is such an integer already."""

    def __missing__(self, bits: int) -> int:
        """Return it as it is."""
        return bits


class RowsTable(dict[tuple[object, ...], tuple[int, ...]]):
    """For the values of one fact in all rows, the columns of its readings."""

    def __init__(self, bits: Mapping[object, int], width: int) -> None:
        """Begin with nothing worked out.

        Args:
            bits: What one value means.
            width: How many readings there are.
        """
        super().__init__()
        self._bits = bits
        self._width = width

    def __missing__(self, values: tuple[object, ...]) -> tuple[int, ...]:
        """Work the columns out, and keep them."""
        rows = [self._bits[value] for value in values]
        columns = tuple(
            sum((bits >> number & 1) << row for row, bits in enumerate(rows))
            for number in range(self._width)
        )
        if len(self) < _MOST_KEPT:
            self[values] = columns
        return columns


@frozen
class Tables:
    """Tables that look up a row each, and the places of the columns that they give."""

    tables: tuple[RowsTable, ...] = ()
    places: tuple[int, ...] = ()

    def __add__(self, other: Tables) -> Tables:
        """Return the tables of both, for rows that are joined."""
        return Tables(self.tables + other.tables, self.places + other.places)


def tables_of(facts: Iterable[Placed], *bits: Placed) -> Tables:
    """Return the tables of facts, then those of what is bits already."""
    groups: list[tuple[Placed, Mapping[object, int]]] = [
        (group, ValueTable((each, 1 << number) for number, (each, _) in enumerate(group)))
        for group in facts
    ]
    groups += [(group, _Bits()) for group in bits]
    return Tables(
        tuple(RowsTable(values, len(group)) for group, values in groups),
        tuple(place for group, _ in groups for _, place in group),
    )


def columns_of(tables: Sequence[RowsTable], rows: Sequence[Sequence[object]]) -> Iterator[int]:
    """Yield the columns that the tables give for these rows, one after the other."""
    values = zip(*rows, strict=True) if rows else repeat(())
    return chain.from_iterable(map(getitem, tables, values))


def is_of_age(reading: Reading) -> bool:
    """Whether it is worked out from the possible ages of a person."""
    if isinstance(reading, FactIs):
        return reading.fact.of in {Of.PERSON, Of.HOLDER} and reading.fact.name in {"age", "adult"}
    return isinstance(reading, AgesWithin | AgesMeet | AgeSettled)


def facts_among(readings: Placed) -> dict[str, Placed]:
    """Return the readings of each fact that is looked up by its value, by its name.

    It is the name by which `cannot_say` knows it, after that of the person or device.
    """
    grouped: dict[str, Placed] = {}
    for reading, place in readings:
        if isinstance(reading, FactIs) and not is_of_age(reading):
            fact = reading.fact
            name = str(fact) if fact.of is Of.ANSWERS else fact.name
            grouped[name] = (*grouped.get(name, ()), (reading, place))
    return grouped


class JournalTable:
    """The readings of the journal, and those that hold always or never, as bits."""

    def __init__(self, readings: Placed) -> None:
        """Work out what holds while nothing was done, and what each act changes."""
        self.readings = tuple(pair for pair in readings if isinstance(pair[0], Done | Constant))
        pairs = [(each, 1 << number) for number, (each, _) in enumerate(self.readings)]
        done = [(each, bit) for each, bit in pairs if isinstance(each, Done)]
        self.nothing = sum(bit for each, bit in done if not each.done) + sum(
            bit for each, bit in pairs if isinstance(each, Constant) and each.value
        )
        """The bits that hold while nothing was done."""
        self._by_act = {
            act: (
                sum(bit for each, bit in done if each.done and act in each.acts),
                sum(bit for each, bit in done if not each.done and act in each.acts),
            )
            for act in {act for each, _ in done for act in each.acts}
        }

    def bits(self, acts: Iterable[str]) -> int:
        """Return the bits that hold when these acts were done."""
        bits = self.nothing
        for act in acts:
            if act in self._by_act:
                now_done, no_more = self._by_act[act]
                bits = (bits | now_done) & ~no_more
        return bits
