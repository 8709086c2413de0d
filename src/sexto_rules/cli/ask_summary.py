"""The end of an interview on a page to print: what is known, the plan, what is still open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

from sexto_rules.cli.ask_words import ask_word
from sexto_rules.cli.plan_view import PlanView
from sexto_rules.cli.reasons import named_words, value_words
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.words import Language, word
from sexto_rules.decisions.told import told_in
from sexto_rules.errors import UNSEEN
from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.interview import Interview

__all__ = ["summary_of"]

_MARKUP: Final = re.compile(r"[\\`*<]|\](?=\()")


def summary_of(interview: Interview, language: Language) -> str:
    """Return the summary as Markdown that reads well as it is; prohibitions stand first."""
    page = _Page(language)
    page.title(ask_word("summary", language))
    page.head(word("known", language), "")
    known = list(_known(interview, language))
    for words in known or [ask_word("nothing", language)]:
        page.item("-", words)
    decision = interview.decision
    view = PlanView(page, interview.decider.day, decision, all_questions=True)
    view.show()
    if decision.final:
        page.say(ask_word("nothing_open", language))
    return page.text()


def _known(interview: Interview, language: Language) -> Iterator[str]:
    incident, day = interview.incident, interview.decider.day
    colon = "\u00a0: " if language is Language.FR else ": "
    listed = [("person", each.id) for each in incident.persons]
    listed += [("device", each.id) for each in incident.devices]
    if listed:
        named = (f"{label(kind, language, kind=LabelKind.ENTITY)} {id_}" for kind, id_ in listed)
        yield ask_word("listed", language, ", ".join(named))
    for reason in told_in(incident).values():
        yield f"{named_words(reason, language, day)}{colon}{value_words(reason, language)}"


class _Page(Screen):
    """A screen whose lines become Markdown: nothing wraps, and no word is taken for a mark."""

    def __init__(self, language: Language) -> None:
        """Begin with an empty page."""
        super().__init__(Colour.NEVER, language, StringIO())
        self._lines: list[str] = []

    def title(self, words: str) -> None:
        """Write the title."""
        self._lines += [f"# {_plain(words)}", ""]

    def say(self, words: str = "", style: str = "", indent: int = 0) -> None:
        """Write a paragraph, or what belongs to the item before it."""
        lead = "  " if indent else ""
        for line in words.splitlines():
            mark = "**" if "bold" in style and line else ""
            self._lines += [f"{lead}{mark}{_plain(line.strip())}{mark}", ""]

    def head(self, words: str, style: str) -> None:  # noqa: ARG002 - paper has no colour
        """Write a heading."""
        self._lines += ["", f"## {_plain(words)}", ""]

    def item(self, mark: str, words: str, style: str = "") -> None:  # noqa: ARG002 - the same
        """Write one item of a list."""
        lead = mark if mark[:-1].isdecimal() else "-"
        self._lines += [f"{lead} {_plain(words)}", ""]

    def text(self) -> str:
        """Return the page; one empty line between its parts, none within a list."""
        found: list[str] = []
        for number, line in enumerate(self._lines):
            following = self._lines[number + 1] if number + 1 < len(self._lines) else ""
            before = found[-1] if found else ""
            is_between = _is_item(before) and _is_item(following)
            if line or (before and not is_between):
                found.append(line)
        return "\n".join(found).strip() + "\n"


def _is_item(line: str) -> bool:
    return line.startswith("- ") or line.partition(".")[0].isdecimal()


def _plain(words: str) -> str:
    """Return words without what Markdown or a terminal would obey."""
    return _MARKUP.sub(lambda found: "\\" + found[0], UNSEEN.sub("\ufffd", words))
