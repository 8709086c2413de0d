"""Why not, within bounds: of very many alternatives some, and what is asked wrongly."""

from __future__ import annotations

from datetime import date

import pytest

from decisions.deciding import day_of, decision_of
from decisions.explaining import sets_of, ways_to
from reference.small_protocols import (
    DEVICE,
    PERSON,
    concluded,
    conclusion,
    has_role,
    must,
    must_not,
    route,
    told,
)
from sexto_rules.decisions import Decider, Plan
from sexto_rules.decisions.grounds import Grounds
from sexto_rules.errors import ProblemsError
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.facts.vocabulary import FACTS, FactKind
from sexto_rules.library import load_protocol
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ClassTest,
    DoneTest,
    Not,
    Of,
)
from sexto_rules.reference import decide
from support.schemas import require_why


def test_conclusions_and_wide_conditions_are_searched_within_bounds() -> None:
    """Some of very many are found, each of which is one."""
    facts = ("blackmail", "coerced", "ongoing", "grooming", "repeated", "for_profit")
    wide = conclusion("wide", *(told(name) for name in (*facts, "pressured", "synthetic")))
    either = ways_to(concluded("wide"), conclusions=[wide])
    assert len(either) == 8
    pairs = All(tuple(AnyOf(tuple(map(told, facts))) for _ in range(2)))
    assert {len(each) for each in ways_to(pairs)} == {1}
    many = [name for name, spec in FACTS[None].items() if spec.kind is FactKind.BOOL]
    assert len(ways_to(AnyOf(tuple(map(told, many))))) == len(many)
    digits = [
        told("content", "nude", "text_only", "other"),
        told("distribution", "wide", "public", "group", "one_person"),
        told("stage", "disclosure", "referred", "closed"),
    ]
    ((found),) = ways_to(All(tuple(digits)))
    assert {path: len(values) for path, values in found.items()} == {
        "content": 3,
        "distribution": 4,
        "stage": 1,
    }


def test_where_very_many_are_tried_it_is_not_said_that_these_are_all() -> None:
    """One of twelve facts, one of twelve others, and one of twelve more."""
    names = [name for name, spec in FACTS[None].items() if spec.kind is FactKind.BOOL]
    twelves = (names[:12], names[12:24], names[24:36])
    when = All(tuple(AnyOf(tuple(map(told, twelve))) for twelve in twelves))
    found = decision_of(Incident(), must("duty", "tell_lead", when)).why_not("duty")
    assert not found.complete
    assert found.to_dict()["complete"] is False


def test_what_leads_far_is_not_tried() -> None:
    """Of ten facts, each may be told, or others in its place: all are found in few steps."""
    names = [name for name, spec in FACTS[None].items() if spec.kind is FactKind.BOOL]
    ones, twos, threes, last = names[:10], names[10:20], names[20:30], told(names[30])
    each = (
        AnyOf((told(one), All((told(two), told(three))), All((told(two), last))))
        for one, two, three in zip(ones, twos, threes, strict=True)
    )
    found = decision_of(Incident(), must("duty", "tell_lead", All(tuple(each)))).why_not("duty")
    assert found.complete
    assert {change.path for change in found.alternatives[0].changes} == set(ones)
    assert {len(each.changes) for each in found.alternatives[1:]} <= {11, 12}


def test_what_leads_near_is_tried_first_though_it_may_lead_far_too() -> None:
    """Of one act, by one fact or by eight others; of the same act, by two."""
    names = [name for name, spec in FACTS[None].items() if spec.kind is FactKind.BOOL]
    one, *eight, first, second = map(told, names[:11])
    near = must("near", "tell_lead", AnyOf((one, All(tuple(eight)))))
    far = must("far", "tell_lead", All((first, second)))
    found = decision_of(Incident(), near, far).why_not("tell_lead")
    assert [len(each.changes) for each in found.alternatives] == [1, 2]


