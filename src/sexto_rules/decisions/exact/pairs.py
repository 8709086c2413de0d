"""Pairs of values, before and after one fact is learned, and Kleene's tables on sets of them.

A set of pairs is bits: `3 * before + after`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from itertools import product
from typing import Final

from sexto_rules.decisions.exact.formulas import Formula, Op, asked_of
from sexto_rules.decisions.reach import ANY, Reach, truths_in
from sexto_rules.protocol.conditions import Mode
from sexto_rules.protocol.outcome import Truth

__all__ = [
    "BITS",
    "CHANGES",
    "EVERY",
    "Pairs",
    "any_of",
    "join_pairs",
    "joining",
    "pair",
    "pairs_of",
    "same",
    "usefulness",
]

Pairs = int
"""A set of pairs of truth values, as bits."""


def pair(before: int, after: int) -> Pairs:
    """Return the set of this pair alone."""
    return 1 << 3 * before + after


def same(reach: Reach) -> Pairs:
    """Return the pairs that do not change, of these values."""
    return sum(pair(value, value) for value in truths_in(reach))


def any_of(reach: Reach) -> Pairs:
    """Return every pair of these values."""
    values = truths_in(reach)
    return sum(pair(*each) for each in product(values, values))


CHANGES: Final[Pairs] = sum(pair(*each) for each in product(Truth, Truth) if each[0] != each[1])
"""Every pair of two different values."""


EVERY: Final[Pairs] = any_of(ANY)
"""Every pair."""


BITS: Final = tuple(1 << number for number in range(9))
"""Every pair, alone."""


def _in(pairs: Pairs) -> list[tuple[Truth, Truth]]:
    return [each for each in product(Truth, Truth) if pairs & pair(*each)]


@cache
def _both(one: Pairs, other: Pairs) -> Pairs:
    return _combined(min, one, other)


@cache
def _either(one: Pairs, other: Pairs) -> Pairs:
    return _combined(max, one, other)


def _combined(combine: Callable[[Truth, Truth], Truth], one: Pairs, other: Pairs) -> Pairs:
    found = 0
    for (before, after), (its_before, its_after) in product(_in(one), _in(other)):
        found |= pair(combine(before, its_before), combine(after, its_after))
    return found


@cache
def _asked_of(mode: Mode, pairs: Pairs) -> Pairs:
    found = 0
    for before, after in _in(pairs):
        found |= pair(asked_of(mode, before), asked_of(mode, after))
    return found


def joining(op: Op) -> Callable[[Pairs, Pairs], Pairs]:
    """Return what gives the pairs of an `and` or `or` of two parts."""
    return _both if op is Op.ALL else _either


def join_pairs(op: Op, pairs: Iterable[Pairs]) -> Pairs:
    """Return the pairs of an `and` or `or` of parts that take these; there is one at least."""
    return reduce(joining(op), pairs)


def pairs_of(formula: Formula, of_parts: Sequence[Pairs]) -> Pairs:
    """Return the pairs of a formula that is no leaf, from those of its parts."""
    if formula.op is Op.ASKED:
        assert formula.mode is not None, "a question has a mode"
        return _asked_of(formula.mode, of_parts[0])
    return join_pairs(formula.op, of_parts)


def usefulness(op: Op) -> Callable[[Pairs, Pairs], Pairs]:
    """Return what gives the pairs of one part with which a whole can take one wanted.

    Beside others, which are joined, and given first.
    """
    return _useful_in_all if op is Op.ALL else _useful_in_any


@cache
def _useful_in_all(others: Pairs, wanted: Pairs) -> Pairs:
    return sum(bit for bit in BITS if _both(others, bit) & wanted)


@cache
def _useful_in_any(others: Pairs, wanted: Pairs) -> Pairs:
    return sum(bit for bit in BITS if _either(others, bit) & wanted)
