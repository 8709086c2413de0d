"""`across`, `timeline`, `sources` and `briefing`: for people, for machines, with mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Sexto
from publishing.two_places import HILL, VALLEY
from sexto_rules import Protocol
from sexto_rules.cli.inputs import read_protocol
from sexto_rules.errors import Problem, ProtocolError

INCIDENT = "blackmail: yes\nregion: top\nanswers: {seen_by_nurse: no}\n"


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    """The arguments that name the hill and the valley, after an incident told on the hill."""
    paths = []
    for name, text in (("hill", HILL), ("valley", VALLEY), ("incident", INCIDENT)):
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return [paths[2], "-p", paths[0], "-p", paths[1], "--as-of", "2026-11-23"]


def test_across_tells_who_says_what_and_what_differs(sexto: Sexto, places: list[str]) -> None:
    """Routes first, then act by act: alike everywhere, or who says so by which source."""
    ended = sexto("across", *places)
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = [line.strip() for line in ended.stdout.splitlines()]
    assert lines[0] == "The same incident under 2 protocols (2026-11-23)"
    assert "hill: Act now" in lines
    assert "Not known here, left out: region: top; answers.seen_by_nurse: no" in lines
    told = lines.index("- call the police")
    assert lines[told + 1] == "must, immediately: hill (law, [act])"
    assert lines[told + 2] == "must, the same day: valley (inference)"
    forbidden = lines.index("- discipline")
    assert lines[forbidden + 1].startswith("never")
    assert lines[forbidden + 2] == "do not speak of it: valley"
    looking = lines.index("- look at the material")
    assert lines[looking + 1] == "everywhere: never"
    nurse = lines.index("- Call the nurse")
    assert lines[nurse + 1] == "must, within 24 h (or consult a lawyer): hill (inference)"


def test_across_says_what_a_protocol_does_not_know(sexto: Sexto, places: list[str]) -> None:
    """In words, also a directive and a doer that an act was kept without."""
    done = "done:\n  - {act: call_police, for: [police-now], by: mayor}\n"
    done += "  - {act: secure_device, target: d1, for: [keep-it]}\ndevices: [{id: d1}]\n"
    Path(places[0]).write_text(done, encoding="utf-8")
    lines = [line.strip() for line in sexto("across", *places).stdout.splitlines()]
    left = [line for line in lines if line.startswith("Not known here, left out: ")]
    call, keep = "call the police", "secure the device (d1)"
    whose = f"{call} - who did it: mayor"
    assert f"Not known here, left out: {whose}" in left
    assert (
        f"Not known here, left out: {call} - directives it was done for: police-now; {whose}; "
        f"{keep} - directives it was done for: keep-it"
    ) in left


def test_across_in_french(sexto: Sexto, places: list[str]) -> None:
    """The words of the command are French, and those of a protocol that has them."""
    ended = sexto("across", *places, "--lang", "fr")
    assert "Le même incident selon 2 protocoles" in ended.stdout
    assert "hill\u00a0: Agir" in ended.stdout.replace(" :", "\u00a0:")
    assert "partout\u00a0: interdit" in ended.stdout
    assert "n'en parlent pas\u00a0: valley" in ended.stdout


def test_across_as_data(sexto: Sexto, places: list[str]) -> None:
    """Each side with its whole decision, each row with what each protocol says."""
    data = json.loads(sexto("across", *places, "--format", "json").stdout)
    assert data["as_of"] == "2026-11-23"
    hill, valley = data["protocols"]
    assert hill["decision"]["classification"]["class"] == "urgent"
    assert valley["left_out"] == ["region: top", "answers.seen_by_nurse: false"]
    (call,) = (row for row in data["rows"] if row["act"] == "call_police")
    assert (call["section"], call["target"], call["differs"]) == ("told", None, True)
    (line,) = call["says"]["hill"]
    assert line["within"] == "immediately"
    assert line["sources"] == ["act"]


def test_across_as_a_page(sexto: Sexto, places: list[str]) -> None:
    """One file without script or link: the incident, the routes, a table for each section."""
    page = sexto("across", *places, "--format", "html", "--lang", "fr").stdout
    assert page.startswith('<!doctype html>\n<html lang="fr">')
    assert "blackmail: yes" in page
    assert page.count("<table>") == 4
    assert "<td>n&#x27;en parle pas</td>" in page
    assert "<script" not in page
    assert "http" not in page


def test_across_every_protocol_that_has_routes(sexto: Sexto, places: list[str]) -> None:
    """Without a choice: the shipped ones, not `core`, which has no routes."""
    ended = sexto("across", places[0], "--format", "json", "--engine", "compiled")
    assert ended.returncode == 0
    named = [side["decision"]["protocol"]["id"] for side in json.loads(ended.stdout)["protocols"]]
    assert "ca-qc-sexto" in named
    assert "core" not in named


def test_across_leaves_a_broken_protocol_aside_and_says_so(
    sexto: Sexto, places: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sound is decided; what is wrong is said on standard error, and the exit code is 1."""

    def read(name: str) -> Protocol:
        if name == "core":
            raise ProtocolError([Problem("SX200", "something is wrong")])
        return read_protocol(name)

    monkeypatch.setattr("sexto_rules.cli.across.read_protocol", read)
    ended = sexto("across", places[0], "--engine", "compiled")
    assert ended.returncode == 1
    assert "SX200" in ended.stderr
    assert "ca-qc-sexto" in ended.stdout


