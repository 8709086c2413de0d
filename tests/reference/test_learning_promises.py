"""What learning more promises: each promise can be broken, and is found where it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from sexto_rules.facts import Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    AnyOf,
    Condition,
    FactRef,
    Modal,
    Mode,
    Not,
    Of,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target
from sexto_rules.reference import decide
from sexto_rules.testing.learning import Learning, broken_promises
from support.build import directive, klass, protocol, yes

DAY = date(2026, 1, 1)
BLACKMAIL, COERCED = yes("blackmail"), yes("coerced")
PUPIL = ValueTest(FactRef(Of.PERSON, "pupil"), frozenset({True}))
NOTHING = Incident()
NOBODY = Incident(persons_complete=True)
ONE = Incident(persons=[Person(id="p1")])


def day_of(*directives: Directive, **parts: Any) -> DayProtocol:
    """A protocol of these directives."""
    return on(protocol(directives=directives, **parts), DAY)


def broken(day: DayProtocol, before: Incident, after: Incident, *others: Outcome) -> list[str]:
    """What is broken between what the reference decides, or what else was decided afterwards."""
    outcomes = others or (decide(day, after),)
    found, _ = broken_promises(Learning(day, before, after), decide(day, before), outcomes[0])
    return [str(each) for each in found]


def said_otherwise(day: DayProtocol, incident: Incident, code: str, **changes: Any) -> Outcome:
    """What the reference decides, but one directive's lines are said otherwise."""
    outcome = decide(day, incident)
    lines = [evolve(line, **changes) if line.directive == code else line for line in outcome.lines]
    return evolve(outcome, lines=tuple(lines))


def without(day: DayProtocol, incident: Incident, code: str) -> Outcome:
    """What the reference decides, without the lines of one directive."""
    outcome = decide(day, incident)
    return evolve(outcome, lines=tuple(line for line in outcome.lines if line.directive != code))


def must(condition: Condition, **parts: Any) -> Directive:
    """A duty."""
    return directive("call", "must", "call_police", condition=condition, **parts)


def must_not(condition: Condition, **parts: Any) -> Directive:
    """A prohibition."""
    return directive("no", "must_not", "meet_involved", condition=condition, **parts)


def test_learning_keeps_every_promise() -> None:
    """What becomes known settles, holds and lifts; nothing is broken by that."""
    call, no = must(BLACKMAIL), must_not(Not(BLACKMAIL))
    day = day_of(call, no, classes=(klass("a", BLACKMAIL), klass("b")))
    for after in (Incident(blackmail=True), Incident(blackmail=False)):
        assert broken(day, NOTHING, after) == []


def test_a_class_does_not_come_back() -> None:
    """By forgetting it would; on purpose it may."""
    day = day_of(classes=(klass("a", BLACKMAIL), klass("b")))
    (said,) = broken(day, Incident(blackmail=False), NOTHING)
    assert said.startswith("a: this class was excluded and is possible again, ValueTest(")
    asked = day_of(classes=(klass("a", Modal(Mode.KNOWN, BLACKMAIL)), klass("b")))
    learning = Learning(asked, NOTHING, Incident(blackmail=False))
    found, deliberate = broken_promises(
        learning, decide(asked, NOTHING), decide(asked, learning.after)
    )
    assert found == []
    assert [(name, loss.node) for name, loss in deliberate] == [("a", Modal(Mode.KNOWN, BLACKMAIL))]


def test_a_certain_duty_does_not_vanish() -> None:
    """Nor does it become possible only; the fact that was taken back is named."""
    day = day_of(must(BLACKMAIL))
    known = Incident(blackmail=True)
    (said,) = broken(day, known, Incident(blackmail=False))
    assert said.startswith("call: its condition was TRUE and is FALSE, ValueTest(")
    (said,) = broken(day, known, NOTHING)
    assert said.startswith("call: its condition was TRUE and is UNKNOWN, ValueTest(")
    assert said.endswith(" was TRUE")


def test_what_the_specification_did_not_take_back_nobody_may() -> None:
    """An engine that loses a line is found out."""
    day = day_of(must(BLACKMAIL))
    known = Incident(blackmail=True)
    assert broken(day, known, known, without(day, known, "call")) == [
        "call: its condition was TRUE and is FALSE, though the specification took nothing back"
    ]


def test_a_duty_in_doubt_may_go_and_no_other() -> None:
    """Given in doubt, it goes once its condition is certainly false."""
    doubtful = must(BLACKMAIL, in_doubt=InDoubt.APPLIES)
    assert broken(day_of(doubtful), NOTHING, Incident(blackmail=False)) == []
    day = day_of(doubtful)
    again = said_otherwise(day, NOTHING, "call", status=Status.POSSIBLE)
    assert broken(day, NOTHING, NOTHING, again) == [
        "call: it was due and is possible, and nothing was done"
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.POSSIBLE, "call: it was due and is possible, and nothing was done"),
        (Status.DONE, "call: it was due and is done, and nothing was done"),
        (Status.OVERRIDDEN, "call: it was due and is overridden by nothing"),
        (Status.HELD, "call: it was due and is held, and no prohibition is new"),
        (Status.CONFLICT, "call: it was due and is conflict, and no prohibition is new"),
    ],
)
def test_a_due_line_stays_due(status: Status, said: str) -> None:
    """Unless something overrides or holds it."""
    day = day_of(must(BLACKMAIL))
    known = Incident(blackmail=True)
    assert broken(day, known, known, said_otherwise(day, known, "call", status=status)) == [said]


