"""Putting drafts into a Program: what is reached, in which stratum, under which number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from attrs import asdict, evolve

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.clauses import Draft
from sexto_rules.lowering.program import Aggregate, Clause, Literal, Program, Rails, Stage
from sexto_rules.lowering.readings import bearer_of, name_of
from sexto_rules.protocol.conditions import Of

__all__ = ["assemble"]

_ENTITIES: Final = (None, Entity.PERSON, Entity.DEVICE)
_BEARERS: Final = (Of.INCIDENT, Of.ANSWERS, Of.PERSON, Of.DEVICE, Of.HOLDER)


def assemble(
    drafts: Sequence[Draft],
    classes: Sequence[Rails],
    directives: Sequence[Rails],
) -> tuple[Program, Mapping[int, int]]:
    """Return the Program of these drafts, for these rails (whose literals index the drafts).

    And of each draft that is in it, under which number.
    """
    ordered = _dependencies_first(drafts, (*classes, *directives))
    levels = _levels(drafts, ordered)
    final = _arranged(drafts, ordered, levels)
    numbers = {draft: number for number, draft in enumerate(final)}
    base = sum(drafts[each].reading is not None for each in final)
    program = Program(
        literals=_literals([drafts[each] for each in final]),
        base=base,
        stages=tuple(
            _stage(drafts, [each for each in final if levels[each] == level], numbers)
            for level in range(max(levels.values(), default=-1) + 1)
        ),
        classes=tuple(_renumbered(rails, numbers) for rails in classes),
        directives=tuple(_renumbered(rails, numbers) for rails in directives),
        digest="",
    )
    return evolve(program, digest=_digest(program)), numbers


def _needs(draft: Draft) -> list[int]:
    """Return the literals from which this one is derived, in order."""
    if draft.counted is not None:
        return [draft.counted.literal]
    return list(dict.fromkeys(literal for body in draft.bodies for literal in sorted(body)))


def _dependencies_first(drafts: Sequence[Draft], rails: Sequence[Rails]) -> list[int]:
    """Return the drafts that the rails reach, each after those it needs."""
    done: dict[int, None] = {}
    pending = [each for one in reversed(rails) for each in reversed(_literals_of(one))]
    while pending:
        current = pending[-1]
        waiting = [need for need in _needs(drafts[current]) if need not in done]
        if current in done or not waiting:
            done[pending.pop()] = None
        else:
            pending.extend(reversed(waiting))
    return list(done)


def _literals_of(rails: Rails) -> tuple[int, int, int, int]:
    return rails.true, rails.not_true, rails.false, rails.not_false


def _levels(drafts: Sequence[Draft], ordered: Sequence[int]) -> dict[int, int]:
    """Return the stage of each draft; base literals, there before the first stage, have -1."""
    levels: dict[int, int] = {}
    for number in ordered:
        draft = drafts[number]
        if draft.reading is not None:
            levels[number] = -1
        elif draft.counted is not None:
            levels[number] = levels[draft.counted.literal] + 1
        else:
            levels[number] = max(0, *(levels[need] for need in _needs(draft)))
    return levels


def _arranged(drafts: Sequence[Draft], ordered: Sequence[int], levels: dict[int, int]) -> list[int]:
    """Return the drafts in the order of the Program: by stage, aggregates first, then by entity.

    Base literals stand by bearer (the holder's after the device's own) and name; the others
    keep their order, which has dependencies first.
    """

    def place(number: int) -> tuple[int, int, str]:
        draft = drafts[number]
        if draft.reading is not None:
            return (
                levels[number],
                _BEARERS.index(bearer_of(draft.reading)),
                name_of(draft.reading),
            )
        entity = _ENTITIES.index(draft.entity)
        return (levels[number], -1 if draft.counted is not None else entity, "")

    return sorted(ordered, key=place)


def _literals(drafts: Sequence[Draft]) -> tuple[Literal, ...]:
    return tuple(
        Literal(f"derived {number}", draft.entity)
        if draft.reading is None
        else Literal(name_of(draft.reading), draft.entity, draft.reading)
        for number, draft in enumerate(drafts)
    )


def _stage(drafts: Sequence[Draft], members: Sequence[int], numbers: dict[int, int]) -> Stage:
    """Return one stage, its members in order."""
    aggregates = [
        Aggregate(
            numbers[each],
            counted.over,
            numbers[counted.literal],
            counted.entity,
            counted.blank,
        )
        for each in members
        if (counted := drafts[each].counted) is not None
    ]
    clauses: dict[Entity | None, list[Clause]] = {entity: [] for entity in _ENTITIES}
    for each in members:
        bodies = [sorted(numbers[literal] for literal in body) for body in drafts[each].bodies]
        clauses[drafts[each].entity].extend(
            Clause(numbers[each], tuple(body)) for body in sorted(bodies)
        )
    return Stage(
        tuple(aggregates),
        tuple(clauses[None]),
        tuple(clauses[Entity.PERSON]),
        tuple(clauses[Entity.DEVICE]),
    )


def _renumbered(rails: Rails, numbers: dict[int, int]) -> Rails:
    true, not_true, false, not_false = (numbers[each] for each in _literals_of(rails))
    return evolve(rails, true=true, not_true=not_true, false=false, not_false=not_false)


def _digest(program: Program) -> str:
    """Return the hash of all the program says; names stand for readings, which they determine."""
    words = [
        *(f"literal {each.entity} {each.name}" for each in program.literals),
        *(repr(asdict(stage)) for stage in program.stages),
        *(repr(asdict(rails)) for rails in (*program.classes, *program.directives)),
        f"{len(program.classes)} classes",
    ]
    content = "\n".join(words)
    return f"sha256:{sha256(content.encode()).hexdigest()}"
