"""Why a question is asked: what the answer may still change, in the reader's language."""

from __future__ import annotations

from typing import Final

from sexto_rules.cli.ask_words import ask_word
from sexto_rules.cli.words import Language, in_language
from sexto_rules.decisions import QuestionToAsk
from sexto_rules.interview import Interview

__all__ = ["because_words", "first_sentence"]

_SHOWN: Final = 2


def because_words(interview: Interview, question: QuestionToAsk, language: Language) -> str:
    """Return in one line what the answer may still change.

    The route first, then the lines that depend on the fewest facts, since they say most about
    this question; the others are counted.
    """
    dependents = interview.because(question)
    texts = dict.fromkeys(
        first_sentence(in_language(dict(each.text), language)) for each in dependents.directives
    )
    named = [ask_word("route", language)] if dependents.route else []
    quotes = "«\u00a0{}\u00a0»" if language is Language.FR else "“{}”"
    named += [quotes.format(text) for text in list(texts)[:_SHOWN]]
    rest = len(texts) - _SHOWN
    if rest > 0:
        named.append(ask_word("one_more" if rest == 1 else "more", language, rest))
    return ask_word("because", language, ", ".join(named))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, without its full stop."""
    return text.partition(". ")[0].strip().rstrip(".")
