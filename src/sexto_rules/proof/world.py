"""An incident nobody has fixed: its facts, its journal, and places for persons and devices.

Every incident that lists no more than there are places is one way of fixing it. A place is filled
or not; `rules` says what everything keeps to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from attrs import evolve, frozen

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.facts import Ages, Fact, Roles, new_ages, new_fact, new_roles
from sexto_rules.proof.solver import (
    Formula,
    at_most_one,
    both,
    disj,
    either,
    implies,
    neg,
    new_bool,
)
from sexto_rules.proof.used import Used, used_by
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import DayProtocol, Modality

__all__ = ["FOR_NONE", "DevicePlace", "PersonPlace", "Place", "World", "small_world"]

FOR_NONE: Final = ""
"""Stands for the directive of an entry that was done for none."""

_COMPLETE: Final = {Entity.PERSON: "persons_complete", Entity.DEVICE: "devices_complete"}
_BINDS_NOBODY: Final = frozenset({Modality.MUST_NOT, Modality.NOTE})


@frozen(eq=False)
class PersonPlace:
    """A place in the list of persons, and what may be told of who stands there."""

    name: str
    filled: Formula
    roles: Roles
    ages: Ages
    facts: Mapping[str, Fact]


@frozen(eq=False)
class DevicePlace:
    """A place in the list of devices.

    `held_by` has the places of those who may be told to hold it, each with the formula that says
    so. `facts` has what follows from the journal too, `told_in_hand` only what was told.
    """

    name: str
    filled: Formula
    held_by: tuple[tuple[Formula, PersonPlace], ...]
    holder_unsayable: Formula
    facts: Mapping[str, Fact]
    told_in_hand: Fact
    secured_last: Formula

    @property
    def holder_known(self) -> Formula:
        """That somebody is told to hold it."""
        return disj(held for held, _ in self.held_by)


Place: TypeAlias = PersonPlace | DevicePlace


class World:
    """The incident, with places as they are added."""

    def __init__(self, day: DayProtocol, name: str = "") -> None:
        """Make it without places; `name` sets two of them apart."""
        self.day: Final = day
        self.name: Final = name
        self.used: Final[Used] = used_by(day)
        self.rules: list[Formula] = []
        self.persons: Final[list[PersonPlace]] = []
        self.devices: Final[list[DevicePlace]] = []
        self.facts: Final[Mapping[str, Fact]] = self._facts_of(Of.INCIDENT, name)
        self.answers: Final[Mapping[str, Fact]] = self._facts_of(Of.ANSWERS, f"{name}answers.")
        self._unnamed: dict[tuple[str, str | None], Formula] = {}
        self._named: dict[tuple[str, str | None], dict[str, Formula]] = {}
        self._may_be_done(None, None, filled=True)

    def places(self, entity: Entity) -> Sequence[Place]:
        """Return the places of persons, or of devices."""
        return self.persons if entity is Entity.PERSON else self.devices

    def add_person(self) -> PersonPlace:
        """Return a new place for a person."""
        name = f"p{len(self.persons) + 1}"
        path = f"{self.name}{name}"
        roles, role_rule = new_roles(path)
        ages, age_rule = new_ages(path)
        self.rules += [role_rule, age_rule]
        facts = self._facts_of(Of.PERSON, f"{path}.")
        facts |= {"adult": ages.adult, "adult_suspected": ages.suspected}
        place = PersonPlace(name, new_bool(f"{path} is listed"), roles, ages, facts)
        self._may_be_done(Entity.PERSON, name, filled=place.filled)
        self.persons.append(place)
        return place

    def add_device(self, holders: Sequence[PersonPlace]) -> DevicePlace:
        """Return a new place for a device that one of these may hold."""
        name = f"d{len(self.devices) + 1}"
        path = f"{self.name}{name}"
        held_by = tuple((new_bool(f"{path} held by {each.name}"), each) for each in holders)
        unsayable = new_bool(f"{path}.holder cannot be said")
        filled, later = new_bool(f"{path} is listed"), new_bool(f"{path} secured last")
        self.rules.append(at_most_one((*(held for held, _ in held_by), unsayable)))
        self.rules += [implies(held, person.filled) for held, person in held_by]
        facts = self._facts_of(Of.DEVICE, f"{path}.")
        self._may_be_done(Entity.DEVICE, name, filled=filled)
        told = facts["in_hand"]
        facts["in_hand"] = self._in_hand(name, told, later)
        place = DevicePlace(name, filled, held_by, unsayable, facts, told, later)
        self.devices.append(place)
        return place

    def closed(self, entity: Entity) -> Formula:
        """Return that the list is told to be complete."""
        return self.facts[_COMPLETE[entity]].yes

    def list_settled(self, entity: Entity) -> Formula:
        """Return that the list is closed, or nobody can say whether it is complete."""
        complete = self.facts[_COMPLETE[entity]]
        return either(complete.yes, complete.unsayable)

    def done(self, act: str, target: str | None) -> Formula:
        """Return that the journal has the act, with this target."""
        return either(
            self._unnamed.get((act, target), False), *self._named.get((act, target), {}).values()
        )

    def done_for(self, directive: str, act: str, target: str | None) -> Formula:
        """Return that the journal has the act with this target, done for this directive."""
        return self._named.get((act, target), {}).get(directive, False)

    def done_for_all(self, act: str, target: str | None) -> Formula:
        """Return that the journal has the act with this target, not said for what."""
        return self._unnamed.get((act, target), False)

    def journal(self) -> Iterator[tuple[str | None, str, str | None, Formula]]:
        """Yield every entry there may be: the directive it is for (or FOR_NONE), act, target.

        The directive is None where it is not said.
        """
        for (act, target), formula in self._unnamed.items():
            yield None, act, target, formula
        for (act, target), named in self._named.items():
            for directive, formula in named.items():
                yield directive, act, target, formula

    def _facts_of(self, of: Of, prefix: str) -> dict[str, Fact]:
        found = {}
        for name, values in self.used.of_entity(of).items():
            found[name], rule = new_fact(f"{prefix}{name}", values)
            self.rules.append(rule)
        return found

    def _may_be_done(self, kind: Entity | None, target: str | None, *, filled: Formula) -> None:
        """Say that the journal may have each act with this kind of target.

        With nothing said of what for, for each directive that it can discharge, for one that it
        cannot, or for none.
        """
        for act in self.used.acts:
            if self.day.protocol.acts[act].target is not kind:
                continue
            said = f"{self.name}{act} {target or ''} done"
            self._unnamed[act, target] = new_bool(said)
            named = [
                each.id
                for each in self.day.directives
                if act in each.acts and each.modality not in _BINDS_NOBODY
            ]
            self._named[act, target] = {
                each: new_bool(f"{said} for {each}")
                for each in (*named, *_discharging_nothing(act, self.day), FOR_NONE)
            }
            self.rules += [
                implies(formula, filled)
                for formula in (self._unnamed[act, target], *self._named[act, target].values())
            ]

    def _in_hand(self, device: str, told: Fact, later: Formula) -> Fact:
        """Return whether the school has the device: as told, else by what the journal says."""
        secured = self.done("secure_device", device)
        handed = self.done("hand_over_device", device)
        has = both(secured, either(neg(handed), later))
        has_not = both(handed, either(neg(secured), neg(later)))
        self.rules += [neg(both(told.yes, has_not)), neg(both(told.no, has))]
        known = evolve(told, told={True: either(told.yes, has), False: either(told.no, has_not)})
        return evolve(known, unsayable=both(told.unsayable, neg(known.known)))


def small_world(day: DayProtocol, persons: int, devices: int, name: str = "") -> World:
    """Return a world with so many places, filled from the first."""
    world = World(day, name)
    for _ in range(persons):
        world.add_person()
    for _ in range(devices):
        world.add_device(world.persons)
    for kind in Entity:
        world.rules += [
            implies(following.filled, one.filled) for one, following in pairwise(world.places(kind))
        ]
    return world


def _discharging_nothing(act: str, day: DayProtocol) -> list[str]:
    """Return a directive for which the act may be done without one of the day being discharged."""
    given = {each.id for each in day.directives if each.modality not in _BINDS_NOBODY}
    others = [
        each.id
        for each in day.protocol.directives
        if each.id not in given and (act in each.acts or not each.acts)
    ]
    return others[:1]
