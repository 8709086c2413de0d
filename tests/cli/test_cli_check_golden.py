"""`sexto check` of whole folders: what it prints in English and in French.

A new case is a folder of `checked` with `expected.txt` (English) and `attendu.txt` (French).
Setting SEXTO_WRITE_GOLDEN=1 writes them anew, to be read through before they are kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from cli.running import Sexto

HERE: Final = Path(__file__).parent
CASES: Final = sorted((HERE / "checked").iterdir())
WRITE: Final = bool(os.environ.get("SEXTO_WRITE_GOLDEN"))


@pytest.mark.parametrize(("lang", "file"), [("en", "expected.txt"), ("fr", "attendu.txt")])
@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_a_folder_is_checked_as_written_beside_it(
    sexto: Sexto, monkeypatch: pytest.MonkeyPatch, folder: Path, lang: str, file: str
) -> None:
    """Each line that an author reads, places and counts too, in both languages."""
    monkeypatch.chdir(folder.parent)
    said = sexto("check", folder.name, "--lang", lang, "--as-of", "2026-12-01").stdout
    if WRITE:
        (folder / file).write_text(said, "utf-8")
    assert said == (folder / file).read_text("utf-8")


def test_there_are_cases() -> None:
    """The folders are found: the test above does not run on nothing."""
    assert len(CASES) >= 3
