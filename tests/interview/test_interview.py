"""An interview: a value that asks what matters, takes an answer, and goes back."""

from __future__ import annotations

from datetime import UTC, datetime
from gc import collect
from typing import Any
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.asking import DECIDER, NO, YES, asked, asking
from sexto_rules.decisions import Decider
from sexto_rules.errors import IncidentError, ProblemsError
from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, Person, Role
from sexto_rules.facts.vocabulary import FactKind
from sexto_rules.interview import Interview


def test_the_most_urgent_comes_first() -> None:
    """And an answer leads to the next; the interview before stays as it was."""
    start = Interview.led_by(DECIDER)
    assert asked(start) == "immediate_danger"
    told_no = start.answer(NO)
    assert told_no.incident.immediate_danger is False
    assert start.incident == Incident()
    assert asked(told_no) == "persons_complete"
    assert [line.id for line in start.answer(YES).decision.due] == ["danger"]


def test_a_protocol_and_a_day_are_enough() -> None:
    """Nothing is to be closed: what the engines hold goes with the last interview."""
    protocol, day = DECIDER.day.protocol, DECIDER.day.as_of
    start = Interview.start(protocol, day)
    assert start == Interview.led_by(DECIDER)
    told_no = start.answer(NO)
    assert told_no.decision.decided_by == Decider(protocol, day).decided_by
    decider = ref(start.decider)
    assert told_no.decider is decider()
    del start
    assert told_no.answer(NO).incident.persons == (Person(id="p1"),)
    del told_no
    collect()
    assert decider() is None
    known = Interview.start(protocol, day, Incident(immediate_danger=False))
    assert asked(known) == "persons_complete"


def test_one_more_person_and_then_everybody() -> None:
    """No to "is that everybody?" lists one more, of whom nothing is known; yes closes the list."""
    interview = asking("persons_complete")
    one = interview.answer(NO)
    assert one.incident.persons == (Person(id="p1"),)
    assert one.incident.persons_complete is UNKNOWN
    assert [person.id for person in asking("persons_complete", one.incident).add().incident.persons]
    two = asking("persons_complete", one.incident).answer(NO)
    assert [person.id for person in two.incident.persons] == ["p1", "p2"]
    closed = asking("persons_complete", two.incident).answer(YES)
    assert closed.incident.persons_complete is True


def test_ids_are_not_taken_twice() -> None:
    """Not that of a device either."""
    listed = Incident(persons=[Person(id="p2")], devices=[Device(id="p1"), Device(id="d1")])
    more = asking("persons_complete", listed).answer(NO)
    assert [person.id for person in more.incident.persons] == ["p2", "p3"]
    more = asking("devices_complete", listed).answer(NO)
    assert [device.id for device in more.incident.devices] == ["p1", "d1", "d2"]


def test_facts_of_a_person() -> None:
    """Roles as a list or singly, added to those known; an age, or a range."""
    listed = Incident(persons=[Person(id="p1"), Person(id="p2")])
    some = asking("persons.p1.roles", listed).answer({"depicted": True})
    assert some.incident.person("p1").roles == {Role.DEPICTED: True}
    assert some.incident.person("p2").roles == {}
    partly = Incident(persons=[Person(id="p1", roles={Role.SHARER: True})])
    more = asking("persons.p1.roles", partly).answer({"depicted": False})
    assert more.incident.person("p1").roles == {Role.SHARER: True, Role.DEPICTED: False}
    every = asking("persons.p2.roles", listed).answer(["depicted"])
    assert every.incident.person("p2").role(Role.SHARER) is False
    aged = asking("persons.p1.age", listed).answer(13)
    assert aged.incident.person("p1").age == 13
    ranged = asking("persons.p1.age", listed).answer(AgeRange(12, 16))
    assert ranged.incident.person("p1").age == AgeRange(12, 16)


def test_roles_known_or_unsayable_stay_as_they_are() -> None:
    """An answer is about those still open, and one that contradicts what is known is refused."""
    listed = Incident(
        persons=[Person(id="p1", roles={"sharer": True, "witness": False})],
        cannot_say={"persons.p1.roles.sender"},
    )
    interview = asking("persons.p1.roles", listed)
    question = interview.question
    assert question is not None
    assert {"sharer", "witness", "sender"}.isdisjoint(question.values)
    told_all = interview.answer({str(role): role == "depicted" for role in question.values})
    assert told_all.incident == interview.answer(["depicted"]).incident
    assert told_all.incident == interview.answer(["depicted", "sharer"]).incident
    person = told_all.incident.person("p1")
    assert {role for role, known in person.roles.items() if known} == {"sharer", "depicted"}
    assert Role.SENDER not in person.roles
    for wrong in ({"sharer": False}, ["witness"]):
        with pytest.raises(IncidentError, match="SX498"):
            interview.answer(wrong)
    for unreadable in ([1], "depicted", ["sender"]):
        with pytest.raises(IncidentError):
            interview.answer(unreadable)  # type: ignore[arg-type]


