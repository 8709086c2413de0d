"""Mistakes in the shipped protocols that break a promise: the finder refutes the promise."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from attrs import evolve

from proof.pinned import rng_of
from sexto_rules.facts import Incident
from sexto_rules.mutation import Mistake, Mutant, mutants_of
from sexto_rules.proof.finder import Finder
from sexto_rules.proof.promises import breaks
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality, Protocol
from sexto_rules.reference import decide, violations
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.scenarios import load_scenarios
from support.shipped import shipped

RULESETS: Final = Path(__file__).parents[2] / "rulesets"
DAY: Final = date(2026, 11, 23)
IS_NIGHTLY: Final = os.environ.get("SEXTO_PROFILE") == "nightly"
SAMPLES: Final = 200 if IS_NIGHTLY else 12
Slip: TypeAlias = tuple[Mistake, str]
"""A mistake, and the directive it is in."""


def broken(day: DayProtocol, incident: Incident) -> set[str]:
    """Return the promises that the day's protocol breaks on an incident."""
    return {name for name, _ in violations(day, incident, decide(day, incident))}


def require_refuted(day: DayProtocol, names: set[str]) -> None:
    """Require that the finder shows of each of these promises an incident that breaks it."""
    finder = Finder(day)
    for invariant in day.invariants:
        if invariant.id in names:
            answer = finder.find(breaks(invariant, day))
            assert answer.incident is not None, (invariant.id, answer.found)
            assert invariant.id in broken(day, answer.incident)


@cache
def broken_mutants() -> Mapping[int, tuple[DayProtocol, set[str]]]:
    """Return each mutant of `core` of which a sampled incident shows that it breaks a promise."""
    core = shipped("core")
    rng, focus = rng_of("mutants"), focus_on(on(core, DAY))
    incidents = [sample_incident(rng, focus) for _ in range(SAMPLES)]
    found: dict[int, tuple[DayProtocol, set[str]]] = {}
    for mutant in mutants_of(core):
        day = on(mutant.protocol, DAY)
        names = set[str]().union(*(broken(day, incident) for incident in incidents))
        if names:
            found[mutant.number] = day, names
    return found


def test_promises_that_a_mutant_of_core_breaks_are_refuted() -> None:
    """What a few sampled incidents show, the finder finds."""
    mutants = broken_mutants()
    assert len(mutants) > 15
    for day, names in [*mutants.values()][:: 1 if IS_NIGHTLY else 4]:
        require_refuted(day, names)


def allowed(directive: Directive) -> Directive:
    """Return what was forbidden as something that may be done."""
    assert directive.modality is Modality.MUST_NOT
    return evolve(directive, modality=Modality.MAY, in_doubt=InDoubt.WAITS)


def against_another(directive: Directive) -> Directive:
    """Return a duty to do what another directive forbids."""
    return evolve(directive, acts=("blame_student",))


WORSE: Final[Mapping[str, tuple[str, Callable[[Directive], Directive]]]] = {
    "core-nobody-is-told-to-look": ("core-never-look", allowed),
    "core-nobody-is-told-to-spread": ("core-never-spread", allowed),
    "core-nobody-stands-in-for-police": ("core-never-stand-in-for-police", allowed),
    "core-no-duty-meets-its-prohibition": ("core-tell-lead", against_another),
}
"""Promises of `core` that no slip breaks: it has no duty beside what they speak of."""


@pytest.mark.parametrize("name", WORSE)
def test_promises_that_no_slip_breaks_can_fail_too(name: str) -> None:
    """What is forbidden is allowed, or made a duty."""
    directive, worse = WORSE[name]
    core = shipped("core")
    changed = [worse(each) if each.id == directive else each for each in core.directives]
    assert changed != [*core.directives]
    require_refuted(on(evolve(core, directives=tuple(changed)), DAY), {name})


def test_every_promise_of_core_can_fail() -> None:
    """By a mutant or by something worse; those that a mutant breaks need nothing worse."""
    names = {each.id for each in on(shipped("core"), DAY).invariants}
    by_mutants = set[str]().union(*(broken for _, broken in broken_mutants().values()))
    assert by_mutants.isdisjoint(WORSE)
    assert by_mutants | set(WORSE) == names


def without(*directives: str) -> tuple[Slip, ...]:
    """Return the slips that leave these directives out."""
    return tuple((Mistake.DIRECTIVE_LEFT_OUT, each) for each in directives)


