"""Source code for a Program: straight-line, one assignment a literal.

Of each condition two rails are enough here, since a bit that is not set says something too:
*true* and *not false*; literals that only the other rails need are left out. What is
generated contains numbers and our own names, never a word that an author or a user wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.program import Aggregate, Over, Program, Rails, Stage

__all__ = ["FUNCTION", "generate", "needed_literals"]

FUNCTION: Final = "derive"
"""The name of the generated function."""

_ROWS: Final = {Entity.PERSON: "persons", Entity.DEVICE: "devices"}
_LISTED: Final = {Entity.PERSON: "listed_persons", Entity.DEVICE: "listed_devices"}
_VALUES: Final = {Entity.PERSON: "person_values", Entity.DEVICE: "device_values"}
_LONGEST_CHAIN: Final = 32


def generate(program: Program) -> str:
    """Return the source of a function from columns to conditions.

    It takes the columns of the needed base literals in order; for persons, and again for
    devices, the masks of all rows and of the listed ones, and the truths of the rows by
    the columns (true, not false). It finds `Conditions`, the truths `TRUE`, `UNKNOWN` and
    `FALSE`, each in a tuple as `TRUES`, `UNKNOWNS`, `FALSES`, and `contradiction` among its
    globals.

    Example:
        >>> print(generate(program))  # doctest: +SKIP
        def derive(columns, persons, listed_persons, person_values, ...):
            [v0, v1] = columns
            v2 = v0 and v1
            return Conditions(
                ((TRUE if v0 else UNKNOWN) if v1 else contradiction() if v0 else FALSE,),
                (person_values[v2, v1],),
            )
    """
    needed = needed_literals(program)
    parameters = [
        name for entity in Entity for name in (_ROWS[entity], _LISTED[entity], _VALUES[entity])
    ]
    base = ", ".join(f"v{each}" for each in range(program.base) if each in needed)
    # As parameters with defaults the truths are local names, which are read fastest.
    truths = "trues=TRUES, unknowns=UNKNOWNS, falses=FALSES"
    lines = [f"def {FUNCTION}(columns, {', '.join(parameters)}, {truths}):"]
    lines.append(f"    [{base}] = columns")
    for stage in program.stages:
        lines += _stage(program, stage, needed)
    classes = [_truth(rails, "TRUE", "UNKNOWN", "FALSE") for rails in program.classes]
    directives = [_truths(rails) for rails in program.directives]
    lines += [f"    return Conditions({_tuple(classes)}, {_tuple(directives)})", ""]
    return "\n".join(lines)


def needed_literals(program: Program) -> frozenset[int]:
    """Return the literals from which the *true* and *not false* rails are derived."""
    needed = {
        literal
        for rails in (*program.classes, *program.directives)
        for literal in (rails.true, rails.not_false)
    }
    for stage in reversed(program.stages):
        for clause in reversed((*stage.incident, *stage.person, *stage.device)):
            if clause.head in needed:
                needed.update(clause.body)
        needed.update(each.literal for each in stage.aggregates if each.head in needed)
    return frozenset(needed)


def _stage(program: Program, stage: Stage, needed: frozenset[int]) -> list[str]:
    """Return the statements of one stage."""
    lines = [_aggregate(each) for each in stage.aggregates if each.head in needed]
    for clauses in (stage.incident, stage.person, stage.device):
        for head, alternatives in groupby(clauses, key=lambda clause: clause.head):
            if head in needed:
                bodies = [clause.body for clause in alternatives]
                lines.append(_definition(program, head, bodies))
    return [f"    {line}" for line in lines]


def _aggregate(each: Aggregate) -> str:
    """Return the assignment of an aggregate; no column has a bit beyond the rows there are."""
    column = f"v{each.literal}"
    wanted = _ROWS[each.entity]
    if not each.blank:
        wanted = _LISTED[each.entity]
        column = f"{column} & {wanted}"
    test = "!= 0" if each.over is Over.SOME else f"== {wanted}"
    return f"v{each.head} = {column} {test}"


def _definition(program: Program, head: int, bodies: Sequence[Sequence[int]]) -> str:
    """Return the assignment of a derived literal.

    For the incident, where a column is one bit, `and` and `or` do what `&` and `|` do, and
    stop early.
    """
    entity = program.literals[head].entity
    if entity is None:
        alternatives = [" and ".join(f"v{literal}" for literal in body) for body in bodies]
        return f"v{head} = {' or '.join(alternatives)}"
    alternatives = [_body(program, entity, body) for body in bodies]
    return f"v{head} = {_chain('|', alternatives)}"


def _body(program: Program, entity: Entity, body: Sequence[int]) -> str:
    """Return one body for all rows; a literal of the incident counts for every row."""
    own = [f"v{literal}" for literal in body if program.literals[literal].entity is entity]
    shared = [f"-v{literal}" for literal in body if program.literals[literal].entity is None]
    return _chain("&", [*shared, *(own or [_ROWS[entity]])])


def _chain(operator: str, terms: Sequence[str]) -> str:
    """Join terms; long chains as a balanced tree, which the compiler can take at any length."""
    if len(terms) <= _LONGEST_CHAIN:
        return f" {operator} ".join(terms)
    middle = len(terms) // 2
    left, right = _chain(operator, terms[:middle]), _chain(operator, terms[middle:])
    return f"({left}) {operator} ({right})"


def _tuple(terms: Sequence[str]) -> str:
    return f"({', '.join(terms)}{',' if terms else ''})"


def _truth(rails: Rails, true: str, unknown: str, false: str) -> str:
    """Return what to say of a condition of the incident: one of three terms, or the failure."""
    if rails.true == rails.not_false:
        return f"{true} if v{rails.true} else {false}"
    return (
        f"({true} if v{rails.true} else {unknown}) if v{rails.not_false} "
        f"else contradiction() if v{rails.true} else {false}"
    )


def _truths(rails: Rails) -> str:
    if rails.entity is None:
        return _truth(rails, "trues", "unknowns", "falses")
    return f"{_VALUES[rails.entity]}[v{rails.true}, v{rails.not_false}]"
