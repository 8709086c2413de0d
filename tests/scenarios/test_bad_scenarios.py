"""Scenario files with mistakes have exactly the problems written beside them.

A new case is a folder of `bad`: scenario files for the protocol `small`, and `expected.txt`.
Setting SEXTO_WRITE_GOLDEN=1 writes the expectations anew, to be read through before they are
kept.
"""

from __future__ import annotations

import os
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

import sexto_rules.scenarios
from sexto_rules.library import load_protocol
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import check_scenarios

HERE = Path(__file__).parent
BAD = sorted(each for each in HERE.glob("bad/*") if each.is_dir())
WRITE = bool(os.environ.get("SEXTO_WRITE_GOLDEN"))
_CODE = re.compile(r"SX6[01][0-9]")
TESTED_ELSEWHERE = {"SX605"}


@cache
def small() -> Protocol:
    """The protocol that every case is read with."""
    return load_protocol(HERE / "small")


@pytest.mark.parametrize("folder", BAD, ids=lambda path: path.name)
def test_bad_scenarios_have_their_problems(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder has exactly the problems that stand beside it, each at its line."""
    shutil.copytree(folder, tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    problems = check_scenarios(Path(), small())
    found = "".join(f"{problem}\n" for problem in problems)
    if WRITE:
        (folder / "expected.txt").write_text(found, "utf-8")
    assert found == (folder / "expected.txt").read_text("utf-8")
    assert problems
    assert all(problem.place.line for problem in problems if problem.code != "SX105")


def test_there_are_enough_cases() -> None:
    """The folders of cases are found: the test above does not run on nothing."""
    assert len(BAD) >= 15


def test_every_code_of_scenarios_has_a_bad_case() -> None:
    """Each problem code that the sources of this layer name is expected by a bad folder."""
    package = Path(sexto_rules.scenarios.__file__).parent
    named = {
        code for path in package.glob("*.py") for code in _CODE.findall(path.read_text("utf-8"))
    }
    expected = {
        code for path in BAD for code in _CODE.findall((path / "expected.txt").read_text("utf-8"))
    }
    assert named
    assert named <= expected | TESTED_ELSEWHERE
