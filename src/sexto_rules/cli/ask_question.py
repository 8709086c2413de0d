"""A question as it is shown: who is meant, what may be typed, and why it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from sexto_rules.cli.answers import choices_of, hint_of
from sexto_rules.cli.ask_because import because_words
from sexto_rules.cli.ask_words import ask_word
from sexto_rules.cli.reasons import value_words
from sexto_rules.cli.words import Language, colon, in_language
from sexto_rules.decisions import QuestionToAsk
from sexto_rules.decisions.told import told_in
from sexto_rules.facts import UNKNOWN, Device, Incident, Person
from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.interview import Interview

__all__ = ["Shown", "question_lines", "question_words", "said_words", "whom_words"]

Shown: TypeAlias = tuple[str, str]
"""One line of words, and its style."""


def question_lines(
    interview: Interview, question: QuestionToAsk, language: Language
) -> Iterator[Shown]:
    """Yield the lines of a question, the first thing to know first."""
    said = said_words(interview.incident, question, language)
    if said and interview.is_correcting:
        yield ask_word("correcting", language, said), ""
    kind = _list_of(question)
    if kind is not None:
        yield ask_word("listed", language, _listed_words(interview.incident, kind, language)), ""
    yield question_words(interview.incident, question, language), "bold"
    for number, choice in enumerate(choices_of(question, language), 1):
        yield f"  {number}. {choice.label}", ""
    yield (
        hint_of(question, language) if kind is None else ask_word(f"hint_{kind}s", language),
        "dim",
    )
    yield because_words(interview, question, language), "dim"


def question_words(incident: Incident, question: QuestionToAsk, language: Language) -> str:
    """Return the question itself, after the person or device that it is about."""
    whose = ""
    if question.target is not None and question.target.id is not None:
        whom = whom_words(incident, question.target.kind, question.target.id, language)
        whose = f"{whom}{colon(language)}"
    return whose + in_language(question.text, language)


def whom_words(incident: Incident, kind: Entity, its_id: str, language: Language) -> str:
    """Return a person or device by its code, with what tells it from the others."""
    if kind is Entity.PERSON:
        found: Person | Device = incident.person(its_id)
    else:
        found = incident.device(its_id)
    known = ", ".join(_known_of(found, language))
    named = f"{label(kind, language, kind=LabelKind.ENTITY)} {its_id}"
    return f"{named} ({known})" if known else named


def said_words(incident: Incident, question: QuestionToAsk, language: Language) -> str:
    """Return what was answered to a question; empty where nothing was."""
    inside = f"{question.path}."
    told = told_in(incident)
    roles = [reason for path, reason in told.items() if path.startswith(inside)]
    if roles and question.path not in told:
        has = [each for each in roles if each.value == "true"]
        named = [label(each.name.partition(".")[2], language, kind="roles") for each in has]
        return ", ".join(named) or ask_word("no_role", language)
    reason = told.get(question.path)
    if reason is None:
        return ""
    if reason.value in question.choices:
        return in_language(question.choices[reason.value], language)
    return value_words(reason, language)


def _list_of(question: QuestionToAsk) -> Entity | None:
    """Return whose list a question asks about; None: it asks something else."""
    return {"persons_complete": Entity.PERSON, "devices_complete": Entity.DEVICE}.get(question.path)


def _listed_words(incident: Incident, kind: Entity, language: Language) -> str:
    listed = incident.persons if kind is Entity.PERSON else incident.devices
    named = [whom_words(incident, kind, each.id, language) for each in listed]
    return ", ".join(named) or ask_word("nobody_listed", language)


def _known_of(whose: Person | Device, language: Language) -> Iterator[str]:
    if isinstance(whose, Device):
        if whose.holder is not UNKNOWN:
            person = label(Entity.PERSON, language, kind=LabelKind.ENTITY)
            yield ask_word("held_by", language, f"{person} {whose.holder}")
        return
    for role, has in whose.roles.items():
        if has:
            yield label(role, language, kind="roles")
    if isinstance(whose.age, int):
        yield ask_word("aged", language, whose.age)
