"""A contact that no line gives, and a term that no text names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.protocol.dates import placeholders
from sexto_rules.protocol.model import Protocol, Text

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the unused contacts and terms; unused sources are refused when they are read."""
    if not subject.is_whole:
        return
    protocol = subject.protocol
    given = {name for directive in protocol.directives for name in directive.contacts}
    yield from _unused(
        {each.id: each.place for each in subject.own(protocol.contacts) if each.id not in given},
        "no directive gives the contact",
        "name it in the `contacts` of a directive, or take it out",
    )
    named = {
        name for text in _texts(protocol) for words in text.values() for name in placeholders(words)
    }
    yield from _unused(
        {each.id: each.place for each in subject.own(protocol.terms) if each.id not in named},
        "no text names the term",
        "write it in a text as `{its id}`, or take it out",
    )


def _unused(places: Mapping[str, Place], found: str, help_: str) -> Iterator[Problem]:
    for name, place in places.items():
        yield Problem("SX335", f"{found} `{name}`", place, help_, Severity.ADVICE)


def _texts(protocol: Protocol) -> Iterator[Text]:
    """Yield every text in which a term may stand."""
    for entries in (protocol.conclusions, protocol.classes, protocol.directives):
        yield from (each.text for each in entries)
    yield from (each.text for each in protocol.invariants)
    for answer in protocol.answers:
        yield answer.text
        yield from (choice.text for choice in answer.choices)
    for question in protocol.questions:
        yield question.text
        yield question.help or {}
        yield from question.choices.values()
    for contact in protocol.contacts:
        yield contact.name
        yield contact.text or {}
