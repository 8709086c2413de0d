"""A condition that is written, and says nothing: it is true in every incident."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from sexto_rules.analysis.lints.subject import Day, Subject, conjuncts, place_of
from sexto_rules.analysis.possibility import Rail
from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import ALWAYS, Condition
from sexto_rules.protocol.dates import in_force
from sexto_rules.protocol.model import Period

__all__ = ["check", "is_always_true"]


@frozen
class _Written:
    """A condition, whose it is, and what becomes of the entry when it always holds."""

    name: str
    condition: Condition
    kind: Entity | None
    period: Period
    place: Place
    meaning: str


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the conditions that are always true, and else their parts that are."""
    for each in _conditions(subject):
        days = [day for day in subject.days if in_force(each.period, day.protocol.as_of)]
        if each.condition == ALWAYS or not days:
            continue
        if all(is_always_true(day, each.condition, each.kind) for day in days):
            yield _problem(f"the condition of `{each.name}` is always true: {each.meaning}", each)
            continue
        for part in conjuncts(each.condition):
            if all(is_always_true(day, part, each.kind) for day in days):
                found = f"part of the condition of `{each.name}` is always true"
                yield _problem(found, each, place_of(part, each.place))


def is_always_true(day: Day, condition: Condition, kind: Entity | None) -> bool:
    """Whether the condition is true in every incident, of everybody listed and everybody else."""
    return day.possibility.is_never(condition, kind, Rail.NOT_TRUE)


def _problem(found: str, written: _Written, place: Place | None = None) -> Problem:
    return Problem(
        "SX331",
        found,
        place or place_of(written.condition, written.place),
        "mend it, or leave it out: what always holds needs no condition",
        Severity.ADVICE,
    )


def _conditions(subject: Subject) -> Iterator[_Written]:
    protocol = subject.protocol
    for one in subject.own(protocol.conclusions):
        for rule in one.rules:
            meaning = "the conclusion always holds"
            yield _Written(one.id, rule.when, one.for_each, rule.period, rule.place, meaning)
    for route in subject.own(protocol.classes):
        if route.when is not None:
            meaning = "no class after it is ever reached"
            yield _Written(route.id, route.when, None, route.period, route.place, meaning)
    for line in subject.own(protocol.directives):
        meaning = "the line always applies"
        yield _Written(line.id, line.condition, line.for_each, line.period, line.place, meaning)
    for asked in subject.own(protocol.questions):
        meaning = "the question is asked in any case"
        yield _Written(asked.id, asked.when, asked.for_each, asked.period, asked.place, meaning)
    for each in subject.own(protocol.invariants):
        meaning = "the promise is for every incident"
        yield _Written(each.id, each.always, each.for_each, each.period, each.place, meaning)
