"""`sexto ask`: kept and taken up again, why a question is asked, and the summary at the end."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cli.running import Sexto, interrupted_in
from sexto_rules.cli.ask_because import because_words
from sexto_rules.cli.words import Language
from sexto_rules.decisions import Decider
from sexto_rules.facts import Incident
from sexto_rules.interview import Interview
from support.shipped import shipped

ASK = ("ask", "ca-qc-sexto", "--as-of", "2026-01-15", "--engine", "compiled")
ALL_ASKED = ("ask", "ca-core", *ASK[2:])
"""The same where very many are answered: of the shared protocol each takes less time."""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where an interview is kept."""
    return tmp_path / "case.json"


def test_an_interview_goes_on_where_it_was(sexto: Sexto, kept: Path) -> None:
    """With what was answered, what was put off, and the way back."""
    assert sexto(*ASK, "--interview", str(kept), typed="no\n?\nq\n").returncode == 0
    data = json.loads(kept.read_text("utf-8"))
    assert data["incident"] == {"immediate_danger": False}
    assert len(data["history"]) == 2
    again = sexto(*ASK, "--interview", str(kept), typed="b\nb\nyes\nq\n")
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("The interview goes on where it was.\n")
    assert "has changed" not in again.stdout
    assert json.loads(kept.read_text("utf-8"))["incident"] == {"immediate_danger": True}


def test_what_was_put_off_is_asked_again(sexto: Sexto, kept: Path) -> None:
    """Once nothing else is left to ask; else the interview would be over at once."""
    assert sexto(*ALL_ASKED, "--interview", str(kept), typed="?\n" * 90).returncode == 0
    again = sexto(*ALL_ASKED, "--lang", "fr", "--interview", str(kept), typed="non\nq\n")
    assert "Les questions remises à plus tard sont posées à nouveau." in again.stdout
    assert json.loads(kept.read_text("utf-8"))["incident"] == {"immediate_danger": False}


def _of_another_version(kept: Path) -> dict[str, Any]:
    """Make what is kept that of an earlier version, with what is no more in this one."""
    data: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    data["protocol"] |= {"version": "0.9", "digest": "sha256:0"}
    data["protocol"]["questions"] = [*data["protocol"]["questions"][1:], "old-question"]
    data["incident"] |= {"answers": {"old_answer": True}}
    kept.write_text(json.dumps(data), "utf-8")
    return data


@pytest.mark.parametrize("language", Language)
def test_another_version_says_what_changed(sexto: Sexto, kept: Path, language: Language) -> None:
    """What no longer counts is named, and the file as it was is kept beside."""
    sexto(*ASK, "--interview", str(kept), typed="no\nno\nq\n")
    before = _of_another_version(kept)
    done = sexto(*ASK, "--lang", language, "--interview", str(kept), typed="q\n")
    assert done.returncode == 0, done.stderr
    first = done.stdout.split("\n\n")[0]
    for words in {
        Language.EN: (
            "it was at version 0.9, it is at version 1.0.0",
            "Questions that are gone:\n  - old-question",
            "New questions:\n  - Is somebody in danger right now?",
            "No longer counts, as the protocol does not know it any more:",
            "answers.old_answer: yes",
            "Still counts (2):\n  - immediate danger: no\n  - ",
        ),
        Language.FR: (
            "il était à la version 0.9, il est à la version 1.0.0",
            "Questions qui n'existent plus\u00a0:\n  - old-question",
            "Nouvelles questions\u00a0:\n  - Quelqu'un est-il en danger en ce moment?",
            "Ne compte plus, car le protocole ne le connaît plus\u00a0:",
            "answers.old_answer\u00a0: oui",
            "Compte encore (2)\u00a0:\n  - danger immédiat\u00a0: non\n  - ",
        ),
    }[language]:
        assert words in first
    beside = kept.with_name("case.json.before")
    assert json.loads(beside.read_text("utf-8")) == before
    now = json.loads(kept.read_text("utf-8"))
    assert (now["protocol"]["version"], "answers" in now["incident"]) == ("1.0.0", False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Alice", "SX497"),
        ('{"blackmail": true}', "SX497"),
        ("\xff", "SX497"),
    ],
)
def test_a_file_that_is_no_interview_is_refused(
    sexto: Sexto, kept: Path, text: str, code: str
) -> None:
    """With the file and the code, and it stays as it is."""
    kept.write_bytes(text.encode("latin-1"))
    done = sexto(*ASK, "--interview", str(kept), typed="no\nq\n")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{kept}: {code}")
    assert "Alice" not in done.stderr
    assert kept.read_bytes() == text.encode("latin-1")


def test_an_interview_of_another_protocol_is_refused(sexto: Sexto, kept: Path) -> None:
    """Its answers are to other questions."""
    sexto(*ASK, "--interview", str(kept), typed="no\nq\n")
    done = sexto("ask", "core", *ASK[2:], "--interview", str(kept), typed="q\n")
    assert done.returncode == 1
    assert "SX499" in done.stderr


def test_there_is_one_beginning(sexto: Sexto, kept: Path) -> None:
    """Either an interview that is kept, or an incident."""
    case = "examples/incidents/blackmail.yaml"
    done = sexto(*ASK, "--interview", str(kept), "--incident", case)
    assert done.returncode == 2
    assert not kept.exists()


def test_what_is_known_may_be_saved_too(sexto: Sexto, kept: Path) -> None:
    """And again the next time; a file that holds another incident stays as it is."""
    saved = kept.with_suffix(".yaml")
    files = ("--interview", str(kept), "--save", str(saved))
    for typed, told in (("no\nq\n", 1), ("no\nq\n", 2)):
        done = sexto(*ASK, *files, typed=typed)
        assert done.returncode == 0, done.stderr
        assert len(saved.read_text("utf-8").splitlines()) == told
        assert f"Saved in {saved}\nSaved in {kept}\n" in done.stdout
    saved.write_text("blackmail: yes\n", "utf-8")
    done = sexto(*ASK, *files, typed="no\nq\n")
    assert done.returncode == 1
    assert "SX709" in done.stderr
    assert saved.read_text("utf-8") == "blackmail: yes\n"


