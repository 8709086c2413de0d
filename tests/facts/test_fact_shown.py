"""Problems of an incident repeat no text that could be somebody's name, wherever it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sexto_rules.decisions.fitting import require_incident_fits
from sexto_rules.errors import IncidentError
from sexto_rules.facts import incident_from_json, structure_incident
from sexto_rules.facts.shown import is_slip, shown
from sexto_rules.library import load_protocol, parse_incident_document
from sexto_rules.protocol.dates import on

NAMED: tuple[dict[Any, Any], ...] = (
    {"setting": "emma"},
    {"setting": "emma_tremblay"},
    {"region": "Emma-Tremblay"},
    {"region": "unknown emma"},
    {"blackmail": "emma"},
    {"reported_at": "emma"},
    {"Tremblay": "x"},
    {"emma": "x"},
    {"photo_emma": "x"},
    {"name_tremblay": "x"},
    {5145551234: "x"},
    {"region": 5145551234},
    {"persons": [{"id": "emma"}]},
    {"persons": [{"id": "p1", "tremblay": "x"}]},
    {"persons": [{"id": "p1", "roles": ["emma"]}]},
    {"persons": [{"id": "p1", "roles": {"emma": True}}]},
    {"persons": [{"id": "p1", "roles": {"depicted": "emma"}}]},
    {"persons": [{"id": "p1", "age": {"emma": 3}}]},
    {"persons": [{"id": "p1", "age": "emma"}]},
    {"persons": "emma"},
    {"devices": [{"id": "d1", "owner": "emma"}]},
    {"devices": [{"id": "d1", "holder": "emma"}]},
    {"done": [{"act": "Emma"}]},
    {"done": [{"act": "tell_lead", "by": "Emma"}]},
    {"done": [{"act": "tell_lead", "for": ["Emma"]}]},
    {"done": [{"act": "tell_lead", "target": "emma"}]},
    {"done": [{"emma": "tell_lead"}]},
    {"answers": {"emma": {}}},
    {"answers": {"Emma": True}},
    {"answers": {"emma": "Tremblay"}},
    {"answers": {"emma": True}, "cannot_say": ["answers.emma"]},
    {"answers": "emma"},
    {"cannot_say": ["emma"]},
    {"cannot_say": ["emma.tremblay"]},
    {"cannot_say": ["answers.emma.tremblay"]},
    {"cannot_say": ["persons.emma.age"]},
    {"cannot_say": ["devices.emma.owner"]},
    {"persons": [{"id": "p1"}], "cannot_say": ["persons.p1.emma"]},
    {"persons": [{"id": "p1"}], "cannot_say": ["persons.p1.roles.emma"]},
    {"persons": [{"id": "p1"}], "cannot_say": ["persons.p1.age.emma"]},
    {"devices": [{"id": "d1"}], "cannot_say": ["devices.d1.emma"]},
)
"""Incidents that no reader takes."""

MISFITS: tuple[dict[str, Any], ...] = (
    {"region": "emma_tremblay"},
    {"done": [{"act": "emma"}]},
    {"done": [{"act": "tell_lead", "by": "emma"}]},
    {"done": [{"act": "tell_lead", "for": ["emma"]}]},
    {"answers": {"emma": True}},
    {"answers": {"emma": "tremblay"}},
    {"cannot_say": ["answers.emma"]},
)
"""Incidents that no protocol takes."""


def assert_unnamed(error: IncidentError) -> None:
    """No part of any problem holds the name, nor the number."""
    for problem in error.problems:
        for part in (str(problem), str(problem.place.path), repr(problem)):
            for name in ("emma", "tremblay", "514555"):
                assert name not in part.casefold()


@pytest.mark.parametrize("data", NAMED, ids=str)
def test_no_problem_repeats_a_name(data: dict[Any, Any]) -> None:
    """Neither its message, nor its help, nor its path, from any reader."""
    with pytest.raises(IncidentError) as raised:
        structure_incident(data)
    assert_unnamed(raised.value)
    with pytest.raises(IncidentError) as raised:
        parse_incident_document(json.dumps(data), "case.json")
    assert_unnamed(raised.value)
    assert all(problem.place.line for problem in raised.value.problems)


@pytest.mark.parametrize("data", MISFITS, ids=str)
def test_no_misfit_repeats_a_name(data: dict[str, Any]) -> None:
    """What a protocol does not declare is not repeated either."""
    protocol = load_protocol("core")
    with pytest.raises(IncidentError) as raised:
        require_incident_fits(on(protocol, protocol.date), structure_incident(data))
    assert_unnamed(raised.value)


@pytest.mark.parametrize("text", ['{"emma": 1, "emma": 2}', "emma: 1\nemma: 2\n"])
def test_a_key_that_stands_twice_is_not_repeated(text: str) -> None:
    """Whoever reads the text finds it by its place."""
    with pytest.raises(IncidentError) as raised:
        parse_incident_document(text, "case.yaml")
    assert_unnamed(raised.value)
    if text.startswith("{"):
        with pytest.raises(IncidentError) as raised:
            incident_from_json(text)
        assert_unnamed(raised.value)


def test_a_slip_of_the_keys_is_repeated() -> None:
    """A word of ours that is misspelt is no name, and showing it helps."""
    with pytest.raises(IncidentError) as raised:
        structure_incident(
            {
                "blackmial": True,
                "content": "semi_nudes",
                "persons": [{"id": "p1", "roles": ["depcited"]}],
                "cannot_say": ["persons.p1.pupils"],
            }
        )
    for word in ("blackmial", "semi_nudes", "depcited", "persons.p1.pupils"):
        assert f"`{word}`" in str(raised.value)


def test_a_foreign_key_is_placed_by_its_position() -> None:
    """So the line and the column are those of the key, though the path does not hold it."""
    with pytest.raises(IncidentError) as raised:
        parse_incident_document("blackmail: yes\nanswers:\n  a: unknown\n  emma: []\nzoe: 1\n", "i")
    assert [(str(each.place), each.place.path) for each in raised.value.problems] == [
        ("i:4:9", "answers[1]"),
        ("i:5:1", "[2]"),
    ]


def test_short_words_are_no_slips() -> None:
    """A word of four letters is as near to a name as to a word of ours."""
    assert not is_slip("nudy", ["nude"])
    assert is_slip("nude", ["nude"])
    assert shown("yves", ["yes"]) == "a text"
    assert shown(2.5) == "`2.5`"
    assert shown(12345) == "a number"


def test_a_message_is_one_line_whatever_was_found() -> None:
    """A key of JSON may have a line break in it; the message that names it has none."""
    with pytest.raises(IncidentError) as refused:
        incident_from_json('{"c\\nnot_say": []}')
    (problem,) = refused.value.problems
    assert problem.message == "`c\ufffdnot_say` is not a known fact of an incident"
