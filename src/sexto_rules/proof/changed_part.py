"""The part in which two conditions differ: where the one holds and the other does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from sexto_rules.facts.ages import AgeSet
from sexto_rules.proof.spelled import Spelling
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    Modal,
    Not,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import Conclusion, DayProtocol
from sexto_rules.protocol.wording import condition_words

__all__ = ["ChangedParts"]


class ChangedParts:
    """Finds the parts in which conditions of two protocols differ."""

    def __init__(
        self, one: DayProtocol, other: DayProtocol, back: ChangedParts | None = None
    ) -> None:
        """Make it for conditions of the one that hold where those of the other do not.

        `back` is the same the other way round; it is made where it is not given.
        """
        numbers: dict[object, int] = {}
        self._one, self._other = Spelling(one, numbers), Spelling(other, numbers)
        self._ones = {each.id: each for each in one.conclusions}
        self._others = {each.id: each for each in other.conclusions}
        self._one_day, self._other_day = one, other
        self._back = ChangedParts(other, one, self) if back is None else back

    def between(self, holds: Condition, fails: Condition) -> Condition | None:
        """Return the part of the first that holds where the second does not.

        What both have in common is left out, so that the part is short. None where they are
        spelled alike, or where nothing of the kind can be said.
        """
        if self._one.of(holds) == self._other.of(fails):
            return None
        if self._is_changed(holds) or self._is_changed(fails):
            return self.between(
                _rules_of(holds, self._ones) if self._is_changed(holds) else holds,
                _rules_of(fails, self._others) if self._is_changed(fails) else fails,
            )
        match holds, fails:
            case (All(), _) | (_, All()):
                return self._of_all(_parts(holds, All), _parts(fails, All))
            case (AnyOf(), _) | (_, AnyOf()):
                return self._of_any(_parts(holds, AnyOf), _parts(fails, AnyOf))
            case Quantified(one), Quantified(other) if one is other is Quantifier.SOME:
                body = self.between(holds.body, fails.body)
                same = holds.entity is fails.entity
                return evolve(holds, body=body) if same and body is not None else None
            case Not(body), Not(other_body):
                return self._back.between(other_body, body)
            case Modal(mode, body), Modal(other_mode, other_body) if mode is other_mode:
                return self.between(body, other_body) or self._back.between(other_body, body)
            case ClassTest(), ClassTest() if holds == fails:
                return self.between_classes()
            case _:
                return None if holds == fails else _of_tests(holds, fails)

    def between_classes(self) -> Condition | None:
        """Return the part in which the first class that is drawn differently differs."""
        others = {each.id: each.when for each in self._other_day.classes}
        for each in self._one_day.classes:
            if each.when is None:
                continue
            other = others.get(each.id)
            if other is None:
                return each.when
            part = self.between(each.when, other) or self._back.between(other, each.when)
            if part is not None:
                return part
        return None

    def _is_changed(self, condition: Condition) -> bool:
        """Whether it is a conclusion that the two protocols draw differently."""
        return (
            isinstance(condition, ConclusionTest)
            and condition.conclusion in self._ones.keys() & self._others.keys()
            and self._one.of(condition) != self._other.of(condition)
        )

    def _apart(
        self, holding: tuple[Condition, ...], failing: tuple[Condition, ...]
    ) -> tuple[list[Condition], list[Condition], list[Condition]]:
        """Return the parts of each that the other has not, and what differs in those written alike.

        Parts written alike differ by a conclusion or a class that is drawn differently.
        """
        ones = {self._one.of(each) for each in holding}
        others = {self._other.of(each) for each in failing}
        only = [each for each in holding if self._one.of(each) not in others]
        missing = [each for each in failing if self._other.of(each) not in ones]
        alike = [each for each in only if each in missing]
        parts = [self.between(each, each) for each in alike]
        return (
            [each for each in only if each not in alike],
            [each for each in missing if each not in alike],
            list(dict.fromkeys(each for each in parts if each is not None)),
        )

    def _of_all(
        self, holding: tuple[Condition, ...], failing: tuple[Condition, ...]
    ) -> Condition | None:
        """Return that one of the parts fails which only the other has."""
        only, missing, parts = self._apart(holding, failing)
        for each in missing:
            narrower = [self.between(one, each) for one in only]
            if None not in narrower:
                parts.append(_shortest([Not(each), *narrower]))
        return _joined(parts)

    def _of_any(
        self, holding: tuple[Condition, ...], failing: tuple[Condition, ...]
    ) -> Condition | None:
        """Return that one of the parts holds which the other has not."""
        only, missing, parts = self._apart(holding, failing)
        for each in only:
            narrower = [self.between(each, other) for other in missing]
            if None not in narrower:
                parts.append(_shortest([each, *narrower]))
        return _joined(parts)


def _shortest(conditions: Iterable[Condition | None]) -> Condition:
    found = [each for each in conditions if each is not None]
    return min(found, key=lambda each: len(condition_words(each)))


def _joined(parts: list[Condition]) -> Condition | None:
    parts = list(dict.fromkeys(parts))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _parts(condition: Condition, kind: type[All | AnyOf]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, kind) else (condition,)


def _rules_of(condition: Condition, conclusions: Mapping[str, Conclusion]) -> Condition:
    assert isinstance(condition, ConclusionTest), "only a conclusion has rules"
    whens = tuple(rule.when for rule in conclusions[condition.conclusion].rules)
    return whens[0] if len(whens) == 1 else AnyOf(whens)


def _of_tests(holds: Condition, fails: Condition) -> Condition | None:
    """Return a test of the values that the one takes and the other does not."""
    match holds, fails:
        case ValueTest(fact), ValueTest(other) if fact == other:
            values = holds.values - fails.values
            return ValueTest(fact, values) if values else None
        case AgeTest(of), AgeTest(whose) if of is whose:
            ages = AgeSet(holds.ages & ~fails.ages)
            return AgeTest(of, ages) if ages else None
        case RoleTest(of), RoleTest(whose) if of is whose:
            roles = holds.roles - fails.roles
            return RoleTest(of, roles) if roles else None
        case _:
            return All((holds, Not(fails)))
