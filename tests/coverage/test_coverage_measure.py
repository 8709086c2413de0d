"""What is measured: classes, rules, directives, overrides, questions, and who showed it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sexto_rules.coverage import (
    Coverage,
    GoalKind,
    GoalState,
    Measuring,
    Moment,
    Result,
    measure,
    share_of,
)
from sexto_rules.facts import Device, Incident, structure_incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import All, ClassTest, ConclusionTest, FactRef, Of, ValueTest
from sexto_rules.protocol.model import Basis, Period, Protocol, Question, UrgencyGroup
from support.build import conclusion, directive, klass, protocol, text, yes

DAY = date(2026, 1, 1)
A, B = yes("blackmail"), yes("coerced")
HOLDS = ValueTest(FactRef(Of.DEVICE, "may_hold_material"), frozenset({True}))


def moment(name: str, day: date = DAY, **facts: Any) -> Moment:
    """A moment in which these facts are known."""
    return Moment(name=name, day=day, incident=Incident(**facts))


def of(coverage: Coverage, key: str, what: str) -> Result:
    """The result of a goal by its key and state."""
    (found,) = [
        each
        for each in coverage.results
        if each.goal.key == key and each.goal.what == what and each.goal.kind is not GoalKind.PAIR
    ]
    return found


def states(coverage: Coverage, key: str) -> dict[str, str]:
    """The state of everything that is to be shown of a key, pairs left out."""
    return {
        str(each.goal.what): str(each.state)
        for each in coverage.results
        if each.goal.key == key and each.goal.kind is not GoalKind.PAIR
    }


def question(name: str, fact: str) -> Question:
    """A question of the incident."""
    return Question(
        id=name,
        origin="test",
        basis=Basis.INFERENCE,
        fact=FactRef(Of.INCIDENT, fact),
        urgency="now",
        text=text(),
    )


def test_nothing_is_shown_by_nothing() -> None:
    """Without a moment every goal that is possible is missing."""
    coverage = measure(protocol(classes=(klass("a", A), klass("b"))), [])
    assert {each.state for each in coverage.results} == {GoalState.MISSING}
    assert coverage.moments == 0


def test_a_class_is_settled_open_or_excluded() -> None:
    """Each of the three is seen by itself."""
    of_classes = protocol(classes=(klass("a", A), klass("b")))
    assert states(measure(of_classes, [moment("m")]), "class a") == {
        "settled": "missing",
        "open": "shown",
        "excluded": "missing",
    }
    both = measure(of_classes, [moment("m", blackmail=True), moment("n", blackmail=False)])
    assert states(both, "class a") == {
        "settled": "shown",
        "open": "missing",
        "excluded": "shown",
    }


def test_one_class_alone_is_never_open() -> None:
    """Where there is one class, it is settled; nothing else can be."""
    coverage = measure(protocol(classes=(klass("a"),)), [moment("m")])
    assert states(coverage, "class a") == {
        "settled": "shown",
        "open": "impossible",
        "excluded": "impossible",
    }


def test_each_rule_of_a_conclusion_is_measured() -> None:
    """A rule is true, unknown and false for itself, whatever the conclusion is."""
    of_rules = protocol(conclusions=(conclusion("k", A, B),))
    coverage = measure(of_rules, [moment("m", blackmail=True)])
    assert of(coverage, "conclusion k rule 1", "true").shown_by == ("m",)
    again = measure(of_rules, [moment("m", blackmail=True), moment("n", blackmail=True)])
    assert of(again, "conclusion k rule 1", "true").shown_by == ("m",), "the first one"
    assert of(coverage, "conclusion k rule 2", "unknown").state is GoalState.SHOWN
    assert of(coverage, "conclusion k rule 2", "true").state is GoalState.MISSING


def test_the_rules_of_a_conclusion_are_its_leaves() -> None:
    """That one rule alone decides the conclusion is a pair of its own."""
    of_rules = protocol(conclusions=(conclusion("k", A, B),))
    alone = [
        moment("m", blackmail=True, coerced=False),
        moment("n", blackmail=False, coerced=False),
    ]
    assert whole_pairs(measure(of_rules, alone)) == {(0, "FT")}
    masked = [moment("m", blackmail=True, coerced=True), moment("n", blackmail=False, coerced=True)]
    assert whole_pairs(measure(of_rules, masked)) == set()


def whole_pairs(coverage: Coverage) -> set[tuple[int, str]]:
    """The pairs shown of the conclusion `k` as the `or` of its rules."""
    return {
        (each.goal.number, "".join(value.name[0] for value in each.goal.values))
        for each in coverage.results
        if each.goal.key == "conclusion k"
        and each.state is GoalState.SHOWN
        and each.goal.values is not None
    }


def test_a_directive_applies_for_certain_in_doubt_or_not() -> None:
    """A duty: due, possible, absent. A prohibition in doubt is in force, and still in doubt."""
    of_both = protocol(
        directives=(
            directive("never", "must_not", "view_material", condition=A),
            directive("call", "must", "call_police", condition=A),
        )
    )
    doubt = measure(of_both, [moment("m")])
    for key in ("directive never", "directive call"):
        assert states(doubt, key) == {
            "certain": "missing",
            "in_doubt": "shown",
            "absent": "missing",
        }
    rest = measure(of_both, [moment("m", blackmail=True), moment("n", blackmail=False)])
    for key in ("directive never", "directive call"):
        assert states(rest, key) == {"certain": "shown", "in_doubt": "missing", "absent": "shown"}


def test_a_directive_without_condition_can_only_apply() -> None:
    """What always holds is never in doubt and never absent."""
    coverage = measure(
        protocol(directives=(directive("never", "must_not", "view_material"),)), [moment("m")]
    )
    assert states(coverage, "directive never") == {
        "certain": "shown",
        "in_doubt": "impossible",
        "absent": "impossible",
    }


def test_a_duty_that_is_done_is_not_shown_as_due() -> None:
    """The condition is true, but the journal has the act: nothing is given."""
    of_duty = protocol(directives=(directive("call", "must", "call_police", condition=A),))
    journal = {"blackmail": True, "done": [{"act": "call_police"}]}
    done = Moment(name="m", day=DAY, incident=structure_incident(journal))
    assert states(measure(of_duty, [done]), "directive call")["certain"] == "missing"


def test_a_directive_of_each_device_is_seen_of_any_of_them() -> None:
    """One device that holds something and one that does not show both; the open list the doubt."""
    of_each = protocol(
        directives=(
            directive("take", "must", "secure_device", condition=HOLDS, for_each=Entity.DEVICE),
        )
    )
    devices = [Device(id="d1", may_hold_material=True), Device(id="d2", may_hold_material=False)]
    coverage = measure(of_each, [moment("m", devices=devices)])
    assert states(coverage, "directive take") == {
        "certain": "shown",
        "in_doubt": "shown",
        "absent": "shown",
    }
    closed = measure(of_each, [moment("m", devices=devices, devices_complete=True)])
    assert states(closed, "directive take")["in_doubt"] == "missing"


def test_an_override_is_shown_where_it_defeats() -> None:
    """Both conditions true: the one overrides the other; else nothing is overridden."""
    of_two = protocol(
        directives=(
            directive("call", "must", "call_police", condition=A),
            directive("wait", "must", "consult_police", condition=B, overrides=("call",)),
        )
    )
    key = "directive wait overrides call"
    only = measure(of_two, [moment("m", blackmail=True)])
    assert states(only, key) == {"overridden": "missing"}
    both = measure(of_two, [moment("m", blackmail=True, coerced=True)])
    assert states(both, key) == {"overridden": "shown"}


def test_an_overrider_that_is_overridden_shows_nothing() -> None:
    """Two name the same directive; the one that gives way itself is not what defeats it."""
    of_four = protocol(
        directives=(
            directive("call", "must", "call_police", condition=A),
            directive("wait", "must", "consult_police", condition=A, overrides=("call",)),
            directive("other", "must", "tell_lead", condition=A, overrides=("call",)),
            directive("last", "must", "document_facts", condition=A, overrides=("wait",)),
        )
    )
    coverage = measure(of_four, [moment("m", blackmail=True)])
    assert states(coverage, "directive other overrides call") == {"overridden": "shown"}
    assert states(coverage, "directive last overrides wait") == {"overridden": "shown"}
    assert states(coverage, "directive wait overrides call") == {"overridden": "missing"}


def test_a_question_is_shown_where_it_is_asked() -> None:
    """A fact that is known, or that can change nothing any more, is not asked for."""
    of_questions = protocol(
        urgency=(UrgencyGroup(id="now", text=text()),),
        questions=(question("blackmail", "blackmail"), question("coerced", "coerced")),
        classes=(klass("a", A), klass("b", B), klass("c")),
        directives=(directive("call", "must", "call_police", condition=ClassTest(frozenset("a"))),),
    )
    first = measure(of_questions, [moment("m", blackmail=True)])
    assert states(first, "question coerced") == {"asked": "missing"}
    second = measure(of_questions, [moment("m", blackmail=False)])
    assert states(second, "question blackmail") == {"asked": "missing"}
    assert states(second, "question coerced") == {"asked": "shown"}


def test_an_entry_counts_on_any_day_it_is_in_force() -> None:
    """Dated entries of one id are two; each is shown by a moment on one of its own days."""
    change = date(2026, 6, 1)
    dated = protocol(
        directives=(
            directive("d", "must", "call_police", condition=A, period=Period(None, change)),
            directive("d", "must", "call_police", condition=B, period=Period(change, None)),
        )
    )
    before, after = "directive d from the beginning", "directive d from 2026-06-01"
    coverage = measure(dated, [moment("m", blackmail=True, coerced=True)])
    assert states(coverage, before)["certain"] == "shown"
    assert states(coverage, after)["certain"] == "missing"
    both = measure(dated, [moment("m", day=change, blackmail=True, coerced=True)])
    assert states(both, before)["certain"] == "missing"
    assert states(both, after)["certain"] == "shown"


def test_what_no_incident_can_show_is_found_through_conclusions() -> None:
    """A class and its own negation under another name: proved, not guessed."""
    never = All((ClassTest(frozenset({"b"})), ConclusionTest("k")))
    of_classes = protocol(
        conclusions=(conclusion("k", A),),
        classes=(klass("a", A), klass("b")),
        directives=(directive("d", "must", "call_police", condition=never),),
    )
    assert states(measure(of_classes, [moment("m")]), "directive d")["certain"] == "impossible"


def test_own_and_inherited_are_told_apart() -> None:
    """What a parent writes is not counted among a protocol's own."""
    of_two = protocol(
        directives=(
            directive("own", "note", condition=A),
            directive("theirs", "note", condition=B, origin="parent"),
        )
    )
    coverage = measure(of_two, [])
    assert {each.goal.entry for each in coverage.own()} == {"own"}
    assert {each.goal.entry for each in coverage.inherited()} == {"theirs"}


