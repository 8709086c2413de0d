"""A condition as a tree over its leaves, evaluated over values that somebody else found.

A *leaf* is a test with nothing in it that Kleene's tables could put together: a test of a fact,
a conclusion, the class, the journal; a quantifier, whose body is asked of each entity; and
`cannot_say`, which asks more of its body than its value. Each occurrence is a leaf of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Quantified,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.outcome import Truth

__all__ = ["leaves_of", "modal_value", "value_of"]

_TRUTHS: Final = tuple(Truth)
_FALSE, _UNKNOWN, _TRUE = _TRUTHS


def leaves_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the leaves of a condition in the order in which they are written.

    Example:
        >>> from sexto_rules.protocol.conditions import ALWAYS
        >>> leaves_of(ALWAYS)
        ()
    """
    return tuple(_leaves(condition))


def _leaves(condition: Condition) -> Iterator[Condition]:
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(body):
            yield from _leaves(body)
        case Modal(mode, body) if mode is not Mode.CANNOT_SAY:
            yield from _leaves(body)
        case _:
            yield condition


def value_of(condition: Condition, values: Sequence[Truth]) -> Truth:
    """Return the value of a condition whose leaves have these values, in their order."""
    return _value(condition, iter(values))


def _value(condition: Condition, values: Iterator[Truth]) -> Truth:
    """Take the values of the leaves inside, every one, and put them together."""
    match condition:
        case All(parts):
            return min([_value(part, values) for part in parts], default=_TRUE)
        case AnyOf(parts):
            return max([_value(part, values) for part in parts], default=_FALSE)
        case Not(body):
            return _TRUTHS[_TRUE - _value(body, values)]
        case Modal(mode, body) if mode is not Mode.CANNOT_SAY:
            return modal_value(mode, _value(body, values))
        case (
            ValueTest()
            | AgeTest()
            | RoleTest()
            | GapTest()
            | DoneTest()
            | ConclusionTest()
            | ClassTest()
            | FactStatus()
            | Modal()
            | Quantified()
        ):
            return next(values)
        case _:
            assert_never(condition)


def modal_value(mode: Mode, value: Truth) -> Truth:
    """Return what a modal of this mode says of a value, `cannot_say` excepted; never unknown."""
    match mode:
        case Mode.POSSIBLY:
            holds = value is not _FALSE
        case Mode.CERTAINLY:
            holds = value is _TRUE
        case Mode.UNKNOWN:
            holds = value is _UNKNOWN
        case Mode.KNOWN:
            holds = value is not _UNKNOWN
        case Mode.CANNOT_SAY:
            message = "cannot_say is a leaf: its value does not follow from that of its body"
            raise AssertionError(message)
        case _:
            assert_never(mode)
    return _TRUE if holds else _FALSE
