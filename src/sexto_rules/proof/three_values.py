"""Kleene's three values as two formulas: *certainly true*, and *possibly true* (not false).

The first never holds without the second. Written from `design/language.md` alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from sexto_rules.proof.solver import Formula, conj, disj, neg

__all__ = ["FALSE", "TRUE", "UNSURE", "Value", "certain", "every", "opposite", "some"]


@frozen
class Value:
    """What a condition is worth: true where `true` holds, false where `possible` does not."""

    true: Formula
    possible: Formula

    @property
    def unknown(self) -> Formula:
        """That it is neither true nor false."""
        return conj((self.possible, neg(self.true)))


TRUE = Value(true=True, possible=True)
FALSE = Value(true=False, possible=False)
UNSURE = Value(true=False, possible=True)


def certain(holds: Formula) -> Value:
    """Return the value of what is never unknown."""
    return Value(holds, holds)


def every(values: Iterable[Value]) -> Value:
    """Kleene's `and`."""
    values = list(values)
    return Value(conj(v.true for v in values), conj(v.possible for v in values))


def some(values: Iterable[Value]) -> Value:
    """Kleene's `or`."""
    values = list(values)
    return Value(disj(v.true for v in values), disj(v.possible for v in values))


def opposite(value: Value) -> Value:
    """Kleene's `not`."""
    return Value(neg(value.possible), neg(value.true))
