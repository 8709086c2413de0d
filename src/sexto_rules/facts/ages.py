"""Sets of possible ages, and the facts that follow from them.

A set of ages is an int: bit *n* is set when *n* years is possible. What is known of a
person's age is such a set, and a test on an age is a set too, so that a test is one
comparison of two integers and the same everywhere (`design/vocabulary.md`, *Person*).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NewType

from attrs import frozen

from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.vocabulary import AGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ADULT_AGES", "ALL_AGES", "AgeRange", "AgeSet", "age_set", "ages_from", "ages_in"]

AgeSet = NewType("AgeSet", int)
"""A set of whole years of age, as bits."""

OLDEST: Final = AGES[-1]
ALL_AGES: Final = AgeSet((1 << len(AGES)) - 1)


@frozen
class AgeRange:
    """An age known only between bounds: `at_least` years, and under `under` years."""

    at_least: int = 0
    under: int = OLDEST + 1


def ages_from(at_least: int, under: int = OLDEST + 1) -> AgeSet:
    """Return the ages from `at_least` up to but not including `under`."""
    low, high = max(at_least, 0), min(under, OLDEST + 1)
    return AgeSet(((1 << high) - 1) & ~((1 << low) - 1)) if low < high else AgeSet(0)


ADULT_AGES: Final = ages_from(18)


def age_set(ages: Iterable[int]) -> AgeSet:
    """Return the set of these ages."""
    bits = 0
    for age in ages:
        bits |= 1 << age
    return AgeSet(bits)


def ages_in(ages: AgeSet) -> Iterator[int]:
    """Yield the ages of a set in ascending order."""
    return (age for age in AGES if ages >> age & 1)


def possible_ages(
    age: int | AgeRange | Unknown, *, adult: bool | Unknown, adult_suspected: bool | Unknown
) -> AgeSet:
    """Return every age a person can have, given what is told; 0 is a contradiction.

    From `age`, cut by `adult`; a suspected adult's age is only a claim and adds every age
    from 18 up, unless `adult` is told.
    """
    if age is UNKNOWN:
        ages = ALL_AGES
    elif isinstance(age, AgeRange):
        ages = ages_from(age.at_least, age.under)
    else:
        ages = ages_from(age, age + 1)
    if adult is UNKNOWN:
        if adult_suspected is True:
            ages = AgeSet(ages | ADULT_AGES)
    elif adult:
        ages = AgeSet(ages & ADULT_AGES)
    else:
        ages = AgeSet(ages & ~ADULT_AGES)
    return ages
