"""*Invariants*: what each promise means on one incident."""

from __future__ import annotations

from typing import Any

import pytest

from reference.small_protocols import (
    DEVICE,
    PERSON,
    directive,
    invariant,
    must,
    must_not,
    one,
    protocol_of,
    told,
)
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.protocol.conditions import Modal, Mode
from sexto_rules.protocol.model import Directive, Modality, Promise, PromiseKind
from sexto_rules.protocol.outcome import Target
from sexto_rules.reference import decide, violations

BLACKMAIL = told("blackmail")
UNSAID, YES, NO = Incident(), Incident(blackmail=True), Incident(blackmail=False)
TWO_DEVICES = [Device(id="d1", may_hold_material=True), Device(id="d2", may_hold_material=False)]
CALL = Promise(PromiseKind.MUST, ("call_police",))


def broken(
    incident: Incident, directives: list[Directive], **promised: Any
) -> list[tuple[str, Target | None]]:
    """Return how the directives break an invariant."""
    day = protocol_of(directives=directives, invariants=[invariant("promise", **promised)])
    return violations(day, incident, decide(day, incident))


def promise(kind: str, *acts: str) -> dict[str, Any]:
    """Return one promise as the promises of an invariant."""
    return {"promises": (Promise(PromiseKind(kind), acts),)}


def test_always_means_certain() -> None:
    """An invariant whose premise is in doubt asks nothing; `possibly` asks for more."""
    assert broken(UNSAID, [], always=BLACKMAIL, promises=(CALL,)) == []
    assert broken(YES, [], always=BLACKMAIL, promises=(CALL,)) == [("promise", None)]
    perhaps = Modal(Mode.POSSIBLY, BLACKMAIL)
    assert broken(UNSAID, [], always=perhaps, promises=(CALL,)) == [("promise", None)]
    assert broken(NO, [], always=perhaps, promises=(CALL,)) == []


def test_must_asks_for_a_duty_due_or_done() -> None:
    """A recommendation, a duty that is possible, or one of several acts does not do."""
    must_call = promise("must", "call_police")
    call = must("call", "call_police", BLACKMAIL)
    assert broken(YES, [call], **must_call) == []
    assert broken(UNSAID, [call], **must_call) != []
    called = Incident(blackmail=True, done=[JournalEntry(act="call_police")])
    assert broken(called, [call], **must_call) == []
    should = directive(Modality.SHOULD, "call", "call_police")
    assert broken(YES, [should], **must_call) != []
    either = must("call", "call_police tell_lead")
    assert broken(YES, [either], **must_call) != []


def test_must_of_a_targeted_act_is_for_every_listed_target() -> None:
    """With `for_each`, for this one."""
    secure = must("secure", "secure_device", told("may_hold_material"), for_each=DEVICE)
    incident = Incident(devices=TWO_DEVICES)
    must_secure = promise("must", "secure_device")
    assert broken(incident, [secure], **must_secure) == [("promise", None)]
    assert broken(incident, [secure], for_each=DEVICE, **must_secure) == [
        ("promise", one(DEVICE, "d2"))
    ]
    assert (
        broken(
            incident,
            [secure],
            for_each=DEVICE,
            always=told("may_hold_material"),
            **must_secure,
        )
        == []
    )
    assert broken(incident, [secure], for_each=PERSON, **must_secure) == []
    somebody = Incident(devices=TWO_DEVICES, persons=[Person(id="p1")])
    assert broken(somebody, [secure], for_each=PERSON, **must_secure) == [
        ("promise", one(PERSON, "p1"))
    ]


def test_must_not_asks_for_a_prohibition_in_force() -> None:
    """In doubt it is in force; lifted it is not; one for every target covers each."""
    never_view = promise("must_not", "view_material")
    view = must_not("view", "view_material", BLACKMAIL)
    assert broken(UNSAID, [view], **never_view) == []
    assert broken(NO, [view], **never_view) == [("promise", None)]
    assert broken(NO, [must_not("copy", "copy_material")], **never_view) != []
    incident = Incident(devices=TWO_DEVICES)
    never_search = promise("must_not", "search_device")
    assert broken(incident, [must_not("all", "search_device")], **never_search) == []
    each = must_not("each", "search_device", told("may_hold_material"), for_each=DEVICE)
    assert broken(incident, [each], for_each=DEVICE, **never_search) == [
        ("promise", one(DEVICE, "d2"))
    ]


