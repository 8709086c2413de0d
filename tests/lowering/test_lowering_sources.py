"""What the lowering says of its own work: which question each literal answers."""

from __future__ import annotations

import random
from typing import Final

import pytest

from lowering.plain import evaluate, rows_of
from sexto_rules.lowering import lower, observe
from sexto_rules.lowering.lower import lower_with_sources
from sexto_rules.lowering.translate import Kind
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import evaluate as reference_evaluates
from sexto_rules.testing import focus_on, sample_day_protocol, sample_incident

ANSWERS: Final = {
    Kind.TRUE: {Truth.TRUE},
    Kind.NOT_FALSE: {Truth.TRUE, Truth.UNKNOWN},
    Kind.FALSE: {Truth.FALSE},
    Kind.NOT_TRUE: {Truth.FALSE, Truth.UNKNOWN},
}


@pytest.mark.parametrize("seed", range(12))
def test_a_literal_answers_the_questions_it_is_said_to(seed: int) -> None:
    """On incidents at random, in every row, of whatever a whole directive asks."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    day = sample_day_protocol(rng)
    lowered = lower_with_sources(day)
    assert lowered.program == lower(day)
    wholes = {(each.condition, each.for_each) for each in day.directives}
    focus = focus_on(day)
    asked = 0
    for _ in range(5):
        incident = sample_incident(rng, focus)
        observation = observe(lowered.program, incident)
        columns = evaluate(lowered.program, observation)
        for number, sources in lowered.sources.items():
            literal = lowered.program.literals[number]
            for row, about in enumerate(rows_of(incident, literal.entity, observation)):
                for condition, kind in sources:
                    if kind in ANSWERS and (condition, literal.entity) in wholes:
                        value = reference_evaluates(condition, day, incident, about)
                        assert bool(columns[number] >> row & 1) is (value in ANSWERS[kind])
                        asked += 1
    assert asked or not lowered.sources
