"""A question that decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Problem, Severity
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import Question

__all__ = ["check"]

_SPOKEN_OF: Final = {
    Entity.PERSON: {Of.PERSON, Of.HOLDER},
    Entity.DEVICE: {Of.DEVICE},
}


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the questions whose answer no condition, list or deadline reads."""
    if not subject.is_whole:
        return
    read = subject.reading.deciding_facts()
    for question in subject.own(subject.protocol.questions):
        if question.fact not in read and not _lists(question, read):
            yield Problem(
                "SX334",
                f"`{question.id}` asks for `{question.fact}`, which decides nothing",
                question.place,
                "let a condition read it, or take the question out: every question costs time "
                "and tells something about a child",
                Severity.ADVICE,
            )


def _lists(question: Question, read: frozenset[FactRef]) -> bool:
    """Whether the question lists persons or devices of whom something is read."""
    return question.adds is not None and any(fact.of in _SPOKEN_OF[question.adds] for fact in read)
