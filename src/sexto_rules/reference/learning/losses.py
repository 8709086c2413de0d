"""Why a condition took a value back although only more was learned.

By Kleene's tables a true or false condition stays so, whatever else is learned. What may take
a value back asks about knowledge itself: `unknown`, `known`, `cannot_say`, `possibly` and
`certainly`, and a test of whether a list is complete, which ends when the list is closed. A
condition that took its value back answers for those of its parts that did; at the bottom
stands a node whose author meant it to, or a mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from attrs import frozen

from sexto_rules.facts import Incident
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity
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
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK, About, evaluate
from sexto_rules.reference.conditions import find_conclusion
from sexto_rules.reference.knowledge import listed

__all__ = [
    "COMPLETENESS",
    "Learning",
    "Loss",
    "class_losses",
    "condition_losses",
    "gives_up",
    "is_taken_back",
]

COMPLETENESS: Final = frozenset({"persons_complete", "devices_complete"})
"""Facts that are told *no* while a list is open, and *yes* once it is closed."""


@frozen
class Learning:
    """One step: the protocol on the day, and the incident before and after it."""

    day: DayProtocol
    before: Incident
    after: Incident


@frozen
class Loss:
    """A node that took its value back; `deliberate` where its author meant it to."""

    node: Condition
    before: Truth
    after: Truth
    deliberate: bool


def is_taken_back(before: Truth, after: Truth) -> bool:
    """Whether what was true or false is so no longer."""
    return before is not Truth.UNKNOWN and before is not after


def condition_losses(
    condition: Condition,
    learning: Learning,
    about_before: About = None,
    about_after: About = None,
) -> Iterator[Loss]:
    """Yield the innermost nodes that account for a value taken back; none where it was kept.

    Args:
        condition: What was asked before and after.
        learning: The step.
        about_before: What the condition was about; the blank for one who was not listed yet.
        about_after: What it is about now.
    """
    before = evaluate(condition, learning.day, learning.before, about_before)
    after = evaluate(condition, learning.day, learning.after, about_after)
    if not is_taken_back(before, after):
        return
    inner = list(_inner_losses(condition, learning, about_before, about_after))
    yield from inner or [Loss(condition, before, after, _is_deliberate(condition, before))]


def _is_deliberate(condition: Condition, before: Truth) -> bool:
    """Whether the node, none of whose parts took anything back, asks what is known."""
    match condition:
        case Modal(mode) | FactStatus(_, mode):
            return before in gives_up(mode)
        case ValueTest(fact):
            return fact.name in COMPLETENESS
        case _:
            return False


def gives_up(mode: Mode) -> frozenset[Truth]:
    """Return the values that a question about knowledge gives up as more is learned.

    `certainly` and `known` become true, `possibly` and `unknown` false. That nobody can say
    becomes true as the rest is learned, and false where somebody can after all.
    """
    match mode:
        case Mode.CANNOT_SAY:
            return frozenset({Truth.FALSE, Truth.TRUE})
        case Mode.CERTAINLY | Mode.KNOWN:
            return frozenset({Truth.FALSE})
        case Mode.POSSIBLY | Mode.UNKNOWN:
            return frozenset({Truth.TRUE})
        case _:
            assert_never(mode)


def _inner_losses(
    condition: Condition, learning: Learning, about_before: About, about_after: About
) -> Iterator[Loss]:
    """Yield the losses of the parts."""
    match condition:
        case All(parts) | AnyOf(parts):
            yield from _all_losses(parts, learning, about_before, about_after)
        case Not(body) | Modal(_, body):
            yield from condition_losses(body, learning, about_before, about_after)
        case Quantified(_, entity, body):
            for one, same in _pairs(entity, learning):
                yield from condition_losses(body, learning, one, same)
        case ConclusionTest(name):
            conclusion = find_conclusion(learning.day, name)
            rules = [rule.when for rule in conclusion.rules]
            if conclusion.for_each is None:
                about_before = about_after = None
            yield from _all_losses(rules, learning, about_before, about_after)
        case ClassTest():
            yield from class_losses(learning)
        case ValueTest() | AgeTest() | RoleTest() | GapTest() | DoneTest() | FactStatus():
            return
        case _:
            assert_never(condition)


def _all_losses(
    conditions: Iterable[Condition], learning: Learning, about_before: About, about_after: About
) -> Iterator[Loss]:
    for condition in conditions:
        yield from condition_losses(condition, learning, about_before, about_after)


def class_losses(learning: Learning, last: str | None = None) -> Iterator[Loss]:
    """Yield the losses of the conditions of the classes, in order; with `last`, no further."""
    for one in learning.day.classes:
        if one.when is not None:
            yield from condition_losses(one.when, learning)
        if one.id == last:
            return


def _pairs(entity: Entity, learning: Learning) -> Iterator[tuple[About, About]]:
    """Yield everybody as they were and as they are; who is new was the blank before."""
    were = {each.id: each for each in listed(learning.before, entity)}
    for now in listed(learning.after, entity):
        yield were.get(now.id, BLANK), now
    if not list_closed(learning.after, entity):
        yield BLANK, BLANK
