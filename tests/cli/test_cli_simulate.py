"""`sexto simulate`: how long interviews are, in text and as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from cli.running import Sexto, interrupted_in
from sexto_rules.cli.simulate_words import figure
from sexto_rules.cli.words import Language

PROTOCOL: Final = """\
protocol: {id: tiny, version: "1.0.0", date: 2026-01-01, languages: [en, fr],
  title: {en: Tiny, fr: Petit}, notice: {en: Not official, fr: Non officiel}, extends: core}
given: [stage, reported_at, grooming, manageable_in_school, device.may_hold_material,
  devices_complete, ongoing, persons_complete, person.roles, person.age, person.adult,
  person.adult_suspected, self_harm_risk]
urgency:
  - {id: danger, text: {fr: Danger, en: Danger}}
questions:
  - {id: danger, fact: immediate_danger, urgency: danger, text: {fr: Danger?, en: Danger?}}
  - {id: blackmail, fact: blackmail, urgency: danger, text: {fr: Chantage?, en: Blackmail?}}
classes:
  - {id: urgent, text: {en: Call, fr: Appeler}, basis: inference, when: {blackmail: yes}}
  - {id: rest, text: {en: Rest, fr: Reste}, basis: inference, otherwise: yes}
directives:
  - {id: call, must: call_police, when: {blackmail: yes}, within: immediately, basis: inference,
     text: {en: Call the police., fr: Appeler la police.}}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    """A protocol with two questions and two classes, in a file."""
    path = tmp_path / "tiny.yaml"
    path.write_text(PROTOCOL, encoding="utf-8")
    return str(path)


def test_it_says_how_long_interviews_are(sexto: Sexto, tiny: str) -> None:
    """Of all incidents, then of those of each route, in English or French."""
    arguments = ("simulate", tiny, "--incidents", "6", "--seed", "4", "--as-of", "2026-01-15")
    ended = sexto(*arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(
        "tiny on 2026-01-15: simulated incidents, 6 (seed 4)\n\nAll: 6\n"
        "  - Questions of the interview: 2 on average, median 2, at most 2\n"
        "  - Of the whole grid in order: 2 on average, median 2, at most 2\n"
        "  - Fewer by 0.0%; by a third or more in 0 of 6\n"
        "  - Proved: no interview saves more than 0.0%, none in the order of urgency more than "
        "0.0%; in 6 and 6 of 6 none can save a third\n"
        "  - Proved that none is shorter than this one: in 6 of 6; in the order of urgency, in 6; "
        "without being longer elsewhere, in 6\n"
    )
    assert "\nCall (urgent): " in ended.stdout
    assert (
        "  - What is due at once each time, save for somebody in particular: named after "
        in ended.stdout
    )
    french = sexto(*arguments, "--lang", "fr").stdout
    assert french.startswith("tiny le 2026-01-15\u00a0: incidents simulés, 6 (départ 4)\n")
    assert "\nAppeler (urgent)\u00a0: " in french


def test_as_data_every_incident_is_there(sexto: Sexto, tiny: str) -> None:
    """With the figures; a seed chooses which."""
    reports = [
        json.loads(
            sexto("simulate", tiny, "--incidents", "9", "--seed", seed, "--format", "json").stdout
        )
        for seed in ("3", "3", "4")
    ]
    assert reports[0] == reports[1] != reports[2]
    data = reports[0]
    assert (data["incidents"], data["seed"], data["lost"]) == (9, 3, 0)
    assert [each["number"] for each in data["simulated"]] == list(range(9))
    assert data["proved"] == {
        "at_least": {"any": 18, "in_order": 18, "no_longer": 18},
        "no_third": {"any": 9, "in_order": 9, "no_longer": 9},
        "shortest": {"any": 9, "in_order": 9, "no_longer": 9},
    }


def test_what_cannot_be_simulated_is_said(sexto: Sexto, tmp_path: Path) -> None:
    """A protocol that asks nothing, a worked case with a mistake, no incidents at all."""
    nothing = sexto("simulate", "core", "--lang", "fr")
    assert nothing.returncode == 1
    assert "Ce protocole ne pose aucune question" in nothing.stdout
    folder = tmp_path / "mine"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "protocol.yaml").write_text(PROTOCOL, encoding="utf-8")
    (folder / "scenarios" / "wrong.yaml").write_text("title: {en: Wrong}\n", encoding="utf-8")
    wrong = sexto("simulate", str(folder))
    assert wrong.returncode == 1
    assert "wrong.yaml:1" in wrong.stderr
    assert sexto("simulate", "core", "--incidents", "0").returncode == 2


def test_an_interruption_says_how_far_it_came(sexto: Sexto, tiny: str) -> None:
    """In the language asked for."""
    with interrupted_in("_Simulator.simulated", 3):
        ended = sexto("simulate", tiny, "--incidents", "6", "--lang", "fr")
    assert ended.returncode == 130
    assert ended.stdout == ""
    assert "Incidents simulés\u00a0: 2 sur 6." in ended.stderr


def test_incidents_that_are_lost_are_said(
    sexto: Sexto, tiny: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where all of them are."""
    monkeypatch.setattr("sexto_rules.cli.simulate.usable_processes", lambda: 2)
    monkeypatch.setattr(
        "sexto_rules.simulation.simulating.shared", lambda *_: ((each, None) for each in range(9))
    )
    ended = sexto("simulate", tiny, "--incidents", "9", "--as-of", "2026-01-15")
    assert ended.returncode == 1
    assert ended.stdout == (
        "tiny on 2026-01-15: simulated incidents, 0 (seed 1)\n"
        "Lost with a process that was killed: 9 incidents.\n"
    )


def test_figures_are_rounded() -> None:
    """To one digit behind the point, none where there is nothing."""
    assert [figure(each, Language.EN) for each in (2.0, 2.25, 54.04)] == ["2", "2.2", "54"]
    assert figure(2.5, Language.FR) == "2,5"
