"""From clauses to rulesets: what is merged, and how the bounds are kept by spreading."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engines.durable_programs import columns_of, incident_observation, incident_program
from sexto_rules.engines.durable import DurableEngine
from sexto_rules.engines.durable.rulesets import Unit, _Builder, _Names, _Type, units_of
from sexto_rules.engines.durable.subset import (
    MAX_PATTERN_USES,
    MAX_PATTERNS,
    MAX_RULES,
    MAX_TYPES,
    fnv1a,
)
from sexto_rules.errors import ProtocolError
from sexto_rules.lowering.program import Clause, Program


def units(program: Program) -> tuple[Unit, ...]:
    """The units of the one stage."""
    return units_of(program.stages[0].incident, program.literals)


def agrees(program: Program, *observed: Sequence[int]) -> bool:
    """Whether the real C module derives what the clauses say."""
    engine = DurableEngine(program)
    observations = [incident_observation(columns) for columns in observed]
    answers = [engine._columns(each) for each in observations]
    engine.close()
    return answers == [columns_of(program, each) for each in observations]


def test_no_clauses_need_no_ruleset() -> None:
    """Where a stage says nothing of a scope, nothing is compiled."""
    assert units(incident_program(1, [])) == ()


def test_clauses_with_one_body_are_one_rule() -> None:
    """A body is matched once, however many heads it has."""
    program = incident_program(2, [(2, (0, 1)), (3, (0, 1))])
    (unit,) = units(program)
    assert list(unit.heads.values()) == [(2, 3)]
    assert agrees(program, [1, 1], [1, 0])


def test_alternatives_are_rules_of_their_own() -> None:
    """A head with two clauses is derived by either, and by both at once."""
    program = incident_program(2, [(2, (0,)), (2, (1,))])
    (unit,) = units(program)
    assert len(unit.ruleset.rules) == 2
    assert agrees(program, [1, 1], [1, 0], [0, 1], [0, 0])


def test_what_is_given_is_one_condition_and_what_is_derived_one_each() -> None:
    """A body over two given and two derived literals has three conditions."""
    program = incident_program(2, [(2, (0,)), (3, (1,)), (4, (0, 1, 2, 3))])
    (unit,) = units(program)
    assert [len(rule.conditions) for rule in unit.ruleset.rules] == [1, 1, 3]
    assert agrees(program, [1, 1], [0, 1])


def test_only_what_a_clause_uses_is_asserted_again() -> None:
    """A derived literal that no body names has no fact."""
    (unit,) = units(incident_program(1, [(1, (0,)), (2, (1,)), (3, (0, 1))]))
    assert set(unit.derived) == {1}


def test_patterns_spread_over_facts() -> None:
    """A fact meets at most so many patterns; the next ones look at another fact."""
    base = 3 * MAX_PATTERNS + 1
    program = incident_program(base, [(base + each, (each,)) for each in range(base)])
    (unit,) = units(program)
    assert len(unit.wide) == 4
    assert agrees(program, [1] * base)


def test_a_fact_that_meets_every_pattern_at_once_loses_none() -> None:
    """Patterns that share all but their last test, all met by one fact, each with its rule."""
    base = MAX_PATTERNS + 8
    clauses = [(base + each, (*range(8), 8 + each)) for each in range(MAX_PATTERNS)]
    assert agrees(incident_program(base, clauses), [1] * base, [0, *[1] * (base - 1)])


def test_wide_bodies_spread_over_facts() -> None:
    """Facts have room for so many properties; what goes beyond is another fact's."""
    base = 600
    clauses = [(base + each, range(each * 150, (each + 1) * 150)) for each in range(4)]
    program = incident_program(base, clauses)
    (unit,) = units(program)
    assert len(unit.wide) == 4
    assert agrees(program, [1] * base, [*[1] * 599, 0])


def test_a_body_with_too_many_derived_literals_starts_a_ruleset() -> None:
    """Fifteen derived literals join in one ruleset; with sixteen all of them are given."""
    base = 17
    named = [(base + each, (each,)) for each in range(16)]
    fifteen = incident_program(base, [*named, (40, (16, *range(base, base + 15)))])
    sixteen = incident_program(base, [*named, (40, (16, *range(base, base + 16)))])
    assert [len(unit.ruleset.rules) for unit in units(fifteen)] == [17]
    assert [len(unit.ruleset.rules) for unit in units(sixteen)] == [16, 1]
    for program in (fifteen, sixteen):
        assert agrees(program, [1] * base, [0, *[1] * 16])


