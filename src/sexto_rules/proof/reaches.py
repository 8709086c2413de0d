"""What a condition can still become in a world, once open facts are learned, as formulas.

The same as `decisions.residual` says of one incident, and never less. Which facts a decision names
as those that may free a line follows from it; what is decided of one incident has the last word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias, assert_never

from attrs import frozen

from sexto_rules.decisions.openness import COMPLETE
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.proof.age_reach import age_reach, is_age_open, may_become_a_claim
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.facts import Fact
from sexto_rules.proof.reach import Reach, opposite_reach, reach_now, some_reach
from sexto_rules.proof.solver import Formula, both, disj, either, neg
from sexto_rules.proof.world import DevicePlace, PersonPlace, Place
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
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)

__all__ = ["Around", "Fresh", "Reaches"]


@frozen
class Fresh:
    """One more person or device that may be listed, of whom anything may be told."""

    entity: Entity


Around: TypeAlias = Place | Entity | Fresh | None
"""What a condition is about; a kind of entity is one further of which nothing is ever known."""

_Leaf: TypeAlias = ValueTest | AgeTest | RoleTest | GapTest | DoneTest | FactStatus


_LISTS: Final = {name: kind for kind, name in COMPLETE.items()}
_FALSE: Final = Reach(false=True, unknown=False, true=False)
_TRUE: Final = Reach(false=False, unknown=False, true=True)
_ANY: Final = Reach(false=True, unknown=True, true=True)
_EITHER_WAY: Final = Reach(false=True, unknown=False, true=True)


class Reaches:
    """What every condition of a day can still become in a world."""

    def __init__(self, meaning: Meaning) -> None:
        """Make it for what conditions are worth there now."""
        self._meaning = meaning
        self._world = meaning.world
        self._conclusions = {each.id: each for each in meaning.day.conclusions}
        self._known: dict[tuple[Condition, object], Reach] = {}

    def of(self, condition: Condition, about: Around = None) -> Reach:
        """Return which values a condition can still have."""
        whose = about.name if isinstance(about, PersonPlace | DevicePlace) else about
        key = (condition, (type(about), whose))
        if key not in self._known:
            self._known[key] = self._worked_out(condition, about)
        return self._known[key]

    def _worked_out(self, condition: Condition, about: Around) -> Reach:
        match condition:
            case All(parts):
                return opposite_reach(
                    some_reach([opposite_reach(self.of(part, about)) for part in parts])
                )
            case AnyOf(parts):
                return some_reach([self.of(part, about) for part in parts])
            case Not(body):
                return opposite_reach(self.of(body, about))
            case ConclusionTest(name):
                conclusion = self._conclusions[name]
                its = about if conclusion.for_each else None
                return some_reach([self.of(rule.when, its) for rule in conclusion.rules])
            case Quantified():
                return self._quantified(condition)
            case Modal():
                return self._modal(condition, about)
            case ClassTest(names):
                return self._class_test(names)
            case ValueTest() | AgeTest() | RoleTest() | GapTest() | DoneTest() | FactStatus():
                return self._of_leaf(condition, about)
            case _:
                assert_never(condition)

    def _quantified(self, condition: Quantified) -> Reach:
        """`every` is: of nobody it is not so."""
        entity, body = condition.entity, condition.body
        is_every = condition.quantifier is Quantifier.EVERY

        def reach(about: Around) -> Reach:
            found = self.of(body, about)
            return opposite_reach(found) if is_every else found

        def some(how: str, holds: Callable[[Reach], Formula]) -> Formula:
            key = (f"reach {'every' if is_every else 'some'} {how}", body)
            return self._meaning.exists(key, entity, lambda place: holds(reach(place)))

        further = self._further(entity, reach)
        found = Reach(
            both(neg(some("surely", lambda each: neg(each.false))), further.false),
            both(
                either(some("perhaps", lambda each: each.unknown), further.unknown),
                neg(some("only", lambda each: neg(each.not_true))),
                further.not_true,
            ),
            either(some("true", lambda each: each.true), further.true),
        )
        return found if condition.quantifier is Quantifier.SOME else opposite_reach(found)

    def _further(self, entity: Entity, reach: Callable[[Around], Reach]) -> Reach:
        """Return what those not listed add to an `or`: at most unknown, until they are listed."""
        closed = self._world.closed(entity)
        blank = reach(entity)
        capped = Reach(blank.false, blank.possible, true=False)
        opened = neg(self._world.list_settled(entity))
        unlisted = capped.widened(_FALSE, opened).widened(reach(Fresh(entity)), opened)
        nobody: Reach = Reach(closed, unknown=False, true=False)
        return nobody.widened(unlisted, neg(closed))

    def _modal(self, condition: Modal, about: Around) -> Reach:
        body = self.of(condition.body, about)
        match condition.mode:
            case Mode.POSSIBLY:
                return Reach(body.false, unknown=False, true=body.possible)
            case Mode.CERTAINLY:
                return Reach(body.not_true, unknown=False, true=body.true)
            case Mode.UNKNOWN:
                return Reach(either(body.false, body.true), unknown=False, true=body.unknown)
            case Mode.KNOWN:
                return Reach(body.unknown, unknown=False, true=either(body.false, body.true))
            case Mode.CANNOT_SAY:
                return self._cannot_say(condition, body, about)
            case _:
                assert_never(condition.mode)

    def _cannot_say(self, condition: Modal, body: Reach, about: Around) -> Reach:
        """Unless it can no more be unknown, any open fact that it reads can change this."""
        if isinstance(about, Fresh):
            return Reach(true=body.unknown, unknown=False, false=True)
        holds = self._meaning.value(condition, about).true
        stays = both(holds, neg(body.false), neg(body.true))
        return Reach(true=body.unknown, unknown=False, false=neg(both(body.unknown, stays)))

    def _class_test(self, names: frozenset[str]) -> Reach:
        """Go through the classes with what can be: one asked for is possible, another one is."""
        states: dict[tuple[bool, bool], Formula] = {(False, False): True}
        reach = Reach(false=False, unknown=False, true=False)
        for one in self._meaning.day.classes:
            of_class = _TRUE if one.when is None else self.of(one.when)
            inside = one.id in names
            found: dict[tuple[bool, bool], list[Formula]] = {}
            for (asked, other), holds in states.items():
                with_it = (asked or inside, other or not inside)
                reach = reach.widened(_class_truth(*with_it), both(holds, of_class.true))
                found.setdefault(with_it, []).append(both(holds, of_class.unknown))
                found.setdefault((asked, other), []).append(both(holds, of_class.false))
            states = {state: disj(ways) for state, ways in found.items()}
        for state, holds in states.items():
            reach = reach.widened(_class_truth(*state), holds)
        return reach

    def _of_leaf(self, leaf: _Leaf, about: Around) -> Reach:
        """Return the value now, and what it may become where an open fact can change it."""
        if isinstance(about, PersonPlace):
            if isinstance(leaf, RoleTest):
                return some_reach([_of_role(about, role) for role in sorted(leaf.roles)])
            if isinstance(leaf, AgeTest):
                return age_reach(about.ages, leaf.ages)
        told_of = about.entity if isinstance(about, Fresh) else about
        now = reach_now(self._meaning.value(leaf, told_of))
        more = _EITHER_WAY if isinstance(leaf, FactStatus) else _ANY
        return now.widened(more, self._is_open(leaf, about))

    def _is_open(self, leaf: _Leaf, about: Around) -> Formula:
        """Return that some open fact can change the value of a test."""
        match leaf:
            case DoneTest():
                return False
            case GapTest():
                return self._is_gap_open(leaf)
            case ValueTest(FactRef(Of.INCIDENT, name)) | FactStatus(FactRef(Of.INCIDENT, name)) if (
                name in _LISTS
            ):
                return neg(self._world.list_settled(_LISTS[name]))
            case ValueTest(fact) | FactStatus(fact):
                of, is_of_age = fact.of, fact.name in {"age", "adult"}
            case AgeTest(of):
                is_of_age = True
            case RoleTest(of):
                is_of_age = False
            case _:
                assert_never(leaf)
        if of in {Of.INCIDENT, Of.ANSWERS}:
            return neg(self._meaning.settled(leaf))
        if isinstance(about, Fresh):
            return True
        if about is None or isinstance(about, Entity):
            return False
        if not is_of_age:
            return neg(self._meaning.settled(leaf, about))
        if isinstance(about, PersonPlace):
            return is_age_open(about.ages)
        known = (both(held, is_age_open(person.ages)) for held, person in about.held_by)
        return disj((*known, neg(either(about.holder_known, about.holder_unsayable))))

    def _is_gap_open(self, leaf: GapTest) -> Formula:
        """Return that it is not settled, or may not stay so as somebody may only claim an age."""
        claims = self._meaning.exists(
            "reach claims", Entity.PERSON, lambda place: may_become_a_claim(_person(place).ages)
        )
        unsure = either(self._meaning.value(leaf).unknown, claims)
        return both(unsure, either(neg(self._meaning.settled(leaf)), claims))


def _class_truth(asked: bool, other: bool) -> Reach:  # noqa: FBT001 - a pair, taken apart
    if not other:
        return _TRUE
    return Reach(false=not asked, unknown=asked, true=False)


def _of_role(place: PersonPlace, role: Role) -> Reach:
    fact: Fact = place.roles.each[role]
    opened = neg(either(fact.settled, place.roles.unsayable))
    return Reach(either(fact.no, opened), neg(fact.known), either(fact.yes, opened))


def _person(place: Place) -> PersonPlace:
    assert isinstance(place, PersonPlace), "ages are of persons"
    return place
