"""An interview that is kept, and taken up again: as it was, or with another version."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from decisions.deciding import URGENCY, decider_of, question
from reference.small_protocols import PERSON, has_role, must, told, under
from sexto_rules.decisions import Decider
from sexto_rules.errors import IncidentError, ProblemsError
from sexto_rules.facts import Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.interview import Interview, ResumedInterview
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import AnswerSpec, Choice

GRID = (
    question("danger", "immediate_danger", urgency="danger"),
    question("everybody", "persons_complete", adds=Entity.PERSON),
    question("roles", "roles", Of.PERSON, for_each=PERSON),
    question("old", "old", Of.ANSWERS),
)
DUTIES = (
    must("danger", "call_emergency_services", told("immediate_danger")),
    must("young", "inform_parents", under(14), for_each=PERSON),
    must("support", "support_person", has_role("depicted"), for_each=PERSON),
)
OLD = AnswerSpec(id="old", text={"en": "old"})
WHERE = AnswerSpec(
    id="where",
    text={"en": "where"},
    choices=(Choice(id="yard", text={"en": "yard"}), Choice(id="bus", text={"en": "bus"})),
)


def versioned(version: str, *answers: AnswerSpec, ids: tuple[str, ...] = ()) -> Decider:
    """Return a version of the protocol: its answers, and the questions of its grid."""
    duties = [must(f"say-{each.id}", "tell_lead", told(each.id, of=Of.ANSWERS)) for each in answers]
    wanted = {"danger", "everybody", "roles", *ids}
    grid = [each for each in GRID if each.id in wanted]
    grid += [question(each, each, Of.ANSWERS) for each in ids if each != "old"]
    made = decider_of(
        *DUTIES,
        *(duty for duty in duties if "where" not in duty.id),
        questions=tuple(grid),
        urgency=URGENCY,
        answers=answers,
    )
    protocol = evolve(made.day.protocol, version=version, digest=f"sha256:{version}")
    return Decider(protocol, date(2026, 11, 1), ["compiled"])


FIRST = versioned("1.0", OLD, WHERE, ids=("old",))
SECOND = versioned("2.0", AnswerSpec(id="new", text={"en": "new"}), ids=("new",))
YES = True
KNOWN = Incident(
    persons=[Person(id="p1", age=13)],
    answers={"old": True},
    done=[JournalEntry(act="tell_lead")],
    cannot_say={"answers.where", "coerced"},
)


def led() -> Interview:
    """Return an interview of two steps, led by the first version."""
    return Interview.led_by(FIRST, KNOWN).answer(YES).skip()


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return what was kept of an interview, with a change."""
    data: dict[str, Any] = json.loads(led().to_json())
    change(data)
    return data


def test_it_goes_on_as_it_was() -> None:
    """As plain data and as JSON, with what was put off and the whole way back."""
    interview = led()
    for again in (
        Interview.from_dict(json.loads(json.dumps(interview.to_dict())), FIRST),
        Interview.from_json(interview.to_json(indent=2), FIRST),
    ):
        assert again == interview
        assert again.question == interview.question
        assert again.skipped == interview.skipped
        assert again.skipped
        assert again.back() == interview.back()
        assert again.back().back().back() == Interview.led_by(FIRST, KNOWN)


def test_the_protocol_stands_in_it() -> None:
    """Its id, version, digest, and the questions that it had."""
    protocol = led().to_dict()["protocol"]
    assert protocol["id"] == FIRST.day.protocol.id
    assert (protocol["version"], protocol["digest"]) == ("1.0", "sha256:1.0")
    assert protocol["questions"] == ["danger", "everybody", "roles", "old"]


def test_the_same_version_changes_nothing() -> None:
    """What is taken up again is the interview itself, and nothing is said to be otherwise."""
    resumed = ResumedInterview.from_json(led().to_json(), FIRST)
    assert resumed.interview == led()
    assert not resumed.is_changed
    assert (resumed.dropped, resumed.questions_gone, resumed.questions_new) == ((), (), ())
    assert "answers.old" in {reason.path for reason in resumed.kept}


