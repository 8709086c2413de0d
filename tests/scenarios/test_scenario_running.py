"""Running scenarios: on the reference and every engine, with the reason of each failure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from scenarios.small_protocol import scenarios_of, small
from sexto_rules.decisions import ENGINES
from sexto_rules.engines.base import Conditions
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.facts import Incident
from sexto_rules.protocol.outcome import Truth
from sexto_rules.scenarios import Failure, Runner, run_scenarios

GOOD = """incident:
  blackmail: yes
  persons: [{id: p1, roles: [depicted], age: 13}, {id: p2, age: 16}]
  devices: [{id: d1, may_hold_material: yes}]
expect:
  class: urgent
  must: [call, {support_person: p1}, {secure: d1}]
  possible: [{support_person: p2}, {support_person: any}]
  must_not: no-discipline
  final: no
  next_question: danger
  because:
    call_police: [serious, blackmail]
    support: roles.depicted
    secure_device: [devices.d1.may_hold_material]
    class: [young, persons.p1.age]
steps:
  - then_done: [{act: call_police}]
    then_learn: {answers: {heard_before: yes}}
    expect:
      done: call
      should: notify_school_board
      because: {tell-the-board: answers.heard_before}
"""


def failures_of(tmp_path: Path, expect: str, incident: str = "blackmail: no") -> list[Failure]:
    """How a scenario fails that expects this."""
    (one,) = scenarios_of(tmp_path, one=f"incident: {{{incident}}}\nexpect: {{{expect}}}\n")
    with Runner(small()) as runner:
        result = runner.run(one)
    (found,) = result.failures
    assert result.passed is not bool(found)
    return list(found)


def test_a_scenario_that_holds_passes_on_all_that_decide(tmp_path: Path) -> None:
    """The reference and both engines decide every step, and agree."""
    (one,) = scenarios_of(tmp_path, one=GOOD)
    with Runner(small()) as runner:
        result = runner.run(one)
    assert result.passed
    assert result.failures == ((), ())
    assert result.decided_by == ("reference", "durable", "compiled")


def test_one_engine_may_be_asked_alone(tmp_path: Path) -> None:
    """The reference always decides."""
    (one,) = scenarios_of(tmp_path, one=GOOD)
    with Runner(small(), ("compiled",)) as runner:
        assert runner.run(one).decided_by == ("reference", "compiled")


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("class: urgent", "expected class: urgent, got class: open (urgent, ordinary)"),
        ("final: yes", "expected final: yes, got final: no (immediate_danger, self_harm_risk"),
        ("next_question: age", "expected next_question: age, got next_question: danger"),
        ("must: call", "expected must: call, got call: possible"),
        ("must: consult_lawyer", "expected must: consult_lawyer, got nothing of the kind"),
        (
            "because: {call: grooming}",
            "expected because: {call: [grooming]}, got class: urgent or ordinary, serious: unknown",
        ),
        ("because: {support: age}", "expected because: {support: [age]}, got persons_complete"),
        ("because: {class: stage}", "expected because: {class: [stage]}, got serious: unknown"),
    ],
)
def test_each_expectation_can_fail(tmp_path: Path, expect: str, said: str) -> None:
    """What only a decision says is held against it too."""
    (failure,) = failures_of(tmp_path, expect)
    assert str(failure).startswith(said)
    assert (failure.place.line, failure.place.column) >= (3, 10)


def test_a_failure_says_why_the_line_came_out_so(tmp_path: Path) -> None:
    """The reasons of the lines that speak of what is expected."""
    (failure,) = failures_of(tmp_path, "must: call")
    (why,) = failure.why
    assert why.what == "call: possible"
    assert [reason.name for reason in why.reasons] == ["class"]


def test_a_failure_says_why_a_line_is_absent(tmp_path: Path) -> None:
    """The reasons for which the condition of the directive is false, of each target."""
    (failure,) = failures_of(
        tmp_path,
        "must: {secure_device: d2}",
        "devices: [{id: d1}, {id: d2, may_hold_material: no}]",
    )
    assert not failure.got
    (why,) = failure.why
    assert why.what == "secure (d2): absent"
    assert [str(reason) for reason in why.reasons] == ["devices.d2.may_hold_material: false"]


def test_a_failure_has_no_reason_where_no_directive_speaks_of_it(tmp_path: Path) -> None:
    """Nothing in force that day has the act."""
    (failure,) = failures_of(tmp_path, "must: consult_lawyer")
    assert not failure.why
    assert failure.about is not None


def test_reasons_are_those_of_a_line_that_is_given(tmp_path: Path) -> None:
    """A line that is only possible does not lend its reasons to one that is due."""
    persons = "persons: [{id: p1, roles: [depicted]}, {id: p2, age: 15}]"
    assert not failures_of(tmp_path, "because: {support: roles.depicted}", persons)
    (failure,) = failures_of(tmp_path, "because: {support: persons.p2.roles}", persons)
    assert failure.got == "persons.p1.roles.depicted: true"


@pytest.mark.parametrize("name", ["roles", "roles.depicted", "persons.p1.roles"])
def test_a_reason_may_be_named_in_short(tmp_path: Path, name: str) -> None:
    """`roles` stands for any role of whomever; `persons.p1.roles` for any of this person."""
    persons = "persons: [{id: p1, roles: [depicted]}]"
    assert not failures_of(tmp_path, f"because: {{support: {name}}}", persons)


class Lying(CompiledEngine):
    """An engine that finds everything unknown."""

    def conditions(self, incident: Incident) -> Conditions:
        """Say unknown of all."""
        found = super().conditions(incident)
        unknown = tuple(tuple(Truth.UNKNOWN for _ in row) for row in found.directives)
        return Conditions(found.classes, unknown)


@pytest.mark.parametrize(
    ("engines", "said"),
    [
        (
            ("compiled",),
            "view_material, certain ≠ core-never-look: in_force, view_material, in doubt",
        ),
        (("durable", "compiled"), "the engines `durable` and `compiled` derive different things"),
    ],
)
def test_whoever_decides_differently_fails_the_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engines: tuple[str, ...], said: str
) -> None:
    """An engine that differs from the reference, or from another, is our bug and never passes."""
    lying: Callable[..., Any] = Lying
    monkeypatch.setitem(cast("dict[str, Any]", ENGINES), "compiled", lying)
    (one,) = scenarios_of(tmp_path, one="incident: {blackmail: yes}\nexpect: {class: urgent}\n")
    with Runner(small(), engines) as runner:
        ((failure,),) = runner.run(one).failures
    assert failure.is_ours
    assert said in str(failure)


def test_two_processes_say_the_same_as_one(tmp_path: Path) -> None:
    """However many share the work, each scenario is run once, on its day."""
    texts = {
        f"case-{number:02}": f"{'as_of: 2027-01-01' if number % 4 else ''}\n"
        f"incident: {{blackmail: {'yes' if number % 3 else 'no'}}}\nexpect: {{class: urgent}}\n"
        for number in range(20)
    }
    scenarios = scenarios_of(tmp_path, **texts)
    alone = list(run_scenarios(small(), scenarios))
    shared = run_scenarios(small(), scenarios, processes=2)
    assert sorted(shared, key=lambda each: each.scenario.file) == alone
    assert [each.passed for each in alone] == [bool(number % 3) for number in range(20)]
