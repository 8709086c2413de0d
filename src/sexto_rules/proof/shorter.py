"""A condition in fewer words that is certainly true where it is; elsewhere it may be unknown."""

from __future__ import annotations

from attrs import evolve

from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    Condition,
    Modal,
    Mode,
    Not,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.wording import is_computed

__all__ = ["where_true"]


def where_true(condition: Condition) -> Condition:
    """Return a condition that is certainly true in the same incidents.

    Example:
        >>> from sexto_rules.protocol.conditions import FactRef, Of, ValueTest
        >>> test = ValueTest(FactRef(Of.INCIDENT, "blackmail"), frozenset({True}))
        >>> where_true(Not(Not(Modal(Mode.CERTAINLY, test)))) == test
        True
    """
    if is_computed(condition):
        return condition
    match condition:
        case Modal(Mode.CERTAINLY, body) | Not(Not(body)):
            return where_true(body)
        case Not(Modal(Mode.POSSIBLY, body)):
            return where_true(Not(body))
        case Not(Modal(Mode.CERTAINLY, Not(body))):
            return Modal(Mode.POSSIBLY, _plain(body))
        case Modal(Mode.POSSIBLY, Modal() as body):
            return where_true(body)
        case All(parts) | AnyOf(parts):
            return evolve(condition, parts=tuple(map(where_true, parts)))
        case Quantified(Quantifier.SOME, _, body):
            return evolve(condition, body=where_true(body))
        case _:
            return _plain(condition)


def _plain(condition: Condition) -> Condition:
    """Return the same without what is negated twice: worth the same in every incident."""
    if is_computed(condition):
        return condition
    match condition:
        case Not(Not(body)):
            return _plain(body)
        case Not(body) | Modal(_, body) | Quantified(_, _, body):
            return evolve(condition, body=_plain(body))
        case All(parts) | AnyOf(parts):
            return evolve(condition, parts=tuple(map(_plain, parts)))
        case _:
            return condition
