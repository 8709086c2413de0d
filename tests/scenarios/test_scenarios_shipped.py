"""The scenarios beside the shipped protocols hold on the reference and on every engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sexto_rules import reference
from sexto_rules.facts.labels import LANGUAGES
from sexto_rules.library import load_protocol
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import Runner, Scenario, load_scenarios, scenario_files

RULESETS = Path(__file__).parents[2] / "rulesets"


@cache
def quebec() -> Protocol:
    """The Québec protocol."""
    return load_protocol("ca-qc-sexto")


@cache
def runner() -> Runner:
    """The Québec protocol made ready, both engines and the reference compared."""
    return Runner(quebec(), ("durable", "compiled"))


@cache
def scenarios() -> dict[str, Scenario]:
    """The scenarios of the Québec protocol by the name of their file."""
    loaded = load_scenarios(RULESETS / "ca-qc-sexto", quebec())
    return {Path(scenario.file).stem: scenario for scenario in loaded}


NAMES = [path.stem for path in scenario_files(RULESETS / "ca-qc-sexto")]


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_holds_on_the_reference_and_on_every_engine(name: str) -> None:
    """What each step expects is what comes out, with its questions and reasons."""
    result = runner().run(scenarios()[name])
    assert result.passed, [str(each) for found in result.failures for each in found]
    assert result.decided_by == ("reference", "durable", "compiled")


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_keeps_every_promise(name: str) -> None:
    """No step breaks an invariant of the protocol."""
    scenario = scenarios()[name]
    day = on(quebec(), scenario.as_of or quebec().date)
    for step in scenario.steps:
        outcome = reference.decide(day, step.incident)
        assert not reference.violations(day, step.incident, outcome)


def test_there_are_at_least_twenty_five_and_every_class_is_reached() -> None:
    """The scenarios cover every route, partly known incidents among them."""
    written = list(scenarios().values())
    steps = [step for each in written for step in each.steps]
    assert len(written) >= 25
    assert {each.class_ for each in steps} >= {each.id for each in quebec().classes}
    assert all(set(each.title) == set(LANGUAGES) for each in written)
    assert any(len(each.classes or ()) > 1 or each.class_ == "open" for each in steps)
