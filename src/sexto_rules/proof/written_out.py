"""Conditions in words that two protocols understand alike.

A conclusion or a class that the two draw differently, or that only one has, is written out.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from sexto_rules.proof.spelled import Spelling
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    Modal,
    Not,
    Quantified,
)
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.walk import walk

__all__ = ["WrittenOut"]


class WrittenOut:
    """Writes conditions of one protocol so that another one gives them the same worth."""

    def __init__(self, one: DayProtocol, other: DayProtocol) -> None:
        """Make it for conditions of the one."""
        numbers: dict[object, int] = {}
        self._one, self._other = one, other
        self._spelled, self._elsewhere = Spelling(one, numbers), Spelling(other, numbers)
        self._rules = {each.id: [rule.when for rule in each.rules] for each in one.conclusions}
        self._names = _names_of(other)

    def of(self, condition: Condition) -> Condition | None:
        """Return it in common words.

        None where there are none: it asks for several classes at once, or is of the other one.
        """
        if self._is_common(condition):
            return condition
        match condition:
            case All(parts) | AnyOf(parts):
                return self._joined(type(condition), parts)
            case Not(body) | Modal(_, body) | Quantified(_, _, body):
                written = self.of(body)
                return None if written is None else evolve(condition, body=written)
            case ConclusionTest(name) if name in self._rules:
                return self._joined(AnyOf, self._rules[name])
            case ClassTest(names):
                return self._of_classes(names)
            case _:
                return None

    def _is_common(self, condition: Condition) -> bool:
        """Whether both know each name in it, and spell it alike."""
        named = {
            name
            for node in walk(condition)
            if isinstance(node, ConclusionTest | ClassTest)
            for name in ([node.conclusion] if isinstance(node, ConclusionTest) else node.classes)
        }
        if not named <= self._names or not named <= _names_of(self._one):
            return False
        return self._spelled.of(condition) == self._elsewhere.of(condition)

    def _joined(self, kind: type[All | AnyOf], conditions: Iterable[Condition]) -> Condition | None:
        written = [self.of(each) for each in conditions]
        known = tuple(each for each in written if each is not None)
        if len(known) != len(written):
            return None
        return known[0] if len(known) == 1 else kind(known)

    def _of_classes(self, names: frozenset[str]) -> Condition | None:
        """Return when the class is one of these: the first few, or one after the others.

        One of the first few it is where one of their conditions holds; one further down, where
        its own does and no earlier one.
        """
        classes = self._one.classes
        places = [place for place, each in enumerate(classes) if each.id in names]
        if not places or len(places) < len(names):
            return None
        earlier = [each.when for each in classes[: places[0]] if each.when is not None]
        whens = [classes[place].when for place in places]
        if len(places) > 1 and places != list(range(len(places))):
            return None
        found: list[Condition] = [Not(each) for each in earlier]
        if None not in whens:
            own = tuple(each for each in whens if each is not None)
            found.append(own[0] if len(own) == 1 else AnyOf(own))
        return self._joined(All, found)


def _names_of(day: DayProtocol) -> set[str]:
    return {each.id for each in day.conclusions} | {each.id for each in day.classes}
