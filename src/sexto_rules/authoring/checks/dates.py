"""Each interval between two dates is a protocol of its own, with nothing missing from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import evolve

from sexto_rules.errors import Place, Problem
from sexto_rules.protocol.conditions import ClassTest, ConclusionTest, Condition
from sexto_rules.protocol.dates import in_force, placeholders
from sexto_rules.protocol.model import (
    Class,
    Contact,
    DayProtocol,
    Directive,
    Invariant,
    Question,
    Text,
)
from sexto_rules.protocol.walk import walk


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield references to what is not in force, and classes that do not end with `otherwise`."""
    yield from _conditions(day)
    yield from _directives(day)
    yield from _terms(day)
    yield from _otherwise(day)


def dated(problem: Problem, days: Sequence[date], numbers: Sequence[int]) -> Problem:
    """Return a problem of this file with the days on which it is one, unless it always is.

    `days` begin the intervals, `numbers` are those of the intervals in which it stands.
    """
    if problem.code not in {"SX310", "SX311"} or len(numbers) == len(days):
        return problem
    ends = [*days[1:], date.max]
    runs: list[tuple[date, date]] = []
    for number in numbers:
        start = runs.pop()[0] if runs and runs[-1][1] == days[number] else days[number]
        runs.append((start, ends[number]))
    spans = " and ".join(_span(start, end) for start, end in runs)
    return evolve(problem, message=f"{problem.message} {spans}")


def _span(start: date, end: date) -> str:
    """Return the words for the days from the first one on until another one."""
    if start == date.min:
        return f"before {end}"
    if end == date.max:
        return f"from {start} on"
    last = end - timedelta(days=1)
    return f"on {start}" if start == last else f"from {start} to {last}"


def _not_in_force(kind: str, name: str, place: Place) -> Problem:
    return Problem(
        "SX310",
        f"the {kind} `{name}` is used here, but it is not in force",
        place,
        "give both the same dates, or add an entry for the days that are missing",
    )


def _all_conditions(day: DayProtocol) -> Iterator[Condition]:
    for conclusion in day.conclusions:
        yield from (rule.when for rule in conclusion.rules)
    yield from (each.when for each in day.classes if each.when is not None)
    yield from (each.condition for each in day.directives)
    yield from (each.when for each in day.questions)
    yield from (each.always for each in day.invariants)


def _conditions(day: DayProtocol) -> Iterator[Problem]:
    conclusions = {each.id for each in day.conclusions}
    classes = {each.id for each in day.classes}
    for condition in _all_conditions(day):
        for node in walk(condition):
            match node:
                case ConclusionTest(name, place) if name not in conclusions:
                    yield _not_in_force("conclusion", name, place)
                case ClassTest(names, place):
                    for name in sorted(names - classes):
                        yield _not_in_force("class", name, place)
                case _:
                    pass


def _directives(day: DayProtocol) -> Iterator[Problem]:
    current = {each.id for each in day.directives}
    acts = day.protocol.acts
    for directive in day.directives:
        for name in (*directive.overrides, *directive.after, *directive.before):
            if name not in current and name not in acts:
                yield _not_in_force("directive", name, directive.place)
        for name in directive.contacts:
            if name not in day.contacts:
                yield _not_in_force("contact", name, directive.place)


def _texts(day: DayProtocol) -> Iterator[tuple[Text | None, Place]]:
    """Yield the texts in force as they are written, terms not yet filled in."""
    whole = day.protocol
    entries: tuple[Class | Directive | Invariant | Question | Contact, ...] = (
        *whole.classes,
        *whole.directives,
        *whole.invariants,
        *whole.questions,
        *whole.contacts,
    )
    for entry in entries:
        if in_force(entry.period, day.as_of):
            yield entry.text, entry.place
            if isinstance(entry, Question):
                yield entry.help, entry.place
                yield from ((text, entry.place) for text in entry.choices.values())
            if isinstance(entry, Contact):
                yield entry.name, entry.place
    yield from ((answer.text, answer.place) for answer in whole.answers)
    for conclusion in whole.conclusions:
        if any(in_force(rule.period, day.as_of) for rule in conclusion.rules):
            yield conclusion.text, conclusion.place


def _terms(day: DayProtocol) -> Iterator[Problem]:
    terms = day.protocol.terms
    missing = {term.id for term in terms} - {
        term.id for term in terms if in_force(term.period, day.as_of)
    }
    for text, place in _texts(day):
        used = frozenset().union(*(placeholders(words) for words in (text or {}).values()))
        for name in sorted(used & missing):
            yield _not_in_force("term", name, place)


def _otherwise(day: DayProtocol) -> Iterator[Problem]:
    last = [each.when is None for each in day.classes]
    if day.classes and last != [False] * (len(last) - 1) + [True]:
        early = next((each for each in day.classes[:-1] if each.when is None), None)
        yield _no_otherwise(day) if early is None else _early_otherwise(day, early)


def _no_otherwise(day: DayProtocol) -> Problem:
    last = day.classes[-1]
    return Problem(
        "SX311",
        f"the last class, `{last.id}`, does not say `otherwise: yes`",
        last.place,
        "end with a class that says `otherwise: yes` in place of `when`: it takes every other case",
    )


def _early_otherwise(day: DayProtocol, early: Class) -> Problem:
    after = day.classes[day.classes.index(early) + 1]
    return Problem(
        "SX311",
        f"the class `{early.id}` says `otherwise: yes`, and `{after.id}` still comes after it",
        early.place,
        "only the last class says so; give this one a `when`, or put it after the others "
        "(files are read in the order of their names)",
    )
