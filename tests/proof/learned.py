"""All that may be known of one incident once more is learned, and what one fact adds, as formulas.

Read from `design/language.md`, *Questions*: what is told stays told, what nobody can say stays so,
the journal stays as it is. Of every other fact a value may be told, or that nobody can say it. An
open list may get more, and may be closed. An age that was but a claim gives way to that of an
adult, and, where that is open, to that somebody is an adult.

Several roles may be learned at once, and several entities: where all of them together change what
counts, one of them does after others.
"""

from __future__ import annotations

from collections.abc import Iterator

from proof.pinned import Pins
from sexto_rules.decisions.openness import COMPLETE, is_list_open
from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, Person, Role
from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.journal import holds_after
from sexto_rules.facts.known import in_hand, is_adult
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.facts import ADULT, Ages, Fact
from sexto_rules.proof.solver import Formula, both, either, neg
from sexto_rules.proof.world import DevicePlace, PersonPlace, World

__all__ = ["LISTS", "Learned"]

LISTS = {name: kind for kind, name in COMPLETE.items()}


class Learned(Pins):
    """What a world keeps to that knows all of an incident, and perhaps more.

    Those listed have the first places, in their order; in the others stand those listed since.
    """

    def __init__(self, world: World, incident: Incident) -> None:
        """Keep them."""
        super().__init__(world, incident)
        self._count = {
            Entity.PERSON: len(incident.persons),
            Entity.DEVICE: len(incident.devices),
        }

    def formulas(self) -> Iterator[Formula]:
        """Yield all that it keeps to, with the places there are so far."""
        incident, world = self._incident, self._world
        for name, fact in world.facts.items():
            value = getattr(incident, name)
            is_moment = name == "reported_at" and value is not UNKNOWN
            yield from self._fact(fact, "told" if is_moment else value, name)
        for name, fact in world.answers.items():
            yield from self._fact(fact, incident.answers.get(name, UNKNOWN), f"answers.{name}")
        for person_place, person in zip(world.persons, incident.persons, strict=False):
            yield from self._person(person_place, person)
        for device_place, device in zip(world.devices, incident.devices, strict=False):
            yield from self._device(device_place, device)
        for kind in Entity:
            for place in world.places(kind)[self._count[kind] :]:
                if not is_list_open(incident, kind):
                    yield neg(place.filled)
                if isinstance(place, PersonPlace):
                    yield neg(place.roles.unsayable)
                    yield either(neg(place.ages.unsayable), _nothing_told(place.ages))
        yield from self._journal()

    def _fact(self, fact: Fact, value: object, path: str) -> Iterator[Formula]:
        """What is open may be told, or nobody can say it."""
        if path in LISTS and is_list_open(self._incident, LISTS[path]):
            yield neg(fact.no) if value is UNKNOWN else either(fact.known, fact.unsayable)
        elif value is not UNKNOWN or path in self._incident.cannot_say:
            yield from super()._fact(fact, value, path)

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
        yield from self._age(place.ages, person)

    def _age(self, ages: Ages, person: Person) -> Iterator[Formula]:
        path = f"persons.{person.id}.age"
        low, high = _bounds(person)
        is_claim = both(ages.suspected.yes, person.adult is UNKNOWN)
        is_adult_open = is_adult(person) is UNKNOWN
        refuted = both(is_claim, is_adult_open, ages.adult.yes, _nothing_told(ages))
        same = either(both(ages.low == low, ages.high == high, neg(ages.exact)), refuted)
        if isinstance(person.age, int):
            yield neg(ages.unsayable)
            yield either(both(ages.low == low, ages.exact), refuted)
        elif path in self._incident.cannot_say:
            yield ages.unsayable
            yield same
        else:
            closer = both(ages.low >= low, ages.high <= high)
            yield either(closer, refuted, both(is_claim, ages.low >= ADULT))
            yield either(neg(ages.unsayable), same)

    def _device(self, place: DevicePlace, device: Device) -> Iterator[Formula]:
        path = f"devices.{device.id}."
        yield place.filled
        for name, fact in {**place.facts, "in_hand": place.told_in_hand}.items():
            if name == "in_hand" and in_hand(self._incident, device) is not UNKNOWN:
                yield from Pins._fact(self, fact, device.in_hand, path + name)
            else:
                yield from self._fact(fact, getattr(device, name), path + name)
        holder = f"{path}holder"
        if device.holder is not UNKNOWN or holder in self._incident.cannot_say:
            held_by = None if device.holder is UNKNOWN else self.names[str(device.holder)]
            for held, person_place in place.held_by:
                yield held if held_by == person_place.name else neg(held)
            yield self._unsayable(place.holder_unsayable, holder)
        has = holds_after(self._incident.done, device.id)
        if has is not UNKNOWN:
            yield place.secured_last if has else neg(place.secured_last)

    # One fact

    def terms(self, path: str) -> list[Formula]:
        """Return what the solver may fix otherwise once this fact is learned."""
        if path in LISTS:
            kind = LISTS[path]
            further = self._world.places(kind)[self._count[kind] :]
            return [*_terms(self._world.facts[path]), *(each.filled for each in further)]
        place, name = self._of(path)
        if place is None or name not in {"age", "adult", "adult_suspected", "roles", "holder"}:
            return _terms(self._single(place, name))
        if isinstance(place, DevicePlace):
            return [*(held for held, _ in place.held_by), place.holder_unsayable]
        if name == "roles":
            return [term for fact in place.roles.each.values() for term in _terms(fact)]
        ages = place.ages
        told = [ages.low, ages.high, ages.exact, ages.lowest, ages.highest, ages.widened]
        return [*told, ages.unsayable] if name == "age" else [*told, *_terms(place.facts[name])]

    def unlearned(self, path: str) -> Iterator[Formula]:
        """Yield that no more is known of a fact than the incident has; of a list, it may be."""
        if path in LISTS:
            fact = self._world.facts[path]
            told = getattr(self._incident, path) is not UNKNOWN
            yield both(neg(fact.yes), neg(fact.unsayable), fact.no if told else neg(fact.no))
            return
        place, name = self._of(path)
        if isinstance(place, DevicePlace) and name == "holder":
            yield neg(either(place.holder_known, place.holder_unsayable))
        elif isinstance(place, PersonPlace) and name == "roles":
            person = self._person_of(path)
            for role in Role:
                said = f"{path}.{role}" in self._incident.cannot_say
                if person.role(role) is UNKNOWN and not said:
                    yield neg(place.roles.each[role].settled)
        elif isinstance(place, PersonPlace) and name == "age":
            low, high = _bounds(self._person_of(path))
            ages = place.ages
            same = both(ages.low == low, ages.high == high, neg(ages.exact))
            yield both(either(same, _nothing_told(ages)), neg(ages.unsayable))
        else:
            yield neg(self._single(place, name).settled)

    def stays(self, path: str, learned: dict[str, Formula]) -> Iterator[Formula]:
        """Yield what else holds once a fact is learned; `learned` has its terms, by their names.

        Whoever was listed stays so. That somebody is an adult may refute the age told. That it is
        but a claim may come with another age, which the range told would not allow.
        """
        if path in LISTS:
            kind = LISTS[path]
            for each in self._world.places(kind)[self._count[kind] :]:
                yield either(neg(each.filled), learned[str(each.filled)])
            return
        place, name = self._of(path)
        if isinstance(place, PersonPlace) and name in {"adult", "adult_suspected"}:
            ages = place.ages
            low, high, exact = (learned[str(each)] for each in (ages.low, ages.high, ages.exact))
            same = both(low == ages.low, high == ages.high, exact == ages.exact)
            said = learned[str(place.facts[name].yes)]
            if name == "adult":
                gone = both(low == 0, high == OLDEST, neg(exact))
                yield either(same, both(said, ages.suspected.yes, ages.high < ADULT, gone))
            else:
                its_low, its_high = _bounds(self._person_of(path))
                untold = both(ages.low == its_low, ages.high == its_high)
                yield either(same, both(said, untold, low > its_high))

    def _of(self, path: str) -> tuple[PersonPlace | DevicePlace | None, str]:
        match path.split("."):
            case ["persons" | "devices" as listed, its_id, name]:
                kind = Entity.PERSON if listed == "persons" else Entity.DEVICE
                places = self._world.places(kind)
                return next(each for each in places if each.name == self.names[its_id]), name
            case _:
                return None, path

    def _person_of(self, path: str) -> Person:
        return self._incident.person(path.split(".")[1])

    def _single(self, place: PersonPlace | DevicePlace | None, name: str) -> Fact:
        if place is None:
            answer = name.removeprefix("answers.")
            facts = self._world.facts if answer == name else self._world.answers
            return facts.get(answer, Fact({}, unsayable=False))
        if isinstance(place, DevicePlace) and name == "in_hand":
            return place.told_in_hand
        return place.facts[name]


def _terms(fact: Fact) -> list[Formula]:
    return [each for each in (*fact.told.values(), fact.unsayable) if each is not False]


def _nothing_told(ages: Ages) -> Formula:
    return both(ages.low == 0, ages.high == OLDEST, neg(ages.exact))


def _bounds(person: Person) -> tuple[int, int]:
    age = person.age
    if isinstance(age, int):
        return age, age
    return (age.at_least, min(age.under - 1, OLDEST)) if isinstance(age, AgeRange) else (0, OLDEST)
