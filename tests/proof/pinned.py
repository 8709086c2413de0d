"""A world of a few places fixed to one incident, and what the solver then says of formulas."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.journal import holds_after
from sexto_rules.proof.facts import Fact
from sexto_rules.proof.solver import Formula, Model, Solver, neg
from sexto_rules.proof.three_values import Value
from sexto_rules.proof.world import FOR_NONE, DevicePlace, PersonPlace, Place, World
from sexto_rules.protocol.outcome import Truth

__all__ = ["AMOUNTS", "Amounts", "Pins", "fits", "pins_of", "rng_of", "solver_of", "truth_in"]


@frozen
class Amounts:
    """How many random protocols, and incidents for each."""

    protocols: int
    incidents: int


AMOUNTS: Final = {
    "dev": Amounts(protocols=6, incidents=10),
    "ci": Amounts(protocols=10, incidents=10),
    "nightly": Amounts(protocols=1_500, incidents=25),
}[os.environ.get("SEXTO_PROFILE", "dev")]
_MILLISECONDS: Final = 60_000


def rng_of(seed: object) -> random.Random:
    """Return a generator for a seed."""
    return random.Random(f"proof-{seed}")  # noqa: S311 - no secret


def fits(world: World, incident: Incident) -> bool:
    """Return whether there are places for all that the incident lists."""
    persons, devices = len(incident.persons), len(incident.devices)
    return persons <= len(world.persons) and devices <= len(world.devices)


def solver_of(world: World) -> Solver:
    """Return a solver that keeps to the rules of a world."""
    solver = Solver(_MILLISECONDS)
    solver.tell(world.rules)
    return solver


def truth_in(model: Model, value: Value) -> Truth:
    """Return the value as one of the three."""
    if model.holds(value.true):
        return Truth.TRUE
    return Truth.UNKNOWN if model.holds(value.possible) else Truth.FALSE


def pins_of(world: World, incident: Incident) -> list[Formula]:
    """Return what fixes the world to an incident that has a place for all it lists."""
    return list(Pins(world, incident).formulas())


def _names(listed: Sequence[Person | Device], places: Sequence[Place]) -> dict[str, str]:
    return {each.id: place.name for each, place in zip(listed, places, strict=False)}


class Pins:
    """What fixes a world to an incident; `names` has the place of each person and device."""

    def __init__(self, world: World, incident: Incident) -> None:
        """Give the listed their places, in order."""
        self._world = world
        self._incident = incident
        self.names: Final[dict[str, str]] = {
            **_names(incident.persons, world.persons),
            **_names(incident.devices, world.devices),
        }

    def formulas(self) -> Iterator[Formula]:
        """Yield a formula for everything that is told, and for everything that is not."""
        incident, world = self._incident, self._world
        for name, fact in world.facts.items():
            value = getattr(incident, name)
            is_moment = name == "reported_at" and value is not UNKNOWN
            yield from self._fact(fact, "told" if is_moment else value, name)
        for name, fact in world.answers.items():
            yield from self._fact(fact, incident.answers.get(name, UNKNOWN), f"answers.{name}")
        for number, person_place in enumerate(world.persons):
            if number < len(incident.persons):
                yield from self._person(person_place, incident.persons[number])
            else:
                yield neg(person_place.filled)
        for number, device_place in enumerate(world.devices):
            if number < len(incident.devices):
                yield from self._device(device_place, incident.devices[number])
            else:
                yield neg(device_place.filled)
        yield from self._journal()

    def _unsayable(self, formula: Formula, path: str) -> Formula:
        return formula if path in self._incident.cannot_say else neg(formula)

    def _fact(self, fact: Fact, value: object, path: str) -> Iterator[Formula]:
        """A value that no condition names is the last of those there are."""
        values = list(fact.told)
        if value is not UNKNOWN and value not in values and values:
            value = values[-1]
        for each, formula in fact.told.items():
            yield formula if value is not UNKNOWN and value == each else neg(formula)
        yield self._unsayable(fact.unsayable, path)

    def _person(self, place: PersonPlace, person: Person) -> Iterator[Formula]:
        path = f"persons.{person.id}."
        yield place.filled
        for role, fact in place.roles.each.items():
            yield from self._fact(fact, person.role(role), f"{path}roles.{role}")
        yield self._unsayable(place.roles.unsayable, f"{path}roles")
        for name, fact in place.facts.items():
            yield from self._fact(fact, getattr(person, name), path + name)
        ages, age = place.ages, person.age
        if isinstance(age, AgeRange):
            low, high = age.at_least, age.under - 1
        else:
            low, high = (age, age) if isinstance(age, int) else (0, OLDEST)
        yield ages.low == low
        yield ages.high == min(high, OLDEST)
        yield ages.exact if isinstance(age, int) else neg(ages.exact)
        yield self._unsayable(ages.unsayable, f"{path}age")

    def _device(self, place: DevicePlace, device: Device) -> Iterator[Formula]:
        path = f"devices.{device.id}."
        yield place.filled
        for name, fact in {**place.facts, "in_hand": place.told_in_hand}.items():
            yield from self._fact(fact, getattr(device, name), path + name)
        holder = None if device.holder is UNKNOWN else self.names[str(device.holder)]
        for held, person_place in place.held_by:
            yield held if holder == person_place.name else neg(held)
        yield self._unsayable(place.holder_unsayable, f"{path}holder")
        has = holds_after(self._incident.done, device.id)
        if has is not UNKNOWN:
            yield place.secured_last if has else neg(place.secured_last)

    def _journal(self) -> Iterator[Formula]:
        """An entry for several directives is one for each; who did it and when is not said."""
        places = list(self._world.journal())
        known = {(directive, act, target) for directive, act, target, _ in places}
        done = {key for entry in self._incident.done for key in self._entries(entry, known)}
        for directive, act, target, formula in places:
            yield formula if (directive, act, target) in done else neg(formula)

    def _entries(
        self, entry: JournalEntry, known: set[tuple[str | None, str, str | None]]
    ) -> Iterator[tuple[str | None, str, str | None]]:
        """For a directive that it cannot discharge it stands at a place that discharges none."""
        target = None if entry.target is None else self.names[entry.target]
        places = [each for each, act, its in known if (act, its) == (entry.act, target)]
        if not places:
            return
        if entry.for_ is None:
            yield None, entry.act, target
            return
        assert FOR_NONE in places, f"no place for an entry of `{entry.act}` for none"
        named = [each for each in entry.for_ if each in places]
        binding = {each for each in entry.for_ if self._binds(each)}
        assert binding <= set(named), f"no place for an entry of `{entry.act}` for `{binding}`"
        for directive in named or [FOR_NONE]:
            yield directive, entry.act, target

    def _binds(self, directive: str) -> bool:
        """Whether an entry may discharge the directive, today."""
        return any(
            each.id == directive and each.acts and each.modality != "must_not"
            for each in self._world.day.directives
        )
