"""Reading documents from the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sexto_rules.documents import MOST_BYTES, plain, read_bytes, read_document
from sexto_rules.errors import ProblemsError


def refusal_of(path: Path | str) -> str:
    """Return the only problem of reading this file."""
    with pytest.raises(ProblemsError) as caught:
        read_document(path)
    (problem,) = caught.value.problems
    assert problem.place.file == str(path)
    return f"{problem.code} {problem.message}"


def test_files_are_read_by_their_suffix(tmp_path: Path) -> None:
    """`.json` is read strictly, everything else as YAML."""
    (tmp_path / "a.yaml").write_text("a: yes", "utf-8")
    (tmp_path / "a.json").write_text('{"a": true}', "utf-8")
    assert plain(read_document(tmp_path / "a.yaml")) == {"a": "yes"}
    assert plain(read_document(str(tmp_path / "a.json"))) == {"a": True}


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """What is missing, a folder, or no file at all is said to be so."""
    assert refusal_of(tmp_path / "a.yaml") == "SX101 there is no such file"
    assert refusal_of(tmp_path) == "SX101 this is a folder, not a file"
    assert refusal_of(tmp_path / "a\0b") == "SX101 there is no such file"
    assert refusal_of(tmp_path / ("a" * 5000)).startswith("SX101 ")


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="the system has no /dev/null")
def test_devices_are_not_read() -> None:
    """A device could be read for ever."""
    assert refusal_of(Path("/dev/null")) == "SX101 this is not a regular file"


def test_files_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is a problem, whatever its reason."""
    path = tmp_path / "a.yaml"
    path.write_text("a: b", "utf-8")

    def refuse(error: OSError) -> None:
        def raise_it(*_: object) -> None:
            raise error

        monkeypatch.setattr(Path, "open", raise_it)

    refuse(PermissionError(13, "Permission denied"))
    assert refusal_of(path) == "SX101 the file may not be read"
    refuse(OSError(5, os.strerror(5)))
    assert refusal_of(path).startswith("SX101 the file cannot be read: ")
    refuse(OSError("odd"))
    assert refusal_of(path) == "SX101 the file cannot be read: odd"


def test_no_more_is_read_than_a_document_may_have(tmp_path: Path) -> None:
    """A huge file costs no more than a megabyte to refuse."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * (MOST_BYTES + 1000))
    assert len(read_bytes(path)) == MOST_BYTES + 1
    assert refusal_of(path) == "SX102 the file has more than 1,048,576 bytes"
