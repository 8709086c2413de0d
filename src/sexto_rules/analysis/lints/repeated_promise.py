"""A promise that another one already makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sexto_rules.analysis.lints.empty_premise import is_never_called_for
from sexto_rules.analysis.lints.subject import Day, Subject
from sexto_rules.analysis.possibility import Rail, Wish
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.model import Invariant, Promise, PromiseKind

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the invariants that say nothing beyond another one; of two that say the same, one."""
    invariants = subject.protocol.invariants
    for number, each in enumerate(invariants):
        if each.origin != subject.protocol.id:
            continue
        days = [day for day, _ in subject.days_of(each, lambda day: day.invariants)]
        if not days or any(is_never_called_for(day, each) for day in days):
            continue
        for position, other in enumerate(invariants):
            if other.id == each.id or not all(_says_all_of(day, other, each) for day in days):
                continue
            if position > number and all(_says_all_of(day, each, other) for day in days):
                continue
            whose = "" if other.origin == each.origin else f" of `{other.origin}`"
            yield Problem(
                "SX346",
                f"the invariant `{each.id}` says nothing that `{other.id}`{whose} does not say",
                each.place,
                "take it out, or let it promise more",
                Severity.ADVICE,
            )
            break


def _says_all_of(day: Day, more: Invariant, less: Invariant) -> bool:
    """Whether one is called for wherever the other is, and promises all that the other does."""
    if more not in _today(day, more) or more.for_each is not less.for_each:
        return False
    if more.when_due and more.when_due != less.when_due:
        return False
    if more.some_of or less.some_of:
        kept = set(_one_by_one(more.promises))
        one_is_kept = any(kept.issuperset(_one_by_one([each])) for each in less.some_of)
        if not one_is_kept and set(more.some_of) != set(less.some_of):
            return False
    if not set(_one_by_one(more.promises)).issuperset(_one_by_one(less.promises)):
        return False
    wishes = [Wish(less.always, Rail.TRUE), Wish(more.always, Rail.NOT_TRUE)]
    return not day.possibility.can_be(wishes, less.for_each)


def _today(day: Day, invariant: Invariant) -> list[Invariant]:
    """Return the invariant where it is in force on the day, its terms not filled in."""
    current = {(each.id, each.period) for each in day.protocol.invariants}
    return [invariant] if (invariant.id, invariant.period) in current else []


def _one_by_one(promises: Iterable[Promise]) -> Iterator[tuple[PromiseKind, tuple[str, ...]]]:
    """Yield each act that is promised; an order is one promise."""
    for each in promises:
        if each.kind in {PromiseKind.ORDER, PromiseKind.NO_CONFLICT}:
            yield each.kind, each.acts
        else:
            yield from ((each.kind, (act,)) for act in each.acts)