def test_a_share_does_not_count_what_is_impossible() -> None:
    """Ten things, seven of them impossible, one shown: a third, rounded down."""
    coverage = measure(protocol(directives=(directive("d", "note", condition=A),)), [moment("m")])
    share = share_of(coverage.results, GoalKind.DIRECTIVE)
    assert (share.shown, share.possible, share.impossible, share.percent) == (1, 3, 0, 33.3)
    assert share_of([]).percent == 100.0


def test_a_measurement_can_be_asked_at_any_time() -> None:
    """What was left out is named; what was seen before stays."""
    measuring = Measuring(protocol(directives=(directive("d", "note", condition=A),)))
    measuring.add(moment("m", blackmail=True))
    early = measuring.coverage(left_out=["n"])
    assert (early.moments, early.left_out) == (1, ("n",))
    measuring.add(moment("n", blackmail=False))
    later = measuring.coverage()
    assert states(early, "directive d")["absent"] == "missing"
    assert states(later, "directive d")["absent"] == "shown"
    assert of(later, "directive d", "certain").shown_by == ("m",)


def test_a_pair_names_the_moments_of_its_halves() -> None:
    """Whoever reviews a pair sees which two moments show it."""
    of_one: Protocol = protocol(directives=(directive("d", "note", condition=A),))
    coverage = measure(of_one, [moment("m", blackmail=True), moment("n", blackmail=False)])
    (pair,) = [
        each
        for each in coverage.results
        if each.goal.kind is GoalKind.PAIR and each.state is GoalState.SHOWN
    ]
    assert pair.shown_by == ("m", "n")
