"""The plan beside the question, where a terminal is wide enough.

Prohibitions stand first, at the top of the screen, and what is new says so in a word. The plan is
as high as the terminal and no higher: lines are cut before any is left out, the last ones are
left out before the first, and their number is said. Nothing is erased: it scrolls as lines do.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from attrs import evolve, frozen
from rich.table import Table

from sexto_rules.cli.ask_because import first_sentence
from sexto_rules.cli.ask_question import Shown
from sexto_rules.cli.ask_words import ask_word
from sexto_rules.cli.plan_sections import Key, how_many_gone, keys_of, sections_of
from sexto_rules.cli.plan_view import PlanView
from sexto_rules.cli.words import word

__all__ = ["MOST_NARROW", "show_beside"]

MOST_NARROW: Final = 100
"""Columns of a terminal below which the plan would not stand beside anything."""

_LEAST_HIGH: Final = 12
_PROMPT: Final = 3
_BETWEEN: Final = 4
_INDENT: Final = "    "


@frozen
class _Line:
    """An item of the plan, or a heading, in one paragraph."""

    words: str
    style: str
    is_new: bool = False


def show_beside(
    asked: Sequence[Shown], view: PlanView, shown: frozenset[Key], size: tuple[int, int]
) -> None:
    """Write the lines of a question at the left, and the plan at the right.

    Args:
        asked: The lines of the question.
        view: The plan, and the screen to write to.
        shown: The lines of the plan that were there before; the others are new.
        size: Columns and lines of the terminal.
    """
    columns, rows = size
    left = columns * 2 // 5
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=left, vertical="bottom")
    right = columns - left - _BETWEEN
    grid.add_column(width=right, no_wrap=True)
    fitted = _fitted(_plan_lines(view, shown), right, max(rows - _PROMPT, _LEAST_HIGH), view)
    grid.add_row(view.screen.joined(asked), view.screen.joined(fitted))
    view.screen.wide(grid, columns)


def _plan_lines(view: PlanView, shown: frozenset[Key]) -> list[_Line]:
    lines = []
    for section in sections_of(view.decision):
        lines.append(_Line(word(section.name, view.language).upper(), f"bold {section.style}"))
        for item, words in view.worded(section):
            is_new = bool(shown) and not all(keys_of(line) <= shown for line in item.lines)
            mark = f"[{word('new', view.language)}] " if is_new else ""
            style = "bold" if is_new else ""
            lines.append(_Line(f"  {section.mark} {mark}{words}", style, is_new))
    if gone := how_many_gone(shown, view.decision):
        name = "one_gone" if gone == 1 else "gone"
        lines.append(_Line(f"- {gone} {word(name, view.language)}", "dim"))
    return lines


def _fitted(lines: Sequence[_Line], width: int, height: int, view: PlanView) -> list[Shown]:
    """Return the lines in this width and height: whole, else their first words, else fewer."""
    for said in (lines, [evolve(line, words=first_sentence(line.words)) for line in lines]):
        whole = [
            (part, line.style)
            for line in said
            for part in wrap(line.words, width, subsequent_indent=_INDENT)
        ]
        if len(whole) < height:
            return [*whole, (ask_word("whole_plan", view.language), "dim")]
    short = [(_cut(line.words, width), line.style) for line in lines]
    if len(short) < height:
        return [*short, (ask_word("whole_plan", view.language), "dim")]
    rest = lines[height - 1 :]
    new = sum(line.is_new for line in rest)
    name = "more_lines_new" if new else "more_lines"
    return [*short[: height - 1], (ask_word(name, view.language, len(rest), new), "dim")]


def _cut(words: str, width: int) -> str:
    """Return the words in one line; those that are cut end with an ellipsis."""
    return words if len(words) <= width else words[: width - 1].rstrip() + "\u2026"
