"""`sexto test`, as people and programs use it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from cli.running import Sexto, interrupted_in
from scenarios.small_protocol import SMALL, TITLE

GOOD: Final = (
    TITLE
    + """incident: {blackmail: yes}
expect: {class: urgent}
steps:
  - then_done: [{act: call_police}]
    expect: {done: call}
"""
)
FAILING: Final = (
    TITLE
    + """incident: {blackmail: no, persons: [{id: p1, roles: [depicted]}]}
expect:
  must: [call, {support_person: p1}, consult_lawyer]
steps:
  - then_learn: {persons: [{id: p2}]}
    expect: {must: [{support_person: p2}]}
"""
)
BAD: Final = TITLE + "incident: {blackmail: yes}\nexpect: {must: call_polise}\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A protocol folder with one scenario that holds."""
    folder = tmp_path / "mine"
    shutil.copytree(SMALL, folder)
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "good.yaml").write_text(GOOD, "utf-8")
    return folder


def written(folder: Path, name: str, text: str) -> Path:
    """A scenario written beside a protocol."""
    path = folder / "scenarios" / name
    path.write_text(text, "utf-8")
    return path


def test_what_holds_is_said_in_two_lines(sexto: Sexto, mine: Path) -> None:
    """How many came out as expected, and who decided."""
    done = sexto("test", str(mine))
    assert done.returncode == 0
    assert done.stdout == (
        "small: 1 scenario, 2 steps, all as expected\nDecided by: reference, durable, compiled\n"
    )


def test_a_failure_has_its_line_what_came_and_why(sexto: Sexto, mine: Path) -> None:
    """Expected against got, the reasons under it, then the summary; exit code 1."""
    path = written(mine, "failing.yaml", FAILING)
    done = sexto("test", str(mine))
    assert done.returncode == 1
    assert (
        done.stdout
        == f"""
failing: Blackmail (step 1)
{path}:4:10: expected must: call
  got call: possible, because
    class: urgent or ordinary
      A serious sign is told: unknown (inference)
        person p1 - A person in the picture is under 14: unknown (inference)
          person p1 - age: unknown
        A person in the picture is under 14: unknown (inference)
          everybody is listed: unknown
{path}:4:38: expected must: consult_lawyer
  got nothing of the kind: no directive in force on that day speaks of it

failing: Blackmail (step 2)
{path}:7:22: expected must: {{support_person: p2}}
  got support (p2): possible, because
    person p2 - roles: unknown

small: 2 scenarios, 4 steps, 2 failed
Decided by: reference, durable, compiled
"""
    )


def test_it_speaks_french(sexto: Sexto, mine: Path) -> None:
    """The words around what the author wrote are in the language asked for."""
    written(mine, "failing.yaml", FAILING)
    done = sexto("test", str(mine), "--lang", "fr")
    assert "failing\u00a0: Chantage (étape 1)" in done.stdout
    assert "attendu must: consult_lawyer" in done.stdout
    assert "obtenu rien de tel\u00a0: aucune consigne" in done.stdout
    assert done.stdout.endswith(
        "small\u00a0: 2 scénarios, 4 étapes, 2 en échec\n"
        "Décidé par\u00a0: la référence, durable, compiled\n"
    )


def test_a_scenario_with_a_mistake_does_not_pass(sexto: Sexto, mine: Path) -> None:
    """Its problem is told at its line, the others run; exit code 1."""
    path = written(mine, "bad.yaml", BAD)
    done = sexto("test", str(mine))
    assert done.returncode == 1
    assert done.stdout == (
        f"{path}:3:16: SX602 `call_polise` is not an act or a directive\n"
        "  help: did you mean `call_police`?\n\n"
        "small: 1 scenario, 2 steps, all as expected, 1 scenario not run, it has problems\n"
        "Decided by: reference, durable, compiled\n"
    )


