"""Incidents from YAML and JSON files, their problems with lines and columns, and back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sexto_rules.documents import MOST_PROBLEMS
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident
from sexto_rules.library import (
    incident_to_yaml,
    load_incident_document,
    parse_incident_document,
    save_incident_document,
)

_EXAMPLES = Path(__file__).parents[2] / "examples" / "incidents"


def problems_of(text: str, file: str = "incident.yaml") -> list[str]:
    """Return the problems of an incident as `line:column code path`."""
    with pytest.raises(IncidentError) as caught:
        parse_incident_document(text, file)
    return [
        f"{each.place.line}:{each.place.column} {each.code} {each.place.path}"
        for each in caught.value.problems
    ]


@pytest.mark.parametrize("path", sorted(_EXAMPLES.glob("*")), ids=lambda path: path.name)
def test_example_incidents_load(path: Path) -> None:
    """Every example incident has no problem."""
    assert isinstance(load_incident_document(path), Incident)


def test_yaml_and_json_say_the_same() -> None:
    """The same incident in YAML and in JSON is the same."""
    yaml = parse_incident_document("blackmail: yes\npersons: [{id: p1, age: 14}]\ncontent:\n")
    json = parse_incident_document(
        '{"blackmail": true, "persons": [{"id": "p1", "age": 14}], "content": null}', "i.json"
    )
    assert yaml == json
    assert yaml.blackmail is True


def test_words_of_yaml_1_1_are_not_values() -> None:
    """`yes` and `no` are bools where a bool is expected; `on`, `True1` and `NO` never are."""
    assert parse_incident_document("blackmail: no").blackmail is False
    for word in ("on", "NO", "Yes", '"maybe"'):
        assert problems_of(f"blackmail: {word}") == ["1:12 SX403 blackmail"]


def test_problems_have_lines_and_columns() -> None:
    """A wrong value is shown where it stands, an unknown key at the key, a missing one above."""
    text = (
        "blackmail: maybe\n"
        "blackmial: yes\n"
        "persons:\n"
        "  - id: p1\n"
        "    age: 200\n"
        "    photo: x.jpg\n"
        "  - {age: 3}\n"
    )
    assert problems_of(text) == [
        "1:12 SX403 blackmail",
        "2:1 SX401 blackmial",
        "5:10 SX405 persons[0].age",
        "6:5 SX402 persons[0].photo",
        "7:5 SX418 persons[1]",
    ]


def test_problems_of_json_have_lines_and_columns() -> None:
    """JSON has places too."""
    text = '{\n  "persons": [{"id": "p1",\n\t"age": -1}]}'
    assert problems_of(text, "i.json") == ["3:9 SX405 persons[0].age"]


def test_documents_that_are_no_incident() -> None:
    """What is no YAML, no mapping or empty is an incident's problem like any other."""
    assert problems_of("a: b: c") == ["1:5 SX106 None"]
    assert problems_of("- a") == ["1:1 SX403 None"]
    assert problems_of("") == ["1:1 SX105 None"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there is an incident's problem too."""
    with pytest.raises(IncidentError, match="SX101 there is no such file"):
        load_incident_document(tmp_path / "a.yaml")
    (tmp_path / "a.yaml").write_bytes(b"\xff")
    with pytest.raises(IncidentError, match="SX103"):
        load_incident_document(str(tmp_path / "a.yaml"))


def test_incidents_full_of_problems_are_given_up() -> None:
    """After a hundred problems one more says that there are more, and soon."""
    found = problems_of("".join(f"k{number}: 1\n" for number in range(3000)))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-2:] == [f"{MOST_PROBLEMS}:1 SX401 [{MOST_PROBLEMS - 1}]", "None:None SX117 None"]


@pytest.mark.parametrize("path", sorted(_EXAMPLES.glob("*")), ids=lambda path: path.name)
@pytest.mark.parametrize("suffix", [".yaml", ".json", ".JSON"])
def test_what_is_saved_loads_again(path: Path, suffix: str, tmp_path: Path) -> None:
    """An incident comes back as it was, as YAML and as JSON; nothing else is left behind."""
    incident = load_incident_document(path)
    assert parse_incident_document(incident_to_yaml(incident)) == incident
    target = tmp_path / f"saved{suffix}"
    for _ in range(2):
        save_incident_document(incident, target)
        assert load_incident_document(target) == incident
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written is a problem; what was there before stays."""
    with pytest.raises(IncidentError, match="SX709 the incident cannot be saved here"):
        save_incident_document(Incident(), tmp_path / "nowhere" / "a.yaml")
    target = tmp_path / "a.yaml"
    target.write_text("blackmail: yes\n", "utf-8")

    def refuse(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(IncidentError, match="SX709"):
        save_incident_document(Incident(), target)
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_text("utf-8") == "blackmail: yes\n"
