"""An explanation in words: what made a line of the plan so, and the directives beside it.

In blocks of lines, one for each reason and each directive, so that what several lines of a
plan share can be said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from sexto_rules.cli.reasons import reason_lines, rests_words
from sexto_rules.cli.why_words import said
from sexto_rules.cli.words import Language, colon, in_language
from sexto_rules.decisions import Beside, Reason, Why
from sexto_rules.protocol.model import DayProtocol

__all__ = ["Block", "because", "explained"]

Block: TypeAlias = tuple[tuple[int, str], ...]
"""Lines with their depth; only the first has none."""


def explained(why: Why, language: Language, day: DayProtocol) -> Iterator[Block]:
    """Yield an explanation: the reasons, then the directives beside the line."""
    yield from because(why.reasons, language, day)
    for each in why.beside:
        yield tuple(_beside(each, language, day))


def because(reasons: Iterable[Reason], language: Language, day: DayProtocol) -> Iterator[Block]:
    """Yield each reason, with what made it so beneath it."""
    for reason in reasons:
        yield tuple(
            (depth, f"{'-' if depth else said('because', language)} {words}")
            for depth, words in reason_lines([reason], language, day)
        )


def _beside(beside: Beside, language: Language, day: DayProtocol) -> Iterator[tuple[int, str]]:
    directive = beside.directive
    text = in_language(directive.text, language)
    yield 0, f"{said(str(beside.relation), language)}{colon(language)}{text} ({directive.id})"
    bases = () if directive.basis is None else (directive.basis,)
    rests = rests_words(bases, directive.sources, language)
    if rests:
        yield 1, rests
    for block in because(beside.reasons, language, day):
        yield from ((depth + 1, words) for depth, words in block)
