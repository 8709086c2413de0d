"""Scenes of real incidents in which every place may be spoken of."""

from __future__ import annotations

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.lines import Lines
from sexto_rules.proof.scene import Scene
from sexto_rules.proof.world import Place, small_world
from sexto_rules.protocol.model import DayProtocol

__all__ = ["small_scene_of"]


def small_scene_of(day: DayProtocol, persons: int, devices: int) -> Scene:
    """Return a scene with so many places, and the lines about all of them."""
    world = small_world(day, persons, devices)
    meaning = Meaning(world)
    chosen: dict[Entity, tuple[Place, ...]] = {kind: tuple(world.places(kind)) for kind in Entity}
    return Scene(meaning, chosen, Lines(meaning, chosen))
