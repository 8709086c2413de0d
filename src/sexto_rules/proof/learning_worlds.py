"""Two worlds, the second of which knows all that the first knows, and perhaps more.

What was told stays told, the journal stays as it is, the possible ages only get fewer, what nobody
could say is given up only for an answer; a list grows while it is open, and once closed stays so.
That is what the testing kit's `learn` may do in any number of steps. One thing that is told is no
learning: that an age is only a claim (`adult_suspected`), where that makes more ages possible.
Each place stands in both worlds; one filled only in the second is of an entity that is new there,
of which anything may hold.

For any number of entities each world takes sentences as told (`opaque`), and these are related by
Kleene's tables: what is true of somebody stays true; what is possible of somebody was possible of
them, or of one further while the list was open. A sentence that asks about knowledge itself is
related only by witnesses: a place in both worlds. So the two allow more than there is, never less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from sexto_rules.facts import Incident
from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.facts import ADULT, Ages, Fact
from sexto_rules.proof.lines import Lines
from sexto_rules.proof.opaque import Opaque
from sexto_rules.proof.reading_model import incident_of
from sexto_rules.proof.scene import Scene
from sexto_rules.proof.solver import Formula, Solver, both, either, implies, neg
from sexto_rules.proof.world import DevicePlace, PersonPlace, Place, World, small_world
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference.learning import DeliberateNodes

__all__ = ["OpaquePair", "Pair", "PairSolver", "small_pair"]

_BEFORE: Final = "before "
_AFTER: Final = "after "
_PERSONS: Final = 2
_DEVICES: Final = 1
_COMPLETENESS: Final = frozenset({"persons_complete", "devices_complete"})


class Pair:
    """A scene before and a scene after something was learned; places stand in the same order."""

    def __init__(self, before: Scene, after: Scene) -> None:
        """Make it of two scenes with as many places."""
        self.before: Final = before
        self.after: Final = after

    def rules(self) -> list[Formula]:
        """Return all that the two keep to, each for itself and together."""
        scenes = (self.before, self.after)
        return [
            *self.related(),
            *(rule for scene in scenes for rule in scene.meaning.close()),
            *(rule for scene in scenes for rule in scene.world.rules),
            *_learns(self.before.world, self.after.world),
        ]

    def related(self) -> Sequence[Formula]:
        """Return what relates the two besides the facts told."""
        return ()

    def extent(self) -> Sequence[int]:
        """Return how many places and sentences there are; the rules change only with these."""
        return ()


def small_pair(day: DayProtocol) -> Pair:
    """Return two scenes of incidents that list a few persons and devices."""
    worlds = [small_world(day, _PERSONS, _DEVICES, name) for name in (_BEFORE, _AFTER)]
    before, after = (_scene(Meaning(world), _all_places(world)) for world in worlds)
    return Pair(before, after)


def _all_places(world: World) -> Mapping[Entity, tuple[Place, ...]]:
    return {kind: tuple(world.places(kind)) for kind in Entity}


def _first_places(world: World) -> Mapping[Entity, tuple[Place, ...]]:
    return {kind: tuple(world.places(kind)[:1]) for kind in Entity}


def _scene(meaning: Meaning, chosen: Mapping[Entity, tuple[Place, ...]]) -> Scene:
    return Scene(meaning, chosen, Lines(meaning, chosen))


class _Asked(Opaque):
    """What conditions are worth, and which body each sentence is about."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.asked: Final[dict[tuple[str, Entity, Condition], Formula]] = {}
        self.gaps: Final[dict[tuple[str, int], Formula]] = {}

    def exists(self, key: object, entity: Entity, holds: Callable[[Place], Formula]) -> Formula:
        said = super().exists(key, entity, holds)
        if isinstance(key, tuple):
            how, body = key
            self.asked[how, entity, body] = said
        return said

    def exist_two(
        self, key: object, holds: Callable[[PersonPlace, PersonPlace], Formula]
    ) -> Formula:
        said = super().exist_two(key, holds)
        assert isinstance(key, tuple), "a gap is named by how it holds and the years"
        how, years = key
        self.gaps[how, years] = said
        return said


