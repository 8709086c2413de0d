"""`sexto practise`, driven by hand: right answers, wrong ones, and everything that is no answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from cli.running import Sexto, interrupted_in
from sexto_rules.cli.practise_cases import require_new
from sexto_rules.decisions import Decider
from sexto_rules.documents import read_document
from sexto_rules.errors import ProtocolError
from sexto_rules.practice import Answer, Exercise, read_case
from support.shipped import shipped

ROOT: Final = Path(__file__).parents[2]
PRACTICE: Final = ROOT / "rulesets" / "ca-qc-sexto" / "practice"
CASE: Final = "an-ultimatum-for-friday"
ARGUMENTS: Final = ("practise", "ca-qc-sexto", "--case", CASE, "--seed", "3")
COMPILED: Final = ("--engine", "compiled")
PROTOCOL: Final = """\
protocol: {id: tiny, version: "1.0.0", date: 2026-01-01, languages: [en, fr],
  title: {en: Tiny, fr: Petit}, notice: {en: Not official, fr: Non officiel}, extends: core}
given: [stage, reported_at, immediate_danger, self_harm_risk, blackmail, person.roles,
  persons_complete]
"""
CASE_TEXT: Final = """\
title: {fr: Un cas, en: A case}
level: 1
told: {fr: Un élève (p1) parle de chantage., en: A student (p1) speaks of blackmail.}
incident: {blackmail: yes, persons: [{id: p1, roles: [depicted]}]}
steps:
  - told: {fr: L'élève parle de mourir., en: The student speaks of dying.}
    then_learn: {self_harm_risk: yes}
    then_done: [{act: tell_lead}]
"""


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    """The case as the command offers it with that seed."""
    protocol = shipped("ca-qc-sexto")
    case, problems = read_case(read_document(PRACTICE / f"{CASE}.yaml"), CASE, protocol)
    assert case is not None, problems
    assert case.as_of is not None
    with Decider(protocol, case.as_of, engines=["compiled"]) as decider:
        return Exercise.prepare(case, decider, seed=3)


def typed_right(exercise: Exercise) -> str:
    """The right answers as somebody would type them."""
    lines = []
    for moment in exercise.moments:
        for answer in (Answer.DO, Answer.NEVER):
            right = [
                str(place)
                for place, task in enumerate(moment.tasks, 1)
                if task.expected.answer is answer
            ]
            lines.append(", ".join(right) or "0")
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A protocol of one's own, with a practice case."""
    folder = tmp_path / "mine"
    (folder / "practice").mkdir(parents=True)
    (folder / "protocol.yaml").write_text(PROTOCOL, "utf-8")
    (folder / "practice" / "first.yaml").write_text(CASE_TEXT, "utf-8")
    return folder


@pytest.fixture
def small(mine: Path) -> tuple[str, ...]:
    """The arguments to practise that case, each time with the same acts on offer."""
    return ("practise", str(mine), "--seed", "1", *COMPILED)


def test_right_answers_miss_nothing(sexto: Sexto, exercise: Exercise) -> None:
    """Each act is corrected with its text, basis and sources; the sources stand at the end."""
    ended = sexto(*ARGUMENTS, *COMPILED, typed=typed_right(exercise))
    assert (ended.returncode, ended.stderr) == (0, "")
    asked = sum(len(moment.tasks) for moment in exercise.moments)
    assert f"\nRight answers: {asked} of {asked}\nNothing was missed.\n" in ended.stdout
    for moment in exercise.moments:
        for task in moment.tasks:
            for line in task.expected.lines:
                assert line.text["en"] in ended.stdout
                assert all(f"[{name}]" in ended.stdout for name in line.sources)
    assert "Unofficial" in ended.stdout or "unofficial" in ended.stdout
    assert re.search(r"^  \[criminal-code\] .*https://", ended.stdout, re.MULTILINE)


def test_a_case_in_french_with_mistakes(sexto: Sexto, exercise: Exercise) -> None:
    """Everything is French; what was forbidden stands first among what to look at again."""
    first = exercise.moments[0].tasks
    forbidden = next(
        place for place, task in enumerate(first, 1) if task.expected.answer is Answer.NEVER
    )
    due = next(place for place, task in enumerate(first, 1) if task.expected.answer is Answer.DO)
    typed = f"{forbidden}\n{due}\n0\n0\n"
    ended = sexto(*ARGUMENTS, *COMPILED, "--lang", "fr", typed=typed)
    assert (ended.returncode, ended.stderr) == (0, "")
    said = ended.stdout
    assert said.startswith("Cas fictif\u00a0: Un ultimatum pour vendredi (niveau 1 de 3")
    assert f"  x {forbidden}. faux, c'est interdit\u00a0: " in said
    assert f"  x {due}. faux, c'est à faire\u00a0: " in said
    assert "parce que" in said
    assert "Base\u00a0: " in said
    again = said.partition("\nÀ revoir, le plus grave d'abord\n")[2].splitlines()
    assert again[0].startswith("  x étape 1, faux, c'est interdit\u00a0: ")
    assert again[1].startswith("  x étape 1, faux, c'est à faire\u00a0: ")
    assert any(line.startswith("  ! étape 2, oublié, ") for line in again)
    assert "forbidden" not in said
    assert "step " not in said
    assert "threatener" not in said


WRONG: Final = ("", "perhaps", "1 and 2", "99", "0, 1", "-1", "1.5", "\u0661", "Alice\x1b[31m")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Expected: numbers from 1 to "), ("fr", "Réponse attendue\u00a0: des numéros de 1 à ")],
)
def test_what_is_no_answer_is_asked_again(
    sexto: Sexto, small: tuple[str, ...], language: str, expected: str
) -> None:
    """It is never shown, what was expected is said, and nothing is lost."""
    wrong = "".join(f"{each}\n" for each in WRONG)
    ended = sexto(*small, "--lang", language, typed=f"{wrong}0\n{wrong}0\n")
    assert ended.returncode == 0
    assert ended.stdout.count(expected) == 2 * len(WRONG)
    assert "Alice" not in ended.stdout
    assert "\x1b" not in ended.stdout
    assert ended.stdout.count("\nWHAT THE PROTOCOL SAYS\n") == (language == "en")


