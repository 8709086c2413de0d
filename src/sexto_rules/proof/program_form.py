"""What a Program has to be like for its clauses to mean what `lowering.program` says they mean."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.program import Program, Rails, Stage
from sexto_rules.lowering.readings import ENTITY_OF, bearer_of
from sexto_rules.protocol.model import DayProtocol

__all__ = ["misplaced"]


def misplaced(program: Program, day: DayProtocol) -> Iterator[str]:
    """Yield what is not in its place: of the wrong entity, used before it is derived, or missing.

    An engine runs a Program from front to back and mixes no rows. Where nothing is misplaced each
    literal is what its clauses say of the literals before it, row by row.
    """
    for number, literal in enumerate(program.literals):
        reading = literal.reading
        if (reading is not None) is not (number < program.base):
            yield f"`{literal.name}` is not where literals of its kind stand"
        elif reading is not None and ENTITY_OF[bearer_of(reading)] is not literal.entity:
            yield f"`{literal.name}` is not of the entity that it reads"
    ready = set(range(program.base))
    for stage in program.stages:
        yield from _in_stage(stage, ready, program)
    yield from _of_rails(program, day)


def _in_stage(stage: Stage, ready: set[int], program: Program) -> Iterator[str]:
    """Yield what is misplaced in a stage; what it derives is ready afterwards."""
    literals = program.literals
    before = frozenset(ready)
    for each in stage.aggregates:
        if each.literal not in before or literals[each.literal].entity is not each.entity:
            yield f"`{literals[each.head].name}` counts what cannot be counted yet"
        if literals[each.head].entity is not None:
            yield f"`{literals[each.head].name}` is a count, and not of the incident"
        ready.add(each.head)
    parts = ((None, stage.incident), (Entity.PERSON, stage.person), (Entity.DEVICE, stage.device))
    for entity, clauses in parts:
        heads = [each.head for each in clauses]
        for place, clause in enumerate(clauses):
            later = {*heads[place:]}
            if literals[clause.head].entity is not entity:
                yield f"`{literals[clause.head].name}` is not of the entity of its clauses"
            for literal in clause.body:
                if literals[literal].entity not in {entity, None}:
                    yield f"`{literals[clause.head].name}` needs what is of another entity"
                if literal in later or literal not in ready | {*heads}:
                    yield f"`{literals[clause.head].name}` needs what is derived after it"
        ready.update(heads)


def _of_rails(program: Program, day: DayProtocol) -> Iterator[str]:
    wanted = [
        *((one.id, None) for one in day.classes),
        *((one.id, one.for_each) for one in day.directives),
    ]
    rails = (*program.classes, *program.directives)
    if [(each.name, each.entity) for each in rails] != wanted:
        yield "the rails are not those of the classes and directives, in order"
    for each in rails:
        if any(program.literals[literal].entity is not each.entity for literal in _four(each)):
            yield f"a rail of `{each.name}` is not of its entity"


def _four(rails: Rails) -> tuple[int, int, int, int]:
    return rails.true, rails.not_true, rails.false, rails.not_false
