"""The largest age gap: between two different persons, one depicted and both involved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sexto_rules.facts import UNKNOWN, Unknown
from sexto_rules.facts.ages import AgeSet
from sexto_rules.lowering.program import GapIs
from sexto_rules.lowering.tables import Placed

__all__ = ["GapTable", "Involvement", "gap_bounds"]


class Involvement(NamedTuple):
    """What matters of one person. Whoever is depicted is involved."""

    ages: AgeSet
    depicted: bool | Unknown
    involved: bool | Unknown


def gap_bounds(people: Sequence[Involvement]) -> tuple[int, int]:
    """Return the years that the gap certainly and possibly has; -1 where there is none.

    Certainly: the largest, over pairs that are certainly of this kind, of their smallest
    possible difference. Possibly: the largest possible difference of any pair that can be.
    A test *at least n* is true up to the first, false above the second once everybody is listed
    (`design/vocabulary.md`, *Computed facts*).
    """
    certain = possible = -1
    bounds = [((ages & -ages).bit_length(), ages.bit_length()) for ages, _, _ in people]
    for place, (ages, depicted, _) in enumerate(people):
        if depicted is False:
            continue
        youngest, oldest = bounds[place]
        for other, (other_ages, _, involved) in enumerate(people):
            if other == place or involved is False:
                continue
            other_youngest, other_oldest = bounds[other]
            possible = max(possible, oldest - other_youngest, other_oldest - youngest)
            if depicted is True and involved is True:
                certain = max(certain, _smallest_difference(ages, other_ages))
    return certain, possible


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
        certain, possible = gap_bounds(people)
        bits = 0
        for years, truths in self._tables:
            truth = False if years > possible and is_closed else UNKNOWN
            bits += truths[True if years <= certain else truth]
        return bits