def test_one_act_is_not_both(sexto: Sexto, small: tuple[str, ...]) -> None:
    """The second answer is asked again where it names an act of the first."""
    ended = sexto(*small, typed="1 2\n2;3\n3\nq\n")
    assert "One act cannot be both to be done and forbidden: 2." in ended.stdout
    assert "Right at this step: " in ended.stdout


def test_help_and_reading_again(sexto: Sexto, small: tuple[str, ...]) -> None:
    """`h` says what the answers mean, `l` tells the step once more; both ask again."""
    ended = sexto(*small, typed="h\nL\n0\n0\n")
    assert "“Forbidden”: a prohibition is in force" in ended.stdout
    assert ended.stdout.count("STEP 1 OF 2") == 2
    assert "Right at this step: " in ended.stdout


@pytest.mark.parametrize(
    ("before", "stop"),
    [("", ""), ("", "q\n"), ("0\n", "QUIT\n"), ("0\n0\n", "quitter\n"), ("0\n0\n0\n", "")],
)
def test_stopping_says_the_result_so_far(
    sexto: Sexto, small: tuple[str, ...], before: str, stop: str
) -> None:
    """At the end of the pipe or with `q`, before or after an answer."""
    ended = sexto(*small, typed=before + stop)
    assert (ended.returncode, ended.stderr) == (0, "")
    steps = before.count("0") // 2
    assert f"Stopped at step {steps + 1} of 2." in ended.stdout
    assert ("No step was finished." in ended.stdout) is (steps == 0)
    assert ("Right answers: " in ended.stdout) is (steps == 1)


