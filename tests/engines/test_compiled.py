"""The engine `compiled`: what it generates, what it refuses, how it fails."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sexto_rules.engines.base import Conditions, Engine, EngineFailureError
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.engines.compiled import engine as compiled_engine
from sexto_rules.engines.compiled.generate import generate, needed_literals
from sexto_rules.errors import ProtocolError
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.lowering import Program, lower
from sexto_rules.lowering.program import Clause, Constant, Literal, Rails, Stage
from sexto_rules.protocol.conditions import (
    AnyOf,
    Condition,
    FactRef,
    Not,
    Of,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.outcome import Truth
from support.build import conclusion, directive, klass, protocol, yes

DAY = date(2026, 11, 23)
FALSE, UNSURE, TRUE = Truth
PUPIL = ValueTest(FactRef(Of.PERSON, "pupil"), frozenset({True}))


def program_of(*conditions: Condition, for_each: Entity | None = None) -> Program:
    """The program of a note for each condition."""
    notes = tuple(
        directive(f"n{number}", "note", condition=when, for_each=for_each)
        for number, when in enumerate(conditions)
    )
    return lower(on(protocol(directives=notes), DAY))


def conditions_of(program: Program, incident: Incident) -> tuple[tuple[Truth, ...], ...]:
    """What the engine says of the directives."""
    return CompiledEngine(program).conditions(incident).directives


def test_it_is_an_engine() -> None:
    """It has what every engine has, under its own name."""
    engine: Engine = CompiledEngine(program_of(yes("blackmail")))
    assert engine.name == "compiled"
    assert engine.conditions(Incident()) == Conditions((), ((UNSURE,),))
    engine.close()


def test_conditions_of_the_incident() -> None:
    """One value a directive and a class; `otherwise` is true."""
    classes = (klass("a", yes("coerced")), klass("b"))
    note = directive("n", "note", condition=Not(yes("blackmail")))
    engine = CompiledEngine(lower(on(protocol(classes=classes, directives=(note,)), DAY)))
    said = engine.conditions(Incident(blackmail=True))
    assert said == Conditions((UNSURE, TRUE), ((FALSE,),))


@pytest.mark.parametrize("count", range(20))
def test_lists_of_any_length(count: int) -> None:
    """The truths of short lists are kept, those of long ones are not: both are right."""
    told: list[bool | None] = [True, False, None]
    persons = [
        Person(id=f"p{n}") if (pupil := told[n % 3]) is None else Person(id=f"p{n}", pupil=pupil)
        for n in range(count)
    ]
    expected = tuple((TRUE, FALSE, UNSURE)[n % 3] for n in range(count))
    program = program_of(PUPIL, for_each=Entity.PERSON)
    assert conditions_of(program, Incident(persons=persons)) == ((*expected, UNSURE),)


def test_only_two_rails_are_computed() -> None:
    """What only *false* and *not true* need is neither observed nor derived."""
    program = program_of(AnyOf((yes("blackmail"), yes("coerced"))))
    (rails,) = program.directives
    needed = needed_literals(program)
    assert {rails.true, rails.not_false} <= needed
    assert not {rails.false, rails.not_true} & needed
    assert f"v{rails.not_true} =" not in generate(program)


def test_no_word_of_the_author_is_in_the_code() -> None:
    """Names, values and texts stay out of what is compiled."""
    word = "'); import os; ('"
    test = ValueTest(FactRef(Of.ANSWERS, word), frozenset({word}))
    rules = (conclusion(word, test),)
    day = on(protocol(conclusions=rules, classes=(klass(word, test), klass("b"))), DAY)
    program = lower(day)
    assert "import" not in generate(program)
    assert CompiledEngine(program).conditions(Incident()).classes == (UNSURE, TRUE)


def _wide_program(bodies: int, width: int, entity: Entity | None) -> Program:
    """A program of one literal with so many bodies, each of so many equal base literals."""
    base = [
        *(Literal("never", entity, Constant(entity, value=False)) for _ in range(bodies)),
        *(Literal("always", entity, Constant(entity, value=True)) for _ in range(width)),
    ]
    head = len(base)
    clauses = [Clause(head, (number, *range(bodies, bodies + width))) for number in range(bodies)]
    last = Clause(head, tuple(range(bodies, bodies + width)))
    kind = {None: "incident", Entity.PERSON: "person", Entity.DEVICE: "device"}[entity]
    stage: dict[str, Any] = {kind: (*clauses, last)}
    return Program(
        literals=(*base, Literal("head", entity)),
        base=head,
        stages=(Stage(**stage),),
        classes=(),
        directives=(Rails("head", entity, head, 0, 0, head),),
        digest="sha256:0",
    )


@pytest.mark.parametrize("entity", [None, Entity.PERSON, Entity.DEVICE])
def test_long_clauses_compile(entity: Entity | None) -> None:
    """Thousands of alternatives, or of literals in one, are no problem for the compiler."""
    incident = Incident(persons=[Person(id="p1")], devices=[Device(id="d1")])
    rows = 1 if entity is None else 2
    assert conditions_of(_wide_program(5_000, 1, entity), incident) == ((TRUE,) * rows,)
    assert conditions_of(_wide_program(1, 5_000, entity), incident) == ((TRUE,) * rows,)


def test_too_many_clauses_are_refused_with_the_limit() -> None:
    """A program beyond the limit is a problem that names it, before anything is compiled."""
    taken = _wide_program(compiled_engine.MOST_CLAUSES - 1, 1, None)
    CompiledEngine(taken)
    with pytest.raises(ProtocolError, match=r"SX501 .* 20001 clauses, .* at most 20000"):
        CompiledEngine(_wide_program(compiled_engine.MOST_CLAUSES, 1, None))


@pytest.mark.parametrize("entity", [None, Entity.PERSON])
@pytest.mark.parametrize("count", [1, 9])
def test_true_and_false_at_once_is_a_failure(entity: Entity | None, count: int) -> None:
    """No truth is made up where the rails contradict each other."""
    literals = (
        Literal("always", entity, Constant(entity, value=True)),
        Literal("never", entity, Constant(entity, value=False)),
    )
    program = Program(
        literals=literals,
        base=2,
        stages=(),
        classes=(),
        directives=(Rails("wrong", entity, true=0, not_true=1, false=0, not_false=1),),
        digest="sha256:0",
    )
    engine = CompiledEngine(program)
    persons = [Person(id=f"p{number}") for number in range(count)]
    with pytest.raises(EngineFailureError, match="true and false at once"):
        engine.conditions(Incident(persons=persons))


def test_the_vocabulary_compiles_whole() -> None:
    """A condition on every fact of the vocabulary that has plain values can be asked."""
    booleans = [spec for spec in FACTS[None].values() if spec.kind == "bool"]
    program = program_of(*(yes(spec.name) for spec in booleans))
    told: dict[str, Any] = {spec.name: True for spec in booleans}
    assert conditions_of(program, Incident(**told)) == ((TRUE,),) * len(booleans)
    assert conditions_of(program, Incident()) == ((UNSURE,),) * len(booleans)


def test_generated_code_is_ascii() -> None:
    """Whatever language a protocol is written in."""
    program = program_of(ValueTest(FactRef(Of.ANSWERS, "élève"), frozenset({"été"})))
    assert generate(program).isascii()
