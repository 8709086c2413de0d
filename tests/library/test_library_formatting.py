"""Formatting the files of a protocol: all or none, and never against what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from sexto_rules.errors import ProtocolError
from sexto_rules.library import check_protocol
from sexto_rules.library.formatting import FormattedFile, format_protocol, write_formatted
from sexto_rules.protocol.model import Protocol

HEADER = """\
protocol:
  version: 0.1.0
  id: demo   # ours
  date: 2026-11-20
  title: {en: Demo}
  notice: {en: Not official.}
  languages: [en]
  extends: core
"""
TIDY = "given: [stage]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A protocol of two files, one of them in canonical form."""
    (tmp_path / "protocol.yaml").write_text(HEADER, "utf-8")
    (tmp_path / "given.yaml").write_text(TIDY, "utf-8")
    return tmp_path


def read(folder: Path) -> Protocol:
    """Return the protocol of a folder."""
    protocol, _ = check_protocol(folder)
    assert protocol is not None
    return protocol


def formatted(folder: Path) -> dict[str, FormattedFile]:
    """Return the files in canonical form, by name."""
    files = format_protocol(folder, read(folder), {})
    return {each.path.name: each for each in files}


def test_only_the_files_that_change_are_written(folder: Path) -> None:
    """What was written reads as the same protocol, and needs no more formatting."""
    before = read(folder)
    files = formatted(folder)
    assert [name for name, file in files.items() if file.is_changed] == ["protocol.yaml"]
    assert "-  id: demo   # ours" in files["protocol.yaml"].diff()
    assert files["given.yaml"].diff() == ""
    assert write_formatted(files.values()) == (folder / "protocol.yaml",)
    assert (
        (folder / "protocol.yaml").read_text("utf-8").startswith("protocol:\n  id: demo   # ours")
    )
    assert read(folder).digest == before.digest
    assert not any(file.is_changed for file in formatted(folder).values())


def test_lines_that_end_otherwise_are_a_change(folder: Path) -> None:
    """A file with the line ends of another system, or with a mark at its start, is rewritten."""
    (folder / "given.yaml").write_bytes(b"\xef\xbb\xbfgiven: [stage]\r\n")
    write_formatted(formatted(folder).values())
    assert (folder / "given.yaml").read_bytes() == TIDY.encode()


def test_who_may_read_a_file_may_read_it_afterwards(folder: Path) -> None:
    """A file that is replaced keeps its permissions."""
    (folder / "protocol.yaml").chmod(0o640)
    write_formatted(formatted(folder).values())
    assert (folder / "protocol.yaml").stat().st_mode & 0o777 == 0o640


def test_another_protocol_is_never_written(folder: Path) -> None:
    """Where the texts read as something else than the protocol given, nothing is handed out."""
    other = read(folder)
    (folder / "given.yaml").write_text("given: [actor]\n", "utf-8")
    with pytest.raises(ProtocolError, match="SX720"):
        format_protocol(folder, other, {})


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(folder: Path) -> None:
    """What was saved while the files were worked out stays, in this file and in all others."""
    (folder / "given.yaml").write_text("given:   [stage]\n", "utf-8")
    files = formatted(folder).values()
    (folder / "given.yaml").write_text("given: [stage, actor]\n", "utf-8")
    with pytest.raises(ProtocolError, match=r"given\.yaml: SX722"):
        write_formatted(files)
    assert (folder / "given.yaml").read_text("utf-8") == "given: [stage, actor]\n"
    assert (folder / "protocol.yaml").read_text("utf-8") == HEADER


def test_a_file_that_is_gone_is_a_problem(folder: Path) -> None:
    """Nothing is written in the place of a folder or of what cannot be replaced."""
    files = formatted(folder).values()
    (folder / "protocol.yaml").unlink()
    (folder / "protocol.yaml").mkdir()
    with pytest.raises(ProtocolError, match=r"protocol\.yaml: SX722 .* a folder"):
        write_formatted(files)
