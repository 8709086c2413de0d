"""Walking conditions: every node, and the names they use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

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
    Not,
    Quantified,
    RoleTest,
    ValueTest,
)

__all__ = ["children", "conclusions_used", "uses_class", "walk"]


def children(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions directly inside this one, in order."""
    match condition:
        case All(parts) | AnyOf(parts):
            return parts
        case Not(body) | Modal(_, body) | Quantified(_, _, body):
            return (body,)
        case (
            ValueTest()
            | AgeTest()
            | RoleTest()
            | GapTest()
            | DoneTest()
            | ConclusionTest()
            | ClassTest()
            | FactStatus()
        ):
            return ()
        case _:
            assert_never(condition)


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield the condition and every condition inside it, outermost first, in order."""
    pending = [condition]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(children(current)))


def conclusions_used(condition: Condition) -> frozenset[str]:
    """Return the ids of the conclusions that the condition names itself."""
    return frozenset(
        node.conclusion for node in walk(condition) if isinstance(node, ConclusionTest)
    )


def uses_class(condition: Condition) -> bool:
    """Whether the condition itself asks for the class."""
    return any(isinstance(node, ClassTest) for node in walk(condition))
