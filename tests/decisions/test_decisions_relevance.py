"""Relevance: sound against the exact definition, and what it says in plain cases."""

from __future__ import annotations

import random
from math import prod
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from decisions.deciding import day_of, decision_of
from decisions.small_worlds import World, exactly_relevant, learning, sample_world
from reference.small_protocols import (
    DEVICE,
    PERSON,
    at_least,
    concluded,
    conclusion,
    has_role,
    must,
    must_not,
    route,
    told,
    under,
)
from sexto_rules.decisions.openness import NEW, open_facts
from sexto_rules.decisions.reach import CERTAIN, POSSIBLE, spans
from sexto_rules.decisions.relevance import relevant_facts
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
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
)
from sexto_rules.protocol.model import AnswerSpec, DayProtocol, Directive, InDoubt
from sexto_rules.reference import BLANK, class_value, evaluate
from sexto_rules.reference.knowledge import listed
from sexto_rules.testing import day_protocols, incidents

YES_NO = (True, False)
FACTS = ("blackmail", "coerced")
CLOSED: dict[str, Any] = {"persons_complete": True, "devices_complete": True}


def relevant(incident: Incident, *directives: Directive, **more: Any) -> set[str]:
    """Return the relevant facts of a protocol of these directives."""
    day = day_of(*directives, **more)
    return set(relevant_facts(Plan(day), Residuals(day, incident)))


def when(condition: Condition, incident: Incident | None = None, **more: Any) -> set[str]:
    """Return the relevant facts of a protocol with one duty under a condition."""
    return relevant(incident or Incident(**CLOSED), must("do", "tell_lead", condition), **more)


def some(kind: Entity, body: Condition) -> Quantified:
    """Some person or device is so."""
    return Quantified(Quantifier.SOME, kind, body)


@pytest.mark.parametrize("seed", range(40))
def test_never_fewer_than_the_exact_definition(seed: int) -> None:
    """In small worlds, where every set of values of every open fact can be tried."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    world = sample_world(rng)
    while prod(len(values) + 1 for values in world.open.values()) > 300:
        world = sample_world(rng)
    found = relevant_facts(Plan(world.day), Residuals(world.day, world.incident))
    open_now = set(open_facts(world.day, world.incident))
    assert (exactly_relevant(world) & open_now) <= set(found) <= open_now


def test_the_exact_definition_itself() -> None:
    """A fact that changes nothing alone, but does once another is known, is relevant."""
    both = All((told("blackmail"), told("coerced")))

    facts = {name: [learning(**{name: value}) for value in YES_NO] for name in FACTS}
    world = World(day_of(must("do", "tell_lead", both)), Incident(**CLOSED), facts)
    assert exactly_relevant(world) == {"blackmail", "coerced"}


@given(data=st.data())
def test_values_are_those_of_the_reference_and_in_reach(data: st.DataObject) -> None:
    """The value that a condition has now is the reference's, and among those it can have."""
    day: DayProtocol = data.draw(day_protocols())
    incident = data.draw(incidents(day))
    residuals = Residuals(day, incident)
    for one in day.classes:
        if one.when is not None:
            assert residuals.value(one.when) is class_value(one, day, incident)
    for directive in day.directives:
        kind = directive.for_each
        for about in [None] if kind is None else [*listed(incident, kind), BLANK]:
            residual = residuals.of(directive.condition, about)
            assert residual.value is evaluate(directive.condition, day, incident, about)
            assert residual.reach >> residual.value & 1
            if about is BLANK:
                assert not residual.reach & ~residuals.of(directive.condition, NEW).reach


def test_an_unknown_fact_matters_and_a_known_one_does_not() -> None:
    """Nothing more is to be learned of what is told, or of what nobody can say."""
    assert when(told("blackmail")) == {"blackmail"}
    assert when(told("blackmail"), Incident(**CLOSED, blackmail=False)) == set()
    assert when(told("blackmail"), Incident(**CLOSED, cannot_say={"blackmail"})) == set()


def test_a_settled_part_settles_the_rest() -> None:
    """Beside a true alternative, or a false part of an `all`, nothing else matters."""
    either = AnyOf((told("blackmail"), told("coerced")))
    both = All((told("blackmail"), told("coerced")))
    assert when(either, Incident(**CLOSED, blackmail=True)) == set()
    assert when(both, Incident(**CLOSED, blackmail=False)) == set()
    assert when(both, Incident(**CLOSED, blackmail=True)) == {"coerced"}
    assert when(Not(both), Incident(**CLOSED, blackmail=False)) == set()