def test_json_says_the_same(sexto: Sexto, mine: Path) -> None:
    """Problems, steps and failures, each with its line; the reasons as plain words."""
    written(mine, "failing.yaml", FAILING)
    written(mine, "bad.yaml", BAD)
    done = sexto("test", str(mine), "--format", "json")
    assert done.returncode == 1
    said = json.loads(done.stdout)
    (trial,) = said["protocols"]
    assert (said["passed"], trial["passed"]) == (False, False)
    assert trial["protocol"]["id"] == "small"
    assert trial["decided_by"] == ["reference", "durable", "compiled"]
    assert [each["code"] for each in trial["problems"]] == ["SX602"]
    failing, good = trial["scenarios"]
    assert [step["passed"] for step in good["steps"]] == [True, True]
    assert failing["title"] == {"fr": "Chantage", "en": "Blackmail"}
    assert failing["steps"][1] == {
        "line": 7,
        "passed": False,
        "failures": [
            {
                "line": 7,
                "column": 22,
                "expected": "must: {support_person: p2}",
                "got": "support (p2): possible",
                "why": [
                    {"what": "support (p2): possible", "because": ["persons.p2.roles: unknown"]}
                ],
            }
        ],
    }
    assert failing["steps"][0]["failures"][1]["got"] is None


def test_junit_xml_has_a_test_for_each_step(sexto: Sexto, mine: Path) -> None:
    """A failed step is a failure, a scenario that cannot be read an error."""
    written(mine, "failing.yaml", FAILING)
    written(mine, "bad.yaml", BAD)
    report = mine / "report.xml"
    assert sexto("test", str(mine), "--junit", str(report)).returncode == 1
    root = ET.fromstring(report.read_text("utf-8"))  # noqa: S314 - written just now
    assert root.attrib == {"name": "sexto test", "tests": "5", "failures": "2", "errors": "1"}
    cases = {case.attrib["name"]: case for case in root.iter("testcase")}
    assert list(cases) == [
        "failing, step 1",
        "failing, step 2",
        "good, step 1",
        "good, step 2",
        "bad",
    ]
    assert [each.tag for each in cases["good, step 1"]] == []
    (failure,) = cases["failing, step 2"]
    assert failure.tag == "failure"
    assert failure.attrib["message"] == (
        "expected must: {support_person: p2}, got support (p2): possible"
    )
    assert cases["failing, step 2"].attrib["line"] == "7"
    assert [each.tag for each in cases["bad"]] == ["error"]


def test_a_report_that_cannot_be_written_is_a_problem(sexto: Sexto, mine: Path) -> None:
    """Nobody believes that there is one."""
    done = sexto("test", str(mine), "--junit", str(mine / "nowhere" / "report.xml"))
    assert done.returncode == 1
    assert "SX722" in done.stderr


@pytest.mark.parametrize(
    ("wanted", "code"), [("scenarios/none-*.yaml", "SX605"), ("nothing/here", "SX707")]
)
def test_what_finds_nothing_is_an_error(sexto: Sexto, mine: Path, wanted: str, code: str) -> None:
    """A pattern without a scenario passes no test."""
    done = sexto("test", str(mine / wanted))
    assert done.returncode == 1
    assert code in done.stderr
    assert not done.stdout


def test_without_a_path_it_is_wrong_usage(sexto: Sexto) -> None:
    """Exit code 2."""
    assert sexto("test").returncode == 2


def test_a_protocol_with_a_mistake_is_not_tested(sexto: Sexto, mine: Path) -> None:
    """Its problems are told instead."""
    path = mine / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("must: call_police", "must: call_polise"))
    done = sexto("test", str(mine))
    assert done.returncode == 1
    assert "`call_polise` is not a known act" in done.stderr


def test_one_engine_may_be_asked_alone(sexto: Sexto, mine: Path) -> None:
    """The reference decides too, always."""
    done = sexto("test", str(mine), "--engine", "compiled")
    assert done.stdout.endswith("Decided by: reference, compiled\n")


def test_a_protocol_that_extends_one_beside_it_is_tested(sexto: Sexto, mine: Path) -> None:
    """Its scenarios speak of what it inherits."""
    child = mine.parent / "our-school"
    (child / "scenarios").mkdir(parents=True)
    (mine.parent / "small").mkdir()
    shutil.copy(mine / "protocol.yaml", mine.parent / "small")
    (child / "protocol.yaml").write_text(
        """protocol:
  id: our-school
  version: 1.0.0
  date: 2026-11-20
  title: {fr: Notre école, en: Our school}
  notice: {fr: Exemple., en: Example.}
  languages: [fr, en]
  extends: small
""",
        "utf-8",
    )
    (child / "scenarios" / "good.yaml").write_text(GOOD, "utf-8")
    done = sexto("test", str(child))
    assert (done.returncode, done.stdout.split(",")[0]) == (0, "our-school: 1 scenario")


