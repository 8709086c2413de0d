"""From the conditions of a protocol to formulas over what is still open.

`design/language.md`, *Conditions* and *Three values*, said once more in other words: it is held
against the reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from sexto_rules.decisions.exact.facts import Whose
from sexto_rules.decisions.exact.formulas import CONSTANTS, TRUE, UNKNOWN, Formula
from sexto_rules.decisions.exact.sayable import SayableFormulas
from sexto_rules.decisions.exact.variables import BEFORE_AND_AFTER, MANY, Further, Variables
from sexto_rules.decisions.openness import NEW, listed, path_of
from sexto_rules.decisions.residual import Residuals
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
    Mode,
    Not,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.reference import BLANK
from sexto_rules.reference.knowledge import Blank

__all__ = ["Builder", "Whose"]


class Builder(SayableFormulas):
    """Makes the formulas of one incident, each once.

    A condition of which but one value is in reach needs none of what it is made of.
    """

    def __init__(self, variables: Variables, residuals: Residuals) -> None:
        """Begin with none."""
        super().__init__(variables)
        self._residuals = residuals
        self._conclusions = {each.id: each for each in variables.day.conclusions}
        self._made: dict[tuple[int, str], Formula] = {}
        self._settled: dict[tuple[int, str], Formula] = {}
        self._askings: dict[tuple[bool, Condition], int] = {}

    def of(self, condition: Condition, whose: Whose = None) -> Formula:
        """Return the formula of a condition about a person or device, or about none."""
        key = (id(condition), _key(whose))
        found = self._made.get(key)
        if found is None:
            about = NEW if isinstance(whose, Further) else whose
            reach = self._residuals.of(condition, about).reach
            found = CONSTANTS.get(reach) or self._value(condition, whose)
            self._made[key] = found
        return found

    def settled(self, condition: Condition, whose: Whose) -> Formula:
        """Return whether all that a condition reads is known, or is what nobody can say."""
        key = (id(condition), _key(whose))
        found = self._settled.get(key)
        if found is None:
            found = self._settled[key] = self._whether_settled(condition, whose)
        return found

    def _value(self, condition: Condition, whose: Whose) -> Formula:  # noqa: PLR0911 - one each
        assert not isinstance(condition, DoneTest), "what was done is not learned"
        match condition:
            case All(parts):
                return self.make.all_of(self.of(part, whose) for part in parts)
            case AnyOf(parts):
                return self.make.any_of(self.of(part, whose) for part in parts)
            case Not(body):
                return self.make.negated(self.of(body, whose))
            case Modal(Mode.CANNOT_SAY, body):
                value = self.make.asked(Mode.UNKNOWN, self.of(body, whose))
                return self.make.all_of((value, self.settled(body, whose)))
            case Modal(mode, body):
                return self.make.asked(mode, self.of(body, whose))
            case ConclusionTest(name):
                conclusion = self._conclusions[name]
                about = whose if conclusion.for_each else None
                return self.make.any_of(self.of(rule.when, about) for rule in conclusion.rules)
            case ClassTest(names):
                return self._class_test(names)
            case Quantified():
                return self._quantified(condition)
            case ValueTest(fact, values):
                return self.by_bearer(
                    fact.of, whose, lambda one: self.fact(fact, one, lambda it: it in values)
                )
            case AgeTest(of, ages):
                return self.by_bearer(of, whose, lambda one: self.age(one, ages))
            case RoleTest(of, roles):
                return self.by_bearer(of, whose, lambda one: self.roles(one, roles))
            case GapTest(years):
                return self.gap(years)
            case FactStatus(fact, mode):
                return self.status(fact, mode, whose)
            case _:
                assert_never(condition)

    def possible_classes(self) -> Iterator[tuple[str, Formula]]:
        """Yield whether each class is possible, up to one that is certain."""
        none_before = TRUE
        for each in self.variables.day.classes:
            value = TRUE if each.when is None else self.of(each.when)
            yield each.id, self.make.all_of((none_before, self.make.asked(Mode.POSSIBLY, value)))
            none_before = self.make.all_of(
                (none_before, self.make.negated(self.make.asked(Mode.CERTAINLY, value)))
            )

    def _class_test(self, names: frozenset[str]) -> Formula:
        possible = list(self.possible_classes())
        among = self.make.any_of(each for name, each in possible if name in names)
        other = self.make.any_of(each for name, each in possible if name not in names)
        return self.make.any_of((self.make.negated(other), self.make.all_of((among, UNKNOWN))))

    def _quantified(self, condition: Quantified) -> Formula:
        kind, body = condition.entity, condition.body
        is_every = condition.quantifier is Quantifier.EVERY
        found = [self.of(body, each) for each in listed(self.incident, kind)]
        found += [
            self._beside(self.is_listed(one), value, is_every=is_every)
            for one, value in self._further(condition)
        ]
        blank = self.of(body, BLANK)
        blank = (
            self.make.any_of((blank, UNKNOWN)) if is_every else self.make.all_of((blank, UNKNOWN))
        )
        found.append(self._beside(self.is_list_not_closed(kind), blank, is_every=is_every))
        if is_every:
            return self.make.all_of(found)
        return (
            self.make.negated(self.make.any_of(found))
            if condition.quantifier is Quantifier.NONE
            else self.make.any_of(found)
        )

    def _further(self, condition: Quantified) -> Iterator[tuple[Further, Formula]]:
        """Yield those not listed yet, each with what the condition says of them.

        Of any number one accounts for what they make of it before a step, and one after it: the
        same, where nothing but themselves counts for it.
        """
        is_accounted_for = False
        asking = self._asking(condition)
        for one in self.variables.further(condition.entity, asking, BEFORE_AND_AFTER):
            if one.place == MANY and is_accounted_for:
                continue
            value = self.of(condition.body, one)
            yield one, value
            if one.place == MANY:
                own = path_of(one.kind, one.id, "")
                is_accounted_for = all(each.name.startswith(own) for each in value.inside)

    def _asking(self, condition: Quantified) -> str:
        """Return what stands for all that ask the same of everybody: the same one answers them."""
        key = (condition.quantifier is Quantifier.EVERY, condition.body)
        return f"asking {self._askings.setdefault(key, len(self._askings))}"

    def _beside(self, there: Formula, value: Formula, *, is_every: bool) -> Formula:
        """Return what one adds to an `or` (or an `and`) if it is there."""
        return (
            self.make.any_of((self.make.negated(there), value))
            if is_every
            else self.make.all_of((there, value))
        )

    def _whether_settled(self, condition: Condition, whose: Whose) -> Formula:
        match condition:
            case All(parts) | AnyOf(parts):
                return self.make.all_of(self.settled(part, whose) for part in parts)
            case Not(body) | Modal(_, body):
                return self.settled(body, whose)
            case Quantified(_, kind, body):
                found = [self.settled(body, each) for each in listed(self.incident, kind)]
                found += [
                    self.make.any_of(
                        (self.make.negated(self.is_listed(one)), self.settled(body, one))
                    )
                    for one in self.variables.further(
                        kind, self._asking(condition), BEFORE_AND_AFTER
                    )
                ]
                return self.make.all_of((self.list_settled(kind), *found))
            case ConclusionTest(name):
                conclusion = self._conclusions[name]
                about = whose if conclusion.for_each else None
                return self.make.all_of(self.settled(rule.when, about) for rule in conclusion.rules)
            case ClassTest():
                return self.make.all_of(
                    self.settled(each.when, None)
                    for each in self.variables.day.classes
                    if each.when is not None
                )
            case ValueTest(fact) | FactStatus(fact):
                return self.by_bearer(
                    fact.of,
                    whose,
                    lambda one: self.make.any_of(
                        (self.known(fact, one), self.unsayable(fact, one, whose))
                    ),
                )
            case AgeTest(of):
                return self.by_bearer(of, whose, lambda one: self.age_settled(one, whose))
            case RoleTest(of, roles):
                return self.by_bearer(
                    of,
                    whose,
                    lambda one: self.make.all_of(
                        self.role_settled(role, one, whose) for role in roles
                    ),
                )
            case GapTest(years):
                return self.gap_settled(years)
            case DoneTest():
                return TRUE
            case _:
                assert_never(condition)


def _key(whose: Whose) -> str:
    if whose is None or isinstance(whose, Blank):
        return str(whose)
    return whose.id
