"""`may_be_held` on a duty that no prohibition can hold."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.subject import Day, Subject
from sexto_rules.analysis.meetings import prohibitions_met
from sexto_rules.analysis.possibility import Rail, Wish
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.model import Directive, InDoubt

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the duties that are given leave to be held and never are."""
    for each in subject.own(subject.protocol.directives):
        if each.may_be_held and not any(
            _can_be_held(*day) for day in subject.days_of(each, lambda day: day.directives)
        ):
            yield Problem(
                "SX348",
                f"`{each.id}` may be held, and no prohibition can hold it",
                each.place,
                "leave `may_be_held` and its `reason` out: it would allow what is added later",
                Severity.ADVICE,
            )


def _can_be_held(day: Day, duty: Directive) -> bool:
    """Whether a prohibition of one of its acts may be in force where the duty applies."""
    return any(
        day.possibility.can_be(
            [Wish(duty.condition, _applies(duty)), Wish(each.condition, _applies(each))],
            duty.for_each,
        )
        for each in prohibitions_met(day.protocol, duty)
    )


def _applies(directive: Directive) -> Rail:
    return Rail.NOT_FALSE if directive.in_doubt is InDoubt.APPLIES else Rail.TRUE
