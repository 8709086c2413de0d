"""Scenarios: worked cases beside a protocol, read with positions and held against a decision.

A scenario is one YAML file: a title in every language, an incident, and what must come out.
"""

from __future__ import annotations

from sexto_rules.scenarios.expectation import Because, Expectation
from sexto_rules.scenarios.failure import Failure, failures
from sexto_rules.scenarios.reading import check_scenarios, load_scenarios, scenario_files
from sexto_rules.scenarios.scenario import Scenario, Step

__all__ = [
    "Because",
    "Expectation",
    "Failure",
    "Scenario",
    "Step",
    "check_scenarios",
    "failures",
    "load_scenarios",
    "scenario_files",
]
