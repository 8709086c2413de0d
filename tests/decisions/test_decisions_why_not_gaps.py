"""Why not, of ages: spans of them, and those, with roles, that would give a gap or leave none."""

from __future__ import annotations

from typing import Any

from decisions.deciding import decision_of
from decisions.explaining import Sets, ways_to
from reference.small_protocols import PERSON, at_least, has_role, must, told, under
from sexto_rules.facts import AgeRange, Incident, Person
from sexto_rules.facts.vocabulary import Role
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
)

INVOLVED = sorted(role for role in Role if role not in {Role.WITNESS, Role.REPORTER})


def with_ages(*ages: int | AgeRange, **more: Any) -> Incident:
    """Return an incident of a person in the picture, of one who shared it, and of nobody else."""
    roles = ("depicted", "sharer")
    persons = [
        Person(id=f"p{number}", roles={role: True}, age=age)
        for number, (role, age) in enumerate(zip(roles, ages, strict=True), 1)
    ]
    return Incident(**{"persons": persons, "persons_complete": True, **more})


def test_an_age_gap_asks_for_roles_where_the_ages_are_apart() -> None:
    """Each that has the other involved; one who is in the picture is."""
    apart = [Person(id="p1", roles={"depicted": True}, age=10), Person(id="p2", age=20)]
    incident = Incident(persons=apart, persons_complete=True)
    found = ways_to(GapTest(5), incident)
    assert found == [{f"persons.p2.roles.{role}": [True]} for role in found_order(found)]
    assert sorted(found_order(found)) == INVOLVED


def found_order(found: Sets) -> list[str]:
    """Return the roles that single facts name, in their order."""
    return [path.rpartition(".")[2] for each in found for path in each]


def test_an_age_gap_asks_for_ages_of_the_one_or_of_the_other() -> None:
    """Those that are far enough from what is known of the other; of both, where that is nothing."""
    assert ways_to(GapTest(5), with_ages(10, 12)) == [
        {"persons.p1.age": [{"under": 8}, {"at_least": 17}]},
        {"persons.p2.age": [{"under": 6}, {"at_least": 15}]},
    ]
    assert ways_to(GapTest(5), with_ages(AgeRange(10, 13), AgeRange(14, 18))) == [
        {"persons.p1.age": [{"under": 10}, {"at_least": 22}]},
        {"persons.p2.age": [{"under": 6}, {"at_least": 17}]},
    ]
    unknown = with_ages(AgeRange(0, 121), AgeRange(0, 121))
    assert ways_to(GapTest(5), unknown) == [
        {"persons.p1.age": [{"under": 14}], "persons.p2.age": [{"at_least": 18}]}
    ]


def test_that_there_is_no_age_gap_asks_for_roles_or_for_ages_that_are_near() -> None:
    """And that nobody else is there; enough ages known as a range may be near."""
    assert ways_to(Not(GapTest(5)), with_ages(10, 12, persons_complete=False)) == [
        {"persons_complete": [True]}
    ]
    near = ways_to(Not(GapTest(5)), with_ages(10, 20))
    assert {"persons.p2.age": [{"at_least": 6, "under": 15}]} in near
    assert {"persons.p1.roles.depicted": [False]} not in near
    assert {"persons.p1.age": [{"at_least": 16, "under": 25}]} in near
    unsure = ways_to(Modal(Mode.POSSIBLY, Not(GapTest(5))), with_ages(10, 20))
    assert {"persons.p1.roles.depicted": [False]} in unsure
    assert {"persons.p2.roles.sharer": [False]} in unsure


def test_an_age_gap_may_be_with_one_more_person_or_between_two() -> None:
    """A second is only thought of where one leads to nothing."""
    one = Incident(persons=[Person(id="p1", roles={"depicted": True}, age=10)])
    first = ways_to(GapTest(5), one)[0]
    assert first.keys() == {"persons.new1.age", f"persons.new1.roles.{Role.CREATOR}"}
    nobody = decision_of(Incident(), must("duty", "tell_lead", GapTest(5))).why_not("duty")
    assert nobody.complete
    assert {change.id for change in nobody.alternatives[0].changes} == {"new1", "new3"}
    seconds = [each.is_second for each in nobody.alternatives[0].changes]
    assert seconds == [False, False, True, True]


def test_a_suspicion_that_is_taken_back_may_leave_no_age_gap() -> None:
    """The claimed age is near; the suspected one need not be."""
    persons = [
        Person(id="p1", roles={"depicted": True}, age=10),
        Person(id="p2", roles={"sharer": True}, age=12, adult_suspected=True),
    ]
    found = ways_to(Not(GapTest(5)), Incident(persons=persons, persons_complete=True))
    assert {"persons.p2.adult_suspected": [False]} in found


def test_of_a_span_each_year_is_enough() -> None:
    """Where it is not known how old one is, there may be no gap; at 20 there is one."""
    persons = [
        Person(id="p1", roles={"depicted": True}),
        Person(id="p2", roles={"sharer": True}, age=15),
    ]
    unsure = Modal(Mode.POSSIBLY, Not(GapTest(5)))
    grown = Quantified(Quantifier.SOME, PERSON, All((at_least(18), has_role("depicted"))))
    incident = Incident(persons=persons, persons_complete=True)
    assert ways_to(All((grown, unsure)), incident)[0] == {
        "persons.p1.age": [{"at_least": 18, "under": 20}]
    }


def test_beside_a_span_each_other_fact_is_needed() -> None:
    """Known to be under 18 alone, it would not be known whether somebody is 12."""
    unsure = AnyOf((told("blackmail"), Modal(Mode.UNKNOWN, at_least(12))))
    young = Quantified(Quantifier.SOME, PERSON, All((under(18), unsure)))
    incident = Incident(persons=[Person(id="p1")], persons_complete=True)
    assert ways_to(young, incident) == [
        {"blackmail": [True], "persons.p1.age": [{"under": 12}, {"at_least": 12, "under": 18}]}
    ]


def test_known_or_unsayable_may_be_by_what_nobody_can_say_alone() -> None:
    """Though that somebody is an adult, or is not, is known first."""
    adult = FactRef(Of.PERSON, "adult")
    asked = AnyOf((FactStatus(adult, Mode.KNOWN), FactStatus(adult, Mode.CANNOT_SAY)))
    unsure = Not(Modal(Mode.CERTAINLY, Not(at_least(18))))
    young = Not(Modal(Mode.CERTAINLY, at_least(18)))
    some = Quantified(Quantifier.SOME, PERSON, All((asked, unsure, young)))
    incident = Incident(persons=[Person(id="p1")], persons_complete=True)
    assert ways_to(some, incident) == [{"persons.p1.adult": ["cannot_say"]}]
