"""Why not: the smallest sets of facts that would make a line apply, each of them needed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from decisions.deciding import decision_of
from decisions.explaining import Sets, sets_of, ways_to
from reference.small_protocols import (
    DEVICE,
    PERSON,
    at_least,
    has_role,
    must,
    must_not,
    note,
    route,
    told,
    under,
)
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import ALL_AGES, AgeSet
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    ValueTest,
)
from sexto_rules.protocol.model import AnswerSpec, Choice, Directive, InDoubt, Region

SOME, EVERY, NONE = Quantifier.SOME, Quantifier.EVERY, Quantifier.NONE


def of_some(body: Condition, entity: Entity = Entity.PERSON) -> Condition:
    """Return a test of somebody."""
    return Quantified(SOME, entity, body)


P1 = Incident(persons=[Person(id="p1")], persons_complete=True)
YOUNG_OR_GROWN = AgeSet(under(13).ages | at_least(18).ages)
REPORTED = FactStatus(FactRef(Of.INCIDENT, "reported_at"), Mode.KNOWN)
TODAY = Incident(reported_at=datetime(2026, 1, 15, 10, 20, tzinfo=UTC))
ROLES = ("sharer", "requester")
CANNOT_SAY = FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.CANNOT_SAY)


@pytest.mark.parametrize(
    ("when", "incident", "expected"),
    [
        (told("blackmail"), Incident(), [{"blackmail": [True]}]),
        (of_some(told("pupil")), Incident(), [{"persons.new1.pupil": [True]}]),
        (of_some(told("pupil")), Incident(persons_complete=True), []),
        (of_some(Not(AgeTest(Of.PERSON, ALL_AGES))), P1, []),
        (Not(told("blackmail")), Incident(blackmail=True), [{"blackmail": [False]}]),
        (
            told("distribution", "wide", "public"),
            Incident(distribution="none"),
            [{"distribution": ["public", "wide"]}],
        ),
        (
            All((told("blackmail"), told("coerced"), told("ongoing"))),
            Incident(ongoing=True),
            [{"blackmail": [True], "coerced": [True]}],
        ),
        (
            AnyOf((told("blackmail"), All((told("coerced"), told("ongoing"))))),
            Incident(blackmail=False),
            [{"blackmail": [True]}, {"coerced": [True], "ongoing": [True]}],
        ),
        (All((told("blackmail"), Not(told("blackmail")))), Incident(), []),
        (
            of_some(under(13)),
            P1,
            [{"persons.p1.age": [{"under": 13}]}],
        ),
        (
            of_some(has_role("sharer")),
            P1,
            [{"persons.p1.roles.sharer": [True]}],
        ),
        (
            Quantified(EVERY, Entity.PERSON, AgeTest(Of.PERSON, YOUNG_OR_GROWN)),
            P1,
            [{"persons.p1.age": [{"under": 13}, {"at_least": 18}]}],
        ),
        (of_some(Not(under(120))), P1, [{"persons.p1.age": [120]}]),
        (
            Quantified(NONE, Entity.PERSON, told("pupil")),
            Incident(persons=[Person(id="p1", pupil=True)]),
            [{"persons.p1.pupil": [False], "persons_complete": [True]}],
        ),
        (
            Modal(Mode.POSSIBLY, Quantified(NONE, Entity.PERSON, told("pupil"))),
            Incident(persons=[Person(id="p1", pupil=True)]),
            [{"persons.p1.pupil": [False]}],
        ),
        (of_some(Not(AnyOf(())), Entity.DEVICE), Incident(), [{"devices.new2.listed": []}]),
        (DoneTest(frozenset({"call_police"})), Incident(), [{"done.call_police": [True]}]),
        (
            of_some(DoneTest(frozenset({"secure_device"}), Of.DEVICE), Entity.DEVICE),
            Incident(devices=[Device(id="d1")], devices_complete=True),
            [{"done.secure_device.d1": [True]}],
        ),
        (
            Not(DoneTest(frozenset({"call_police"}))),
            Incident(done=[JournalEntry(act="call_police")]),
            [{"done.call_police": [False]}],
        ),
        (
            Modal(Mode.KNOWN, told("blackmail")),
            Incident(),
            [{"blackmail": [True, False]}],
        ),
        (
            Modal(Mode.UNKNOWN, told("blackmail")),
            Incident(blackmail=True),
            [{"blackmail": ["cannot_say"]}],
        ),
        (Modal(Mode.CERTAINLY, told("blackmail")), Incident(), [{"blackmail": [True]}]),
        (
            Not(Modal(Mode.CERTAINLY, told("blackmail"))),
            Incident(blackmail=True),
            [{"blackmail": [False]}],
        ),
        (CANNOT_SAY, Incident(), [{"blackmail": ["cannot_say"]}]),
        (Not(CANNOT_SAY), Incident(cannot_say=["blackmail"]), [{"blackmail": [True, False]}]),
        (REPORTED, Incident(), [{"reported_at": []}]),
        (Not(REPORTED), TODAY, [{"reported_at": ["cannot_say"]}]),
        (
            of_some(AnyOf((under(10), All((at_least(10), under(16)))))),
            P1,
            [{"persons.p1.age": [{"under": 10}, {"at_least": 10, "under": 16}]}],
        ),
        (
            of_some(All((FactStatus(FactRef(Of.PERSON, "age"), Mode.KNOWN), at_least(13)))),
            P1,
            [{"persons.p1.age": [13]}],
        ),
    ],
)
def test_the_smallest_sets_of_facts(when: Condition, incident: Incident, expected: Sets) -> None:
    """Told facts changed, or unknown ones learned; nothing that does not matter."""
    assert ways_to(when, incident) == expected


def test_one_more_of_whom_nothing_need_be_told_is_only_listed() -> None:
    """Of another something is told, too."""
    found = {
        each.path: each.is_listing
        for body in (Not(AnyOf(())), told("in_hand"))
        for alternative in decision_of(
            Incident(), must("duty", "tell_lead", of_some(body, Entity.DEVICE))
        )
        .why_not("duty")
        .alternatives
        for each in alternative.changes
        if each.entity is Entity.DEVICE
    }
    assert found["devices.new2.listed"] is True
    assert found["devices.new2.in_hand"] is False


def test_that_something_of_a_person_is_known_asks_for_any_value() -> None:
    """Of an age one, of roles all."""
    age = FactStatus(FactRef(Of.PERSON, "age"), Mode.KNOWN)
    assert ways_to(of_some(age), P1) == [{"persons.p1.age": []}]
    roles = FactStatus(FactRef(Of.PERSON, "roles"), Mode.KNOWN)
    (first,) = ways_to(of_some(roles), P1)
    assert len(first) == 10


def test_facts_of_a_holder_may_be_anybodys_while_it_is_not_known_who_holds() -> None:
    """Once it is known, that person's."""
    persons = [Person(id="p1", pupil=True), Person(id="p2")]
    duty = must("duty", "secure_device", told("pupil", of=Of.HOLDER), for_each=DEVICE)
    unknown = Incident(persons=persons, devices=[Device(id="d1")], devices_complete=True)
    assert sets_of(decision_of(unknown, duty).why_not("secure_device", "d1")) == [
        {"devices.d1.holder": ["p1"]}
    ]
    held = Incident(persons=persons, devices=[Device(id="d1", holder="p2")], devices_complete=True)
    assert sets_of(decision_of(held, duty).why_not("secure_device")) == [
        {"persons.p2.pupil": [True]},
        {"devices.d1.holder": ["p1"]},
    ]
    known = FactStatus(FactRef(Of.DEVICE, "holder"), Mode.KNOWN)
    holder = must("duty", "secure_device", known, for_each=DEVICE)
    assert sets_of(decision_of(unknown, holder).why_not("duty")) == [
        {"devices.d1.holder": ["p1", "p2"]}
    ]


