"""Whatever is learned about a random protocol, what it takes back was named beforehand."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sexto_rules.decisions import Plan, outcome_from
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.lowering import lower
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling import RandomDraw, focus_on, learn, learnable, sample_incident
from sexto_rules.testing import find_deliberate, sample_day_protocol
from sexto_rules.testing.learning import Learning, Loss, broken_promises

COUNT: Final = {"dev": 60, "ci": 120, "nightly": 20_000}[os.environ.get("SEXTO_PROFILE", "dev")]


def learned(count: int) -> Iterator[tuple[DayProtocol, list[tuple[str, Loss]]]]:
    """Yield protocols, each with what a walk of learning took back; it breaks no promise."""
    for number in range(count):
        rng = random.Random(f"deliberate-{number}")  # noqa: S311 - no secret
        day = sample_day_protocol(rng)
        engine, plan, focus = CompiledEngine(lower(day)), Plan(day), focus_on(day)
        draw = RandomDraw(rng)
        before = sample_incident(rng, focus)
        outcome = outcome_from(plan, before, engine.conditions(before))
        taken_back: list[tuple[str, Loss]] = []
        for _ in range(12):
            paths = learnable(before, focus)
            if not paths:
                break
            after = learn(draw, before, draw.choose(paths), focus)
            now = outcome_from(plan, after, engine.conditions(after))
            broken, deliberate = broken_promises(Learning(day, before, after), outcome, now)
            assert broken == []
            taken_back += deliberate
            before, outcome = after, now
        yield day, taken_back


def test_what_is_taken_back_on_purpose_was_named_with_the_node_that_does_it() -> None:
    """`find_deliberate` names every class and directive, the value, and the node in it."""
    kinds: Counter[type[Condition]] = Counter()
    for day, taken_back in learned(COUNT):
        named = find_deliberate(day)
        for name, loss in taken_back:
            assert loss.node in named[name].nodes
            kinds[type(loss.node)] += 1
    assert kinds.total() > 20
    assert len(kinds) > 1
