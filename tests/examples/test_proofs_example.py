"""The policy that lost a condition: only a proof notices, and its incident tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import ndiff
from pathlib import Path
from typing import Final

import pytest

from sexto_rules.errors import Severity
from sexto_rules.library import check_protocol, load_protocol
from sexto_rules.proof.proving import Proving
from sexto_rules.proof.report import ProofReport, Verdict
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import read_scenarios, run_scenarios, scenario_files

EXAMPLES: Final = Path(__file__).parents[2] / "examples" / "proofs"
RIGHT: Final = EXAMPLES / "right"
WRONG: Final = EXAMPLES / "wrong"
LOST: Final = "      content: [sexual_act, atypical_or_violent_act]"


def lines_of(folder: Path) -> list[str]:
    """Return the lines of its protocol, without the comment on top."""
    return (folder / "protocol.yaml").read_text("utf-8").splitlines()[1:]


def come_out_as_expected(protocol: Protocol, files: Sequence[Path]) -> list[bool]:
    """Return of each scenario whether it comes out as expected."""
    scenarios, problems = read_scenarios(files, protocol)
    assert problems == ()
    return [each.passed for each in run_scenarios(protocol, scenarios)]


def proved(folder: Path) -> ProofReport:
    """Return what comes of proving the protocol of a folder."""
    return Proving(load_protocol(folder)).report()


def test_they_differ_by_the_condition_alone() -> None:
    """One line is lost, once; the worked cases are the same."""
    changed = [line for line in ndiff(lines_of(RIGHT), lines_of(WRONG)) if line[0] in "+-"]
    assert changed == [f"- {LOST}"]
    right, wrong = (
        {each.name: each.read_text("utf-8") for each in scenario_files(folder)}
        for folder in (RIGHT, WRONG)
    )
    assert right == wrong


@pytest.mark.parametrize("folder", [RIGHT, WRONG], ids=lambda folder: folder.name)
def test_both_look_sound(folder: Path) -> None:
    """`check` finds nothing but remarks, and every worked case comes out as expected."""
    protocol, problems = check_protocol(folder)
    assert protocol is not None
    assert [each for each in problems if each.severity is not Severity.REMARK] == []
    outcomes = come_out_as_expected(protocol, scenario_files(folder))
    assert len(outcomes) >= 2
    assert all(outcomes)


def test_the_proof_tells_them_apart(tmp_path: Path) -> None:
    """The right one is proved; the scenario that refutes the other fails there and passes here."""
    assert proved(RIGHT).is_proved
    (finding,) = proved(WRONG).that_are(Verdict.REFUTED)
    assert finding.subject == "young-without-a-sexual-act-ask-first"
    assert finding.scenario is not None
    found = tmp_path / "found.yaml"
    found.write_text(finding.scenario, "utf-8")
    assert come_out_as_expected(load_protocol(WRONG), [found]) == [False]
    assert come_out_as_expected(load_protocol(RIGHT), [found]) == [True]
