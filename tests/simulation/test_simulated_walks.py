"""The interview and the grid on one incident: both lead to the truth, the interview sooner."""

from __future__ import annotations

import pytest
from attrs import evolve

from decisions.deciding import URGENCY, decider_of, question
from reference.small_protocols import PERSON, at_least, has_role, must, told
from sexto_rules.facts import Device, Incident, Person
from simulation.simulating import (
    EVERYBODY,
    SHIPPED,
    grid,
    grid_of,
    interview,
    paths,
    shipped,
    small,
    truths,
)

NUMBERS = range(4)
TWO = Incident(
    ongoing=False,
    blackmail=True,
    immediate_danger=False,
    persons_complete=True,
    devices_complete=True,
    persons=[
        Person(id="p1", roles=["depicted"], age=15, adult=False),
        Person(id="p2", roles=["sharer"], age=16, adult=False),
    ],
    devices=[Device(id="d1", holder="p2")],
)


@pytest.mark.parametrize("name", SHIPPED)
def test_both_ways_lead_to_what_is_said_of_the_truth(name: str) -> None:
    """Neither stops as long as something changes."""
    decider = shipped(name)
    for number in NUMBERS:
        truth = truths(name).truth(number).incident
        known = decider.outcome(truth)
        for steps in (interview(decider, truth), grid(decider, truth)):
            told_last = decider.outcome(steps[-1].after)
            assert told_last.possible_classes == known.possible_classes
            statuses = {(line.directive, line.target, line.status) for line in told_last.lines}
            assert statuses == {(line.directive, line.target, line.status) for line in known.lines}


def test_the_grid_is_gone_through_in_its_order() -> None:
    """Whatever matters; about each as soon as they are listed; "is that everybody?" until it is."""
    assert paths(grid(small(), TWO)) == [
        "ongoing",
        "blackmail",
        "immediate_danger",
        "persons_complete",
        "persons_complete",
        "persons_complete",
        "persons.p1.roles",
        "persons.p2.roles",
        "persons.p1.age",
        "persons.p2.age",
        "devices_complete",
        "devices_complete",
        "devices.d1.holder",
    ]


def test_an_interview_asks_only_what_matters() -> None:
    """Nothing depends on whether it is going on; who holds a device of no sharer matters too."""
    asked = paths(interview(small(), TWO))
    assert "ongoing" not in asked
    assert set(asked) == set(paths(grid(small(), TWO))) - {"ongoing"}


def test_what_follows_is_not_counted_for_the_grid() -> None:
    """Whether somebody is an adult is asked where their age is not known."""
    told_age = Incident(
        persons_complete=True, persons=[Person(id="p1", roles=[], age=15, adult=False)]
    )
    unsaid = evolve(
        told_age,
        persons=[Person(id="p1", roles=[], adult=False)],
        cannot_say={"persons.p1.age"},
    )
    decider = decider_of(
        must("old", "call_police", at_least(18), for_each=PERSON), questions=EVERYBODY[:4]
    )
    for truth, asked in ((told_age, False), (unsaid, True)):
        assert ("persons.p1.adult" in paths(grid(decider, truth))) is asked


def test_a_question_out_of_place_is_left_out_of_the_grid_unless_it_matters() -> None:
    """As long as its `when` is certainly false; in the end those are asked that still matter."""
    decider = decider_of(
        must("lead", "tell_lead", told("blackmail")),
        must("stop", "request_removal", told("coerced")),
        questions=(
            question("early", "grooming", when=told("blackmail")),
            question("first", "blackmail"),
            question("second", "ongoing", when=told("blackmail")),
            question("third", "coerced", when=told("blackmail")),
            question("last", "repeated"),
        ),
        urgency=URGENCY,
    )
    usual = Incident(grooming=False, blackmail=False, ongoing=True, coerced=False, repeated=True)
    assert paths(grid(decider, usual)) == ["grooming", "blackmail", "repeated", "coerced"]
    unusual = evolve(usual, blackmail=True)
    asked = ["grooming", "blackmail", "ongoing", "coerced", "repeated"]
    assert paths(grid(decider, unusual)) == asked


def test_who_holds_a_device_is_listed_with_it() -> None:
    """Where devices are asked about first; the holder is not asked for again."""
    devices_first = (*EVERYBODY[4:], *EVERYBODY[:2])
    decider = decider_of(
        must("support", "support_person", has_role("sharer"), for_each=PERSON),
        questions=devices_first,
    )
    assert paths(grid(decider, TWO)) == [
        "devices_complete",
        "devices_complete",
        "devices.d1.holder",
        "persons_complete",
        "persons_complete",
        "persons.p2.roles",
        "persons.p1.roles",
    ]


def test_what_nobody_can_say_is_asked_once() -> None:
    """Of a list it is said that there may be more."""
    unsaid = {"blackmail", "persons_complete", "persons.p1.roles", "persons.p2.age"}
    truth = Incident(
        ongoing=False,
        immediate_danger=False,
        devices_complete=True,
        persons=[Person(id="p1", age=12, adult=False), Person(id="p2", roles=[], adult=True)],
        cannot_say=unsaid,
    )
    for steps in (interview(small(), truth), grid(small(), truth)):
        asked = paths(steps)
        assert asked.count("persons_complete") == 3
        assert [asked.count(path) for path in sorted(unsaid - {"persons_complete"})] == [1, 1, 1]
        assert steps[-1].after.cannot_say == unsaid


def test_nothing_to_ask() -> None:
    """Both ways are empty."""
    decider = decider_of(must("lead", "tell_lead"), questions=grid_of())
    assert interview(decider, Incident()) == grid(decider, Incident()) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_an_interview_asks_what_one_begun_anew_would(name: str) -> None:
    """What it has ruled out stays ruled out: it is not looked at again."""
    decider = shipped(name)
    for number in NUMBERS:
        for step in interview(decider, truths(name).truth(number).incident):
            question = decider.decide(step.before).next_question
            assert question is not None
            assert question.path == step.path
        assert decider.decide(step.after).next_question is None
