"""Coverage for people: a table of shares, then everything that no scenario shows, at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from sexto_rules.cli.coverage_words import (
    kind_word,
    measured_words,
    of_words,
    percent_words,
    said,
)
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language, colon
from sexto_rules.coverage import Coverage, Goal, GoalKind, GoalState, Share, share_of
from sexto_rules.coverage.wording import leaf_words, pair_words, place_words, state_words

__all__ = ["left_out_words", "missing_lines", "show_coverage", "show_goals"]

_WARNING: Final = "bold yellow"
_MOST_NAMES: Final = 12


def show_coverage(screen: Screen, coverage: Coverage, *, interrupted: bool = False) -> None:
    """Write how much is shown, and what is not."""
    language = screen.language
    own = coverage.own()
    whole = share_of(own)
    screen.say()
    percent = percent_words(whole.percent, language)
    steps = measured_words(coverage.moments, language)
    screen.say(f"{said('coverage', language)}{colon(language)}{percent}, {steps}", "bold")
    rows = [
        (kind_word(kind, language), share)
        for kind in GoalKind
        if (share := share_of(own, kind)).possible
    ]
    rows.append((said("all", language), whole))
    inherited = share_of(coverage.inherited())
    if coverage.inherited():
        rows.append((said("inherited", language), inherited))
    for row in _table(rows, language):
        screen.say(row, indent=2)
    if coverage.left_out:
        name = "interrupted" if interrupted else "left_out"
        screen.say(
            f"{said(name, language)}{colon(language)}{left_out_words(coverage, language)}", _WARNING
        )
    if not coverage.is_proved:
        screen.say(said("not_proved", language), _WARNING)
    missing = [each.goal for each in own if each.state is GoalState.MISSING]
    screen.say()
    if not missing:
        screen.say(said("nothing_missing", language), "bold green")
        return
    screen.say(said("missing", language), "bold")
    if any(goal.kind is GoalKind.PAIR for goal in missing):
        screen.say(said("pairs", language))
    show_goals(screen, missing)


def left_out_words(coverage: Coverage, language: Language) -> str:
    """Return the names of what was not measured; of many the first, and how many more."""
    names = list(coverage.left_out[:_MOST_NAMES])
    if (more := len(coverage.left_out) - len(names)) > 0:
        names.append(said("and_more", language, more))
    return ", ".join(names)


def show_goals(screen: Screen, goals: Iterable[Goal]) -> None:
    """Write goals, each entry at its place, with what of it is wanted."""
    language = screen.language
    for where, its in groupby(sorted(goals, key=_order), key=lambda goal: _where(goal, language)):
        screen.say(where)
        for words in missing_lines(its, language):
            screen.say(words, indent=2)


def missing_lines(goals: Iterable[Goal], language: Language) -> Iterator[str]:
    """Yield what is wanted of one entry: its states on one line, then each leaf with its pairs."""
    goals = tuple(goals)
    states = [state_words(goal, language) for goal in goals if goal.kind is not GoalKind.PAIR]
    if states:
        yield ", ".join(states)
    pairs = [goal for goal in goals if goal.kind is GoalKind.PAIR]
    for leaf, its in groupby(pairs, key=lambda goal: leaf_words(goal, language)):
        yield f"{leaf}{colon(language)}{', '.join(pair_words(goal, language) for goal in its)}"


def _order(goal: Goal) -> tuple[str, int, int, str]:
    place = goal.place
    return place.file or "", place.line or 0, place.column or 0, goal.key


def _where(goal: Goal, language: Language) -> str:
    return f"{goal.place}: {place_words(goal, language)}"


def _table(rows: list[tuple[str, Share]], language: Language) -> Iterator[str]:
    """Yield the rows of the table in columns of blanks, so that a screen reader has sentences."""
    counts = [of_words(share.shown, share.possible, language) for _, share in rows]
    width = max(len(words) for words, _ in rows)
    counted = max(map(len, counts))
    for (words, share), count in zip(rows, counts, strict=True):
        line = f"{words:<{width}}  {count:>{counted}}"
        if share.possible:
            line += f"  {percent_words(share.percent, language):>7}"
        if share.impossible:
            impossible = "impossible" if share.impossible == 1 else "impossibles"
            line += f"  ({share.impossible} {said(impossible, language)})"
        yield line
