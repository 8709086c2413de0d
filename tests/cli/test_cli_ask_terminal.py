"""`sexto ask` in a terminal: the plan beside the question, the keys, Ctrl-C at any of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import Sexto
from cli.terminal import CTRL_C, END, draw

ASK = ("ask", "ca-qc-sexto", "--as-of", "2026-01-15", "--engine", "compiled")
ALL_ASKED = ("ask", "ca-core", *ASK[2:])
"""The same where very many are answered: of the shared protocol each takes less time."""
LANGUAGES = {
    "fr": (
        "JAMAIS",
        "[nouveau]",
        "Nouveau dans le plan\u00a0:",
        "oui",
        "est-il en danger",
    ),
    "en": ("NEVER", "[new]", "New in the plan:", "yes", "Is somebody in danger"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_wide_the_plan_stands_beside_the_question(language: str) -> None:
    """Prohibitions at the top of the screen, what is new said in a word, no higher than it is."""
    never, new, _, yes, danger = LANGUAGES[language]
    typed = [f"{each}\n" for each in (yes, "q")]
    drawn = draw(*ASK, "--lang", language, typed=typed, columns=120, rows=45)
    assert drawn.returncode == 0
    first, second = drawn.text.split("\n> ")[:2]
    assert next(line.strip() for line in first.split("\n")[2:] if line.strip()) == never
    assert danger in first
    assert new not in first
    assert new in second
    for screen in (first, second):
        lines = screen.split("\n")[2:]
        assert max(map(len, lines)) <= 120
        assert len(lines) <= 43
        (beside,) = {line.index(never) for line in lines if never in line}
        assert beside > 40
        assert lines[-1][:beside].strip()


@pytest.mark.parametrize("rows", [16, 30, 70])
def test_a_plan_higher_than_the_terminal_is_cut_at_its_end(rows: int) -> None:
    """Its lines first, then the last of them, and their number is said."""
    drawn = draw(*ASK, typed=["q\n"], columns=110, rows=rows)
    first = drawn.text.split("\n> ")[0].split("\n")[2:]
    assert len(first) <= rows - 2
    assert "NEVER" in first[0]
    assert any("whole plan" in line for line in first)
    assert any("more lines: " in line for line in first) == (rows < 40)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("columns", "options"), [(60, ()), (80, ()), (120, ("--linear",))])
def test_one_thing_after_the_other(language: str, columns: int, options: tuple[str, ...]) -> None:
    """In a narrow terminal and where it is asked for: what is new first, then the question."""
    never, _, new, yes, danger = LANGUAGES[language]
    typed = [f"{each}\n" for each in (yes, "p", "q")]
    drawn = draw(*ASK, *options, "--lang", language, typed=typed, columns=columns)
    assert drawn.returncode == 0
    assert all(len(line) <= columns for line in drawn.lines)
    first, second, third = drawn.text.split("\n> ")[:3]
    assert first.index(never) < first.index(danger)
    assert second.index(new) < second.index("?\n")
    assert never not in second
    assert never in third


@pytest.mark.parametrize("columns", [60, 120])
def test_no_colour_is_honoured_and_says_the_same(columns: int) -> None:
    """The words do not depend on colour."""
    typed = ["yes\n", "q\n"]
    plain = draw(*ASK, typed=typed, columns=columns, env={"NO_COLOR": "1"})
    coloured = draw(*ASK, typed=typed, columns=columns)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", plain.raw)
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", coloured.raw)
    assert plain.text == coloured.text


def test_a_terminal_that_places_no_text_is_linear() -> None:
    """As one of a screen reader may be."""
    drawn = draw(*ASK, typed=["yes\n", "q\n"], columns=120, env={"TERM": "dumb"})
    assert "New in the plan:" in drawn.text


@pytest.mark.parametrize("key", [CTRL_C, END, f"ye{CTRL_C}", "q\n", f"c\n{CTRL_C}", f"c\n{END}"])
def test_interrupted_at_any_key(tmp_path: Path, key: str) -> None:
    """What was answered is in the file, whole; nobody sees a traceback; it goes on from there."""
    kept = tmp_path / "case.json"
    ended = [key] if "\n" not in key[:-1] else [key[:2], key[2:]]
    typed = [*["no\n"] * 2, *ended]
    drawn = draw(*ASK, "--interview", str(kept), typed=typed, columns=80)
    assert drawn.returncode == (130 if CTRL_C in key else 0)
    assert "Traceback" not in drawn.text
    assert not list(tmp_path.glob(".*"))
    told = json.loads(kept.read_text("utf-8"))["incident"]
    assert len(told) == 2
    again = draw(*ASK, "--interview", str(kept), typed=["no\n", "q\n"], columns=80)
    assert again.returncode == 0
    assert len(json.loads(kept.read_text("utf-8"))["incident"]) == 3


def test_any_earlier_answer_is_corrected(sexto: Sexto, tmp_path: Path) -> None:
    """Not the last only; a number that is none, and no answer, change nothing."""
    kept = tmp_path / "case.json"
    typed = "no\nyes\nno\nc\n1\nyes\nc\n99\nc\n\nc\nq\nq\n"
    done = sexto(*ASK, "--interview", str(kept), typed=typed)
    assert done.returncode == 0, done.stderr
    assert "What was answered: no" in done.stdout
    assert done.stdout.count("This number is not in the list.") == 2
    told = json.loads(kept.read_text("utf-8"))["incident"]
    assert told["immediate_danger"] is True
    assert told["self_harm_risk"] is True
    assert "Nothing has been answered yet." in sexto(*ASK, typed="c\nq\n").stdout


def test_there_are_more_and_nobody_knows_how_many(sexto: Sexto, tmp_path: Path) -> None:
    """It is said in clear words, goes on, and can be told otherwise later."""
    case = tmp_path / "case.yaml"
    case.write_text("persons: [{id: p1, roles: [depicted], age: 13}]\nblackmail: yes\n", "utf-8")
    kept = tmp_path / "new.yaml"
    files = ("--incident", str(case), "--save", str(kept))
    found = sexto(*ALL_ASKED, *files, typed="?\n" * 60).stdout.split("\n> ")
    number = next(n for n, each in enumerate(found) if "Is that everybody?" in each)
    assert "Listed: person p1 (" in found[number]
    assert "13" in found[number]
    assert "x = there are others or there may be, nobody knows how many" in found[number]
    kept.unlink()
    typed = "?\n" * number + "x\n+p\n" + "q\n"
    done = sexto(*ALL_ASKED, *files, typed=typed)
    assert "The list stays open." in done.stdout
    assert "any other person" in done.stdout.split("The list stays open.")[1]
    assert "Added to the list: person p2" in done.stdout
    told = kept.read_text("utf-8")
    assert "persons_complete" in told.partition("cannot_say")[2]
    kept.unlink()
    end = "?\n" * number + "x\nc\n{}\nyes\nq\n"
    listing = sexto(*ALL_ASKED, *files, typed="?\n" * number + "x\nc\nq\nq\n").stdout
    chosen = re.search(r"(\d+)\. Is that everybody\?", listing)
    assert chosen is not None
    kept.unlink()
    sexto(*ALL_ASKED, *files, typed=end.format(chosen[1]))
    assert "persons_complete: true" in kept.read_text("utf-8")


def test_no_more_is_known_of_somebody(sexto: Sexto, tmp_path: Path) -> None:
    """`xx` ends the questions about a person; at a question about nobody it says so."""
    case = tmp_path / "case.yaml"
    case.write_text("persons: [{id: p1, roles: [recipient]}]\nblackmail: yes\n", "utf-8")
    files = ("--incident", str(case), "--lang", "fr")
    found = sexto(*ALL_ASKED, *files, typed="?\n" * 60).stdout.split("\n> ")
    number = next(n for n, each in enumerate(found) if "\npersonne p1 (" in each)
    done = sexto(*ALL_ASKED, *files, typed="xx\n" + "?\n" * number + "xx\n" + "?\n" * 60)
    assert "Cette question ne porte sur aucune personne" in done.stdout
    _, _, after = done.stdout.partition("Plus rien n'est demandé de personne p1")
    assert after
    asked = after.split("\n> ")[:-1]
    assert not [each for each in asked if re.search(r"\npersonne p1 .*\?\n", each)]


def test_one_listed_by_mistake_is_taken_out(sexto: Sexto) -> None:
    """Where answers are corrected."""
    done = sexto(*ASK, typed="+\n+d\nc\n1\ns\nq\n")
    assert "1. take out of the list: person p1" in done.stdout
    assert "2. take out of the list: device d1" in done.stdout
    assert "persons:" not in done.stdout
    assert "devices:" in done.stdout


def test_a_summary_at_any_time(sexto: Sexto, tmp_path: Path) -> None:
    """In its file where there is one, else on the screen."""
    done = sexto(*ASK, typed="no\nf\nq\n")
    assert "# Summary of the interview" in done.stdout
    page = tmp_path / "case.md"
    done = sexto(*ASK, "--summary", str(page), typed="no\nf\nq\n")
    assert done.stdout.count(f"Saved in {page}") == 2


def test_after_the_last_question(tmp_path: Path, sexto: Sexto) -> None:
    """In a terminal one may still go back, correct, add; or ask what was put off."""
    case = tmp_path / "case.json"
    sexto(*ALL_ASKED, "--interview", str(case), typed="?\n" * 4 + "x\n" * 90)
    data = json.loads(case.read_text("utf-8"))
    skipped = data["skipped"]
    typed = ["?\n"] * len(skipped) + ["what\n", "h\n", "yes\n", "q\n"]
    drawn = draw(*ALL_ASKED, "--interview", str(case), typed=typed, columns=60)
    assert drawn.returncode == 0
    assert f"Questions put off: {len(skipped)}. yes = ask them now" in drawn.text.replace("\n", " ")
    after = drawn.text.rpartition("Nothing is left to ask.")[2]
    assert "Is somebody in danger right now?" in after
    typed = ["?\n"] * len(skipped) + ["\n"]
    drawn = draw(*ALL_ASKED, "--interview", str(case), typed=typed, columns=60)
    assert drawn.returncode == 0


@pytest.fixture(scope="module")
def an_age_is_asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """An incident, and how many questions are asked before the one for an age."""
    case = tmp_path_factory.mktemp("age") / "case.yaml"
    case.write_text("persons: [{id: p1, roles: [depicted]}]\nblackmail: yes\n", "utf-8")
    command = [sys.executable, "-m", "sexto_rules.cli", *ALL_ASKED, "--incident", str(case)]
    done = subprocess.run(
        command, input="?\n" * 60, capture_output=True, encoding="utf-8", check=True
    )
    screens = done.stdout.split("\n> ")
    return case, next(
        n for n, each in enumerate(screens) if "How old" in each.rpartition("\n\n")[2]
    )


@pytest.mark.parametrize(
    "typed", ["200", "14-12", "-1", "13 ans et demi", "0-200", "999+", "<0", "\x00", "\udcff"]
)
def test_an_age_that_is_none(sexto: Sexto, an_age_is_asked: tuple[Path, int], typed: str) -> None:
    """It is said, nothing changes, and nothing is repeated."""
    case, number = an_age_is_asked
    line = typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    done = sexto(*ALL_ASKED, "--incident", str(case), typed="?\n" * number + f"{line}\ns\nq\n")
    assert done.returncode == 0, done.stderr
    assert "age:" not in done.stdout.partition("roles")[2]
    assert "Traceback" not in done.stdout + done.stderr
