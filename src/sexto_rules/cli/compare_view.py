"""What differs between two protocols, for people: by group, each with an incident."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sexto_rules.cli.compare_words import (
    changes_words,
    group_words,
    name_words,
    said,
    side_words,
    what_word,
    when_words,
)
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language, colon, in_language
from sexto_rules.documents.compact import compact_text
from sexto_rules.facts import unstructure_incident
from sexto_rules.proof.differences import Comparison, Difference, Said

__all__ = ["count_words", "show_comparison", "text_of", "title_words"]


def show_comparison(screen: Screen, comparison: Comparison, names: Sequence[str]) -> None:
    """Write what differs, and what could not be decided; that nothing does where it is so."""
    language = screen.language
    screen.say(title_words(names), "bold")
    for group, differences in groupby(comparison.differences, lambda each: each.group):
        screen.head(group_words(group, language), "cyan")
        for each in differences:
            _show(screen, each)
    if comparison.undecided:
        screen.say()
        screen.say(said("undecided", language), "bold yellow")
        for what, name in comparison.undecided:
            screen.item("?", f"{what_word(what, language)} {name}")
    screen.say()
    if comparison.decided_by:
        names_ = f" {said('and', language)} ".join(comparison.decided_by)
        screen.say(f"{said('confirmed', language)} {names_}.")
    screen.say(count_words(comparison, language), "bold")


def title_words(names: Sequence[str]) -> str:
    """Return what is compared with what."""
    return " → ".join(names)


def count_words(comparison: Comparison, language: Language) -> str:
    """Return how much differs."""
    count = len(comparison.differences)
    if comparison.same:
        return said("same", language)
    words = said({0: "none", 1: "one"}.get(count, "many"), language, count)
    left = len(comparison.undecided)
    return f"{words}; {said('left', language, left)}" if left else words


def _show(screen: Screen, difference: Difference) -> None:
    language = screen.language
    screen.item("-", name_words(difference, language), "bold")
    was, now = (text_of(each, language) for each in (difference.before, difference.after))
    if was == now or not was or not now:
        screen.say(now or was, indent=4)
        was = now = ""
    screen.say(when_words(difference, language), indent=4)
    for name, text in (("before", was), ("after", now)):
        words = side_words(difference, language, after=name == "after")
        screen.say(f"{said(name, language)}{colon(language)}{words}", indent=4)
        if text:
            screen.say(text, indent=6)
    for words in changes_words(difference, language):
        screen.say(words, indent=4)
    if difference.by_structure:
        screen.say(said("by_structure", language), indent=4)
    screen.say(f"{said('incident', language)}{colon(language).rstrip()}", indent=4)
    told = compact_text(unstructure_incident(difference.incident)) or "{}\n"
    screen.verbatim("".join(f"      {line}\n" for line in told.splitlines()).rstrip("\n"))


def text_of(its: Said, language: Language) -> str:
    """Return the text of the entry; nothing where there is no entry."""
    return "" if its.entry is None else in_language(its.entry.text, language)