def test_several_protocols_are_tested_one_after_the_other(sexto: Sexto, mine: Path) -> None:
    """Each has its own summary."""
    shutil.copytree(mine, mine.parent / "yours")
    done = sexto("test", str(mine), str(mine.parent / "yours"))
    assert done.stdout.count("small: 1 scenario, 2 steps, all as expected\n") == 2


def test_many_scenarios_are_shared_among_processes(mine: Path) -> None:
    """In a process of its own, with a failure among them, in the order of their names."""
    for number in range(45):
        written(mine, f"case-{number:02}.yaml", GOOD)
    written(mine, "failing.yaml", FAILING)
    command = [sys.executable, "-m", "sexto_rules.cli", "test", str(mine), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    (trial,) = json.loads(done.stdout)["protocols"]
    files = [Path(each["file"]).name for each in trial["scenarios"]]
    assert files == sorted(files)
    assert [Path(each["file"]).name for each in trial["scenarios"] if not each["passed"]] == [
        "failing.yaml"
    ]


def test_an_interrupted_run_says_what_ran(sexto: Sexto, mine: Path) -> None:
    """What ran until then is told, and how many did not; nothing is called a success; code 130."""
    for name in ("one.yaml", "two.yaml", "three.yaml"):
        written(mine, name, GOOD)
    written(mine, "bad.yaml", BAD)
    with interrupted_in("Runner.run", 3):
        done = sexto("test", str(mine))
    assert done.returncode == 130
    assert (
        "small: 2 scenarios, 4 steps, all as expected, 1 scenario not run, it has problems, "
        "2 scenarios not run: interrupted\n"
    ) in done.stdout
    with interrupted_in("Runner.run", 1):
        done = sexto("test", str(mine), "--lang", "fr")
    assert "4 scénarios non exécutés\u00a0: interrompu" in done.stdout


def test_programs_are_told_what_did_not_run(sexto: Sexto, mine: Path) -> None:
    """JSON names the files, JUnit XML has an error for each; neither says that it passed."""
    left = [str(written(mine, name, GOOD)) for name in ("one.yaml", "two.yaml")]
    report = mine / "report.xml"
    with interrupted_in("Runner.run", 2):
        done = sexto("test", str(mine), "--format", "json", "--junit", str(report))
    assert done.returncode == 130
    said = json.loads(done.stdout)
    (trial,) = said["protocols"]
    assert (said["passed"], trial["passed"], trial["left_out"]) == (False, False, left)
    root = ET.fromstring(report.read_text("utf-8"))  # noqa: S314 - written just now
    assert root.attrib == {"name": "sexto test", "tests": "4", "failures": "0", "errors": "2"}
    unrun = [each.attrib["name"] for each in root.iter("testcase") if len(each)]
    assert unrun == ["one", "two"]


@pytest.mark.parametrize("where", ["Runner.run", "load_protocol"])
def test_protocols_that_were_not_begun_are_named(sexto: Sexto, mine: Path, where: str) -> None:
    """Ctrl-C while the first of three runs, or while the second is read: the others are told."""
    others = [str(mine.parent / name) for name in ("second", "third")]
    for other in others:
        shutil.copytree(mine, other)
    with interrupted_in(where, 1 if where == "Runner.run" else 2):
        done = sexto("test", str(mine), *others)
    assert done.returncode == 130
    assert f"Interrupted. Not begun: {', '.join(others)}\n" in done.stdout
    with interrupted_in(where, 1):
        done = sexto("test", str(mine), *others, "--format", "json")
    said = json.loads(done.stdout)
    assert said["not_begun"] == (others if where == "Runner.run" else [str(mine), *others])
    assert said["passed"] is False


def test_ctrl_c_before_anything_ran_is_said(sexto: Sexto, mine: Path) -> None:
    """Nothing is measured or run yet: one word in both languages, and exit code 130."""
    with interrupted_in("find_scenarios", 1):
        done = sexto("test", str(mine))
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "interrupted / interrompu\n"


def test_what_is_not_asked_for_is_not_loaded(mine: Path) -> None:
    """Plain tests begin without coverage and mutation, which take their time to load."""
    program = (
        "import sys; from sexto_rules.cli import main\n"
        "sys.argv = ['sexto', 'test', sys.argv[1]]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*(each for each in sys.modules if each in {'sexto_rules.coverage', "
        "'sexto_rules.mutation'}), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, str(mine)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "all as expected" in done.stdout
    assert done.stderr.split() == []
