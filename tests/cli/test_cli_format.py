"""`sexto format`, as authors and their checks use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Sexto

HEADER = """\
protocol:
  version: 0.1.0
  id: demo
  date: 2026-11-20
  title: {en: Demo}
  notice: {en: Not official.}
  languages: [en]
  extends: core
"""
SCENARIO = "incident: {blackmail: true}\ntitle: {en: Told}\nexpect: {must_not: [view_material]}\n"
TIDY = "title: {en: Told}\nincident: {blackmail: yes}\nexpect: {must_not: [view_material]}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An untidy protocol with a scenario."""
    (tmp_path / "protocol.yaml").write_text(HEADER, "utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "told.yaml").write_text(SCENARIO, "utf-8")
    return tmp_path


def test_files_and_scenarios_are_written(sexto: Sexto, folder: Path) -> None:
    """The command names what it wrote, and the next time there is nothing to write."""
    done = sexto("format", str(folder))
    assert done.returncode == 0, done.stderr
    assert f"formatted {folder / 'protocol.yaml'}" in done.stdout
    assert (folder / "scenarios" / "told.yaml").read_text("utf-8") == TIDY
    again = sexto("format", str(folder), "--lang", "fr")
    assert again.stdout == "0 mis en forme · 2 déjà en forme\n"


def test_one_file_of_a_protocol_can_be_named(sexto: Sexto, folder: Path) -> None:
    """The others stay as they are; the whole protocol is read all the same."""
    scenario = folder / "scenarios" / "told.yaml"
    done = sexto("format", str(scenario))
    assert done.stdout == f"formatted {scenario}\n1 formatted · 0 already in form\n"
    assert scenario.read_text("utf-8") == TIDY
    assert (folder / "protocol.yaml").read_text("utf-8") == HEADER
    scenario.write_text(SCENARIO + "expects: {}\n", "utf-8")
    assert "`expects`" in sexto("format", str(folder / "protocol.yaml")).stderr


def test_one_file_is_found_from_inside_its_folder(
    sexto: Sexto, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An author stands in the folder of the protocol, or in that of its cases."""
    monkeypatch.chdir(folder)
    assert "1 formatted" in sexto("format", "scenarios/told.yaml").stdout
    monkeypatch.chdir(folder / "scenarios")
    assert "0 formatted · 1 already" in sexto("format", "told.yaml").stdout


def test_a_check_writes_nothing_and_fails(sexto: Sexto, folder: Path) -> None:
    """`--check` names the files that would change and ends with 1; tidy, it ends with 0."""
    done = sexto("format", str(folder), "--check")
    assert done.returncode == 1
    assert str(folder / "scenarios" / "told.yaml") in done.stdout
    assert (folder / "protocol.yaml").read_text("utf-8") == HEADER
    sexto("format", str(folder))
    assert sexto("format", str(folder), "--check").returncode == 0


def test_a_diff_shows_what_would_change(sexto: Sexto, folder: Path) -> None:
    """`--diff` prints it and writes nothing; as JSON it stands beside its file."""
    done = sexto("format", str(folder), "--diff")
    assert done.returncode == 0
    assert "-  id: demo\n" in done.stdout
    assert (folder / "protocol.yaml").read_text("utf-8") == HEADER
    listed = json.loads(sexto("format", str(folder), "--diff", "--format", "json").stdout)
    assert [each["changed"] for each in listed] == [True, True]
    assert all(each["diff"].startswith("---") for each in listed)


def test_a_protocol_with_mistakes_is_left_as_it_is(sexto: Sexto, folder: Path) -> None:
    """The problems are told, of the protocol or of a scenario, and no file is touched."""
    (folder / "scenarios" / "told.yaml").write_text("title: {en: Told}\n", "utf-8")
    done = sexto("format", str(folder))
    assert done.returncode == 1
    assert "told.yaml:1:1: SX203" in done.stderr
    (folder / "more.yaml").write_text("given: [blackmale]\n", "utf-8")
    done = sexto("format", str(folder))
    assert done.returncode == 1
    assert "more.yaml:1:9: SX204" in done.stderr
    assert (folder / "protocol.yaml").read_text("utf-8") == HEADER


def test_a_single_file_is_a_protocol_too(sexto: Sexto, tmp_path: Path) -> None:
    """A protocol in one file is formatted by its path."""
    path = tmp_path / "demo.yaml"
    path.write_text(HEADER, "utf-8")
    assert sexto("format", str(path)).returncode == 0
    assert path.read_text("utf-8").startswith("protocol:\n  id: demo\n")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"given: [stage\n", "SX106"),
        (b"given: [stage]\ngiven: [actor]\n", "SX114"),
        (b"given: [stage]\n#" + b"x" * 2**20, "SX102"),
        (b"# \xe9l\xe8ve\n", "SX103"),
        (b"given: &all [stage]\n", "SX111"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(
    sexto: Sexto, folder: Path, content: bytes, code: str
) -> None:
    """No YAML, a key twice, over 1 MiB, not UTF-8, an anchor: told, and nothing is written."""
    (folder / "more.yaml").write_bytes(content)
    for options in ((), ("--check",), ("--diff",)):
        done = sexto("format", str(folder), *options)
        assert done.returncode == 1
        assert f" {code} " in done.stderr
    assert (folder / "more.yaml").read_bytes() == content
    assert (folder / "protocol.yaml").read_text("utf-8") == HEADER


def test_nothing_to_format_is_a_problem(sexto: Sexto, tmp_path: Path) -> None:
    """A path where nothing is, or a folder without a file of a protocol."""
    assert "SX707" in sexto("format", str(tmp_path / "none")).stderr
    assert "SX244" in sexto("format", str(tmp_path)).stderr
