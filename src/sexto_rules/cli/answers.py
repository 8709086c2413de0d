"""What a person types, as an answer to a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from attrs import frozen

from sexto_rules.cli.words import Language, in_language, word
from sexto_rules.decisions import QuestionToAsk
from sexto_rules.facts import AgeRange
from sexto_rules.facts.labels import LABELS, label
from sexto_rules.facts.vocabulary import FactKind
from sexto_rules.interview import Answer

__all__ = ["Choice", "UnreadableAnswerError", "choices_of", "hint_of", "read_answer"]

_YES: Final = frozenset({"o", "oui", "y", "yes", "true", "vrai"})
_NO: Final = frozenset({"n", "non", "no", "false", "faux"})
_NONE: Final = frozenset({"0", "-", "none", "aucun", "aucune"})
_RANGE: Final = re.compile(r"(\d{1,3})\s*(?:-|à|a|to)\s*(\d{1,3})")
_FROM: Final = re.compile(r"(\d{1,3})\s*\+|>=?\s*(\d{1,3})")
_UNDER: Final = re.compile(r"<\s*(\d{1,3})")


class UnreadableAnswerError(ValueError):
    """What was typed is no answer to this question; the message says what would be one."""


@frozen
class Choice:
    """One value that can be chosen, and its label."""

    value: str
    label: str


def choices_of(question: QuestionToAsk, language: Language) -> tuple[Choice, ...]:
    """Return the values to choose from, labelled; none for yes or no, ages and moments."""
    if question.kind in {FactKind.BOOL, FactKind.AGE, FactKind.MOMENT}:
        return ()
    return tuple(
        Choice(str(each), _label(question, str(each), language)) for each in question.values
    )


def _label(question: QuestionToAsk, value: str, language: Language) -> str:
    if value in question.choices:
        return in_language(question.choices[value], language)
    kind = question.fact.rpartition(".")[2]
    if value in LABELS.get(kind, {}):
        return label(value, language, kind=kind)
    return value


def hint_of(question: QuestionToAsk, language: Language) -> str:
    """Say what may be typed."""
    return word(f"hint_{question.kind}", language)


def read_answer(typed: str, question: QuestionToAsk, language: Language) -> Answer:
    """Return the answer that was typed.

    Raises:
        UnreadableAnswerError: It is none to this question.
    """
    words = typed.strip().lower()
    match question.kind:
        case FactKind.BOOL:
            answer: Answer = _yes_or_no(words)
        case FactKind.AGE:
            answer = _age(words)
        case FactKind.MOMENT:
            answer = _moment(typed.strip())
        case FactKind.ROLES:
            answer = _roles(words, question, language)
        case _:
            answer = _one(words, choices_of(question, language))
    if answer is None:
        raise UnreadableAnswerError(hint_of(question, language))
    return answer


def _yes_or_no(words: str) -> bool | None:
    if words in _YES:
        return True
    return False if words in _NO else None


def _age(words: str) -> int | AgeRange | None:
    words = words.removesuffix("ans").removesuffix("years").strip()
    if words.isdecimal() and len(words) <= 3:
        return int(words)
    if matched := _RANGE.fullmatch(words):
        return AgeRange(at_least=int(matched[1]), under=int(matched[2]) + 1)
    if matched := _FROM.fullmatch(words):
        return AgeRange(at_least=int(matched[1] or matched[2]))
    if matched := _UNDER.fullmatch(words):
        return AgeRange(under=int(matched[1]))
    return None


def _moment(words: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.astimezone()


def _one(words: str, choices: tuple[Choice, ...]) -> str | None:
    for number, choice in enumerate(choices, 1):
        if words in {str(number), choice.value.lower(), choice.label.lower()}:
            return choice.value
    return None


def _roles(words: str, question: QuestionToAsk, language: Language) -> Mapping[str, bool] | None:
    """Return every role still open, those typed true, the others false; None if one is not read."""
    choices = choices_of(question, language)
    between = r"[,;]" if re.search(r"[,;]", words) else r"\s+"
    named = [words] if _one(words, choices) else re.split(between, words)
    names = [] if words in _NONE else [each.strip() for each in named if each.strip()]
    if not names and words not in _NONE:
        return None
    chosen = [_one(name, choices) for name in names]
    if None in chosen:
        return None
    return {choice.value: choice.value in chosen for choice in choices}
