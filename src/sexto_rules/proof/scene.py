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
from sexto_rules.proof.spoken import spoken_of
from sexto_rules.proof.world import Place, World, small_world
from sexto_rules.protocol.model import DayProtocol

__all__ = ["CHOSEN", "Claim", "Scene", "opaque_scene", "small_scene"]

CHOSEN: Final = 2
"""Persons and devices that a claim may speak of at least; what holds of these holds of any."""

_LISTED: Final = {Entity.PERSON: 3, Entity.DEVICE: 2}


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
    counts = {kind: _spoken_of((day, *others), kind) for kind in Entity}
    chosen = {kind: tuple(meaning.new_place(kind) for _ in range(counts[kind])) for kind in Entity}
    more = [Opaque(meaning.world, other, beside=meaning) for other in others]
    return _shared_scene([meaning, *more], chosen)


def small_scene(day: DayProtocol, *others: DayProtocol) -> Scene:
    """Return a scene of incidents that list a few persons and devices; others beside it.

    All of them are chosen: what a claim says of none of the chosen, it then says of nobody.
    """
    counts = {kind: max(least, _spoken_of((day, *others), kind)) for kind, least in _LISTED.items()}
    world = small_world(joined(day, *others), counts[Entity.PERSON], counts[Entity.DEVICE])
    chosen = {kind: tuple(world.places(kind)) for kind in Entity}
    return _shared_scene([Meaning(world, each) for each in (day, *others)], chosen)


def _spoken_of(days: Sequence[DayProtocol], kind: Entity) -> int:
    """Return how many of a kind have to be chosen, so that every claim finds whom it speaks of."""
    needed = (spoken_of(each, day, kind) for day in days for each in day.invariants)
    return max(CHOSEN, *needed, 0)


def _shared_scene(meanings: Sequence[Meaning], chosen: Mapping[Entity, tuple[Place, ...]]) -> Scene:
    first, *more = (Scene(each, chosen, Lines(each, chosen)) for each in meanings)
    return evolve(first, beside=tuple(more))
