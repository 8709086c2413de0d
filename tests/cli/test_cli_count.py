"""`sexto count`: the shares of the classes, in text and as data."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from cli.running import Sexto
from sexto_rules.cli.count_words import Rounding, number, percent
from sexto_rules.cli.words import Language

PROTOCOL = """\
protocol: {id: tiny, version: "1.0.0", date: 2026-01-01, languages: [en, fr],
  title: {en: Tiny, fr: Petit}, notice: {en: Not official, fr: Non officiel}, extends: core}
given: [stage, reported_at, immediate_danger, self_harm_risk, blackmail, grooming,
  manageable_in_school, device.may_hold_material, devices_complete, ongoing, persons_complete,
  person.roles, person.age, person.adult, person.adult_suspected]
classes:
  - {id: urgent, text: {en: Call, fr: Appeler}, basis: inference, when: {blackmail: yes}}
  - {id: later, text: {en: Wait, fr: Attendre}, basis: inference,
     when: {some: {person: {age: {under: 12}}}}}
  - {id: rest, text: {en: Rest, fr: Reste}, basis: inference, otherwise: yes}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    """A protocol with three classes."""
    path = tmp_path / "tiny.yaml"
    path.write_text(PROTOCOL, encoding="utf-8")
    return str(path)


def test_shares_are_said_with_how_they_were_counted(sexto: Sexto, tiny: str) -> None:
    """Each class with its share and text, in English or French."""
    ended = sexto("count", tiny, "--as-of", "2026-01-15")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[:7] == [
        "tiny on 2026-01-15: fully known incidents with 1 person and 0 devices",
        "  50.000 %  urgent",
        "      Call",
        "  4.959 %  later",
        "      Wait",
        "  45.041 %  rest",
        "      Rest",
    ]
    assert "Counted exactly: 242 incidents differ in what is read." in ended.stdout
    french = sexto("count", tiny, "--as-of", "2026-01-15", "--lang", "fr").stdout
    assert french.startswith(
        "tiny le 2026-01-15\u00a0: incidents entièrement connus, avec 1 personne et 0 appareil\n"
        "  50,000\u00a0%  urgent\n"
    )


def test_a_condition_narrows_what_is_counted(sexto: Sexto, tiny: str) -> None:
    """As data the shares are fractions, and what is read is named."""
    ended = sexto("count", tiny, "--where", "blackmail: no", "--format", "json")
    assert ended.returncode == 0
    data = json.loads(ended.stdout)
    assert data["exact"] is True
    assert data["read"] == ["blackmail", "person.age"]
    assert data["matching"]["fraction"] == "1/2"
    assert {name: each["fraction"] for name, each in data["classes"].items()} == {
        "urgent": "0/1",
        "later": "12/121",
        "rest": "109/121",
    }
    said = sexto("count", tiny, "--where", "class: [later, rest]").stdout
    assert "\nwhere class: [later, rest]: 50.000 % of them\n" in said


def test_too_many_are_drawn_and_given_with_bounds(sexto: Sexto) -> None:
    """An estimate is called one: its bounds, how sure they are, how it was drawn."""
    arguments = ("count", "ca-qc-sexto", "--persons", "3", "--devices", "1", "--steps", "9")
    data = json.loads(sexto(*arguments, "--format", "json").stdout)
    assert data["exact"] is False
    assert data["sample"]["confidence"] == 0.99
    assert data["sample"]["matching"] == data["sample"]["drawn"]
    for share in data["classes"].values():
        assert 0 <= share["at_least"] <= share["share"] <= share["at_most"] <= 1
        assert "fraction" not in share
    said = sexto(*arguments, "--lang", "fr").stdout
    assert "\n  entre 99,973\u00a0% et 100\u00a0%  signs_of_malice\n" in said
    assert "20\u00a0000 incidents tirés au sort (départ 1), dont 20\u00a0000 comptent" in said


def test_what_cannot_be_counted_is_said(sexto: Sexto, tiny: str) -> None:
    """No such incident: exit code 1; a wrong condition is shown with its place; wrong usage: 2."""
    nobody = sexto("count", tiny, "--persons", "0", "--devices", "1")
    assert (nobody.returncode, "There is no such incident" in nobody.stdout) == (1, True)
    never = sexto("count", tiny, "--where", "{blackmail: no, class: urgent}")
    assert never.returncode == 1
    assert "No fully known incident satisfies this condition." in never.stdout
    assert sexto("count", "core").returncode == 1
    wrong = sexto("count", tiny, "--where", "blackmai: no")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("--where:1:1: SX204 `blackmai`")
    assert sexto("count", tiny, "--persons", "-1").returncode == 2


def test_help_shows_examples(sexto: Sexto) -> None:
    """In both languages, one a line."""
    said = sexto("count", "--help").stdout
    assert "\n    sexto count ca-qc-sexto --persons 1 --devices 0\n" in said
    assert "Compter quelle part" in said


def test_percents_are_never_rounded_to_all_or_nothing() -> None:
    """And bounds are rounded outwards."""
    almost = 1 - Fraction(1, 3_000_000)
    assert percent(almost, Language.EN) == "99.999967 %"
    assert percent(Fraction(1), Language.FR) == "100\u00a0%"
    assert percent(0.0, Language.EN) == "0 %"
    third = Fraction(1, 3)
    assert percent(third, Language.EN, Rounding.DOWN) == "33.333 %"
    assert percent(third, Language.EN, Rounding.UP) == "33.334 %"
    assert percent(Fraction(1, 50_000), Language.FR) == "0,0020\u00a0%"
    assert number(1_234_567, Language.EN) == "1,234,567"
    assert number(5_684_120_780_800, Language.FR) == "5,68e12"
