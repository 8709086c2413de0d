"""Incidents to and from plain data: nothing is lost, and every mistake is said."""

from __future__ import annotations

import json
from typing import Any

import cattrs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from sexto_rules.errors import IncidentError, Problem
from sexto_rules.facts import (
    FACTS,
    AgeRange,
    Device,
    Incident,
    JournalEntry,
    Person,
    incident_from_json,
    incident_to_json,
    make_converter,
    structure_incident,
    unstructure_incident,
)
from sexto_rules.facts.reading import read_incident
from sexto_rules.facts.refused_keys import find_refusal
from sexto_rules.testing.strategies import incidents

PLAIN: dict[str, Any] = {
    "setting": "secondary",
    "region": "laval",
    "reported_at": "2026-11-23T09:15:00-05:00",
    "blackmail": True,
    "material_seen": "none",
    "persons_complete": False,
    "persons": [
        {"id": "p1", "roles": ["depicted", "reporter"], "age": 14},
        {"id": "p2", "roles": {"sharer": True}, "age": {"at_least": 13, "under": 15}},
        {"id": "p3", "age": {"at_least": 12}},
        {"id": "p4", "roles": [], "age": {"under": 12}},
    ],
    "devices": [{"id": "d1", "holder": "p2", "owner": "student"}],
    "done": [
        {"act": "secure_device", "target": "d1", "for": ["secure-suspected-device"]},
        {"act": "call_police", "at": "2026-11-23T09:20:00-05:00", "by": "principal"},
        {"act": "tell_lead", "for": []},
    ],
    "answers": {"seen_by": "many", "told_parents": False},
    "cannot_say": ["content", "persons.p2.adult"],
}


def problems(data: object) -> tuple[Problem, ...]:
    """What is wrong with plain data."""
    with pytest.raises(IncidentError) as caught:
        structure_incident(data)
    return caught.value.problems


def refused(data: object) -> list[tuple[str, str | None]]:
    """The codes and paths of what is wrong with plain data."""
    return [(problem.code, problem.place.path) for problem in problems(data)]


@given(incidents())
def test_incidents_come_back_as_they_were(incident: Incident) -> None:
    """Written and read again, as data, as JSON and by cattrs, an incident is the same."""
    plain = unstructure_incident(incident)
    converter = make_converter()
    assert structure_incident(plain) == incident
    assert incident_from_json(incident_to_json(incident)) == incident
    assert converter.structure(converter.unstructure(incident), Incident) == incident
    assert json.loads(json.dumps(plain)) == plain


def test_the_canonical_form() -> None:
    """Unknown is left out, roles are a list once all are known, a bound may be missing."""
    assert unstructure_incident(structure_incident(PLAIN)) == PLAIN
    assert unstructure_incident(Incident()) == {}
    vague = Incident(persons=[Person(id="p1", age=AgeRange())])
    assert unstructure_incident(vague) == {"persons": [{"id": "p1", "age": {"at_least": 0}}]}
    assert structure_incident(unstructure_incident(vague)) == vague


def test_the_canonical_form_is_in_the_order_of_the_vocabulary() -> None:
    """The same incident is always written in the same way."""
    backwards = dict(reversed(PLAIN.items()))
    assert incident_to_json(structure_incident(backwards)) == incident_to_json(
        structure_incident(PLAIN)
    )
    assert incident_to_json(Incident(blackmail=True), indent=1) == '{\n "blackmail": true\n}'


def test_plain_data_is_plain() -> None:
    """No enumeration and no class of ours is in what is handed out."""

    def kinds(value: object) -> set[type]:
        match value:
            case dict():
                inner = [*value, *value.values()]
            case list():
                inner = value
            case _:
                inner = []
        return {type(value)}.union(*(kinds(each) for each in inner))

    assert kinds(unstructure_incident(structure_incident(PLAIN))) <= {dict, list, str, int, bool}


def test_unknown_may_be_written() -> None:
    """Nothing and the word `unknown` say the same as leaving out."""
    for unknown in (None, "unknown"):
        data = dict.fromkeys(FACTS[None], unknown) | {
            "persons": [{"id": "p1", "roles": {"depicted": unknown}, "age": unknown}],
            "devices": [{"id": "d1", "holder": unknown}],
            "done": [{"act": "call_police", "target": unknown, "by": unknown, "for": unknown}],
            "answers": {"x": unknown},
            "cannot_say": unknown,
        }
        assert structure_incident(data) == Incident(
            persons=[Person(id="p1")],
            devices=[Device(id="d1")],
            done=[JournalEntry(act="call_police")],
        )


def test_yes_and_no_are_bools() -> None:
    """YAML 1.2 hands over `yes` and `no` as texts; where a bool is expected they are one."""
    data = {
        "blackmail": "yes",
        "synthetic": "no",
        "answers": {"x": "yes"},
        "persons": [{"id": "p1", "adult": "no", "roles": {"sharer": "yes"}}],
    }
    assert structure_incident(data) == Incident(
        blackmail=True,
        synthetic=False,
        answers={"x": True},
        persons=[Person(id="p1", adult=False, roles={"sharer": True})],
    )


