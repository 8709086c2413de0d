"""What one incident says of the base literals of a Program, as columns of bits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sexto_rules.facts.vocabulary import Entity

__all__ = ["Observation"]


class Observation(NamedTuple):
    """The base literals that hold, and how many rows each entity has.

    A named tuple, not an attrs class: one is made for every decision, and it is the
    cheapest immutable thing to make.

    `columns[literal]` is 0 or 1 for a literal of the incident; for one of an entity bit *i*
    says whether it holds in row *i*: the listed ones in order, then, while the list is open,
    the blank.
    """

    columns: Sequence[int]
    persons: int
    persons_open: bool
    devices: int
    devices_open: bool

    def listed(self, entity: Entity | None) -> int:
        """Return how many are listed; 1 for the incident."""
        if entity is None:
            return 1
        return self.persons if entity is Entity.PERSON else self.devices

    def rows(self, entity: Entity | None) -> int:
        """Return how many rows there are, the blank included; 1 for the incident."""
        if entity is None:
            return 1
        if entity is Entity.PERSON:
            return self.persons + self.persons_open
        return self.devices + self.devices_open
