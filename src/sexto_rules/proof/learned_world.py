"""A world as it is after one way of learning more, whatever was known of it before.

A *step* says what is told wherever that is still open: of the incident, of whom a line is about, of
everybody else, and who is listed besides. What is known, what nobody can say and the journal stay.
So of every incident the world before allows, this is an incident in which only more is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from sexto_rules.decisions.openness import COMPLETE
from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.proof.facts import ADULT, Ages, Fact, Roles
from sexto_rules.proof.solver import Formula, Number, both, either, greater, lesser, neg, where
from sexto_rules.proof.world import DevicePlace, PersonPlace, Place, World
from sexto_rules.protocol.conditions import Of

__all__ = ["Bound", "LearnedWorld", "Step", "Told"]

_Value: TypeAlias = str | bool


class Bound(Enum):
    """An age to be told: the lowest that is possible, or the highest."""

    LOWEST = "lowest"
    HIGHEST = "highest"


@frozen
class Told:
    """What is told of a person or a device: facts, roles and an age, where they are open."""

    facts: Mapping[str, _Value] = field(factory=dict)
    roles: Mapping[Role, bool] = field(factory=dict)
    age: int | Bound | None = None


@frozen
class Step:
    """What is learned: of the incident, the target of a line, all others, and whom else there is.

    A list is closed once those who are listed besides stand in it.
    """

    incident: Mapping[str, _Value] = field(factory=dict)
    answers: Mapping[str, _Value] = field(factory=dict)
    target: Told = field(factory=Told)
    others: Mapping[Entity, Told] = field(factory=dict)
    listed: Mapping[Entity, Sequence[Told]] = field(factory=dict)


class LearnedWorld(World):
    """The world after a step: every place of the world before, and those listed besides.

    Nothing in it is free: each formula is one of the world before. Places are added to both.
    """

    def __init__(self, before: World, step: Step, target: str | None, name: str) -> None:
        """Make it; `target` is the place of the world before that the line is about."""
        self.before: Final = before
        self.step: Final = step
        self._target = target
        self._mirrored: dict[str, Place] = {}
        super().__init__(before.day, name)
        new_persons = [
            self._new_person(number, told)
            for number, told in enumerate(step.listed.get(Entity.PERSON, ()))
        ]
        new_devices = [
            self._new_device(number, told)
            for number, told in enumerate(step.listed.get(Entity.DEVICE, ()))
        ]
        self.listed: Final[Mapping[Entity, Sequence[Place]]] = {
            Entity.PERSON: new_persons,
            Entity.DEVICE: new_devices,
        }
        self.persons.extend(new_persons)
        self.devices.extend(new_devices)
        self.mirror()

    def mirror(self) -> None:
        """Take over the places that the world before has got meanwhile."""
        for person in self.before.persons:
            if person.name not in self._mirrored:
                place = self._mirrored[person.name] = self._person(person)
                self.persons.append(place)
        for device in self.before.devices:
            if device.name not in self._mirrored:
                same = self._mirrored[device.name] = self._device(device)
                self.devices.append(same)

    def add_person(self) -> PersonPlace:
        """Return a new place for a person, in both worlds."""
        added = self.before.add_person()
        self.mirror()
        return self._same_person(added)

    def add_device(self, holders: Sequence[PersonPlace]) -> DevicePlace:
        """Return a new place for a device, in both worlds."""
        names = {each.name for each in holders}
        added = self.before.add_device([each for each in self.before.persons if each.name in names])
        self.mirror()
        place = self._mirrored[added.name]
        assert isinstance(place, DevicePlace), "a device has the place of a device"
        return place

    def place_of(self, place: Place) -> Place:
        """Return the place in this world of who stands in one of the world before."""
        return self._mirrored[place.name]

    def done(self, act: str, target: str | None) -> Formula:
        """Return what the journal has: the same as before."""
        return self.before.done(act, target)

    def done_for(self, directive: str, act: str, target: str | None) -> Formula:
        """Return what the journal has: the same as before."""
        return self.before.done_for(directive, act, target)

    def done_for_all(self, act: str, target: str | None) -> Formula:
        """Return what the journal has: the same as before."""
        return self.before.done_for_all(act, target)

    def journal(self) -> Iterator[tuple[str | None, str, str | None, Formula]]:
        """Yield the entries there may be: the same as before."""
        return self.before.journal()

    def _facts_of(self, of: Of, prefix: str) -> dict[str, Fact]:
        """Return the facts of the incident after the step; those of places come from before."""
        del prefix
        if of is Of.ANSWERS:
            return _learned(self.before.answers, self.step.answers)
        told = self.step.incident
        facts = _learned(self.before.facts, told)
        for name in COMPLETE.values():
            if told.get(name) is True:
                facts[name] = _closed(self.before.facts[name])
        return facts

    def _may_be_done(self, kind: Entity | None, target: str | None, *, filled: Formula) -> None:
        """The journal is the one before."""

    def _told(self, place: Place, kind: Entity) -> Told:
        if place.name == self._target:
            return self.step.target
        return self.step.others.get(kind, Told())

    def _same_person(self, before: PersonPlace) -> PersonPlace:
        place = self._mirrored[before.name]
        assert isinstance(place, PersonPlace), "a person has the place of a person"
        return place

    def _person(self, before: PersonPlace) -> PersonPlace:
        told = self._told(before, Entity.PERSON)
        unsayable = before.roles.unsayable
        roles = Roles(
            {
                role: _told_fact(fact, told.roles.get(role), where_open=neg(unsayable))
                for role, fact in before.roles.each.items()
            },
            unsayable,
        )
        ages = _learned_ages(before.ages, told)
        facts = _learned(before.facts, told.facts)
        facts |= {"adult": ages.adult, "adult_suspected": ages.suspected}
        return evolve(before, roles=roles, ages=ages, facts=facts)

    def _device(self, before: DevicePlace) -> DevicePlace:
        told = self._told(before, Entity.DEVICE).facts
        facts = _learned(before.facts, told)
        is_open = neg(before.facts["in_hand"].settled)
        return evolve(
            before,
            held_by=tuple((held, self._same_person(each)) for held, each in before.held_by),
            facts=facts,
            told_in_hand=_told_fact(before.told_in_hand, told.get("in_hand"), where_open=is_open),
        )

    def _new_person(self, number: int, told: Told) -> PersonPlace:
        adult, suspected = (
            _constant((True, False), told.facts.get(name)) for name in ("adult", "adult_suspected")
        )
        roles = {role: _constant((True, False), told.roles.get(role)) for role in Role}
        facts = {
            name: _constant(values, told.facts.get(name))
            for name, values in self.used.of_entity(Of.PERSON).items()
        }
        return PersonPlace(
            name=f"new{number + 1}",
            filled=neg(self.before.list_settled(Entity.PERSON)),
            roles=Roles(roles, unsayable=False),
            ages=_constant_ages(told.age, adult, suspected),
            facts=facts | {"adult": adult, "adult_suspected": suspected},
        )

    def _new_device(self, number: int, told: Told) -> DevicePlace:
        facts = {
            name: _constant(values, told.facts.get(name))
            for name, values in self.used.of_entity(Of.DEVICE).items()
        }
        return DevicePlace(
            name=f"dev{number + 1}",
            filled=neg(self.before.list_settled(Entity.DEVICE)),
            held_by=(),
            holder_unsayable=False,
            facts=facts,
            told_in_hand=facts["in_hand"],
            secured_last=False,
        )


def _told_fact(fact: Fact, value: _Value | None, *, where_open: Formula = True) -> Fact:
    """Return the fact with a value told where it is open; None where none is."""
    if value is None:
        return fact
    opened = both(neg(fact.settled), where_open)
    told = {
        each: either(formula, opened) if each == value else formula
        for each, formula in fact.told.items()
    }
    return Fact(told, fact.unsayable)


def _learned(facts: Mapping[str, Fact], told: Mapping[str, _Value]) -> dict[str, Fact]:
    return {name: _told_fact(fact, told.get(name)) for name, fact in facts.items()}


def _closed(complete: Fact) -> Fact:
    """A list is open also where it is told not to be complete."""
    told: dict[_Value, Formula] = {True: neg(complete.unsayable), False: False}
    return Fact(told, complete.unsayable)


def _constant(values: Iterable[_Value], value: _Value | None) -> Fact:
    return Fact({each: value is not None and each == value for each in values}, unsayable=False)


def _constant_ages(age: int | Bound | None, adult: Fact, suspected: Fact) -> Ages:
    low, high = (age, age) if isinstance(age, int) else (0, OLDEST)
    return Ages(
        low=low,
        high=high,
        exact=isinstance(age, int),
        adult=adult,
        suspected=suspected,
        unsayable=False,
        lowest=max(low, ADULT) if adult.yes else low,
        highest=min(high, ADULT - 1) if adult.no else high,
        widened=both(suspected.yes, neg(adult.known)),
    )


def _learned_ages(before: Ages, told: Told) -> Ages:
    """Return the ages after a step: whatever of it would contradict what is known is not told.

    An age that is but a claim gives way to that of an adult; that somebody is an adult refutes it.
    """
    low, high, exact = before.low, before.high, before.exact
    suspected = _told_fact(before.suspected, told.facts.get("adult_suspected"))
    is_claim = both(suspected.yes, neg(before.adult.known))
    if told.age is not None:
        age: Number = told.age
        if isinstance(told.age, Bound):
            age = before.lowest if told.age is Bound.LOWEST else before.highest
        fits = either(
            both(before.lowest <= age, age <= before.highest), both(is_claim, age >= ADULT)
        )
        new = both(neg(exact), neg(before.unsayable), fits)
        low, high = where(new, age, low), where(new, age, high)
        exact = either(exact, new)
    adult = told.facts.get("adult")
    if adult is True:
        refuted = both(is_claim, neg(before.adult.settled), high < ADULT)
        low, high = where(refuted, 0, low), where(refuted, OLDEST, high)
        exact = both(exact, neg(refuted))
    consistent = True if adult is None else (high >= ADULT if adult else low < ADULT)
    is_adult = _told_fact(before.adult, adult, where_open=consistent)
    return Ages(
        low=low,
        high=high,
        exact=exact,
        adult=is_adult,
        suspected=suspected,
        unsayable=before.unsayable,
        lowest=where(is_adult.yes, greater(low, ADULT), low),
        highest=where(is_adult.no, lesser(high, ADULT - 1), high),
        widened=both(suspected.yes, neg(is_adult.known)),
    )
