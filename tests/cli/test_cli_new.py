"""`sexto new`: from nothing to a protocol that passes, as an author goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Sexto


def test_a_new_protocol_passes_every_command_at_once(sexto: Sexto, tmp_path: Path) -> None:
    """`check` finds nothing, `test` and `format --check` pass, the plan can be asked for."""
    made = sexto("new", "ca-on-example", "--folder", str(tmp_path))
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "ca-on-example"
    assert f"New protocol: {folder}" in made.stdout
    for command in ("check", "test", "format --check"):
        first, *rest = command.split()
        done = sexto(first, str(folder), *rest)
        assert done.returncode == 0, done.stdout + done.stderr
    assert sexto("check", str(folder)).stdout.startswith("no problems\n")
    assert f"sexto test {folder}" in made.stdout
    assert sexto("ask", str(folder), typed="q\n").returncode == 0


def test_a_local_protocol_extends_a_whole_one_in_one_language(sexto: Sexto, tmp_path: Path) -> None:
    """The name is the last part of the path; the words are in the first language asked for."""
    folder = tmp_path / "our-school"
    made = sexto("new", str(folder), "--extends", "ca-qc-sexto", "--lang", "fr")
    assert made.returncode == 0, made.stderr
    assert "Nouveau protocole" in made.stdout
    assert f"sexto check {folder} --lang fr\n" in made.stdout
    assert "before: no_sign_of_malice" in (folder / "conclusions.yaml").read_text("utf-8")
    assert sexto("check", str(folder)).stdout.startswith("no problems\n")
    assert sexto("test", str(folder)).returncode == 0


def test_programs_are_given_the_files(sexto: Sexto, tmp_path: Path) -> None:
    """As JSON, the schemas for editors among them."""
    made = sexto("new", "a", "--folder", str(tmp_path), "--format", "json")
    files = [Path(each) for each in json.loads(made.stdout)]
    assert all(each.is_file() for each in files)
    assert tmp_path / "a" / ".schema" / "protocol.json" in files


def test_nothing_is_overwritten(sexto: Sexto, tmp_path: Path) -> None:
    """The second time is a problem, and the files of the first stay as they were."""
    sexto("new", "a", "--folder", str(tmp_path))
    (tmp_path / "a" / "grid.yaml").write_text("mine", "utf-8")
    again = sexto("new", "a", "--folder", str(tmp_path))
    assert (again.returncode, "SX723" in again.stderr) == (1, True)
    assert (tmp_path / "a" / "grid.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("Our School",), "SX724"),
        (("core",), "SX724"),
        (("-9",), "SX724"),
        (("ours", "--extends", "no-such-protocol"), "SX701"),
        (("ours", "--lang", "es"), "SX725"),
    ],
)
def test_what_cannot_be_begun_is_a_problem(
    sexto: Sexto, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    """A bad id, one that is taken, a parent that is not there, a language that it has not."""
    name, *options = arguments
    done = sexto("new", "--folder", str(tmp_path), *options, "--", name)
    assert (done.returncode, f"{code} " in done.stderr) == (1, True), done.stderr
    assert list(tmp_path.iterdir()) == []
