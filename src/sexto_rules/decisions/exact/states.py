"""Sets of states as bits, and what a leaf takes with which of them.

A set of states has the bit of each state in it. What a leaf takes is kept the other way round
too: of each set of pairs, with which states it takes one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from sexto_rules.decisions.exact.formulas import Column
from sexto_rules.decisions.exact.pairs import Pairs, pair
from sexto_rules.protocol.outcome import Truth

__all__ = ["States", "Taken", "giving", "is_one", "states_in", "taken_by", "taken_with"]

States: TypeAlias = int
"""A set of states of a variable, as bits."""

Taken: TypeAlias = tuple[tuple[Pairs, States], ...]
"""Of pairs, with which states of a variable (or steps of what is learned) a leaf takes them."""


def is_one(states: States) -> bool:
    """Whether there is one state at most."""
    return not states & (states - 1)


def states_in(states: States) -> Iterator[int]:
    """Yield the states of a set, in their order."""
    while states:
        first = states & -states
        yield first.bit_length() - 1
        states ^= first


def taken_by(before: Column, after: Column) -> Taken:
    """Return with which states which pairs are taken, by the value of each before and after."""
    return tuple(
        (pair(value, then), its)
        for value, befores in enumerate(_by_value(before))
        for then, afters in enumerate(_by_value(after))
        if (its := befores & afters)
    )


def _by_value(column: Column) -> list[States]:
    """Return of each truth value which states have it."""
    last_first = column[::-1]
    return [int(last_first.translate(marks), 2) for marks in _MARKS]


_MARKS: Final = tuple(
    bytes(ord("1") if value == each else ord("0") for each in range(256)) for value in Truth
)
"""Of each truth value what makes digits of a column: one where it is, else nought."""


def taken_with(taken: Taken, states: States) -> Pairs:
    """Return the pairs that are taken with some of these states."""
    found = 0
    for pairs, its in taken:
        if its & states:
            found |= pairs
    return found


def giving(taken: Taken, useful: Pairs) -> States:
    """Return the states with which one of these pairs is taken."""
    found = 0
    for pairs, its in taken:
        if pairs & useful:
            found |= its
    return found
