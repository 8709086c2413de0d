"""The questions of a decision: which, in what order, and what an answer may be."""

from __future__ import annotations

from decisions.deciding import (
    URGENCY,
    decider_of,
    decision_of,
    question,
)
from decisions.example import (
    INCIDENT,
    PARTS,
    decided,
)
from reference.small_protocols import (
    DEVICE,
    PERSON,
    has_role,
    must,
    told,
)
from sexto_rules.decisions import Decision
from sexto_rules.decisions.questions import questions_about
from sexto_rules.decisions.residual import Residuals
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import (
    Region,
)
from sexto_rules.protocol.outcome import Scope, Target


def test_questions_in_order() -> None:
    """By urgency, then as the grid has them; one that is out of place comes last."""
    decision = decided(INCIDENT)
    assert [each.id for each in decision.questions] == ["is-danger", "is-blackmail", "everybody"]
    assert decision.next_question == decision.questions[0]
    assert decision.missing == (
        "coerced",
        "devices_complete",
        "persons.p2.pupil",
        "devices.d1.connected",
    )
    assert not decision.final
    first, second, last = decision.questions
    assert (first.urgency, first.help, first.kind) == ("danger", {"en": "now"}, FactKind.BOOL)
    assert (second.values, second.choices) == ((True, False), {"true": {"en": "somebody demands"}})
    assert (last.adds, last.target, last.path) == (Entity.PERSON, None, "persons_complete")
    final = decided(
        Incident(
            blackmail=False,
            coerced=False,
            immediate_danger=False,
            setting="primary",
            persons_complete=True,
            devices_complete=True,
        )
    )
    assert (final.final, final.next_question, final.questions) == (True, None, ())


def test_the_next_question_beside_those_put_off() -> None:
    """The same whether all were worked out, whether it was read from JSON, or neither."""
    fresh, worked_out = decided(INCIDENT), decided(INCIDENT)
    first, second, last = worked_out.questions
    written = Decision.from_json(worked_out.to_json())
    for decision in (fresh, worked_out, written):
        assert decision.next_question == first
        assert decision.question_beside({f"{first.id} {first.path}"}) == second
        put_off = {f"{each.id} {each.path}" for each in (first, second, last)}
        assert decision.question_beside(put_off) is None
    assert (fresh.relevance, written.relevance) == ("exact", "exact")


def test_questions_about_facts_whether_they_matter_or_not() -> None:
    """As the grid has them."""
    incident = Incident(blackmail=True, immediate_danger=False)
    day = decider_of(questions=PARTS["questions"], urgency=URGENCY).day
    found = questions_about(Residuals(day, incident), {"blackmail", "immediate_danger", "coerced"})
    assert [each.path for each in found] == ["immediate_danger", "blackmail"]


def test_what_an_answer_may_be() -> None:
    """Values by the kind of the fact, with the texts that the protocol has for them."""
    directives = [
        must("a", "tell_lead", told("region", "qc")),
        must("b", "inform_parents", told("own", of=Of.ANSWERS), for_each=PERSON),
        must("c", "tell_lead", told("own_choice", "a", of=Of.ANSWERS)),
        must("d", "secure_device", told("owner", "school"), for_each=DEVICE),
        must("e", "secure_device", told("adult", of=Of.HOLDER), for_each=DEVICE),
    ]
    incident = Incident(persons=[Person(id="p1")], devices=[Device(id="d1")])
    regions = (Region(id="qc", text={"en": "Québec"}),)
    decision = decision_of(incident, *directives, **PARTS, regions=regions)
    asked = {each.id: each for each in decision.questions}
    assert (asked["where"].kind, asked["where"].values) == (FactKind.CODE, ("qc",))
    assert asked["where"].choices == {"qc": {"en": "Québec"}}
    assert (asked["own"].kind, asked["own"].path) == (FactKind.BOOL, "answers.own")
    assert (asked["own-choice"].kind, asked["own-choice"].values) == (FactKind.CHOICE, ("a",))
    assert decision.questions[-2].id == "own-choice"
    assert asked["holder"].values == ("p1",)
    assert asked["owner"].values == ("student", "school", "other")
    assert asked["owner"].target == Target(Entity.DEVICE, Scope.ONE, "d1")
    assert (asked["how-old"].path, asked["how-old"].values) == ("persons.p1.age", ())
    assert asked["how-old"].learned_by == "complete_grid"


def test_only_roles_still_open_are_asked() -> None:
    """Neither those known nor those that nobody can say."""
    do = must("do", "support_person", has_role("depicted", "witness"), for_each=PERSON)
    incident = Incident(
        persons=[Person(id="p1", roles={"sharer": True}), Person(id="p2")],
        cannot_say={"persons.p1.roles.depicted"},
    )
    decision = decision_of(incident, do, questions=(question("roles", "roles", Of.PERSON),))
    first, second = decision.questions
    assert (first.path, second.path) == ("persons.p1.roles", "persons.p2.roles")
    assert set(second.values) - set(first.values) == {"sharer", "depicted"}
    assert len(first.values) == 8


def test_roles_are_asked_one_person_after_the_other() -> None:
    """Each person listed, in order; the values are the roles."""
    do = must("do", "inform_parents", told("pupil"), for_each=PERSON)
    incident = Incident(persons=[Person(id="p2"), Person(id="p1")], persons_complete=True)
    grid = (question("pupil", "pupil", Of.PERSON, for_each=PERSON),)
    decision = decision_of(incident, do, questions=grid, urgency=URGENCY)
    assert [each.path for each in decision.questions] == ["persons.p2.pupil", "persons.p1.pupil"]
