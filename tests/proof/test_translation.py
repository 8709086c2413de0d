"""That the Program says what the Protocol says: proved of what was lowered, refuted of mutants."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from proof.pinned import AMOUNTS, fits, pins_of, rng_of, solver_of
from proof.program_mutants import MUTANTS
from sexto_rules.engines.base import EngineFailureError, conditions_from
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.facts import Incident, Role
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.library import load_protocol
from sexto_rules.lowering import Program, lower, observe
from sexto_rules.lowering.lower import lower_with_sources
from sexto_rules.lowering.program import Done, FactIs
from sexto_rules.lowering.translate import Kind
from sexto_rules.proof.conditions import About, Meaning
from sexto_rules.proof.derived import columns_of
from sexto_rules.proof.observed import observed
from sexto_rules.proof.translation import Broken, Stratum, Verdict, validate
from sexto_rules.proof.translation_witness import Effect, widened
from sexto_rules.proof.used import used_by
from sexto_rules.proof.world import small_world
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    FactRef,
    Modal,
    Mode,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol
from sexto_rules.testing.conformance.expected import expected_conditions
from support.build import conclusion, directive, klass, protocol, yes

NIGHTLY: Final = os.environ.get("SEXTO_PROFILE") == "nightly"
RULESETS: Final = Path(__file__).parents[2] / "rulesets"
PERSONS, DEVICES = 4, 3
DAY: Final = date(2026, 1, 15)

YOUNG: Final = All(
    (
        RoleTest(Of.PERSON, frozenset({Role.DEPICTED})),
        AgeTest(Of.PERSON, ages_from(0, 14)),
    )
)
HAS_YOUNG: Final = Quantified(Quantifier.SOME, Entity.PERSON, ConclusionTest("young"))
HELD: Final = ValueTest(FactRef(Of.DEVICE, "may_hold_material"), frozenset({True}))
ALL_CONNECTED: Final = Quantified(
    Quantifier.EVERY,
    Entity.DEVICE,
    ValueTest(FactRef(Of.DEVICE, "connected"), frozenset({True})),
)
SMALL: Final = on(
    protocol(
        conclusions=(conclusion("young", YOUNG, for_each=Entity.PERSON),),
        classes=(
            klass("urgent", AnyOf((yes("blackmail"), yes("grooming"), HAS_YOUNG))),
            klass("everyday"),
        ),
        directives=(
            directive(
                "call",
                "must",
                "call_police",
                condition=All((ClassTest(frozenset({"urgent"})), Modal(Mode.KNOWN, HAS_YOUNG))),
            ),
            directive(
                "secure",
                "must",
                "secure_device",
                for_each=Entity.DEVICE,
                condition=AnyOf((All((HELD, yes("repeated"))), ALL_CONNECTED)),
            ),
        ),
    ),
    DAY,
)
"""A protocol with something of everything that a Program has."""


def _strata(day: DayProtocol, program: Program | None = None) -> list[Stratum]:
    lowered = lower_with_sources(day)
    return list(validate(day, lowered if program is None else evolve(lowered, program=program)))


def _broken(strata: list[Stratum]) -> list[Broken]:
    return [broken for each in strata for broken in each.broken]


def _agrees(day: DayProtocol, program: Program, incident: Incident) -> bool:
    """Whether all rails of a Program, each clause by itself, say what the reference does."""
    try:
        said = conditions_from(program, observe(program, incident), columns_of(program, incident))
    except EngineFailureError:
        return False
    return said == expected_conditions(day, incident)


def _engine_agrees(day: DayProtocol, program: Program, incident: Incident) -> bool:
    try:
        said = CompiledEngine(program).conditions(incident)
    except EngineFailureError:
        return False
    return said == expected_conditions(day, incident)


@pytest.mark.parametrize("part", range(2))
def test_base_literals_hold_where_the_observer_says(part: int) -> None:
    """Of every row of random incidents, the blank one included."""
    for seed in range(part, AMOUNTS.protocols, 2):
        rng = rng_of(f"observed-{seed}")
        day = sample_day_protocol(rng)
        program, world = lower(day), small_world(day, PERSONS, DEVICES)
        meaning, solver, focus = Meaning(world), solver_of(world), focus_on(day)
        for _ in range(AMOUNTS.incidents):
            incident = sample_incident(rng, focus)
            if not fits(world, incident):
                continue
            assert solver.may_hold(pins_of(world, incident)), f"{seed}: {incident}"
            model, observation = solver.model(), observe(program, incident)
            rows: dict[Entity | None, list[About]] = {None: [None]}
            for kind in Entity:
                listed = list(world.places(kind))[: observation.listed(kind)]
                blank = [kind] * (observation.rows(kind) - observation.listed(kind))
                rows[kind] = [*listed, *blank]
            for number in range(program.base):
                literal = program.literals[number]
                assert literal.reading is not None
                said = [
                    model.holds(observed(literal.reading, meaning, about))
                    for about in rows[literal.entity]
                ]
                column = observation.columns[number]
                wanted = [bool(column >> row & 1) for row in range(len(said))]
                assert said == wanted, f"{seed}: {literal.name} on {incident}"


@pytest.mark.parametrize("seed", range(1_000 if NIGHTLY else 4))
def test_what_was_lowered_from_random_protocols_is_proved(seed: int) -> None:
    """Every stratum, and none is empty-handed: what stands for something is counted."""
    strata = _strata(sample_day_protocol(rng_of(f"lowered-{seed}")))
    assert [each for each in strata if each.verdict is not Verdict.PROVED] == []
    assert strata[-1].literals > 0


def test_core_is_proved() -> None:
    """The shipped protocol of prohibitions."""
    strata = _strata(on(load_protocol(RULESETS / "core"), DAY))
    assert {each.verdict for each in strata} == {Verdict.PROVED}


@pytest.mark.skipif(not NIGHTLY, reason="some seconds")
def test_quebec_is_proved() -> None:
    """The shipped protocol of Québec, in all its strata."""
    strata = _strata(on(load_protocol(RULESETS / "ca-qc-sexto"), DAY))
    assert {each.verdict for each in strata} == {Verdict.PROVED}
    assert [each.name for each in strata][:3] == ["form", "base literals", "stage 1"]


def test_the_small_protocol_is_proved() -> None:
    """So that what is refuted of its mutants is their own."""
    strata = _strata(SMALL)
    assert [each.verdict for each in strata] == [Verdict.PROVED] * len(strata)
    assert "stage 2" in [each.name for each in strata]


@pytest.mark.parametrize("kind", MUTANTS)
def test_a_mutant_is_refuted_by_an_incident_or_says_the_same(kind: str) -> None:
    """What is refuted shows on the engine where that is said; what is proved never does."""
    mutants = list(MUTANTS[kind](lower(SMALL)))
    assert mutants
    rng, focus, shown = rng_of(kind), focus_on(SMALL), 0
    for program in mutants if NIGHTLY else mutants[:3]:
        broken = _broken(_strata(SMALL, program))
        for each in broken:
            assert each.incident is not None
            assert each.derivation
            if each.effect is Effect.ENGINE:
                shown += 1
                assert not _engine_agrees(SMALL, program, each.incident)
            assert _agrees(SMALL, program, each.incident) is (each.effect is Effect.LITERAL)
        if not broken:
            for _ in range(100):
                assert _agrees(SMALL, program, sample_incident(rng, focus))
    assert shown, "some mutant shows on the engine"


def test_a_refuted_literal_names_its_clauses_and_condition() -> None:
    """And nothing that is derived from it is called wrong as well."""
    (program,) = list(MUTANTS["the blank forgotten"](lower(SMALL)))[:1]
    strata = _strata(SMALL, program)
    (broken,) = _broken(strata)
    assert broken.condition in {HAS_YOUNG, ALL_CONNECTED}
    assert broken.derivation[0].startswith(f"derived {broken.literal} <- ")
    assert [each.verdict for each in strata].count(Verdict.REFUTED) == 1


def test_a_program_that_tells_apart_what_no_condition_does_is_found_out() -> None:
    """Values that nobody names are one in a world, unless the program names one of them."""
    seized = ValueTest(FactRef(Of.INCIDENT, "stage"), frozenset({"held"}))
    day = on(protocol(directives=(directive("tell", "must", "tell_lead", condition=seized),)), DAY)
    program = lower(day)
    number, literal = next(
        (number, each)
        for number, each in enumerate(program.literals)
        if isinstance(each.reading, FactIs) and len(each.reading.values) > 1
    )
    assert isinstance(literal.reading, FactIs)
    for value in sorted(literal.reading.values, key=str):
        literals = list(program.literals)
        fewer = evolve(literal.reading, values=literal.reading.values - {value})
        literals[number] = evolve(literal, reading=fewer)
        broken = _broken(_strata(day, evolve(program, literals=tuple(literals))))
        assert broken
        assert all(each.incident and each.incident.stage == value for each in broken)


def test_acts_that_only_the_program_looks_for_are_in_its_worlds() -> None:
    """Else they would count as never done."""
    program = lower(SMALL)
    assert widened(SMALL, program) is SMALL
    literals = [
        evolve(each, reading=Done(Of.INCIDENT, frozenset({"search_device"}), done=True))
        for each in program.literals[:1]
    ]
    wider = widened(SMALL, evolve(program, literals=(*literals, *program.literals[1:])))
    assert "search_device" not in used_by(SMALL).acts
    assert "search_device" in used_by(wider).acts


@pytest.mark.parametrize("instead", [True, False], ids=["instead", "besides"])
def test_what_the_lowering_says_of_its_work_is_not_believed(*, instead: bool) -> None:
    """A false word about a literal is refuted, and misleads about no other."""
    lowered = lower_with_sources(SMALL)
    assert lowered.program == lower(SMALL)
    literal, right = next(iter(lowered.sources.items()))
    condition, kind = right[0]
    wrong = Kind.TRUE if kind is Kind.FALSE else Kind.FALSE
    words = ((condition, wrong),) if instead else (*right, (condition, wrong))
    told = evolve(lowered, sources={**lowered.sources, literal: words})
    (broken,) = _broken(list(validate(SMALL, told)))
    assert (broken.literal, broken.kind) == (literal, wrong)
    assert broken.incident is not None


def _earlier(program: Program) -> Program:
    """With the stages in the wrong order."""
    return evolve(program, stages=program.stages[::-1])


def _of_another(program: Program) -> Program:
    """With clauses of devices among those of persons."""
    stages = [
        evolve(each, person=(*each.person, *each.device), device=()) for each in program.stages
    ]
    return evolve(program, stages=tuple(stages))


def _one_for_all(program: Program) -> Program:
    """With one value of a condition that has one for each device."""
    directives = [evolve(each, entity=None) for each in program.directives]
    return evolve(program, directives=tuple(directives))


def _counting_the_rest(program: Program) -> Program:
    """With counts of persons that are of devices."""
    first, *others = program.stages
    counts = [evolve(each, entity=Entity.PERSON) for each in first.aggregates]
    return evolve(program, stages=(evolve(first, aggregates=tuple(counts)), *others))


def _read_elsewhere(program: Program) -> Program:
    """With a base literal of an entity that it does not read."""
    first, *others = program.literals
    moved = evolve(first, entity=Entity.PERSON)
    return evolve(program, literals=(moved, *others))


@pytest.mark.parametrize(
    "break_form", [_earlier, _of_another, _one_for_all, _counting_the_rest, _read_elsewhere]
)
def test_what_is_not_in_its_place_is_refuted_first(
    break_form: Callable[[Program], Program],
) -> None:
    """A proof speaks of rows and of an order that such a program does not keep to."""
    (form,) = _strata(SMALL, break_form(lower(SMALL)))
    assert form.verdict is Verdict.REFUTED
    assert form.misplaced
