"""The plug-in: scenario files beside a protocol are tests, and nothing else is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sexto_rules.facts import Incident
from sexto_rules.library import load_protocol
from sexto_rules.scenarios import Runner
from sexto_rules.testing.scenario_items import ScenarioFile

pytest_plugins = ["pytester"]

PROTOCOL = """\
protocol:
  id: small
  version: 1.0.0
  date: 2026-01-01
  title: {en: Small}
  notice: {en: An example.}
  languages: [en]
  extends: core
given: [stage]
urgency: [{id: first, text: {en: First}}]
questions:
  - {id: danger, fact: immediate_danger, urgency: first, text: {en: Danger?}}
  - {id: self-harm, fact: self_harm_risk, urgency: first, text: {en: Self-harm?}}
directives:
  - id: tell-the-board
    must: notify_school_board
    text: {en: Notify the school board.}
    basis: inference
"""
HOLDS = """\
title: {en: Nothing known}
incident: {}
expect: {must: notify_school_board, must_not: view_material}
"""
FAILS = HOLDS.replace("must_not: view_material", "must: call_emergency_services").replace(
    "{must: notify_school_board, must", "{must"
)
WRONG = HOLDS.replace("must: notify_school_board", "must: notify_school_bord")


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    """Load what a run loads: pytester forgets the modules that are new in a run, all but C code."""
    with Runner(load_protocol("core")) as runner:
        assert runner.decider(None).decide(Incident()).to_dict()
    assert issubclass(ScenarioFile, pytest.File)


@pytest.fixture
def small(pytester: pytest.Pytester) -> Path:
    """The folder of a protocol with an empty folder of scenarios."""
    folder = pytester.path / "rulesets" / "small"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "protocol.yaml").write_text(PROTOCOL, encoding="utf-8")
    return folder


def write(folder: Path, **files: str) -> None:
    """Write scenarios."""
    for name, text in files.items():
        (folder / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest on what the test wrote."""
    return pytester.runpytest_inprocess("-p", "no:randomly", "-p", "no:cacheprovider", *arguments)


def test_scenarios_that_hold_pass(pytester: pytest.Pytester, small: Path) -> None:
    """Each file is an item, by its name."""
    write(small, nothing=HOLDS, again=HOLDS)
    result = run(pytester, "rulesets", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["rulesets/small/scenarios/again.yaml::again PASSED*"])


def test_a_failure_says_what_was_expected_and_what_came(
    pytester: pytest.Pytester, small: Path
) -> None:
    """At its line, with the reason, and without a traceback."""
    write(small, nothing=HOLDS, danger=FAILS)
    result = run(pytester, "rulesets")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*scenario danger*",
            "danger: Nothing known",
            "*danger.yaml:3:*: expected must: call_emergency_services",
            "  got core-call-emergency-services: possible",
            "  core-call-emergency-services: possible, because *immediate_danger*",
        ],
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*scenario_items.py*")


def test_a_later_step_says_which_it_is(pytester: pytest.Pytester, small: Path) -> None:
    """A scenario in steps shows the number of the step that fails."""
    steps = (
        "steps:\n  - then_learn: {immediate_danger: yes}\n"
        "    expect: {not_due: call_emergency_services}\n"
    )
    write(small, danger=HOLDS + steps)
    result = run(pytester, "rulesets")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["step 2", "*:6:*: expected not_due: call_emergency_services"])