def test_across_with_a_protocol_that_is_not_there(sexto: Sexto, places: list[str]) -> None:
    """A name that means nothing is refused, with the place to look."""
    ended = sexto("across", places[0], "-p", "no-such-place")
    assert ended.returncode == 1
    assert "no-such-place" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_timeline_lists_the_days(sexto: Sexto, places: list[str]) -> None:
    """The day, what changes, and by what it rests on."""
    ended = sexto("timeline", places[2])
    assert ended.returncode == 0
    assert "2026-03-01" in ended.stdout
    assert "term material: “old word” becomes “new word”" in ended.stdout
    assert "conclusion child_shown changes, with the same text: A child is shown" in ended.stdout
    assert "directive keep-it begins: Keep it." in ended.stdout
    french = sexto("timeline", places[2], "--lang", "fr").stdout
    assert (
        "terme material\u00a0: «\u00a0ancien mot\u00a0» devient «\u00a0nouveau mot\u00a0»" in french
    )
    data = json.loads(sexto("timeline", places[2], "--format", "json").stdout)
    assert [change["id"] for change in data["days"][0]["changes"]] == [
        "material",
        "child_shown",
        "keep-it",
    ]


def test_timeline_of_a_protocol_that_never_changes(sexto: Sexto, places: list[str]) -> None:
    """It says so."""
    assert "Nothing changes with time." in sexto("timeline", places[4]).stdout


def test_sources_list_what_rests_on_what(sexto: Sexto, places: list[str]) -> None:
    """Each source with its lines, each basis with its lines, marks and periods kept."""
    ended = sexto("sources", places[2])
    assert ended.returncode == 0
    lines = [line.strip() for line in ended.stdout.splitlines()]
    act = lines.index("[act] School Act, Parliament, 2026-01-01.")
    assert lines[act + 1] == "https://example.org/act"
    assert "- directive police-now (partly)" in lines[act:]
    assert "- term material (from 2026-03-01) (partly)" in lines[act:]
    assert "- directive keep-it (from 2026-03-01): Keep it." in lines
    assert "Our reading." in lines
    data = json.loads(sexto("sources", places[2], "--format", "json").stdout)
    (source,) = (each for each in data["sources"] if each["id"] == "act")
    assert {"kind": "directive", "id": "police-now", "partly": True} in source["carries"]
    assert [each["id"] for each in data["by_basis"]["unverified"]] == ["keep-it"]
    french = sexto("sources", places[2], "--lang", "fr").stdout
    assert "- consigne keep-it (depuis le 2026-03-01)\u00a0: Le garder." in french


def test_briefing_is_markdown_of_the_day(sexto: Sexto, places: list[str]) -> None:
    """With the notice first, in the language and on the day asked for."""
    page = sexto("briefing", places[2], "--as-of", "2026-11-23", "--lang", "fr").stdout
    assert page.startswith("# Colline\n\n> **Non officiel**\n")
    assert "nouveau mot" in page
    before = sexto("briefing", places[2], "--as-of", "2026-01-15").stdout
    assert "Call the police about old word." in before


@pytest.mark.parametrize("command", ["across", "timeline", "sources", "briefing"])
def test_help_has_examples_in_both_languages(sexto: Sexto, command: str) -> None:
    """`--help` says what the command does in English and in French, with examples to copy."""
    ended = sexto(command, "--help")
    assert ended.returncode == 0
    assert "Examples / exemples:" in ended.stdout
    assert f"sexto {command} " in ended.stdout
