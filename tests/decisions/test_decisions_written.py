"""A decision as JSON: its keys, and that it comes back the same."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.deciding import (
    decision_of,
)
from decisions.example import (
    INCIDENT,
    PUBLIC,
    PUBLIC_OF_LINE,
    decided,
)
from reference.small_protocols import (
    PERSON,
    must,
    must_not,
    told,
)
from sexto_rules.decisions import Decider, Decision
from sexto_rules.errors import ProblemsError
from sexto_rules.facts import Incident, Person
from sexto_rules.protocol.model import (
    Within,
    WithinKind,
)
from sexto_rules.protocol.outcome import Status
from sexto_rules.testing import day_protocols, incidents
from support.schemas import require_decision


def test_json_has_the_keys_of_the_language() -> None:
    """And more; it is valid by its schema, and plain."""
    data = json.loads(decided().to_json(indent=2))
    require_decision(data)
    assert data["protocol"]["as_of"] == "2026-11-23"
    assert data["classification"]["class"] is None
    assert data["decided_by"] == ["compiled"]
    withins = {line["id"]: line["within"] for line in data["directives"]}
    assert withins["report"] == "PT2H"
    assert withins["parents"] == "same_day"
    assert withins["grid"] == {"time": "P1DT30M", "counted_from": "call_police"}
    assert withins["calm"] is None
    targets = [line["target"] for line in data["directives"] if line["id"] == "parents"]
    assert targets[0] == {"kind": "person", "scope": "one", "id": "p1"}
    assert targets[-1] == {"kind": "person", "scope": "other", "id": None}


def test_a_conflict_is_reported() -> None:
    """With the prohibitions that contradict it."""
    no = must_not("no", "inform_parents")
    do = must("do", "inform_parents", for_each=PERSON)
    decision = decision_of(Incident(persons=[Person(id="p1")]), no, do)
    (conflict,) = decision.to_dict()["conflicts"]
    assert conflict["prohibited_by"] == ["no"]
    assert [line.id for line in decision.conflicts] == ["do"]


@pytest.mark.parametrize(
    ("duration", "written"),
    [
        (timedelta(), "PT0M"),
        (timedelta(minutes=90), "PT1H30M"),
        (timedelta(days=2), "P2D"),
        (timedelta(hours=24), "P1D"),
    ],
)
def test_durations_come_back(duration: timedelta, written: str) -> None:
    """In days, hours and minutes, also one from an act and a word from an act."""
    within = Within(WithinKind.DURATION, duration)
    words = Within(WithinKind.SAME_DAY, None, "call_police")
    decision = decision_of(
        Incident(), must("a", "tell_lead", within=within), must("b", "record_facts", within=words)
    )
    data = decision.to_dict()
    assert {line["id"]: line["within"] for line in data["directives"]} == {
        "a": written,
        "b": {"time": "same_day", "counted_from": "call_police"},
    }
    again = Decision.from_dict(data)
    assert {line.id: line.within for line in again.directives} == {"a": within, "b": words}


@pytest.mark.parametrize("incident", [INCIDENT, Incident(), Incident(blackmail=True)])
def test_what_was_written_says_the_same(incident: Incident) -> None:
    """From JSON, from a pickle and from a copy, in every public attribute of every line."""
    decision = decided(incident)
    for again in (
        Decision.from_json(decision.to_json()),
        pickle.loads(pickle.dumps(decision)),  # noqa: S301 - our own
        copy.deepcopy(decision),
    ):
        assert again == decision
        assert hash(again) == hash(decision)
        assert again.to_json() == decision.to_json()
        for name in PUBLIC:
            assert getattr(again, name) == getattr(decision, name), name
        for line, other in zip(again.directives, decision.directives, strict=True):
            for name in PUBLIC_OF_LINE:
                assert getattr(line, name) == getattr(other, name), name


@pytest.mark.no_cover
@given(data=st.data())
def test_any_decision_survives_json(data: st.DataObject) -> None:
    """Whatever the protocol and the incident; and the plan shows no lifted line."""
    day = data.draw(day_protocols())
    with Decider(day.protocol, day.as_of, ["compiled"]) as decider:
        decision = decider.decide(data.draw(incidents(day)))
    assert Decision.from_json(decision.to_json()) == decision
    require_decision(decision.to_dict())
    assert all(line.status is not Status.LIFTED for line in decision.plan)
    for line in decision.held:
        asked = {each.path for each in decision.questions} | set(decision.missing)
        assert set(line.freed_by) <= asked


def test_decisions_that_differ_are_not_equal() -> None:
    """In a reason as in a status; and nothing equals something else."""
    decision = decided()
    assert decision != decided(Incident())
    assert decision != "a decision"
    line, other = decision.directives[:2]
    assert line != other
    assert line != "a line"
    unknown = decision_of(Incident(), must("do", "tell_lead", told("blackmail")))
    unsayable = decision_of(
        Incident(cannot_say={"blackmail"}), must("do", "tell_lead", told("blackmail"))
    )
    assert unknown.directives != unsayable.directives


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"protocol": {}}', "[" * 100_000, '{"protocol": 1, "classification": 2}'],
)
def test_what_is_no_decision_is_refused(text: str) -> None:
    """With a problem, not with a traceback of ours."""
    with pytest.raises(ProblemsError, match="SX491"):
        Decision.from_json(text)


def test_a_refusal_does_not_repeat_what_was_found() -> None:
    """It could be somebody's name, and a problem travels further than the data."""
    data = decided().to_dict()
    data["directives"][0]["status"] = "Alice"
    with pytest.raises(ProblemsError, match="SX491") as raised:
        Decision.from_dict(data)
    assert "Alice" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
