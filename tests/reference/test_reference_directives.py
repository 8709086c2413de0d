"""*Directives*: in doubt, targets, who, overrides, done, status, order."""

from __future__ import annotations

from typing import Any

import pytest

from reference.small_protocols import (
    DEVICE,
    PERSON,
    directive,
    every,
    line_of,
    lines_of,
    must,
    must_not,
    note,
    one,
    other,
    outcome_of,
    status_of,
    told,
)
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import FAMILIES, Family
from sexto_rules.protocol.conditions import All, Condition, DoneTest, Modal, Mode, Not
from sexto_rules.protocol.model import InDoubt, Modality, Within, WithinKind
from sexto_rules.protocol.outcome import Line, Status

BLACKMAIL = told("blackmail")
HOLDS = told("may_hold_material")
UNSAID, YES, NO = Incident(), Incident(blackmail=True), Incident(blackmail=False)
DUTIES = [Modality.MUST, Modality.SHOULD, Modality.MAY]


def done(*acts: str, **more: Any) -> Incident:
    """Return an incident with blackmail, in whose journal these acts are."""
    journal = [JournalEntry(act=act, **more) for act in acts]
    return Incident(blackmail=True, done=journal)


# In doubt


def test_a_prohibition_applies_unless_certainly_false() -> None:
    """In doubt it is in force, and not certain."""
    never = must_not("never", "promise_secrecy", BLACKMAIL)
    line = line_of("never", UNSAID, never)
    assert (line.status, line.certain) == (Status.IN_FORCE, False)
    line = line_of("never", YES, never)
    assert (line.status, line.certain) == (Status.IN_FORCE, True)
    line = line_of("never", NO, never)
    assert (line.status, line.certain) == (Status.LIFTED, False)


@pytest.mark.parametrize("modality", DUTIES)
def test_a_duty_applies_once_certain(modality: Modality) -> None:
    """Before it is possible; what cannot apply is not there at all."""
    tell = directive(modality, "tell", "tell_lead", BLACKMAIL)
    assert status_of("tell", YES, tell) is Status.DUE
    line = line_of("tell", UNSAID, tell)
    assert (line.status, line.certain) == (Status.POSSIBLE, False)
    assert lines_of("tell", NO, tell) == []


def test_a_note_is_information_in_the_plan() -> None:
    """It has no act, and applies once certain."""
    remember = note("remember", BLACKMAIL)
    assert line_of("remember", YES, remember) == Line(
        "remember", (), None, Status.DUE, certain=True
    )
    assert status_of("remember", UNSAID, remember) is Status.POSSIBLE


def test_in_doubt_says_otherwise() -> None:
    """A duty that applies in doubt is due and not certain; a prohibition that waits is possible."""
    tell = must("tell", "tell_lead", BLACKMAIL, in_doubt=InDoubt.APPLIES)
    line = line_of("tell", UNSAID, tell)
    assert (line.status, line.certain) == (Status.DUE, False)
    never = must_not("never", "promise_secrecy", BLACKMAIL, in_doubt=InDoubt.WAITS)
    assert status_of("never", UNSAID, never) is Status.POSSIBLE
    assert status_of("never", YES, never) is Status.IN_FORCE


def test_an_exception_in_doubt_leaves_a_prohibition_and_keeps_a_duty_waiting() -> None:
    """`when C unless E` is `C and not E`; `unless: {certainly: E}` stops a duty only then."""
    unless: Condition = All((BLACKMAIL, Not(told("grooming"))))
    unless_certain = All((BLACKMAIL, Not(Modal(Mode.CERTAINLY, told("grooming")))))
    assert status_of("r", YES, must_not("r", "promise_secrecy", unless)) is Status.IN_FORCE
    assert status_of("r", YES, must("r", "tell_lead", unless)) is Status.POSSIBLE
    assert status_of("r", YES, must("r", "tell_lead", unless_certain)) is Status.DUE


# Targets


def test_a_duty_of_a_targeted_act_has_a_line_for_each() -> None:
    """One per listed target, and while the list is open one for any other, at most possible."""
    secure = must("secure", "secure_device", HOLDS, for_each=DEVICE)
    devices = [Device(id="d1", may_hold_material=True), Device(id="d2", may_hold_material=False)]
    assert lines_of("secure", Incident(devices=devices), secure) == [
        Line("secure", ("secure_device",), one(DEVICE, "d1"), Status.DUE, certain=True),
        Line("secure", ("secure_device",), other(DEVICE), Status.POSSIBLE, certain=False),
    ]
    closed = Incident(devices=devices, devices_complete=True)
    assert [line.target for line in lines_of("secure", closed, secure)] == [one(DEVICE, "d1")]


