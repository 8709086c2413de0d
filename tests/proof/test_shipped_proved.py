"""Every shipped protocol keeps its promises in every incident, and `check` finds nothing in it.

In CI, on its last stretch of days: promises, conflicts, who is told, what is held, overriders and
routes. In the nightly profile everything that `sexto prove` asks, on every stretch.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from sexto_rules.proof.day_prover import DayProver
from sexto_rules.proof.proving import Proving, stretches_of
from sexto_rules.proof.report import Verdict
from sexto_rules.proof.statements import Kind
from sexto_rules.protocol.dates import on
from support.shipped import shipped

RULESETS: Final = Path(__file__).parents[2] / "rulesets"
SHIPPED: Final = sorted(path.parent.name for path in RULESETS.glob("*/protocol.yaml"))
IS_NIGHTLY: Final = os.environ.get("SEXTO_PROFILE") == "nightly"
SAFETY: Final = frozenset(
    {
        Kind.INVARIANT,
        Kind.CONFLICT,
        Kind.TELLING,
        Kind.STUCK,
        Kind.OVERRIDER,
        Kind.ALARM,
        Kind.CLASSES,
    }
)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_protocol_is_safe_in_every_incident(name: str) -> None:
    """Nothing that matters for a child's safety is refuted, and nothing is left undecided."""
    protocol = shipped(name)
    if IS_NIGHTLY:
        assert Proving(protocol).report().is_proved
        return
    prover = DayProver(on(protocol, stretches_of(protocol)[-1].as_of), seconds=60)
    asked = [each for each in prover.questions() if each.kind in SAFETY]
    found = [finding for each in asked for finding in prover.findings(each)]
    assert {each.kind for each in found} >= {Kind.INVARIANT, Kind.CONFLICT, Kind.TELLING}
    allowed = {Verdict.PROVED, Verdict.LISTED}
    assert [(each.kind, each.subject) for each in found if each.verdict not in allowed] == []
