"""The shipped protocols on random incidents: the engines say exactly what the reference says."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest

from agreement.pairs import AMOUNTS, require_same_outcome, rivals_of, seeds
from sexto_rules.decisions import require_incident_fits
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.testing import focus_on, sample_incident
from support.shipped import shipped

RULESETS: Final = Path(__file__).parents[2] / "rulesets"
SHIPPED: Final = sorted(path.parent.name for path in RULESETS.glob("*/protocol.yaml"))
"""Every shipped protocol; a glob that matches nothing is an error, which the first test shows."""


def test_there_are_shipped_protocols() -> None:
    """`core` and the Québec protocol at least."""
    assert {"core", "ca-qc-sexto"} <= set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_engines_agree_with_the_reference_on_shipped_protocols(name: str) -> None:
    """On every interval between two dates of the protocol."""
    protocol = shipped(name)
    days = intervals(protocol)
    share = AMOUNTS.shipped // len(SHIPPED) // len(days) + 1
    for first in days:
        day = on(protocol, first)
        focus = focus_on(day)
        with rivals_of(day) as rivals:
            for seed in seeds(share, parts=1):
                rng = random.Random(seed)  # noqa: S311 - no secret
                incident = sample_incident(rng, focus)
                require_incident_fits(day, incident)
                require_same_outcome(day, rivals, incident, f"{name} {first} {seed}")
