"""Scenarios: worked cases beside a protocol, read with positions and held against a decision.

A scenario is one YAML file: a title in every language, an incident, and what must come out.
"""

from __future__ import annotations

from sexto_rules.scenarios.expectation import Expectation, Scenario, failures
from sexto_rules.scenarios.reading import check_scenarios, load_scenarios, scenario_files

__all__ = [
    "Expectation",
    "Scenario",
    "check_scenarios",
    "failures",
    "load_scenarios",
    "scenario_files",
]
