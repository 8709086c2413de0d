"""A world in which a claim is made: its meaning, and the lines about a few chosen entities."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.joined import joined
from sexto_rules.proof.lines import Lines
from sexto_rules.proof.opaque import Opaque
from sexto_rules.proof.solver import Formula
from sexto_rules.proof.world import Place, World, small_world
from sexto_rules.protocol.model import DayProtocol

__all__ = ["CHOSEN", "Claim", "Scene", "opaque_scene", "small_scene"]

CHOSEN: Final = 2
"""Persons and devices that a claim may speak of; what holds of these holds of any."""

_PERSONS: Final = 3
_DEVICES: Final = 2


@frozen(eq=False)
class Scene:
    """A world, what conditions are worth in it, and the lines about the chosen entities.

    `chosen` are places that a claim may speak of: whatever an incident shows of some entities, it
    shows of the first ones once they are listed first. `beside` are the scenes of other protocols
    in the same world.
    """

    meaning: Meaning
    chosen: Mapping[Entity, tuple[Place, ...]]
    lines: Lines
    beside: tuple[Scene, ...] = ()

    @property
    def world(self) -> World:
        """The world."""
        return self.meaning.world

    @property
    def day(self) -> DayProtocol:
        """The protocol on the day."""
        return self.meaning.day


@frozen(eq=False)
class Claim:
    """That no incident shows something: as a formula of a scene, and on the reference.

    The two say the same in different words. `shows` has the last word on an incident.
    """

    shown: Callable[[Scene], Formula]
    shows: Callable[[Incident], bool]


def opaque_scene(day: DayProtocol, *others: DayProtocol) -> Scene:
    """Return a scene for any number of persons and devices, which allows more than there is.

    The other protocols have theirs beside it, in the same world and of the same entities.
    """
    meaning = Opaque(World(joined(day, *others)), day)
    chosen = {kind: tuple(meaning.new_place(kind) for _ in range(CHOSEN)) for kind in Entity}
    more = [Opaque(meaning.world, other, beside=meaning) for other in others]
    return _shared_scene([meaning, *more], chosen)


def small_scene(day: DayProtocol, *others: DayProtocol) -> Scene:
    """Return a scene of incidents that list a few persons and devices; others beside it."""
    world = small_world(joined(day, *others), _PERSONS, _DEVICES)
    chosen: dict[Entity, tuple[Place, ...]] = {
        Entity.PERSON: tuple(world.persons[:CHOSEN]),
        Entity.DEVICE: tuple(world.devices[:CHOSEN]),
    }
    return _shared_scene([Meaning(world, each) for each in (day, *others)], chosen)


def _shared_scene(meanings: Sequence[Meaning], chosen: Mapping[Entity, tuple[Place, ...]]) -> Scene:
    first, *more = (Scene(each, chosen, Lines(each, chosen)) for each in meanings)
    return evolve(first, beside=tuple(more))