@pytest.mark.parametrize("modality", [Modality.MUST, Modality.SHOULD, Modality.MAY])
def test_never_asks_that_no_line_of_the_act_has_any_status(modality: Modality) -> None:
    """Neither due nor possible, nor held, nor as one of several; a prohibition is no such line."""
    never = promise("never", "discipline")
    told_to = directive(modality, "told", "tell_lead discipline", BLACKMAIL)
    forbidden = must_not("forbidden", "discipline")
    assert broken(NO, [told_to], **never) == []
    assert broken(UNSAID, [told_to], **never) != []
    assert broken(YES, [told_to, forbidden], **never) != []
    assert broken(YES, [forbidden], **never) == []


def test_never_for_each_looks_at_the_lines_of_this_one() -> None:
    """And at those without a target of that kind."""
    never = {"for_each": DEVICE, "always": told("may_hold_material")}
    secure = must("secure", "secure_device", told("may_hold_material"), for_each=DEVICE)
    incident = Incident(devices=TWO_DEVICES)
    assert broken(incident, [secure], **never, **promise("never", "secure_device")) == [
        ("promise", one(DEVICE, "d1"))
    ]
    support = must("support", "support_person", for_each=PERSON)
    somebody = Incident(devices=TWO_DEVICES, persons=[Person(id="p1")])
    assert broken(somebody, [support], **never, **promise("never", "support_person")) == [
        ("promise", one(DEVICE, "d1"))
    ]


def test_order_asks_that_the_first_stands_before_the_second() -> None:
    """All lines of one before all of the other; where one is absent, nothing is asked."""
    call_first = promise("order", "call_police", "tell_lead")
    call, tell = must("call", "call_police", BLACKMAIL), must("tell", "tell_lead")
    again = must("again", "call_police")
    assert broken(YES, [call, tell], **call_first) == []
    assert broken(YES, [tell, call], **call_first) == [("promise", None)]
    assert broken(NO, [tell, call], **call_first) == []
    assert broken(YES, [call, tell, again], **call_first) != []


def test_no_conflict_asks_that_no_duty_meets_its_prohibition() -> None:
    """Held is not a conflict."""
    directives = [must("call", "call_police"), must_not("never", "call_police", BLACKMAIL)]
    assert broken(UNSAID, directives, **promise("no_conflict")) == []
    assert broken(YES, directives, **promise("no_conflict")) == [("promise", None)]


def test_when_due_is_a_premise() -> None:
    """Only where a `must` of one of the acts is due."""
    directives = [
        must("interview", "interview_witness", BLACKMAIL, for_each=PERSON),
        directive(Modality.SHOULD, "write", "record_facts"),
    ]
    somebody = Incident(blackmail=True, persons=[Person(id="p1")])
    asked: dict[str, Any] = {"when_due": ("interview_witness",), "promises": (CALL,)}
    assert broken(somebody, directives, **asked) == [("promise", None)]
    assert broken(somebody, directives, for_each=PERSON, **asked) == [
        ("promise", one(PERSON, "p1"))
    ]
    assert broken(YES, directives, **asked) == []
    assert broken(YES, directives, when_due=("record_facts",), promises=(CALL,)) == []


def test_of_some_promises_one_is_kept() -> None:
    """A duty of several acts keeps it, when all of them are promised."""
    some_of = (CALL, Promise(PromiseKind.MUST, ("tell_lead",)))
    call, tell = must("call", "call_police"), must("tell", "tell_lead")
    either = must("either", "call_police tell_lead")
    wider = must("wider", "call_police record_facts")
    assert broken(YES, [tell], some_of=some_of) == []
    assert broken(YES, [call], some_of=some_of) == []
    assert broken(YES, [either], some_of=some_of) == []
    assert broken(YES, [wider], some_of=some_of) == [("promise", None)]
    assert broken(YES, [], some_of=some_of) == [("promise", None)]
    also = {"promises": (Promise(PromiseKind.MUST_NOT, ("view_material",)),)}
    assert broken(YES, [tell], some_of=some_of, **also) == [("promise", None)]
