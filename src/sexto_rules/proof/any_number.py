"""A world that stands for any number of persons and devices.

Why it is enough. A decision depends on the lists only through what holds of *some* listed person
or device (`every` is: of none it does not hold), on ages of *two* persons, on whether anything is
left open of *some* entity, and on the entity that a line is of. Take any incident. Keep that
entity, and of each such sentence that holds one entity that shows it, with its holder where it is
a device; drop all others. No such sentence changes its value, so neither does any condition of
what was kept. So whatever an incident can show, one that lists only witnesses can show.

Here every sentence has a place of its own for its witness, and where any place shows the sentence,
that place must. One person may thus stand in several places. That allows incidents with doubles,
which is more than there are: what is impossible here is impossible, and what is found here is
confirmed on the reference before anybody is shown it. A double would change what holds of *two*
persons, so a place may be free of that rule; again this allows more, never less.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

from attrs import frozen

from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.solver import Formula, both, conj, disj, implies, neg, new_bool
from sexto_rules.proof.world import PersonPlace, Place, World

__all__ = ["AnyNumber"]


@frozen(eq=False)
class _Sentence:
    """What may hold of some entity, and the formula that says that it does."""

    entity: Entity
    holds: Callable[[Place], Formula]
    witnessed: Formula


@frozen(eq=False)
class _PairSentence:
    """What may hold of two persons, and the formula that says that it does."""

    holds: Callable[[PersonPlace, PersonPlace], Formula]
    witnessed: Formula


class AnyNumber(Meaning):
    """What conditions are worth, with one place for each witness.

    `close` must be called once everything has been asked.
    """

    def __init__(self, world: World) -> None:
        """Make it for a world to which places are added as they are needed."""
        super().__init__(world)
        self._sentences: dict[object, _Sentence] = {}
        self._pairs: dict[object, _PairSentence] = {}
        self._ruled: set[tuple[object, str]] = set()

    def new_place(self, entity: Entity) -> Place:
        """Return one place more; a device brings a place for whoever holds it."""
        if entity is Entity.PERSON:
            return self.world.add_person()
        return self.world.add_device([self.world.add_person()])

    def exists(self, key: object, entity: Entity, holds: Callable[[Place], Formula]) -> Formula:
        """Return that it holds of the place kept for its witness."""
        if key not in self._sentences:
            place = self.new_place(entity)
            self._sentences[key] = _Sentence(entity, holds, False)
            witnessed = both(place.filled, holds(place))
            self._sentences[key] = _Sentence(entity, holds, witnessed)
        return self._sentences[key].witnessed

    def exist_two(
        self, key: object, holds: Callable[[PersonPlace, PersonPlace], Formula]
    ) -> Formula:
        """Return that it holds of the two places kept for its witnesses."""
        if key not in self._pairs:
            one, other = self.world.add_person(), self.world.add_person()
            witnessed = both(one.filled, other.filled, holds(one, other))
            self._pairs[key] = _PairSentence(holds, witnessed)
        return self._pairs[key].witnessed

    def close(self) -> list[Formula]:
        """Return that a sentence which any place shows is shown by its own place.

        New sentences may turn up meanwhile; it goes on until none does.
        """
        rules: list[Formula] = []
        while True:
            pending = [
                (key, sentence, place)
                for key, sentence in list(self._sentences.items())
                for place in list(self.world.places(sentence.entity))
                if (key, place.name) not in self._ruled
            ]
            if not pending:
                return [*rules, *self._rules_of_pairs()]
            for key, sentence, place in pending:
                self._ruled.add((key, place.name))
                shown = both(place.filled, sentence.holds(place))
                rules.append(implies(shown, sentence.witnessed))

    def _rules_of_pairs(self) -> list[Formula]:
        """What holds of two persons who are no doubles; a double is like somebody who is none."""
        if not self._pairs:
            return []
        persons = self.world.persons
        double = {each.name: new_bool(f"{each.name} is a double") for each in persons}
        rules = [
            implies(
                both(
                    one.filled,
                    other.filled,
                    neg(double[one.name]),
                    neg(double[other.name]),
                    sentence.holds(one, other),
                ),
                sentence.witnessed,
            )
            for sentence in self._pairs.values()
            for one, other in permutations(persons, 2)
        ]
        for one in persons:
            alike = (
                both(other.filled, neg(double[other.name]), _are_alike(one, other))
                for other in persons
                if other is not one
            )
            rules.append(implies(both(one.filled, double[one.name]), disj(alike)))
        return rules


def _are_alike(one: PersonPlace, other: PersonPlace) -> Formula:
    """Return that the two are alike in what may be said of two persons."""
    depicted, involved = one.roles.has([Role.DEPICTED]), one.roles.involved
    its_depicted, its_involved = other.roles.has([Role.DEPICTED]), other.roles.involved
    return conj(
        (
            depicted.true == its_depicted.true,
            depicted.possible == its_depicted.possible,
            involved.true == its_involved.true,
            involved.possible == its_involved.possible,
            one.ages.lowest == other.ages.lowest,
            one.ages.highest == other.ages.highest,
            one.ages.widened == other.ages.widened,
        )
    )
