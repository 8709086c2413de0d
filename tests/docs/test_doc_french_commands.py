"""The French page on the commands for authors has what the English one has."""

from __future__ import annotations

import re
from typing import Final

import pytest

from docs.docs_pages import DOCS

_NAME: Final = re.compile(r"`([^`]+)`")


def _sections(page: str) -> tuple[str, dict[str, str]]:
    """Return what stands at the top of a page, and the text under each of its headings."""
    text = (DOCS / page).read_text("utf-8")
    introduction, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    return introduction, {each.partition("\n")[0]: each for each in sections}


_, ENGLISH = _sections("author-commands.md")
FOR_ALL, FRENCH = _sections("fr/commandes.md")


def _taken(section: str) -> list[set[str]]:
    """Return the names in the first column of the table of a section, row by row."""
    rows = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    return [set(_NAME.findall(row)) for row in rows]


def test_the_pages_have_the_same_commands() -> None:
    """In the same order."""
    assert [*FRENCH] == [*ENGLISH]


@pytest.mark.parametrize("name", ENGLISH)
def test_a_command_has_all_that_it_takes(name: str) -> None:
    """In its own section, or for all of them at the top; and nothing that it does not take."""
    told = set().union(*_taken(FRENCH[name]))
    for_all = set(re.findall(r"`(--[a-z]+)", FOR_ALL))
    takes = _taken(ENGLISH[name])
    assert takes
    assert [names for names in takes if names.isdisjoint(told | for_all)] == []
    assert told <= set().union(*takes)
