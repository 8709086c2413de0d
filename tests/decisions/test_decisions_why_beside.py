"""Why, beside other directives: held, overridden, in doubt; and what cannot be explained."""

from __future__ import annotations

import pickle

import pytest

from decisions.deciding import CITED, decider_of, decision_of, lines_of
from decisions.example import decided
from decisions.explaining import facts_of, tree_of
from reference.small_protocols import (
    PERSON,
    must,
    must_not,
    note,
    one,
    told,
)
from sexto_rules.decisions import DecidedLine, Decision, Relation
from sexto_rules.errors import ProblemsError
from sexto_rules.facts import Incident, Person
from sexto_rules.protocol.conditions import (
    ALWAYS,
    All,
    FactRef,
    FactStatus,
    Mode,
    Of,
)
from sexto_rules.protocol.model import Basis, Directive
from support.schemas import require_why


def test_a_prohibition_in_doubt_cites_what_is_not_known_and_what_lifts_it() -> None:
    """It is in force because of that, whatever else is told."""
    never = must_not("never", "inform_parents", All((told("coerced"), told("ongoing"))))
    decision = decision_of(Incident(ongoing=True), never)
    why = decision.why("never")
    assert (facts_of(why), tree_of(why)) == ([], ["coerced: unknown"])
    assert [str(fact) for fact in why.unknown] == ["coerced: unknown"]
    changes = [[(each.path, each.to) for each in one.changes] for one in why.changed_by]
    assert changes == [[("coerced", (False,))], [("ongoing", (False,))]]
    assert [one.learned for one in why.changed_by] == [True, False]


def test_a_duty_that_waits_says_what_would_make_it_due() -> None:
    """Also of any other person, who is not listed yet."""
    duty = must("duty", "inform_parents", told("pupil"), for_each=PERSON)
    decision = decision_of(Incident(persons=[Person(id="p1")]), duty)
    of_p1, of_other = (decision.why(line) for line in lines_of(decision, "duty"))
    assert [each.to_dict() for each in of_p1.changed_by] == [
        {
            "changes": [{"path": "persons.p1.pupil", "was": "unknown", "to": [True], "new": False}],
            "learned": True,
        }
    ]
    assert of_p1.to_dict()["changed_by_complete"] is True
    require_why(why=[of_p1.to_dict()])
    (one_more,) = of_other.changed_by
    assert [(each.path, each.is_new) for each in one_more.changes] == [("persons.new1.pupil", True)]


HELD = (
    must_not("hold", "inform_parents", told("coerced"), sources=CITED, basis=Basis.LAW),
    must("duty", "inform_parents", told("pupil"), for_each=PERSON, may_be_held=True),
)


def test_a_held_line_cites_what_holds_it_and_what_would_free_it() -> None:
    """The prohibition is in doubt; once it is certain, the two contradict each other."""
    incident = Incident(persons=[Person(id="p1", pupil=True)])
    decision = decision_of(incident, *HELD)
    why = decision.why("duty", target="p1")
    (beside,) = why.beside
    assert (beside.relation, beside.directive.id) == (Relation.HELD_BY, "hold")
    assert [str(reason) for reason in beside.reasons] == ["coerced: unknown"]
    assert facts_of(why) == ["persons.p1.pupil: true"]
    (free,) = why.changed_by
    assert [(each.path, each.to) for each in free.changes] == [("coerced", (False,))]
    assert why.to_dict()["beside"][0]["relation"] == "held_by"
    assert why.to_dict()["beside"][0]["basis"] == "law"
    assert {source.id for source in why.sources} == {"law", "guide"}
    conflict = decision_of(Incident(persons=incident.persons, coerced=True), *HELD)
    assert set(facts_of(conflict.why("duty", target="p1"))) == {
        "coerced: true",
        "persons.p1.pupil: true",
    }


def test_a_duty_that_no_prohibition_holds_cites_why_it_does_not() -> None:
    """Were it not told, the duty would be held."""
    incident = Incident(persons=[Person(id="p1", pupil=True)], coerced=False)
    why = decision_of(incident, *HELD).why("duty", target="p1")
    assert set(facts_of(why)) == {"coerced: false", "persons.p1.pupil: true"}
    (beside,) = why.beside
    assert beside.relation is Relation.NOT_PROHIBITED_BY
    assert [str(reason) for reason in beside.reasons] == ["coerced: false"]


