"""What is wanted of a condition, as what is wanted of its parts.

`Expansion` turns one wish into alternatives, each a list of smaller wishes, exactly as
`reference.conditions` gives the value of the whole from those of its parts. Tests of facts and
quantifiers are left to others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias, assert_never

from sexto_rules.analysis.possibility.rails import NEGATED, POSITIVE, Rail, Wish
from sexto_rules.facts.ages import ADULT_AGES
from sexto_rules.facts.vocabulary import Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    Modal,
    Mode,
    Not,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import Class, DayProtocol

__all__ = ["Alternatives", "Expansion"]

Alternatives: TypeAlias = Sequence[Sequence[Wish]]
"""One of them is enough, and all wishes of it are needed; none at all: it cannot be."""

_WHOLE: Final = frozenset({"adult", "roles"})
"""Attributes whose status is that of tests: of majority, of each role."""

_ANYTHING: Final[Alternatives] = ((),)


class Expansion:
    """The conditions of one day, taken apart."""

    def __init__(self, day: DayProtocol) -> None:
        """Remember the conclusions and the classes of the day."""
        self._classes = day.classes
        self._conclusions = {
            each.id: AnyOf(tuple(rule.when for rule in each.rules)) for each in day.conclusions
        }
        self._per_entity = {each.id for each in day.conclusions if each.for_each is not None}
        self._known: dict[FactRef, tuple[Condition, tuple[Condition, ...]]] = {}

    def speaks_of_one(self, condition: Condition) -> bool:
        """Whether the condition, named inside `for_each` or a quantifier, is about that one."""
        if isinstance(condition, ConclusionTest):
            return condition.conclusion in self._per_entity
        return not isinstance(condition, ClassTest)

    def alternatives(self, condition: Condition, rail: Rail) -> Alternatives | None:
        """Return what makes the condition as wanted; None for one that has no parts."""
        match condition:
            case Not(body):
                return ((Wish(body, NEGATED[rail]),),)
            case All(parts):
                return _of_all(parts, rail, {Rail.TRUE, Rail.NOT_FALSE, Rail.SETTLED})
            case AnyOf(parts):
                return _of_all(parts, rail, {Rail.FALSE, Rail.NOT_TRUE, Rail.SETTLED})
            case ConclusionTest(name):
                return ((Wish(self._conclusions.get(name, AnyOf(())), rail),),)
            case Modal(mode, body):
                return _modal(mode, body, rail)
            case ClassTest(names):
                return self._of_class(names, rail)
            case RoleTest(of, roles) if len(roles) > 1:
                ones = tuple(RoleTest(of, frozenset({role})) for role in sorted(roles))
                return self.alternatives(AnyOf(ones), rail)
            case DoneTest(acts, of) if len(acts) > 1:
                return self.alternatives(
                    AnyOf(tuple(DoneTest(frozenset({act}), of) for act in sorted(acts))), rail
                )
            case FactStatus(fact, mode) if fact.name in _WHOLE:
                return self._status(fact, mode, rail)
            case _:
                return None

    def _of_class(self, names: frozenset[str], rail: Rail) -> Alternatives:
        match rail:
            case Rail.TRUE:
                return self._surely_among(names)
            case Rail.FALSE:
                return self._surely_among(frozenset(each.id for each in self._classes) - names)
            case Rail.NOT_FALSE:
                return self._possibly_among(names)
            case Rail.NOT_TRUE:
                return self._possibly_among(frozenset(each.id for each in self._classes) - names)
            case _:
                return (tuple(Wish(w, rail) for each in self._classes if (w := each.when)),)

    def _surely_among(self, names: frozenset[str]) -> Alternatives:
        """One class is true, and those before it are not; of these, others cannot be possible."""
        found: list[list[Wish]] = []
        before: list[Wish] = []
        for each in self._classes:
            if each.id in names:
                found.append([*before, *_when(each, Rail.TRUE)])
            if each.when is None:
                return found
            before.append(Wish(each.when, Rail.NOT_TRUE if each.id in names else Rail.FALSE))
        return [*found, before]

    def _possibly_among(self, names: frozenset[str]) -> Alternatives:
        """One of the classes is not false, and no earlier one is true."""
        found: list[list[Wish]] = []
        before: list[Wish] = []
        for each in self._classes:
            if each.id in names:
                found.append([*before, *_when(each, Rail.NOT_FALSE)])
            if each.when is None:
                break
            before.append(Wish(each.when, Rail.NOT_TRUE))
        return found

    def _status(self, fact: FactRef, mode: Mode, rail: Rail) -> Alternatives:
        """Return what makes the status of a majority, or of all roles, be as wanted."""
        known, bodies = self._parts_of(fact)
        settled = tuple(Wish(body, Rail.SETTLED) for body in bodies)
        if rail is Rail.SETTLED:
            return (settled,)
        holds = rail in POSITIVE
        match mode:
            case Mode.KNOWN:
                return ((Wish(known, Rail.TRUE if holds else Rail.FALSE),),)
            case Mode.CANNOT_SAY:
                return ((Wish(known, Rail.FALSE), *settled),) if holds else _ANYTHING
            case _:
                return ((Wish(known, Rail.FALSE if holds else Rail.TRUE),),)

    def _parts_of(self, fact: FactRef) -> tuple[Condition, tuple[Condition, ...]]:
        """Return when the fact is known, as a condition, and the tests that it is made of."""
        if fact not in self._known:
            bodies: tuple[Condition, ...] = (AgeTest(fact.of, ADULT_AGES),)
            if fact.name == "roles":
                bodies = tuple(RoleTest(fact.of, frozenset({role})) for role in Role)
            known = All(tuple(Modal(Mode.KNOWN, body) for body in bodies))
            self._known[fact] = (known, bodies)
        return self._known[fact]


def _when(one: Class, rail: Rail) -> list[Wish]:
    """Return what is wanted of the condition of a class; that of `otherwise` is true."""
    return [] if one.when is None else [Wish(one.when, rail)]


def _of_all(parts: tuple[Condition, ...], rail: Rail, wanted_of_each: set[Rail]) -> Alternatives:
    wishes = tuple(Wish(part, rail) for part in parts)
    return (wishes,) if rail in wanted_of_each else tuple((wish,) for wish in wishes)


def _modal(mode: Mode, body: Condition, rail: Rail) -> Alternatives:
    """Return what makes a question about a truth value be answered as wanted."""
    if rail is Rail.SETTLED:
        return ((Wish(body, rail),),)
    holds = rail in POSITIVE
    unknown = (Wish(body, Rail.NOT_TRUE), Wish(body, Rail.NOT_FALSE))
    known: Alternatives = ((Wish(body, Rail.TRUE),), (Wish(body, Rail.FALSE),))
    if isinstance(body, ValueTest | RoleTest) and not _is_of_several(body):
        known = ((Wish(body, Rail.KNOWN),),)
    match mode:
        case Mode.POSSIBLY:
            return ((Wish(body, Rail.NOT_FALSE if holds else Rail.FALSE),),)
        case Mode.CERTAINLY:
            return ((Wish(body, Rail.TRUE if holds else Rail.NOT_TRUE),),)
        case Mode.UNKNOWN:
            return (unknown,) if holds else known
        case Mode.KNOWN:
            return known if holds else (unknown,)
        case Mode.CANNOT_SAY:
            return ((*unknown, Wish(body, Rail.SETTLED)),) if holds else _ANYTHING
        case _:
            assert_never(mode)


def _is_of_several(test: ValueTest | RoleTest) -> bool:
    """Whether a test is made of others: of one role each, or of an age."""
    return len(test.roles) > 1 if isinstance(test, RoleTest) else test.fact.name == "adult"
