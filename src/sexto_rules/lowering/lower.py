"""`lower`: a protocol on one day becomes a Program.

The conditions of the classes and directives are translated, each for its four rails; what
none of them reaches is dropped; the rest is put into strata and numbered. Everything is in
an order that follows from the protocol alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.errors import Problem, ProtocolError
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.assemble import assemble
from sexto_rules.lowering.clauses import ALWAYS_HOLDS, NEVER_HOLDS, Bodies, Workshop
from sexto_rules.lowering.program import Program, Rails
from sexto_rules.lowering.translate import Kind, Translator
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import DayProtocol

__all__ = ["Lowered", "Source", "lower", "lower_with_sources"]

_KINDS: Final = (Kind.TRUE, Kind.NOT_TRUE, Kind.FALSE, Kind.NOT_FALSE)

_TOO_DEEP: Final = Problem(
    "SX502",
    "the protocol's conditions stand too deep inside each other for an engine, conclusions "
    "that use conclusions counted",
    help="let fewer conclusions use each other in a row",
)


Source: TypeAlias = tuple[Condition, Kind]
"""A question about a condition."""


@frozen
class Lowered:
    """A Program, and which questions about which conditions each of its literals answers.

    No engine reads `sources`. It is what the lowering says of its own work: whoever proves
    that right (`proof.translation`) believes none of it.
    """

    program: Program
    sources: Mapping[int, tuple[Source, ...]]


def lower(day: DayProtocol) -> Program:
    """Return the Program of a protocol on a day.

    The protocol is a checked one: every name resolves, nothing is defined by itself.
    `design/architecture.md`, *Lowering*.

    Raises:
        ProtocolError: Conditions stand so deep inside each other that Python cannot follow
            them (SX502).

    Example:
        >>> program = lower(day)  # doctest: +SKIP
        >>> program.digest == lower(day).digest  # doctest: +SKIP
        True
    """
    return _lowered(day)[0]


def lower_with_sources(day: DayProtocol) -> Lowered:
    """Return the Program of a protocol on a day, with what each literal stands for.

    Raises:
        ProtocolError: As `lower`.
    """
    program, translator, numbers = _lowered(day)
    return Lowered(program, _sources(translator, numbers))


def _lowered(day: DayProtocol) -> tuple[Program, Translator, Mapping[int, int]]:
    """Return the Program, what made it, and the number in it of each draft of the workshop."""
    try:
        return _translated(day)
    except RecursionError:
        raise ProtocolError([_TOO_DEEP]) from None


def _translated(day: DayProtocol) -> tuple[Program, Translator, Mapping[int, int]]:
    workshop = Workshop()
    translator = Translator(day, workshop)

    def rails(name: str, entity: Entity | None, answers: Sequence[Bodies]) -> Rails:
        return Rails(name, entity, *(workshop.name_for(each, entity) for each in answers))

    classes = [
        rails(one.id, None, [translator.class_bodies(index, kind) for kind in _KINDS])
        for index, one in enumerate(day.classes)
    ]
    directives = [
        rails(one.id, one.for_each, [translator.bodies(one.condition, kind) for kind in _KINDS])
        for one in day.directives
    ]
    program, numbers = assemble(workshop.drafts, classes, directives)
    return program, translator, numbers


def _sources(
    translator: Translator, numbers: Mapping[int, int]
) -> Mapping[int, tuple[Source, ...]]:
    """Return what the literals of the program answer; a constant answers nothing of its own."""
    workshop = translator.workshop
    sources: dict[int, list[Source]] = {}
    for condition, kind, bodies in translator.answered():
        if bodies in (ALWAYS_HOLDS, NEVER_HOLDS):
            continue
        drafts = {workshop.name(bodies)}
        if all(workshop.drafts[each].entity is None for each in drafts):
            drafts |= {workshop.name_for(bodies, entity) for entity in Entity}
        for number in sorted(numbers[each] for each in drafts if each in numbers):
            sources.setdefault(number, []).append((condition, kind))
    return {number: tuple(answers) for number, answers in sorted(sources.items())}