def test_an_empty_file_is_a_new_interview(sexto: Sexto, kept: Path) -> None:
    """As it is made by a program that reserves the name."""
    kept.touch()
    done = sexto(*ASK, "--interview", str(kept), typed="no\nq\n")
    assert done.returncode == 0, done.stderr
    assert "goes on" not in done.stdout


@pytest.mark.parametrize("option", ["--interview", "--summary"])
def test_a_place_where_nothing_can_be_written(sexto: Sexto, tmp_path: Path, option: str) -> None:
    """Is refused before the first question."""
    done = sexto(*ASK, option, str(tmp_path / "none" / "case"), typed="no\nq\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert "SX709" in done.stderr


def test_a_file_that_goes_away_is_said_at_the_end(
    sexto: Sexto, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known is printed then, so that nothing is lost."""

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for place in ("sexto_rules.cli.ask_files", "sexto_rules.library.saving"):
        monkeypatch.setattr(f"{place}.write_whole", fails)
    files = ("--interview", str(kept), "--save", f"{kept}.yaml", "--summary", f"{kept}.md")
    done = sexto(*ASK, *files, typed="no\nq\n")
    assert done.returncode == 1
    assert "the interview cannot be kept here: no space left on device" in done.stdout
    assert "the incident cannot be saved here: no space left on device" in done.stdout
    assert "immediate_danger: false" in done.stdout


@pytest.mark.parametrize("calls", [1, 3])
@pytest.mark.parametrize("where", ["read_line", "AskSession._show", "AskSession._keep"])
def test_interrupted_anywhere_nothing_is_lost(
    sexto: Sexto, kept: Path, where: str, calls: int
) -> None:
    """What was answered before is in the file, whole, and nobody sees a traceback."""
    with interrupted_in(where, calls):
        done = sexto(*ASK, "--interview", str(kept), typed="no\nno\nno\n")
    assert done.returncode in {0, 130}
    assert "Traceback" not in done.stdout + done.stderr
    if kept.exists():
        told = json.loads(kept.read_text("utf-8"))["incident"]
        assert set(told.values()) <= {False}
        answered = done.stdout.count("\n> no\n")
        assert len(told) >= answered - 1


def test_why_a_question_is_asked(sexto: Sexto) -> None:
    """Under each question: the route, the line that depends on it most, and how many more."""
    done = sexto(*ASK, typed="?\nq\n")
    danger, self_harm = re.findall(r"Asked because the answer may still change: (.*)", done.stdout)
    assert re.fullmatch(r"the route, “.*, “.*”, \d+ more lines of the plan", danger)
    assert "Call" in danger
    assert self_harm.startswith("the route, “Do not leave alone the person at risk")
    french = sexto(*ASK, "--lang", "fr", typed="q\n").stdout
    assert (
        "Posée parce que la réponse peut encore changer\u00a0: la voie à suivre, «\u00a0" in french
    )


def test_a_few_lines_that_depend_on_it() -> None:
    """Are named, and one more is said as one; the route is not where it is settled."""
    told = Incident(immediate_danger=True)
    with Decider(shipped("ca-qc-sexto"), date(2026, 1, 15), ["compiled"]) as decider:
        interview = Interview.led_by(decider, told)
        while (question := interview.question) is not None and question.path != "synthetic":
            interview = interview.skip()
        assert question is not None
        said = because_words(interview, question, Language.EN)
    assert said.startswith("Asked because the answer may still change: “A picture made")
    assert said.endswith("”, one more line of the plan")


@pytest.mark.parametrize("language", Language)
def test_the_summary(sexto: Sexto, tmp_path: Path, language: Language) -> None:
    """What is known, then the plan with the prohibitions first, then every open question."""
    page = tmp_path / "case.md"
    typed = "no\n?\nyes\n" + "?\n" * 5 + "q\n"
    done = sexto(*ASK, "--lang", language, "--summary", str(page), typed=typed)
    assert done.returncode == 0, done.stderr
    text = page.read_text("utf-8")
    heads = re.findall(r"^## (.*)", text, re.MULTILINE)
    wanted = {
        Language.EN: ["What is known", "Never", "Now", "Then"],
        Language.FR: ["Ce qui est connu", "Jamais", "Maintenant", "Ensuite"],
    }[language]
    assert heads[:4] == wanted
    known = text.split("## ")[1].splitlines()
    assert (
        known[2:4]
        == {
            Language.EN: ["- immediate danger: no", "- blackmail: yes"],
            Language.FR: ["- danger immédiat\u00a0: non", "- chantage\u00a0: oui"],
        }[language]
    )
    assert len(re.findall(r"^\d+\. ", text, re.MULTILINE)) > 5
    assert "\n\n\n" not in text


def test_the_summary_of_nothing_and_of_people(sexto: Sexto, tmp_path: Path) -> None:
    """It says that nothing is known, and who is listed."""
    page = tmp_path / "case.md"
    sexto(*ASK, "--lang", "en", "--summary", str(page), typed="q\n")
    assert "- Nothing is known yet." in page.read_text("utf-8")
    incident = tmp_path / "case.yaml"
    incident.write_text("persons: [{id: p1}]\ndevices: [{id: d1}]\n", "utf-8")
    sexto(*ASK, "--incident", str(incident), "--summary", str(page), typed="q\n")
    assert "- Listed: person p1, device d1" in page.read_text("utf-8")
