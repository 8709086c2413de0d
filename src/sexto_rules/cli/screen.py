"""Writing for people: colour where there is a terminal, plain lines where there is none.

Everything reads top to bottom, one thing a line, so that a pipe and a screen reader get the
same words. Colour never carries meaning alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import IO, Final, NoReturn

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from sexto_rules.cli.problem_words import said_below, said_first
from sexto_rules.cli.words import Language, in_language, word
from sexto_rules.errors import UNSEEN, AdviceWithheldError, Problem, Severity

__all__ = ["Colour", "Screen"]

_WIDEST: Final = 100
_NARROWEST: Final = 40
"""Below, words would be cut and items lost: the terminal itself breaks the lines."""


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class _Console(Console):
    """A console that leaves it to the command what a closed pipe means."""

    def on_broken_pipe(self) -> NoReturn:
        """Pass the error on; rich would end the process."""
        raise BrokenPipeError


class Screen:
    """A place to write lines to, in a language."""

    def __init__(self, colour: Colour, language: Language, to: IO[str] | None = None) -> None:
        """Write to `to` (standard output where None); colour follows the terminal and NO_COLOR."""
        stream = sys.stdout if to is None else to
        forced = {Colour.ALWAYS: True, Colour.NEVER: False, Colour.AUTO: None}[colour]
        plain = forced is False or (forced is None and "NO_COLOR" in os.environ)
        self.language = language
        self._explained: set[str] = set()
        self.console: Console = _Console(
            file=stream,
            force_terminal=True if forced else None,
            no_color=plain,
            color_system=None if plain else "auto",
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
        )
        if not self.console.is_terminal:
            self.console.width = 10_000
        else:
            self.console.width = min(max(self.console.width, _NARROWEST), _WIDEST)

    @property
    def size(self) -> tuple[int, int] | None:
        """Columns and lines of the terminal now; None where it is none, or places no text."""
        if not self.console.is_terminal or self.console.is_dumb_terminal:
            return None
        try:
            columns, rows = os.get_terminal_size(self.console.file.fileno())
        except (OSError, ValueError):
            return None
        return columns, rows

    def joined(self, lines: Iterable[tuple[str, str]]) -> Text:
        """Return lines, each with its style, as one text that a terminal obeys nothing of."""
        return Text("\n").join(Text(_harmless(words), style=style) for words, style in lines)

    def say(self, words: str = "", style: str = "", indent: int = 0) -> None:
        """Write one paragraph; long ones are wrapped at words on a terminal only."""
        text = Text(_harmless(words), style=style)
        self.console.print(Padding(text, (0, 0, 0, indent), expand=False) if indent else text)

    def wide(self, table: RenderableType, columns: int) -> None:
        """Write a table as wide as the terminal is, where words alone would be hard to read."""
        usual, self.console.width = self.console.width, columns
        try:
            self.console.print(table)
        finally:
            self.console.width = usual

    def verbatim(self, words: str) -> None:
        """Write lines as they are, to be copied."""
        self.console.print(Text(_harmless(words)), soft_wrap=True)

    def head(self, words: str, style: str) -> None:
        """Write a heading, with an empty line before it."""
        self.say()
        self.say(words.upper() if len(words) < 60 else words, f"bold {style}")

    def item(self, mark: str, words: str, style: str = "") -> None:
        """Write one item of a list, its mark hanging before it."""
        self.console.print(
            Padding(
                Text.assemble((f"{_harmless(mark)} ", f"bold {style}"), _harmless(words)),
                (0, 0, 0, 2),
                expand=False,
            )
        )

    def problems(self, problems: Iterable[Problem]) -> None:
        """Write problems, a few lines each; what a code means is said once."""
        for problem in problems:
            style = "red" if problem.severity is Severity.ERROR else "yellow"
            where = f"{problem.place}: " if str(problem.place) else ""
            code = (problem.code, f"bold {style}")
            first = said_first(problem, self.language)
            self.console.print(Text.assemble(where, code, f" {first}"))
            is_new = problem.code not in self._explained
            for line in said_below(problem, self.language, is_new=is_new):
                self.say(line, indent=2)
            self._explained.add(problem.code)

    def withheld(self, error: AdviceWithheldError) -> None:
        """Write that no advice is given, why, and what always holds, in both languages."""
        for language in Language:
            self.say(word("withheld", language), "bold red")
            for line in error.always:
                self.item("-", in_language(line, language))
        self.say(str(error))

    def bug(self, error: Exception) -> None:
        """Write that we made a mistake: no traceback, no value of the incident."""
        for language in Language:
            self.say(word("bug", language), "bold red")
        self.say(type(error).__name__)


def _harmless(words: str) -> str:
    """Return words, line breaks and all, without what a terminal would obey."""
    return UNSEEN.sub("\ufffd", words)
