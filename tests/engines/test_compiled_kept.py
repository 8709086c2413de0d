"""What is worked out once is kept only up to a bound, and is the same when it is not kept."""

from __future__ import annotations

import random

import pytest

from sexto_rules.decisions import Plan, outcome_from, ready_lines
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.engines.compiled import engine as compiled_engine
from sexto_rules.facts import Incident
from sexto_rules.lowering import age_table, lower, tables
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.testing import focus_on, sample_day_protocol, sample_incident


def outcomes(day: DayProtocol, incidents: list[Incident]) -> list[Outcome]:
    """The outcome of each incident, the engine and the plan made anew."""
    engine, plan = CompiledEngine(lower(day)), Plan(day)
    return [outcome_from(plan, each, engine.conditions(each)) for each in incidents]


@pytest.mark.parametrize("seed", range(12))
def test_nothing_changes_when_nothing_is_kept(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every bound at zero each answer is worked out anew, and is the same."""
    rng = random.Random(seed)  # noqa: S311 - seeded draws of a test
    day = sample_day_protocol(rng)
    focus = focus_on(day)
    incidents = [sample_incident(rng, focus) for _ in range(8)]
    kept = outcomes(day, incidents)
    for module in (age_table, tables, compiled_engine):
        monkeypatch.setattr(module, "_MOST_KEPT", 0)
    monkeypatch.setattr(compiled_engine, "_LONGEST_KEPT", -1)  # what other tests left is not used
    monkeypatch.setattr(ready_lines, "_MOST_LISTS", 0)
    assert outcomes(day, incidents) == kept
