"""The largest age gap: between two different persons, one depicted and both involved."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from sexto_rules.facts import UNKNOWN, Unknown
from sexto_rules.facts.ages import AgeSet
from sexto_rules.lowering.program import GapIs
from sexto_rules.lowering.tables import Placed

__all__ = ["Ages", "GapTable", "Involvement", "certain_gap", "possible_gap"]


class Ages(NamedTuple):
    """The ages that a person can have, and both ends of them, counted as bits are: age 0 is 1."""

    ages: AgeSet
    youngest: int
    oldest: int


class Involvement(NamedTuple):
    """What matters of one person. Whoever is depicted is involved."""

    ages: Ages
    depicted: bool | Unknown
    involved: bool | Unknown


def certain_gap(people: Sequence[Involvement]) -> int:
    """Return the years that the gap certainly has; -1 where there is none.

    The largest, over pairs that are certainly of this kind, of their smallest possible
    difference (`design/vocabulary.md`, *Computed facts*).
    """
    involved = [each for each in people if each[2] is True]
    return max(
        [
            _smallest_difference(one[0][0], other[0][0])
            for one in involved
            if one[1] is True
            for other in involved
            if other is not one
        ],
        default=-1,
    )


def possible_gap(people: Sequence[Involvement]) -> int:
    """Return the years that the gap of those listed possibly has; -1 where there is none.

    The largest possible difference of any pair that can be of this kind.
    """
    involved = [each for each in people if each[2] is not False]
    return max(
        [
            max(one[0].oldest - other[0].youngest, other[0].oldest - one[0].youngest)
            for one in involved
            if one[1] is not False
            for other in involved
            if other is not one
        ],
        default=-1,
    )


def _smallest_difference(one: AgeSet, two: AgeSet) -> int:
    """Return the smallest difference between an age of each: how far to shift until they meet."""
    if one & two:
        return 0
    years = 1
    while not (one << years & two or two << years & one):
        years += 1
    return years


class GapTable:
    """The base literals that speak of the gap."""

    def __init__(self, readings: Placed) -> None:
        """Take those of the readings that do."""
        tables: dict[int, dict[bool | Unknown, int]] = {}
        for reading, bit in readings:
            if isinstance(reading, GapIs):
                table = tables.setdefault(reading.years, {True: 0, False: 0, UNKNOWN: 0})
                table[True] += bit * reading.true
                table[False] += bit * reading.false
                table[UNKNOWN] += bit * reading.unknown
        self._tables = tuple(tables.items())
        self.is_used: bool = bool(tables)

    def bits(self, people: Sequence[Involvement], *, is_closed: bool) -> int:
        """Return the bits that hold, of a list of persons that is closed or not."""
        certain = certain_gap(people)
        possible = possible_gap(people) if is_closed else inf
        bits = 0
        for years, truths in self._tables:
            if years <= certain:
                bits += truths[True]
            else:
                bits += truths[UNKNOWN if years <= possible else False]
        return bits
