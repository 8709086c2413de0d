"""What if: the difference in the plan, and an incident with facts told otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from decisions.deciding import decision_of
from decisions.example import NOON, decided
from reference.small_protocols import PERSON, must, must_not, route, told
from sexto_rules.decisions import PlanDifference
from sexto_rules.decisions.changes import with_changes
from sexto_rules.errors import IncidentError
from sexto_rules.facts import (
    UNKNOWN,
    AgeRange,
    Device,
    Distribution,
    Incident,
    JournalEntry,
    Person,
    structure_incident,
)
from sexto_rules.facts.vocabulary import Role
from support.schemas import require_why

DIRECTIVES = (
    must_not("never", "view_material copy_material", told("ongoing")),
    must("call", "call_police", told("blackmail")),
    must("parents", "inform_parents", told("pupil"), for_each=PERSON),
)
CLASSES = [route("first", told("blackmail")), route("last")]


def of_change(incident: Incident, *args: Any, **facts: Any) -> PlanDifference:
    """Return what changes in the plan of the small protocol."""
    return decision_of(incident, *DIRECTIVES, classes=CLASSES).what_if(*args, **facts)


def said(difference: PlanDifference) -> dict[str, list[Any]]:
    """Return the ids of the lines that begin, end and change."""
    return {
        "begins": [(line.id, line.status.value) for line in difference.begins],
        "ends": [(line.id, line.status.value) for line in difference.ends],
        "changes": [
            (each.after.id, each.before.status.value, each.after.status.value)
            for each in difference.changes
        ],
    }


def test_what_nothing_reads_changes_nothing() -> None:
    """Nor does what is told already."""
    difference = of_change(Incident(blackmail=True), blackmail=True, synthetic=True)
    assert difference.same
    assert difference.to_dict()["same"] is True
    assert (difference.begins, difference.ends, difference.changes) == ((), (), ())


def test_lines_begin_end_and_change_and_the_class_does() -> None:
    """A line that waited becomes due; one that cannot apply any more is gone."""
    difference = of_change(Incident(), blackmail=True, ongoing=False)
    assert said(difference) == {
        "begins": [],
        "ends": [],
        "changes": [
            ("never", "in_force", "lifted"),
            ("never", "in_force", "lifted"),
            ("call", "possible", "due"),
        ],
    }
    assert [each.id for each in difference.possible_before] == ["first", "last"]
    assert [each.id for each in difference.possible_after] == ["first"]
    back = of_change(Incident(blackmail=True), {"blackmail": False})
    assert said(back)["ends"] == [("call", "due")]
    assert not back.same
    only_class = of_change(Incident(blackmail=False), {"blackmail": UNKNOWN})
    assert said(only_class)["begins"] == [("call", "possible")]


def test_a_person_more_brings_lines() -> None:
    """Named by an id that is not listed yet."""
    difference = of_change(Incident(), {"persons.p7.pupil": True})
    assert said(difference)["begins"] == [("parents", "due")]
    assert difference.facts == {"persons.p7.pupil": True}


def test_a_deadline_may_change_alone() -> None:
    """The line is the same, and is due at another time."""
    decision = decided()
    later = decision.what_if(reported_at=NOON.replace(hour=13).isoformat())
    assert {each.after.id for each in later.changes} == {"report"}
    data = later.to_dict()
    require_why(what_if=data)
    assert data["changes"][0]["before"]["deadline"] != data["changes"][0]["after"]["deadline"]
    assert data["possible_before"] == data["possible_after"]
    assert data["begins"] == data["ends"] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"blackmail": "no"}, {"blackmail": False, "cannot_say": ["ongoing"]}),
        ({"blackmail": None}, {"cannot_say": ["ongoing"]}),
        ({"ongoing": True}, {"blackmail": True, "ongoing": True}),
        ({"coerced": "cannot_say"}, {"blackmail": True, "cannot_say": ["coerced", "ongoing"]}),
    ],
)
def test_a_fact_of_the_incident_is_told_otherwise(
    changes: dict[str, object], expected: dict[str, Any]
) -> None:
    """Taken back, or said by nobody; what can be said again is no more unsayable."""
    incident = Incident(blackmail=True, cannot_say=["ongoing"])
    assert with_changes(incident, changes) == structure_incident(expected)


def test_what_nobody_could_say_of_roles_is_said_once_each_is_told() -> None:
    """And that nobody can say them takes the place of what was told, not of what is new."""
    unsaid = Incident(persons=[Person(id="p1")], cannot_say=["persons.p1.roles"])
    every = {f"persons.p1.roles.{role}": False for role in Role}
    assert not with_changes(unsaid, every).cannot_say
    every.popitem()
    assert with_changes(unsaid, every).cannot_say == {"persons.p1.roles"}
    known = Incident(persons=[Person(id="p1", roles={"sharer": True})])
    both = with_changes(
        known, {"persons.p1.roles.depicted": True, "persons.p1.roles": "cannot_say"}
    )
    assert both.person("p1").roles == {Role.DEPICTED: True}


def test_roles_ages_answers_and_devices_are_told_otherwise() -> None:
    """Roles one by one, also where all were known; an age instead of what was told of it."""
    incident = Incident(persons=[Person(id="p1", roles=["depicted"], adult=True)])
    changed = with_changes(
        incident,
        {
            "persons.p1.roles.sharer": True,
            "persons.p1.age": {"under": 13},
            "devices.d1.holder": "p1",
            "answers.own": True,
            "persons.p2.roles.witness": False,
            "devices.d2.listed": True,
        },
    )
    person = changed.person("p1")
    roles = {Role.SHARER: True, Role.DEPICTED: True, Role.WITNESS: False}
    assert {role: person.role(role) for role in roles} == roles
    assert (person.age, person.adult) == (AgeRange(0, 13), UNKNOWN)
    assert (changed.device("d1").holder, changed.answers) == ("p1", {"own": True})
    assert changed.person("p2").roles == {"witness": False}
    assert changed.device("d2") == Device(id="d2")
    both = with_changes(incident, {"persons.p1.adult_suspected": False, "persons.p1.age": 12})
    assert both.person("p1").adult_suspected is False


def test_the_journal_is_told_otherwise() -> None:
    """Written once, struck out; yes and no only."""
    incident = Incident(devices=[Device(id="d1")], done=[JournalEntry(act="tell_lead")])
    changed = with_changes(
        incident, {"done.tell_lead": "yes", "done.call_police": True, "done.secure_device.d1": True}
    )
    assert [(entry.act, entry.target) for entry in changed.done] == [
        ("tell_lead", None),
        ("call_police", None),
        ("secure_device", "d1"),
    ]
    assert with_changes(incident, {"done.tell_lead": "no"}).done == ()
    with pytest.raises(IncidentError, match="SX403"):
        with_changes(incident, {"done.tell_lead": "perhaps"})


def test_values_may_be_those_of_python() -> None:
    """Members of the vocabulary, a range of ages."""
    difference = of_change(
        Incident(), {"persons.p1.age": AgeRange(10, 12)}, distribution=Distribution.WIDE
    )
    assert difference.facts == {
        "persons.p1.age": {"at_least": 10, "under": 12},
        "distribution": "wide",
    }


@pytest.mark.parametrize(
    "changes",
    [{"blackmial": True}, {"persons.p1.agee": 12}, {"persons.p1": 3}, {"region": "nowhere"}],
)
def test_what_no_incident_of_the_protocol_says_is_refused(changes: dict[str, object]) -> None:
    """As it would be in a file."""
    with pytest.raises(IncidentError):
        of_change(Incident(), changes)
