"""Which truth values a condition can have at all, correlations between facts left aside.

The answer is never too small: a value that is not in it cannot occur in any incident.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from itertools import product
from typing import Final, assert_never

from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Quantified,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Truth

__all__ = ["possible_truths"]

_ANY: Final = frozenset(Truth)
_SURE: Final = frozenset({Truth.TRUE, Truth.FALSE})


def possible_truths(
    condition: Condition, day: DayProtocol, unknown: frozenset[FactRef]
) -> frozenset[Truth]:
    """Return the values the condition can have while the facts in `unknown` stay unknown."""
    conclusions = {each.id: [rule.when for rule in each.rules] for each in day.conclusions}

    def of(node: Condition) -> frozenset[Truth]:
        match node:
            case All(parts):
                return _combined(min, Truth.TRUE, map(of, parts))
            case AnyOf(parts):
                return _combined(max, Truth.FALSE, map(of, parts))
            case Not(body):
                return frozenset(Truth(2 - value) for value in of(body))
            case ConclusionTest(name):
                return _combined(max, Truth.FALSE, map(of, conclusions.get(name, ())))
            case Modal(mode, body):
                return frozenset(_answers(mode, value) for value in of(body)) or _SURE
            case FactStatus(fact, mode):
                return _status(mode) if fact in unknown else _SURE
            case ValueTest(fact):
                return frozenset({Truth.UNKNOWN}) if fact in unknown else _ANY
            case RoleTest(of_):
                return frozenset({Truth.UNKNOWN}) if FactRef(of_, "roles") in unknown else _ANY
            case AgeTest() | GapTest() | ClassTest() | Quantified():
                return _ANY
            case DoneTest():
                return _SURE
            case _:
                assert_never(node)

    return of(condition)


def _combined(
    combine: Callable[[Truth, Truth], Truth], start: Truth, values: Iterable[frozenset[Truth]]
) -> frozenset[Truth]:
    def step(left: frozenset[Truth], right: frozenset[Truth]) -> frozenset[Truth]:
        return frozenset(combine(one, other) for one, other in product(left, right))

    return reduce(step, values, frozenset({start}))


def _answers(mode: Mode, value: Truth) -> Truth:
    """What a modal says of this value; `cannot_say` of an unknown may go either way: true."""
    match mode:
        case Mode.POSSIBLY:
            return Truth.TRUE if value is not Truth.FALSE else Truth.FALSE
        case Mode.CERTAINLY:
            return Truth.TRUE if value is Truth.TRUE else Truth.FALSE
        case Mode.UNKNOWN | Mode.CANNOT_SAY:
            return Truth.TRUE if value is Truth.UNKNOWN else Truth.FALSE
        case Mode.KNOWN:
            return Truth.FALSE if value is Truth.UNKNOWN else Truth.TRUE
        case _:
            assert_never(mode)


def _status(mode: Mode) -> frozenset[Truth]:
    match mode:
        case Mode.KNOWN:
            return frozenset({Truth.FALSE})
        case Mode.UNKNOWN:
            return frozenset({Truth.TRUE})
        case _:
            return _SURE
