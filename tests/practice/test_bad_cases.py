"""Practice cases with mistakes have exactly the problems written beside them.

A new one is a folder of `bad`: `case.yaml`, for the protocol of Québec, and `expected.txt`. Setting
SEXTO_WRITE_GOLDEN=1 writes the expectations anew, to be read through before they are kept.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from sexto_rules.documents import parse_document
from sexto_rules.library import load_protocol
from sexto_rules.practice import read_case
from sexto_rules.protocol.model import Protocol

BAD: Final = sorted(each for each in (Path(__file__).parent / "bad").iterdir() if each.is_dir())
WRITE: Final = bool(os.environ.get("SEXTO_WRITE_GOLDEN"))


@cache
def quebec() -> Protocol:
    """The protocol that every case is read with."""
    return load_protocol("ca-qc-sexto")


@pytest.mark.parametrize("folder", BAD, ids=lambda path: path.name)
def test_a_bad_case_has_its_problems(folder: Path) -> None:
    """Each has exactly the problems that stand beside it, each at its line, and is no case."""
    text = (folder / "case.yaml").read_text("utf-8")
    case, problems = read_case(parse_document(text, "case.yaml"), "case", quebec())
    found = "".join(f"{problem}\n" for problem in problems)
    if WRITE:
        (folder / "expected.txt").write_text(found, "utf-8")
    assert found == (folder / "expected.txt").read_text("utf-8")
    assert case is None
    assert problems
    assert all(problem.place.line for problem in problems)


def test_there_are_enough_bad_cases() -> None:
    """The folders are found: the test above does not run on nothing."""
    assert len(BAD) >= 7
