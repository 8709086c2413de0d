"""Why: the smallest part of what is told, as a tree."""

from __future__ import annotations

import pickle
from typing import Any

from attrs import evolve

from decisions.deciding import CITED, decision_of
from decisions.explaining import facts_of, tree_of, why_of
from reference.small_protocols import (
    DEVICE,
    at_least,
    concluded,
    conclusion,
    must,
    must_not,
    route,
    told,
    under,
)
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import ALL_AGES
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    ALWAYS,
    AgeTest,
    All,
    AnyOf,
    ClassTest,
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
from sexto_rules.protocol.model import Basis
from support.schemas import require_why

SOME, NONE = Quantifier.SOME, Quantifier.NONE


def test_of_several_facts_that_would_do_one_is_cited() -> None:
    """The first that the condition names; an `and` needs them all."""
    incident = Incident(blackmail=True, coerced=True, ongoing=True)
    either = AnyOf((told("blackmail"), told("coerced")))
    assert facts_of(why_of(either, incident)) == ["blackmail: true"]
    both = All((told("ongoing"), either))
    why = why_of(both, incident)
    assert set(facts_of(why)) == {"blackmail: true", "ongoing: true"}
    assert tree_of(why) == ["ongoing: true", "blackmail: true"]


def test_the_tree_goes_by_conclusions_with_what_they_rest_on() -> None:
    """Only the rule that is needed; the sources are given in full."""
    danger = conclusion("danger", told("coerced"), told("blackmail"))
    incident = Incident(blackmail=True)
    duty = must("duty", "tell_lead", concluded("danger"), sources=CITED, basis=Basis.LAW)
    decision = decision_of(incident, duty, conclusions=[danger])
    why = decision.why("duty")
    (reason,) = why.reasons
    assert (str(reason), reason.bases) == ("danger", (Basis.INFERENCE,))
    assert [str(part) for part in reason.parts] == ["blackmail: true"]
    assert [source.id for source in why.sources] == ["law", "guide"]
    data = why.to_dict()
    assert data["facts"] == ["blackmail: true"]
    assert data["reasons"][0]["parts"][0]["path"] == "blackmail"
    assert data["line"]["id"] == "duty"
    assert data["sources"][0]["id"] == "law"
    require_why(why=[data])


def test_what_always_applies_rests_on_nothing() -> None:
    """No fact, no reason."""
    why = why_of(ALWAYS, Incident(blackmail=True))
    assert (why.facts, why.reasons, why.unknown, why.changed_by) == ((), (), (), ())
    assert why.changed_by_complete


def test_what_is_only_asked_to_be_possible_needs_no_fact() -> None:
    """It is told, and it would be so without: nothing is cited of it."""
    why = why_of(Modal(Mode.POSSIBLY, told("blackmail")), Incident(blackmail=True))
    assert (why.facts, why.reasons) == ((), ())


def test_a_class_is_cited_with_what_rules_out_those_before_it() -> None:
    """And what makes it so; a class that does not matter is not."""
    classes = [route("first", told("blackmail")), route("second", told("coerced")), route("last")]
    incident = Incident(blackmail=False, coerced=True, ongoing=True)
    second = why_of(ClassTest(frozenset({"second"})), incident, classes=classes)
    assert facts_of(second) == ["coerced: true", "blackmail: false"]
    (reason,) = second.reasons
    assert [str(part) for part in reason.parts] == ["blackmail: false", "coerced: true"]
    not_last = why_of(ClassTest(frozenset({"first", "second"})), incident, classes=classes)
    assert facts_of(not_last) == ["coerced: true"]
    last = Incident(blackmail=False, coerced=False)
    assert len(why_of(ClassTest(frozenset({"last"})), last, classes=classes).facts) == 2