def test_other_facts() -> None:
    """An answer to the protocol's own question, a moment, a holder."""
    own = asking("answers.own").answer(YES)
    assert own.incident.answers == {"own": True}
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert asking("reported_at").answer(now).incident.reported_at == now
    listed = Incident(persons=[Person(id="p1")], devices=[Device(id="d1"), Device(id="d2")])
    held = asking("devices.d1.holder", listed).answer("p1")
    assert [device.holder for device in held.incident.devices] == ["p1", UNKNOWN]


def test_a_holder_who_is_not_listed_yet() -> None:
    """Is listed, and holds the device."""
    held = asking("devices.d1.holder", Incident(devices=[Device(id="d1")])).add()
    assert held.incident.device("d1").holder == "p1"
    assert held.incident.persons == (Person(id="p1"),)


def test_a_question_that_adds_nobody() -> None:
    """Says so."""
    with pytest.raises(ProblemsError, match="SX496"):
        Interview.led_by(DECIDER).add()


def test_what_nobody_can_say_is_not_asked_again() -> None:
    """Also of a list, which then stays open, and one told to be incomplete."""
    unsayable = Interview.led_by(DECIDER).cannot_say()
    assert unsayable.incident.cannot_say == {"immediate_danger"}
    assert asked(unsayable) != "immediate_danger"
    told_incomplete = Incident(persons_complete=False)
    closed = asking("persons_complete", told_incomplete).cannot_say()
    assert closed.incident.cannot_say == {"persons_complete"}
    assert closed.incident.persons_complete is UNKNOWN


def test_a_question_put_off_stays_open() -> None:
    """It is not asked until the interview is resumed."""
    start = Interview.led_by(DECIDER)
    later = start.answer(None)
    assert asked(later) == "persons_complete"
    assert [each.path for each in later.skipped] == ["immediate_danger"]
    assert later.incident == start.incident
    again = later.resume()
    assert asked(again) == "immediate_danger"
    assert again.skipped == ()


def test_there_is_an_end() -> None:
    """Where nothing matters or everything was put off, nothing can be answered."""
    interview = Interview.led_by(DECIDER)
    while interview.question is not None:
        interview = interview.skip()
    assert not interview.decision.final
    for step in (
        interview.skip,
        interview.cannot_say,
        interview.add,
        lambda: interview.answer(YES),
    ):
        with pytest.raises(ProblemsError, match="SX495"):
            step()


def test_the_way_back() -> None:
    """Step by step; the first has none before it."""
    start = Interview.led_by(DECIDER)
    assert not start.can_go_back
    assert start.back() is start
    further = start.answer(NO).answer(NO)
    assert further.can_go_back
    assert further.back() == start.answer(NO)
    assert further.back().back() == start


def test_a_wrong_answer_changes_nothing() -> None:
    """It is refused with a problem, and the interview goes on from where it was."""
    start = Interview.led_by(DECIDER)
    with pytest.raises(IncidentError):
        start.answer("perhaps")
    assert asked(start) == "immediate_danger"


def test_what_is_told_elsewhere() -> None:
    """An application may tell, tick or correct; that is a step as well."""
    start = Interview.led_by(DECIDER)
    told_else = start.with_incident(Incident(immediate_danger=True))
    assert asked(told_else) == "persons_complete"
    assert told_else.back() == start


VALUES: dict[FactKind, list[Any]] = {
    FactKind.BOOL: [True, False],
    FactKind.AGE: [12, 17, 30],
    FactKind.ROLES: [["depicted"], [], ["sharer", "witness"]],
    FactKind.MOMENT: [datetime(2026, 11, 23, 9, 0, tzinfo=UTC)],
}


@given(data=st.data())
def test_every_interview_comes_to_a_final_decision(data: st.DataObject) -> None:
    """Whatever is answered: each answer settles something, and at the end nothing matters."""
    interview = Interview.led_by(DECIDER)
    for _ in range(80):
        if (question := interview.question) is None:
            break
        values = VALUES.get(question.kind, list(question.values))
        if question.path.endswith("_complete") and len(interview.incident.persons) > 2:
            values = [True]
        choice = data.draw(st.sampled_from([*values, "nobody can say"]))
        if choice == "nobody can say":
            interview = interview.cannot_say()
            continue
        try:
            interview = interview.answer(choice)
        except IncidentError:
            interview = interview.cannot_say()
    assert interview.question is None
    assert interview.decision.missing == ()
    assert interview.decision.final
