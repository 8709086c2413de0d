"""Proving a whole protocol: every stretch of days, and scenarios that show what does not hold."""

from __future__ import annotations

import multiprocessing
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve

from sexto_rules.errors import NOWHERE
from sexto_rules.facts import Incident
from sexto_rules.proof.day_prover import DayProver
from sexto_rules.proof.finder import NotReproducedError
from sexto_rules.proof.proving import Proving, stretches_of
from sexto_rules.proof.report import Finding, ProofReport, Verdict
from sexto_rules.proof.statements import Kind
from sexto_rules.proof.witness import Witnesses
from sexto_rules.protocol.conditions import All, ClassTest, ConclusionTest
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Invariant, Period, Promise, PromiseKind, Protocol
from sexto_rules.scenarios import Runner, ScenarioReader
from support.build import conclusion, directive, klass, protocol, text, yes

CHANGE: Final = date(2025, 6, 1)
BEFORE: Final = Period(end=CHANGE)
AFTER: Final = Period(start=CHANGE)


def promise(name: str, kind: str, *acts: str, **parts: Any) -> Invariant:
    """An invariant with one promise."""
    promises = (Promise(PromiseKind(kind), acts),)
    return Invariant(
        **{"id": name, "origin": "test", "text": text(), "promises": promises, **parts}
    )


def dated() -> Protocol:
    """A protocol of which each kind of entry is another one since a day."""
    serious = conclusion("serious", yes("blackmail"), yes("coerced"))
    first, last = serious.rules
    return protocol(
        conclusions=(evolve(serious, rules=(first, evolve(last, period=AFTER))),),
        classes=(klass("urgent", ConclusionTest("serious")), klass("usual")),
        directives=(
            directive("call", "must", "call_police", condition=ClassTest(frozenset({"urgent"}))),
            directive("never", "must_not", "call_police", condition=yes("ongoing"), period=BEFORE),
            directive("tell", "must", "tell_lead"),
        ),
        invariants=(
            promise("police", "must", "call_police", always=yes("coerced")),
            promise("lead", "must", "tell_lead"),
        ),
    )


def verdicts(report: ProofReport, day: date) -> dict[tuple[Kind, str, str], Verdict]:
    """What came of each statement on a day."""
    return {
        (each.kind, each.subject, each.beside): each.verdict
        for each in report.findings
        if day in each.days
    }


def test_each_stretch_has_a_day_of_its_own() -> None:
    """The day of the protocol where it lies in it, else the first; before any change the last."""
    several = evolve(dated(), date=date(2026, 1, 1))
    assert [(each.start, each.end, each.as_of) for each in stretches_of(several)] == [
        (None, CHANGE, date(2025, 5, 31)),
        (CHANGE, None, date(2026, 1, 1)),
    ]
    assert [each.as_of for each in stretches_of(protocol())] == [protocol().date]


def test_what_is_not_proved_again_would_come_out_the_same() -> None:
    """Each day by itself, all asked anew, has the verdicts that the report gives it."""
    whole = dated()
    report = Proving(whole).report()
    for stretch in stretches_of(whole):
        prover = DayProver(on(whole, stretch.as_of), seconds=60)
        anew = {
            (each.kind, each.subject, each.beside): each.verdict
            for question in prover.questions()
            for each in prover.findings(question)
        }
        assert verdicts(report, stretch.as_of) == anew
    assert any(len(each.days) == 2 for each in report.findings)


def test_a_promise_is_broken_in_the_stretch_in_which_it_is() -> None:
    """The scenario says the day; on the other stretch the promise is proved."""
    report = Proving(dated()).report()
    (broken,) = report.that_are(Verdict.REFUTED, Kind.INVARIANT)
    assert (broken.subject, broken.days) == ("police", (date(2025, 5, 31),))
    assert broken.scenario is not None
    assert "as_of: 2025-05-31" in broken.scenario
    assert verdicts(report, date(2026, 1, 1))[Kind.INVARIANT, "police", ""] is Verdict.PROVED


def test_several_processes_find_what_one_does() -> None:
    """The findings and their order are the same."""
    one, two = (Proving(dated()).report(processes=count) for count in (1, 2))
    assert [(e.kind, e.subject, e.verdict) for e in one.findings] == [
        (e.kind, e.subject, e.verdict) for e in two.findings
    ]


