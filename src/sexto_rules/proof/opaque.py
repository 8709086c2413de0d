"""A world in which what holds of some person or device is taken as told, without a witness.

It allows more than there is: what is impossible here is impossible for any number of persons and
devices. What is found here need not be an incident.
"""

from __future__ import annotations

from collections.abc import Callable

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.solver import Formula, both, implies, new_bool
from sexto_rules.proof.world import PersonPlace, Place, World

__all__ = ["Opaque"]

_STRONGER = {"true": "possible", "false": "not true"}


class Opaque(Meaning):
    """What conditions are worth, where each sentence about some entity is a bool of its own.

    `close` must be called once everything has been asked.
    """

    def __init__(self, world: World) -> None:
        """Make it for a world whose places are all there."""
        super().__init__(world)
        self._said: dict[object, Formula] = {}
        self._rules: list[Formula] = []

    def exists(self, key: object, entity: Entity, holds: Callable[[Place], Formula]) -> Formula:
        """Return that it is so, shown by the places there are or by another."""
        if key not in self._said:
            self._said[key] = new_bool(f"{self.world.name}some {len(self._said)}")
            self._rules += [
                implies(both(each.filled, holds(each)), self._said[key])
                for each in self.world.places(entity)
            ]
        return self._said[key]

    def exist_two(
        self, key: object, holds: Callable[[PersonPlace, PersonPlace], Formula]
    ) -> Formula:
        """Return that it is so of two persons, whoever they are."""
        if key not in self._said:
            self._said[key] = new_bool(f"{self.world.name}some two {len(self._said)}")
        return self._said[key]

    def close(self) -> list[Formula]:
        """Return what the sentences keep to: what is true is possible."""
        rules = list(self._rules)
        for key, formula in self._said.items():
            if isinstance(key, tuple) and key[0] in _STRONGER:
                weaker = self._said.get((_STRONGER[key[0]], key[1]))
                if weaker is not None:
                    rules.append(implies(formula, weaker))
            if isinstance(key, tuple) and key[0] == "gap":
                rules.append(implies(formula, self._said["gap possible", key[1]]))
        return rules