def test_a_duty_waits_for_certainty_alone() -> None:
    """Where one part can never be known, the others cannot make a duty due."""
    both = All((told("blackmail"), told("coerced")))
    unsayable = Incident(**CLOSED, cannot_say={"blackmail"})
    assert when(both, unsayable) == set()
    in_doubt = must("do", "tell_lead", both, in_doubt=InDoubt.APPLIES)
    assert relevant(unsayable, in_doubt) == {"coerced"}
    assert relevant(unsayable, must_not("no", "discipline", both)) == {"coerced"}
    assert relevant(unsayable, must_not("no", "discipline", Not(both))) == set()


def test_whether_a_prohibition_is_certain_matters_where_it_meets_a_duty() -> None:
    """It tells a conflict from a held duty; where the duty cannot come to be, it does not."""
    no = must_not("no", "complete_grid", AnyOf((told("blackmail"), told("coerced"))))
    doubtful = Incident(**CLOSED, cannot_say={"blackmail"}, grooming=True)
    assert relevant(doubtful, no) == set()
    assert relevant(doubtful, no, must("do", "complete_grid", told("grooming"))) == {"coerced"}
    assert relevant(doubtful, no, must("do", "complete_grid", told("repeated"))) == {
        "coerced",
        "repeated",
    }
    assert relevant(doubtful, no, must("do", "complete_grid", Not(told("grooming")))) == set()


def test_whether_an_overrider_is_certain_matters() -> None:
    """Also of a directive that applies in doubt."""
    either = AnyOf((told("blackmail"), told("coerced")))
    doubtful = Incident(**CLOSED, cannot_say={"blackmail"})
    overriding = must("do", "tell_lead", either, in_doubt=InDoubt.APPLIES, overrides=("other",))
    assert relevant(doubtful, overriding, must("other", "record_facts")) == {"coerced"}


def test_what_was_done_asks_nothing_more() -> None:
    """The condition of a duty that the journal discharges matters only if it overrides."""
    done = Incident(**CLOSED, done=[JournalEntry(act="tell_lead")])
    assert when(told("blackmail"), done) == set()
    overriding = must("do", "tell_lead", told("blackmail"), overrides=("other",))
    assert relevant(done, overriding, must("other", "record_facts")) == {"blackmail"}


def test_classes_matter_up_to_one_that_is_true() -> None:
    """Conditions after a class that is and stays true change nothing."""
    classes = [route("a", told("blackmail")), route("b", told("coerced")), route("c")]
    assert relevant(Incident(**CLOSED), classes=classes) == {"blackmail", "coerced"}
    assert relevant(Incident(**CLOSED, blackmail=True), classes=classes) == set()
    no_last = [route("a", told("blackmail"))]
    assert relevant(Incident(**CLOSED, blackmail=False), classes=no_last) == set()


def test_a_test_of_the_class_asks_for_its_facts() -> None:
    """Through the test; once the class is settled, for none."""
    classes = [route("a", told("blackmail")), route("b", told("coerced")), route("c")]
    do = must("do", "tell_lead", ClassTest(frozenset({"b"})))
    assert relevant(Incident(**CLOSED, blackmail=False), do, classes=classes) == {"coerced"}
    assert relevant(Incident(**CLOSED, blackmail=True), do, classes=classes) == set()


@pytest.mark.parametrize("mode", list(Mode))
def test_modals_ask_for_what_they_test(mode: Mode) -> None:
    """A fact that can still be learned, or be one nobody can say, changes a modal."""
    assert when(Modal(mode, told("blackmail"))) == {"blackmail"}
    assert when(Modal(mode, told("blackmail")), Incident(**CLOSED, blackmail=True)) == set()
    unsayable = Incident(**CLOSED, cannot_say={"blackmail"})
    assert when(Modal(mode, told("blackmail")), unsayable) == set()