def test_that_it_is_not_known_who_holds_leaves_open_what_is_asked_of_the_holder() -> None:
    """Or that nobody can say it of the one who does."""
    unknown = Modal(Mode.UNKNOWN, told("pupil", of=Of.HOLDER))
    duty = must("duty", "secure_device", unknown, for_each=DEVICE)
    incident = Incident(
        persons=[Person(id="p1", pupil=True)],
        persons_complete=True,
        devices=[Device(id="d1", holder="p1")],
        devices_complete=True,
    )
    assert sets_of(decision_of(incident, duty).why_not("duty")) == [
        {"devices.d1.holder": ["cannot_say"]},
        {"persons.p1.pupil": ["cannot_say"]},
    ]


def test_an_answer_and_a_region_have_the_values_of_the_protocol() -> None:
    """A choice, a yes or no, a region that is declared."""
    parts: dict[str, Any] = {
        "answers": (
            AnswerSpec(id="own", text={"en": "own"}),
            AnswerSpec(
                id="choice",
                text={"en": "c"},
                choices=tuple(Choice(id=name, text={"en": name}) for name in ("a", "b", "c")),
            ),
        ),
        "regions": (Region(id="north", text={"en": "North"}), Region(id="south", text={"en": "S"})),
    }
    own = ValueTest(FactRef(Of.ANSWERS, "own"), frozenset({True}))
    assert ways_to(own, **parts) == [{"answers.own": [True]}]
    choice = ValueTest(FactRef(Of.ANSWERS, "choice"), frozenset({"a"}))
    assert ways_to(Not(choice), Incident(answers={"choice": "a"}), **parts) == [
        {"answers.choice": ["b", "c"]}
    ]
    assert ways_to(Not(told("region", "north")), **parts) == [{"region": ["south"]}]


