"""Folders that read without an error, and go wrong on some incident, as written beside them.

A new case is a folder of `meaning` with `case.yaml`. Setting SEXTO_WRITE_GOLDEN=1 writes the
expectations anew, to be read through before they are kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from sexto_rules.analysis import check_meaning
from sexto_rules.authoring import check_folder
from sexto_rules.errors import Severity
from sexto_rules.library import load_protocol

HERE: Final = Path(__file__).parent
CASES: Final = sorted((HERE / "meaning").iterdir())
WRITE: Final = bool(os.environ.get("SEXTO_WRITE_GOLDEN"))


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_a_folder_goes_wrong_as_written_beside_it(folder: Path) -> None:
    """Each has exactly the problems of meaning that stand beside it."""
    files = [*folder.glob("*.yaml"), HERE / "base.yaml"]
    texts = {path.name: path.read_text("utf-8") for path in files}
    protocol, problems = check_folder(texts, find_parent=load_protocol)
    assert protocol is not None, problems
    assert not [each for each in problems if each.severity is Severity.ERROR]
    found = "".join(f"{each}\n" for each in check_meaning(protocol))
    if WRITE:
        (folder / "expected.txt").write_text(found, "utf-8")
    assert found == (folder / "expected.txt").read_text("utf-8")


def test_there_are_cases() -> None:
    """The folders are found: the test above does not run on nothing."""
    assert len(CASES) >= 4