def test_the_possible_classes_are_explained_by_no_more_than_is_needed() -> None:
    """What makes the first so; of the last, what rules out the other; else what is not known."""
    classes = [route("first", AnyOf((told("blackmail"), told("coerced")))), route("last")]

    def cited(**facts: Any) -> list[str]:
        decision = decision_of(Incident(ongoing=True, **facts), classes=classes)
        return [str(reason) for reason in decision.why_classes()]

    assert cited(blackmail=True, coerced=True) == ["blackmail: true"]
    assert cited(blackmail=False, coerced=False) == ["blackmail: false", "coerced: false"]
    assert cited(blackmail=False) == ["coerced: unknown"]


def test_an_explanation_is_pickled_with_what_would_change_it() -> None:
    """Which is looked for when first read; the incident stays behind."""
    why = why_of(told("blackmail"), Incident(ongoing=True))
    read = pickle.loads(pickle.dumps(why))  # noqa: S301 - our own
    assert read == why
    assert read.to_dict() == why.to_dict()
    assert [each.changes[0].path for each in read.changed_by] == ["blackmail"]


def test_everybody_needs_each_and_the_list() -> None:
    """Somebody needs one person only."""
    persons = [Person(id="p1", age=15), Person(id="p2", age=AgeRange(12, 17), pupil=True)]
    incident = Incident(persons=persons, persons_complete=True)
    none = why_of(Quantified(NONE, Entity.PERSON, under(12)), incident)
    assert set(facts_of(none)) == {
        "persons_complete: true",
        "persons.p1.age: 15",
        "persons.p2.age: 12 to 16",
    }
    some = why_of(Quantified(SOME, Entity.PERSON, at_least(12)), incident)
    assert facts_of(some) == ["persons.p1.age: 15"]


def test_an_open_list_is_cited_as_it_is_told() -> None:
    """Told to be open or not told: no fact is needed, and neither is called otherwise."""
    nobody = Quantified(NONE, Entity.PERSON, told("pupil"))
    incidents = {
        "false": Incident(persons_complete=False),
        "cannot_say": Incident(cannot_say=["persons_complete"]),
        "unknown": Incident(),
    }
    for said, incident in incidents.items():
        why = why_of(nobody, incident)
        assert (tree_of(why), why.facts) == ([f"persons_complete: {said}"], ())


def test_an_age_gap_is_cited_with_the_ages_and_roles_it_follows_from() -> None:
    """What is told of a third person is not."""
    incident = Incident(
        persons=[
            Person(id="p1", roles={"depicted": True}, age=12),
            Person(id="p2", roles={"sharer": True}, age=18),
            Person(id="p3", roles={"witness": True}, age=40),
        ]
    )
    why = why_of(GapTest(5), incident)
    beside_it = All((told("blackmail"), GapTest(5)))
    with_more = why_of(beside_it, evolve(incident, blackmail=True, persons_complete=True))
    assert set(facts_of(with_more)) == {"blackmail: true", *facts_of(why)}
    (gap,) = why.reasons
    assert str(gap) == "largest_age_gap: at least 5"
    assert (
        {str(part) for part in gap.parts}
        == set(facts_of(why))
        == {
            "persons.p1.roles.depicted: true",
            "persons.p1.age: 12",
            "persons.p2.roles.sharer: true",
            "persons.p2.age: 18",
        }
    )


def test_a_suspicion_is_cited_with_the_age_it_leaves_open() -> None:
    """The age is enough where the suspicion is left out; it would say less."""
    person = Person(id="p1", age=15, adult_suspected=True, adult=False)
    why = why_of(Quantified(SOME, Entity.PERSON, under(18)), Incident(persons=[person]))
    assert facts_of(why) == ["persons.p1.age: 15"]


def test_the_journal_is_cited_and_what_follows_from_it() -> None:
    """That a device is in hand follows from what was done to it."""
    entry = JournalEntry(act="secure_device", target="d1")
    incident = Incident(devices=[Device(id="d1")], done=[entry], blackmail=True)
    in_hand = must("duty", "hand_over_device", told("in_hand"), for_each=DEVICE)
    decision = decision_of(incident, in_hand)
    why = decision.why("duty", target="d1")
    assert tree_of(why) == ["devices.d1.in_hand: true", "done.secure_device.d1: true"]
    assert facts_of(why) == ["done.secure_device.d1: true"]
    done = DoneTest(frozenset({"tell_lead"}))
    assert tree_of(why_of(Not(done), Incident())) == ["done.tell_lead: false"]


