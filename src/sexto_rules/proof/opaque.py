"""A world in which what holds of some person or device is taken as told.

Why it is enough. A decision depends on the lists only through *sentences* about some listed
person or device: that a body holds of one (`every` is: of none it does not hold), that two
persons are so many years apart, that something is left open of one; and through the entity that a
line is of. Here each sentence is a bool of its own. Whatever place shows a sentence makes it true.

That allows more than there is, as nobody need be there to show a sentence. What is impossible here
is impossible for any number of persons and devices. A sentence can be given a witness: a place of
its own which shows it. In an incident somebody does, and nobody there shows a sentence that is
false; so with a witness the world still allows every incident. One person may stand in several
places: only what is said of two persons would notice. That nobody shows of himself is asked of any
two places (nobody is years apart from himself); what somebody might (two whose ages leave it open)
is asked of nobody but the two who are its witness.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import permutations
from typing import Final

from attrs import field, frozen

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.solver import Formula, both, implies, new_bool
from sexto_rules.proof.spelled import Spelling
from sexto_rules.proof.world import PersonPlace, Place, World
from sexto_rules.protocol.model import DayProtocol

__all__ = ["Opaque", "PairSentence", "Sentence"]

_STRONGER: Final = {"true": "possible", "false": "not true", "gap": "gap possible"}


@frozen(eq=False)
class Sentence:
    """What may hold of some listed entity, and the bool that says so."""

    entity: Entity
    holds: Callable[[Place], Formula]
    said: Formula


@frozen(eq=False)
class PairSentence:
    """What may hold of two different listed persons, and the bool that says so."""

    holds: Callable[[PersonPlace, PersonPlace], Formula]
    said: Formula


@frozen(eq=False)
class _Kept:
    """The sentences of a world, whichever protocol says them, and what they keep to."""

    said: dict[object, Formula] = field(factory=dict)
    sentences: dict[object, Sentence] = field(factory=dict)
    pairs: dict[object, PairSentence] = field(factory=dict)
    two: list[tuple[PersonPlace, PersonPlace]] = field(factory=list)
    ruled: set[tuple[object, str]] = field(factory=set)
    rules: list[Formula] = field(factory=list)
    spellings: dict[object, int] = field(factory=dict)


class Opaque(Meaning):
    """What conditions are worth, where each sentence about some entity is a bool."""

    def __init__(
        self, world: World, day: DayProtocol | None = None, beside: Opaque | None = None
    ) -> None:
        """Make it for a world; places may be added later.

        Args:
            world: The world.
            day: The protocol whose conditions are asked.
            beside: What the conditions of another protocol are worth in the same world. All
                sentences are then shared; those that are spelled alike are one.
        """
        super().__init__(world, day)
        self.kept: Final[_Kept] = _Kept() if beside is None else beside.kept
        self._spelling = Spelling(self.day, self.kept.spellings)
        self.sentences: Final = self.kept.sentences
        self.pairs: Final = self.kept.pairs
        self._said = self.kept.said
        self._two = self.kept.two
        self._ruled = self.kept.ruled
        self._rules = self.kept.rules
        self.keys_asked: dict[object, None] = {}

    def exists(self, key: object, entity: Entity, holds: Callable[[Place], Formula]) -> Formula:
        """Return that it is so, shown by the places there are or by another."""
        if isinstance(key, tuple):
            how, body = key
            key = (how, (entity, self._spelling.of(body)))
        self.keys_asked.setdefault(key)
        if key not in self._said:
            said = self._said[key] = self._new()
            self.sentences[key] = Sentence(entity, holds, said)
        return self._said[key]

    def exist_two(
        self, key: object, holds: Callable[[PersonPlace, PersonPlace], Formula]
    ) -> Formula:
        """Return that it is so of two persons, whoever they are."""
        self.keys_asked.setdefault(key)
        if key not in self._said:
            said = self._said[key] = self._new()
            self.pairs[key] = PairSentence(holds, said)
        return self._said[key]

    def _new(self) -> Formula:
        return new_bool(f"{self.world.name}sentence {len(self._said)}")

    def new_place(self, entity: Entity) -> Place:
        """Return one place more; a device brings a place for whoever holds it."""
        if entity is Entity.PERSON:
            return self.world.add_person()
        return self.world.add_device([self.world.add_person()])

    def said(self) -> Mapping[object, Formula]:
        """Return the bool of every sentence, those about two persons among them."""
        return dict(self._said)

    def add_witnesses_beside(self, other: Opaque) -> None:
        """Give a witness to each sentence that only one of two protocols has asked so far.

        Where two protocols say nearly the same, those few sentences are all that tells them apart.
        """
        for one, beside in ((self, other), (other, self)):
            for key in [each for each in one.keys_asked if each not in beside.keys_asked]:
                self.add_witness(key)

    def add_witness(self, key: object) -> None:
        """Give a sentence a place of its own, or two, that shows it wherever it is true."""
        if key in self.pairs:
            one, other = self.world.add_person(), self.world.add_person()
            self._two.append((one, other))
            pair = self.pairs[key]
            shown = both(one.filled, other.filled, pair.holds(one, other))
            self._rules.append(implies(pair.said, shown))
            return
        sentence = self.sentences[key]
        place = self.new_place(sentence.entity)
        shown = both(place.filled, sentence.holds(place))
        self._rules.append(implies(sentence.said, shown))

    def close(self) -> list[Formula]:
        """Return all that the sentences keep to: each place shows what it shows.

        New sentences may turn up meanwhile; it goes on until none does.
        """
        while True:
            pending = [
                (key, sentence, place)
                for key, sentence in list(self.sentences.items())
                for place in list(self.world.places(sentence.entity))
                if (key, place.name) not in self._ruled
            ]
            if not pending:
                break
            for key, sentence, place in pending:
                self._ruled.add((key, place.name))
                shown = both(place.filled, sentence.holds(place))
                self._rules.append(implies(shown, sentence.said))
        self._rule_pairs()
        return [*self._rules, *self._weaker()]

    def _rule_pairs(self) -> None:
        """Say what two places show: any two, or, where one person may stand in both, a witness."""
        for key, pair in self.pairs.items():
            any_two = permutations(self.world.persons, 2)
            of_witnesses = (two for each in self._two for two in (each, each[::-1]))
            for one, other in any_two if _shows_two(key) else of_witnesses:
                if (key, f"{one.name} {other.name}") not in self._ruled:
                    self._ruled.add((key, f"{one.name} {other.name}"))
                    shown = both(one.filled, other.filled, pair.holds(one, other))
                    self._rules.append(implies(shown, pair.said))

    def _weaker(self) -> list[Formula]:
        """What is true of some entity is possible of it, and what is false is not true."""
        return [
            implies(said, self._said[_STRONGER[key[0]], key[1]])
            for key, said in self._said.items()
            if isinstance(key, tuple)
            and key[0] in _STRONGER
            and (_STRONGER[key[0]], key[1]) in self._said
        ]


def _shows_two(key: object) -> bool:
    """Whether nobody shows the sentence with himself: two who are surely years apart are two."""
    return isinstance(key, tuple) and key[0] == "gap" and key[1] > 0
