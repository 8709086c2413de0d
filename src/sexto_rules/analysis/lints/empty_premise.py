"""A promise that is never called for: its premise cannot hold."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.subject import Day, Subject, place_of
from sexto_rules.analysis.possibility import Rail, Wish
from sexto_rules.errors import Problem
from sexto_rules.protocol.model import Directive, InDoubt, Invariant, Modality

__all__ = ["check", "is_never_called_for"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the invariants of whose premise no incident is an example."""
    for each in subject.own(subject.protocol.invariants):
        days = subject.days_of(each, lambda day: day.invariants)
        if not days or any(not is_never_called_for(*day) for day in days):
            continue
        always = [Wish(each.always, Rail.TRUE)]
        if all(not day.possibility.can_be(always, each.for_each) for day, _ in days):
            found = "no incident meets its `always`"
        else:
            acts = " or ".join(f"`{act}`" for act in each.when_due)
            found = f"no duty of {acts} can be due with it"
        yield Problem(
            "SX345",
            f"the invariant `{each.id}` promises nothing: {found}",
            place_of(each.always, each.place),
            "mend the premise, or take it out: the promise is kept whatever the protocol says",
        )


def is_never_called_for(day: Day, invariant: Invariant) -> bool:
    """Whether the premise holds in no incident."""
    always = Wish(invariant.always, Rail.TRUE)
    if not day.possibility.can_be([always], invariant.for_each):
        return True
    duties = [
        each
        for each in day.protocol.directives
        if each.modality is Modality.MUST and not set(each.acts).isdisjoint(invariant.when_due)
    ]
    return bool(invariant.when_due) and not any(
        _can_be_due(day, duty, invariant) for duty in duties
    )


def _can_be_due(day: Day, duty: Directive, invariant: Invariant) -> bool:
    """Whether the duty may be due where the invariant is called for."""
    applies = Rail.NOT_FALSE if duty.in_doubt is InDoubt.APPLIES else Rail.TRUE
    due, always = Wish(duty.condition, applies), Wish(invariant.always, Rail.TRUE)
    kinds = {duty.for_each, invariant.for_each} - {None}
    if len(kinds) == 1 and duty.for_each is not invariant.for_each:
        return day.possibility.can_be([due, always], *kinds)
    if len(kinds) > 1:
        return day.possibility.can_be([due], duty.for_each)
    return day.possibility.can_be([due, always], duty.for_each)