def test_of_several_lines_each_is_followed_by_itself() -> None:
    """A duty for each of eight persons: what one lacks is not told beside what another does."""
    first, second = (
        All(tuple(map(has_role, roles, roles[1:] + roles[:1])))
        for roles in (["sharer", "requester", "creator"], ["sender", "recipient", "threatener"])
    )
    persons = [Person(id=f"p{number}") for number in range(1, 9)]
    incident = Incident(persons=persons, persons_complete=True)
    duty = must("duty", "support_person", All((first, second)), for_each=PERSON)
    found = decision_of(incident, duty).why_not("duty")
    assert found.complete
    smallest = [each for each in found.alternatives if len(each.changes) == 4]
    assert len(smallest) == 8 * 3 * 3
    assert all(len({change.id for change in each.changes}) == 1 for each in smallest)


def test_what_is_mild_only_where_all_else_is_ruled_out_takes_very_many_facts() -> None:
    """All the smallest sets are found, though one before it must be ruled out, not certain."""
    persons = [
        Person(id="p1", roles=["depicted", "sender"], age=10, pupil=True),
        Person(id="p2", roles=["recipient"], age=11, pupil=True),
    ]
    incident = Incident(content="semi_nude", setting="primary", persons=persons)
    with Decider(load_protocol("au-core"), date(2026, 11, 23), ["compiled"]) as decider:
        found = decider.decide(incident).why_not("restore_relationships")
    assert found.complete
    assert [len(each.changes) for each in found.alternatives] == [16, 16]
    (first, second) = ({change.path for change in each.changes} for each in found.alternatives)
    assert first ^ second == {"persons.p2.adult_suspected", "persons.p2.roles.recipient"}


def test_what_is_asked_about_must_be_there() -> None:
    """An act or a directive of the protocol; a person or device that is listed."""
    decision = decision_of(
        Incident(), must_not("hold", "inform_parents"), must("duty", "tell_lead")
    )
    for name, target, code in (("inform_parent", None, "SX493"), ("duty", "p1", "SX494")):
        with pytest.raises(ProblemsError, match=code):
            decision.why_not(name, target)


def test_it_can_be_written_as_data() -> None:
    """With every alternative."""
    data = (
        decision_of(Incident(), must("duty", "tell_lead", told("blackmail")))
        .why_not("duty")
        .to_dict()
    )
    assert data == {
        "name": "duty",
        "target": None,
        "given": False,
        "directives": ["duty"],
        "lines": data["lines"],
        "prohibited_by": [],
        "alternatives": [
            {
                "changes": [{"path": "blackmail", "was": "unknown", "to": [True], "new": False}],
                "learned": True,
            }
        ],
        "complete": True,
    }
    assert [line["status"] for line in data["lines"]] == ["possible"]
    require_why(why=[], why_not=data)


def test_a_set_that_contradicts_itself_is_not_proposed() -> None:
    """Secured and not handed over, and yet not in hand; handed over since, it may be."""
    secured = DoneTest(frozenset({"secure_device"}), Of.DEVICE)
    duty = must("duty", "record_custody", All((secured, Not(told("in_hand")))), for_each=DEVICE)
    incident = Incident(devices=[Device(id="d1")], devices_complete=True)
    found = decision_of(incident, duty).why_not("duty")
    assert sets_of(found) == [{"done.hand_over_device.d1": [True], "done.secure_device.d1": [True]}]
    assert found.complete


def test_classes_without_a_last_one_are_all_looked_at() -> None:
    """None of them is the one."""
    only = [route("first", told("blackmail"))]
    assert ways_to(Not(ClassTest(frozenset({"first"}))), classes=only) == []


def test_what_a_mutant_or_an_observer_decides_can_be_explained_too() -> None:
    """From a plan, an incident and an outcome alone."""
    day = day_of(must("duty", "tell_lead", told("blackmail")))
    plan, incident = Plan(day), Incident()
    grounds = Grounds(plan, incident, decide(day, incident))
    assert [len(each.changes) for each in grounds.why_not((), "duty", None).alternatives] == [1]