def test_what_was_done_is_cited_from_the_journal() -> None:
    """A duty that was done, and a prohibition that was breached."""
    entries = [JournalEntry(act="call_police"), JournalEntry(act="view_material")]
    incident = Incident(done=entries)
    duty, never = must("duty", "call_police"), must_not("never", "view_material")
    decision = decision_of(incident, duty, never)
    assert facts_of(decision.why("duty")) == ["done.call_police: true"]
    assert tree_of(decision.why("duty")) == ["done.call_police: true"]
    assert facts_of(decision.why("never")) == ["done.view_material: true"]


def test_what_nobody_can_say_is_a_fact_where_it_is_asked() -> None:
    """Of the incident, of a person, of an answer."""
    status = FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.CANNOT_SAY)
    why = why_of(status, Incident(cannot_say=["blackmail", "ongoing"]))
    assert facts_of(why) == tree_of(why) == ["blackmail: cannot_say"]
    of_person = Quantified(
        SOME, Entity.PERSON, FactStatus(FactRef(Of.PERSON, "pupil"), Mode.CANNOT_SAY)
    )
    incident = Incident(persons=[Person(id="p1")], cannot_say=["persons.p1.pupil"])
    assert facts_of(why_of(of_person, incident)) == ["persons.p1.pupil: cannot_say"]


def test_that_a_fact_is_known_cites_it_and_that_it_can_be_said_cites_nothing() -> None:
    """`cannot_say` is false of whatever is not told to be so."""
    blackmail = FactRef(Of.INCIDENT, "blackmail")
    incident = Incident(blackmail=True)
    assert tree_of(why_of(FactStatus(blackmail, Mode.KNOWN), incident)) == ["blackmail: true"]
    sayable = why_of(Not(FactStatus(blackmail, Mode.CANNOT_SAY)), incident)
    assert (sayable.facts, sayable.reasons) == ((), ())


def test_what_is_partly_known_of_a_holder_is_not_called_unknown() -> None:
    """Who holds a device is known; the age of that person is not."""
    duty = must("duty", "secure_device", under(18, Of.HOLDER), for_each=DEVICE)
    incident = Incident(
        persons=[Person(id="p1"), Person(id="p2", age=AgeRange(10, 30))],
        devices=[Device(id="d1", holder="p1"), Device(id="d2", holder="p2")],
    )
    decision = decision_of(incident, duty)
    assert tree_of(decision.why("duty", "d1")) == ["persons.p1.age: unknown"]
    assert tree_of(decision.why("duty", "d2")) == [
        "devices.d2.holder: p2",
        "persons.p2.age: 10 to 29",
    ]


def test_what_holds_of_any_age_calls_no_age_unknown() -> None:
    """The age is told, and does not matter: it is not cited at all."""
    any_age = AgeTest(Of.PERSON, ALL_AGES)
    incident = Incident(persons=[Person(id="p1", age=12)])
    why = why_of(Quantified(SOME, Entity.PERSON, any_age), incident)
    assert (why.facts, why.reasons) == ((), ())


def test_a_contradiction_without_the_rest_is_never_made() -> None:
    """Handed over, and told not to be in hand: the entries stand or fall together."""
    entries = [
        JournalEntry(act="secure_device", target="d1"),
        JournalEntry(act="hand_over_device", target="d1"),
    ]
    incident = Incident(devices=[Device(id="d1", in_hand=False)], done=entries)
    duty = must("duty", "record_custody", Not(told("in_hand")), for_each=DEVICE)
    why = decision_of(incident, duty).why("duty", "d1")
    assert facts_of(why) == ["done.hand_over_device.d1: true"]
