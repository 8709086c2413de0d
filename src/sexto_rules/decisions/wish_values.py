"""The values of a wish as an incident file has them: the first of each, and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sexto_rules.decisions.wish import CANNOT_SAY, Value, Wish
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, OLDEST, AgeSet, age_set, ages_in
from sexto_rules.facts.frozen_mapping import FrozenMapping

__all__ = ["first_of", "values_of"]


def first_of(wish: Wish) -> dict[str, Any]:
    """Return facts that fulfil a wish: the first value of each; of an age, the lowest."""
    return {path: _single(path, values) for path, values in wish.items()}


def _single(path: str, values: frozenset[Value]) -> Any:  # noqa: ANN401 - a value of any fact
    ages = [each for each in values if isinstance(each, int) and path.endswith(".age")]
    return min(ages) if ages else values_of(path, values)[0]


def values_of(path: str, values: frozenset[Value]) -> list[Any]:
    """Return values as an incident file has them, the ages by the years that they span.

    That nobody can say it, only where no other value will do. Any age is that of a minor or of
    an adult.
    """
    plain = [str(each) if isinstance(each, str) else each for each in values - {CANNOT_SAY}]
    if not plain:
        return [CANNOT_SAY]
    if not path.endswith(".age"):
        return sorted(plain, key=lambda each: (each is not True, str(each)))
    ages = age_set(map(int, plain))
    sets = [AgeSet(ages & ~ADULT_AGES), ADULT_AGES] if ages == ALL_AGES else [ages]
    return [_span(*run) for each in sets for run in _runs(list(ages_in(each)))]


def _runs(ages: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each unbroken run of ages."""
    first = last = ages[0]
    for age in ages[1:]:
        if age != last + 1:
            yield first, last
            first = age
        last = age
    yield first, last


def _span(first: int, last: int) -> int | Mapping[str, int]:
    if first == last:
        return first
    bounds = {"at_least": first} if first else {}
    if last < OLDEST:
        bounds["under"] = last + 1
    return FrozenMapping(bounds)