def test_a_class_asks_for_itself_and_against_those_before_it() -> None:
    """Or only that another stays possible, where that is enough."""
    classes = [route("first", told("blackmail")), route("second", told("coerced")), route("last")]
    second = ClassTest(frozenset({"second"}))
    more: dict[str, Any] = {"classes": classes}
    assert ways_to(second, **more) == [{"blackmail": [False], "coerced": [True]}]
    last = ClassTest(frozenset({"last"}))
    assert ways_to(last, **more) == [{"blackmail": [False], "coerced": [False]}]
    assert ways_to(Not(ClassTest(frozenset({"first"}))), **more) == [{"blackmail": [False]}]
    not_certain = Not(Modal(Mode.CERTAINLY, ClassTest(frozenset({"first"}))))
    assert ways_to(not_certain, Incident(blackmail=True), **more) == [{"blackmail": [False]}]
    assert ways_to(ClassTest(frozenset()), **more) == []


def test_one_more_may_be_listed_before_the_list_is_complete() -> None:
    """Of a list that is only to be complete, not of one that is."""
    when = All((Not(GapTest(5)), of_some(AnyOf((told("pupil"), told("at_risk"))))))
    assert ways_to(when) == [
        {"persons.new1.pupil": [True], "persons_complete": [True]},
        {"persons.new1.at_risk": [True], "persons_complete": [True]},
    ]
    assert ways_to(when, Incident(persons_complete=True)) == []


def test_a_list_that_is_told_not_to_be_complete_may_have_one_more() -> None:
    """The one whom a line would be about may be the one listed, or one more."""
    unsure = Modal(Mode.POSSIBLY, of_some(told("at_risk")))
    when = All((unsure, has_role(*ROLES)))
    persons = [Person(id="p1", at_risk=False)]
    incident = Incident(persons=persons, persons_complete=True)
    found = decision_of(incident, must("duty", "support_person", when, for_each=PERSON))
    opened = [each for each in sets_of(found.why_not("duty")) if "persons_complete" in each]
    assert {path for each in opened for path in each} == {
        "persons_complete",
        *(f"persons.{whose}.roles.{role}" for whose in ("p1", "new1") for role in ROLES),
    }


def test_roles_that_somebody_does_not_have_need_not_be_taken_back() -> None:
    """Only the one that the person has."""
    persons = [Person(id="p1", roles={"sharer": True, "requester": False})]
    none = Modal(Mode.POSSIBLY, Not(of_some(has_role("sharer", "requester"))))
    assert ways_to(none, Incident(persons=persons, persons_complete=True)) == [
        {"persons.p1.roles.sharer": [False]}
    ]


def test_an_age_takes_the_place_of_what_was_told_of_it() -> None:
    """Also of a suspicion."""
    incident = Incident(persons=[Person(id="p1", adult=True)], persons_complete=True)
    found = decision_of(incident, must("duty", "tell_lead", of_some(under(13)))).why_not("duty")
    change = found.alternatives[0].changes[0]
    assert (change.path, change.was, change.learned) == ("persons.p1.age", "true", False)


HOLD = must_not("hold", "inform_parents", told("coerced"))


