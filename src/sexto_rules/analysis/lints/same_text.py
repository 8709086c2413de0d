"""A text that is the same in two languages: one of them was perhaps never translated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.protocol.model import Text

__all__ = ["check"]

_FEWEST_WORDS: Final = 4
"""Fewer may well be a name, or the same in both."""


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the entries with a sentence that stands in two languages unchanged."""
    for name, text, place in _texts(subject):
        words = {language: " ".join(each.split()) for language, each in text.items()}
        languages = list(words)
        for number, language in enumerate(languages):
            other = next(
                (each for each in languages[:number] if words[each] == words[language]), None
            )
            if other is not None and len(words[language].split()) >= _FEWEST_WORDS:
                yield Problem(
                    "SX349",
                    f"a text of `{name}` is the same in `{other}` and in `{language}`",
                    place,
                    "translate it",
                    Severity.ADVICE,
                )


def _texts(subject: Subject) -> Iterator[tuple[str, Text, Place]]:
    """Yield the sentences of the protocol's own entries: no names, no labels of values."""
    protocol = subject.protocol
    for conclusion in subject.own(protocol.conclusions):
        yield conclusion.id, conclusion.text, conclusion.place
    for route in subject.own(protocol.classes):
        yield route.id, route.text, route.place
    for directive in subject.own(protocol.directives):
        yield directive.id, directive.text, directive.place
    for invariant in subject.own(protocol.invariants):
        yield invariant.id, invariant.text, invariant.place
    for question in subject.own(protocol.questions):
        yield question.id, question.text, question.place
        yield question.id, question.help or {}, question.place