@pytest.mark.parametrize(
    "other",
    [
        Not(told("coerced")),
        AnyOf((told("coerced"), told("coerced"))),
        Modal(Mode.KNOWN, told("coerced")),
        concluded("inside"),
        ClassTest(frozenset({"first"})),
        FactStatus(FactRef(Of.INCIDENT, "coerced"), Mode.UNKNOWN),
    ],
)
def test_cannot_say_asks_for_everything_it_reads(other: Condition) -> None:
    """A condition is `cannot_say` only when every unknown fact it reads is: each one matters."""
    body = All((told("blackmail"), AnyOf((other, told("grooming")))))
    incident = Incident(**CLOSED, cannot_say={"blackmail"}, grooming=True)
    found = when(
        Modal(Mode.CANNOT_SAY, body),
        incident,
        conclusions=[conclusion("inside", told("coerced"))],
        classes=[route("first", told("coerced")), route("last")],
    )
    assert found == {"coerced"}


def test_cannot_say_asks_for_lists_it_reads() -> None:
    """An open list, and the facts of those on it."""
    body = All((told("blackmail"), Not(All((some(PERSON, told("pupil")), told("coerced"))))))
    incident = Incident(
        cannot_say={"blackmail"}, coerced=False, persons=[Person(id="p1")], devices_complete=True
    )
    assert when(Modal(Mode.CANNOT_SAY, body), incident) == {
        "persons_complete",
        "persons.p1.pupil",
    }
    closed = evolve(incident, persons_complete=True)
    assert when(Modal(Mode.CANNOT_SAY, body), closed) == {"persons.p1.pupil"}
    nobody = evolve(closed, persons=[])
    assert when(Modal(Mode.CANNOT_SAY, body), nobody) == set()


def test_cannot_say_of_the_age_gap_asks_also_for_who_is_not_involved() -> None:
    """Their facts cannot change the gap, but whether everything it reads can be said."""
    witness = Person(id="p1", roles=["witness"], age=AgeRange(13, 19))
    unsayable = {"blackmail", "persons.p1.age", "persons.p1.adult_suspected"}
    incident = Incident(**CLOSED, persons=[witness], cannot_say=unsayable)
    body = AnyOf((told("blackmail"), GapTest(5)))
    assert when(body, incident) == set()
    assert when(Modal(Mode.CANNOT_SAY, body), incident) == {"persons.p1.adult"}


def test_cannot_say_of_somebody_not_yet_listed() -> None:
    """Somebody listed later may be one of whom nobody can say, or one of whom somebody can."""
    do = must("do", "support_person", Modal(Mode.CANNOT_SAY, told("pupil")), for_each=PERSON)
    assert relevant(Incident(), do) == {"persons_complete"}


def test_an_open_list_matters_where_one_more_could() -> None:
    """Somebody not yet listed may be the one; not where the incident excludes it."""
    body = All((told("pupil"), told("blackmail")))
    assert when(some(PERSON, body), Incident()) == {"blackmail", "persons_complete"}
    assert when(some(PERSON, body), Incident(blackmail=False)) == set()
    informed = All((told("pupil"), DoneTest(frozenset({"inform_parents"}), Of.PERSON)))
    done = Incident(
        persons=[Person(id="p1")],
        devices_complete=True,
        done=[JournalEntry(act="inform_parents", target="p1")],
    )
    assert when(some(PERSON, informed), done) == {"persons.p1.pupil"}
    nobody = Quantified(Quantifier.NONE, PERSON, told("pupil"))
    assert when(nobody, Incident()) == {"persons_complete"}
    everybody = Quantified(Quantifier.EVERY, PERSON, AnyOf((told("pupil"), told("blackmail"))))
    assert when(everybody, Incident()) == {"blackmail", "persons_complete"}
    assert when(everybody, Incident(blackmail=True)) == set()


def test_a_list_that_nobody_can_say_is_complete_stays_open_and_asks_nothing() -> None:
    """The blank stays; what the incident tells may still decide it."""
    unsayable = Incident(cannot_say={"persons_complete"}, devices_complete=True)
    body = All((told("pupil"), told("blackmail")))
    assert when(some(PERSON, body), unsayable) == set()
    assert when(Modal(Mode.POSSIBLY, some(PERSON, body)), unsayable) == {"blackmail"}
    every = Quantified(Quantifier.EVERY, PERSON, AnyOf((told("pupil"), told("blackmail"))))
    assert when(every, unsayable) == {"blackmail"}
    no = must_not("no", "inform_parents", body, for_each=PERSON)
    assert relevant(unsayable, no) == {"blackmail"}
    do = must("do", "inform_parents", body, for_each=PERSON)
    assert relevant(unsayable, do) == set()


