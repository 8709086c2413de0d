"""Building clauses: bodies, their conjunction and disjunction without products, and names.

A *DNF* here is a tuple of bodies, each a set of literals: it holds where all literals of one
body do. `()` never holds, `(frozenset(),)` always. A conjunction of DNFs would multiply their
bodies; instead each part with more than one body gets a name, a derived literal. Names are
kept by what they stand for, so that equal parts are derived once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from attrs import field, frozen, mutable

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.program import Constant, Over, Reading
from sexto_rules.lowering.readings import entity_of

__all__ = ["ALWAYS_HOLDS", "NEVER_HOLDS", "Bodies", "Counted", "Draft", "Workshop"]

Bodies: TypeAlias = tuple[frozenset[int], ...]
"""A disjunction of conjunctions of literals."""

NEVER_HOLDS: Final[Bodies] = ()
ALWAYS_HOLDS: Final[Bodies] = (frozenset(),)


@frozen
class Counted:
    """An aggregate before it has a head."""

    over: Over
    literal: int
    entity: Entity
    blank: bool


@frozen
class Draft:
    """A literal while the program is built: exactly one of reading, counted, bodies is there."""

    entity: Entity | None
    reading: Reading | None = None
    counted: Counted | None = None
    bodies: Bodies = NEVER_HOLDS


def _without_absorbed(bodies: Iterable[frozenset[int]]) -> Bodies:
    """Drop each body that another one, with fewer literals, makes superfluous."""
    distinct = tuple(dict.fromkeys(bodies))
    return tuple(body for body in distinct if not any(other < body for other in distinct))


@mutable
class Workshop:
    """The literals made so far, each thing once."""

    drafts: list[Draft] = field(factory=list)
    _known: dict[object, int] = field(factory=dict)

    def base(self, reading: Reading) -> Bodies:
        """Return the base literal of a reading, as a DNF."""
        return (frozenset({self._base(reading)}),)

    def _base(self, reading: Reading) -> int:
        return self._made(reading, Draft(entity_of(reading), reading=reading))

    def _made(self, key: object, draft: Draft) -> int:
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self.drafts)
            self.drafts.append(draft)
        return number

    def _entity(self, bodies: Bodies) -> Entity | None:
        """Return whose literals these are; an entity's may stand beside the incident's."""
        entities = {self.drafts[literal].entity for body in bodies for literal in body} - {None}
        assert len(entities) <= 1, "no condition names a person and a device at once"
        return next(iter(entities), None)

    def either(self, parts: Sequence[Bodies]) -> Bodies:
        """Return the disjunction."""
        return _without_absorbed(body for part in parts for body in part)

    def both(self, parts: Sequence[Bodies]) -> Bodies:
        """Return the conjunction: at most one body, parts of several bodies named."""
        if any(not part for part in parts):
            return NEVER_HOLDS
        merged: set[int] = set()
        for part in parts:
            merged.update(part[0] if len(part) == 1 else {self.name(part)})
        return (frozenset(merged),)

    def name(self, bodies: Bodies) -> int:
        """Return a literal that holds where the bodies do, of whomever they speak of."""
        return self.name_for(bodies, self._entity(bodies))

    def name_for(self, bodies: Bodies, entity: Entity | None) -> int:
        """Return a literal of the entity that holds where the bodies do."""
        if bodies in (ALWAYS_HOLDS, NEVER_HOLDS):
            return self._base(Constant(entity, bodies == ALWAYS_HOLDS))
        if len(bodies) == len(bodies[0]) == 1:
            (literal,) = bodies[0]
            if self.drafts[literal].entity is entity:
                return literal
        return self._made((entity, frozenset(bodies)), Draft(entity, bodies=bodies))

    def count(self, over: Over, bodies: Bodies, entity: Entity, *, blank: bool) -> Bodies:
        """Return, as a DNF, that some or every row (the blank one included, or not) has it."""
        if over is Over.SOME and not bodies:
            return NEVER_HOLDS
        if over is Over.EVERY and bodies == ALWAYS_HOLDS:
            return ALWAYS_HOLDS
        counted = Counted(over, self.name_for(bodies, entity), entity, blank)
        return (frozenset({self._made(counted, Draft(None, counted=counted))}),)
