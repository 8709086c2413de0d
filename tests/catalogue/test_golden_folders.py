"""Each code that `sexto check` reports of what an author wrote is shown by a golden folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from sexto_rules.catalogue import all_codes

TESTS: Final = Path(__file__).parents[1]
REPORTED: Final = re.compile(r"SX(?:[123]\d\d|6[01]\d)")
"""Files, structure, meaning and lints, scenarios; not limits of engines, nor what is not there."""

SHOWN_ELSEWHERE: Final = {
    "SX101": "a file that may not be read: no repository keeps one",
    "SX102": "a file of more than 1 MiB",
    "SX109": "more than 100,000 keys and values",
    "SX117": "more than 100 problems",
    "SX244": "the names of files: a case is read as texts",
    "SX249": "more than 1,000 entries",
    "SX605": "a folder without a file",
}
"""Codes that no folder shows, each with why; tests of their layers make them."""


def shown() -> set[str]:
    """The codes that the expectations beside golden folders have."""
    return {
        code
        for path in TESTS.rglob("expected.txt")
        for code in re.findall(r"\b(SX\d{3})\b", path.read_text("utf-8"))
    }


def test_every_code_of_an_author_has_a_golden_folder() -> None:
    """What `check` says of files, protocols and scenarios stands in some `expected.txt`."""
    reported = {code for code in all_codes() if REPORTED.fullmatch(code)}
    assert len(reported) > 80
    assert sorted(reported - shown() - set(SHOWN_ELSEWHERE)) == []


def test_what_is_shown_elsewhere_is_not_shown_by_a_folder() -> None:
    """No code is excused that a folder shows, or that nobody reports."""
    assert set(SHOWN_ELSEWHERE) & shown() == set()
    assert set(SHOWN_ELSEWHERE) <= set(all_codes())
