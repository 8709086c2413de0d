"""A protocol on one day.

Any entry may be in force only between two dates (`design/language.md`, *Time*); each
interval between two dates at which something changes is a protocol of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, TypeVar

from attrs import evolve

from sexto_rules.protocol.model import (
    AnswerSpec,
    Class,
    Conclusion,
    Contact,
    DayProtocol,
    Directive,
    Entry,
    Invariant,
    Period,
    Protocol,
    Question,
    Text,
)
from sexto_rules.protocol.order import conclusions_in_order, plan_order

__all__ = ["change_days", "fill_terms", "in_force", "intervals", "on", "placeholders"]

_PLACEHOLDER: Final = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_-]*)\}")

DatedEntry = TypeVar("DatedEntry", bound=Entry)
TextEntry = TypeVar("TextEntry", AnswerSpec, Class, Conclusion, Directive, Invariant)


def in_force(period: Period, day: date) -> bool:
    """Whether the period holds on this day; its end is not in it."""
    return (period.start is None or period.start <= day) and (
        period.end is None or day < period.end
    )


def change_days(protocol: Protocol) -> tuple[date, ...]:
    """Return the days on which some entry comes into force or goes out of it, in order."""
    periods = [
        entry.period
        for entries in (
            protocol.terms,
            protocol.contacts,
            protocol.questions,
            protocol.classes,
            protocol.directives,
            protocol.invariants,
        )
        for entry in entries
    ]
    periods += [rule.period for conclusion in protocol.conclusions for rule in conclusion.rules]
    days = {day for period in periods for day in (period.start, period.end) if day is not None}
    return tuple(sorted(days))


def intervals(protocol: Protocol) -> tuple[date, ...]:
    """Return one day of each interval between two changes: `date.min`, then each change day."""
    return (date.min, *(day for day in change_days(protocol) if day > date.min))


def placeholders(text: str) -> frozenset[str]:
    """Return the ids of the terms that a text names as `{id}`."""
    return frozenset(match[1] for match in _PLACEHOLDER.finditer(text) if match[1])


def fill_terms(text: Text, terms: dict[str, Text]) -> Text:
    """Return the text with each `{id}` replaced by the term, and `{{`, `}}` by single braces.

    A term that is not in force is left as it stands; no checked protocol has one.
    """

    def filled(language: str, words: str) -> str:
        def replace(match: re.Match[str]) -> str:
            if match[1] is None:
                return match[0][0]
            return terms.get(match[1], {}).get(language, match[0])

        return _PLACEHOLDER.sub(replace, words)

    return {language: filled(language, words) for language, words in text.items()}


def on(protocol: Protocol, day: date) -> DayProtocol:
    """Return the protocol on a day: only what is in force, in order, terms filled in."""
    terms = {term.id: term.text for term in _current(protocol.terms, day)}

    return DayProtocol(
        protocol=protocol,
        as_of=day,
        answers=tuple(_filled(each, terms) for each in protocol.answers),
        contacts={each.id: _fill_contact(each, terms) for each in _current(protocol.contacts, day)},
        sources={source.id: source for source in protocol.sources},
        questions=tuple(_fill_question(each, terms) for each in _current(protocol.questions, day)),
        conclusions=conclusions_in_order(
            [_filled(each, terms) for each in _conclusions(protocol, day)]
        ),
        classes=tuple(_filled(each, terms) for each in _current(protocol.classes, day)),
        directives=plan_order(
            [_filled(each, terms) for each in _current(protocol.directives, day)]
        ),
        invariants=tuple(_filled(each, terms) for each in _current(protocol.invariants, day)),
    )


def _current(entries: Iterable[DatedEntry], day: date) -> list[DatedEntry]:
    return [entry for entry in entries if in_force(entry.period, day)]


def _conclusions(protocol: Protocol, day: date) -> list[Conclusion]:
    """Return each conclusion with the rules in force; one without any is not in force."""
    found = []
    for conclusion in protocol.conclusions:
        rules = tuple(rule for rule in conclusion.rules if in_force(rule.period, day))
        if rules:
            same = len(rules) == len(conclusion.rules)
            found.append(conclusion if same else evolve(conclusion, rules=rules))
    return found


def _filled(entry: TextEntry, terms: dict[str, Text]) -> TextEntry:
    """Return the entry with its text filled in; the same one where no term is in it."""
    text = fill_terms(entry.text, terms)
    return entry if text == entry.text else evolve(entry, text=text)


def _fill_contact(contact: Contact, terms: dict[str, Text]) -> Contact:
    text = None if contact.text is None else fill_terms(contact.text, terms)
    return evolve(contact, name=fill_terms(contact.name, terms), text=text)


def _fill_question(question: Question, terms: dict[str, Text]) -> Question:
    return evolve(
        question,
        text=fill_terms(question.text, terms),
        help=None if question.help is None else fill_terms(question.help, terms),
        choices={value: fill_terms(text, terms) for value, text in question.choices.items()},
    )