def test_an_alternative_that_is_free_cites_why_the_other_is_not() -> None:
    """Of two acts one is prohibited."""
    duty = must("duty", "call_police report_child_protection")
    decision = decision_of(
        Incident(coerced=True), duty, must_not("hold", "call_police", told("coerced"))
    )
    why = decision.why("duty")
    (beside,) = why.beside
    assert (beside.relation, why.line.acts) == (Relation.INSTEAD_OF, ("report_child_protection",))


OVERRIDES: tuple[Directive, ...] = (
    must("usual", "tell_lead"),
    must("instead", "call_police", told("blackmail"), overrides=("usual",)),
    must("last", "call_emergency_services", told("coerced"), overrides=("instead",)),
)


def test_an_overridden_line_cites_what_overrides_it() -> None:
    """Overridden in its turn, it does not."""
    decision = decision_of(Incident(blackmail=True), *OVERRIDES)
    why = decision.why("usual")
    assert [(each.relation, each.directive.id) for each in why.beside] == [
        (Relation.OVERRIDDEN_BY, "instead")
    ]
    assert facts_of(why) == ["blackmail: true"]
    free = decision_of(Incident(blackmail=True, coerced=True), *OVERRIDES)
    assert facts_of(free.why("usual")) == []
    assert set(facts_of(free.why("instead"))) == {"blackmail: true", "coerced: true"}


def test_a_prohibition_that_is_overridden_lets_a_duty_be() -> None:
    """The duty cites what overrides the prohibition."""
    directives = (
        must_not("hold", "inform_parents"),
        note("lift", told("blackmail"), overrides=("hold",)),
        must("duty", "inform_parents", for_each=PERSON, when=ALWAYS),
    )
    incident = Incident(blackmail=True, persons=[Person(id="p1")])
    why = decision_of(incident, *directives).why("duty", "p1")
    (beside,) = why.beside
    assert (beside.relation, facts_of(why)) == (
        Relation.NOT_PROHIBITED_BY,
        ["blackmail: true"],
    )


def test_a_directive_that_does_not_override_is_cited_where_what_is_told_says_so() -> None:
    """It would, were the fact not known."""
    unknown = FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.UNKNOWN)
    directives = (must("usual", "tell_lead"), note("ask", unknown, overrides=("usual",)))
    why = decision_of(Incident(blackmail=False), *directives).why("usual")
    (beside,) = why.beside
    assert beside.relation is Relation.NOT_OVERRIDDEN_BY
    assert facts_of(why) == ["blackmail: false"]


def test_a_line_must_be_named_so_that_it_is_clear() -> None:
    """The id of a directive, and of whom where there are several."""
    duty = must("duty", "inform_parents", for_each=PERSON)
    decision = decision_of(Incident(persons=[Person(id="p1"), Person(id="p2")]), duty)
    assert decision.why("duty", "p2").line.target == one(PERSON, "p2")
    for name, target, code in (
        ("duties", None, "SX493"),
        ("none", None, "SX493"),
        ("duty", None, "SX494"),
        ("duty", "p3", "SX494"),
    ):
        with pytest.raises(ProblemsError, match=code):
            decision.why(name, target)
    stranger = decision_of(Incident(), must("other", "tell_lead")).why("other").line
    with pytest.raises(ProblemsError, match="SX493"):
        decision.why(stranger)


def test_a_decision_that_was_read_says_that_it_has_no_incident() -> None:
    """From JSON or from a pickle; what was written of its reasons stays."""
    decision = decided()
    for read in (Decision.from_json(decision.to_json()), pickle.loads(pickle.dumps(decision))):  # noqa: S301 - our own
        assert read.because == decision.because
        with pytest.raises(ProblemsError, match="SX492"):
            read.why(read.directives[0])
        with pytest.raises(ProblemsError, match="SX492"):
            read.why_classes()
        with pytest.raises(ProblemsError, match="SX492"):
            read.why_not("call_police")
        with pytest.raises(ProblemsError, match="SX492"):
            read.what_if(blackmail=True)


def test_reasons_of_a_decision_as_data_are_those_of_its_lines() -> None:
    """For whoever writes JSON."""
    decision = decided()
    because = decision.because
    assert because["classification"] == list(decision.class_because)
    lines: list[DecidedLine] = list(decision.directives)
    assert [each["because"] for each in because["directives"]] == [
        list(line.because) for line in lines
    ]


def test_the_protocol_need_not_be_decided_by_compiled() -> None:
    """What is replayed is; and a closed decider explains what it decided."""
    decider = decider_of(must("duty", "tell_lead", told("blackmail")), engines=["durable"])
    decision = decider.decide(Incident(blackmail=True))
    decider.close()
    assert facts_of(decision.why("duty")) == ["blackmail: true"]
