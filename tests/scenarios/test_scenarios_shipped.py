"""The scenarios beside the shipped protocols hold on the reference and on every engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pytest

from sexto_rules import reference
from sexto_rules.library import load_protocol
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import Runner, Scenario, load_scenarios, scenario_files

RULESETS: Final = Path(__file__).parents[2] / "rulesets"
SHIPPED: Final = sorted(path.parent.name for path in RULESETS.glob("*/protocol.yaml"))
PLACES: Final = [name for name in SHIPPED if name != "core"]
CASES: Final = [(name, path.stem) for name in SHIPPED for path in scenario_files(RULESETS / name)]


@cache
def protocol(name: str) -> Protocol:
    """A shipped protocol."""
    return load_protocol(name)


@cache
def runner(name: str) -> Runner:
    """A shipped protocol made ready, both engines and the reference compared."""
    return Runner(protocol(name), ("durable", "compiled"))


@cache
def scenarios(name: str) -> dict[str, Scenario]:
    """The scenarios of a shipped protocol by the name of their file."""
    loaded = load_scenarios(RULESETS / name, protocol(name))
    return {Path(scenario.file).stem: scenario for scenario in loaded}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_scenario_holds_on_the_reference_and_on_every_engine(name: str, case: str) -> None:
    """What each step expects is what comes out, with its questions and reasons."""
    result = runner(name).run(scenarios(name)[case])
    assert result.passed, [str(each) for found in result.failures for each in found]
    assert result.decided_by == ("reference", "durable", "compiled")


@pytest.mark.parametrize("case", [case for name, case in CASES if name == "ca-qc-sexto"])
def test_a_scenario_keeps_every_promise(case: str) -> None:
    """No step breaks an invariant of the protocol."""
    quebec = protocol("ca-qc-sexto")
    scenario = scenarios("ca-qc-sexto")[case]
    day = on(quebec, scenario.as_of or quebec.date)
    for step in scenario.steps:
        outcome = reference.decide(day, step.incident)
        assert not reference.violations(day, step.incident, outcome)


@pytest.mark.parametrize("name", PLACES)
def test_there_are_at_least_fifteen_and_every_class_is_reached(name: str) -> None:
    """The scenarios cover every route, partly known incidents among them, in every language."""
    written = list(scenarios(name).values())
    steps = [step for each in written for step in each.steps]
    assert len(written) >= 15
    assert {each.class_ for each in steps} >= {each.id for each in protocol(name).classes}
    assert all(set(each.title) >= set(protocol(name).languages) for each in written)
    assert any(len(each.classes or ()) > 1 or each.class_ == "open" for each in steps)


def test_there_are_protocols_of_many_places() -> None:
    """Each is over `core`, and its notice says that it is unofficial and no legal advice."""
    assert len(PLACES) >= 15
    for name in PLACES:
        own = protocol(name)
        assert own.lineage[-1] == "core"
        notice = " ".join(own.notice.values()).lower()
        assert "unofficial" in notice
        assert "legal advice" in notice
