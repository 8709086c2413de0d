"""What conditions are worth where some are listed and any number more may be.

What holds of somebody not listed is taken as told, as `proof.opaque` does: each such sentence is a
bool. Whoever stands in a place shows what is so of him; a sentence may be given a witness. So more
is allowed than there is, until all that is true has a witness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Final

from attrs import frozen

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.solver import Formula, both, disj, either, implies, new_bool
from sexto_rules.proof.world import PersonPlace, Place, World

__all__ = ["Crowd", "Sentence"]


@frozen(eq=False)
class Sentence:
    """What may hold of somebody not listed, or of two of them (`entity` is None)."""

    entity: Entity | None
    holds: Callable[..., Formula]
    said: Formula
    notices: bool = True
    """Whether any two places show it; else one person, who stands in both, might seem to."""

    def is_of(self, kind: Entity) -> bool:
        """Whether it is about persons, or about devices."""
        return kind is (self.entity or Entity.PERSON)


class Crowd(Meaning):
    """What every condition is worth beside those listed and any number not listed yet."""

    def __init__(
        self, world: World, listed: Mapping[Entity, int], open_lists: frozenset[Entity]
    ) -> None:
        """Make it for a world in which so many are listed: they have the first places."""
        super().__init__(world)
        self.open: Final = open_lists
        self.sentences: Final[list[Sentence]] = []
        self._count = listed
        self._ruled: set[tuple[int, str]] = set()
        self._rules: list[Formula] = []

    def exists(self, key: object, entity: Entity, holds: Callable[[Place], Formula]) -> Formula:
        """Return that it holds of somebody listed, or is said of somebody who is not."""
        if (key, entity) not in self._shown:
            shown = [both(each.filled, holds(each)) for each in self.listed(entity)]
            if entity in self.open:
                shown.append(self._say(Sentence(entity, holds, self._new())))
            self._shown[key, entity] = disj(shown)
        return self._shown[key, entity]

    def exist_two(
        self, key: object, holds: Callable[[PersonPlace, PersonPlace], Formula]
    ) -> Formula:
        """Return that it holds of two listed, of one listed and one not, or of two not listed."""
        if key not in self._shown:
            listed = self._persons()
            shown = [holds(one, other) for one, other in permutations(listed, 2)]
            if Entity.PERSON in self.open:
                for one in listed:
                    holds_beside = _beside(one, holds)
                    shown.append(self._say(Sentence(Entity.PERSON, holds_beside, self._new())))
                notices = isinstance(key, tuple) and key[0] == "gap"
                shown.append(self._say(Sentence(None, holds, self._new(), notices)))
            self._shown[key] = disj(shown)
        return self._shown[key]

    def _new(self) -> Formula:
        return new_bool(f"{self.world.name}said {len(self.sentences)}")

    def _say(self, sentence: Sentence) -> Formula:
        self.sentences.append(sentence)
        return sentence.said

    def listed(self, kind: Entity) -> Sequence[Place]:
        """Return the places of those listed."""
        return self.world.places(kind)[: self._count[kind]]

    def _persons(self) -> list[PersonPlace]:
        return self.world.persons[: self._count[Entity.PERSON]]

    def crowd(self, kind: Entity) -> Sequence[Place]:
        """Return the places of those not listed."""
        return self.world.places(kind)[self._count[kind] :]

    def new_place(self, kind: Entity) -> Place:
        """Return one place more; a device may be held by one not listed, or by one listed."""
        if kind is Entity.PERSON:
            return self.world.add_person()
        holders = self._persons()
        if Entity.PERSON in self.open:
            holders.append(self.world.add_person())
        return self.world.add_device(holders)

    def witness(self, sentence: Sentence) -> Formula:
        """Return that the sentence is shown wherever it is true, by somebody in a new place."""
        if sentence.entity is None:
            one, other = self.world.add_person(), self.world.add_person()
            return implies(
                sentence.said, both(one.filled, other.filled, sentence.holds(one, other))
            )
        place = self.new_place(sentence.entity)
        return implies(sentence.said, both(place.filled, sentence.holds(place)))

    def close(self) -> list[Formula]:
        """Return that each place shows what it shows, until no new sentence turns up."""
        while pending := list(self._pending()):
            for key, sentence, places in pending:
                self._ruled.add(key)
                shown = both(*(each.filled for each in places), sentence.holds(*places))
                self._rules.append(implies(shown, sentence.said))
        return self._rules

    def shown(self, sentence: Sentence) -> Formula:
        """Return that the sentence holds of some of those who have a place."""
        return disj(
            both(*(each.filled for each in places), sentence.holds(*places))
            for places in self._who(sentence)
        )

    def _who(self, sentence: Sentence) -> list[tuple[Place, ...]]:
        if sentence.entity is None:
            return list(permutations(self.crowd(Entity.PERSON), 2))
        return [(each,) for each in self.crowd(sentence.entity)]

    def _pending(self) -> Iterator[tuple[tuple[int, str], Sentence, tuple[Place, ...]]]:
        for number, sentence in enumerate(list(self.sentences)):
            for places in self._who(sentence) if sentence.notices else ():
                key = (number, " ".join(each.name for each in places))
                if key not in self._ruled:
                    yield key, sentence, places


def _beside(
    one: PersonPlace, holds: Callable[[PersonPlace, PersonPlace], Formula]
) -> Callable[[PersonPlace], Formula]:
    """Return that it holds of somebody listed and another, whichever stands first."""
    return lambda other: either(holds(one, other), holds(other, one))
