"""The protocol of the board, tested with the tester's kit; pytest runs its scenarios besides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import example, given, settings

import sexto_rules as sx
from sexto_rules.testing import assert_invariants, incidents, machine_for, persons

BOARD = sx.load_protocol("riverside-board")
DAY = date(2026, 11, 23)

TestLearning = machine_for(BOARD, DAY).TestCase
TestLearning.settings = settings(TestLearning.settings, max_examples=20, stateful_step_count=15)

some = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def decider() -> Iterator[sx.Decider]:
    """What decides by the protocol on the day."""
    with sx.Decider(BOARD, as_of=DAY) as ready:
        yield ready


def is_called(decision: sx.Decision) -> bool:
    """Whether the counsellor on call is to be called now."""
    return any(line.id == "call-the-counsellor" for line in decision.due)


def test_it_is_found_by_its_name() -> None:
    """The entry point offers it without a problem, and it extends `core`."""
    offered = {info.id: info for info in sx.find_protocols()}
    assert offered["riverside-board"].problems == ()
    assert BOARD.lineage == ("core",)


def test_it_keeps_its_promises() -> None:
    """Its own and those of `core`, on incidents drawn from what it looks at."""
    assert_invariants(BOARD, as_of=DAY, examples=50)


@some
@given(incidents(BOARD, as_of=DAY))
def test_a_system_of_the_school_is_always_somebodys_business(
    decider: sx.Decider, incident: sx.Incident
) -> None:
    """Whatever else is known, the board is notified where the picture is on a system."""
    decision = decider.decide(incident)
    if incident.on_school_network is True:
        assert decision.classification.possible == ("board-is-notified",)


@some
@given(persons(BOARD, as_of=DAY))
@example(sx.Person(id="p1", age=11))
@example(sx.Person(id="p1", age=12))
def test_an_age_settles_whether_the_counsellor_is_called(
    decider: sx.Decider, person: sx.Person
) -> None:
    """Of a pupil who is shown: called where every age that is possible is under twelve."""
    shown = sx.Person(id="p1", roles=["depicted"], age=person.age, adult_suspected=False)
    decision = decider.decide(sx.Incident(persons=[shown]))
    match person.age:
        case int(age):
            assert is_called(decision) == (age < 12)
        case sx.AgeRange(under=under):
            assert is_called(decision) == (under <= 12)
        case _:
            assert not is_called(decision)
