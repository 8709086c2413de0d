"""Tables from the values of facts to the base literals that hold.

The literals of one row are one integer, eight bits apart: literal *n* is bit *8n*. So a row
is a sum of table entries, eight rows are one integer (row *i* shifted by *i*), and
`int.to_bytes` makes columns of it: byte *n* is the column of literal *n*.

Most facts of most incidents are unknown, so a table holds what changes when a fact is told;
`unknown` is where the sum starts.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from enum import Enum
from typing import Final

from attrs import frozen

from sexto_rules.facts import UNKNOWN, Unknown
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.program import Constant, Done, FactIs, GapIs, Program, Reading
from sexto_rules.lowering.readings import bearer_of

__all__ = [
    "CANNOT_SAY",
    "FIELD",
    "FactTables",
    "JournalTable",
    "Placed",
    "ValueTable",
    "gap_tables",
    "placed",
    "steady",
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


def placed(program: Program, entities: Sequence[Entity | None], wanted: Container[int]) -> Placed:
    """Return the wanted base literals of these with their bits, in the program's order."""
    own = [
        each.reading
        for number, each in enumerate(program.literals)
        if each.reading is not None and each.entity in entities and number in wanted
    ]
    return tuple((reading, 1 << (FIELD * place)) for place, reading in enumerate(own))


class ValueTable(dict[object, int]):
    """For each value of a fact, what it changes against the bits of the fact unknown.

    `unknown` are those bits, `unsayable` what CANNOT_SAY changes. A value that no reading
    mentions changes what all such values do.
    """

    def __init__(self, readings: Iterable[tuple[FactIs, int]]) -> None:
        """Fill the table from the readings of one fact."""
        pairs = tuple(readings)
        self.unknown = sum(bit for reading, bit in pairs if reading.unknown)
        self._other = sum(bit for reading, bit in pairs if reading.outside) - self.unknown
        values = {value for reading, _ in pairs for value in reading.values}
        super().__init__({value: _bits_of(value, pairs) - self.unknown for value in values})
        self.unsayable = sum(bit for reading, bit in pairs if reading.cannot_say) - self.unknown
        self[CANNOT_SAY] = self.unsayable

    def __missing__(self, value: object) -> int:
        """Return what a value changes that no reading mentions."""
        return self._other
