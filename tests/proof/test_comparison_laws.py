"""Comparing random protocols: the same in other words is the same, and no difference is missed."""

from __future__ import annotations

import random

import pytest
from attrs import evolve

from proof.pinned import AMOUNTS, rng_of
from sexto_rules.facts import Incident
from sexto_rules.proof.comparison import compare
from sexto_rules.proof.differences import Group
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ConclusionTest,
    Condition,
    Modal,
    Not,
    Quantified,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Protocol
from sexto_rules.protocol.outcome import Line, Status
from sexto_rules.reference import decide
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol, sample_protocol

BINDING = {Status.DUE, Status.IN_FORCE}
SEEDS = range(max(2, AMOUNTS.protocols // 6))


def in_other_words(condition: Condition) -> Condition:
    """The same, turned round: parts in the other order, `any` by `not` and `all`, other names."""
    match condition:
        case All(parts):
            return All(tuple(in_other_words(each) for each in reversed(parts)))
        case AnyOf(parts):
            return Not(All(tuple(Not(in_other_words(each)) for each in reversed(parts))))
        case ConclusionTest(name):
            return evolve(condition, conclusion=f"renamed-{name}")
        case Not(body) | Modal(_, body) | Quantified(_, _, body):
            return evolve(condition, body=in_other_words(body))
        case _:
            return condition


def rewritten(day: DayProtocol) -> DayProtocol:
    """The protocol in other words, conclusions under other names and rules in another order."""
    return evolve(
        day,
        classes=tuple(
            evolve(each, when=None if each.when is None else in_other_words(each.when))
            for each in day.classes
        ),
        directives=tuple(
            evolve(each, condition=in_other_words(each.condition)) for each in day.directives
        ),
        questions=tuple(evolve(each, when=in_other_words(each.when)) for each in day.questions),
        invariants=tuple(
            evolve(each, always=in_other_words(each.always)) for each in reversed(day.invariants)
        ),
        conclusions=tuple(
            evolve(
                each,
                id=f"renamed-{each.id}",
                rules=tuple(
                    evolve(rule, when=in_other_words(rule.when)) for rule in reversed(each.rules)
                ),
            )
            for each in day.conclusions
        ),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_in_other_words(seed: int) -> None:
    """However a protocol is written, it means the same."""
    day = sample_day_protocol(rng_of(f"words {seed}"))
    assert compare(day, rewritten(day)).same


def changed(protocol: Protocol, rng: random.Random) -> Protocol:
    """The protocol with one directive that applies where another one does, or where it did not."""
    one, other = rng.choice(protocol.directives), rng.choice(protocol.directives)
    condition = other.condition if other.for_each is one.for_each else Not(one.condition)
    directives = (
        evolve(each, condition=condition) if each is one else each for each in protocol.directives
    )
    return evolve(protocol, directives=tuple(directives))


def with_own_words(protocol: Protocol) -> Protocol:
    """The protocol, each directive in words of its own, so that none stands for another."""
    directives = (evolve(each, text={"en": each.id}) for each in protocol.directives)
    return evolve(protocol, directives=tuple(directives))


def bound(day: DayProtocol, incident: Incident) -> list[Line]:
    """What binds in an incident."""
    return [
        evolve(each, certain=True, acts=(), breached=False)
        for each in decide(day, incident).lines
        if each.status in BINDING
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_binds_is_missed(seed: int) -> None:
    """A directive that binds in some incident by one of the two only is among the differences."""
    rng = rng_of(f"missed {seed}")
    protocol = with_own_words(sample_protocol(rng))
    before, after = (on(each, protocol.date) for each in (protocol, changed(protocol, rng)))
    focus = focus_on(before)
    found = compare(before, after)
    known = {each.id for each in found.differences if each.group is not Group.OTHERWISE}
    assert not found.undecided
    for _ in range(2 * AMOUNTS.incidents):
        incident = sample_incident(rng, focus)
        was, now = bound(before, incident), bound(after, incident)
        differing = {each.directive for each in (*was, *now) if (each in was) is not (each in now)}
        assert differing <= known