QUEBEC: Final[Mapping[str, tuple[Slip, ...]]] = {
    "sign-means-police-and-no-interview": without("call-police-on-signs"),
    "no-interview-while-sign-possible": without("no-questioning-before-screening"),
    "police-at-every-case": without("call-police-on-signs"),
    "child-protection-at-every-case": without("child-protection-every-case"),
    "child-at-harm-is-reported": without("report-child-protection"),
    "adult-behind-means-police-and-child-protection": without("call-police-on-signs"),
    "closed-gate-means-no-grid": without("no-grid-without-gate"),
    "no-sign-means-grid-then-police": ((Mistake.CONDITION_LEFT_OUT, "no-grid-without-gate"),),
    "sign-stops-the-grid": ((Mistake.CONDITION_LEFT_OUT, "complete-grid"),),
    "kit-is-not-for-other-cases": without("no-grid-without-gate"),
    "nobody-is-questioned-outside-the-kit": without("no-questioning-before-screening"),
    "doubt-means-police": without("call-police-on-signs"),
    "no-discipline-before-grid": without(
        "no-discipline-before-grid", "no-discipline-before-decision"
    ),
    "nobody-deletes": without("never-delete"),
    "nobody-acts-for-police": without("decline-police-request"),
    "depicted-keep-their-device": without("leave-depicted-their-device"),
    "other-devices-are-secured": without("secure-device"),
    "device-in-hand-goes-to-police": without("hand-over-device"),
    "refused-device-brings-police": without("call-police-on-refusal"),
    "police-before-parents": ((Mistake.ORDER, "inform-parents-of-depicted"),),
    "copy-at-staff-goes-to-police": without("staff-received-material"),
    "no-parents-at-risk": without("no-parents-where-risk"),
    "who-tells-is-reassured": without("reassure-who-tells"),
    "depicted-is-supported": without("reassure-who-tells"),
    "everybody-is-supported": without("support-depicted"),
    "accused-staff-is-reported": without("call-police-on-signs"),
    "parents-of-depicted-are-told": without("inform-parents-of-depicted"),
    "parents-of-others-are-told": without("inform-parents-of-others"),
    "school-plan-is-followed": without("follow-school-plan"),
    "students-are-kept-apart": without("separate-students"),
    "prosecutor-alone-qualifies": without("never-qualify"),
    "filled-grid-goes-to-police": without("hand-over-grid"),
}
"""Slips in the Québec protocol for each of its promises; of two that do the same, both."""


NO_CASE: Final = ("refused-device-brings-police", "copy-at-staff-goes-to-police")
"""Promises that no worked case shows broken: in all of them the police are called anyway."""

PROVED: Final = [*QUEBEC] if IS_NIGHTLY else [*[*QUEBEC][::11], *NO_CASE]


@cache
def quebec() -> Protocol:
    """Return the Québec protocol."""
    return shipped("ca-qc-sexto")


@cache
def slips_of_quebec() -> tuple[Mutant, ...]:
    """Return each mutant of the Québec protocol."""
    return tuple(mutants_of(quebec()))


@cache
def worked_incidents() -> tuple[Incident, ...]:
    """Return the incidents of the worked cases of the Québec protocol, step by step."""
    cases = load_scenarios(RULESETS / "ca-qc-sexto", quebec())
    return tuple(step.incident for each in cases for step in each.steps)


def with_slips(slips: tuple[Slip, ...]) -> Protocol:
    """Return the Québec protocol with these slips; of several of a kind, the last one."""
    protocol = quebec()
    for number, slip in enumerate(slips):
        mutants = mutants_of(protocol) if number else slips_of_quebec()
        fitting = [each for each in mutants if (each.mistake, each.entry) == slip]
        protocol = fitting[-1].protocol
    return protocol


def test_every_promise_of_the_quebec_protocol_has_slips_that_break_it() -> None:
    """Those that it inherits have theirs above."""
    protocol = quebec()
    own = {each.id for each in on(protocol, DAY).invariants if each.origin == protocol.id}
    assert own == set(QUEBEC)


@pytest.mark.parametrize("name", [each for each in QUEBEC if each not in NO_CASE])
def test_a_worked_case_shows_that_slips_break_the_promise(name: str) -> None:
    """Some step of a case has the plan that was promised, and no longer has it with the slips."""
    kept, slipped = (
        evolve(day, invariants=tuple(each for each in day.invariants if each.id == name))
        for day in (on(quebec(), DAY), on(with_slips(QUEBEC[name]), DAY))
    )
    shown = next(each for each in worked_incidents() if broken(slipped, each))
    assert not broken(kept, shown)


@pytest.mark.parametrize("name", PROVED)
def test_slips_in_the_quebec_protocol_break_its_promise(name: str) -> None:
    """The finder shows by which incident, and the reference confirms it."""
    require_refuted(on(with_slips(QUEBEC[name]), DAY), {name})
