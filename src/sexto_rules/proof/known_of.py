"""What a world keeps to that knows all of one incident, and perhaps more.

What is told stays told, what nobody can say stays so, the journal stays as it is; anything else may
be told. Ages close in; what was but a claim gives way to the age of an adult, or to that somebody
is an adult.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sexto_rules.decisions.openness import COMPLETE
from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.journal import holds_after
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.proof.facts import ADULT, Ages, Fact
from sexto_rules.proof.learned_world import Bound
from sexto_rules.proof.solver import Formula, both, either, neg
from sexto_rules.proof.world import FOR_NONE, DevicePlace, PersonPlace, Place, World

__all__ = ["KnownOf"]

_Entry = tuple[str | None, str, str | None]


class KnownOf:
    """An incident as what a world knows at least."""

    def __init__(self, world: World, incident: Incident) -> None:
        """Give those listed the first places, in order."""
        self._world = world
        self._incident = incident
        persons = list(zip(incident.persons, world.persons, strict=False))
        devices = list(zip(incident.devices, world.devices, strict=False))
        self.places: Final[Mapping[str, Place]] = {
            **{each.id: place for each, place in persons},
            **{each.id: place for each, place in devices},
        }
        self._listed: dict[str, Person | Device] = {
            **{place.name: each for each, place in persons},
            **{place.name: each for each, place in devices},
        }

    def count(self, kind: Entity) -> int:
        """Return how many are listed."""
        return len(self._incident.persons if kind is Entity.PERSON else self._incident.devices)

    def facts(self) -> frozenset[str]:
        """Return the names of the facts of the incident that are told; a list, once closed."""
        return frozenset(
            name
            for name in FACTS[None]
            if getattr(self._incident, name) is not UNKNOWN and not self._may_be_closed(name)
        )

    def answers(self) -> frozenset[str]:
        """Return the names of the answers that are told."""
        return frozenset(self._incident.answers)

    def of_place(self, place: Place) -> frozenset[str]:
        """Return the names of what is told of who stands in a place, roles among them."""
        told = self._listed.get(place.name)
        if told is None:
            return frozenset()
        kind = Entity.PERSON if isinstance(told, Person) else Entity.DEVICE
        names = {name for name in FACTS[kind] if getattr(told, name) is not UNKNOWN}
        if isinstance(told, Person):
            names |= {f"roles.{role}" for role in told.roles}
        return frozenset(names)

    def same_age(self, place: PersonPlace) -> Formula:
        """Return that no more is told of an age than was."""
        told = self._listed.get(place.name)
        age = told.age if isinstance(told, Person) else UNKNOWN
        low, high = _bounds(age)
        return both(
            place.ages.low == low,
            place.ages.high == high,
            place.ages.exact if isinstance(age, int) else neg(place.ages.exact),
        )

    def plain_age(self, place: PersonPlace) -> Formula:
        """Return that of an age nothing more is told, or one age, or that it is told no more."""
        ages = place.ages
        gone = both(ages.low == 0, ages.high == OLDEST)
        return either(self.same_age(place), ages.exact, gone)

    def bounds(self, place: PersonPlace) -> Mapping[Bound, int]:
        """Return the lowest and the highest age that is possible; nothing of nobody listed."""
        told = self._listed.get(place.name)
        if not isinstance(told, Person):
            return {}
        low, high = _bounds(told.age)
        low = max(low, ADULT) if told.adult is True else low
        high = min(high, ADULT - 1) if told.adult is False else high
        return {Bound.LOWEST: low, Bound.HIGHEST: high}

    def formulas(self) -> Iterator[Formula]:
        """Yield all that the world keeps to."""
        incident, world = self._incident, self._world
        for name, fact in world.facts.items():
            value = getattr(incident, name)
            if self._may_be_closed(name):
                yield fact.known
            else:
                is_moment = name == "reported_at" and value is not UNKNOWN
                yield from self._fact(fact, "told" if is_moment else value, name)
        for name, fact in world.answers.items():
            yield from self._fact(fact, incident.answers.get(name, UNKNOWN), f"answers.{name}")
        places: list[Place] = [*world.persons, *world.devices]
        for place in places:
            told = self._listed.get(place.name)
            match place, told:
                case PersonPlace(), Person():
                    yield from self._person(place, told)
                case DevicePlace(), Device():
                    yield from self._device(place, told)
                case _:
                    pass
        yield from self._journal()

    def _may_be_closed(self, name: str) -> bool:
        """Whether a list is told not to be complete, which may change."""
        return name in COMPLETE.values() and getattr(self._incident, name) is False

    def _unsayable(self, formula: Formula, path: str) -> Formula:
        return formula if path in self._incident.cannot_say else neg(formula)

    def _fact(self, fact: Fact, value: object, path: str) -> Iterator[Formula]:
        """A value that no condition names is the last of those there are."""
        yield self._unsayable(fact.unsayable, path)
        values = list(fact.told)
        if value is not UNKNOWN and values:
            yield next((fact.told[each] for each in values if each == value), fact.told[values[-1]])

    def _person(self, place: PersonPlace, person: Person) -> Iterator[Formula]:
        path = f"persons.{person.id}."
        yield place.filled
        for role, fact in place.roles.each.items():
            yield from self._fact(fact, person.role(role), f"{path}roles.{role}")
            if f"{path}roles" in self._incident.cannot_say and person.role(role) is UNKNOWN:
                yield neg(fact.known)
        yield self._unsayable(place.roles.unsayable, f"{path}roles")
        for name, fact in place.facts.items():
            yield from self._fact(fact, getattr(person, name), path + name)
        yield from self._age(place, person, f"{path}age")

    def _age(self, place: PersonPlace, person: Person, path: str) -> Iterator[Formula]:
        ages: Ages = place.ages
        same = self.same_age(place)
        is_claim = both(ages.suspected.yes, person.adult is UNKNOWN)
        refuted = both(
            is_claim, ages.adult.yes, ages.low == 0, ages.high == OLDEST, neg(ages.exact)
        )
        yield self._unsayable(ages.unsayable, path)
        if path in self._incident.cannot_say or isinstance(person.age, int):
            yield either(same, refuted)
            return
        low, high = _bounds(person.age)
        closer = both(ages.low >= low, ages.high <= high)
        yield either(closer, refuted, both(is_claim, ages.low >= ADULT))

    def _device(self, place: DevicePlace, device: Device) -> Iterator[Formula]:
        path = f"devices.{device.id}."
        yield place.filled
        for name, fact in {**place.facts, "in_hand": place.told_in_hand}.items():
            yield from self._fact(fact, getattr(device, name), path + name)
        yield self._unsayable(place.holder_unsayable, f"{path}holder")
        if device.holder is not UNKNOWN:
            holder = self.places[device.holder]
            yield from (held for held, person in place.held_by if person is holder)
        has = holds_after(self._incident.done, device.id)
        if has is not UNKNOWN:
            yield place.secured_last if has else neg(place.secured_last)

    def _journal(self) -> Iterator[Formula]:
        """Who did it and when is not said; an entry for several directives is one for each."""
        places = list(self._world.journal())
        known = {(directive, act, target) for directive, act, target, _ in places}
        done = {key for entry in self._incident.done for key in self._entries(entry, known)}
        for directive, act, target, formula in places:
            yield formula if (directive, act, target) in done else neg(formula)

    def _entries(self, entry: JournalEntry, known: set[_Entry]) -> Iterator[_Entry]:
        """For what it cannot discharge, an entry stands where it is for none."""
        target = None if entry.target is None else self.places[entry.target].name
        if entry.for_ is None:
            yield None, entry.act, target
            return
        named = [each for each in entry.for_ if (each, entry.act, target) in known]
        for directive in named or [FOR_NONE]:
            yield directive, entry.act, target


def _bounds(age: object) -> tuple[int, int]:
    if isinstance(age, int):
        return age, age
    return (age.at_least, min(age.under - 1, OLDEST)) if isinstance(age, AgeRange) else (0, OLDEST)