def test_for_any_other_a_duty_is_possible_even_when_certain() -> None:
    """Nobody can be told to do it yet; nothing vanishes because nobody is listed."""
    support = must("support", "support_person", for_each=PERSON)
    line = line_of("support", UNSAID, support)
    assert (line.target, line.status, line.certain) == (other(PERSON), Status.POSSIBLE, True)


def test_a_prohibition_without_for_each_is_for_every_target() -> None:
    """Listed or not, in one line."""
    never = must_not("never", "search_device")
    assert line_of("never", Incident(devices=[Device(id="d1")]), never).target == every(DEVICE)


def test_a_prohibition_with_for_each_is_in_force_for_any_other() -> None:
    """Certain if it is so for the blank entity."""
    doubtful = must_not("doubtful", "search_device", HOLDS, for_each=DEVICE)
    line = line_of("doubtful", UNSAID, doubtful)
    assert (line.target, line.status, line.certain) == (other(DEVICE), Status.IN_FORCE, False)
    sure = must_not("sure", "search_device", BLACKMAIL, for_each=DEVICE)
    assert line_of("sure", YES, sure).certain


def test_a_family_is_written_out() -> None:
    """One line an act, each with its own kind of target."""
    never = must_not("never", " ".join(FAMILIES[Family.LOOKING]), family=Family.LOOKING)
    assert [(line.acts, line.target) for line in lines_of("never", UNSAID, never)] == [
        (("view_material",), None),
        (("ask_to_reveal",), None),
        (("search_device",), every(DEVICE)),
        (("ask_passcode",), None),
    ]


def test_a_family_for_each_stands_by_act_then_target() -> None:
    """Within a directive: acts in order, then listed targets in order, then any other."""
    never = must_not("never", "meet_involved interview_witness", BLACKMAIL, for_each=PERSON)
    persons = [Person(id="p2"), Person(id="p1")]
    lines = lines_of("never", Incident(persons=persons), never)
    assert [(line.acts[0], line.target) for line in lines] == [
        (act, target)
        for act in ("meet_involved", "interview_witness")
        for target in (one(PERSON, "p2"), one(PERSON, "p1"), other(PERSON))
    ]


# Overrides


def test_an_overrider_defeats_where_certainly_true() -> None:
    """And not in doubt, and a lifted prohibition stays lifted."""
    never = must_not("never", "promise_secrecy", told("grooming"))
    but = must("but", "tell_lead", BLACKMAIL, overrides=("never",))
    assert status_of("never", Incident(grooming=True), never, but) is Status.IN_FORCE
    assert status_of("never", YES, never, but) is Status.OVERRIDDEN
    assert not line_of("never", YES, never, but).certain
    assert status_of("never", Incident(grooming=False, blackmail=True), never, but) is Status.LIFTED


def test_an_overridden_duty_is_not_given() -> None:
    """But one that is only possible stays so, and one done stays done."""
    tell = must("tell", "tell_lead", BLACKMAIL)
    other_way = note("other_way", told("grooming"), overrides=("tell",))
    sure = Incident(blackmail=True, grooming=True)
    assert status_of("tell", sure, tell, other_way) is Status.OVERRIDDEN
    assert status_of("tell", Incident(grooming=True), tell, other_way) is Status.POSSIBLE
    told_lead = Incident(blackmail=True, grooming=True, done=[JournalEntry(act="tell_lead")])
    assert status_of("tell", told_lead, tell, other_way) is Status.DONE


def test_a_defeated_overrider_does_not_defeat() -> None:
    """It defeats where it is not itself defeated."""
    first = must("first", "tell_lead")
    second = note("second", overrides=("first",))
    third = note("third", BLACKMAIL, overrides=("second",))
    assert status_of("first", UNSAID, first, second, third) is Status.OVERRIDDEN
    assert status_of("first", YES, first, second, third) is Status.DUE


def test_an_overrider_without_for_each_defeats_every_target() -> None:
    """One with `for_each` defeats for the same target, "any other" with "any other"."""
    never = must_not("never", "search_device", BLACKMAIL, for_each=DEVICE)
    all_of_them = note("all", BLACKMAIL, overrides=("never",))
    some_of_them = note("some", HOLDS, for_each=DEVICE, overrides=("never",))
    devices = [Device(id="d1", may_hold_material=True), Device(id="d2")]
    incident = Incident(blackmail=True, devices=devices)
    statuses = [line.status for line in lines_of("never", incident, never, all_of_them)]
    assert statuses == [Status.OVERRIDDEN] * 3
    statuses = [line.status for line in lines_of("never", incident, never, some_of_them)]
    assert statuses == [Status.OVERRIDDEN, Status.IN_FORCE, Status.IN_FORCE]


# Done


