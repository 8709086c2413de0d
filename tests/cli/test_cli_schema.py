"""`sexto schema`: for the vocabulary, and for a protocol with its own names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cli.running import Sexto


@pytest.mark.parametrize("what", ["incident", "protocol", "scenario"])
def test_each_schema_is_one(sexto: Sexto, what: str) -> None:
    """What is printed is JSON, and a schema by the meta-schema of its draft."""
    schema = json.loads(sexto("schema", what).stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:sexto-rules:{what}"
    assert schema["x-title-fr"]


def test_a_protocol_adds_its_names(sexto: Sexto, tmp_path: Path) -> None:
    """By name or by path, those it inherits too, and with mistakes in it."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        "protocol: {extends: ca-qc-sexto, languages: [fr]}\nclasses: [{id: ours, when: {}}]\n",
        "utf-8",
    )
    schema = json.loads(sexto("schema", "protocol", str(path)).stdout)
    classes = schema["$defs"]["condition_of_incident"]["properties"]["class"]["anyOf"][0]["enum"]
    assert set(classes) == {"signs_of_malice", "outside_kit", "no_sign_of_malice", "ours"}
    assert schema["$defs"]["text"]["required"] == ["fr"]
    shipped = json.loads(sexto("schema", "scenario", "ca-qc-sexto").stdout)
    assert "known_only_online" in str(shipped["$defs"]["incident"]["properties"]["answers"])


def test_a_folder_here_comes_before_an_installed_protocol(
    sexto: Sexto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Authors name the folder in which they write, as they do for `check`."""
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "a.yaml").write_text("acts: [{id: ours}]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    schema = json.loads(sexto("schema", "protocol", "core").stdout)
    assert "ours" in schema["$defs"]["act"]["enum"]


def test_a_protocol_that_is_not_there_is_told(sexto: Sexto) -> None:
    """As everywhere; and an incident takes none."""
    done = sexto("schema", "protocol", "no-such-protocol")
    assert (done.returncode, "SX701" in done.stderr) == (1, True)
    assert sexto("schema", "incident", "core").returncode == 2
