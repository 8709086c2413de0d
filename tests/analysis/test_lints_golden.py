"""Bad folders have exactly the findings written beside them; good ones have none.

A new case is a folder with `case.yaml`. Setting SEXTO_WRITE_GOLDEN=1 writes the expectations
anew, to be read through before they are kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import sexto_rules.analysis.lints
from sexto_rules.analysis import check_meaning, lint_protocol
from sexto_rules.authoring import check_folder
from sexto_rules.errors import Problem, Severity
from sexto_rules.library import load_protocol

HERE = Path(__file__).parent
BAD = sorted(HERE.glob("bad/*"))
GOOD = sorted(HERE.glob("good/*"))
WRITE = bool(os.environ.get("SEXTO_WRITE_GOLDEN"))
_HEADER = re.compile(r"^protocol:", re.MULTILINE)
_CODE = re.compile(r"SX3[3-5][0-9]")


def findings(folder: Path) -> list[Problem]:
    """What the lints find in a case; it has no other problem that would stop it."""
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.yaml")}
    assert texts, "a case has files"
    if not any(_HEADER.search(text) for text in texts.values()):
        texts["last.yaml"] = (HERE / "base.yaml").read_text("utf-8")
    protocol, problems = check_folder(texts, find_parent=load_protocol)
    assert protocol is not None, problems
    assert not [each for each in problems if each.code != "SX250"]
    assert not check_meaning(protocol)
    return lint_protocol(protocol)


@pytest.mark.parametrize("folder", BAD, ids=lambda path: path.name)
def test_bad_folder_has_its_findings(folder: Path) -> None:
    """Each bad folder has the errors and advice that stand beside it, and remarks if named so."""
    wanted = set(Severity) if folder.name.startswith("remark-") else set(Severity) - {"remark"}
    found = "".join(
        f"{each.severity}: {each}\n" for each in findings(folder) if each.severity in wanted
    )
    path = folder / "expected.txt"
    if WRITE:
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


@pytest.mark.parametrize("folder", GOOD, ids=lambda path: path.name)
def test_good_folder_has_no_findings(folder: Path) -> None:
    """In each good folder there is nothing to mend, though it comes near."""
    assert not [each for each in findings(folder) if each.severity is not Severity.REMARK]


def test_there_are_enough_cases() -> None:
    """The folders of cases are found: none of the tests above runs on nothing."""
    assert len(BAD) >= 21
    assert len(GOOD) >= 5


def test_every_code_of_a_lint_has_a_bad_case() -> None:
    """Each code that the sources of the lints name is expected by a bad folder."""
    package = Path(sexto_rules.analysis.lints.__file__).parent
    named = {
        code for path in package.glob("*.py") for code in _CODE.findall(path.read_text("utf-8"))
    }
    expected = {
        code
        for path in HERE.glob("bad/*/expected.txt")
        for code in _CODE.findall(path.read_text("utf-8"))
    }
    assert named
    assert named == expected
