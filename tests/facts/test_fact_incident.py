"""Incidents: what they take, what they refuse, and that they are values."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from facts.refusing import refused
from sexto_rules.errors import IncidentError
from sexto_rules.facts import (
    UNKNOWN,
    AgeRange,
    Device,
    Incident,
    JournalEntry,
    Owner,
    Person,
    Role,
    Setting,
)
from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.facts.shown import ID
from sexto_rules.testing.strategies import incidents

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_enumerations_are_taken_as_strings() -> None:
    """A string that names a value is kept as the value."""
    incident = Incident(setting="secondary", content="nude", material_seen="none")
    assert incident.setting is Setting.SECONDARY
    assert incident == Incident(setting=Setting.SECONDARY, content="nude", material_seen="none")
    assert Device(id="d1", owner="school").owner is Owner.SCHOOL


def test_a_list_of_roles_means_these_and_no_others() -> None:
    """A list settles every role; a map settles those it names; nothing settles none."""
    listed = Person(id="p1", roles=["depicted", Role.SENDER])
    assert {role for role in Role if listed.role(role) is True} == {Role.DEPICTED, Role.SENDER}
    assert all(listed.role(role) is not UNKNOWN for role in Role)
    assert listed == Person(id="p1", roles={Role.DEPICTED, Role.SENDER})
    named = Person(id="p1", roles={"depicted": True, "sharer": False, "witness": UNKNOWN})
    assert named.roles == {Role.DEPICTED: True, Role.SHARER: False}
    assert named.role(Role.WITNESS) is UNKNOWN
    assert Person(id="p1", roles=UNKNOWN) == Person(id="p1")
    assert Person(id="p1", roles=[]).role(Role.WITNESS) is False


def test_lists_are_kept_as_tuples() -> None:
    """Whoever gave a list cannot change the incident through it."""
    persons, devices, answers = [Person(id="p1")], [Device(id="d1")], {"x": True}
    incident = Incident(persons=persons, devices=devices, answers=answers)
    before = copy.deepcopy(incident)
    persons.clear()
    devices.clear()
    answers["y"] = False
    assert incident == before
    assert incident.persons == (Person(id="p1"),)


def test_persons_and_devices_are_found_by_id() -> None:
    """A look-up gives what is listed, and refuses what is not."""
    incident = Incident(
        persons=[Person(id="p1"), Person(id="p2", age=14)], devices=[Device(id="d1", holder="p2")]
    )
    assert incident.person("p2").age == 14
    assert incident.device("d1").holder == "p2"
    with pytest.raises(KeyError, match="p3"):
        incident.person("p3")
    with pytest.raises(KeyError, match="d3"):
        incident.device("d3")


def test_nothing_can_be_changed() -> None:
    """An incident and its parts are frozen; `evolve` makes another."""
    incident = Incident(answers={"x": "often"}, persons=[Person(id="p1", roles=["witness"])])
    with pytest.raises(FrozenInstanceError):
        incident.blackmail = True  # type: ignore[misc]
    with pytest.raises(TypeError):
        incident.answers["x"] = True  # type: ignore[index]
    with pytest.raises(TypeError):
        incident.persons[0].roles[Role.WITNESS] = False  # type: ignore[index]
    assert evolve(incident, blackmail=True).answers == {"x": "often"}


@given(incidents())
def test_incidents_are_values(incident: Incident) -> None:
    """Copied, pickled or built again, an incident is equal and hashes the same."""
    for other in (
        copy.deepcopy(incident),
        pickle.loads(pickle.dumps(incident)),  # noqa: S301 - our own bytes
        evolve(incident),
    ):
        assert other == incident
        assert hash(other) == hash(incident)


def test_a_frozen_mapping_is_a_mapping() -> None:
    """It has the content it was given, whatever becomes of the source."""
    source = {"a": 1}
    mapping = FrozenMapping(source)
    source["b"] = 2
    assert mapping == {"a": 1}
    assert repr(mapping) == "{'a': 1}"
    assert hash(mapping) == hash(FrozenMapping({"a": 1}))
    assert len(FrozenMapping()) == 0


def test_unknown_answers_are_left_out() -> None:
    """An answer that is UNKNOWN is an answer not given."""
    assert Incident(answers={"x": UNKNOWN, "y": False}).answers == {"y": False}


def test_a_moment_keeps_its_offset_and_loses_its_zone() -> None:
    """An hour told twice by the clock stays one moment, here and after writing it."""
    zone = ZoneInfo("America/Montreal")
    second_time = datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=1)
    kept = Incident(reported_at=second_time).reported_at
    assert isinstance(kept, datetime)
    assert kept == datetime(2026, 11, 1, 1, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert kept.fold == 0


def test_every_problem_is_said_at_once() -> None:
    """Mistakes in values, lists and references come together."""
    assert refused(
        lambda: Incident(
            setting="secundary",
            blackmail="yes",  # type: ignore[arg-type]
            region=None,  # type: ignore[arg-type]
            devices=[Device(id="d1", holder="p1")],
            cannot_say=["content", "kontent"],
            content="nude",
        )
    ) == [
        ("SX404", "setting"),
        ("SX403", "region"),
        ("SX403", "blackmail"),
        ("SX408", "devices[0].holder"),
        ("SX411", "cannot_say"),
        ("SX412", "cannot_say"),
    ]


def test_directives_of_an_entry_are_taken_as_any_list() -> None:
    """A list or a set of directive ids is kept as a tuple; an empty one is not left out."""
    assert JournalEntry(act="call_police", for_=["b", "a"]).for_ == ("b", "a")
    assert JournalEntry(act="call_police", for_={"b", "a"}).for_ == ("a", "b")
    assert JournalEntry(act="call_police", for_=[]).for_ == ()
    assert JournalEntry(act="call_police").for_ is None


def everything() -> Incident:
    """An incident with a person, a device and an answer of whom something is told."""
    return Incident(
        blackmail=True,
        answers={"x": True},
        persons=[Person(id="p1", roles={"depicted": True}, age=14, pupil=True)],
        devices=[Device(id="d1", holder="p1")],
    )


@pytest.mark.parametrize(
    "path",
    [
        "blackmail",
        "answers.x",
        "persons.p1.age",
        "persons.p1.pupil",
        "persons.p1.roles.depicted",
        "devices.d1.holder",
    ],
)
def test_a_value_beside_cannot_say_is_refused(path: str) -> None:
    """What somebody told cannot be something that nobody can say."""
    assert refused(lambda: evolve(everything(), cannot_say=[path])) == [("SX411", "cannot_say")]


@pytest.mark.parametrize(
    "path",
    [
        "content",
        "persons_complete",
        "reported_at",
        "answers.y",
        "persons.p1.adult",
        "persons.p1.roles",
        "persons.p1.roles.sharer",
        "devices.d1.owner",
        "devices.d1.in_hand",
    ],
)
def test_what_is_unknown_may_be_something_nobody_can_say(path: str) -> None:
    """Facts not told, and roles of which only some are told, may stand in `cannot_say`."""
    assert evolve(everything(), cannot_say={path}).cannot_say == {path}


def test_all_roles_leave_nothing_that_nobody_can_say() -> None:
    """Once every role is told, `roles` beside it is a contradiction."""
    person = Person(id="p1", roles=["witness"])
    assert refused(lambda: Incident(persons=[person], cannot_say=["persons.p1.roles"])) == [
        ("SX411", "cannot_say")
    ]


def test_a_range_of_ages_is_partial_knowledge() -> None:
    """A range may stand beside `cannot_say`: no more than that can be learned."""
    person = Person(id="p1", age=AgeRange(13, 15))
    assert Incident(persons=[person], cannot_say=["persons.p1.age"]).persons == (person,)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("blckmail", "SX412"),
        ("", "SX412"),
        ("persons", "SX412"),
        ("answers", "SX412"),
        ("answers.What he said", "SX412"),
        ("answers.unknown", "SX412"),
        ("answers.x.y", "SX412"),
        ("persons.p1", "SX412"),
        ("persons.p1.holder", "SX412"),
        ("persons.p1.roles.author", "SX412"),
        ("persons.p1.age.under", "SX412"),
        ("devices.d1", "SX412"),
        ("devices.d1.age", "SX412"),
        ("persons.p2.age", "SX408"),
        ("devices.d2.owner", "SX408"),
        ("devices.Marie.owner", "SX408"),
    ],
)
def test_cannot_say_names_facts_of_what_is_listed(path: str, code: str) -> None:
    """A path must lead to a fact, through somebody or something that is listed."""
    assert refused(lambda: evolve(everything(), cannot_say=[path])) == [(code, "cannot_say")]


@given(st.text(max_size=12))
def test_ids_are_opaque(text: str) -> None:
    """An id is a few small letters and a number; everything else is refused, unrepeated."""
    if ID.fullmatch(text):
        assert Person(id=text).id == text
        return
    with pytest.raises(IncidentError) as caught:
        Person(id=text)
    (problem,) = caught.value.problems
    assert problem.code == "SX406"
    assert "never holds a name" in (problem.help or "")
    if text not in "found a text, expected an opaque code such as `p1` or `d12`":
        assert text not in problem.message


def test_messages_do_not_repeat_texts() -> None:
    """A text that may be a name or a story is never part of a message."""
    with pytest.raises(IncidentError) as caught:
        Incident(
            region="Marie Tremblay",
            setting="Marie Tremblay",
            answers={"x": "Marie Tremblay"},
            cannot_say=["Marie Tremblay"],
        )
    assert len(caught.value.problems) == 4
    assert "Marie" not in str(caught.value)


def test_problems_help_with_the_nearest_name() -> None:
    """A slip of the pen is answered with the name that was meant."""
    for build, name in (
        (lambda: Incident(content="nudes"), "nude"),
        (lambda: Incident(cannot_say=["blackmial"]), "blackmail"),
        (lambda: Person(id="p1", roles=["depcted"]), "depicted"),
    ):
        with pytest.raises(IncidentError, match=f"did you mean `{name}`"):
            build()


def test_a_long_or_strange_value_is_named_by_its_kind() -> None:
    """Numbers with many digits and objects of any class do not fill a message."""
    with pytest.raises(IncidentError, match="found a number, expected yes or no"):
        Incident(blackmail=10**40)  # type: ignore[arg-type]
    with pytest.raises(IncidentError, match="found `object`, expected yes or no"):
        Incident(blackmail=object())  # type: ignore[arg-type]
    with pytest.raises(IncidentError, match="expected one of"):
        Incident(content="n" * 100)
