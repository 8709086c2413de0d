"""The scenarios beside the shipped protocols hold on the reference and on every engine."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sexto_rules import reference
from sexto_rules.decisions import Decider
from sexto_rules.facts.labels import LANGUAGES
from sexto_rules.library import load_protocol
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.scenarios import Scenario, failures, load_scenarios, scenario_files

RULESETS = Path(__file__).parents[2] / "rulesets"
USUAL_DAY = date(2026, 1, 15)


@cache
def quebec() -> Protocol:
    """The Québec protocol."""
    return load_protocol("ca-qc-sexto")


@cache
def decider(day: date) -> Decider:
    """The Québec protocol made ready for a day, both engines compared."""
    return Decider(quebec(), day, ("durable", "compiled"))


@cache
def scenarios() -> dict[str, Scenario]:
    """The scenarios of the Québec protocol by the name of their file."""
    loaded = load_scenarios(RULESETS / "ca-qc-sexto", quebec())
    return {Path(scenario.file).stem: scenario for scenario in loaded}


NAMES = [path.stem for path in scenario_files(RULESETS / "ca-qc-sexto")]


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_holds_on_the_reference(name: str) -> None:
    """What the scenario expects is what the specification says."""
    scenario = scenarios()[name]
    day = on(quebec(), scenario.as_of or USUAL_DAY)
    for step in scenario.steps:
        outcome = reference.decide(day, step.incident)
        assert not list(failures(step, day, outcome))
        assert not reference.violations(day, step.incident, outcome)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_holds_on_the_engines(name: str) -> None:
    """What the scenario expects is what a decision of both engines says."""
    scenario = scenarios()[name]
    ready = decider(scenario.as_of or USUAL_DAY)
    for step in scenario.steps:
        decision = ready.decide(step.incident)
        outcome = Outcome(
            decision.classification.possible, tuple(line._line for line in decision.directives)
        )
        assert not list(failures(step, ready.day, outcome))
        assert decision.decided_by == ("durable", "compiled")
        if step.final is not None:
            assert decision.final is step.final
        if step.next_question is not None:
            assert decision.next_question is not None
            assert decision.next_question.id == step.next_question


def test_there_are_at_least_twenty_five_and_every_class_is_reached() -> None:
    """The scenarios cover every route, partly known incidents among them."""
    written = list(scenarios().values())
    steps = [step for each in written for step in each.steps]
    assert len(written) >= 25
    assert {each.class_ for each in steps} >= {each.id for each in quebec().classes}
    assert all(set(each.title) == set(LANGUAGES) for each in written)
    assert any(len(each.classes or ()) > 1 or each.class_ == "open" for each in steps)
