"""Bad folders have exactly the problems written beside them; good ones read as written beside them.

A new case is a folder: its YAML files, and `expected.txt`. Setting SEXTO_WRITE_GOLDEN=1
writes the expectations anew, to be read through before they are kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import sexto_rules.authoring
from authoring.protocol_rendering import render_protocol
from sexto_rules.authoring import check_folder
from sexto_rules.errors import Problem, ProtocolError
from sexto_rules.protocol.model import Protocol

HERE = Path(__file__).parent
BAD = sorted(HERE.glob("bad/*"))
GOOD = sorted(HERE.glob("good/*"))
_CODE = re.compile(r"SX2[0-9]{2}")
TESTED_ELSEWHERE = {"SX244", "SX249"}
WRITE = bool(os.environ.get("SEXTO_WRITE_GOLDEN"))


def find_parent(name: str) -> Protocol:
    """Return a protocol of `parents/`."""
    path = HERE / "parents" / f"{name}.yaml"
    if not path.exists():
        raise ProtocolError([Problem("SX701", f"`{name}` is not a known protocol")])
    protocol, problems = check_folder({path.name: path.read_text("utf-8")}, find_parent=find_parent)
    if protocol is None:
        raise ProtocolError(problems)
    return protocol


def texts_of(folder: Path) -> dict[str, str]:
    """Return the files of a case by name, with the common base where it has no header."""
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.yaml")}
    assert texts, "a case has files"
    if not any("protocol:" in text for text in texts.values()):
        texts["base.yaml"] = (HERE / "base.yaml").read_text("utf-8")
    return texts


def require_golden(path: Path, found: str) -> None:
    """Compare with the expectation, or write it."""
    if WRITE:
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


@pytest.mark.parametrize("folder", BAD, ids=lambda path: path.name)
def test_bad_folder_has_its_problems(folder: Path) -> None:
    """Each bad folder has exactly the problems that stand beside it, and no protocol."""
    protocol, problems = check_folder(texts_of(folder), find_parent=find_parent)
    require_golden(folder / "expected.txt", "".join(f"{problem}\n" for problem in problems))
    advice_only = folder.name.startswith("advice-")
    assert (protocol is None) is not advice_only


@pytest.mark.parametrize("folder", GOOD, ids=lambda path: path.name)
def test_good_folder_reads_as_written_beside_it(folder: Path) -> None:
    """Each good folder has no problem, and reads as what stands beside it."""
    texts = texts_of(folder)
    protocol, problems = check_folder(texts, find_parent=find_parent)
    assert not problems
    assert protocol is not None
    common = {name: text for name, text in texts.items() if name == "base.yaml"}
    base = check_folder(common, find_parent=find_parent)[0] if common else None
    require_golden(folder / "expected.txt", render_protocol(protocol, base))


def test_there_are_enough_cases() -> None:
    """The folders of cases are found: none of the tests above runs on nothing."""
    assert len(BAD) >= 60
    assert len(GOOD) >= 10


def test_every_code_of_this_layer_has_a_bad_case() -> None:
    """Each problem code that the sources of this layer name is expected by a bad folder."""
    package = Path(sexto_rules.authoring.__file__).parent
    named = {
        code for path in package.glob("*.py") for code in _CODE.findall(path.read_text("utf-8"))
    }
    expected = {
        code
        for path in HERE.glob("bad/*/expected.txt")
        for code in _CODE.findall(path.read_text("utf-8"))
    }
    assert named <= expected | TESTED_ELSEWHERE