def test_a_derived_literal_used_very_often_is_copied() -> None:
    """Beyond the uses that one pattern may have, the literal is asserted as a second fact."""
    base = MAX_PATTERN_USES + 3
    clauses = [(base, (0,)), *((base + each, (each, base)) for each in range(1, base))]
    program = incident_program(base, clauses)
    (unit,) = units(program)
    assert len(unit.derived[base]) == 2
    assert agrees(program, [1] * base, [0, *[1] * (base - 1)])


def test_a_given_pattern_used_very_often_is_copied() -> None:
    """The same holds for a pattern of given literals that joins many derived ones."""
    count = MAX_PATTERN_USES + 2
    base = count + 2
    named = [(base + each, (each,)) for each in range(count)]
    joined = [(base + count + each, (base - 2, base - 1, base + each)) for each in range(count)]
    program = incident_program(base, [*named, *joined])
    assert agrees(program, [1] * base, [*[1] * (base - 1), 0])


def test_more_rules_than_a_ruleset_takes_make_a_second_one() -> None:
    """A head whose clauses are cut in two counts in the second ruleset as well."""
    base = MAX_RULES + 40
    head = base
    clauses = [
        *((head, (each, each + 1)) for each in range(MAX_RULES)),
        *((base + 1 + each, (base - 1 - each, head)) for each in range(30)),
    ]
    program = incident_program(base, clauses)
    first, second = units(program)
    assert len(first.ruleset.rules) == MAX_RULES - 1
    assert [literal for literal, _ in second.carried] == [head]
    only_the_end = [*[0] * (base - 40), *[1] * 40]
    first_clause = [1, 1, *[0] * (base - 32), *[1] * 30]
    neither = [1, 0, *[0] * (base - 32), *[1] * 30]
    assert agrees(program, only_the_end, first_clause, neither)


def test_types_that_run_out_make_a_second_ruleset() -> None:
    """A ruleset is full when one more type for each condition would be too many."""
    full = [_Type(f"w{number}") for number in range(MAX_TYPES - 1)]
    assert _Builder(wide=full[1:]).has_room(Clause(1, (0,)))
    assert not _Builder(wide=full).has_room(Clause(1, (0,)))


def test_a_body_beyond_every_limit_is_refused_before_anything_is_compiled() -> None:
    """What spreading cannot help is a problem that names the limit; nothing is created."""

    class Untouchable:
        def __getattr__(self, name: str) -> object:
            message = f"{name} was called"
            raise AssertionError(message)

    program = incident_program(400, [(400, range(199)), (401, range(200, 400)), (402, range(300))])
    with pytest.raises(ProtocolError) as caught:
        DurableEngine(program, Untouchable())  # type: ignore[arg-type]
    assert [problem.code for problem in caught.value.problems] == ["SX510"] * 3
    assert [problem.message for problem in caught.value.problems] == [
        "the engine `durable` cannot take 201 tests in one condition, where it takes at most 200",
        "the engine `durable` cannot take 301 tests in one condition, where it takes at most 200",
        "the engine `durable` cannot take 301 properties of one fact, where it takes at most 252",
    ]
    assert all(problem.help for problem in caught.value.problems)


def test_names_with_the_hash_of_another_are_passed_over() -> None:
    """No two names have one hash: a number that would clash is left out."""
    names = _Names({fnv1a("p1"), fnv1a("p2")})
    assert [names.new("p"), names.new("p")] == ["p3", "p4"]
    names = _Names({fnv1a("p2"), fnv1a("p3")})
    assert [names.new("p"), names.new("p")] == ["p4", "p5"]


def test_the_same_clauses_make_the_same_rulesets() -> None:
    """Names and types follow from the clauses alone."""
    program = incident_program(3, [(3, (0, 1)), (4, (2, 3)), (4, (0, 2))])
    assert units(program) == units(program)