def test_a_mistake_is_a_failed_collection(pytester: pytest.Pytester, small: Path) -> None:
    """The problem is shown as `check` shows it; the other scenarios are collected."""
    write(small, nothing=HOLDS, wrong=WRONG)
    result = run(pytester, "rulesets", "--continue-on-collection-errors")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["*wrong.yaml:3:*: SX602 `notify_school_bord`*", "  help: did you mean*"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_protocol_with_mistakes_is_shown_once(pytester: pytest.Pytester, small: Path) -> None:
    """No scenario of it runs; each says where the mistakes are."""
    broken = PROTOCOL.replace("must: notify_school_board", "must: notify_nobody")
    (small / "protocol.yaml").write_text(broken, encoding="utf-8")
    write(small, one=HOLDS, two=HOLDS)
    result = run(pytester, "rulesets")
    result.assert_outcomes(errors=2)
    printed = result.stdout.str()
    assert printed.count("`notify_nobody`") == 1
    assert "has mistakes: they are shown with one.yaml" in printed


def test_one_file_or_one_item_can_be_named(pytester: pytest.Pytester, small: Path) -> None:
    """As with any other test."""
    write(small, nothing=HOLDS, danger=FAILS)
    run(pytester, "rulesets/small/scenarios/nothing.yaml").assert_outcomes(passed=1)
    run(pytester, "rulesets/small/scenarios/danger.yaml::danger").assert_outcomes(failed=1)
    run(pytester, "rulesets", "-k", "nothing").assert_outcomes(passed=1, deselected=1)


def test_scenarios_can_be_listed_without_running(pytester: pytest.Pytester, small: Path) -> None:
    """What would fail is listed, and does not fail."""
    write(small, nothing=HOLDS, danger=FAILS)
    result = run(pytester, "rulesets", "--collect-only", "-q")
    assert result.ret == pytest.ExitCode.OK
    assert result.outlines[:2] == [
        "rulesets/small/scenarios/danger.yaml::danger",
        "rulesets/small/scenarios/nothing.yaml::nothing",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "*wrong.yaml:1:*: SX1*"),
        ("", "*wrong.yaml*: SX*"),
        ("title: {en: Nothing}\nincident: {}\n", "*wrong.yaml:1:*: SX*expect*"),
    ],
)
def test_what_is_no_scenario_does_not_pass(
    pytester: pytest.Pytester, small: Path, text: str, said: str
) -> None:
    """No YAML, an empty file, a scenario that expects nothing: each fails at its line."""
    write(small, wrong=text)
    result = run(pytester, "rulesets")
    result.assert_outcomes(errors=1)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines([said])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_where_there_is_no_scenario_nothing_passes(pytester: pytest.Pytester, small: Path) -> None:
    """A folder without scenarios ends the run with its own code, as does a glob without a file."""
    assert run(pytester, str(small)).ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert run(pytester, "rulesets/*/scenario/*.yaml").ret == pytest.ExitCode.USAGE_ERROR


def test_other_yaml_is_left_alone(pytester: pytest.Pytester, small: Path) -> None:
    """Only files of a folder `scenarios` beside a protocol are taken."""
    write(small, nothing=HOLDS)
    (small / "scenarios" / "notes.txt").write_text("not yaml", encoding="utf-8")
    (small / "scenarios" / "deeper").mkdir()
    (small / "scenarios" / "deeper" / "other.yaml").write_text("[", encoding="utf-8")
    elsewhere = pytester.path / "scenarios"
    elsewhere.mkdir()
    (elsewhere / "load-test.yaml").write_text("users: [", encoding="utf-8")
    (pytester.path / "compose.yaml").write_text("services:\n  protocol: [", encoding="utf-8")
    (pytester.path / "test_own.py").write_text("def test_own(): pass\n", encoding="utf-8")
    run(pytester).assert_outcomes(passed=2)


def test_configured_folders_run_where_no_path_is_named(
    pytester: pytest.Pytester, small: Path
) -> None:
    """Beside the tests; a path on the command line stands for itself."""
    write(small, nothing=HOLDS)
    pytester.makeini("[pytest]\ntestpaths = tests\nsexto_protocols = rulesets\n")
    (pytester.path / "tests").mkdir()
    own = pytester.path / "tests" / "test_own.py"
    own.write_text("def test_own(): pass\n", encoding="utf-8")
    run(pytester).assert_outcomes(passed=2)
    run(pytester, "tests").assert_outcomes(passed=1)
    pytester.makeini("[pytest]\nsexto_protocols = rulesets\n")
    run(pytester).assert_outcomes(passed=2)


@pytest.mark.parametrize("configured", ["rulesets", "nowhere"])
def test_a_configured_folder_without_scenarios_is_an_error(
    pytester: pytest.Pytester, small: Path, configured: str
) -> None:
    """Nothing passes by not being found."""
    (small / "scenarios").rmdir()
    pytester.makeini(f"[pytest]\nsexto_protocols = {configured}\n")
    result = run(pytester)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: *no scenario of a protocol in *{configured}"])


def test_a_worker_of_xdist_runs_the_scenarios(pytester: pytest.Pytester, small: Path) -> None:
    """What the worker collects, in a process of its own, includes the configured folders."""
    write(small, nothing=HOLDS, again=HOLDS, danger=FAILS)
    pytester.makeini("[pytest]\ntestpaths = tests\nsexto_protocols = rulesets\n")
    (pytester.path / "tests").mkdir()
    run(pytester, "-n", "1").assert_outcomes(passed=2, failed=1)


def test_loading_the_plug_in_imports_nothing_of_ours() -> None:
    """What measures coverage starts later: none of our packages may be there before it."""
    code = (
        "import sys; import sexto_rules.testing.pytest_plugin\n"
        "print(*sorted(name for name in sys.modules if name.startswith('sexto_rules')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "sexto_rules",
        "sexto_rules.testing",
        "sexto_rules.testing.pytest_plugin",
    ]
