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
from sexto_rules.lowering.readings import ENTITY_OF, bearer_of

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
    """Drop each body that a single literal, which is a body too, makes superfluous."""
    distinct = tuple(dict.fromkeys(bodies))
    if frozenset() in distinct:
        return ALWAYS_HOLDS
    alone = frozenset(literal for body in distinct if len(body) == 1 for literal in body)
    return tuple(body for body in distinct if len(body) == 1 or not body & alone)


@mutable
class Workshop:
    """The literals made so far, each thing once."""

    drafts: list[Draft] = field(factory=list)
    _known: dict[object, int] = field(factory=dict)

    def base(self, reading: Reading) -> Bodies:
        """Return the base literal of a reading, as a DNF."""
        return (frozenset({self._base(reading)}),)

    def _base(self, reading: Reading) -> int:
        return self._made(reading, Draft(ENTITY_OF[bearer_of(reading)], reading=reading))

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

    def named(self, bodies: Bodies) -> Bodies:
        """Return the bodies as one literal, if they are not constant."""
        if bodies in (ALWAYS_HOLDS, NEVER_HOLDS):
            return bodies
        return (frozenset({self.name(bodies)}),)

    def name_for(self, bodies: Bodies, entity: Entity | None) -> int:
        """Return a literal of the entity that holds where the bodies do."""
        if bodies in (ALWAYS_HOLDS, NEVER_HOLDS):
            return self._base(Constant(entity, bodies == ALWAYS_HOLDS))
        if len(bodies) == len(bodies[0]) == 1:
            (literal,) = bodies[0]
            if self.drafts[literal].entity is entity:
                return literal
        if entity is not None:
            bodies = tuple(self._with_one_of_incident(body) for body in bodies)
        return self._made((entity, frozenset(bodies)), Draft(entity, bodies=bodies))

    def _with_one_of_incident(self, body: frozenset[int]) -> frozenset[int]:
        """Put what the body says of the incident into one literal: it is the same in every row."""
        shared = frozenset(each for each in body if self.drafts[each].entity is None)
        return body - shared | {self.name((shared,))} if len(shared) > 1 else body

    def count(self, over: Over, bodies: Bodies, entity: Entity, *, blank: bool) -> Bodies:
        """Return, as a DNF, that some or every row (the blank one included, or not) has it."""
        if over is Over.SOME and not bodies:
            return NEVER_HOLDS
        if over is Over.EVERY and bodies == ALWAYS_HOLDS:
            return ALWAYS_HOLDS
        counted = Counted(over, self.name_for(bodies, entity), entity, blank)
        return (frozenset({self._made(counted, Draft(None, counted=counted))}),)
