"""Reasons: what made a condition true, false or unknown, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.deciding import day_of, decision_of, line_of, lines_of
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
    under,
)
from sexto_rules.decisions import Plan, ReasonKind, explain, explain_class, outcome_from
from sexto_rules.decisions.residual import Residuals
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
from sexto_rules.protocol.model import AnswerSpec, InDoubt
from sexto_rules.protocol.outcome import Truth
from sexto_rules.testing import day_protocols, incidents
from sexto_rules.testing.conformance import expected_conditions

BLACKMAIL, COERCED = told("blackmail"), told("coerced")


def why(condition: Condition, incident: Incident | None = None, **more: Any) -> list[str]:
    """Return the reasons of a prohibition, which has a line whatever its condition."""
    no = must_not("no", "discipline", condition)
    return list(line_of(decision_of(incident or Incident(), no, **more), "no").because)


def why_each(condition: Condition, incident: Incident, kind: Entity = PERSON) -> list[str]:
    """Return the reasons of all lines of a prohibition for each person or device."""
    act = "inform_parents" if kind is PERSON else "secure_device"
    no = must_not("no", act, condition, for_each=kind)
    found = lines_of(decision_of(incident, no), "no")
    return [" + ".join(line.because) for line in found]


def test_the_parts_that_made_it_so() -> None:
    """A true `any` cites its true parts, a false `all` its false ones, an unknown one those."""
    either, both = AnyOf((BLACKMAIL, COERCED)), All((BLACKMAIL, COERCED))
    assert why(either, Incident(blackmail=True)) == ["blackmail: true"]
    assert why(either, Incident(blackmail=False)) == ["coerced: unknown"]
    assert why(either, Incident(blackmail=False, coerced=False)) == [
        "blackmail: false",
        "coerced: false",
    ]
    assert why(both, Incident(coerced=False)) == ["coerced: false"]
    assert why(both, Incident(coerced=True)) == ["blackmail: unknown"]
    assert why(both, Incident(coerced=True, blackmail=True)) == ["blackmail: true", "coerced: true"]
    assert why(Not(both), Incident(coerced=False)) == ["coerced: false"]
    assert why(Modal(Mode.CERTAINLY, both), Incident(coerced=True)) == ["blackmail: unknown"]
    assert why(All(())) == []


def test_values_in_plain_words() -> None:
    """Choices by name; `cannot_say` where nobody can."""
    assert why(told("setting", "primary"), Incident(setting="secondary")) == ["setting: secondary"]
    assert why(BLACKMAIL, Incident(cannot_say={"blackmail"})) == ["blackmail: cannot_say"]
    status = FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.KNOWN)
    assert why(status, Incident(blackmail=False)) == ["blackmail: false"]
    answers = (AnswerSpec(id="own", text={"en": "own"}),)
    own = told("own", of=Of.ANSWERS)
    assert why(own, Incident(answers={"own": True}), answers=answers) == ["answers.own: true"]


def test_a_conclusion_is_cited_before_what_made_it_so() -> None:
    """A conclusion that holds is its bare name."""
    conclusions = [
        conclusion("malice", BLACKMAIL, COERCED),
        conclusion("young", under(13), for_each=PERSON),
    ]
    malice = concluded("malice")
    found = why(malice, Incident(blackmail=True), conclusions=conclusions)
    assert found == ["malice", "blackmail: true"]
    nothing = Incident(blackmail=False, coerced=False)
    found = why(malice, nothing, conclusions=conclusions)
    assert found == ["malice: false", "blackmail: false", "coerced: false"]
    found = why(malice, conclusions=conclusions)
    assert found == ["malice: unknown", "blackmail: unknown", "coerced: unknown"]
    young = Quantified(Quantifier.SOME, PERSON, concluded("young"))
    people = [Person(id="p1", age=12), Person(id="p2")]
    found = why(young, Incident(persons=people), conclusions=conclusions)
    assert found == ["persons.p1.young", "persons.p1.age: 12"]


def test_a_class_is_cited_with_what_made_it_so() -> None:
    """The settled class, or all that are possible; of the last, why no other is."""
    classes = [route("first", BLACKMAIL), route("second", COERCED), route("last")]
    test = ClassTest(frozenset({"first"}))

    def of(incident: Incident) -> list[str]:
        return why(test, incident, classes=classes)

    assert of(Incident(blackmail=True)) == ["class: first", "blackmail: true"]
    assert of(Incident(blackmail=False)) == ["class: second or last", "coerced: unknown"]
    assert of(Incident(blackmail=False, coerced=False)) == [
        "class: last",
        "blackmail: false",
        "coerced: false",
    ]
    decision = decision_of(Incident(blackmail=True), classes=classes)
    assert decision.class_because == ("blackmail: true",)
    day = day_of(classes=classes)
    assert [str(reason) for reason in explain_class(day, Incident(blackmail=True))] == [
        "blackmail: true"
    ]
    assert explain_class(day_of(), Incident()) == ()


def test_who_made_a_quantifier_so() -> None:
    """Those listed who did; the list where nobody did, or somebody else may."""
    people = [Person(id="p1", pupil=True), Person(id="p2", pupil=False)]
    open_list = Incident(persons=people)
    closed = Incident(persons=people, persons_complete=True)
    pupil = told("pupil")
    some = Quantified(Quantifier.SOME, PERSON, pupil)
    every = Quantified(Quantifier.EVERY, PERSON, pupil)
    none = Quantified(Quantifier.NONE, PERSON, Not(Modal(Mode.POSSIBLY, pupil)))
    assert why(some, open_list) == ["persons.p1.pupil: true"]
    assert why(every, open_list) == ["persons.p2.pupil: false"]
    nobody = Incident(persons=people[1:], persons_complete=True)
    assert why(some, nobody) == ["persons.p2.pupil: false", "persons_complete: true"]
    assert why(some, Incident(persons=people[1:])) == ["persons_complete: unknown"]
    assert why(some, Incident(persons=people[1:], persons_complete=False)) == [
        "persons_complete: false"
    ]
    all_pupils = Incident(persons=people[:1], persons_complete=True)
    assert why(every, all_pupils) == ["persons.p1.pupil: true", "persons_complete: true"]
    assert why(none, closed) == ["persons.p2.pupil: false"]
    only = Quantified(Quantifier.SOME, PERSON, Modal(Mode.UNKNOWN, pupil))
    assert why(only, open_list) == ["persons_complete: unknown"]


def test_what_is_false_of_anybody_is_cited_rather_than_the_list() -> None:
    """Where the incident itself excludes it, who else there is does not matter."""
    both = Quantified(Quantifier.SOME, PERSON, All((told("pupil"), BLACKMAIL)))
    assert why(both, Incident(blackmail=False)) == ["blackmail: false"]
    assert why(both, Incident()) == ["persons_complete: unknown", "blackmail: unknown"]


def test_ages_as_told() -> None:
    """The age, a range, majority, or a claim that is doubted."""
    test = Quantified(Quantifier.SOME, PERSON, under(15))

    def of(**facts: Any) -> list[str]:
        person = Person(id="p1", **facts)
        found = why(test, Incident(persons=[person], persons_complete=True))
        return [reason for reason in found if reason != "persons_complete: true"]

    assert of() == ["persons.p1.age: unknown"]
    assert of(age=12) == ["persons.p1.age: 12"]
    assert of(age=AgeRange(12, 14)) == ["persons.p1.age: 12 to 13"]
    assert of(adult=True) == ["persons.p1.adult: true"]
    assert of(age=12, adult_suspected=True) == [
        "persons.p1.age: 12",
        "persons.p1.adult_suspected: true",
    ]
    told_adult = Quantified(Quantifier.SOME, PERSON, told("adult"))
    grown = Incident(persons=[Person(id="p1", age=20)])
    assert why(told_adult, grown) == ["persons.p1.adult: true"]


def test_roles_that_made_it_so() -> None:
    """The roles that somebody has; those they have not; all together where none stands out."""
    test = Quantified(Quantifier.SOME, PERSON, has_role("sharer", "sender"))

    def of(roles: Any, *unsayable: str) -> list[str]:
        person = Person(id="p1", roles=roles)
        incident = Incident(persons=[person], persons_complete=True, cannot_say=set(unsayable))
        return [reason for reason in why(test, incident) if reason != "persons_complete: true"]

    assert of(["sharer", "witness"]) == ["persons.p1.roles.sharer: true"]
    assert of(["witness", "reporter"]) == ["persons.p1.roles: witness, reporter"]
    assert of([]) == ["persons.p1.roles: none"]
    assert of({}) == ["persons.p1.roles: unknown"]
    assert of({}, "persons.p1.roles") == ["persons.p1.roles: cannot_say"]
    assert of({Role.SHARER: False}) == ["persons.p1.roles.sender: unknown"]
    assert of({Role.SHARER: False}, "persons.p1.roles.sender") == [
        "persons.p1.roles.sender: cannot_say"
    ]
    assert of({Role.SHARER: False, Role.SENDER: False}) == [
        "persons.p1.roles.sender: false",
        "persons.p1.roles.sharer: false",
    ]


def test_facts_of_a_holder_come_with_who_that_is() -> None:
    """Or with that nobody knows."""
    sharer, young = has_role("sharer", of=Of.HOLDER), under(15, Of.HOLDER)
    people = [Person(id="p1", roles=["sharer"], age=12)]
    held = Incident(persons=people, devices=[Device(id="d1", holder="p1")], devices_complete=True)
    lost = Incident(persons=people, devices=[Device(id="d1")], devices_complete=True)
    assert why_each(sharer, held, DEVICE) == [
        "devices.d1.holder: p1 + persons.p1.roles.sharer: true"
    ]
    assert why_each(young, held, DEVICE) == ["devices.d1.holder: p1 + persons.p1.age: 12"]
    assert why_each(told("pupil", of=Of.HOLDER), held, DEVICE) == [
        "devices.d1.holder: p1 + persons.p1.pupil: unknown"
    ]
    for test in (sharer, young, told("pupil", of=Of.HOLDER)):
        assert why_each(test, lost, DEVICE) == ["devices.d1.holder: unknown"]
    assert why_each(told("in_hand"), lost, DEVICE) == ["devices.d1.in_hand: unknown"]


def test_any_other_rests_on_the_list() -> None:
    """Of somebody not listed nothing is known but that there may be one."""
    assert why_each(told("pupil"), Incident()) == ["persons_complete: unknown"]
    assert why_each(has_role("sharer", of=Of.HOLDER), Incident(), DEVICE) == [
        "devices_complete: unknown"
    ]
    done = Not(DoneTest(frozenset({"inform_parents"}), Of.PERSON))
    assert why_each(done, Incident()) == ["persons_complete: unknown"]


def test_what_was_done_and_was_not() -> None:
    """Each act that was done; or that none was; to whom, where it has a target."""
    acts = DoneTest(frozenset({"tell_lead", "call_police"}))
    assert why(acts, Incident(done=[JournalEntry(act="tell_lead")])) == ["done.tell_lead: true"]
    assert why(acts) == ["done.call_police: false", "done.tell_lead: false"]
    informed = DoneTest(frozenset({"inform_parents"}), Of.PERSON)
    incident = Incident(
        persons=[Person(id="p1"), Person(id="p2")],
        persons_complete=True,
        done=[JournalEntry(act="inform_parents", target="p1")],
    )
    assert why_each(informed, incident) == [
        "done.inform_parents.p1: true",
        "done.inform_parents.p2: false",
    ]


def test_the_age_gap() -> None:
    """So many years at least, under so many, or unknown."""
    people = [
        Person(id="p1", roles=["depicted"], age=12),
        Person(id="p2", roles=["sharer"], age=20),
    ]
    listed = Incident(persons=people, persons_complete=True)
    assert why(GapTest(5), listed) == ["largest_age_gap: at least 5"]
    assert why(GapTest(9), listed) == ["largest_age_gap: under 9"]
    assert why(GapTest(5)) == ["largest_age_gap: unknown"]


def test_an_overridden_line_names_what_defeats_it() -> None:
    """But not an overrider that is itself defeated."""
    directives = [
        must("first", "tell_lead", BLACKMAIL, overrides=("second",)),
        must("second", "record_facts", COERCED, overrides=("third",)),
        must("also", "consult_police", COERCED, overrides=("third",)),
        must("third", "complete_grid"),
    ]
    both = decision_of(Incident(blackmail=True, coerced=True), *directives)
    assert line_of(both, "third").because == ("overridden_by: also",)
    one = decision_of(Incident(blackmail=False, coerced=True), *directives)
    assert line_of(one, "third").because == ("overridden_by: second", "overridden_by: also")


@pytest.mark.parametrize("with_for_each", [True, False])
def test_an_overrider_of_each_or_of_all(with_for_each: bool) -> None:  # noqa: FBT001 - a parameter
    """One with `for_each` defeats for the same person, one without for everybody."""
    condition = told("pupil") if with_for_each else BLACKMAIL
    kind = PERSON if with_for_each else None
    act = "support_person" if with_for_each else "tell_lead"
    directives = [
        must("over", act, condition, for_each=kind, overrides=("under",)),
        must("under", "inform_parents", for_each=PERSON),
    ]
    people = [Person(id="p1", pupil=True)]
    decision = decision_of(Incident(blackmail=True, persons=people), *directives)
    assert lines_of(decision, "under")[0].because == ("overridden_by: over",)


def test_the_tree_has_names_to_print_labels_from() -> None:
    """Each reason says what it cites, of whom, and with what text."""
    conclusions = [conclusion("young", under(13), for_each=PERSON)]
    young = Quantified(Quantifier.SOME, PERSON, concluded("young"))
    day = day_of(must("do", "tell_lead", young), conclusions=conclusions)
    incident = Incident(persons=[Person(id="p1", age=12)])
    decision = decision_of(incident, must("do", "tell_lead", young), conclusions=conclusions)
    (reason,) = explain(day, incident, line_of(decision, "do")._line)
    assert (reason.kind, reason.name, reason.value) == (ReasonKind.CONCLUSION, "young", "true")
    assert (reason.entity, reason.id, reason.text) == (PERSON, "p1", {"en": "text"})
    (fact,) = reason.parts
    assert (fact.kind, fact.name, fact.value) == (ReasonKind.FACT, "age", "12")


@pytest.mark.no_cover
@given(data=st.data())
def test_every_line_of_every_protocol_can_be_explained(data: st.DataObject) -> None:
    """One that is in doubt cites something unknown; one that is not unconditional, something."""
    day = data.draw(day_protocols())
    incident = data.draw(incidents(day))
    residuals = Residuals(day, incident)
    outcome = outcome_from(Plan(day), incident, expected_conditions(day, incident))
    whens = {each.id: each.condition for each in day.directives}
    for line in outcome.lines:
        reasons = [str(reason) for reason in explain(day, incident, line)]
        if not line.certain and line.target is None:
            unknown = residuals.value(whens[line.directive]) is Truth.UNKNOWN
            assert reasons or not unknown


def test_doubt_is_told_from_certainty() -> None:
    """A prohibition in doubt cites what is unknown, a lifted one what lifts it."""
    no = must_not("no", "discipline", BLACKMAIL)
    assert line_of(decision_of(Incident(), no), "no").because == ("blackmail: unknown",)
    assert line_of(decision_of(Incident(blackmail=False), no), "no").because == (
        "blackmail: false",
    )
    waits = must("do", "tell_lead", BLACKMAIL, in_doubt=InDoubt.WAITS)
    assert line_of(decision_of(Incident(), waits), "do").because == ("blackmail: unknown",)
