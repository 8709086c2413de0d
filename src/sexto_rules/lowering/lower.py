"""`lower`: a protocol on one day becomes a Program.

The conditions of the classes and directives are translated, each for its four rails; what
none of them reaches is dropped; the rest is put into strata and numbered. Everything is in
an order that follows from the protocol alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sexto_rules.errors import Problem, ProtocolError
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.assemble import assemble
from sexto_rules.lowering.clauses import Bodies, Workshop
from sexto_rules.lowering.program import Program, Rails
from sexto_rules.lowering.translate import Kind, Translator
from sexto_rules.protocol.model import DayProtocol

__all__ = ["lower"]

_KINDS: Final = (Kind.TRUE, Kind.NOT_TRUE, Kind.FALSE, Kind.NOT_FALSE)

_TOO_DEEP: Final = Problem(
    "SX502",
    "the protocol's conditions stand too deep inside each other for an engine, conclusions "
    "that use conclusions counted",
    help="let fewer conclusions use each other in a row",
)


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
    try:
        return _lowered(day)
    except RecursionError:
        raise ProtocolError([_TOO_DEEP]) from None


def _lowered(day: DayProtocol) -> Program:
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
    return assemble(workshop.drafts, classes, directives)
