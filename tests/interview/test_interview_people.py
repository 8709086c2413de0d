"""Who is involved and what they hold: open lists, groups, one more, one fewer."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from interview.asking import DECIDER, NO, YES, asked, asking
from sexto_rules.decisions import DecidedLine, Decider, Decision
from sexto_rules.errors import IncidentError, ProblemsError
from sexto_rules.facts import UNKNOWN, Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.interview import Interview
from sexto_rules.protocol.outcome import Scope
from support.shipped import shipped

LISTS = {"persons_complete": Entity.PERSON, "devices_complete": Entity.DEVICE}


@pytest.fixture(scope="module")
def quebec() -> Decider:
    """Québec's protocol, made ready."""
    return Decider(shipped("ca-qc-sexto"), date(2026, 1, 15), ["compiled"])


def of_any_other(decision: Decision) -> list[tuple[str, str]]:
    """Return the lines of whoever is not listed, with their statuses."""

    def is_of_other(line: DecidedLine) -> bool:
        return line.target is not None and line.target.scope is Scope.OTHER

    return [(line.id, line.status) for line in decision.directives if is_of_other(line)]


def come_to(interview: Interview, path: str) -> Interview:
    """Return the interview at this question, those before it put off."""
    while asked(interview) != path:
        interview = interview.skip()
    return interview


@pytest.mark.parametrize(("path", "kind"), LISTS.items())
def test_there_are_more_and_nobody_knows_how_many(quebec: Decider, path: str, kind: Entity) -> None:
    """The list stays open and is not asked about again; what holds for any other still does."""
    listed = Incident(blackmail=True, persons=[Person(id="p1")], devices=[Device(id="d1")])
    before = come_to(Interview.led_by(quebec, listed), path)
    after = before.cannot_say()
    others = [line for line in of_any_other(before.decision) if line[1] != "lifted"]
    assert others
    assert [line for line in of_any_other(after.decision) if line[1] != "lifted"] == others
    while (question := after.question) is not None:
        assert question.path != path
        assert question.target is None or question.target.id in {"p1", "d1"}
        after = after.skip()
    assert path not in {each.path for each in after.skipped}
    more = after.add(kind)
    assert len(more.incident.persons) + len(more.incident.devices) == 3
    assert more.incident.cannot_say == {path}


def test_another_name_comes_up_later() -> None:
    """At any question, and after the last; a list that was complete is asked about again."""
    interview = asking("immediate_danger", Incident(persons_complete=True))
    one = interview.add(Entity.PERSON)
    assert one.incident.persons == (Person(id="p1"),)
    assert one.incident.persons_complete is UNKNOWN
    assert asked(one) == "immediate_danger"
    assert one.add(Entity.DEVICE).incident.devices == (Device(id="d1"),)
    assert one.back() == interview
    while one.question is not None:
        one = one.skip()
    assert [each.id for each in one.add(Entity.PERSON).incident.persons] == ["p1", "p2"]


def test_that_is_everybody_after_all() -> None:
    """What nobody could say is asked again, and can be told; or one more comes after all."""
    closed = asking("persons_complete").answer(NO)
    unsayable = asking("persons_complete", closed.incident).cannot_say()
    again = unsayable.correct("persons_complete")
    assert asked(again) == "persons_complete"
    everybody = again.answer(YES)
    assert everybody.incident.persons_complete is True
    assert everybody.incident.cannot_say == frozenset()
    one_more = again.answer(NO)
    assert [each.id for each in one_more.incident.persons] == ["p1", "p2"]
    assert one_more.incident.cannot_say == frozenset()
    assert again.cannot_say().incident == unsayable.incident


def test_no_more_is_known_of_a_group() -> None:
    """A role is told, and nothing else can be: nothing more is asked of it, of others it is."""
    listed = Incident(
        persons=[Person(id="p1", roles={"depicted": True}), Person(id="p10")],
        devices=[Device(id="d1", in_hand=True)],
    )
    start = Interview.led_by(DECIDER, listed)
    known = start.cannot_say_more("p1").cannot_say_more("d1")
    assert known.incident.person("p1").roles == {Role.DEPICTED: True}
    assert {"persons.p1.roles", "persons.p1.age", "devices.d1.holder"} <= known.incident.cannot_say
    assert "devices.d1.in_hand" not in known.incident.cannot_say
    of_whom = {each.target.id for each in known.decision.questions if each.target is not None}
    assert of_whom == {"p10"}
    assert [line.id for line in known.decision.due] == [line.id for line in start.decision.due]
    assert known.correct("persons.p1.age").answer(12).incident.person("p1").age == 12