def test_every_mistake_is_said_once_and_at_its_place() -> None:
    """Problems of all parts come together, and none that only follows from another."""
    assert refused(
        {
            "blackmial": True,
            "age": 14,
            "content": "nudes",
            "reported_at": "2026-02-30T09:00:00-05:00",
            3: True,
            "persons": [
                {"id": "Marie", "age": 130},
                {"age": True},
                {"id": "p1", "age": {"at_least": 13, "under": 5}, "holder": "p1"},
                {"id": "p2", "age": 12, "adult": "yes"},
                "p3",
            ],
            "devices": [{"id": "d1", "holder": "p1"}, {"id": "d1", "holder": "p9"}],
            "done": [
                {"act": "secure_device"},
                {"target": "d1"},
                {"act": "hand_over_device", "target": "d1", "at": "noon"},
                {"act": "secure_device", "target": "d1", "form": []},
                [],
            ],
        }
    ) == [
        ("SX401", "blackmial"),
        ("SX401", "age"),
        ("SX403", "[4]"),
        ("SX406", "persons[0].id"),
        ("SX405", "persons[0].age"),
        ("SX418", "persons[1]"),
        ("SX403", "persons[1].age"),
        ("SX401", "persons[2].holder"),
        ("SX405", "persons[2].age"),
        ("SX409", "persons[3].age"),
        ("SX403", "persons[4]"),
        ("SX413", "done[0].target"),
        ("SX418", "done[1]"),
        ("SX403", "done[2].at"),
        ("SX401", "done[3][2]"),
        ("SX403", "done[4]"),
        ("SX403", "reported_at"),
        ("SX404", "content"),
        ("SX407", "devices[1].id"),
    ]


def test_places_are_those_of_the_source() -> None:
    """A part left out does not shift the places of those after it."""
    data = {
        "persons": [{"id": "p1"}, {"id": "p2"}, {"id": "p2"}],
        "done": [{"act": "tell_lead", "at": 3}, {"act": "reassure_student", "target": "p9"}],
    }
    assert refused(data) == [
        ("SX403", "done[0].at"),
        ("SX407", "persons[2].id"),
        ("SX408", "done[1].target"),
    ]


def test_what_follows_from_a_bad_line_of_the_journal_is_not_said() -> None:
    """With a line of the journal left out, nobody knows where a device is."""
    device = {"id": "d1", "in_hand": True}
    handed = {"act": "hand_over_device", "target": "d1"}
    assert refused({"devices": [device], "done": [handed]}) == [("SX410", "devices[0].in_hand")]
    bad = {"act": "secure_device", "target": "d1", "by": 3}
    assert refused({"devices": [device], "done": [handed, bad]}) == [("SX403", "done[1].by")]


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        ([], "SX403", ""),
        (None, "SX403", ""),
        ("blackmail", "SX403", ""),
        ({"persons": {}}, "SX403", "persons"),
        ({"done": "call_police"}, "SX403", "done"),
        ({"answers": []}, "SX403", "answers"),
        ({"answers": {"w": None, "x": {}}}, "SX403", "answers[1]"),
        ({"cannot_say": "blackmail"}, "SX403", "cannot_say"),
        ({"cannot_say": ["blackmail", 3]}, "SX403", "cannot_say[1]"),
        ({"cannot_say": ["blackmail", None]}, "SX403", "cannot_say[1]"),
        ({"persons": [{"id": f"p{n}"} for n in range(201)]}, "SX415", "persons"),
        ({"done": [{"act": "tell_lead"}] * 2001}, "SX415", "done"),
        ({"cannot_say": ["blackmail"] * 5001}, "SX415", "cannot_say"),
        ({"persons": [{"id": "p1", "age": {}}]}, "SX403", "persons[0].age"),
        ({"persons": [{"id": "p1", "age": {"least": 3}}]}, "SX401", "persons[0].age[0]"),
        ({"persons": [{"id": "p1", "age": {"under": "3"}}]}, "SX403", "persons[0].age"),
        ({"persons": [{"id": "p1", "age": [13, 14]}]}, "SX403", "persons[0].age"),
        ({"persons": [{"id": "p1", "roles": {"author": True}}]}, "SX404", "persons[0].roles"),
        ({"persons": [{"id": "p1", "adult": "oui"}]}, "SX403", "persons[0].adult"),
        ({"done": [{"act": "tell_lead", "for": "x"}]}, "SX403", "done[0].for"),
        ({"blackmail": 1}, "SX403", "blackmail"),
        ({"reported_at": "2026-11-23"}, "SX403", "reported_at"),
        ({"reported_at": "2026-11-23T09:00:00"}, "SX414", "reported_at"),
        ({"reported_at": "0000-11-23T09:00:00Z"}, "SX403", "reported_at"),
        ({"two parts": True}, "SX401", "[0]"),
        ({"x" * 100: True}, "SX401", "[0]"),
    ],
)
def test_wrong_data_is_refused(data: object, code: str, path: str) -> None:
    """Each mistake is refused with its own code, at its own place."""
    assert refused(data) == [(code, path)]