def test_a_list_told_to_be_incomplete_is_still_open() -> None:
    """`no` to "is that everybody?" is not the last word."""
    incident = Incident(persons_complete=False, devices_complete=True)
    assert when(some(PERSON, told("pupil")), incident) == {"persons_complete"}
    assert when(told("persons_complete"), incident) == {"persons_complete"}


def test_a_duty_for_each_asks_for_everybody_listed() -> None:
    """And for the list, where one more could be concerned."""
    do = must("do", "inform_parents", told("pupil"), for_each=PERSON)
    people = [Person(id="p1", pupil=True), Person(id="p2"), Person(id="p3")]
    incident = Incident(
        persons=people,
        devices_complete=True,
        done=[JournalEntry(act="inform_parents", target="p3")],
    )
    assert relevant(incident, do) == {"persons_complete", "persons.p2.pupil"}
    never = must("do", "inform_parents", All((told("pupil"), told("blackmail"))), for_each=PERSON)
    assert relevant(Incident(blackmail=False), never) == set()


def test_the_holder_may_be_anybody_listed() -> None:
    """While nobody knows who holds a device, the facts of all who may matter."""
    do = must("do", "secure_device", has_role("sharer", of=Of.HOLDER), for_each=DEVICE)
    people = [Person(id="p1"), Person(id="p2", roles=["sharer"])]
    unknown = Incident(**CLOSED, persons=people, devices=[Device(id="d1")])
    assert relevant(unknown, do) == {"devices.d1.holder", "persons.p1.roles"}
    known = Incident(**CLOSED, persons=people, devices=[Device(id="d1", holder="p1")])
    assert relevant(known, do) == {"persons.p1.roles"}
    unsayable = Incident(
        **CLOSED, persons=people, devices=[Device(id="d1")], cannot_say={"devices.d1.holder"}
    )
    assert relevant(unsayable, do) == set()
    listed_later = Incident(persons=people, persons_complete=True)
    assert relevant(listed_later, do) == {"devices_complete", "persons.p1.roles"}


def test_roles_matter_while_one_that_is_asked_for_is_open() -> None:
    """A role told, or one that nobody can say, does not."""
    some_sharer = some(PERSON, has_role("sharer", "sender"))

    def of(person: Person, *unsayable: str) -> set[str]:
        return when(some_sharer, Incident(**CLOSED, persons=[person], cannot_say=set(unsayable)))

    assert of(Person(id="p1")) == {"persons.p1.roles"}
    assert of(Person(id="p1", roles={Role.SHARER: False})) == {"persons.p1.roles"}
    assert of(Person(id="p1", roles={Role.SHARER: False, Role.SENDER: False})) == set()
    assert of(Person(id="p1", roles={Role.SENDER: True})) == set()
    assert of(Person(id="p1"), "persons.p1.roles") == set()
    assert of(Person(id="p1"), "persons.p1.roles.sharer", "persons.p1.roles.sender") == set()


def test_ages_matter_while_they_can_change_the_test() -> None:
    """`age`, `adult` and `adult_suspected` together make what is known of an age."""
    under_15 = some(PERSON, under(15))

    def of(test: Condition = under_15, unsayable: str = "", **facts: Any) -> set[str]:
        person = Person(id="p1", **facts)
        paths = {f"persons.p1.{name}" for name in unsayable.split()}
        found = when(test, Incident(**CLOSED, persons=[person], cannot_say=paths))
        return {path.removeprefix("persons.p1.") for path in found}

    assert of() == {"age", "adult", "adult_suspected"}
    assert of(age=12) == {"adult_suspected"}
    assert of(age=12, adult_suspected=False) == set()
    assert of(age=12, adult=False) == set()
    assert of(age=12, adult_suspected=True) == {"adult"}
    assert of(age=AgeRange(12, 17), adult=False) == {"age"}
    assert of(age=AgeRange(12, 17), adult=False, unsayable="age") == set()
    assert of(age=AgeRange(12, 14), adult=False) == set()
    assert of(age=AgeRange(16, 19), adult_suspected=False) == set()
    assert of(age=AgeRange(12, 14), test=some(PERSON, at_least(18))) == {
        "adult_suspected",
        "age",
    }
    assert of(adult=True) == set()
    assert of(unsayable="age", adult_suspected=False) == set()
    minor = some(PERSON, under(18))
    assert of(minor, unsayable="age", adult_suspected=False) == {"adult"}
    assert of(age=12, adult_suspected=True, unsayable="adult") == set()


