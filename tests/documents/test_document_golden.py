"""Bad documents have exactly the problems written beside them.

A new case is a folder: its files, YAML or JSON, and `expected.txt`. Setting
SEXTO_WRITE_GOLDEN=1 writes the expectations anew, to be read through before they are kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from sexto_rules.documents import parse_document
from sexto_rules.errors import Problem, ProblemsError

BAD: Final = sorted((Path(__file__).parent / "bad").iterdir())
EXPECTED: Final = "expected.txt"
WRITE: Final = bool(os.environ.get("SEXTO_WRITE_GOLDEN"))


@pytest.mark.parametrize("folder", BAD, ids=lambda path: path.name)
def test_a_bad_document_has_its_problems(folder: Path) -> None:
    """Each file of the folder is refused, with the problems that stand beside it."""
    files = sorted(path for path in folder.iterdir() if path.name != EXPECTED)
    assert files, "a case has files"
    found = "".join(f"{problem}\n" for path in files for problem in problems_of(path))
    if WRITE:
        (folder / EXPECTED).write_text(found, "utf-8")
    assert found == (folder / EXPECTED).read_text("utf-8")


def test_there_are_enough_cases() -> None:
    """The folders of cases are found: the test above does not run on nothing."""
    assert len(BAD) >= 12


def problems_of(path: Path) -> Iterator[Problem]:
    """Yield the problems of a file; one that has none is no bad case."""
    with pytest.raises(ProblemsError) as refused:
        parse_document(path.read_bytes(), path.name)
    yield from refused.value.problems
