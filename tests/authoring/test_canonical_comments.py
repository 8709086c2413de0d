"""Comments in odd places of the shipped protocols: all of them survive."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sexto_rules.authoring.canonical import canonical_text, form_of_protocol
from sexto_rules.documents import Node, parse_document
from sexto_rules.documents.styled_reading import comments_of
from sexto_rules.errors import ProblemsError
from sexto_rules.practice.canonical import form_of_case
from sexto_rules.scenarios.canonical import form_of_scenario

RULESETS: Final = Path(__file__).parents[2] / "rulesets"
FILES: Final = sorted(path for path in RULESETS.rglob("*.yaml") if path.stat().st_size < 12_000)
_LANGUAGES: Final = ("fr", "en")
_FORMS: Final = {"scenarios": form_of_scenario, "practice": form_of_case}


@cache
def as_read(path: Path) -> tuple[str, Node]:
    """Return the text of a file and its tree."""
    text = path.read_text("utf-8")
    return text, parse_document(text, str(path))


def planted(text: str, line: int, margin: int | None, words: str) -> str:
    """Return a text with a comment in a line of its own, or at the end of that line."""
    lines = text.splitlines()
    if margin is None:
        lines[line] += f"  {words}"
    else:
        lines.insert(line, " " * margin + words)
    return "\n".join(lines) + "\n"


@given(st.data())
def test_a_comment_survives_wherever_it_is_planted(data: st.DataObject) -> None:
    """A comment put into any line is there afterwards, beside all that were there."""
    path = data.draw(st.sampled_from(FILES))
    text, tree = as_read(path)
    words = "# planted: [here] - so"
    for _ in range(data.draw(st.integers(1, 6))):
        line = data.draw(st.integers(0, text.count("\n") - 1))
        margin = data.draw(st.none() | st.integers(0, 12))
        more = planted(text, line, margin, words)
        try:
            is_comment = parse_document(more, str(path)) == tree
        except ProblemsError:
            is_comment = False
        text = more if is_comment else text
    form = _FORMS.get(path.parent.name, form_of_protocol)
    after = canonical_text(text, form(_LANGUAGES), str(path))
    wanted = Counter(each.text for each in comments_of(text))
    assert Counter(each.text for each in comments_of(after)) == wanted
    assert canonical_text(after, form(_LANGUAGES), str(path)) == after


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_comment_is_found_by_two_ways_of_counting(path: Path) -> None:
    """As many `#` are found as stand outside of texts, counted by hand in the lines."""
    text, _ = as_read(path)
    by_hand = [
        line[line.index("#") :].rstrip()
        for line in text.splitlines()
        if line.lstrip().startswith("#") or "  # " in line
    ]
    assert [comment.text for comment in comments_of(text)] == by_hand


def test_there_are_enough_files() -> None:
    """The files are found: none of the tests above runs on nothing."""
    assert len(FILES) > 50
