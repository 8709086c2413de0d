"""Any earlier answer can be corrected, not the last only, and nothing is lost on the way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interview.asking import DECIDER, NO, YES, asked, asking
from sexto_rules.errors import IncidentError, ProblemsError
from sexto_rules.facts import UNKNOWN, Incident, Person, Role
from sexto_rules.interview import Interview, ResumedInterview

TOLD = Incident(
    immediate_danger=False,
    persons=[Person(id="p1", roles={"depicted": True, "sharer": False}, age=15), Person(id="p2")],
    answers={"own": True},
    cannot_say={"persons_complete", "persons.p1.roles.witness", "reported_at"},
)


@pytest.fixture
def interview() -> Interview:
    """An interview to which several things were told."""
    return Interview.led_by(DECIDER, TOLD)


def test_what_was_answered(interview: Interview) -> None:
    """Each question of which something is told, once; also what nobody can say."""
    assert [each.path for each in interview.answered] == [
        "immediate_danger",
        "persons_complete",
        "persons.p1.roles",
        "persons.p1.age",
        "answers.own",
        "reported_at",
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("immediate_danger", YES),
        ("persons.p1.age", 12),
        ("answers.own", NO),
        ("persons_complete", YES),
        ("persons.p1.roles", ["sharer"]),
    ],
)
def test_an_earlier_answer_is_corrected(interview: Interview, path: str, value: Any) -> None:
    """It counts until there is another one, and that leads back to where one was."""
    before = asked(interview)
    correcting = interview.correct(path)
    assert asked(correcting) == path
    assert correcting.incident == interview.incident
    assert correcting.decision.to_dict() == interview.decision.to_dict()
    corrected = correcting.answer(value)
    assert corrected.incident != interview.incident
    assert asked(corrected) in {before, "persons.p1.roles", "persons.p1.suspected"}
    assert corrected.back() == correcting
    assert correcting.back() == interview


def test_roles_are_corrected_as_a_whole(interview: Interview) -> None:
    """Those known and those that nobody could say are asked for again."""
    correcting = interview.correct("persons.p1.roles")
    question = correcting.question
    assert question is not None
    assert set(question.values) == set(Role)
    roles = correcting.answer(["sharer", "witness"]).incident.person("p1").roles
    assert {role for role, has in roles.items() if has} == {"sharer", "witness"}
    assert len(roles) == len(Role)


def test_what_was_answered_may_be_unknown_after_all(interview: Interview) -> None:
    """For now, and then the question is put off; or because nobody can say it."""
    later = interview.correct("immediate_danger").skip()
    assert later.incident.immediate_danger is UNKNOWN
    assert [each.path for each in later.skipped] == ["immediate_danger"]
    nobody = interview.correct("immediate_danger").cannot_say()
    assert nobody.incident.immediate_danger is UNKNOWN
    assert "immediate_danger" in nobody.incident.cannot_say
    assert interview.correct("immediate_danger").answer(None) == later


def test_for_what_a_corrected_answer_matters(interview: Interview) -> None:
    """As if it had not been told."""
    correcting = interview.correct("immediate_danger")
    question = correcting.question
    assert question is not None
    assert [each.id for each in correcting.because(question).directives] == ["danger"]
    assert interview.because(question).directives == ()


def test_a_wrong_correction_changes_nothing(interview: Interview) -> None:
    """And the question stands as it did."""
    correcting = interview.correct("persons.p1.age")
    with pytest.raises(IncidentError):
        correcting.answer(900)
    assert asked(correcting) == "persons.p1.age"
    assert correcting.incident.person("p1").age == 15


def test_what_was_never_told_can_be_asked_for(interview: Interview) -> None:
    """So can what was put off; not what no question asks for."""
    assert asked(interview.correct("devices_complete")) == "devices_complete"
    assert asked(asking("persons_complete").correct("immediate_danger")) == "immediate_danger"
    for path in ("blackmail", "persons.p9.age", "no_such_fact", "done.call_police"):
        with pytest.raises(ProblemsError, match="SX495"):
            interview.correct(path)


def test_one_more_comes_to_light_meanwhile(interview: Interview) -> None:
    """The correction goes on; what is told elsewhere ends it."""
    correcting = interview.correct("immediate_danger")
    assert asked(correcting.remove("p1")) == "immediate_danger"
    assert asked(interview.correct("persons.p1.age").remove("p1")) != "persons.p1.age"
    assert asked(correcting.with_incident(TOLD)) == asked(interview)


def test_a_correction_is_kept(interview: Interview) -> None:
    """Interrupted in the middle, it goes on there; a fact that nothing asks for is left alone."""
    correcting = interview.correct("immediate_danger")
    text = correcting.to_json()
    assert Interview.from_json(text, DECIDER) == correcting
    assert asked(ResumedInterview.from_json(text, DECIDER).interview) == "immediate_danger"
    data = json.loads(text)
    for path in ("blackmail", "persons.p9.age", "no_such_fact"):
        data["correcting"] = path
        other = Interview.from_dict(data, DECIDER)
        assert asked(other) == asked(interview)
        assert other.cannot_say().incident != other.incident
    data["correcting"] = "Alice was here"
    with pytest.raises(ProblemsError, match="SX497"):
        Interview.from_dict(data, DECIDER)
