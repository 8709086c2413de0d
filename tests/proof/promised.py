"""Random invariants of a protocol: every kind of promise, premise and target."""

from __future__ import annotations

import random
from typing import Final

from attrs import evolve

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import ALWAYS, Condition, Modal, Mode
from sexto_rules.protocol.model import Basis, DayProtocol, Invariant, Promise, PromiseKind

__all__ = ["with_random_invariants"]

_TEXT: Final = {"en": "text"}
_OF_ACTS: Final = (PromiseKind.MUST, PromiseKind.MUST_NOT, PromiseKind.NEVER)
_KINDS: Final = (PromiseKind.MUST, *_OF_ACTS, PromiseKind.ORDER, PromiseKind.NO_CONFLICT)


def with_random_invariants(day: DayProtocol, rng: random.Random, count: int) -> DayProtocol:
    """Return the protocol with so many promises, which it may keep or not."""
    acts = sorted({act for each in day.directives for act in each.acts})
    if not acts:
        return day
    return evolve(
        day, invariants=tuple(_invariant(day, rng, f"i{number}", acts) for number in range(count))
    )


def _invariant(day: DayProtocol, rng: random.Random, code: str, acts: list[str]) -> Invariant:
    kind = rng.choice((None, None, Entity.PERSON, Entity.DEVICE))
    some_of: list[Promise] = []
    promises = [_promise(rng, acts) for _ in range(rng.choice((1, 1, 2)))]
    if rng.random() < 0.4:
        some_of = [_promise(rng, acts) for _ in range(rng.choice((2, 3)))]
        promises = promises[1:]
    return Invariant(
        id=code,
        origin="random",
        text=_TEXT,
        basis=Basis.INFERENCE,
        for_each=kind,
        always=_premise(day, rng, kind),
        when_due=tuple(rng.sample(acts, 1)) if rng.random() < 0.3 else (),
        promises=tuple(promises),
        some_of=tuple(some_of),
    )


def _premise(day: DayProtocol, rng: random.Random, kind: Entity | None) -> Condition:
    """Return what some directive or conclusion depends on, or nothing."""
    usable: list[Condition] = [
        each.condition for each in day.directives if each.for_each in {None, kind}
    ]
    usable += [
        rule.when
        for each in day.conclusions
        if each.for_each in {None, kind}
        for rule in each.rules
    ]
    if not usable or rng.random() < 0.3:
        return ALWAYS
    premise = rng.choice(usable)
    return Modal(Mode.POSSIBLY, premise) if rng.random() < 0.3 else premise


def _promise(rng: random.Random, acts: list[str]) -> Promise:
    kind = rng.choice(_KINDS)
    if kind is PromiseKind.NO_CONFLICT:
        return Promise(kind)
    if kind is PromiseKind.ORDER:
        return Promise(kind, tuple(rng.choices(acts, k=2)))
    return Promise(kind, tuple(rng.sample(acts, min(len(acts), rng.choice((1, 1, 2))))))
