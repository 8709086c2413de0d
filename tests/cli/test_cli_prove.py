"""`sexto prove`, as authors and build servers use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from cli.running import Sexto
from sexto_rules.cli.prove_words import kept_words, refuted_words, undecided_words
from sexto_rules.cli.words import Language
from sexto_rules.library import load_protocol
from sexto_rules.proof.statements import Kind

PROTOCOL: Final = """\
protocol:
  id: mine
  version: 1.0.0
  date: 2026-11-20
  title: {fr: À moi, en: Mine}
  notice: {fr: Modèle non officiel., en: Unofficial model.}
  languages: [fr, en]
  extends: core

given: [stage, immediate_danger, self_harm_risk]

urgency:
  - {id: danger, text: {fr: Danger, en: Danger}}

questions:
  - {id: blackmail, fact: blackmail, urgency: danger, text: {fr: Chantage?, en: Blackmail?}}
  - {id: coerced, fact: coerced, urgency: danger, text: {fr: Contrainte?, en: Coercion?}}

classes:
  - {id: urgent, text: {fr: Urgent, en: Urgent}, when: {blackmail: yes}, basis: inference}
  - {id: usual, text: {fr: Habituel, en: Usual}, otherwise: yes, basis: inference}

directives:
  - id: call-at-once
    must: call_police
    when: {blackmail: yes}
    within: immediately
    text: {fr: Appeler la police., en: Call the police.}
    basis: inference

invariants:
  - id: blackmail-means-police
    always: {blackmail: yes}
    then: {must: call_police}
    text: {fr: Le chantage appelle la police., en: Blackmail brings the police.}
    basis: inference
"""
MISTAKE: Final = ("    when: {blackmail: yes}\n", "    when: {blackmail: yes, coerced: yes}\n")

GONE: Final = """\
protocol: {id: gone, version: "1.0.0", date: 2026-01-01, languages: [en], title: {en: T},
  notice: {en: Not official}, extends: core}
given: [stage, immediate_danger, self_harm_risk, persons_complete, person.pupil]
classes: [{id: all, text: {en: All}, basis: inference, otherwise: yes}]
conclusions:
  - id: somebody_unasked
    text: {en: Somebody is not asked for}
    rules: [{when: {some: {person: {unknown: {person.pupil: yes}}}}, basis: inference}]
directives:
  - {id: no-talk, for_each: person, must_not: meet_involved, when: {somebody_unasked: yes},
     basis: inference, text: {en: Talk to nobody.}}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A protocol that keeps its promise."""
    folder = tmp_path / "mine"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "protocol.yaml").write_text(PROTOCOL, "utf-8")
    return folder


@pytest.fixture
def broken(mine: Path) -> Path:
    """The same with a condition too many."""
    (mine / "protocol.yaml").write_text(PROTOCOL.replace(*MISTAKE), "utf-8")
    return mine


def test_what_is_proved_is_counted_by_kind(sexto: Sexto, mine: Path) -> None:
    """Everything proved: exit code 0, and how many of each kind."""
    ended = sexto("prove", str(mine))
    assert ended.returncode == 0
    promises = len(load_protocol(mine).invariants)
    assert promises > 1
    assert f"{promises}  promises always kept" in ended.stdout
    assert ended.stdout.endswith("Everything is proved.\n")


def test_a_broken_promise_is_shown_with_its_place_and_words(sexto: Sexto, broken: Path) -> None:
    """File and line, the promise in the language asked, and an incident that breaks it."""
    for language, words in (
        ("en", "Blackmail brings the police."),
        ("fr", "Le chantage appelle la police."),
    ):
        ended = sexto("prove", str(broken), "--lang", language)
        assert ended.returncode == 1
        line = PROTOCOL.splitlines().index("  - id: blackmail-means-police") + 1
        assert f"protocol.yaml:{line}:5: " in ended.stdout
        assert f"  {words}\n" in ended.stdout
        assert "      blackmail: yes\n" in ended.stdout


def test_the_scenario_pasted_fails_until_the_protocol_is_mended(sexto: Sexto, broken: Path) -> None:
    """It expects what the promise asks."""
    ended = sexto("prove", str(broken), "--format", "json")
    report = json.loads(ended.stdout)
    assert (ended.returncode, report["proved"]) == (1, False)
    (found,) = [each for each in report["statements"] if each["verdict"] == "refuted"]
    assert (found["kind"], found["subject"]) == ("invariant", "blackmail-means-police")
    assert found["incident"] == {"blackmail": True}
    (broken / "scenarios" / "police.yaml").write_text(found["scenario"], "utf-8")
    assert sexto("test", str(broken)).returncode == 1
    (broken / "protocol.yaml").write_text(PROTOCOL, "utf-8")
    assert sexto("test", str(broken)).returncode == 0


def test_wrong_usage_and_a_wrong_protocol_are_told_apart(sexto: Sexto, mine: Path) -> None:
    """No time at all is wrong usage; a protocol that cannot be read has problems."""
    assert sexto("prove", str(mine), "--timeout", "0").returncode == 2
    ended = sexto("prove", str(mine / "nothing"))
    assert ended.returncode == 1
    assert "SX" in ended.stderr


def test_without_the_solver_the_extra_is_named(mine: Path) -> None:
    """Exit code 2 and how to install it; the help is there without it."""
    hidden = "import sys; sys.modules['z3'] = None; from sexto_rules.cli import main; main()"
    command = [sys.executable, "-c", hidden, "prove"]
    ended = subprocess.run(
        [*command, str(mine)], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert ended.returncode == 2
    assert "pip install 'sexto-rules[proof]'" in ended.stderr
    assert subprocess.run([*command, "--help"], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_statement_has_words_in_both_languages(kind: Kind) -> None:
    """What is proved of it and what is wrong with it, other words in each language."""
    for words in (
        [kept_words(kind, language) for language in Language],
        [refuted_words(kind, language, "one", "other") for language in Language],
    ):
        assert len({*words}) == len(Language)


def test_what_may_be_wrong_with_the_engines_is_said_of_all_or_of_a_part() -> None:
    """Of a part that the solver left open, and of all where nobody came to look."""
    words = [
        undecided_words(Kind.TRANSLATION, language, part, "")
        for language in Language
        for part in ("", "stage 1")
    ]
    assert words == [
        "les moteurs ne décident pas comme le protocole",
        "les moteurs ne décident pas stage 1 comme le protocole",
        "the engines do not decide as the protocol does",
        "the engines do not decide stage 1 as the protocol does",
    ]


def test_a_prohibition_that_goes_when_a_list_closes_is_shown_too(
    sexto: Sexto, tmp_path: Path
) -> None:
    """It has no line for anybody else any more, which no scenario can say of a prohibition."""
    (tmp_path / "gone.yaml").write_text(GONE, "utf-8")
    ended = sexto("prove", str(tmp_path / "gone.yaml"))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "no-talk" in ended.stdout
