"""`sexto why`: why, why not and what if, in both languages, as text and as data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cli.running import Ended, Sexto

CASE = "examples/incidents/blackmail.yaml"


@pytest.fixture
def asked(sexto: Sexto) -> Any:
    """The command, about a case of blackmail in Québec."""

    def ask(*arguments: str, language: str = "en") -> Ended:
        usual = ("--as-of", "2026-01-15", "--engine", "compiled", "--lang", language)
        return sexto("why", "ca-qc-sexto", CASE, *arguments, *usual)

    return ask


def test_why_an_act_is_to_be_done(asked: Any) -> None:
    """The line, the way to it, what is enough, and the sources."""
    ended = asked("call_police")
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = [line.strip() for line in ended.stdout.splitlines()]
    assert lines[0] == "Why: call the police (ca-qc-sexto 1.0.0, 2026-01-15)"
    assert "MUST, DUE" in lines
    at = lines.index("Rests on this, and is no longer so without any one of it:")
    assert lines[at + 1] == "- blackmail: yes"
    assert any(line.startswith("[attestation]") for line in lines)


def test_why_in_french(asked: Any) -> None:
    """With hard spaces, of one device, with what is in doubt."""
    said = asked("secure_device", "--target", "d1", language="fr").stdout
    assert said.startswith("Pourquoi\u00a0: mettre l'appareil en sûreté")
    assert "appareil d1 - l'appareil pourrait contenir le contenu\u00a0: oui" in said
    assert "Ce qu'on ne sait pas\u00a0:" in said


def test_why_a_prohibition_is_in_doubt_and_what_lifts_it(asked: Any) -> None:
    """What is not known, and what would be enough to know."""
    said = asked("no-parents-where-risk", "--target", "p1").stdout
    assert "MUST NOT, IN FORCE (IN DOUBT)" in said
    assert "Rests on nothing that is told: it is so as long as nothing says otherwise." in said
    assert (
        "1. person p1 - telling the parents would put a pupil at risk: no (not known yet)" in said
    )


def test_why_not_an_act(asked: Any) -> None:
    """What would have to be otherwise; what is lifted is not shown, it is no permission."""
    said = asked("complete_grid", "--not").stdout
    assert "IT WOULD APPLY IF" in said
    assert "blackmail: no (told: yes) and person p2 - " in said
    assert "LIFTED" not in said
    assert "Nothing in the plan speaks of it, by what is known." in said
    assert asked("complete_grid").stdout == said


def test_why_not_says_when_it_does_apply_or_is_never_asked(asked: Any) -> None:
    """Or when the protocol never names it."""
    assert "It does apply." in asked("call_police", "--not").stdout
    assert "In every case: it depends on nothing that is told." in asked("promise_secrecy").stdout
    never = asked("record_custody", "--target", "p1", "--not", language="fr")
    assert "Rien dans le plan n'en parle" in never.stdout
    assert "Aucun petit changement trouvé qui y mène." in never.stdout


def test_why_as_data(asked: Any) -> None:
    """The same, whole."""
    data = json.loads(asked("call_police", "--format", "json").stdout)
    assert [each["facts"] for each in data["why"]] == [["blackmail: true"]]
    data = json.loads(asked("complete_grid", "--format", "json").stdout)
    paths = [each["path"] for each in data["why_not"]["alternatives"][0]["changes"]]
    assert paths == ["blackmail", "persons.p2.roles.threatener", "threat_to_share"]


def test_what_would_change_if(asked: Any) -> None:
    """Lines that begin, end and change, and the route."""
    facts = ("blackmail=no", "threat_to_share=no", "persons.p2.roles.threatener=no")
    options = [word for fact in facts for word in ("--if", fact)]
    said = asked(*options).stdout
    assert said.startswith("What if: blackmail=no, threat_to_share=no")
    for heading in ("ROUTE", "BEGINS", "CHANGES"):
        assert f"\n{heading}\n" in said
    same = asked("--if", "blackmail=yes", language="fr").stdout
    assert "Rien ne change dans le plan." in same
    data = json.loads(asked("--if", "persons.p1.age=12", "--format", "json").stdout)
    assert data["what_if"]["facts"] == {"persons.p1.age": 12}
    assert "ENDS" in asked("--if", "persons.p1.age=12").stdout


def test_what_is_wrong_is_said(asked: Any) -> None:
    """Wrong usage ends with 2, a wrong name or value with 1."""
    assert asked().returncode == 2
    assert asked("--if", "blackmail").returncode == 2
    for arguments in (
        ("call_polise",),
        ("call_police", "--target", "p9"),
        ("--if", "blackmial=yes"),
        ("--if", "done.call_police=perhaps"),
    ):
        ended = asked(*arguments)
        assert (ended.returncode, "SX4" in ended.stderr) == (1, True), arguments
