"""Prohibitions that meet duties: held, in conflict, or free by another way."""

from __future__ import annotations

from typing import Any

import pytest

from reference.small_protocols import (
    DEVICE,
    PERSON,
    directive,
    line_of,
    lines_of,
    must,
    must_not,
    note,
    status_of,
    told,
)
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import DOERS, ActSpec
from sexto_rules.protocol.model import InDoubt, Modality
from sexto_rules.protocol.outcome import Status

BLACKMAIL = told("blackmail")
UNSAID, YES, NO = Incident(), Incident(blackmail=True), Incident(blackmail=False)
DUTIES = [Modality.MUST, Modality.SHOULD, Modality.MAY]


def done(*acts: str, **more: Any) -> Incident:
    """Return an incident with blackmail, in whose journal these acts are."""
    journal = [JournalEntry(act=act, **more) for act in acts]
    return Incident(blackmail=True, done=journal)


NEVER = must_not("never", "call_police", BLACKMAIL)
CALL = must("call", "call_police")


def test_a_duty_is_held_while_a_prohibition_of_its_act_is_in_doubt() -> None:
    """It is not given, and says by which."""
    line = line_of("call", UNSAID, NEVER, CALL)
    assert (line.status, line.blocked_by) == (Status.HELD, ("never",))


def test_when_both_are_certain_it_is_a_conflict() -> None:
    """The prohibition stands; the duty is not given."""
    line = line_of("call", YES, NEVER, CALL)
    assert (line.status, line.blocked_by) == (Status.CONFLICT, ("never",))
    assert line_of("never", YES, NEVER, CALL).status is Status.IN_FORCE


def test_a_duty_that_applies_in_doubt_is_held_by_a_certain_prohibition() -> None:
    """A conflict takes two that are certain."""
    call = must("call", "call_police", told("grooming"), in_doubt=InDoubt.APPLIES)
    assert status_of("call", YES, NEVER, call) is Status.HELD


def test_a_prohibition_not_in_force_holds_nothing() -> None:
    """Lifted, overridden or only possible."""
    assert status_of("call", NO, NEVER, CALL) is Status.DUE
    over = note("over", overrides=("never",))
    assert status_of("call", YES, NEVER, CALL, over) is Status.DUE
    waits = must_not("never", "call_police", BLACKMAIL, in_doubt=InDoubt.WAITS)
    assert status_of("call", UNSAID, waits, CALL) is Status.DUE


@pytest.mark.parametrize("modality", DUTIES)
def test_recommendations_and_permissions_are_held_too(modality: Modality) -> None:
    """Whatever names a prohibited act is not given."""
    call = directive(modality, "call", "call_police")
    assert status_of("call", UNSAID, NEVER, call) is Status.HELD


def test_a_done_or_possible_duty_is_not_held() -> None:
    """The first status that fits."""
    assert status_of("call", done("call_police"), NEVER, CALL) is Status.DONE
    maybe = must("call", "call_police", told("grooming"))
    assert status_of("call", YES, NEVER, maybe) is Status.POSSIBLE


def test_a_duty_of_several_acts_gives_those_that_are_free() -> None:
    """It is held or in conflict only if every alternative is."""
    report = must("report", "call_police report_child_protection")
    line = line_of("report", YES, NEVER, report)
    assert (line.status, line.acts, line.blocked_by) == (
        Status.DUE,
        ("report_child_protection",),
        (),
    )
    also = must_not("also", "report_child_protection", told("grooming"))
    line = line_of("report", YES, NEVER, also, report)
    assert (line.status, line.acts, line.blocked_by) == (
        Status.HELD,
        report.acts,
        ("also", "never"),
    )
    surely = Incident(blackmail=True, grooming=True)
    assert status_of("report", surely, NEVER, also, report) is Status.CONFLICT


def test_who_is_a_set_of_doers() -> None:
    """*staff* contains the lead, not the board; a protocol may declare more."""
    never = must_not("never", "call_police", BLACKMAIL, by="staff")
    lead = must("call", "call_police", by="safeguarding_lead")
    board = must("call", "call_police", by="board")
    assert status_of("call", YES, never, lead) is Status.CONFLICT
    assert status_of("call", YES, never, board) is Status.DUE
    doers = {**DOERS, "nurse": frozenset({"nurse"}), "staff": DOERS["staff"] | {"nurse"}}
    nurse = must("call", "call_police", by="nurse")
    assert status_of("call", YES, never, nurse, doers=doers) is Status.CONFLICT


def test_targets_meet() -> None:
    """One of every target meets each; one for each, the same."""
    secure = must("secure", "secure_device", for_each=DEVICE)
    incident = Incident(
        devices=[Device(id="d1", holder_refuses=True), Device(id="d2", holder_refuses=False)],
        devices_complete=True,
    )
    of_all = must_not("never", "secure_device")
    assert [line.status for line in lines_of("secure", incident, of_all, secure)] == [
        Status.CONFLICT,
        Status.CONFLICT,
    ]
    of_each = must_not("never", "secure_device", told("holder_refuses"), for_each=DEVICE)
    assert [line.status for line in lines_of("secure", incident, of_each, secure)] == [
        Status.CONFLICT,
        Status.DUE,
    ]


def test_a_prohibition_for_any_other_holds_no_listed_one() -> None:
    """It speaks of those not listed."""
    refuses = told("holder_refuses")
    never = must_not("never", "secure_device", refuses, for_each=DEVICE)
    secure = must("secure", "secure_device", for_each=DEVICE)
    incident = Incident(devices=[Device(id="d1", holder_refuses=False)])
    assert [line.status for line in lines_of("secure", incident, never, secure)] == [
        Status.DUE,
        Status.POSSIBLE,
    ]


def test_an_act_of_the_protocol_is_like_any_other() -> None:
    """It may have a target."""
    act = ActSpec("walk-home", None, PERSON)
    walk = must("walk", "walk-home", for_each=PERSON)
    never = must_not("never", "walk-home")
    incident = Incident(persons=[Person(id="p1")], persons_complete=True)
    assert status_of("walk", incident, walk, never, acts=[act]) is Status.CONFLICT