def duty_of(**more: Any) -> Directive:
    """Return a duty to tell the parents of a pupil."""
    return must("duty", "inform_parents", told("pupil"), for_each=PERSON, **more)


def test_what_is_prohibited_asks_that_the_prohibition_be_lifted_too() -> None:
    """By what it rests on, or by what overrides it."""
    incident = Incident(persons=[Person(id="p1")])
    found = decision_of(incident, HOLD, duty_of(may_be_held=True)).why_not("inform_parents", "p1")
    assert sets_of(found) == [{"coerced": [False], "persons.p1.pupil": [True]}]
    assert [line.id for line in found.prohibited_by] == ["hold"]
    lift = note("lift", told("blackmail"), overrides=("hold",))
    both = decision_of(incident, HOLD, lift, duty_of()).why_not("duty", "p1")
    assert sets_of(both) == [
        {"coerced": [False], "persons.p1.pupil": [True]},
        {"blackmail": [True], "persons.p1.pupil": [True]},
    ]


def test_what_only_waits_need_not_be_ruled_out() -> None:
    """A prohibition that waits applies only once it is certain; a duty that does not, before."""
    waits = must_not("hold", "inform_parents", told("coerced"), in_doubt=InDoubt.WAITS)
    incident = Incident(persons=[Person(id="p1", pupil=True)], coerced=True)
    assert sets_of(decision_of(incident, waits, duty_of()).why_not("duty", "p1")) == [
        {"coerced": [False]}
    ]
    applies = must(
        "duty", "tell_lead", All((told("coerced"), told("blackmail"))), in_doubt=InDoubt.APPLIES
    )
    of_one = decision_of(Incident(coerced=False), applies).why_not("duty")
    assert sets_of(of_one) == [{"coerced": [True]}]


def test_of_two_acts_either_will_do_unless_one_is_asked_for() -> None:
    """The act that is free is given already."""
    duty = must("duty", "call_police report_child_protection")
    hold = must_not("hold", "call_police", told("coerced"))
    decision = decision_of(Incident(coerced=True), duty, hold)
    assert decision.why_not("duty").given
    assert sets_of(decision.why_not("call_police")) == [{"coerced": [False]}]


def test_what_is_done_or_overridden_asks_for_the_contrary() -> None:
    """That it were not done; that what overrides it did not apply, or were overridden."""
    done = decision_of(Incident(done=[JournalEntry(act="tell_lead")]), must("duty", "tell_lead"))
    assert sets_of(done.why_not("duty")) == [{"done.tell_lead": [False]}]
    entry = JournalEntry(act="secure_device", target="d1")
    incident = Incident(devices=[Device(id="d1")], devices_complete=True, done=[entry])
    secure = decision_of(incident, must("duty", "secure_device", for_each=DEVICE))
    assert sets_of(secure.why_not("duty", "d1")) == [{"done.secure_device.d1": [False]}]
    directives = (
        must("usual", "tell_lead"),
        must("instead", "call_police", told("blackmail"), overrides=("usual",)),
        note("last", told("coerced"), overrides=("instead",)),
    )
    overridden = decision_of(Incident(blackmail=True), *directives).why_not("usual")
    assert sets_of(overridden) == [{"coerced": [True]}, {"blackmail": [False]}]


def test_of_an_act_that_is_only_prohibited_it_is_asked_why_it_is_not() -> None:
    """Of one that nothing names, nothing is found."""
    decision = decision_of(Incident(coerced=False), HOLD)
    found = decision.why_not("inform_parents")
    assert ([each.id for each in found.directives], sets_of(found)) == (
        ["hold"],
        [{"coerced": [True]}],
    )
    silent = decision.why_not("tell_lead")
    assert (silent.directives, silent.lines, silent.alternatives) == ((), (), ())
    assert decision_of(Incident(), HOLD).why_not("hold").given


def test_nothing_prohibited_is_proposed_to_be_done() -> None:
    """What would make it due is not that somebody looks at the picture."""
    looked = DoneTest(frozenset({"view_material"}))
    never = must_not("never", "view_material")
    duty = must("duty", "tell_lead", AnyOf((looked, told("blackmail"))))
    assert sets_of(decision_of(Incident(), never, duty).why_not("duty")) == [{"blackmail": [True]}]
