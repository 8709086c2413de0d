"""Each interval between two dates is a protocol of its own, with nothing missing from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

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


def _since(day: DayProtocol) -> str:
    return "before the first date" if day.as_of == date.min else f"from {day.as_of}"


def _not_in_force(day: DayProtocol, kind: str, name: str, place: Place) -> Problem:
    return Problem(
        "SX310",
        f"the {kind} `{name}` is used here, but it is not in force {_since(day)}",
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
                    yield _not_in_force(day, "conclusion", name, place)
                case ClassTest(names, place):
                    for name in sorted(names - classes):
                        yield _not_in_force(day, "class", name, place)
                case _:
                    pass


def _directives(day: DayProtocol) -> Iterator[Problem]:
    current = {each.id for each in day.directives}
    acts = day.protocol.acts
    for directive in day.directives:
        for name in (*directive.overrides, *directive.after, *directive.before):
            if name not in current and name not in acts:
                yield _not_in_force(day, "directive", name, directive.place)
        for name in directive.contacts:
            if name not in day.contacts:
                yield _not_in_force(day, "contact", name, directive.place)


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
            yield _not_in_force(day, "term", name, place)


def _otherwise(day: DayProtocol) -> Iterator[Problem]:
    last = [each.when is None for each in day.classes]
    if day.classes and last != [False] * (len(last) - 1) + [True]:
        yield Problem(
            "SX311",
            f"the classes {_names(day.classes)} do not end with the only `otherwise` {_since(day)}",
            day.classes[-1].place,
            "the last class, and no other, says `otherwise: yes` in place of `when`",
        )


def _names(classes: Iterable[Class]) -> str:
    return ", ".join(f"`{each.id}`" for each in classes)