def test_a_done_line_stays_done() -> None:
    """The journal forgets nothing."""
    day = day_of(must(BLACKMAIL))

    known = Incident(blackmail=True, done=[JournalEntry(act="call_police")])
    again = said_otherwise(day, known, "call", status=Status.DUE)
    assert broken(day, known, known, again) == ["call: it was done and is due"]


def test_an_override_and_a_new_prohibition_may_end_what_is_due() -> None:
    """Both are what the promise names."""
    instead = directive("wait", "should", "tell_lead", condition=COERCED, overrides=("call",))
    known, more = Incident(blackmail=True), Incident(blackmail=True, coerced=True)
    assert broken(day_of(must(BLACKMAIL), instead), known, more) == []
    person = {"for_each": Entity.PERSON}
    meet = directive("meet", "must", "meet_involved", **person)
    waits = must_not(BLACKMAIL, in_doubt=InDoubt.WAITS)
    day = day_of(waits, meet)
    assert decide(day, ONE).lines[1].status is Status.DUE
    assert broken(day, ONE, evolve(ONE, blackmail=True)) == []


def test_a_prohibition_that_was_there_before_holds_nothing_new() -> None:
    """What was free of it before is free of it now."""
    day = day_of(must_not(COERCED, for_each=Entity.PERSON), must(BLACKMAIL))
    known = evolve(ONE, blackmail=True)
    again = said_otherwise(day, known, "call", status=Status.HELD, blocked_by=("no",))
    assert broken(day, known, known, again) == [
        "call: it was due and is held, and no prohibition is new"
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": Status.POSSIBLE}, "it was in force and is possible"),
        ({"status": Status.OVERRIDDEN}, "it was in force and is overridden by nothing"),
        ({"status": Status.DUE}, "it was in force and is due"),
        ({"certain": False}, "its condition was TRUE and is UNKNOWN, though"),
        ({"status": Status.LIFTED}, "its condition was TRUE and is FALSE, though"),
        ({"breached": False}, "the breach is forgotten"),
    ],
)
def test_a_prohibition_ends_only_with_its_condition(changes: dict[str, Any], said: str) -> None:
    """Or by an override; a breach stays a breach."""
    day = day_of(directive("no", "must_not", "view_material", condition=BLACKMAIL))
    known = Incident(blackmail=True, done=[JournalEntry(act="view_material")])
    (found,) = broken(day, known, known, said_otherwise(day, known, "no", **changes))
    assert found.startswith(f"no: {said}")


def test_a_prohibition_has_a_line_for_everybody() -> None:
    """Who was "any other" and is listed now is forbidden too, and the line is never missing."""
    day = day_of(must_not(PUPIL, for_each=Entity.PERSON))
    assert broken(day, NOTHING, ONE) == []
    assert broken(day, NOTHING, ONE, without(day, ONE, "no")) == [
        "no of p1: this prohibition has no line",
        "no of other person: this prohibition has no line",
    ]


def test_any_other_ends_with_the_list() -> None:
    """Closing the list is the end of the line that stood for whoever was not on it."""
    day = day_of(must_not(AnyOf((PUPIL, BLACKMAIL)), for_each=Entity.PERSON))
    certain = Incident(blackmail=True)
    assert decide(day, certain).lines[0].target == Target(Entity.PERSON, Scope.OTHER)
    assert broken(day, certain, evolve(NOBODY, blackmail=True)) == []


def test_who_is_listed_now_keeps_what_was_certain_of_any_other() -> None:
    """A certain prohibition of any other is certain of the person who is listed."""
    day = day_of(must_not(BLACKMAIL, for_each=Entity.PERSON))
    before, after = Incident(blackmail=True), evolve(ONE, blackmail=True)
    assert broken(day, before, after) == []
    (first, *_) = broken(day, before, after, said_otherwise(day, after, "no", certain=False))
    assert first.startswith("no of p1: its condition was TRUE and is UNKNOWN")


def test_lines_do_not_move() -> None:
    """The same lines stand in the same order."""
    day = day_of(must(BLACKMAIL), directive("tell", "must", "tell_lead"))
    known = Incident(blackmail=True)
    outcome = decide(day, known)
    turned: tuple[Line, ...] = outcome.lines[::-1]
    assert broken(day, known, known, evolve(outcome, lines=turned)) == ["call: this line moved"]
