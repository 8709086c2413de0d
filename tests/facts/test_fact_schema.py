"""The JSON Schema takes what the converter takes, and refuses what it refuses."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sexto_rules.errors import IncidentError
from sexto_rules.facts import (
    ACTS,
    FACTS,
    Incident,
    incident_schema,
    structure_incident,
    unstructure_incident,
)
from sexto_rules.testing.strategies import incidents

SCHEMA = incident_schema()
VALIDATOR = Draft202012Validator(SCHEMA)

BEYOND_A_SCHEMA = {"SX407", "SX408", "SX409", "SX410", "SX411"}
"""Contradictions between values: a schema cannot say these."""


def test_it_is_a_schema() -> None:
    """It is valid by the meta-schema of its draft."""
    Draft202012Validator.check_schema(SCHEMA)


def test_it_has_every_fact_with_titles_in_both_languages() -> None:
    """Each fact is a property with a title in English and in French."""
    parts = [
        (SCHEMA["properties"], None),
        *((SCHEMA["$defs"][entity]["properties"], entity) for entity in FACTS if entity),
    ]
    for properties, entity in parts:
        for name, spec in FACTS[entity].items():
            assert {"title", "x-title-fr"} <= set(properties[name])
            if spec.values:
                titles = properties[name]["x-enum-titles"]
                assert set(titles["en"]) == set(titles["fr"]) == set(properties[name]["enum"])


def test_no_map_takes_other_keys() -> None:
    """Every map of facts is closed."""

    def maps(schema: object) -> Iterator[dict[str, Any]]:
        if isinstance(schema, dict):
            if schema.get("type") == "object":
                yield schema
            for inner in schema.values():
                yield from maps(inner)
        elif isinstance(schema, list):
            for inner in schema:
                yield from maps(inner)

    found = list(maps(SCHEMA))
    assert len(found) == 7
    closed = [each for each in found if each["additionalProperties"] is False]
    assert len(closed) == 6, "all but the answers, whose names a protocol declares"


@given(incidents())
def test_what_is_written_is_valid(incident: Incident) -> None:
    """Every incident in its canonical form is valid."""
    VALIDATOR.validate(unstructure_incident(incident))


JUNK: list[object] = [
    None, True, 0, 1, -1, 13, 121, 122, 13.5, "", "yes", "unknown", "p1", "d1", "p9", "Marie",
    "p1\n", "call_police", "secure_device", "our_act", "nude", "2026-11-23T09:00:00Z",
    "2026-11-23T09:00:00", "1969-12-31T23:59:59Z", "2026-11-23T09:00:00+05:30:10", [], {}, [3],
    ["depicted"], ["author"], {"depicted": False}, {"under": 13}, {"at_least": 13, "under": 13},
    {"x": True}, {"x": "no"}, {"unknown": True}, ["blackmail"], ["persons.p1.roles.sharer"],
    ["answers.x"], ["answers.known"], ["answers.x\n"], ["persons.p1.holder"],
]  # fmt: skip
KEYS = (*FACTS[None], *FACTS[ACTS["secure_device"].target], "id", "age", "roles", "act", "target")
KEYS += (
    "for",
    "at",
    "by",
    "at_least",
    "persons",
    "devices",
    "done",
    "answers",
    "cannot_say",
    "nom",
)


@st.composite
def damaged(draw: st.DrawFn) -> object:
    """The canonical form of an incident, with a few values replaced, added or removed."""
    plain = copy.deepcopy(unstructure_incident(draw(incidents())))
    for _ in range(draw(st.integers(1, 3))):
        part: Any = plain
        while True:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            if isinstance(part, dict) and draw(st.booleans()):
                keys = [*keys, draw(st.sampled_from(KEYS))]
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            inner = part[key] if key in keys[: len(part)] else None
            if isinstance(inner, dict | list) and draw(st.integers(0, 3)):
                part = inner
                continue
            part[key] = copy.deepcopy(draw(st.sampled_from(JUNK)))
            break
    return plain


@given(damaged())
def test_valid_means_taken(data: object) -> None:
    """What is valid is taken unless it contradicts itself; what is canonical is valid."""
    try:
        incident = structure_incident(data)
    except IncidentError as error:
        codes = {problem.code for problem in error.problems} - BEYOND_A_SCHEMA
        empty_ranges = [each for each in error.problems if "no age is at least" in each.message]
        if VALIDATOR.is_valid(data):
            assert codes == ({"SX405"} if empty_ranges else set())
    else:
        if unstructure_incident(incident) == data:
            VALIDATOR.validate(data)


@pytest.mark.parametrize(
    "data",
    [
        {"name": "Marie"},
        {"blackmail": "yes"},
        {"blackmail": None},
        {"setting": "unknown"},
        {"region": "unknown"},
        {"persons": [{"age": 14}]},
        {"persons": [{"id": "Marie"}]},
        {"persons": [{"id": "p1\n"}]},
        {"persons": [{"id": "p1", "age": {}}]},
        {"persons": [{"id": "p1", "roles": ["author"]}]},
        {"done": [{"act": "secure_device"}]},
        {"done": [{"act": "call_police", "target": "p1"}]},
        {"done": [{"target": "p1"}]},
        {"answers": {"x": "yes"}},
        {"answers": {"What he said": True}},
        {"cannot_say": ["blackmial"]},
        {"cannot_say": ["answers.cannot_say"]},
        {"reported_at": "2026-11-23T09:00:00"},
    ],
)
def test_bad_incidents_are_not_valid(data: object) -> None:
    """What is no incident, or is not canonical, is not valid."""
    assert not VALIDATOR.is_valid(data)


def test_journal_lines_of_acts_that_a_protocol_declares() -> None:
    """Whether an act of a protocol takes a target is checked with the protocol."""
    for target in ({}, {"target": "p1"}):
        VALIDATOR.validate({"done": [{"act": "our_act", **target}]})
