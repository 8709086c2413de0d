"""The machine that learns in any order: our protocols keep what is settled, mistakes are found."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from sexto_rules import reference
from sexto_rules.decisions import Plan, outcome_from
from sexto_rules.engines.durable import DurableEngine
from sexto_rules.facts import UNKNOWN, Incident
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind
from sexto_rules.library import load_protocol
from sexto_rules.lowering import lower
from sexto_rules.protocol.conditions import FactRef, Of, Quantified, Quantifier, ValueTest
from sexto_rules.protocol.model import DayProtocol, Protocol
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.testing import LearningMachine, day_protocols, machine_for
from sexto_rules.testing.learning import Ready, TakenBackError
from support.build import directive, protocol, yes

pytest_plugins = ["pytester"]

EXAMPLES: Final = {"dev": 10, "ci": 20, "nightly": 3_000}[os.environ.get("SEXTO_PROFILE", "dev")]
FEW: Final = settings(
    max_examples=EXAMPLES,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
DAY: Final = date(2026, 1, 15)
PUPIL: Final = ValueTest(FactRef(Of.PERSON, "pupil"), frozenset({True}))
SMALL: Final = protocol(
    directives=(
        directive("call", "must", "call_police", condition=yes("blackmail")),
        directive(
            "alone",
            "must",
            "tell_lead",
            condition=Quantified(Quantifier.NONE, Entity.PERSON, PUPIL),
        ),
        directive("no", "must_not", "view_material", condition=yes("coerced")),
    )
)


@cache
def shipped(name: str) -> Protocol:
    """A protocol that ships."""
    return load_protocol(name)


@pytest.mark.parametrize("name", ["core", "ca-qc-sexto"])
def test_the_shipped_protocols_take_nothing_back(name: str) -> None:
    """On any day, whatever is learned in whatever order."""
    run_state_machine_as_test(machine_for(shipped(name)), settings=FEW)


def durable(day: DayProtocol) -> Callable[[Incident], Outcome]:
    """What decides by the engine `durable`."""
    engine, plan = DurableEngine(lower(day)), Plan(day)
    return lambda incident: outcome_from(plan, incident, engine.conditions(incident))


def by_reference(day: DayProtocol) -> Callable[[Incident], Outcome]:
    """What decides by the specification."""
    return lambda incident: reference.decide(day, incident)


@pytest.mark.parametrize("deciding", [durable, by_reference])
def test_another_way_of_deciding_takes_nothing_back(
    deciding: Callable[[DayProtocol], Callable[[Incident], Outcome]],
) -> None:
    """Any engine can be held to the promises, and so can the specification."""
    run_state_machine_as_test(machine_for(shipped("core"), DAY, deciding=deciding), settings=FEW)


class RandomMachine(LearningMachine):
    """Learns about a random protocol."""

    def draw_ready(self, data: st.DataObject) -> Ready:
        """Draw it."""
        return Ready.of(data.draw(day_protocols()))


TestRandomProtocols = RandomMachine.TestCase
TestRandomProtocols.settings = FEW


def wishful(day: DayProtocol) -> Callable[[Incident], Outcome]:
    """What takes every list for complete."""
    return lambda incident: reference.decide(
        day,
        evolve(
            incident, persons_complete=True, cannot_say=incident.cannot_say - {"persons_complete"}
        ),
    )


def denying(day: DayProtocol) -> Callable[[Incident], Outcome]:
    """What takes what is not known for a *no*."""

    def decide(incident: Incident) -> Outcome:
        denied: dict[str, Any] = {
            name: False
            for name, spec in FACTS[None].items()
            if spec.kind is FactKind.BOOL and getattr(incident, name) is UNKNOWN
        }
        return reference.decide(day, evolve(incident, cannot_say=(), **denied))

    return decide


def forgetful(day: DayProtocol) -> Callable[[Incident], Outcome]:
    """What loses the last line where three persons are listed."""

    def decide(incident: Incident) -> Outcome:
        outcome = reference.decide(day, incident)
        return evolve(outcome, lines=outcome.lines[:-1]) if len(incident.persons) > 2 else outcome

    return decide


@pytest.mark.parametrize("deciding", [wishful, denying, forgetful])
def test_a_mistake_in_deciding_is_found(
    deciding: Callable[[DayProtocol], Callable[[Incident], Outcome]],
) -> None:
    """The message says what was learned, what was taken back, and shows both incidents."""
    said = mistake_of(machine_for(SMALL, DAY, deciding=deciding))
    assert said.startswith("learning more (")
    assert ") took back what `test` had settled on 2026-01-15:\n  " in said
    assert "\nknown before:\n" in said
    assert "\nknown after:\n" in said


def mistake_of(machine: type[LearningMachine]) -> str:
    """Return what the machine says of what is taken back."""
    searching = settings(
        machine.TestCase.settings, max_examples=500, database=None, derandomize=True
    )
    with pytest.raises(TakenBackError) as caught:
        run_state_machine_as_test(machine, settings=searching)
    return str(caught.value)


def test_what_is_taken_back_is_shown_by_the_smallest_step() -> None:
    """Nothing is known but what the mistake needs, and nothing else is learned."""
    said = mistake_of(machine_for(SMALL, DAY, deciding=denying))
    assert said.splitlines() == [
        "learning more (coerced) took back what `test` had settled on 2026-01-15:",
        "  no: its condition was FALSE and is TRUE, though the specification took nothing back",
        "known before:",
        "{}",
        "",
        "known after:",
        "coerced: true",
    ]


def test_a_failure_is_not_buried_under_the_steps_before_it(pytester: pytest.Pytester) -> None:
    """Of some fifty steps only the last one matters; nobody waits until they are fewer."""
    pytester.makepyfile(
        """
        from attrs import evolve

        from sexto_rules import load_protocol, reference
        from sexto_rules.testing import machine_for

        def forgetful(day):
            def decide(incident):
                outcome = reference.decide(day, incident)
                return evolve(outcome, lines=outcome.lines[len(incident.persons) :])
            return decide

        TestLearning = machine_for(load_protocol("core"), deciding=forgetful).TestCase
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:randomly")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *learning more (*) took back what `core` had settled on *"])
    result.stdout.no_fnmatch_line("*state.begin(*")
    result.stdout.no_fnmatch_line("*Incident(*")
    assert len(result.outlines) < 80


def test_a_machine_must_say_of_which_protocol() -> None:
    """The base class knows none."""
    with pytest.raises(NotImplementedError):
        run_state_machine_as_test(LearningMachine, settings=settings(FEW, max_examples=1))
