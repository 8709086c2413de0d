"""Programs that were lowered right and then broken in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import evolve

from sexto_rules.lowering.program import FactIs, Program, Stage

__all__ = ["MUTANTS"]


def _with_stage(program: Program, number: int, stage: Stage) -> Program:
    stages = list(program.stages)
    stages[number] = stage
    return evolve(program, stages=tuple(stages))


def dropped_clauses(program: Program) -> Iterator[Program]:
    """Without one clause, whose head has others."""
    for number, stage in enumerate(program.stages):
        for part in ("incident", "person", "device"):
            clauses = getattr(stage, part)
            heads = [each.head for each in clauses]
            for place, clause in enumerate(clauses):
                if heads.count(clause.head) > 1:
                    left = (*clauses[:place], *clauses[place + 1 :])
                    yield _with_stage(program, number, evolve(stage, **{part: left}))


def shortened_clauses(program: Program) -> Iterator[Program]:
    """With a clause that asks for one literal less."""
    for number, stage in enumerate(program.stages):
        for part in ("incident", "person", "device"):
            clauses = getattr(stage, part)
            for place, clause in enumerate(clauses):
                if len(clause.body) > 1:
                    short = evolve(clause, body=clause.body[1:])
                    left = (*clauses[:place], short, *clauses[place + 1 :])
                    yield _with_stage(program, number, evolve(stage, **{part: left}))


def swapped_rails(program: Program) -> Iterator[Program]:
    """With a directive that is true where it should be not false, and the other way round."""
    for number, rails in enumerate(program.directives):
        if rails.true != rails.not_false:
            directives = list(program.directives)
            directives[number] = evolve(rails, true=rails.not_false, not_false=rails.true)
            yield evolve(program, directives=tuple(directives))


def widened_literals(program: Program) -> Iterator[Program]:
    """With a base literal that holds of one value more, or where nothing is known too."""
    for number, literal in enumerate(program.literals):
        reading = literal.reading
        if isinstance(reading, FactIs):
            literals = list(program.literals)
            wider = evolve(reading, values=reading.values | {False}, unknown=True)
            if wider != reading:
                literals[number] = evolve(literal, reading=wider)
                yield evolve(program, literals=tuple(literals))


def forgotten_blanks(program: Program) -> Iterator[Program]:
    """With a count that forgets that others may be there while the list is open."""
    for number, stage in enumerate(program.stages):
        for place, aggregate in enumerate(stage.aggregates):
            if aggregate.blank:
                aggregates = list(stage.aggregates)
                aggregates[place] = evolve(aggregate, blank=False)
                yield _with_stage(program, number, evolve(stage, aggregates=tuple(aggregates)))


MUTANTS: Final[Mapping[str, Callable[[Program], Iterator[Program]]]] = {
    "a clause dropped": dropped_clauses,
    "a clause shortened": shortened_clauses,
    "two rails swapped": swapped_rails,
    "a literal widened": widened_literals,
    "the blank forgotten": forgotten_blanks,
}
"""Every mutant of one kind, by what was done."""