@pytest.mark.parametrize("calls", [1, 3])
def test_an_interruption_says_the_result_so_far(
    sexto: Sexto, small: tuple[str, ...], calls: int
) -> None:
    """Ctrl-C at any question: no traceback, the result, and 130."""
    with interrupted_in("read_line", calls):
        ended = sexto(*small, typed="0\n0\n0\n0\n")
    assert ended.returncode == 130
    assert f"Stopped at step {1 if calls < 3 else 2} of 2." in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_pipe_without_end_ends(sexto: Sexto, small: tuple[str, ...]) -> None:
    """A hundred lines in a row that answer nothing are enough."""
    ended = sexto(*small, typed="y\n" * 150)
    assert ended.returncode == 1
    assert "SX711" in ended.stderr
    assert "No step was finished." in ended.stdout


def result_of(text: str) -> dict[str, Any]:
    """The result that was printed as data."""
    data = json.loads(text)
    assert isinstance(data, dict)
    return data


def test_the_result_as_data(sexto: Sexto, exercise: Exercise) -> None:
    """Only the result is on standard output; the questions are on standard error."""
    forbidden = next(
        place
        for place, task in enumerate(exercise.moments[0].tasks, 1)
        if task.expected.answer is Answer.NEVER
    )
    ended = sexto(*ARGUMENTS, *COMPILED, "--format", "json", typed=f"{forbidden}\n0\n")
    assert ended.returncode == 0
    assert "STEP 1 OF 2" in ended.stderr
    data = result_of(ended.stdout)
    assert data["case"] == {
        "id": CASE,
        "title": {"fr": "Un ultimatum pour vendredi", "en": "An ultimatum for Friday"},
        "level": 1,
    }
    assert (data["seed"], data["finished"], data["protocol"]["as_of"]) == (3, False, "2026-01-15")
    (step,) = data["steps"]
    answer = step["answers"][forbidden - 1]
    assert (answer["answer"], answer["expected"], answer["mark"]) == ("do", "never", "forbidden")
    assert answer["lines"][0]["text"]["fr"]
    assert data["marks"]["forbidden"] == 1
    assert sum(data["marks"].values()) == data["asked"] == len(step["answers"])


def test_cases_are_listed(sexto: Sexto) -> None:
    """With level and title, in both languages, and as data; of one level alone."""
    arguments = ("practise", "ca-qc-sexto", "--list")
    french = sexto(*arguments, "--level", "3", "--lang", "fr").stdout
    assert "(niveau 3)\u00a0: L'entraîneur adjoint\n" in french
    assert "niveau 1" not in french
    listed = json.loads(sexto(*arguments, "--format", "json").stdout)
    assert len(listed) == len(list(PRACTICE.glob("*.yaml"))) >= 9
    assert [each["level"] for each in listed] == sorted(each["level"] for each in listed)
    assert "steps" in listed[0]


def test_a_level_is_practised(sexto: Sexto, mine: Path) -> None:
    """Without a case one of the level is taken, by the seed."""
    for name, level in (("second", 1), ("hard", 3)):
        text = CASE_TEXT.replace("level: 1", f"level: {level}")
        (mine / "practice" / f"{name}.yaml").write_text(text, "utf-8")
    arguments = ("practise", str(mine), *COMPILED, "--format", "json")
    found = [
        result_of(sexto(*arguments, *more).stdout)["case"]["id"]
        for more in (
            ("--level", "3", "--seed", "5"),
            ("--level", "1", "--seed", "0"),
            ("--level", "1", "--seed", "3"),
        )
    ]
    assert found == ["hard", "first", "second"]
    assert "  - first (level 1): A case\n" in sexto("practise", str(mine), "--list").stdout


def test_without_a_seed_there_is_one_to_do_it_again(sexto: Sexto, mine: Path) -> None:
    """Any is taken, and named."""
    anyone = result_of(sexto("practise", str(mine), *COMPILED, "--format", "json").stdout)
    assert anyone["case"]["id"] == "first"
    assert 0 <= anyone["seed"] < 10_000
    said = sexto("practise", str(mine), *COMPILED).stdout
    assert re.search(rf"^sexto practise {mine} --case first --seed \d+ ", said, re.MULTILINE)


