"""A duty must not wait for what only doing it can teach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sexto_rules.analysis.possibility import Possibility, Rail, Wish
from sexto_rules.errors import Problem
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import (
    All,
    Condition,
    FactRef,
    FactStatus,
    Modal,
    Mode,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
)
from sexto_rules.protocol.model import DayProtocol, InDoubt, Modality

_ENTITIES: Final = {Of.PERSON: Entity.PERSON, Of.DEVICE: Entity.DEVICE}


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the duties whose condition cannot be true until their own act is done.

    One whose condition cannot be true at all is another mistake.
    """
    possibility = Possibility(day)
    for directive in day.directives:
        if directive.modality not in {Modality.MUST, Modality.SHOULD}:
            continue
        taught = [each for each in day.questions if each.learned_by in directive.acts]
        if not taught or directive.in_doubt is InDoubt.APPLIES:
            continue
        due = [Wish(directive.condition, Rail.TRUE)]
        untaught = [Wish(each, Rail.TRUE) for each in _unknown(one.fact for one in taught)]
        kind = directive.for_each
        if possibility.can_be(due, kind) and not possibility.can_be([*due, *untaught], kind):
            named = ", ".join(f"`{each.fact}`" for each in taught)
            yield Problem(
                "SX320",
                f"`{directive.id}` waits for {named}, which only doing it can teach",
                directive.place,
                "let the duty depend on what is known before it, or say `in_doubt: applies`",
            )


def _unknown(facts: Iterable[FactRef]) -> Iterator[Condition]:
    """Yield that each fact is unknown, of everybody whose fact it is."""
    for fact in facts:
        unknown: Condition = FactStatus(fact, Mode.UNKNOWN)
        if fact.name == "roles":
            roles = (RoleTest(fact.of, frozenset({role})) for role in Role)
            unknown = All(tuple(Modal(Mode.UNKNOWN, each) for each in roles))
        kind = _ENTITIES.get(fact.of)
        yield unknown if kind is None else Quantified(Quantifier.EVERY, kind, unknown)
