"""Every program and every incident in `examples/` runs."""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from examples.web import require_fastapi
from sexto_rules.library import check_protocol, load_incident_document

EXAMPLES = Path(__file__).parents[2] / "examples"
PROGRAMS = sorted(EXAMPLES.glob("*.py"))
INCIDENTS = sorted((EXAMPLES / "incidents").glob("*.yaml"))


def _assert_one_is_decided(printed: str) -> None:
    """Both engines decide, the prohibitions stand, and the police is called for blackmail."""
    route, never, due = re.split(r"\n(?:never|due):\n", printed)
    assert route == "route: signs_of_malice, decided by durable, compiled"
    assert {"  view_material", "  copy_material", "  delete_material"} <= set(never.splitlines())
    assert "Appeler la police tout de suite" in due
    assert "(p1)" in due
    assert due.splitlines()[-1] == "ask next: Is somebody in danger right now?"


def _assert_it_asked(printed: str) -> None:
    """Danger comes first, no question twice, and the answer given decides the route."""
    *asked, route, due = printed.splitlines()
    kept = "still counts: 3, no longer counts: 0"
    assert asked.index(kept) == 3
    questions = [line for line in asked if line != kept]
    assert questions[0] == "Quelqu'un est-il en danger en ce moment?"
    assert len(set(questions)) == len(questions) == 6
    assert route == "route: signs_of_malice"
    assert re.fullmatch(r"due now: [1-9]\d*, final: False", due)


def _assert_it_served(printed: str) -> None:
    """One line is decided; the next, with a name in it, is refused and not repeated."""
    decided, refused = map(json.loads, printed.splitlines())
    assert decided["classification"]["class"] == "signs_of_malice"
    assert "SX402" in refused["problems"][0]
    assert "Zenobie" not in printed


def _assert_core_binds_it_too(printed: str) -> None:
    """Its own duty is due, and the prohibitions of `core` stand before it."""
    lines = printed.splitlines()
    modalities = [line.split()[0] for line in lines]
    (own,) = (number for number, line in enumerate(lines) if "taken off the network" in line)
    assert lines[own].split()[:2] == ["must", "due"]
    assert "must_not" not in modalities[own:]
    assert any("Never look at the pictures" in line for line in lines[:own])


def _assert_it_is_answered(printed: str) -> None:
    """An answer counts, one that is none is refused; the prohibitions stand first."""
    assert printed.index("NEVER") < printed.index("DUE") < printed.index("Is somebody in danger")
    assert "SX4" in printed
    assert "Zenobie" not in printed
    assert printed.endswith("known: {'immediate_danger': False, 'cannot_say': ['blackmail']}\n")


def _assert_it_waits(printed: str) -> None:
    """It is there to be served; `test_interview_form` asks it."""
    assert not printed


PRINTED: dict[str, Callable[[str], None]] = {
    "decide_one": _assert_one_is_decided,
    "interview": _assert_it_asked,
    "interview_form": _assert_it_waits,
    "interview_terminal": _assert_it_is_answered,
    "json_service": _assert_it_served,
    "own_protocol": _assert_core_binds_it_too,
}

TYPED = {"interview_terminal": "no\nZenobie\n?\nyes\nb\nx\n"}


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_does_what_it_shows(
    program: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends well, and what it prints is what it is there to show."""
    if program.stem == "interview_form":
        require_fastapi()
    typed = TYPED.get(program.stem, '{"blackmail": true}\n{"name": "Zenobie"}\n')
    monkeypatch.setattr(sys, "stdin", StringIO(typed))
    runpy.run_path(str(program), run_name="__main__")
    PRINTED[program.stem](capsys.readouterr().out)


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
    assert {program.stem for program in PROGRAMS} == PRINTED.keys()
    assert len(INCIDENTS) >= 4
