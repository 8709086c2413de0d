"""A directive, a rule, a route or a question whose condition contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.subject import Day, Subject, conjuncts, place_of
from sexto_rules.analysis.possibility import Possibility, Rail, Wish
from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.dates import in_force
from sexto_rules.protocol.model import Class, Directive, InDoubt, Modality, Question

__all__ = ["can_never_be", "check", "never_applies"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield whatever no incident can bring about."""
    yield from _directives(subject)
    yield from _rules(subject)
    yield from _classes(subject)
    yield from _questions(subject)


def can_never_be(day: Day, one: Class) -> bool:
    """Whether the condition of a class holds in no incident, whatever classes stand before it."""
    return one.when is not None and day.possibility.is_never(one.when, None, Rail.TRUE)


def never_applies(day: Day, directive: Directive) -> bool:
    """Whether a directive is given, or a prohibition in force, in no incident."""
    condition, kind = directive.condition, directive.for_each
    rail = Rail.NOT_FALSE if directive.in_doubt is InDoubt.APPLIES else Rail.TRUE
    if directive.modality is Modality.MUST_NOT:
        return day.possibility.is_never(condition, kind, rail)
    return not day.possibility.can_be([Wish(condition, rail)], kind)


def _directives(subject: Subject) -> Iterator[Problem]:
    for each in subject.own(subject.protocol.directives):
        days = subject.days_of(each, lambda day: day.directives)
        if days and all(never_applies(day, now) for day, now in days):
            found = f"`{each.id}` can never apply"
            yield _problem(days[0][0], found, each.condition, each.place, each.for_each)


def _rules(subject: Subject) -> Iterator[Problem]:
    for conclusion in subject.own(subject.protocol.conclusions):
        kind = conclusion.for_each
        what = "" if len(conclusion.rules) == 1 else "a rule of "
        for rule in conclusion.rules:
            days = [day for day in subject.days if in_force(rule.period, day.protocol.as_of)]
            if days and all(day.possibility.is_never(rule.when, kind, Rail.TRUE) for day in days):
                found = f"{what}`{conclusion.id}` can never hold"
                yield _problem(days[0], found, rule.when, rule.place, kind)


def _classes(subject: Subject) -> Iterator[Problem]:
    for each in subject.own(subject.protocol.classes):
        days = subject.days_of(each, lambda day: day.classes)
        if each.when is not None and days and all(can_never_be(*day) for day in days):
            found = f"`{each.id}` can never be the class"
            yield _problem(days[0][0], found, each.when, each.place)


def _questions(subject: Subject) -> Iterator[Problem]:
    for each in subject.own(subject.protocol.questions):
        if subject.is_always(each, lambda day: day.questions, _is_never_asked):
            yield Problem(
                "SX330",
                f"`{each.id}` is always asked last: no incident meets its `when`",
                place_of(each.when, each.place),
                "mend the `when`, or leave it out",
                Severity.ADVICE,
            )


def _is_never_asked(day: Day, question: Question) -> bool:
    return day.possibility.is_never(question.when, question.for_each, Rail.NOT_FALSE)


def _problem(
    day: Day, found: str, condition: Condition, place: Place, kind: Entity | None = None
) -> Problem:
    because = _because(day.possibility, condition, kind)
    return Problem(
        "SX330",
        f"{found}: no incident meets its condition",
        place_of(condition, place),
        f"{because}mend the condition, or take the entry out",
    )


def _because(possibility: Possibility, condition: Condition, kind: Entity | None) -> str:
    """Return words for one part that never holds, or two that exclude each other."""
    parts = [each for each in conjuncts(condition) if each.place.line is not None]
    for part in parts:
        if not possibility.can_be([Wish(part, Rail.TRUE)], kind):
            return f"what line {part.place.line} asks for is never so; "
    for number, one in enumerate(parts):
        for other in parts[:number]:
            if not possibility.can_be([Wish(other, Rail.TRUE), Wish(one, Rail.TRUE)], kind):
                first, second = other.place.line, one.place.line
                if first == second:
                    return f"two parts of line {first} exclude each other; "
                return f"lines {first} and {second} exclude each other; "
    return ""
