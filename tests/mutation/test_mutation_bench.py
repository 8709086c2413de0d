"""What becomes of a mutant: caught, alive with an incident that shows it, or the same."""

from __future__ import annotations

from datetime import date
from multiprocessing import active_children
from typing import Any

import pytest
from attrs import evolve

from sexto_rules.errors import Place, ProtocolError
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.mutation import (
    Fate,
    Mistake,
    MutationReport,
    SearchSize,
    Verdict,
    measure,
    mutants_of,
    report_to_dict,
)
from sexto_rules.protocol.conditions import All, AnyOf, Of, RoleTest
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
from sexto_rules.scenarios import Expectation, Scenario, Step
from support.build import directive, klass, protocol, yes

FEW = 20
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
    """Of blackmail nobody can say: force matters no more, unless blackmail is forgotten."""
    incident = Incident(cannot_say=frozenset({"blackmail"}))
    step = Step(incident=incident, final=True, place=Place("final.yaml", 3, 1))
    final = Scenario(file="final.yaml", title={"en": "x"}, as_of=None, steps=(step,))
    both = All((yes("blackmail"), yes("coerced")))
    own = protocol(directives=(directive("call", "must", "call_police", condition=both),))
    report = measured(own, final)
    verdict = fate(report, Mistake.PART_LEFT_OUT, "blackmail")
    assert (verdict.fate, verdict.by) == (Fate.SCENARIO, "final.yaml")
    assert verdict.place == step.place
    assert fate(report, Mistake.PART_LEFT_OUT, "coerced").fate is Fate.SURVIVED


def test_no_expectation_of_lines_is_caught_by_questions_alone() -> None:
    """The contrary is due, and no less final: `final` says nothing of lines."""
    step = Step(incident=Incident(blackmail=False), final=True)
    final = Scenario(file="final.yaml", title={"en": "x"}, as_of=None, steps=(step,))
    assert fate(measured(CALL, final), Mistake.NEGATED).fate is Fate.SURVIVED


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


def test_a_date_long_past_is_tried_on_the_day_itself() -> None:
    """On the day of the protocol it changes nothing; there the search would find nothing."""
    since = Period(start=date(2020, 3, 1))
    own = protocol(
        directives=(
            directive("call", "must", "call_police", condition=yes("blackmail"), period=since),
        )
    )
    verdict = next(
        each
        for each in measured(own, CALLED).verdicts
        if mutants_of(own)[each.number - 1].instead == "in_force_from: 2020-03-02"
    )
    assert verdict.fate is Fate.SURVIVED
    assert verdict.shown is not None
    assert verdict.shown.as_of == date(2020, 3, 1)


def test_two_classes_in_the_other_order_are_told_by_the_one_that_comes_first() -> None:
    """Both are true: the first of them is the class. The names stand in the order of the mutant."""
    own = protocol(
        classes=(
            klass("urgent", yes("blackmail")),
            klass("serious", yes("coerced")),
            klass("usual"),
        ),
        directives=CALL.directives,
    )
    first = case(blackmail=True, coerced=True)
    step = evolve(first.steps[0], class_="urgent")
    caught = measured(own, evolve(first, steps=(step,)))
    assert fate(caught, Mistake.CLASS_ORDER).fate is Fate.SCENARIO
    alive = fate(measured(own, CALLED), Mistake.CLASS_ORDER)
    assert alive.shown is not None
    assert alive.shown.incident == Incident(blackmail=True)
    assert alive.shown.before.possible_classes == ("urgent",)
    assert alive.shown.after.possible_classes == ("serious", "urgent")


def test_scenarios_must_hold_without_any_mistake() -> None:
    """A scenario that always fails would catch everything."""
    with pytest.raises(ProtocolError, match="SX630"):
        measured(CALL, case(("must", "call"), blackmail=False))
    open_still = evolve(CALLED.steps[0], final=False)
    with pytest.raises(ProtocolError, match="SX630"):
        measured(CALL, evolve(CALLED, steps=(open_still,)))


def test_a_protocol_that_wrote_nothing_is_refused() -> None:
    """A figure about nothing is none."""
    with pytest.raises(ProtocolError, match="SX631"):
        measured(protocol(), case(("absent", "call_police")))


def several() -> Protocol:
    """A protocol in which so many mistakes can be made that processes share them."""
    return protocol(
        classes=(klass("urgent", yes("blackmail")), klass("usual")),
        directives=(
            directive("call", "must", "call_police", condition=yes("blackmail"), within=NOW),
            directive(
                "support", "must", "support_person", for_each=Entity.PERSON, condition=DEPICTED
            ),
            directive("tell", "must", "tell_lead", condition=yes("coerced"), within=NOW),
        ),
    )


def test_the_search_is_repeatable() -> None:
    """The same seed gives the same verdicts, whatever the number of processes."""
    own = several()
    alone = measure(own, [CALLED], size=SMALL)
    assert measure(own, [CALLED], size=SMALL) == alone
    assert measure(own, [CALLED], size=SMALL, processes=2) == alone
    assert len(alone.mutants) > FEW, "so few are not shared among processes"


def test_an_interrupted_run_has_what_was_tried() -> None:
    """The report counts what was not tried, and keeps the rest."""

    def stop(tried: int, _: int) -> None:
        if tried == 3:
            raise KeyboardInterrupt

    report = measure(CALL, [CALLED], size=SMALL, told=stop)
    assert len(report.verdicts) == 3
    assert report.not_tried == len(report.mutants) - 3
    assert report_to_dict(report)["not_tried"] == report.not_tried


def test_a_killed_process_loses_one_mutant_at_most() -> None:
    """The other one tries the rest, and nobody waits for what is gone."""

    def kill(tried: int, _: int) -> None:
        if tried == 1:
            active_children()[0].kill()

    own = several()
    report = measure(own, [CALLED], size=SMALL, processes=2, told=kill)
    assert report.not_tried <= 1
    assert len(report.verdicts) + report.not_tried == len(mutants_of(own))