def test_a_new_case(sexto: Sexto) -> None:
    """It is made on demand, the same for the same seed, with a command that makes it again."""
    arguments = ("practise", "ca-qc-sexto", "--new", "--level", "3", "--seed", "12", *COMPILED)
    day = ("--as-of", "2026-01-15")
    ended = sexto(*arguments, *day, "--lang", "fr", typed="1\n0\nq\n")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Cas fictif\u00a0: Cas nouveau, graine 12 (niveau 3 de 3")
    again = "sexto practise ca-qc-sexto --new --level 3 --as-of 2026-01-15 --lang fr --seed 12"
    assert again in ended.stdout
    assert "Voici ce qu'on vous rapporte." in ended.stdout
    assert "Bonnes réponses à cette étape" in ended.stdout


def test_nothing_rather_than_a_copy() -> None:
    """Where no new case can be made, that is said, with what to try."""
    with pytest.raises(ProtocolError) as refused:
        require_new(None)
    (problem,) = refused.value.problems
    assert (problem.code, problem.help) == ("SX651", "try another `--seed`")


def test_another_day_is_read_where_it_is_asked_for(sexto: Sexto, small: tuple[str, ...]) -> None:
    """`--as-of` comes before the day of the case, and that before the day of the protocol."""
    days = {
        result_of(sexto(*small, *more, "--format", "json").stdout)["protocol"]["as_of"]
        for more in ((), ("--as-of", "2026-06-01"))
    }
    assert days == {"2026-01-01", "2026-06-01"}


@pytest.mark.parametrize(
    "wrong",
    [
        ("--new", "--case", CASE),
        ("--new", "--list"),
        ("--list", "--case", CASE),
        ("--level", "1", "--case", CASE),
        ("--level", "4"),
        ("--seed", "-1"),
    ],
)
def test_wrong_usage(sexto: Sexto, wrong: tuple[str, ...]) -> None:
    """Options that contradict each other are refused before anything is asked."""
    ended = sexto("practise", "ca-qc-sexto", *wrong)
    assert ended.returncode == 2
    assert ended.stdout == ""


def test_what_there_is_not_is_said(sexto: Sexto, mine: Path) -> None:
    """No case of that id, none of that level, none at all: SX651, with what there is."""
    ended = sexto("practise", str(mine), "--case", "frist", "--lang", "fr")
    assert ended.returncode == 1
    assert "SX651" in ended.stderr
    assert "`first`" in ended.stderr
    ended = sexto("practise", str(mine), "--level", "2")
    assert (ended.returncode, "of level 2" in ended.stderr) == (1, True)
    ended = sexto("practise", "core", "--list")
    assert (ended.returncode, "`--new`" in ended.stderr) == (1, True)


def test_a_case_of_ones_own_is_checked_formatted_and_practised(sexto: Sexto, mine: Path) -> None:
    """Beside any protocol; it is none of its files, and its mistakes are told with their places."""
    ended = sexto("practise", str(mine), "--seed", "1", "--lang", "fr", typed="1\n2\n0\n0\n")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Un élève (p1) parle de chantage." in ended.stdout
    assert "formatted" in sexto("format", str(mine / "practice" / "first.yaml")).stdout
    assert (mine / "practice" / "first.yaml").read_text("utf-8").startswith("title: {en: A case")
    (mine / "practice" / "second.yaml").write_text(f"lvel: 1\n{CASE_TEXT}", "utf-8")
    (mine / "practice" / "third.yml").write_text(CASE_TEXT, "utf-8")
    for command in ("practise", "check"):
        ended = sexto(command, str(mine))
        said = ended.stdout + ended.stderr
        assert ended.returncode == 1
        assert re.search(r"second\.yaml:1:1: SX202 `lvel` is not a key of a practice case", said)
        assert "SX651 `third.yml` is not read" in said


def test_the_schema_of_practice_cases(sexto: Sexto) -> None:
    """As data, with the names of a protocol where one is named."""
    schema = json.loads(sexto("schema", "practice", "ca-qc-sexto").stdout)
    assert schema["$id"] == "urn:sexto-rules:practice"
    assert "stay_with_person_at_risk" in json.dumps(schema)