def test_one_listed_by_mistake() -> None:
    """Goes with all that was told of it, and was put off; what was done to somebody stays."""
    listed = Incident(
        persons=[Person(id="p1", age=12), Person(id="p2")],
        devices=[Device(id="d1", holder="p2"), Device(id="d2", holder="p1")],
        cannot_say={"persons.p2.age", "persons.p1.adult"},
    )
    interview = Interview.led_by(DECIDER, listed)
    while interview.question is not None:
        interview = interview.skip()
    fewer = interview.remove("p2")
    assert fewer.incident.persons == (Person(id="p1", age=12),)
    assert [each.holder for each in fewer.incident.devices] == [UNKNOWN, "p1"]
    assert fewer.incident.cannot_say == {"persons.p1.adult"}
    assert not any("p2" in key for key in fewer.states[-1].skipped)
    assert fewer.remove("d1").incident.devices == (Device(id="d2", holder="p1"),)
    assert fewer.back() == interview
    helped = JournalEntry(act="support_person", target="p1")
    with pytest.raises(IncidentError, match="SX408"):
        Interview.led_by(DECIDER, Incident(persons=[Person(id="p1")], done=[helped])).remove("p1")


def test_the_way_to_list_one_more_by_the_question() -> None:
    """Where it allows that; a holder who is corrected may be somebody not listed yet."""
    listed = Incident(persons=[Person(id="p1", roles=["depicted"])])
    with pytest.raises(ProblemsError, match="SX496"):
        Interview.led_by(DECIDER, listed).correct("persons.p1.roles").add()
    held = Incident(persons=[Person(id="p1")], devices=[Device(id="d1", holder="p1")])
    other = Interview.led_by(DECIDER, held).correct("devices.d1.holder").add()
    assert other.incident.device("d1").holder == "p2"


def test_a_role_asks_for_others_too(quebec: Decider) -> None:
    """Québec's question of roles lists one more, and what is being corrected stays told."""
    listed = Incident(persons=[Person(id="p1", roles=["depicted"])])
    correcting = Interview.led_by(quebec, listed).correct("persons.p1.roles")
    more = correcting.add()
    assert more.incident.person("p1").role(Role.DEPICTED) is True
    assert [each.id for each in more.incident.persons] == ["p1", "p2"]
    assert asked(more) == "persons.p1.roles"


VALUES: dict[FactKind, list[Any]] = {
    FactKind.BOOL: [True, False],
    FactKind.AGE: [11, 13, 16, 30],
    FactKind.ROLES: [["depicted"], [], ["suspected_author"], ["recipient", "sharer"], ["witness"]],
}


@pytest.mark.parametrize("seed", range(6))
def test_of_each_person_and_device_only_what_matters(quebec: Decider, seed: int) -> None:
    """In an interview led by Québec's protocol each question may change something of the plan."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    interview = Interview.led_by(quebec, Incident(blackmail=rng.choice((True, False))))
    of_whom: set[str] = set()
    for _ in range(80):
        question = interview.question
        if question is None:
            break
        changes = interview.because(question)
        assert changes.route or changes.directives, question.path
        if question.target is not None:
            assert question.target.id is not None
            of_whom.add(question.target.id)
        if question.path in LISTS:
            incident = interview.incident
            is_of_persons = LISTS[question.path] is Entity.PERSON
            count = len(incident.persons if is_of_persons else incident.devices)
            interview = interview.answer(NO) if count < 2 else interview.cannot_say()
            continue
        value = rng.choice(VALUES.get(question.kind, list(question.values)))
        try:
            interview = interview.answer(value)
        except IncidentError:
            interview = interview.cannot_say()
    assert interview.question is None
    assert {"p1", "p2", "d1", "d2"} == of_whom
