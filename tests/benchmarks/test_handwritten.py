"""The handwritten comparison of the benchmark does the same work as the engine."""

from __future__ import annotations

import random

import pytest
from benchmarks.handwritten import Handwritten
from benchmarks.workload import DAY, PROTOCOL

from sexto_rules.library import load_protocol
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.reference import decide
from sexto_rules.testing import focus_on, sample_incident


@pytest.fixture(scope="module")
def day() -> DayProtocol:
    """The Québec protocol on the day of the benchmark."""
    return on(load_protocol(PROTOCOL), DAY)


@pytest.mark.parametrize("hundred", range(5))
def test_the_handwritten_protocol_says_what_the_specification_says(
    day: DayProtocol, hundred: int
) -> None:
    """For 500 incidents, written by hand and as specified, the whole outcome is the same."""
    handwritten = Handwritten(day)
    focus = focus_on(day)
    for seed in range(100 * hundred, 100 * hundred + 100):
        incident = sample_incident(random.Random(seed), focus)  # noqa: S311 - no secret
        expected, got = decide(day, incident), handwritten.outcome(incident)
        different = set(expected.lines) ^ set(got.lines)
        assert got == expected, f"seed {seed}: {sorted(map(str, different))}"
