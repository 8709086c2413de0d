"""Problems under `--lang fr`: wherever a command prints them, they can be read in French."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Sexto


@pytest.fixture
def mistaken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name, from the folder in which the command runs, of a protocol with two mistakes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine" / "scenarios").mkdir(parents=True)
    (tmp_path / "mine" / "scenarios" / "one.yaml").write_text("title: One\n", "utf-8")
    (tmp_path / "mine" / "rules.yaml").write_text(
        "directives:\n  - {id: one, must: [], when: {blackmail: yes, blackmail: no}}\n", "utf-8"
    )
    return "mine"


def test_a_command_that_ends_with_problems_says_them_in_french(sexto: Sexto, mistaken: str) -> None:
    """`format`, `test` and `schema` end with them; each way of writing the option is read."""
    for command in (
        ("format", mistaken, "--lang", "fr"),
        ("format", mistaken, "--check", "--lang=fr"),
        ("test", mistaken, "--lang", "en", "--lang", "fr"),
    ):
        said = sexto(*command).stderr
        assert "SX114 une clé figure deux fois\n" in said
        assert "  en anglais\u00a0: this key stands twice, first in line 2\n" in said
        assert "  SX114 veut dire\u00a0: " in said
    assert (
        "SX707 il n'y a ici ni dossier ni fichier" in sexto("test", "./no", "--lang", "fr").stderr
    )
    assert "SX724" in sexto("new", "core", "--lang", "fr,en").stderr
    assert "en anglais" in sexto("new", "core", "--lang", "fr,en").stderr
    assert "en anglais" not in sexto("new", "core", "--lang", "en,fr").stderr


def test_english_is_as_it_was(sexto: Sexto, mistaken: str) -> None:
    """The message stands beside the code, help below it, and nothing else."""
    said = sexto("format", mistaken, "--lang", "en").stderr.splitlines()
    assert "mine/rules.yaml:2:48: SX114 this key stands twice, first in line 2" in said
    assert all(line.startswith(("mine/rules.yaml", "  help: ")) for line in said)


def test_what_a_code_means_is_said_once(sexto: Sexto, mistaken: str, tmp_path: Path) -> None:
    """Where it is shown first; each problem keeps its place, its words and what to do."""
    (tmp_path / mistaken / "rules.yaml").write_text(
        "directives:\n  - {id: one, must: call_polices}\n  - {id: two, must: tell_leed}\n", "utf-8"
    )
    said = sexto("check", mistaken, "--lang", "fr").stdout
    assert "mine/rules.yaml:2:21: SX215 `call_polices` n'est pas un geste connu" in said
    assert "mine/rules.yaml:3:21: SX215 `tell_leed` n'est pas un geste connu" in said
    assert said.count("aide\u00a0: vouliez-vous dire") == 2
    assert said.count("SX215 veut dire\u00a0: ") == 1


def test_programs_get_the_same_in_every_language(sexto: Sexto, mistaken: str) -> None:
    """JSON has the messages as they are made; SARIF has them beside the rules in French."""
    english, french = (
        sexto("check", mistaken, "--format", "json", "--lang", lang).stdout for lang in ("en", "fr")
    )
    assert english == french
    log = json.loads(sexto("check", mistaken, "--format", "sarif", "--lang", "fr").stdout)
    rules = {each["id"]: each for each in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["SX114"]["shortDescription"]["text"] == "une clé figure deux fois"


def test_questions_at_the_terminal_refuse_in_french(sexto: Sexto) -> None:
    """An incident that contradicts itself is told in French too."""
    incident = '{"cannot_say": ["blackmail"], "blackmail": true}'
    said = sexto("decide", "ca-qc-sexto", "-", "--lang", "fr", typed=incident).stderr
    assert "SX411 une valeur est donnée à côté de `cannot_say`" in said
