"""Wrong incidents, persons, devices and entries: each refused with its code, at its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from facts.refusing import refused
from sexto_rules.facts import (
    AgeRange,
    Content,
    Device,
    Incident,
    JournalEntry,
    Person,
)

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)


WRONG_INCIDENTS: list[tuple[dict[str, Any], str, str]] = [
    ({"setting": Content.OTHER}, "SX404", "setting"),
    ({"setting": "unknown"}, "SX404", "setting"),
    ({"setting": 3}, "SX403", "setting"),
    ({"setting": None}, "SX403", "setting"),
    ({"blackmail": 1}, "SX403", "blackmail"),
    ({"blackmail": None}, "SX403", "blackmail"),
    ({"region": "Québec"}, "SX403", "region"),
    ({"region": "unknown"}, "SX403", "region"),
    ({"region": 6}, "SX403", "region"),
    ({"reported_at": "2026-11-23T09:00:00Z"}, "SX403", "reported_at"),
    ({"reported_at": MORNING.replace(tzinfo=None)}, "SX414", "reported_at"),
    (
        {"reported_at": MORNING.replace(tzinfo=timezone(timedelta(seconds=61)))},
        "SX414",
        "reported_at",
    ),
    ({"reported_at": MORNING.replace(year=9999)}, "SX405", "reported_at"),
    ({"persons": None}, "SX403", "persons"),
    ({"persons": {Person(id="p1")}}, "SX403", "persons"),
    ({"persons": [Device(id="d1")]}, "SX403", "persons[0]"),
    ({"devices": Device(id="d1")}, "SX403", "devices"),
    ({"done": "call_police"}, "SX403", "done"),
    ({"answers": ["x"]}, "SX403", "answers"),
    ({"answers": {3: True}}, "SX403", "answers[0]"),
    ({"answers": {"x": 3}}, "SX403", "answers[0]"),
    ({"answers": {"x": "yes"}}, "SX403", "answers[0]"),
    ({"answers": {"x": "She said that"}}, "SX403", "answers[0]"),
    ({"answers": {"x": []}}, "SX403", "answers[0]"),
    ({"cannot_say": "blackmail"}, "SX403", "cannot_say"),
    ({"cannot_say": [["blackmail"]]}, "SX403", "cannot_say"),
    ({"cannot_say": [3]}, "SX403", "cannot_say"),
    ({"persons": [Person(id=f"p{n}") for n in range(201)]}, "SX415", "persons"),
    ({"devices": [Device(id=f"d{n}") for n in range(201)]}, "SX415", "devices"),
    ({"done": [JournalEntry(act="call_police")] * 2001}, "SX415", "done"),
    ({"answers": {f"a{n}": True for n in range(501)}}, "SX415", "answers"),
    ({"cannot_say": [f"answers.a{n}" for n in range(5001)]}, "SX415", "cannot_say"),
    ({"persons": [Person(id="p1"), Person(id="p1", age=3)]}, "SX407", "persons[1].id"),
    ({"persons": [Person(id="a1")], "devices": [Device(id="a1")]}, "SX407", "devices[0].id"),
    ({"devices": [Device(id="d1", holder="d1")]}, "SX408", "devices[0].holder"),
    ({"done": [JournalEntry(act="secure_device", target="d1")]}, "SX408", "done[0].target"),
    (
        {"persons": [Person(id="p1")], "done": [JournalEntry(act="secure_device", target="p1")]},
        "SX408",
        "done[0].target",
    ),
    ({"done": [JournalEntry(act="an_act_of_ours", target="p1")]}, "SX408", "done[0].target"),
    (
        {
            "devices": [Device(id="d1", in_hand=False)],
            "done": [JournalEntry(act="secure_device", target="d1")],
        },
        "SX410",
        "devices[0].in_hand",
    ),
    (
        {
            "devices": [Device(id="d1", in_hand=True)],
            "done": [JournalEntry(act="hand_over_device", target="d1")],
        },
        "SX410",
        "devices[0].in_hand",
    ),
]


@pytest.mark.parametrize(("told", "code", "path"), WRONG_INCIDENTS)
def test_wrong_incidents_are_refused(told: dict[str, Any], code: str, path: str) -> None:
    """Each mistake is refused with its own code, at its own place."""
    assert refused(lambda: Incident(**told)) == [(code, path)]


WRONG_PERSONS: list[tuple[dict[str, Any], str, str]] = [
    ({"age": 121}, "SX405", "age"),
    ({"age": -1}, "SX405", "age"),
    ({"age": True}, "SX403", "age"),
    ({"age": 13.0}, "SX403", "age"),
    ({"age": "13"}, "SX403", "age"),
    ({"age": 10**30}, "SX405", "age"),
    ({"age": AgeRange(15, 15)}, "SX405", "age"),
    ({"age": AgeRange(0, 122)}, "SX405", "age"),
    ({"age": AgeRange(-1, 5)}, "SX405", "age"),
    ({"age": AgeRange(at_least=True, under=18)}, "SX403", "age"),
    ({"age": AgeRange(12, 18.5)}, "SX403", "age"),  # type: ignore[arg-type]
    ({"age": 17, "adult": True}, "SX409", "age"),
    ({"age": AgeRange(18, 20), "adult": False}, "SX409", "age"),
    ({"roles": "depicted"}, "SX403", "roles"),
    ({"roles": ["depicted", "author"]}, "SX404", "roles"),
    ({"roles": [["depicted"]]}, "SX404", "roles"),
    ({"roles": {"author": True}}, "SX404", "roles"),
    ({"roles": {"depicted": "yes"}}, "SX403", "roles.depicted"),
    ({"roles": {"depicted": None}}, "SX403", "roles.depicted"),
    ({"roles": None}, "SX403", "roles"),
    ({"pupil": "no"}, "SX403", "pupil"),
    ({"id": "Marie"}, "SX406", "id"),
    ({"id": "marie"}, "SX406", "id"),
    ({"id": "p1\n"}, "SX406", "id"),
    ({"id": None}, "SX406", "id"),
    ({"id": 1}, "SX406", "id"),
]


@pytest.mark.parametrize(("told", "code", "path"), WRONG_PERSONS)
def test_wrong_persons_are_refused(told: dict[str, Any], code: str, path: str) -> None:
    """Each mistake is refused with its own code, at its own place."""
    assert refused(lambda: Person(**({"id": "p1"} | told))) == [(code, path)]


WRONG_ENTRIES: list[tuple[dict[str, Any], str, str]] = [
    ({"act": "Call the police"}, "SX403", "act"),
    ({"act": None}, "SX403", "act"),
    ({"act": "secure_device"}, "SX413", "target"),
    ({"act": "call_police", "target": "p1"}, "SX413", "target"),
    ({"target": "Marie", "act": "an_act_of_ours"}, "SX406", "target"),
    ({"at": "today"}, "SX403", "at"),
    ({"by": "Mme Tremblay"}, "SX403", "by"),
    ({"by": None}, "SX403", "by"),
    ({"for_": "directive-1"}, "SX403", "for"),
    ({"for_": ("x", 3)}, "SX403", "for"),
]


@pytest.mark.parametrize(("told", "code", "path"), WRONG_ENTRIES)
def test_wrong_entries_are_refused(told: dict[str, Any], code: str, path: str) -> None:
    """Each mistake is refused with its own code, at its own place."""
    assert refused(lambda: JournalEntry(**({"act": "call_police"} | told))) == [(code, path)]


def test_wrong_devices_are_refused() -> None:
    """A device says all its problems at once too."""
    told: dict[str, Any] = {"holder": "Marie", "owner": "board", "in_hand": "yes"}
    assert refused(lambda: Device(id="phone", **told)) == [
        ("SX406", "id"),
        ("SX406", "holder"),
        ("SX404", "owner"),
        ("SX403", "in_hand"),
    ]