def test_what_would_hold_a_name_a_text_or_a_file_is_refused_and_told_why() -> None:
    """There is no field for these; the message says so, in every part of an incident."""
    for key in ("name", "nom", "photo", "image", "description", "video", "notes", "prénom"):
        for data, path in (
            ({key: "x"}, key),
            ({"persons": [{"id": "p1", key: "x"}]}, f"persons[0].{key}"),
            ({"devices": [{"id": "d1", key: "x"}]}, f"devices[0].{key}"),
            ({"done": [{"act": "tell_lead", key: "x"}]}, f"done[0].{key}"),
        ):
            (problem,) = problems(data)
            assert (problem.code, problem.place.path) == ("SX402", path)
            assert "is refused: it would hold" in problem.message
            assert problem.help


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("studentName", "a name"),
        ("photo-url", "a picture"),
        ("Pièce jointe", "a picture"),
        ("COMMENTAIRES", "free text"),
        ("file2", None),
        ("blackmial", None),
        ("", None),
    ],
)
def test_refused_keys_are_found_in_any_spelling(key: str, reason: str | None) -> None:
    """Capitals, accents and joined words make no difference."""
    refusal = find_refusal(key)
    assert (refusal is None) is (reason is None)
    assert refusal is None or (reason or "") in refusal[0]


def test_no_name_of_the_vocabulary_is_a_refused_key() -> None:
    """What is refused never stands in the way of a fact."""
    for facts in FACTS.values():
        assert not [name for name in facts if find_refusal(name)]


def test_a_key_of_another_part_is_told_where_it_belongs() -> None:
    """A fact of a person written at the incident is answered with its place."""
    helps = [problem.help for problem in problems({"age": 14, "holder": "p1"})]
    assert helps == [
        "`age` is a fact of a person: put it there",
        "`holder` is a fact of a device: put it there",
    ]
    (problem,) = problems({"persons": [{"id": "p1", "blackmail": True}]})
    assert problem.help == "`blackmail` is a fact of the incident: put it there"
    (problem,) = problems({"zzz": 1})
    assert problem.help is not None
    assert problem.help.startswith("the names are fixed: setting")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["SX416"]),
        ("{", ["SX416"]),
        ("[" * 100_000, ["SX416"]),
        ("1" * 5_000, ["SX416"]),
        (" " * ((1 << 20) + 1), ["SX416"]),
        ('{"blackmail": true, "blackmail": true}', ["SX417"]),
        (
            '{"persons": [{"id": "p1", "id": "p1"}], "x y": 1, "x y": 1}',
            ["SX417", "SX417", "SX401"],
        ),
        ('{"blackmail": NaN}', ["SX403"]),
        ("[]", ["SX403"]),
    ],
)
def test_texts_that_are_not_an_incident_are_refused(text: str, codes: list[str]) -> None:
    """JSON that is broken, too long or says something twice gives problems, never a crash."""
    with pytest.raises(IncidentError) as caught:
        incident_from_json(text)
    assert [problem.code for problem in caught.value.problems] == codes


def test_broken_json_has_a_line_and_a_column() -> None:
    """The place of a mistake in the text itself is that of the text."""
    with pytest.raises(IncidentError, match=r"^<text>:2:1: SX416"):
        incident_from_json("{\n]")


def test_the_converter_takes_parts_and_classes_of_the_caller() -> None:
    """Hooks are there for each class, and can be added to a converter one has."""

    @frozen
    class Case:
        number: int
        incident: Incident

    converter = make_converter(cattrs.Converter())
    case = Case(3, structure_incident(PLAIN))
    assert converter.structure(converter.unstructure(case), Case) == case
    for part in (case.incident.persons[0], case.incident.devices[0], case.incident.done[0]):
        assert converter.structure(converter.unstructure(part), type(part)) == part
    with pytest.raises(IncidentError, match="SX406"):
        converter.structure({"id": "Marie"}, Person)


JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.sampled_from((*FACTS[None], "id", "act", "p1", "unknown", "yes", "persons", "done")),
        st.text(max_size=5),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.sampled_from((*PLAIN, "id", "act", "roles", "age")), st.text(max_size=3)),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=20,
)


@given(JUNK)
def test_anything_is_taken_or_refused(data: object) -> None:
    """Whatever the data, there is an incident or there are problems, and nothing else."""
    reading = read_incident(data)
    if reading.value is not None:
        assert not reading.problems
        assert structure_incident(unstructure_incident(reading.value)) == reading.value
        return
    assert reading.problems
    for problem in reading.problems:
        assert problem.code.startswith("SX4")
        assert problem.message == problem.message.strip()
        assert "\n" not in problem.message
