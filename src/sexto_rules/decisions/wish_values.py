"""The values of a wish as an incident file has them: the first of each, all, and spans of years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sexto_rules.decisions.wish import CANNOT_SAY, Value, Wish
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, OLDEST, AgeSet, age_set, ages_in
from sexto_rules.facts.frozen_mapping import FrozenMapping

__all__ = ["first_of", "runs_of", "span_of", "values_of"]


def first_of(wish: Wish) -> dict[str, Any]:
    """Return facts that fulfil a wish: the first value of each; of an age, the lowest."""
    return {path: values_of(path, values)[0] for path, values in wish.items()}


def values_of(path: str, values: frozenset[Value]) -> list[Any]:
    """Return values as an incident file has them, the ages from the lowest.

    That nobody can say it, only where no other value will do.
    """
    plain = [str(each) if isinstance(each, str) else each for each in values - {CANNOT_SAY}]
    if path.endswith(".age"):
        plain.sort(key=int)
    else:
        plain.sort(key=lambda each: (each is not True, str(each)))
    return plain or [CANNOT_SAY]


def runs_of(years: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each unbroken run; any age is that of a minor or of an adult."""
    ages = age_set(years)
    parts = [AgeSet(ages & ~ADULT_AGES), ADULT_AGES] if ages == ALL_AGES else [ages]
    for each in filter(None, parts):
        first, *others = ages_in(each)
        last = first
        for age in others:
            if age != last + 1:
                yield first, last
                first = age
            last = age
        yield first, last


def span_of(first: int, last: int) -> int | Mapping[str, int]:
    """Return the ages from the first to the last as an incident file has them."""
    if first == last:
        return first
    bounds = {"at_least": first} if first else {}
    if last < OLDEST:
        bounds["under"] = last + 1
    return FrozenMapping(bounds)
