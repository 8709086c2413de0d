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
    for depicted in people:
        if depicted.depicted is False:
            continue
        for other in people:
            if other is depicted or other.involved is False:
                continue
            smallest, largest = _differences(depicted.ages, other.ages)
            possible = max(possible, largest)
            if depicted.depicted is True and other.involved is True:
                certain = max(certain, smallest)
    return certain, possible


def _differences(one: AgeSet, two: AgeSet) -> tuple[int, int]:
    """Return the smallest and the largest difference between an age of each."""
    youngest_one, youngest_two = _youngest(one), _youngest(two)
    oldest_one, oldest_two = one.bit_length() - 1, two.bit_length() - 1
    largest = max(oldest_one - youngest_two, oldest_two - youngest_one)
    smallest = max(youngest_two - oldest_one, youngest_one - oldest_two, 0)
    while not (one << smallest & two or two << smallest & one):
        smallest += 1
    return smallest, largest


def _youngest(ages: AgeSet) -> int:
    return (ages & -ages).bit_length() - 1