def test_what_a_killed_process_was_at_is_undecided() -> None:
    """With all of them killed after the first answer, nearly everything; the rest is as it was."""
    whole = protocol(
        directives=[directive(name, "must", name) for name in ("call_police", "tell_lead")],
        invariants=(promise("lead", "must", "tell_lead"),),
    )

    def kill() -> None:
        for each in multiprocessing.active_children():
            each.kill()

    report = Proving(whole).report(processes=2, after_each=kill)
    lost = [each for each in report.findings if each.is_lost]
    assert len(lost) >= Proving(whole).count - 3, "as many as there are processes may answer too"
    assert {each.verdict for each in lost} == {Verdict.UNDECIDED}
    assert not report.is_proved
    assert {Kind.LEARNING, Kind.APPLIES} <= {each.kind for each in lost}


PROMISES: Final = {
    "must": promise("p", "must", "call_police", "tell_lead"),
    "must_not": promise("p", "must_not", "interview_witness"),
    "never": promise("p", "never", "call_police"),
    "order": promise("p", "order", "tell_lead", "call_police"),
    "no_conflict": promise("p", "no_conflict"),
    "some_of": promise(
        "p", "must", promises=(), some_of=(Promise(PromiseKind.MUST, ("support_person",)),)
    ),
}


@pytest.mark.parametrize("kind", PROMISES)
def test_a_broken_promise_is_a_scenario_that_fails(kind: str, tmp_path: Path) -> None:
    """It can be read beside the protocol, expects what is promised, and does not get it."""
    whole = protocol(
        directives=(
            directive("call", "must", "call_police", condition=yes("blackmail")),
            directive("tell", "must", "tell_lead", after=("call_police",)),
            directive("never", "must_not", "call_police", condition=yes("ongoing")),
        ),
        invariants=(PROMISES[kind],),
    )
    (broken,) = Proving(whole).report().that_are(Verdict.REFUTED, Kind.INVARIANT)
    assert broken.scenario is not None
    path = tmp_path / "witness.yaml"
    path.write_text(broken.scenario, "utf-8")
    scenario = ScenarioReader(whole).scenario(path)
    assert scenario is not None
    with Runner(whole) as runner:
        (failures,) = runner.run(scenario).failures
    assert failures
    assert not any(each.is_ours for each in failures)


def test_idle_promises_are_refuted_and_told_once() -> None:
    """An impossible premise; and what another promise says already, in the same or other words."""
    impossible = All((ConclusionTest("serious"), ClassTest(frozenset({"usual"}))))
    whole = evolve(
        dated(),
        invariants=(
            *dated().invariants,
            promise("idle", "must", "tell_lead", always=impossible),
            promise("again", "must", "tell_lead", always=yes("blackmail")),
            promise("same", "must", "tell_lead"),
        ),
    )
    told = [
        (each.kind, each.subject, each.beside)
        for each in Proving(whole).report().that_are(Verdict.REFUTED)
        if each.kind in {Kind.VACUOUS, Kind.REPEATED}
    ]
    assert list(dict.fromkeys(told)) == [
        (Kind.VACUOUS, "idle", ""),
        (Kind.REPEATED, "again", "lead"),
        (Kind.REPEATED, "again", "same"),
        (Kind.REPEATED, "same", "lead"),
    ]


def test_an_answer_that_the_solver_owes_is_no_success() -> None:
    """One statement undecided: it is not all proved."""
    report = Proving(protocol(directives=(directive("tell", "must", "tell_lead"),))).report()
    assert report.is_proved
    first, *others = report.findings
    owed = evolve(first, verdict=Verdict.UNDECIDED)
    assert not evolve(report, findings=(owed, *others)).is_proved


def test_an_incident_that_does_not_show_it_is_our_bug() -> None:
    """What the solver is said to have found is decided again before anybody sees it."""
    whole = protocol(directives=(directive("tell", "must", "tell_lead"),))
    told = Finding(
        kind=Kind.HELD,
        subject="tell",
        beside="nothing",
        place=NOWHERE,
        days=(whole.date,),
        verdict=Verdict.LISTED,
        incident=Incident(answers={"unheard_of": True}),
    )
    with Witnesses(whole) as witnesses, pytest.raises(NotReproducedError):
        witnesses.with_scenarios(told, on(whole, whole.date))
