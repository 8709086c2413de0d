"""Scenarios: worked cases beside a protocol, read with positions and held against decisions.

A scenario is one YAML file: a title in every language, an incident (or that of another scenario
and how it differs), and what must come out; `steps` follow it as it becomes known. Each step is
run on the reference and on every engine. What is wrong with a file is a problem at its line.
"""

from __future__ import annotations

from sexto_rules.scenarios.expectation import Because, Expectation
from sexto_rules.scenarios.failure import Failure, Why, decision_failures, failures
from sexto_rules.scenarios.finding import Found, find_scenarios
from sexto_rules.scenarios.junit import junit_xml
from sexto_rules.scenarios.missing import advise_on_scenarios
from sexto_rules.scenarios.reading import (
    ScenarioReader,
    check_scenarios,
    load_scenarios,
    read_scenarios,
    scenario_files,
)
from sexto_rules.scenarios.running import Result, Runner, run_scenarios
from sexto_rules.scenarios.scenario import Scenario, Step
from sexto_rules.scenarios.trial import Trial, try_scenarios

__all__ = [
    "Because",
    "Expectation",
    "Failure",
    "Found",
    "Result",
    "Runner",
    "Scenario",
    "ScenarioReader",
    "Step",
    "Trial",
    "Why",
    "advise_on_scenarios",
    "check_scenarios",
    "decision_failures",
    "failures",
    "find_scenarios",
    "junit_xml",
    "load_scenarios",
    "read_scenarios",
    "run_scenarios",
    "scenario_files",
    "try_scenarios",
]