class OpaquePair(Pair):
    """Two scenes for any number of persons and devices, which allow more than there is."""

    def __init__(self, day: DayProtocol) -> None:
        """Make it with one chosen place of each kind; places may be added later."""
        self._meanings = _Asked(World(day, _BEFORE)), _Asked(World(day, _AFTER))
        for kind in Entity:
            self.add_place(kind)
        before, after = self._meanings
        super().__init__(
            _scene(before, _first_places(before.world)), _scene(after, _first_places(after.world))
        )
        self._nodes = DeliberateNodes(day)
        self._witnessed: set[tuple[str, object]] = set()
        self._shown: list[Formula] = []

    def add_place(self, kind: Entity) -> None:
        """Add one place more to both worlds."""
        for meaning in self._meanings:
            meaning.new_place(kind)

    def unwitnessed(self) -> Iterator[tuple[_Asked, object, Formula]]:
        """Yield each sentence about one entity that has no witness: where, its key, its bool."""
        for meaning in self._meanings:
            for key, sentence in list(meaning.sentences.items()):
                if (meaning.world.name, key) not in self._witnessed:
                    yield meaning, key, sentence.said

    def add_witness(self, meaning: _Asked, key: object) -> None:
        """Give a sentence of one world a place, in both worlds, that shows it where it is true."""
        self._witnessed.add((meaning.world.name, key))
        sentence = meaning.sentences[key]
        self.add_place(sentence.entity)
        place = meaning.world.places(sentence.entity)[-1]
        shown = both(place.filled, sentence.holds(place))
        self._shown.append(implies(sentence.said, shown))

    def related(self) -> Sequence[Formula]:
        """Return how the sentences of the two worlds hang together, and what witnesses show."""
        return [*self._shown, *self._of_sentences(), *self._of_gaps()]

    def extent(self) -> Sequence[int]:
        """Return how many places and sentences there are; the rules change only with these."""
        places = (len(self.before.world.places(kind)) for kind in Entity)
        return (*places, *(len(meaning.said()) for meaning in self._meanings))

    def _of_sentences(self) -> Iterator[Formula]:
        before, after = self._meanings
        for (how, entity, body), now in list(after.asked.items()):
            was = before.asked.get((how, entity, body))
            if was is None:
                continue
            opened = neg(before.world.closed(entity))
            taken_back = self._nodes.of(body)
            match how:
                case "true" if Truth.TRUE not in taken_back:
                    yield implies(was, now)
                case "false" if Truth.FALSE not in taken_back:
                    yield implies(was, now)
                case "possible" if Truth.FALSE not in taken_back:
                    blank = before.value(body, entity).possible
                    yield implies(now, either(was, both(opened, blank)))
                case "not true" if Truth.TRUE not in taken_back:
                    blank = neg(before.value(body, entity).true)
                    yield implies(now, either(was, both(opened, blank)))
                case _:
                    pass

    def _of_gaps(self) -> Iterator[Formula]:
        """Two who are surely so far apart stay so; two who may be, might, or one is new.

        Who are many years apart are also fewer years apart.
        """
        before, after = self._meanings
        for (how, years), now in after.gaps.items():
            was = before.gaps.get((how, years))
            if was is None:
                continue
            if how == "gap":
                yield implies(was, now)
            else:
                yield implies(now, either(was, neg(before.world.closed(Entity.PERSON))))
        for meaning in self._meanings:
            for (how, years), far in meaning.gaps.items():
                for (its_how, fewer), near in meaning.gaps.items():
                    if its_how == how and fewer < years:
                        yield implies(far, near)


