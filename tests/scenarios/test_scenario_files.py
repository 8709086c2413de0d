"""Reading scenario files, and how an outcome fails one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sexto_rules import reference
from sexto_rules.errors import ProtocolError
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import Not, Of, RoleTest
from sexto_rules.protocol.dates import on
from sexto_rules.scenarios import check_scenarios, failures, load_scenarios
from support.build import directive, klass, protocol, yes

DAY = date(2026, 1, 1)
THREATENER = RoleTest(Of.PERSON, frozenset({Role.THREATENER}))
PROTOCOL = protocol(
    classes=(klass("urgent", yes("blackmail")), klass("usual")),
    directives=(
        directive("never", "must_not", "view_material", "search_device"),
        directive("lift", "must_not", "discipline", condition=Not(yes("blackmail"))),
        directive("call", "must", "call_police", condition=yes("blackmail")),
        directive(
            "talk", "must_not", "meet_involved", for_each=Entity.PERSON, condition=THREATENER
        ),
    ),
)
GOOD = """
title: {en: A threat}
as_of: 2026-01-01
incident:
  blackmail: yes
  persons: [{id: p1, roles: [threatener]}, {id: p2, roles: [depicted]}]
expect:
  class: urgent
  classes: [urgent]
  must: call_police
  must_not: [view_material, {search_device: every}, {search_device: d9}, {meet_involved: p1}]
  lifted: discipline
  not_due: [tell_lead]
"""


def written(tmp_path: Path, text: str) -> Path:
    """A folder with one scenario."""
    (tmp_path / "scenarios").mkdir(exist_ok=True)
    (tmp_path / "scenarios" / "one.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def fails(tmp_path: Path, text: str) -> list[str]:
    """How the protocol's outcome fails the scenario."""
    (scenario,) = load_scenarios(written(tmp_path, text), PROTOCOL)
    (step,) = scenario.steps
    day = on(PROTOCOL, scenario.as_of or DAY)
    outcome = reference.decide(day, step.incident)
    return [str(failure) for failure in failures(step, day, outcome)]


def test_a_scenario_that_holds_has_no_failure(tmp_path: Path) -> None:
    """Everything expected is got."""
    text = GOOD.replace(", {search_device: d9}", ", {meet_involved: any}")
    assert not fails(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("class: urgent", "class: usual", "expected class: usual, got class: urgent"),
        ("class: urgent", "class: open", "expected class: open, got class: urgent"),
        (
            "class: urgent",
            "classes: [urgent, usual]",
            "expected classes: [urgent, usual], got classes: [urgent]",
        ),
        (
            "must: call_police",
            "must: tell_lead",
            "expected must: tell_lead, got nothing of the kind",
        ),
        (
            "must: call_police",
            "held: call_police",
            "expected held: call_police, got call: due",
        ),
        (
            "must: call_police",
            "not_due: call_police",
            "expected not_due: call_police, got call: due",
        ),
        ("lifted: discipline", "lifted: view_material", "got never: in_force"),
        (
            "{meet_involved: p1}",
            "{meet_involved: p2}",
            "expected must_not: {meet_involved: p2}, got talk (p2): lifted",
        ),
    ],
)
def test_each_expectation_can_fail(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A failure says what was expected and what was got, in the words of the author."""
    text = GOOD.replace(", {search_device: d9}", "").replace("  classes: [urgent]\n", "")
    if "view_material" in new:
        text = text.replace("must_not: [view_material, ", "must_not: [")
    text = text.replace(old, new)
    if new.startswith("not_due") or "tell_lead" in new:
        text = text.replace("  not_due: [tell_lead]\n", "")
    assert any(said in failure for failure in fails(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("must: call_police", "must: call_polic", "SX602"),
        ("class: urgent", "class: urgnt", "SX602"),
        ("class: urgent", "class: [urgent]", "SX601"),
        ("classes: [urgent]", "classes: [nothing]", "SX602"),
        ("classes: [urgent]", "classes: urgent", "SX201"),
        ("class: urgent", "next_question: which", "SX602"),
        ("class: urgent", "final: perhaps", "SX601"),
        ("as_of: 2026-01-01", "as_of: soon", "SX601"),
        ("{en: A threat}", "{fr: Une menace}", "SX601"),
        ("{en: A threat}", "A threat", "SX601"),
        ("must: call_police", "must: [[call_police]]", "SX601"),
        ("must: call_police", "must: {call_police: [p1]}", "SX601"),
        ("must: call_police", "ought: call_police", "SX202"),
        ("incident:", "happening:", "SX203"),
        ("blackmail: yes", "blackmail: often", "SX403"),
    ],
)
def test_each_mistake_is_a_problem_at_its_line(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    """A scenario with a mistake is refused, not passed."""
    text = GOOD.replace(", {search_device: d9}", "").replace(old, new)
    found = check_scenarios(written(tmp_path, text), PROTOCOL)
    assert code in {problem.code for problem in found}, found
    assert all(problem.place.line for problem in found)
    with pytest.raises(ProtocolError):
        load_scenarios(tmp_path, PROTOCOL)


def test_an_absent_target_is_a_problem(tmp_path: Path) -> None:
    """A target that the incident does not list is a mistake of the author."""
    found = check_scenarios(written(tmp_path, GOOD), PROTOCOL)
    assert [problem.code for problem in found] == ["SX603"]


def test_a_scenario_that_expects_nothing_is_a_problem(tmp_path: Path) -> None:
    """Nothing expected is nothing tested."""
    text = GOOD.partition("expect:")[0] + "expect: {}\n"
    found = check_scenarios(written(tmp_path, text), PROTOCOL)
    assert [problem.code for problem in found] == ["SX604"]


def test_a_file_that_is_not_yaml_is_a_problem(tmp_path: Path) -> None:
    """A broken file is reported like any other."""
    assert check_scenarios(written(tmp_path, "title: ["), PROTOCOL)
    assert check_scenarios(written(tmp_path, "- a list"), PROTOCOL)


def test_a_file_whose_name_ends_otherwise_is_a_problem(tmp_path: Path) -> None:
    """A case that would not be run seems to pass; other files and hidden ones may lie there."""
    folder = written(tmp_path, GOOD.replace(", {search_device: d9}", ""))
    for name in ("two.yaml.txt", "three.yml", "notes.txt", ".four.yml"):
        (folder / "scenarios" / name).write_text("", "utf-8")
    found = check_scenarios(folder, PROTOCOL)
    assert [(each.code, Path(str(each.place.file)).name) for each in found] == [
        ("SX605", "three.yml"),
        ("SX605", "two.yaml.txt"),
    ]


def test_no_scenario_at_all_is_an_error(tmp_path: Path) -> None:
    """A folder without scenarios passes no test by having none."""
    with pytest.raises(ProtocolError, match="SX605"):
        load_scenarios(tmp_path, PROTOCOL)


def test_a_single_file_has_no_scenarios(tmp_path: Path) -> None:
    """A protocol that is one file is checked without scenarios."""
    assert not check_scenarios(tmp_path / "protocol.yaml", PROTOCOL)
