"""That no incident leaves nobody to tell: asked of every protocol, whatever it promises."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from proof.pinned import AMOUNTS, rng_of
from sexto_rules.facts import Incident, JournalEntry
from sexto_rules.facts.vocabulary import ACTS, Entity, Family
from sexto_rules.proof.day_prover import DayProver
from sexto_rules.proof.proving import Proving
from sexto_rules.proof.report import Verdict
from sexto_rules.proof.statements import Kind
from sexto_rules.proof.telling import somebody_is_told
from sexto_rules.protocol.conditions import (
    DoneTest,
    FactRef,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Directive, Period
from sexto_rules.protocol.outcome import Status
from sexto_rules.reference import decide
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.scenarios import Runner, ScenarioReader
from sexto_rules.testing import sample_day_protocol
from support.build import directive, protocol, yes

DAY: Final = date(2026, 1, 1)
CLOSED: Final = ValueTest(FactRef(Of.INCIDENT, "stage"), frozenset({"closed"}))
PUPIL: Final = ValueTest(FactRef(Of.PERSON, "pupil"), frozenset({True}))
A_PUPIL: Final = Quantified(Quantifier.SOME, Entity.PERSON, PUPIL)


def day_of(*directives: Directive) -> DayProtocol:
    """A protocol with these directives, which inherits nothing and has no classes."""
    return on(protocol(directives=directives), DAY)


def told(day: DayProtocol) -> tuple[Verdict, Incident | None]:
    """What is found, and the incident that leaves nobody to tell."""
    prover = DayProver(day, seconds=60)
    (question,) = [each for each in prover.questions() if each.kind is Kind.TELLING]
    (finding,) = prover.findings(question)
    return finding.verdict, finding.incident


@pytest.mark.parametrize(
    ("directives", "incident"),
    [
        ((), Incident()),
        ((directive("r", "should", "tell_lead"),), Incident()),
        ((directive("r", "may", "call_police"),), Incident()),
        ((directive("r", "must", "notify_school_board"),), Incident()),
        ((directive("r", "must", "tell_lead", "notify_school_board"),), Incident()),
        ((directive("r", "must", "tell_lead", condition=yes("blackmail")),), Incident()),
        ((directive("r", "must", "tell_lead", condition=A_PUPIL),), Incident()),
        (
            (directive("r", "must", "tell_lead", condition=Not(Modal(Mode.CERTAINLY, CLOSED))),),
            Incident(stage="closed"),
        ),
        (
            (
                directive(
                    "r",
                    "must",
                    "tell_lead",
                    condition=Not(DoneTest(of=Of.INCIDENT, acts=frozenset({"tell_lead"}))),
                ),
            ),
            Incident(done=[JournalEntry(act="tell_lead")]),
        ),
    ],
)
def test_the_smallest_incident_with_nobody_to_tell_is_shown(
    directives: tuple[Directive, ...], incident: Incident
) -> None:
    """Without any such duty, or where it is in doubt, or ends, also by its own act."""
    assert told(day_of(*directives)) == (Verdict.REFUTED, incident)


@pytest.mark.parametrize(
    "directives",
    [
        (directive("r", "must", "tell_lead"),),
        (directive("r", "must", "call_police", "consult_police"),),
        (
            directive("r", "must", "call_police", condition=A_PUPIL),
            directive("s", "must", "tell_lead", condition=Not(Modal(Mode.CERTAINLY, A_PUPIL))),
        ),
    ],
)
def test_whoever_is_always_told_is_proved(directives: tuple[Directive, ...]) -> None:
    """By one duty, by alternatives that all tell somebody, or by several duties together."""
    assert told(day_of(*directives)) == (Verdict.PROVED, None)


def test_what_may_have_been_met_otherwise_tells_nobody() -> None:
    """Once done, a duty does not say by which of its alternatives; none of them is due any more."""
    verdict, incident = told(
        day_of(
            directive("r", "must", "tell_lead", "notify_school_board"),
            directive("never", "must_not", "notify_school_board"),
        )
    )
    assert verdict is Verdict.REFUTED
    assert incident is not None
    assert len(incident.done) == 1


def test_only_the_days_without_such_a_duty_are_refuted(tmp_path: Path) -> None:
    """With a scenario of that day that runs as it says, also where there are no classes."""
    since = date(2025, 6, 1)
    whole = protocol(directives=(directive("r", "must", "tell_lead", period=Period(start=since)),))
    found = [each for each in Proving(whole).report().findings if each.kind is Kind.TELLING]
    assert {(each.verdict, each.days) for each in found} == {
        (Verdict.REFUTED, (date(2025, 5, 31),)),
        (Verdict.PROVED, (DAY,)),
    }
    (refuted,) = [each for each in found if each.verdict is Verdict.REFUTED]
    assert refuted.scenario is not None
    path = tmp_path / "witness.yaml"
    path.write_text(refuted.scenario, "utf-8")
    scenario = ScenarioReader(whole).scenario(path)
    assert scenario is not None
    with Runner(whole) as runner:
        assert runner.run(scenario).failures == ((),)


@pytest.mark.parametrize("seed", range(AMOUNTS.protocols))
def test_what_is_proved_holds_of_every_incident_tried(seed: int) -> None:
    """And what is refuted is so on the reference, in the plainest words."""
    rng = rng_of(f"telling {seed}")
    day = sample_day_protocol(rng)
    verdict, incident = told(day)
    assert verdict is not Verdict.UNDECIDED
    if incident is not None:
        assert leaves_nobody(day, incident)
        return
    for _ in range(AMOUNTS.incidents):
        assert not leaves_nobody(day, sample_incident(rng, focus_on(day)))


def leaves_nobody(day: DayProtocol, incident: Incident) -> bool:
    """Whether no duty is due or done that is met by calling or telling somebody alone."""
    musts = {each.id for each in day.directives if each.modality == "must"}
    return not any(
        line.directive in musts
        and line.status in {Status.DUE, Status.DONE}
        and all(ACTS[act].family is Family.ALARM for act in line.acts)
        for line in decide(day, incident).lines
    )


def test_the_statement_is_made_once_for_a_day() -> None:
    """Of every protocol, also one without any directive."""
    assert len(list(somebody_is_told(day_of()))) == 1