class PairSolver:
    """A pair with a solver that keeps what it learned; not safe from several threads."""

    def __init__(self, pair: Pair, milliseconds: int) -> None:
        """Make it; `milliseconds` is how long one question may take."""
        self.pair: Final = pair
        self._solver = Solver(milliseconds)
        self._told: Sequence[int] | None = None

    def may_hold(self, formula: Formula) -> bool | None:
        """Return whether this can hold in the pair; None where the solver cannot tell."""
        while self._told != (extent := self.pair.extent()):
            self._told = extent
            self._solver.tell(self.pair.rules())
        return self._solver.may_hold([formula])

    def holds(self, formula: Formula) -> bool:
        """Return whether a formula holds in what the solver found last."""
        return self._solver.model().holds(formula)

    def incidents(self) -> tuple[Incident, Incident]:
        """Return what the solver found last: what was known, and what is known."""
        model = self._solver.model()
        before, after = self.pair.before.world, self.pair.after.world
        return incident_of(before, model), incident_of(after, model)


def _learns(before: World, after: World) -> Iterator[Formula]:
    """Yield what facts, places and the journal keep to while more is learned."""
    for name, fact in before.facts.items():
        if name in _COMPLETENESS:
            yield from _closes(fact, after.facts[name])
        else:
            yield from _is_told(fact, after.facts[name])
    yield from _are_told(before.answers, after.answers)
    for was, now in zip(before.journal(), after.journal(), strict=True):
        yield _same(was[-1], now[-1])
    for kind in Entity:
        for one, same in zip(before.places(kind), after.places(kind), strict=True):
            yield implies(one.filled, same.filled)
            is_new = both(same.filled, neg(one.filled))
            yield implies(is_new, neg(before.closed(kind)))
    for person, same_person in zip(before.persons, after.persons, strict=True):
        for rule in _of_person(person, same_person):
            yield implies(person.filled, rule)
    for device, same_device in zip(before.devices, after.devices, strict=True):
        for rule in _of_device(device, same_device):
            yield implies(device.filled, rule)


def _same(one: Formula, other: Formula) -> Formula:
    return both(implies(one, other), implies(other, one))


def _is_told(was: Fact, now: Fact) -> Iterator[Formula]:
    """What is told stays told; what nobody could say is given up for an answer."""
    for value, formula in was.told.items():
        yield implies(formula, now.told[value])
    yield implies(was.unsayable, now.settled)


def _are_told(were: Mapping[str, Fact], are: Mapping[str, Fact]) -> Iterator[Formula]:
    for name, fact in were.items():
        yield from _is_told(fact, are[name])


def _closes(was: Fact, now: Fact) -> Iterator[Formula]:
    """A list that is told not to be complete may be closed."""
    yield implies(was.yes, now.yes)
    yield implies(was.no, now.known)
    yield implies(was.unsayable, now.settled)


def _of_person(was: PersonPlace, now: PersonPlace) -> Iterator[Formula]:
    yield from _are_told(was.facts, now.facts)
    for role, fact in was.roles.each.items():
        yield from _is_told(fact, now.roles.each[role])
    yield implies(was.roles.unsayable, either(now.roles.unsayable, now.roles.known))
    yield from _of_ages(was.ages, now.ages)


def _of_ages(was: Ages, now: Ages) -> Iterator[Formula]:
    """No age is possible that was not, and the bounds told close in.

    One exception: that a person is an adult refutes a claimed age, which is then no more. And a
    suspicion may be learned only where it adds no age.
    """
    refuted = both(was.widened, now.adult.yes, was.high < ADULT, now.low == 0, now.high == OLDEST)
    closer = both(was.low <= now.low, now.high <= was.high, implies(was.exact, now.exact))
    yield either(closer, refuted)
    yield implies(was.unsayable, either(now.unsayable, now.exact))
    adults_possible = both(was.lowest <= ADULT, was.highest == OLDEST)
    yield implies(now.widened, either(was.widened, adults_possible))


def _of_device(was: DevicePlace, now: DevicePlace) -> Iterator[Formula]:
    facts = {**was.facts, "in_hand": was.told_in_hand}
    yield from _are_told(facts, {**now.facts, "in_hand": now.told_in_hand})
    yield _same(was.secured_last, now.secured_last)
    for (held, _), (still_held, _) in zip(was.held_by, now.held_by, strict=True):
        yield implies(held, still_held)
    yield implies(was.holder_unsayable, either(now.holder_unsayable, now.holder_known))
