"""Whether of one incident more was learned than of another, and nothing else changed."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.learning import is_learned

BEFORE = Incident(
    blackmail=True,
    answers={"x": True},
    persons=[Person(id="p1", roles={"depicted": True}, age=AgeRange(12, 15))],
    devices=[Device(id="d1")],
    cannot_say={"coerced"},
)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"grooming": False},
        {"answers": {"x": True, "y": False}},
        {"persons_complete": True},
        {"persons": [*BEFORE.persons, Person(id="p2")]},
        {"persons": [evolve(BEFORE.persons[0], roles={"depicted": True, "sharer": False})]},
        {"persons": [evolve(BEFORE.persons[0], pupil=True)]},
        {"devices": [Device(id="d1", holder="p1"), Device(id="d2")], "devices_complete": True},
    ],
)
def test_more_was_learned(more: dict[str, Any]) -> None:
    """Values are told, one more is listed, a list is complete."""
    assert is_learned(evolve(BEFORE, **more), BEFORE)


@pytest.mark.parametrize(
    "other",
    [
        {"blackmail": False},
        {"answers": {"y": True}},
        {"cannot_say": set()},
        {"cannot_say": {"coerced", "grooming"}},
        {"done": [JournalEntry(act="tell_lead")]},
        {"persons": []},
        {"persons": [evolve(BEFORE.persons[0], id="p2")]},
        {"persons": [evolve(BEFORE.persons[0], roles={"sharer": True})]},
        {"persons": [evolve(BEFORE.persons[0], age=13)]},
        {"persons_complete": False},
        {"devices": [Device(id="d2")]},
    ],
)
def test_something_else_changed(other: dict[str, Any]) -> None:
    """What was told is otherwise, or it is in doubt whether it was learned."""
    assert not is_learned(evolve(BEFORE, **other), BEFORE)


def test_nobody_is_learned_of_beside_a_list_that_was_complete() -> None:
    """It was not: that was corrected."""
    closed = evolve(BEFORE, persons_complete=True)
    assert is_learned(evolve(closed, grooming=True), closed)
    assert not is_learned(evolve(closed, persons=[*closed.persons, Person(id="p2")]), closed)
    assert not is_learned(BEFORE, closed)
    told_open = evolve(BEFORE, persons_complete=False)
    assert is_learned(evolve(told_open, persons=[*closed.persons, Person(id="p2")]), told_open)
    assert is_learned(closed, told_open)
