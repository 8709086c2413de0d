"""The one door to z3: formulas with the constants worked out, and nothing else of it.

A formula is a Python bool where it is known, else a term of the solver; so whatever a protocol
fixes costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import z3

__all__ = [
    "Formula",
    "Number",
    "at_most_one",
    "both",
    "conj",
    "disj",
    "either",
    "greater",
    "implies",
    "lesser",
    "neg",
    "new_bool",
    "new_number",
    "where",
]

Formula: TypeAlias = Any
"""A bool, or a term of the solver that is one."""

Number: TypeAlias = Any
"""An int, or a term of the solver that is one."""


def new_bool(name: str) -> Formula:
    """Return a bool nobody has said anything of."""
    return z3.Bool(name)


def new_number(name: str) -> Number:
    """Return a whole number nobody has said anything of."""
    return z3.Int(name)


def conj(parts: Iterable[Formula]) -> Formula:
    """Return that all hold."""
    left: list[Formula] = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            left.append(part)
    if not left:
        return True
    return left[0] if len(left) == 1 else z3.And(left)


def disj(parts: Iterable[Formula]) -> Formula:
    """Return that one holds."""
    left: list[Formula] = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            left.append(part)
    if not left:
        return False
    return left[0] if len(left) == 1 else z3.Or(left)


def both(*parts: Formula) -> Formula:
    """Return that all of these hold."""
    return conj(parts)


def either(*parts: Formula) -> Formula:
    """Return that one of these holds."""
    return disj(parts)


def neg(part: Formula) -> Formula:
    """Return that it does not hold."""
    return (not part) if isinstance(part, bool) else z3.Not(part)


def implies(condition: Formula, then: Formula) -> Formula:
    """Return that the second holds wherever the first does."""
    return either(neg(condition), then)


def where(condition: Formula, then: Number, otherwise: Number) -> Number:
    """Return the one number where the condition holds, else the other."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    return z3.If(condition, then, otherwise)


def greater(one: Number, other: Number) -> Number:
    """Return the greater of two numbers."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return z3.If(one >= other, one, other)


def lesser(one: Number, other: Number) -> Number:
    """Return the lesser of two numbers."""
    if isinstance(one, int) and isinstance(other, int):
        return min(one, other)
    return z3.If(one <= other, one, other)


def at_most_one(parts: Iterable[Formula]) -> Formula:
    """Return that no two of these hold."""
    parts = list(parts)
    return conj(
        neg(both(one, other)) for number, one in enumerate(parts) for other in parts[number + 1 :]
    )
