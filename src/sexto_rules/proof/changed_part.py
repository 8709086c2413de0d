"""The part in which two conditions differ: where the one holds and the other does not."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from sexto_rules.facts.ages import AgeSet
from sexto_rules.proof.spelled import Spelling
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ConclusionTest,
    Condition,
    Not,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import Conclusion, DayProtocol

__all__ = ["ChangedParts"]


class ChangedParts:
    """Finds the parts in which conditions of two protocols differ."""

    def __init__(self, one: DayProtocol, other: DayProtocol) -> None:
        """Make it for conditions of the one that hold where those of the other do not."""
        numbers: dict[object, int] = {}
        self._one, self._other = Spelling(one, numbers), Spelling(other, numbers)
        self._ones = {each.id: each for each in one.conclusions}
        self._others = {each.id: each for each in other.conclusions}

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
            case _:
                return _of_tests(holds, fails)

    def _is_changed(self, condition: Condition) -> bool:
        """Whether it is a conclusion that the two protocols draw differently."""
        return (
            isinstance(condition, ConclusionTest)
            and condition.conclusion in self._ones.keys() & self._others.keys()
            and self._one.of(condition) != self._other.of(condition)
        )

    def _apart(
        self, holding: tuple[Condition, ...], failing: tuple[Condition, ...]
    ) -> tuple[list[Condition], list[Condition]]:
        """Return the parts of each that the other has not."""
        ones = {self._one.of(each) for each in holding}
        others = {self._other.of(each) for each in failing}
        return (
            [each for each in holding if self._one.of(each) not in others],
            [each for each in failing if self._other.of(each) not in ones],
        )

    def _of_all(
        self, holding: tuple[Condition, ...], failing: tuple[Condition, ...]
    ) -> Condition | None:
        only, missing = self._apart(holding, failing)
        if not missing:
            return None
        if len(only) == len(missing) == 1:
            return self.between(only[0], missing[0])
        failed = Not(missing[0] if len(missing) == 1 else All(tuple(missing)))
        return All((*only, failed)) if only else failed

    def _of_any(
        self, holding: tuple[Condition, ...], failing: tuple[Condition, ...]
    ) -> Condition | None:
        only, missing = self._apart(holding, failing)
        if not only:
            return None
        if len(only) == len(missing) == 1:
            return self.between(only[0], missing[0])
        held = only[0] if len(only) == 1 else AnyOf(tuple(only))
        return All((held, *(Not(each) for each in missing))) if missing else held


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
