"""What a condition is worth in a world, written from `design/language.md` alone.

Its own words, not those of the lowering: the engines' Program is held against this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Final, TypeAlias, assert_never

from sexto_rules.facts.ages import ALL_AGES
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.proof.facts import Fact
from sexto_rules.proof.solver import Formula, both, conj, disj, either, implies, neg
from sexto_rules.proof.three_values import (
    FALSE,
    TRUE,
    UNSURE,
    Value,
    certain,
    every,
    opposite,
    some,
)
from sexto_rules.proof.world import DevicePlace, PersonPlace, Place, World
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
from sexto_rules.protocol.model import DayProtocol

__all__ = ["About", "Meaning"]

About: TypeAlias = Place | Entity | None
"""A place; or a kind of entity, for one further of which nothing is known; or the incident."""

Bearers: TypeAlias = Sequence[tuple[Formula, Place | None]]
"""Whose fact it may be: where the formula holds, that of this place (None: nobody known)."""


class Meaning:
    """What every condition of the day is worth in a world; worked out once for each."""

    def __init__(self, world: World, day: DayProtocol | None = None) -> None:
        """Make it for a world, and one of the protocols that it was made for."""
        self.world: Final = world
        self.day: Final = world.day if day is None else day
        self._conclusions: dict[tuple[str, str | None], Value] = {}
        self._settled: dict[tuple[str, str | None], Formula] = {}
        self._shown: dict[object, Formula] = {}
        self._classes: dict[str, Formula] | None = None

    def close(self) -> list[Formula]:
        """Return what holds besides the rules of the world, once everything has been asked."""
        return []

    def value(self, condition: Condition, about: About = None) -> Value:  # noqa: PLR0911 - one line for each kind of condition
        """Return what a condition is worth."""
        match condition:
            case All(parts):
                return every(self.value(part, about) for part in parts)
            case AnyOf(parts):
                return some(self.value(part, about) for part in parts)
            case Not(body):
                return opposite(self.value(body, about))
            case Quantified():
                return self._quantified(condition)
            case Modal():
                return certain(self._modal(condition, about))
            case ConclusionTest(name):
                return self.conclusion(name, about)
            case ClassTest(names):
                possible = self.possible_classes()
                return Value(
                    conj(neg(may) for name, may in possible.items() if name not in names),
                    disj(possible[name] for name in sorted(names) if name in possible),
                )
            case ValueTest(fact, values):
                return self._of_bearer(
                    fact.of, about, lambda place: self._fact(fact, place).among(values), UNSURE
                )
            case AgeTest(of, ages):
                blank = TRUE if ages == ALL_AGES else UNSURE if ages else FALSE
                return self._of_bearer(of, about, lambda p: _person(p).ages.among(ages), blank)
            case RoleTest(of, roles):
                return self._of_bearer(of, about, lambda p: _person(p).roles.has(roles), UNSURE)
            case GapTest(years):
                return self._gap(years)
            case DoneTest():
                return certain(self._done(condition, about))
            case FactStatus(fact, mode):
                return certain(self._fact_status(fact, mode, about))
            case _:
                assert_never(condition)

    def conclusion(self, name: str, about: About = None) -> Value:
        """Return what a conclusion is worth: the `or` of its rules."""
        conclusion = next(each for each in self.day.conclusions if each.id == name)
        about = about if conclusion.for_each else None
        key = (name, _key(about))
        if key not in self._conclusions:
            self._conclusions[key] = some(self.value(rule.when, about) for rule in conclusion.rules)
        return self._conclusions[key]

    def possible_classes(self) -> dict[str, Formula]:
        """Return of each class that it is possible: not false, and no earlier one true."""
        if self._classes is None:
            found: dict[str, Formula] = {}
            none_before: Formula = True
            for one in self.day.classes:
                value = TRUE if one.when is None else self.value(one.when)
                found[one.id] = both(none_before, value.possible)
                none_before = both(none_before, neg(value.true))
            self._classes = found
        return self._classes

    def _quantified(self, condition: Quantified) -> Value:
        """`some` is an `or`, `every` an `and`, over what is listed, and one more while open."""
        entity, body = condition.entity, condition.body
        opened = neg(self.world.closed(entity))
        blank = self.value(body, entity)
        if condition.quantifier is Quantifier.EVERY:
            return Value(
                both(
                    neg(
                        self.exists(
                            ("not true", body), entity, lambda p: neg(self.value(body, p).true)
                        )
                    ),
                    implies(opened, blank.true),
                ),
                neg(
                    self.exists(
                        ("false", body), entity, lambda p: neg(self.value(body, p).possible)
                    )
                ),
            )
        some_of_them = Value(
            self.exists(("true", body), entity, lambda p: self.value(body, p).true),
            either(
                self.exists(("possible", body), entity, lambda p: self.value(body, p).possible),
                both(opened, blank.possible),
            ),
        )
        return some_of_them if condition.quantifier is Quantifier.SOME else opposite(some_of_them)

    def exists(self, key: object, entity: Entity, holds: Callable[[Place], Formula]) -> Formula:
        """Return that something holds of some listed person or device; `key` names it."""
        if (key, entity) not in self._shown:
            places = self.world.places(entity)
            self._shown[key, entity] = disj(both(each.filled, holds(each)) for each in places)
        return self._shown[key, entity]

    def exist_two(
        self, key: object, holds: Callable[[PersonPlace, PersonPlace], Formula]
    ) -> Formula:
        """Return that something holds of two different listed persons; `key` names it."""
        if key not in self._shown:
            self._shown[key] = disj(
                both(one.filled, other.filled, holds(one, other))
                for one, other in permutations(self.world.persons, 2)
            )
        return self._shown[key]

    def _modal(self, condition: Modal, about: About) -> Formula:
        value = self.value(condition.body, about)
        match condition.mode:
            case Mode.POSSIBLY:
                return value.possible
            case Mode.CERTAINLY:
                return value.true
            case Mode.UNKNOWN:
                return value.unknown
            case Mode.KNOWN:
                return neg(value.unknown)
            case Mode.CANNOT_SAY:
                return both(value.unknown, self.settled(condition.body, about))
            case _:
                assert_never(condition.mode)

    def _bearers(self, of: Of, about: About) -> Bearers:
        """Return whose fact it may be."""
        match of:
            case Of.INCIDENT | Of.ANSWERS:
                return [(True, None)]
            case Of.PERSON | Of.DEVICE:
                return [(True, about if isinstance(about, PersonPlace | DevicePlace) else None)]
            case Of.HOLDER if isinstance(about, DevicePlace):
                return [*about.held_by, (neg(about.holder_known), None)]
            case Of.HOLDER:
                return [(True, None)]
            case _:
                assert_never(of)

    def _of_bearer(
        self, of: Of, about: About, value_of: Callable[[Place | None], Value], blank: Value
    ) -> Value:
        """Return the value for whoever it is; `blank` for one of whom nothing is known."""
        found = []
        for guard, place in self._bearers(of, about):
            of_incident = of in {Of.INCIDENT, Of.ANSWERS}
            value = value_of(place) if place is not None or of_incident else blank
            found.append((guard, value))
        return Value(
            disj(both(guard, value.true) for guard, value in found),
            disj(both(guard, value.possible) for guard, value in found),
        )

    def _fact(self, fact: FactRef, place: Place | None) -> Fact:
        if fact.of is Of.ANSWERS:
            return self.world.answers[fact.name]
        return self.world.facts[fact.name] if place is None else place.facts[fact.name]

    def _done(self, condition: DoneTest, about: About) -> Formula:
        """Nothing was done to somebody of whom nothing is known."""
        if condition.of is Of.INCIDENT:
            return disj(self.world.done(act, None) for act in sorted(condition.acts))
        return disj(
            both(guard, self.world.done(act, place.name))
            for guard, place in self._bearers(condition.of, about)
            if place is not None
            for act in sorted(condition.acts)
        )

    def _gap(self, years: int) -> Value:
        """Two persons, one depicted and both involved, so many years apart."""

        def certainly(one: PersonPlace, other: PersonPlace) -> Formula:
            are_both = every([one.roles.has([Role.DEPICTED]), other.roles.involved])
            return both(are_both.true, one.ages.must_differ(other.ages, years))

        def possibly(one: PersonPlace, other: PersonPlace) -> Formula:
            are_both = every([one.roles.has([Role.DEPICTED]), other.roles.involved])
            return both(are_both.possible, one.ages.can_differ(other.ages, years))

        return Value(
            self.exist_two(("gap", years), certainly),
            either(
                neg(self.world.closed(Entity.PERSON)),
                self.exist_two(("gap possible", years), possibly),
            ),
        )

    def _fact_status(self, fact: FactRef, mode: Mode, about: About) -> Formula:
        known = self._known(fact, about)
        match mode:
            case Mode.KNOWN:
                return known
            case Mode.CANNOT_SAY:
                return both(neg(known), self._asked_in_vain(fact, about))
            case _:
                return neg(known)

    def _known(self, fact: FactRef, about: About) -> Formula:
        return disj(
            both(guard, self._known_of(fact, place))
            for guard, place in self._bearers(fact.of, about)
            if place is not None or fact.of in {Of.INCIDENT, Of.ANSWERS}
        )

    def _known_of(self, fact: FactRef, place: Place | None) -> Formula:
        if isinstance(place, PersonPlace):
            known = {
                "age": place.ages.known,
                "roles": place.roles.known,
                "adult": place.ages.adulthood_known,
            }
            if fact.name in known:
                return known[fact.name]
        if isinstance(place, DevicePlace) and fact.name == "holder":
            return place.holder_known
        return self._fact(fact, place).known

    def _asked_in_vain(self, fact: FactRef, about: About) -> Formula:
        """That nobody can say it, or who holds the device whose holder's fact it is."""
        found = []
        for guard, place in self._bearers(fact.of, about):
            if place is not None or fact.of in {Of.INCIDENT, Of.ANSWERS}:
                found.append(both(guard, self._unsayable_of(fact, place)))
            elif isinstance(about, DevicePlace):
                found.append(both(guard, about.holder_unsayable))
        return disj(found)

    def _unsayable_of(self, fact: FactRef, place: Place | None) -> Formula:
        if isinstance(place, PersonPlace):
            if fact.name == "age":
                return place.ages.unsayable
            if fact.name == "roles":
                return place.roles.settled(Role)
        if isinstance(place, DevicePlace) and fact.name == "holder":
            return place.holder_unsayable
        return self._fact(fact, place).unsayable

    def settled(self, condition: Condition, about: About = None) -> Formula:
        """Return that every fact the condition reads is known or one that nobody can say."""
        match condition:
            case All(parts) | AnyOf(parts):
                return conj(self.settled(part, about) for part in parts)
            case Not(body) | Modal(_, body):
                return self.settled(body, about)
            case Quantified(_, entity, body):
                unsettled = self.exists(
                    ("unsettled", body), entity, lambda p: neg(self.settled(body, p))
                )
                return both(self.world.list_settled(entity), neg(unsettled))
            case ConclusionTest(name):
                return self._conclusion_settled(name, about)
            case ClassTest():
                whens = (one.when for one in self.day.classes)
                return conj(self.settled(when) for when in whens if when is not None)
            case ValueTest(fact) | FactStatus(fact):
                return either(self._known(fact, about), self._asked_in_vain(fact, about))
            case AgeTest(of):
                return self._person_settled(of, about, lambda person: person.ages.settled)
            case RoleTest(of, roles):
                return self._person_settled(of, about, lambda person: person.roles.settled(roles))
            case GapTest():
                unsettled = self.exists(
                    "gap unsettled",
                    Entity.PERSON,
                    lambda p: neg(both(_person(p).roles.settled(Role), _person(p).ages.settled)),
                )
                return both(self.world.list_settled(Entity.PERSON), neg(unsettled))
            case DoneTest():
                return True
            case _:
                assert_never(condition)

    def _person_settled(
        self, of: Of, about: About, settled_of: Callable[[PersonPlace], Formula]
    ) -> Formula:
        found = []
        for guard, place in self._bearers(of, about):
            if place is not None:
                found.append(both(guard, settled_of(_person(place))))
            elif isinstance(about, DevicePlace):
                found.append(both(guard, about.holder_unsayable))
        return disj(found)

    def _conclusion_settled(self, name: str, about: About) -> Formula:
        conclusion = next(each for each in self.day.conclusions if each.id == name)
        about = about if conclusion.for_each else None
        key = (name, _key(about))
        if key not in self._settled:
            self._settled[key] = conj(self.settled(rule.when, about) for rule in conclusion.rules)
        return self._settled[key]


def _key(about: About) -> str | None:
    return about.name if isinstance(about, PersonPlace | DevicePlace) else about


def _person(place: Place | None) -> PersonPlace:
    assert isinstance(place, PersonPlace), "ages and roles are of persons"
    return place
