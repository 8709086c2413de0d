"""Who is measured: each way from an incident to an answer, under the name the table shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from attrs import frozen

from benchmarks.handwritten import Handwritten
from benchmarks.workload import DAY
from sexto_rules.decisions import Decider, Plan, outcome_from
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.engines.durable import DurableEngine
from sexto_rules.facts import Incident
from sexto_rules.lowering import lower
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.reference import decide

__all__ = ["HANDWRITTEN", "Contestant", "contestants_for"]

HANDWRITTEN: Final = "handwritten, statuses"


@frozen
class Contestant:
    """One way to decide.

    `stride`: it decides every so many of the incidents in a round, so that the slow ones do
    not take hours.
    """

    name: str
    run: Callable[[Incident], object]
    stride: int = 1


@contextmanager
def contestants_for(protocol: Protocol) -> Iterator[tuple[Contestant, ...]]:
    """Make every contestant; close the engines afterwards."""
    day = on(protocol, DAY)
    program, plan = lower(day), Plan(day)
    with ExitStack() as stack:
        compiled = CompiledEngine(program)
        durable = DurableEngine(program)
        stack.callback(durable.close)
        alone = stack.enter_context(Decider(protocol, DAY, ["compiled"]))
        slow = stack.enter_context(Decider(protocol, DAY, ["durable"]))
        both = stack.enter_context(Decider(protocol, DAY, ["durable", "compiled"]))
        yield (
            Contestant(HANDWRITTEN, Handwritten(day).outcome),
            Contestant("compiled, conditions", compiled.conditions),
            Contestant(
                "compiled, statuses",
                lambda incident: outcome_from(plan, incident, compiled.conditions(incident)),
            ),
            Contestant("compiled, typed decision", alone.decide),
            Contestant(
                "compiled, decision and next question",
                lambda each: alone.decide(each).next_question,
                10,
            ),
            Contestant(
                "compiled, decision read in full", lambda each: alone.decide(each).to_dict(), 50
            ),
            Contestant("durable, conditions", durable.conditions, 10),
            Contestant("durable, typed decision", slow.decide, 10),
            Contestant("default: durable and compiled compared, typed decision", both.decide, 10),
            Contestant("reference, statuses", lambda incident: decide(day, incident), 50),
        )