def test_the_age_gap_asks_for_all_who_may_be_involved() -> None:
    """Their roles, their ages, and whether there are more."""
    gap = GapTest(5)
    depicted = Person(id="p1", roles=["depicted"], age=12, adult=False)
    sharer = Person(id="p2", roles=["sharer"], age=20, adult=True)
    witness = Person(id="p3", roles=["witness"])
    anybody = Person(id="p4", age=13, adult=False)
    assert when(gap, Incident(**CLOSED, persons=[depicted, sharer])) == set()
    assert when(gap, Incident(**CLOSED, persons=[depicted, witness])) == set()
    assert when(gap, Incident(persons=[depicted], devices_complete=True)) == {"persons_complete"}
    may_be = Incident(**CLOSED, persons=[depicted, Person(id="p5", age=12), anybody])
    assert when(gap, may_be) == {
        "persons.p4.roles",
        "persons.p5.adult_suspected",
        "persons.p5.roles",
    }
    known = Incident(**CLOSED, persons=[depicted, anybody])
    assert when(gap, known) == set()
    claimed = Person(id="p6", roles=["sharer"], age=40)
    assert when(gap, Incident(**CLOSED, persons=[depicted, claimed])) == set()


def test_the_status_of_a_fact_matters_while_it_can_change() -> None:
    """Known now, unknown once an adult is suspected."""
    known = some(PERSON, FactStatus(FactRef(Of.PERSON, "age"), Mode.KNOWN))

    def of(person: Person) -> set[str]:
        return when(known, Incident(**CLOSED, persons=[person]))

    assert of(Person(id="p1", age=12)) == {"persons.p1.adult_suspected"}
    assert of(Person(id="p1", age=12, adult=False)) == set()


def test_devices_answers_and_the_journal() -> None:
    """A device in hand by the journal is known to be; what was done is never asked."""
    in_hand = some(DEVICE, told("in_hand"))
    secured = Incident(
        **CLOSED,
        devices=[Device(id="d1"), Device(id="d2")],
        done=[JournalEntry(act="secure_device", target="d1")],
    )
    assert when(in_hand, secured) == set()
    unsecured = Incident(**CLOSED, devices=[Device(id="d2")])
    assert when(in_hand, unsecured) == {"devices.d2.in_hand"}
    assert when(DoneTest(frozenset({"tell_lead"}))) == set()
    answers = (AnswerSpec(id="own", text={"en": "own"}),)
    own = told("own", of=Of.ANSWERS)
    assert when(own, answers=answers) == {"answers.own"}
    assert when(own, Incident(**CLOSED, answers={"own": False}), answers=answers) == set()
    unsayable = Incident(**CLOSED, cannot_say={"answers.own"})
    assert when(own, unsayable, answers=answers) == set()


def test_open_facts_of_an_incident() -> None:
    """In the order of the vocabulary, then of the lists."""
    day = day_of(answers=(AnswerSpec(id="own", text={"en": "own"}),))
    incident = Incident(persons=[Person(id="p1", age=12, adult=False)], devices=[Device(id="d1")])
    found = list(open_facts(day, incident))
    assert found[0] == "setting"
    assert found.index("persons_complete") < found.index("answers.own")
    assert found.index("answers.own") < found.index("persons.p1.roles")
    assert "persons.p1.age" not in found
    assert found[-1] == "devices.d1.holder_refuses"


def test_no_cut_is_spanned_by_one_value() -> None:
    """A set of one value lies on one side of everything."""
    both = POSSIBLE | CERTAIN
    for reach in (0b001, 0b010, 0b100):
        assert spans(reach, both) == 0
    assert spans(0b011, both) == POSSIBLE
    assert spans(0b110, both) == CERTAIN
    assert spans(0b111, POSSIBLE) == POSSIBLE


def test_a_final_decision_asks_nothing() -> None:
    """Nothing that can still be learned changes anything, whether a question asks or not."""
    do = must("do", "tell_lead", told("blackmail"))
    assert not decision_of(Incident(**CLOSED), do).final
    assert decision_of(Incident(**CLOSED, blackmail=True), do).final
