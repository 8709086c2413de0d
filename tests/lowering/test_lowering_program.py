"""The Program: what it means, how large it grows, in which order it stands."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from lowering.plain import ENTITIES, evaluate
from sexto_rules.engines.base import Conditions, conditions_from
from sexto_rules.errors import ProtocolError
from sexto_rules.facts import Incident
from sexto_rules.facts.ages import ALL_AGES, AgeSet
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.lowering import lower, observe
from sexto_rules.lowering.program import Clause, Constant, Program, Rails, Stage
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.reference import BLANK, class_value
from sexto_rules.reference import evaluate as reference_evaluates
from sexto_rules.reference.knowledge import listed
from sexto_rules.testing import sample_day_protocol, sample_incident
from support.build import conclusion, directive, klass, protocol, yes

DAY = date(2026, 11, 23)
FACTS = (
    "blackmail",
    "coerced",
    "grooming",
    "pressured",
    "for_profit",
    "repeated",
    "ongoing",
    "synthetic",
    "threat_to_share",
    "intent_to_harm",
    "assault_shown",
    "immediate_danger",
    "self_harm_risk",
    "material_received",
    "on_school_network",
    "effect_at_school",
    "consent_to_create",
    "consent_to_send",
    "recorded_without_knowledge",
    "staff_member_accused",
)


def day_of(*conditions: Condition) -> DayProtocol:
    """A protocol with a note for each condition."""
    notes = tuple(
        directive(f"n{number}", "note", condition=when) for number, when in enumerate(conditions)
    )
    return on(protocol(directives=notes), DAY)


def random_of(seed: int) -> random.Random:
    """A source of chance."""
    return random.Random(seed)  # noqa: S311 - no secret


def clause_count(program: Program) -> int:
    """How many clauses the program has."""
    return sum(
        len(stage.incident) + len(stage.person) + len(stage.device) for stage in program.stages
    )


def expected(day: DayProtocol, incident: Incident) -> Conditions:
    """What the reference says of every condition."""
    rows = {
        entity: [*listed(incident, entity), *[BLANK] * (not list_closed(incident, entity))]
        for entity in Entity
    }
    return Conditions(
        tuple(class_value(each, day, incident) for each in day.classes),
        tuple(
            tuple(
                reference_evaluates(each.condition, day, incident, about)
                for about in (rows[each.for_each] if each.for_each else [None])
            )
            for each in day.directives
        ),
    )


@pytest.mark.parametrize("seed", range(60))
def test_all_four_rails_say_what_the_reference_says(seed: int) -> None:
    """On random protocols, each clause evaluated by itself, no pair of rails contradicting."""
    rng = random_of(seed)
    day = sample_day_protocol(rng)
    program = lower(day)
    for _ in range(4):
        incident = sample_incident(rng, day)
        observation = observe(program, incident)
        found = conditions_from(program, observation, evaluate(program, observation))
        assert found == expected(day, incident), incident


@pytest.mark.parametrize("seed", range(60))
def test_a_program_is_in_strata(seed: int) -> None:
    """Each clause uses what is derived before it, each aggregate what earlier stages derive."""
    program = lower(sample_day_protocol(random_of(seed)))
    literals = program.literals
    assert all((each.reading is not None) is (n < program.base) for n, each in enumerate(literals))
    derived = set(range(program.base))
    for stage in program.stages:
        heads: list[int] = []
        for aggregate in stage.aggregates:
            assert aggregate.literal in derived
            assert literals[aggregate.literal].entity is aggregate.entity
            assert literals[aggregate.head].entity is None
            heads.append(aggregate.head)
        for clauses, entity in zip(_clauses(stage), ENTITIES, strict=True):
            for number, clause in enumerate(clauses):
                assert clause.body
                assert list(clause.body) == sorted(set(clause.body))
                assert literals[clause.head].entity is entity
                assert {literals[each].entity for each in clause.body} <= {None, entity}
                if clause.head not in heads[-1:]:
                    assert clause.head not in {*heads, *derived}
                    heads.append(clause.head)
                assert set(clause.body) <= derived | set(heads[:-1]), number
        derived.update(heads)
    assert derived == set(range(len(literals)))


@pytest.mark.parametrize("seed", range(60))
def test_a_row_needs_at_most_one_literal_of_the_incident(seed: int) -> None:
    """What a clause of an entity says of the incident is put together beforehand."""
    program = lower(sample_day_protocol(random_of(seed)))
    for stage in program.stages:
        for clause in (*stage.person, *stage.device):
            shared = [each for each in clause.body if program.literals[each].entity is None]
            assert len(shared) <= 1


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_in_a_program_that_no_rail_reaches(seed: int) -> None:
    """A literal that no class and no directive needs is dropped."""
    program = lower(sample_day_protocol(random_of(seed)))
    reached = {
        literal for rails in (*program.classes, *program.directives) for literal in _rails(rails)
    }
    for stage in reversed(program.stages):
        for clause in [each for clauses in reversed(_clauses(stage)) for each in reversed(clauses)]:
            if clause.head in reached:
                reached.update(clause.body)
        reached.update(each.literal for each in stage.aggregates if each.head in reached)
    assert reached == set(range(len(program.literals)))


def _clauses(stage: Stage) -> tuple[tuple[Clause, ...], ...]:
    return stage.incident, stage.person, stage.device


def _rails(rails: Rails) -> tuple[int, ...]:
    return rails.true, rails.not_true, rails.false, rails.not_false


def test_a_class_of_ten_criteria_of_two_facts_stays_small() -> None:
    """Nested alternatives are named: no product of clauses, two to the tenth, arises."""
    criteria = tuple(
        All((yes(one), yes(two))) for one, two in zip(FACTS[::2], FACTS[1::2], strict=True)
    )
    assert len(criteria) == 10
    day = on(protocol(classes=(klass("a", AnyOf(criteria)), klass("b"))), DAY)
    assert clause_count(lower(day)) < 100


def test_alternatives_inside_alternatives_stay_small() -> None:
    """A condition costs clauses in proportion to its size, however it is nested."""
    condition: Condition = yes(FACTS[0])
    for number, name in enumerate(FACTS[1:]):
        other = AnyOf((yes(name), Not(yes(FACTS[number]))))
        condition = All((condition, other)) if number % 2 else AnyOf((condition, other))
    assert clause_count(lower(day_of(condition))) < 4 * 2 * len(FACTS)


def test_conclusions_are_derived_once() -> None:
    """A conclusion of many rules costs each of its users one literal."""
    rules = [yes(name) for name in FACTS]
    users = tuple(
        directive(f"n{number}", "note", condition=All((ConclusionTest("c"), yes(name))))
        for number, name in enumerate(FACTS)
    )
    day = on(protocol(conclusions=(conclusion("c", *rules),), directives=users), DAY)
    assert clause_count(lower(day)) <= 9 * len(FACTS)


def test_equal_conditions_are_lowered_once() -> None:
    """Directives with one condition share its literals."""
    some = Quantified(
        Quantifier.SOME, Entity.PERSON, RoleTest(Of.PERSON, frozenset({Role.SHARER, Role.SENDER}))
    )
    once, often = lower(day_of(some)), lower(day_of(some, some, some))
    assert once.literals == often.literals
    assert once.stages == often.stages
    assert once.digest != often.digest


@pytest.mark.parametrize(
    ("condition", "for_each", "names"),
    [
        (
            yes("blackmail"),
            None,
            {"blackmail is yes", "blackmail is yes or unknown or cannot say"},
        ),
        (
            ValueTest(FactRef(Of.INCIDENT, "region"), frozenset({"laval", "gatineau"})),
            None,
            {"region is `gatineau` or `laval`", "region is not (`gatineau` or `laval`)"},
        ),
        (
            ValueTest(FactRef(Of.INCIDENT, "material_seen"), frozenset({"none"})),
            None,
            {"material_seen is `accidental` or `deliberate`", "material_seen is `none`"},
        ),
        (
            Modal(Mode.CANNOT_SAY, ValueTest(FactRef(Of.ANSWERS, "a"), frozenset({"b"}))),
            None,
            {"answers.a is known or cannot say", "answers.a is unknown"},
        ),
        (
            AgeTest(Of.PERSON, AgeSet(0b111000111)),
            Entity.PERSON,
            {"person.age is certainly 0-2, 6-8", "person.age is possibly 3-5, 9-120"},
        ),
        (
            AgeTest(Of.HOLDER, AgeSet(0b100)),
            Entity.DEVICE,
            {"holder.age is certainly 2", "holder.age is possibly 2"},
        ),
        (
            Modal(Mode.CANNOT_SAY, AgeTest(Of.PERSON, AgeSet(1))),
            Entity.PERSON,
            {"person.age is settled", "person.age is not settled"},
        ),
        (GapTest(3), None, {"a gap of 3 years is true", "a gap of 3 years is true or unknown"}),
        (
            DoneTest(frozenset({"call_police", "complete_grid"})),
            None,
            {"incident: call_police or complete_grid is done"},
        ),
        (All(()), None, {"incident: always", "incident: never"}),
        (All(()), Entity.DEVICE, {"device: always", "device: never"}),
    ],
)
def test_literals_have_names_for_people(
    condition: Condition, for_each: Entity | None, names: set[str]
) -> None:
    """A base literal says in words what it states."""
    note = directive("n", "note", condition=condition, for_each=for_each)
    program = lower(on(protocol(directives=(note,)), DAY))
    assert names <= {literal.name for literal in program.literals[: program.base]}


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (AgeTest(Of.PERSON, ALL_AGES), True),
        (AgeTest(Of.PERSON, AgeSet(0)), False),
        (Not(AnyOf(())), True),
        (Not(All(())), False),
        (AnyOf((yes("blackmail"), All(()))), True),
        (ClassTest(frozenset({"x"})), True),
        (Modal(Mode.POSSIBLY, All(())), True),
        (Quantified(Quantifier.SOME, Entity.PERSON, AnyOf(())), False),
        (Quantified(Quantifier.EVERY, Entity.PERSON, All(())), True),
    ],
)
def test_what_is_constant_needs_no_facts(condition: Condition, *, truth: bool) -> None:
    """A condition that is always true, or never, becomes a constant literal."""
    program = lower(day_of(condition))
    always, never = Constant(None, value=True), Constant(None, value=False)
    (rails,) = program.directives
    readings = [program.literals[each].reading for each in _rails(rails)]
    assert readings == ([always, never, never, always] if truth else [never, always, always, never])
    assert not program.stages


def test_a_test_that_names_no_value_is_unknown_or_false() -> None:
    """Whatever the fact is, it is not among no values."""
    (rails,) = lower(day_of(ValueTest(FactRef(Of.INCIDENT, "region"), frozenset()))).directives
    program = lower(day_of(ValueTest(FactRef(Of.INCIDENT, "region"), frozenset())))
    assert program.literals[rails.true].reading == Constant(None, value=False)
    assert program.literals[rails.not_true].reading == Constant(None, value=True)
    assert program.literals[rails.false].name == "region is known"


def test_the_digest_is_that_of_the_content() -> None:
    """It changes with any condition, and only then; the order of directives counts."""
    one, two = yes("blackmail"), yes("coerced")
    assert lower(day_of(one, two)) == lower(day_of(one, two))
    assert lower(day_of(one, two)).digest != lower(day_of(two, one)).digest
    assert lower(day_of(one)).digest != lower(day_of(Modal(Mode.POSSIBLY, one))).digest
    day = on(protocol(classes=(klass("a", one), klass("b"))), DAY)
    renamed = evolve(day, classes=(klass("c", one), klass("b")))
    assert lower(day).digest != lower(renamed).digest


def test_every_process_lowers_to_the_same_program() -> None:
    """No hash seed changes a Program, its digest or the generated code."""
    script = (
        "import random\n"
        "from sexto_rules.lowering import lower\n"
        "from sexto_rules.engines.compiled.generate import generate\n"
        "from sexto_rules.testing import sample_day_protocol\n"
        "for seed in range(12):\n"
        "    program = lower(sample_day_protocol(random.Random(seed)))\n"
        "    print(program.digest, repr(program.literals[program.base:]), generate(program))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            cwd=Path(__file__).parent,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(said) == 1
    assert said.pop().count(b"sha256:") == 12


def test_conditions_too_deep_are_refused() -> None:
    """A chain of conclusions that Python cannot follow is a problem, not a crash."""
    chain = [conclusion("c0", yes("blackmail"))]
    chain += [conclusion(f"c{n}", ConclusionTest(f"c{n - 1}")) for n in range(1, 3000)]
    last = directive("n", "note", condition=ConclusionTest("c2999"))
    day = on(protocol(conclusions=tuple(chain), directives=(last,)), DAY)
    with pytest.raises(ProtocolError, match=r"SX502 .*too deep inside each other"):
        lower(day)
