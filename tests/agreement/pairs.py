"""Pairs of protocol and incident, and what the reference and the engines say of each.

The profile (SEXTO_PROFILE) says how many. Half of the seeds are always the same, half are
new in every run (or come from SEXTO_SEED); a disagreement names the seed that shows it.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from attrs import frozen

from sexto_rules.decisions import Plan, outcome_from
from sexto_rules.engines.base import Engine
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.engines.durable import DurableEngine
from sexto_rules.facts import Incident
from sexto_rules.lowering import lower
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.reference import decide
from sexto_rules.testing import focus_on, sample_day_protocol, sample_incident
from sexto_rules.testing.conformance.expected import differences, expected_conditions


@frozen
class Amounts:
    """How many random protocols, incidents for each, and incidents for all shipped protocols."""

    protocols: int
    incidents: int
    shipped: int


PROFILE: Final = os.environ.get("SEXTO_PROFILE", "dev")
AMOUNTS: Final = {
    "dev": Amounts(protocols=60, incidents=10, shipped=400),
    "ci": Amounts(protocols=500, incidents=10, shipped=5_000),
    "nightly": Amounts(protocols=100_000, incidents=10, shipped=1_700_000),
}[PROFILE]
PARTS: Final = 10
FRESH_SEED: Final = os.environ.get("SEXTO_SEED") or str(random.SystemRandom().randrange(10**9))


def seeds(count: int, part: int = 0, parts: int = PARTS) -> Iterator[str]:
    """Yield a part of so many seeds, half of them fresh; in the nightly profile, say how far.

    So many parts together have them all: tests that run side by side take one each.
    """
    for place, number in enumerate(range(part, count, parts)):
        if PROFILE == "nightly" and place % 1_000 == 0:
            print(f"{number} of {count}, SEXTO_SEED={FRESH_SEED}", file=sys.__stderr__, flush=True)
        yield f"{'fixed' if place % 2 else FRESH_SEED}-{number}"


@frozen
class Rivals:
    """The engines of one protocol, and the plan that makes outcomes of what they say."""

    engines: tuple[Engine, ...]
    plan: Plan


@contextmanager
def rivals_of(day: DayProtocol) -> Iterator[Rivals]:
    """Make every engine for the protocol, and close them afterwards."""
    program = lower(day)
    engines: tuple[Engine, ...] = (CompiledEngine(program), DurableEngine(program))
    try:
        yield Rivals(engines, Plan(day))
    finally:
        for engine in engines:
            engine.close()


def require_agreement(day: DayProtocol, rivals: Rivals, incident: Incident, seed: str) -> None:
    """Require that all engines say what the reference says: every condition, the whole outcome."""
    conditions = expected_conditions(day, incident)
    for engine in rivals.engines:
        found = engine.conditions(incident)
        where = f"{engine.name} and the reference, seed {seed!r}, {incident}"
        assert found == conditions, f"{differences(day, conditions, found)} between {where}"
    require_same_outcome(day, rivals, incident, seed)


def require_same_outcome(day: DayProtocol, rivals: Rivals, incident: Incident, seed: str) -> None:
    """Require the outcome of the reference; it shows the truth of the condition of every line."""
    outcome = decide(day, incident)
    for engine in rivals.engines:
        found = outcome_from(rivals.plan, incident, engine.conditions(incident))
        where = f"{engine.name} and the reference, seed {seed!r}, {incident}"
        assert found == outcome, f"outcomes differ between {where}"


def require_agreement_on(seed: str, incidents: int) -> int:
    """Require agreement on a random protocol and so many incidents; return how many pairs.

    What fails names the seed: `sample_day_protocol(random.Random(seed))` is the protocol.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    day = sample_day_protocol(rng)
    focus = focus_on(day)
    try:
        with rivals_of(day) as rivals:
            for _ in range(incidents):
                require_agreement(day, rivals, sample_incident(rng, focus), seed)
    except Exception as error:
        error.add_note(f"seed {seed!r}")
        raise
    return incidents
