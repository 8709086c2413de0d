"""One incident under many protocols, for a person: read from top to bottom, no columns."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.cli.across_words import (
    act_words,
    left_out_words,
    line_words,
    route_words,
    source_words,
)
from sexto_rules.cli.publishing_words import said
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language, colon, in_language, word
from sexto_rules.publishing.across import Across, Row, Section, Side

__all__ = ["show_across"]

_STYLES = {Section.TOLD: "magenta", Section.FORBIDDEN: "red", Section.GIVEN: "blue"}


def show_across(screen: Screen, across: Across) -> None:
    """Write the route of each protocol, then act by act who says what, and by which source."""
    language = screen.language
    screen.say(f"{said('title', language, len(across.sides))} ({across.as_of})", "bold")
    screen.head(said("route", language), "white")
    for side in across.sides:
        title = in_language(side.day.protocol.title, language)
        screen.item(f"{side.id}{colon(language).rstrip()}", route_words(side, language))
        screen.say(title, "dim", indent=4)
        if side.left_out:
            left = left_out_words(side, language)
            screen.say(f"{said('left_out', language)}{colon(language)}{left}", indent=4)
    for section in Section:
        rows = across.of(section)
        if rows:
            screen.head(said(section, language), _STYLES[section])
        for row in rows:
            screen.item("-", act_words(row, across.sides, language))
            for words in _who_says_what(row, across.sides, language):
                screen.say(words, indent=4)
    screen.say()
    screen.say(word("unofficial", language), "dim")


def _who_says_what(row: Row, sides: tuple[Side, ...], language: Language) -> Iterator[str]:
    """Yield one line for each way of saying it, with those who say so and their sources."""
    if not row.differs:
        words = line_words(row, sides[0], language)
        yield f"{said('everywhere', language)}{colon(language)}{words}"
        return
    ways: dict[str, list[str]] = {}
    for side in sides:
        if side.id in row.says:
            rests = source_words(row.says[side.id], language)
            ways.setdefault(line_words(row, side, language), []).append(f"{side.id} ({rests})")
    for words, names in ways.items():
        yield f"{words}{colon(language)}{', '.join(names)}"
    silent = [side.id for side in sides if side.id not in row.says]
    if silent:
        yield said("not_named", language, ", ".join(silent))
