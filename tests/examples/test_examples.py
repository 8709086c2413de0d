"""Every program and every incident in `examples/` runs."""

from __future__ import annotations

import json
import runpy
import sys
from io import StringIO
from pathlib import Path

import pytest

from sexto_rules.library import check_protocol, load_incident_document

EXAMPLES = Path(__file__).parents[2] / "examples"
PROGRAMS = sorted(EXAMPLES.glob("*.py"))
INCIDENTS = sorted((EXAMPLES / "incidents").glob("*.yaml"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_runs(
    program: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends well and prints something."""
    monkeypatch.setattr(sys, "stdin", StringIO('{"blackmail": true}\n{"name": "x"}\n'))
    runpy.run_path(str(program), run_name="__main__")
    printed = capsys.readouterr().out
    assert printed
    if program.stem == "json_service":
        decided, refused = map(json.loads, printed.splitlines())
        assert decided["classification"]["class"] == "signs_of_malice"
        assert "SX402" in refused["problems"][0]


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_an_incident_is_read(path: Path) -> None:
    """The incident is one that every protocol can take."""
    load_incident_document(path)


def test_the_example_protocol_has_no_problem() -> None:
    """The protocol of the example passes `check`."""
    protocol, problems = check_protocol(EXAMPLES / "own_protocol.yaml")
    assert protocol is not None, problems
    assert not problems


def test_the_glob_finds_the_examples() -> None:
    """Nothing passes by not being found."""
    assert len(PROGRAMS) >= 4
    assert len(INCIDENTS) >= 4
