"""A condition with what its conclusions and classes stand for written out, to tell two apart.

Two conditions of different protocols that are spelled alike are worth the same in every incident.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactStatus,
    GapTest,
    Modal,
    Not,
    Quantified,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol

__all__ = ["Spelling"]


class Spelling:
    """Spells the conditions of a protocol on a day; each spelling is written out once."""

    def __init__(self, day: DayProtocol, numbers: dict[object, int]) -> None:
        """Make it; `numbers`, shared by those whose spellings are compared, has what was met."""
        self._conclusions = {each.id: each for each in day.conclusions}
        self._classes = day.classes
        self._numbers = numbers
        self._kept: dict[Condition, int] = {}

    def of(self, condition: Condition) -> int:
        """Return the number of its spelling: the same for two that are spelled alike."""
        if condition not in self._kept:
            self._kept[condition] = self._spell(condition)
        return self._kept[condition]

    def _spell(self, condition: Condition) -> int:
        match condition:
            case All(parts) | AnyOf(parts):
                return self._join(type(condition), parts)
            case Not(body):
                return self._number((Not, self.of(body)))
            case Modal(mode, body):
                return self._number((Modal, mode, self.of(body)))
            case Quantified(quantifier, entity, body):
                return self._number((Quantified, quantifier, entity, self.of(body)))
            case ConclusionTest(name):
                return self._join(AnyOf, (rule.when for rule in self._conclusions[name].rules))
            case ClassTest(names):
                whens = (
                    (one.id in names, None if one.when is None else self.of(one.when))
                    for one in self._classes
                )
                return self._number((ClassTest, *whens))
            case ValueTest() | AgeTest() | RoleTest() | GapTest() | DoneTest() | FactStatus():
                return self._number(condition)
            case _:
                assert_never(condition)

    def _join(self, kind: type[All | AnyOf], conditions: Iterable[Condition]) -> int:
        """Return the number of several conditions in any order; one alone is itself."""
        parts = frozenset(map(self.of, conditions))
        return next(iter(parts)) if len(parts) == 1 else self._number((kind, parts))

    def _number(self, spelling: object) -> int:
        return self._numbers.setdefault(spelling, len(self._numbers))
