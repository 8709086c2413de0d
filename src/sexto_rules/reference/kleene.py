"""Three values, and the three words of logic over them.

`design/language.md`, *Three values*: a condition is true, false or unknown, by Kleene's
tables: `and` is the least, `or` the greatest, `not` swaps true and false, with
false < unknown < true.
"""

from __future__ import annotations

from collections.abc import Iterable

from sexto_rules.facts import UNKNOWN, Unknown
from sexto_rules.protocol.outcome import Truth

__all__ = ["at_least_unknown", "at_most_unknown", "greatest", "least", "opposite", "truth_of"]


def least(values: Iterable[Truth]) -> Truth:
    """Kleene's `and`: the least of the values; of none, true. Nothing is less than false."""
    found = Truth.TRUE
    for value in values:
        if value is Truth.FALSE:
            return Truth.FALSE
        found = min(found, value)
    return found


def greatest(values: Iterable[Truth]) -> Truth:
    """Kleene's `or`: the greatest of the values; of none, false. Nothing is greater than true."""
    found = Truth.FALSE
    for value in values:
        if value is Truth.TRUE:
            return Truth.TRUE
        found = max(found, value)
    return found


def opposite(value: Truth) -> Truth:
    """Kleene's `not`: true and false swap, unknown stays."""
    return Truth(Truth.TRUE - value)


def at_most_unknown(value: Truth) -> Truth:
    """Return the value, but unknown where it is true."""
    return min(value, Truth.UNKNOWN)


def at_least_unknown(value: Truth) -> Truth:
    """Return the value, but unknown where it is false."""
    return max(value, Truth.UNKNOWN)


def truth_of(answer: bool | Unknown) -> Truth:  # noqa: FBT001 - the answer is the subject
    """Return what is told (yes, no or unknown) as one of the three values."""
    if answer is UNKNOWN:
        return Truth.UNKNOWN
    return Truth.TRUE if answer else Truth.FALSE
