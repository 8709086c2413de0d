"""What becomes of a mutant: caught, alive with an incident that shows it, or the same."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sexto_rules import reference
from sexto_rules.errors import ProtocolError
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.mutation import (
    Fate,
    Mistake,
    MutationReport,
    SearchSize,
    Shown,
    Verdict,
    measure,
    missing_case,
    report_to_dict,
)
from sexto_rules.mutation.mutants import mutants_of
from sexto_rules.mutation.ready import content_of
from sexto_rules.protocol.conditions import AnyOf, Of, RoleTest
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    Basis,
    Invariant,
    Period,
    Promise,
    PromiseKind,
    Protocol,
    Within,
    WithinKind,
)
from sexto_rules.scenarios import Expectation, Scenario, Step, failures, load_scenarios
from sexto_rules.testing import sample_protocol
from support.build import directive, klass, protocol, yes

SMALL = SearchSize(pool=120, entry=60, mistake=20)
NOW = Within(WithinKind.IMMEDIATELY)
DEPICTED = RoleTest(Of.PERSON, frozenset({Role.DEPICTED}))


def case(*expected: tuple[str, str], day: date | None = None, **facts: Any) -> Scenario:
    """A scenario of one step with these facts, which expects these lines."""
    expectations = tuple(Expectation(way=way, name=name) for way, name in expected)
    step = Step(incident=Incident(**facts), expectations=expectations)
    return Scenario(file="scenarios/case.yaml", title={"en": "x"}, as_of=day, steps=(step,))


def measured(own: Protocol, *cases: Scenario) -> MutationReport:
    """What became of every mutant."""
    return measure(own, cases, size=SMALL)


def fate(report: MutationReport, mistake: Mistake, written: str = "") -> Verdict:
    """What became of the one mutant of a kind."""
    (found,) = (
        each
        for each in report.verdicts
        if report.mutants[each.number - 1].mistake is mistake
        and written in report.mutants[each.number - 1].written
    )
    return found


CALL = protocol(directives=(directive("call", "must", "call_police", condition=yes("blackmail")),))
CALLED = case(("must", "call"), blackmail=True)


def test_a_scenario_that_fails_catches_a_mutant() -> None:
    """The verdict names the file."""
    verdict = fate(measured(CALL, CALLED), Mistake.DIRECTIVE_LEFT_OUT)
    assert (verdict.fate, verdict.by) == (Fate.SCENARIO, "scenarios/case.yaml")


def test_a_question_expected_catches_a_mutant_that_no_line_shows() -> None:
    """`final` is held against a whole decision."""
    step = Step(incident=Incident(blackmail=False), final=True)
    final = Scenario(file="final.yaml", title={"en": "x"}, as_of=None, steps=(step,))
    own = protocol(
        directives=(
            directive("call", "must", "call_police", condition=yes("blackmail")),
            directive(
                "tell",
                "must",
                "tell_lead",
                condition=AnyOf((yes("blackmail"), yes("coerced"))),
            ),
        )
    )
    with pytest.raises(AssertionError):
        assert fate(measured(own, final), Mistake.PART_LEFT_OUT, "coerced").fate is Fate.SCENARIO
    other = protocol(directives=own.directives[:1])
    assert fate(measured(other, final), Mistake.NEGATED).fate is Fate.SCENARIO


def test_an_invariant_that_is_broken_catches_a_mutant() -> None:
    """On incidents that no scenario has."""
    promise = Invariant(
        id="police",
        origin="test",
        basis=Basis.INFERENCE,
        text={"en": "x"},
        always=yes("blackmail"),
        promises=(Promise(PromiseKind.MUST, ("call_police",)),),
    )
    own = protocol(directives=CALL.directives, invariants=(promise,))
    verdict = fate(measured(own, case(("absent", "call"), blackmail=False)), Mistake.MODALITY)
    assert (verdict.fate, verdict.by) == (Fate.INVARIANT, "police")


def test_what_check_refuses_is_caught() -> None:
    """A duty that its own prohibition contradicts, once an exception is forgotten."""
    own = protocol(
        directives=(
            directive("no-meeting", "must_not", "discipline", condition=yes("blackmail")),
            directive("punish", "should", "discipline", condition=yes("coerced"), within=NOW),
        )
    )
    report = measured(own, case(("must_not", "no-meeting"), blackmail=True))
    verdict = fate(report, Mistake.CONDITION_LEFT_OUT, "blackmail")
    assert verdict.fate is Fate.CHECK
    assert verdict.by == "SX309"


def test_what_nothing_catches_is_shown_with_the_smallest_incident() -> None:
    """The incident, the day and both outcomes, as the reference says."""
    verdict = fate(measured(CALL, case(("must", "call"), blackmail=True)), Mistake.MODALITY)
    assert verdict.fate is Fate.SCENARIO
    verdict = fate(measured(CALL, case(("absent", "call"), blackmail=False)), Mistake.MODALITY)
    assert verdict.fate is Fate.SURVIVED
    assert verdict.shown is not None
    assert verdict.shown.incident == Incident(blackmail=True)
    assert verdict.shown.as_of == CALL.date


def test_what_makes_no_difference_is_not_counted() -> None:
    """`some` for `every` of what one role says of everybody; the search says how far it looked."""
    both = AnyOf((yes("blackmail"), AnyOf((yes("blackmail"), yes("blackmail")))))
    own = protocol(directives=(directive("call", "must", "call_police", condition=both),))
    report = measured(own, CALLED)
    same = report.with_fate(Fate.EQUIVALENT)
    assert same
    assert all(verdict.searched > SMALL.pool for _, verdict in same)
    assert report.score is not None
    assert report.caught + report.count(Fate.SURVIVED) + len(same) == len(report.mutants)


def test_an_order_that_stays_the_same_is_no_difference() -> None:
    """`after` that the deadlines ask for anyway; nothing needs to be searched."""
    own = protocol(
        directives=(
            directive("call", "must", "call_police", within=NOW),
            directive("tell", "must", "tell_lead", after=("call",)),
        )
    )
    report = measured(own, case(("must", "call")))
    orders = [
        each for each in report.verdicts if report.mutants[each.number - 1].mistake is Mistake.ORDER
    ]
    assert [each.fate for each in orders] == [Fate.EQUIVALENT, Fate.SURVIVED]
    assert orders[0].searched == 0


def test_a_date_is_tried_on_the_days_on_which_it_matters() -> None:
    """The day before, the day itself, and the scenarios of these days."""
    since = Period(start=date(2026, 3, 1))
    own = protocol(directives=(directive("call", "must", "call_police", period=since),))
    before = case(("absent", "call"), day=date(2026, 2, 28))
    on_it = case(("must", "call"), day=date(2026, 3, 1))
    alive = measured(own, case(("must", "call"), day=date(2026, 4, 1)))
    assert {
        alive.mutants[each.number - 1].instead: each.shown and each.shown.as_of
        for each in alive.verdicts
        if alive.mutants[each.number - 1].mistake is Mistake.DATE
    } == {"": own.date, "in_force_from: 2026-03-02": date(2026, 3, 1)}
    dead = measured(own, before, on_it)
    assert not [
        mutant for mutant, _ in dead.with_fate(Fate.SURVIVED) if mutant.mistake is Mistake.DATE
    ]


def test_scenarios_must_hold_without_any_mistake() -> None:
    """A scenario that always fails would catch everything."""
    with pytest.raises(ProtocolError, match="SX630"):
        measured(CALL, case(("must", "call"), blackmail=False))


def test_a_protocol_that_wrote_nothing_is_refused() -> None:
    """A figure about nothing is none."""
    with pytest.raises(ProtocolError, match="SX631"):
        measured(protocol(), case(("absent", "call_police")))


def differs(own: Protocol, number: int, shown: Shown) -> bool:
    """Whether people could tell the two outcomes apart, by the reference alone."""
    before, after = on(own, shown.as_of), on(mutants_of(own)[number - 1].protocol, shown.as_of)
    one = content_of(reference.decide(before, shown.incident), before)
    return one != content_of(reference.decide(after, shown.incident), after)


@pytest.mark.parametrize("seed", range(12))
def test_mutants_of_any_protocol_are_judged_and_survivors_differ(seed: int, tmp_path: Path) -> None:
    """Nothing crashes; what is shown differs on the reference, and the missing case catches it."""
    own = sample_protocol(random.Random(seed))
    report = measure(own, [case()], size=SearchSize(pool=60, entry=20, mistake=10), seed=seed)
    assert len(report.verdicts) == len(report.mutants)
    for mutant, verdict in report.with_fate(Fate.SURVIVED)[:40]:
        assert verdict.shown is not None
        assert differs(own, mutant.number, verdict.shown), mutant
        text = missing_case(mutant, own, verdict.shown)
        (tmp_path / "scenarios").mkdir(exist_ok=True)
        (tmp_path / "scenarios" / "case.yaml").write_text(text, encoding="utf-8")
        (scenario,) = load_scenarios(tmp_path, own)
        (step,) = scenario.steps
        before, after = on(own, verdict.shown.as_of), on(mutant.protocol, verdict.shown.as_of)
        assert not list(failures(step, before, reference.decide(before, step.incident))), text
        assert list(failures(step, after, reference.decide(after, step.incident))), text
    data = report_to_dict(report)
    assert data["tried"] == len(data["each"]) == len(report.mutants)


def test_the_search_is_repeatable() -> None:
    """The same seed gives the same verdicts, whatever the number of processes."""
    own = protocol(
        classes=(klass("urgent", yes("blackmail")), klass("usual")),
        directives=(
            directive("call", "must", "call_police", condition=yes("blackmail"), within=NOW),
            directive(
                "support", "must", "support_person", for_each=Entity.PERSON, condition=DEPICTED
            ),
        ),
    )
    alone = measure(own, [CALLED], size=SMALL)
    assert measure(own, [CALLED], size=SMALL) == alone
    assert measure(own, [CALLED], size=SMALL, processes=2) == alone
    assert len(alone.mutants) > 20


def test_an_interrupted_run_has_what_was_tried() -> None:
    """The report counts what was not tried, and keeps the rest."""

    def stop(tried: int, _: int) -> None:
        if tried == 3:
            raise KeyboardInterrupt

    report = measure(CALL, [CALLED], size=SMALL, told=stop)
    assert len(report.verdicts) == 3
    assert report.not_tried == len(report.mutants) - 3
    assert report_to_dict(report)["not_tried"] == report.not_tried
