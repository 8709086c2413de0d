"""The largest age gap: between two different persons, one depicted and both involved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sexto_rules.facts import Unknown
from sexto_rules.facts.ages import AgeSet

__all__ = ["Involvement", "gap_bounds"]


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
