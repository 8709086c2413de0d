"""Statuses: another way to say what the reference says, held against it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.small_protocols import (
    DEVICE,
    PERSON,
    must,
    must_not,
    note,
    protocol_of,
    route,
    told,
)
from sexto_rules.decisions import Plan, outcome_from, ready_lines
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import ActSpec
from sexto_rules.protocol.conditions import Not
from sexto_rules.protocol.model import DayProtocol, InDoubt
from sexto_rules.reference import decide
from sexto_rules.testing import day_protocols, incidents
from sexto_rules.testing.conformance import expected_conditions

DAY = protocol_of(
    classes=[route("first", told("blackmail")), route("second", told("coerced")), route("last")],
    acts=[ActSpec("wave", None, PERSON)],
    directives=[
        must_not("never", "view_material copy_material"),
        must_not("no-police", "call_police", told("blackmail"), by="staff"),
        must_not("no-parents", "inform_parents", told("pupil"), for_each=PERSON),
        must_not("no-wave", "wave", told("coerced")),
        must_not("waiting", "discipline", told("coerced"), in_doubt=InDoubt.WAITS),
        must_not("defeated", "use_force", told("coerced")),
        must("defeats", "tell_lead", told("grooming"), overrides=("defeated", "mild", "gone")),
        must("mild", "record_facts", told("coerced")),
        must("call", "call_police tell_lead", told("grooming")),
        must("police", "call_police", told("grooming"), in_doubt=InDoubt.APPLIES),
        must("parents", "inform_parents", told("pupil"), for_each=PERSON),
        must("wave-to", "wave", for_each=PERSON, by="board"),
        must("secure", "secure_device", told("connected"), for_each=DEVICE),
        must("own", "complete_grid", told("grooming"), separately=True),
        must("mine", "complete_grid", told("grooming"), personal=True),
        note("note"),
        note("note-each", for_each=PERSON),
    ],
)
PEOPLE = (Person(id="p1", pupil=True), Person(id="p2"), Person(id="p3", pupil=False))
DEVICES = (Device(id="d1", connected=True), Device(id="d2"))
JOURNAL = (
    JournalEntry(act="view_material", by="principal"),
    JournalEntry(act="call_police", by="board"),
    JournalEntry(act="tell_lead", for_=("call",)),
    JournalEntry(act="wave", target="p2"),
    JournalEntry(act="inform_parents", target="p1"),
    JournalEntry(act="secure_device", target="d1"),
    JournalEntry(act="complete_grid", for_=("own",)),
    JournalEntry(act="complete_grid"),
    JournalEntry(act="tell_lead", for_=()),
    JournalEntry(act="record_facts", for_=("note",)),
    JournalEntry(act="reassure_student", target="p1", for_=("note-each", "unheard-of")),
)


def same(day: DayProtocol, incident: Incident) -> bool:
    """Whether the statuses are the reference's."""
    outcome = outcome_from(Plan(day), incident, expected_conditions(day, incident))
    return outcome == decide(day, incident)


@pytest.mark.no_cover
@given(data=st.data())
def test_statuses_are_those_of_the_reference(data: st.DataObject) -> None:
    """Whatever the protocol and the incident."""
    day = data.draw(day_protocols())
    assert same(day, data.draw(incidents(day)))


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("journal", [(), JOURNAL, JOURNAL[1:2]])
@pytest.mark.parametrize("grooming", [True, False])
@pytest.mark.parametrize("told_facts", [{}, {"blackmail": True}, {"coerced": True}])
def test_every_rule_of_status_at_once(
    told_facts: dict[str, Any],
    grooming: bool,  # noqa: FBT001 - a parameter of the test
    journal: tuple[JournalEntry, ...],
    closed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A protocol in which each rule of *Status* speaks is decided as the reference does."""
    incident = Incident(
        **told_facts,
        grooming=grooming,
        persons=PEOPLE,
        devices=DEVICES,
        persons_complete=closed,
        devices_complete=closed,
        done=journal,
    )
    assert same(DAY, incident)


def test_nobody_listed_and_everybody_listed() -> None:
    """An empty list that is complete has no lines; an open one has "any other"."""
    assert same(DAY, Incident())
    assert same(DAY, Incident(persons_complete=True, devices_complete=True))


def test_a_chain_of_overrides() -> None:
    """What is itself defeated defeats nothing."""
    day = protocol_of(
        directives=[
            must("first", "tell_lead", told("blackmail"), overrides=("second",)),
            must("second", "record_facts", told("grooming"), overrides=("third",)),
            must("third", "complete_grid"),
        ]
    )
    for blackmail in (True, False):
        assert same(day, Incident(blackmail=blackmail, grooming=True))


def test_a_conflict_needs_both_to_be_certain() -> None:
    """Certain against certain is a conflict; doubt on either side holds."""
    day = protocol_of(
        directives=[
            must_not("no", "complete_grid hand_over_grid", Not(told("blackmail"))),
            must("do", "complete_grid hand_over_grid", told("grooming"), in_doubt=InDoubt.APPLIES),
        ]
    )
    for incident in (
        Incident(blackmail=False, grooming=True),
        Incident(blackmail=False),
        Incident(grooming=True),
        Incident(blackmail=True, grooming=True),
    ):
        assert same(day, incident)


@pytest.mark.parametrize("bound", ["_MOST_ROWS", "_MOST_LISTS"])
def test_lines_that_are_not_kept_are_the_same(monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    """The store of lines is bounded; what is beyond it is made anew."""
    monkeypatch.setattr(ready_lines, bound, 0)
    incident = Incident(persons=PEOPLE, devices=DEVICES)
    plan = Plan(DAY)
    conditions = expected_conditions(DAY, incident)
    first = outcome_from(plan, incident, conditions)
    assert first == outcome_from(plan, incident, conditions) == decide(DAY, incident)