def test_an_entry_without_for_discharges_all_of_the_act() -> None:
    """With `for`, only the directives it names; with an empty one none, and it was done."""
    early = must("early", "call_police")
    late = must("late", "call_police", BLACKMAIL)
    both = done("call_police")
    assert status_of("early", both, early, late) is Status.DONE
    assert status_of("late", both, early, late) is Status.DONE
    first = done("call_police", for_=["early"])
    assert status_of("early", first, early, late) is Status.DONE
    assert status_of("late", first, early, late) is Status.DUE
    for_none = done("call_police", for_=[])
    no_call = must_not("no-call", "call_police")
    assert status_of("early", for_none, early) is Status.DUE
    assert line_of("no-call", for_none, no_call).breached
    after = must("after", "tell_lead", DoneTest(frozenset({"call_police"})))
    assert status_of("after", for_none, after) is Status.DUE


@pytest.mark.parametrize("marks", [{"separately": True}, {"personal": True}])
def test_a_directive_so_marked_is_done_only_when_named(marks: dict[str, Any]) -> None:
    """A call made at nine does not discharge the call a danger learned at eleven requires."""
    call = must("call", "call_police", **marks)
    assert status_of("call", done("call_police"), call) is Status.DUE
    assert status_of("call", done("call_police", for_=["call"]), call) is Status.DONE


def test_done_is_of_the_same_act_and_target() -> None:
    """Naming a directive beside another act does not discharge it."""
    secure = must("secure", "secure_device", for_each=DEVICE)
    incident = Incident(
        devices=[Device(id="d1"), Device(id="d2")],
        devices_complete=True,
        done=[JournalEntry(act="secure_device", target="d2")],
    )
    assert [line.status for line in lines_of("secure", incident, secure)] == [
        Status.DUE,
        Status.DONE,
    ]
    call = must("call", "call_police")
    assert status_of("call", done("tell_lead", for_=["call"]), call) is Status.DUE


def test_one_of_several_is_met_by_either() -> None:
    """`must: {one_of: …}` is done when one of the acts is."""
    report = must("report", "call_police report_child_protection")
    line = line_of("report", done("report_child_protection"), report)
    assert (line.status, line.acts) == (Status.DONE, report.acts)


def test_a_note_is_done_by_an_entry_that_names_it() -> None:
    """Whatever the act; one per entity, for this one."""
    remember = note("remember")
    assert status_of("remember", done("tell_lead"), remember) is Status.DUE
    assert status_of("remember", done("tell_lead", for_=["remember"]), remember) is Status.DONE
    each = note("each", for_each=PERSON)
    incident = Incident(
        persons=[Person(id="p1"), Person(id="p2")],
        persons_complete=True,
        done=[JournalEntry(act="support_person", target="p1", for_=["each"])],
    )
    assert [line.status for line in lines_of("each", incident, each)] == [Status.DONE, Status.DUE]


def test_a_prohibited_act_in_the_journal_is_a_breach() -> None:
    """The prohibition stays in force; one that is lifted is not breached."""
    never = must_not("never", "view_material", BLACKMAIL)
    line = line_of("never", done("view_material"), never)
    assert (line.status, line.breached) == (Status.IN_FORCE, True)
    assert not line_of("never", done("copy_material"), never).breached
    lifted = Incident(blackmail=False, done=[JournalEntry(act="view_material")])
    assert not line_of("never", lifted, never).breached


def test_a_breach_is_by_those_who_are_bound() -> None:
    """Nobody knows who counts as one of them."""
    never = must_not("never", "view_material", by="staff")
    assert line_of("never", done("view_material"), never).breached
    assert line_of("never", done("view_material", by="principal"), never).breached
    assert not line_of("never", done("view_material", by="board"), never).breached


def test_a_breach_is_of_the_same_target() -> None:
    """Of any, where the prohibition is of every target; never of "any other"."""
    incident = Incident(
        blackmail=True,
        devices=[Device(id="d1"), Device(id="d2")],
        done=[JournalEntry(act="search_device", target="d2")],
    )
    each = must_not("each", "search_device", BLACKMAIL, for_each=DEVICE)
    assert [line.breached for line in lines_of("each", incident, each)] == [False, True, False]
    assert line_of("all", incident, must_not("all", "search_device")).breached


# Order


def test_prohibitions_come_first_then_the_plan() -> None:
    """Prohibitions as written; the others by `after`, deadline, then as written."""
    late = Within(WithinKind.SAME_DAY)
    now = Within(WithinKind.IMMEDIATELY)
    directives = [
        must("write", "record_facts", within=late),
        must("tell", "tell_lead", within=late, before=("call",)),
        must_not("never", "view_material"),
        must("call", "call_police", within=now),
        must_not("nor", "copy_material"),
    ]
    lines = outcome_of(UNSAID, *directives).lines
    assert [line.directive for line in lines] == ["never", "nor", "tell", "call", "write"]
