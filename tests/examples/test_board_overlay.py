"""The school board on top of Québec keeps all that Québec says; what its README refuses, is."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest

from sexto_rules.analysis import check_meaning, lint_protocol
from sexto_rules.errors import Problem, Severity
from sexto_rules.library import (
    check_protocol,
    load_protocol,
    parse_incident_document,
)
from sexto_rules.proof.refinement import is_refined, refine
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import read_scenarios, run_scenarios, scenario_files

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "board_overlay"
README: Final = (EXAMPLE / "README.md").read_text("utf-8")
WEAKENING: Final = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
PRINTED: Final = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def board() -> Protocol:
    """The board's protocol; nothing to mend in how it is written."""
    protocol, problems = check_protocol(EXAMPLE)
    assert protocol is not None
    assert problems == ()
    return protocol


@pytest.fixture(scope="module")
def quebec() -> Protocol:
    """What it extends."""
    return load_protocol("ca-qc-sexto")


def with_directive(text: str, folder: Path) -> tuple[Protocol | None, list[Problem]]:
    """Return a copy of the board's protocol with one directive more, and what `check` finds."""
    rules = (EXAMPLE / "protocol.yaml").read_text("utf-8")
    before, after = rules.split("\ninvariants:\n")
    copy = folder / "protocol.yaml"
    copy.write_text(f"{before}\n{text}\ninvariants:\n{after}", encoding="utf-8")
    protocol, problems = check_protocol(copy)
    meant = [] if protocol is None else check_meaning(protocol)
    return protocol, [*problems, *meant]


def test_it_is_sound(board: Protocol) -> None:
    """Nothing to mend and no advice; it speaks both languages."""
    found = [*check_meaning(board), *lint_protocol(board, board.date)]
    assert [each for each in found if each.severity is not Severity.REMARK] == []
    assert board.languages == ("fr", "en")


def test_each_case_comes_out_as_expected(board: Protocol) -> None:
    """Fifteen worked cases at least, each as its author wrote."""
    scenarios, problems = read_scenarios(scenario_files(EXAMPLE), board)
    assert problems == ()
    assert len(scenarios) >= 15
    results = run_scenarios(board, scenarios)
    assert [each.scenario.title for each in results if not each.passed] == []


def test_it_keeps_all_that_quebec_says(board: Protocol, quebec: Protocol) -> None:
    """Proved for every day and incident, as its README says."""
    assert refine(board, quebec).holds
    assert PRINTED[0].startswith("board-overlay keeps all that ca-qc-sexto says")


def test_a_duty_held_back_is_refused_with_an_incident(
    board: Protocol, quebec: Protocol, tmp_path: Path
) -> None:
    """The incident printed in the README tells the weakened copy from the example."""
    weakened, problems = with_directive(WEAKENING[0], tmp_path)
    assert weakened is not None
    first = problems[0]
    assert (first.code, first.severity) == ("SX321", Severity.ERROR)
    assert "`inform-parents-of-depicted`" in first.message
    assert "`board-parents-wait`" in first.message
    assert "parent_contact_risk: no" in first.message
    told = parse_incident_document(dedent(PRINTED[1].partition("incident:\n")[2]))
    day = on(quebec, quebec.date)
    assert is_refined(on(board, quebec.date), day, told)
    assert not is_refined(on(weakened, quebec.date), day, told)


def test_an_inherited_duty_does_not_give_way(tmp_path: Path) -> None:
    """`overrides` of a duty of Québec is an error."""
    _, problems = with_directive(WEAKENING[1], tmp_path)
    assert [each.code for each in problems] == ["SX307"]
    assert "`call-police-outside-kit`" in problems[0].message
