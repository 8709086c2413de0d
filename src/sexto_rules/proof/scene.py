"""A world in which a claim is made: its meaning, and the lines about a few chosen entities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from attrs import frozen

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
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
    shows of the first ones once they are listed first.
    """

    meaning: Meaning
    chosen: Mapping[Entity, tuple[Place, ...]]
    lines: Lines

    @property
    def world(self) -> World:
        """The world."""
        return self.meaning.world

    @property
    def day(self) -> DayProtocol:
        """The protocol on the day."""
        return self.world.day


@frozen(eq=False)
class Claim:
    """That no incident shows something: as a formula of a scene, and on the reference.

    The two say the same in different words. `shows` has the last word on an incident.
    """

    shown: Callable[[Scene], Formula]
    shows: Callable[[Incident], bool]


def opaque_scene(day: DayProtocol) -> Scene:
    """Return a scene for any number of persons and devices, which allows more than there is."""
    meaning = Opaque(World(day))
    chosen = {kind: tuple(meaning.new_place(kind) for _ in range(CHOSEN)) for kind in Entity}
    return _scene(meaning, chosen)


def small_scene(day: DayProtocol) -> Scene:
    """Return a scene of incidents that list a few persons and devices."""
    world = small_world(day, _PERSONS, _DEVICES)
    chosen: dict[Entity, tuple[Place, ...]] = {
        Entity.PERSON: tuple(world.persons[:CHOSEN]),
        Entity.DEVICE: tuple(world.devices[:CHOSEN]),
    }
    return _scene(Meaning(world), chosen)


def _scene(meaning: Meaning, chosen: Mapping[Entity, tuple[Place, ...]]) -> Scene:
    return Scene(meaning, chosen, Lines(meaning, chosen))
