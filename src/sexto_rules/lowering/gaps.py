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
    bounds = [((each.ages & -each.ages).bit_length(), each.ages.bit_length()) for each in people]
    for one, (youngest_one, oldest_one) in zip(people, bounds, strict=True):
        if one.depicted is False:
            continue
        for two, (youngest_two, oldest_two) in zip(people, bounds, strict=True):
            if two is one or two.involved is False:
                continue
            possible = max(possible, oldest_one - youngest_two, oldest_two - youngest_one)
            if one.depicted is True and two.involved is True:
                certain = max(certain, _smallest_difference(one.ages, two.ages))
    return certain, possible


def _smallest_difference(one: AgeSet, two: AgeSet) -> int:
    """Return the smallest difference between an age of each: how far to shift until they meet."""
    years = 0
    while not (one << years & two or two << years & one):
        years += 1
    return years


class GapTable:
    """The base literals that speak of the gap, as bits."""

    def __init__(self, readings: Placed) -> None:
        """Take those of the readings that do."""
        self.readings = tuple(pair for pair in readings if isinstance(pair[0], GapIs))
        self._by_years: dict[int, dict[bool | Unknown, int]] = {}
        for number, (each, _) in enumerate(self.readings):
            assert isinstance(each, GapIs)
            truths = self._by_years.setdefault(each.years, {True: 0, False: 0, UNKNOWN: 0})
            truths[True] += each.true << number
            truths[False] += each.false << number
            truths[UNKNOWN] += each.unknown << number

    def bits(self, people: Sequence[Involvement], *, is_closed: bool) -> int:
        """Return the bits that hold, of a list of persons that is closed or not."""
        certain, possible = gap_bounds(people)
        bits = 0
        for years, truths in self._by_years.items():
            truth = False if years > possible and is_closed else UNKNOWN
            bits += truths[True if years <= certain else truth]
        return bits
