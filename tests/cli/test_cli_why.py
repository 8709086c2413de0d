"""`sexto why`: why, why not and what if, in both languages, as text and as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.running import Ended, Sexto
from sexto_rules.cli.why_words import age_words
from sexto_rules.cli.words import Language
from sexto_rules.decisions.schema import why_schema
from support.schemas import require_why

TINY = """\
protocol: {id: tiny, version: "1.0.0", date: 2026-01-01, languages: [en, fr],
  title: {en: Tiny, fr: Petit}, notice: {en: Not official, fr: Non officiel}, extends: core}
given: [stage, reported_at, immediate_danger, self_harm_risk, blackmail, coerced, grooming,
  manageable_in_school, device.may_hold_material, devices_complete, ongoing, persons_complete,
  person.roles, person.age, person.adult, person.adult_suspected, person.pupil]
directives:
  - {id: hold, must_not: inform_parents, when: {coerced: yes}, basis: inference, by: everyone,
     text: {en: Wait with the parents, fr: Attendre}}
  - {id: parents, for_each: person, must: inform_parents, when: {person.age: {under: 14}},
     basis: inference, by: principal, text: {en: Tell the parents, fr: Le dire aux parents}}
  - {id: lawyer, should: consult_lawyer, when: {blackmail: yes}, basis: inference, by: principal,
     text: {en: Ask a lawyer, fr: Consulter}}
  - {id: later, should: record_facts, basis: inference, by: principal,
     when: {any: [{done: call_police}, {some: {person: {pupil: yes}}},
       {some: {device: {may_hold_material: yes}}}]},
     text: {en: Write it down, fr: Consigner}}
  - {id: meeting, should: review_meeting, basis: inference, by: principal,
     when: {all: [{some: {person: {age: {under: 14}}}}, {some: {person: {adult: yes}}}]},
     text: {en: Meet, fr: Se réunir}}
  - {id: heard, should: consult_police, when: {reported_at: known}, basis: inference,
     by: principal, text: {en: Ask the police, fr: Consulter la police}}
  - {id: instead, note: true, when: {ongoing: yes}, basis: inference, overrides: [lawyer],
     text: {en: No lawyer now, fr: Pas maintenant}}
"""

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
    assert "Aucun fait, appris ou dit autrement, n'y mène." in never.stdout


def test_why_as_data(asked: Any) -> None:
    """The same, whole."""
    data = json.loads(asked("call_police", "--format", "json").stdout)
    assert [each["facts"] for each in data["why"]] == [["blackmail: true"]]
    data = json.loads(asked("complete_grid", "--format", "json").stdout)
    paths = [each["path"] for each in data["why_not"]["alternatives"][0]["changes"]]
    assert paths == ["blackmail", "persons.p2.roles.threatener", "threat_to_share"]
    assert data["why_not"]["complete"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ("call_police",),
        ("secure_device",),
        ("complete_grid", "--not"),
        ("inform_parents", "--target", "p1", "--not"),
        ("--if", "blackmail=no", "--if", "persons.p1.age=12"),
        ("call_police", "--if", "persons.p9.age={at_least: 12}"),
    ],
)
def test_what_is_written_is_as_the_published_schema_says(
    arguments: tuple[str, ...], asked: Any, sexto: Sexto
) -> None:
    """Why, why not and what if: every key, and no other."""
    data = json.loads(asked(*arguments, "--format", "json").stdout)
    require_why(**data)
    assert json.loads(sexto("schema", "why").stdout) == why_schema()


def test_what_would_change_if(asked: Any) -> None:
    """Lines that begin, end and change, and the route."""
    facts = ("blackmail=no", "threat_to_share=no", "persons.p2.roles.threatener=no")
    options = [word for fact in facts for word in ("--if", fact)]
    said = asked(*options).stdout
    assert said.startswith("What if: blackmail=no, threat_to_share=no")
    for heading in ("ROUTE", "BEGINS", "CHANGES"):
        assert f"\n{heading}\n" in said
    of_one = asked("call_police", *options).stdout
    assert "ROUTE" in of_one
    assert of_one.count("[call the police]") == 2
    assert "[complete the evaluation grid]" not in of_one
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


@pytest.fixture
def tiny(sexto: Sexto, tmp_path: Path) -> Any:
    """The command, about a small protocol and the incident that is typed."""
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")

    def ask(incident: str, *arguments: str) -> str:
        usual = ("--as-of", "2026-01-15", "--engine", "compiled")
        ended = sexto("why", str(path), "-", *arguments, *usual, typed=incident)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    return ask


def test_what_is_held_or_overridden_names_what_does_it(tiny: Any) -> None:
    """With why that applies."""
    young = "{persons: [{id: p1, age: 12}], persons_complete: yes}"
    held = tiny(young, "parents", "--target", "p1")
    assert "Held by a prohibition: Wait with the parents (hold)" in held
    over = tiny("{ongoing: yes, blackmail: yes}", "lawyer", "--not")
    assert "Gives way to: No lawyer now (instead)" in over


def test_ages_persons_and_deeds_are_said_in_words(tiny: Any) -> None:
    """Under an age, one more person, what was not done, what nobody can say."""
    grown = "{persons: [{id: p1, age: 15}], coerced: no}"
    assert "person p1 - age: under 14 (told: 15)" in tiny(grown, "parents", "--not")
    assert "one more person, age: under 14 (not known yet)" in tiny(grown, "parents", "--not")
    later = tiny("{}", "later", "--not")
    assert "call the police: yes (not done)" in later
    assert "one more device, " in later
    assert "(told: nobody can say)" in tiny("{cannot_say: [blackmail]}", "lawyer", "--not")
    assert "any other person: Tell the parents" in tiny("{}", "parents")
    assert "and a second person more, age: " in tiny("{}", "meeting", "--not")


def test_a_moment_is_asked_for_whatever_it_is(tiny: Any) -> None:
    """In both languages."""
    heard = "when staff first heard of it: known, whatever it is (not known yet)"
    assert heard in tiny("{}", "heard", "--not")
    heard = "moment du signalement à l'école\u00a0: connu, quel qu'il soit (pas encore su)"
    assert heard in tiny("{}", "heard", "--not", "--lang", "fr")


def test_what_no_directive_names_is_said_to_be_never_asked(tiny: Any) -> None:
    """Neither asked for nor prohibited."""
    assert "No directive of the protocol asks for it" in tiny("{}", "separate_students")


def test_spans_of_ages_are_said_in_both_languages() -> None:
    """One age, under, at least, between."""
    spans: list[Any] = [12, {"under": 13}, {"at_least": 18}, {"at_least": 12, "under": 18}]
    assert [age_words(each, Language.EN) for each in spans] == [
        "12",
        "under 13",
        "18 or over",
        "12 to 17",
    ]
    assert age_words(spans[3], Language.FR) == "de 12 à 17 ans"
