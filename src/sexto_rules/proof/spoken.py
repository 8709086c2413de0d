"""How many persons and devices it takes to break a promise, besides those in its premise.

One for each line that has to be there, and one for each target of which a promise fails: the
alternatives of `some_of` fail together, each of another target.
"""

from __future__ import annotations

from typing import assert_never

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import DayProtocol, Invariant, Modality, Promise, PromiseKind

__all__ = ["spoken_of"]


def spoken_of(invariant: Invariant, day: DayProtocol, kind: Entity) -> int:
    """Return how many of a kind an incident has to list, at most, to break an invariant."""
    if invariant.for_each is kind:
        return 1
    due = int(_is_for_each(invariant.when_due, day, kind))
    one = max((_by(each, day, kind) for each in invariant.promises), default=0)
    every = sum(_by(each, day, kind) for each in invariant.some_of)
    return due + max(one, every)


def _by(promise: Promise, day: DayProtocol, kind: Entity) -> int:
    """Return how many of a kind a promise fails by."""
    match promise.kind:
        case PromiseKind.MUST | PromiseKind.MUST_NOT:
            return int(any(day.protocol.acts[act].target is kind for act in promise.acts))
        case PromiseKind.NEVER:
            return int(_is_for_each(promise.acts, day, kind))
        case PromiseKind.ORDER:
            return sum(_is_for_each((act,), day, kind) for act in promise.acts)
        case PromiseKind.NO_CONFLICT:
            return 1
        case _:
            assert_never(promise.kind)


def _is_for_each(acts: tuple[str, ...], day: DayProtocol, kind: Entity) -> bool:
    """Whether what is asked for each of a kind has one of the acts."""
    return any(
        each.for_each is kind
        and each.modality is not Modality.MUST_NOT
        and not set(acts).isdisjoint(each.acts)
        for each in day.directives
    )