def test_another_version_says_what_counts_no_more() -> None:
    """Each thing told is either kept or dropped, by name and with its value."""
    interview = Interview.led_by(FIRST, KNOWN)
    while (asked := interview.question) is not None and asked.id != "old":
        interview = interview.skip()
    kept = interview.skip() if interview.question else interview
    resumed = ResumedInterview.from_dict(kept.to_dict(), SECOND)
    assert resumed.is_changed
    assert (resumed.before.version, resumed.now.version) == ("1.0", "2.0")
    assert resumed.questions_gone == ("old",)
    assert resumed.questions_new == ("new",)
    assert {(each.path, each.value) for each in resumed.dropped} == {
        ("answers.old", "true"),
        ("answers.where", "cannot_say"),
    }
    assert {each.path for each in resumed.kept} == {"persons.p1.age", "done.tell_lead", "coerced"}
    resumed.interview.decision  # noqa: B018 - what is left can be decided
    assert resumed.interview.can_go_back
    resumed.interview.back().decision  # noqa: B018 - so can what is behind it
    assert all("old" not in each for state in resumed.interview.states for each in state.skipped)


def test_each_thing_a_protocol_may_not_declare() -> None:
    """A region, an act done and a choice: each is named; a fact of the library always counts."""
    data = led().to_dict()
    data["incident"] |= {"region": "qc-99", "answers": {"old": False, "where": "train"}}
    del data["incident"]["cannot_say"]
    data["incident"]["done"] = [{"act": "no_such_act"}, {"act": "tell_lead"}]
    resumed = ResumedInterview.from_dict(data, FIRST)
    assert resumed.is_changed
    assert {each.path for each in resumed.dropped} == {
        "region",
        "answers.where",
        "done.no_such_act",
    }
    assert {"answers.old", "done.tell_lead", "immediate_danger", "persons.p1.age"} <= {
        each.path for each in resumed.kept
    }


def test_what_only_the_way_back_holds_is_named_too() -> None:
    """So that nothing is lost without a word."""

    def change(data: dict[str, Any]) -> None:
        data["history"][0]["incident"]["region"] = "qc-99"

    resumed = ResumedInterview.from_dict(changed(change), FIRST)
    assert [each.path for each in resumed.dropped] == ["region"]


def test_another_version_is_not_taken_for_the_same() -> None:
    """`Interview` refuses it; so does what does not fit the same version."""
    with pytest.raises(ProblemsError, match="SX499"):
        Interview.from_dict(led().to_dict(), SECOND)
    data = led().to_dict()
    data["incident"]["region"] = "qc-99"
    with pytest.raises(IncidentError, match="SX450"):
        Interview.from_dict(data, FIRST)


def test_another_protocol_is_refused() -> None:
    """By both: it asks other questions of other answers."""
    data = changed(lambda data: data["protocol"].update(id="another"))
    for read in (Interview.from_dict, ResumedInterview.from_dict):
        with pytest.raises(ProblemsError, match="SX499"):
            read(data, FIRST)


class Strange(dict[str, Any]):
    """Data that says what it has when a key is missing."""

    def __missing__(self, key: str) -> Any:
        """Say it."""
        raise KeyError(key, "Alice")


@pytest.mark.parametrize(
    "data",
    [
        {},
        Strange(),
        [],
        None,
        changed(lambda data: data.pop("history")),
        changed(lambda data: data.update(Alice=1)),
        changed(lambda data: data.update(history=1)),
        changed(lambda data: data.update(history=["Alice"])),
        changed(lambda data: data.update(skipped="Alice")),
        changed(lambda data: data.update(skipped=[1])),
        changed(lambda data: data.update(skipped=["Alice was here"])),
        changed(lambda data: data.update(protocol="Alice")),
        changed(lambda data: data["protocol"].update(version="Alice was here")),
        changed(lambda data: data["protocol"].update(questions=[["Alice"]])),
    ],
)
def test_what_is_no_interview_is_refused(data: Any) -> None:
    """With a problem that repeats nothing of it."""
    for read in (Interview.from_dict, ResumedInterview.from_dict):
        with pytest.raises(ProblemsError, match="SX497") as raised:
            read(data, FIRST)
        assert "Alice" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    ["", "Alice", "[" * 100_000, '{"protocol": 1, "protocol": 2}', "1" * 5_000, " " * 16_000_001],
    ids=["empty", "no JSON", "too deep", "a key twice", "a long number", "too long"],
)
def test_a_text_that_is_none_is_refused(text: str) -> None:
    """Whatever is wrong with it."""
    for read in (Interview.from_json, ResumedInterview.from_json):
        with pytest.raises(ProblemsError, match="SX497"):
            read(text, FIRST)


def test_an_incident_that_is_none_is_refused_with_its_own_problems() -> None:
    """As when it is read alone."""
    with pytest.raises(IncidentError, match="SX40"):
        Interview.from_dict(changed(lambda data: data.update(incident={"photo": 1})), FIRST)
