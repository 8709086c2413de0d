"""The literals of a Program in a world, and on an incident: what its clauses and counts derive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sexto_rules.engines.base import aggregate_holds
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering import observe
from sexto_rules.lowering.lower import Source
from sexto_rules.lowering.program import Aggregate, Clause, Over, Program
from sexto_rules.lowering.translate import Kind
from sexto_rules.proof.conditions import About, Meaning
from sexto_rules.proof.observed import observed
from sexto_rules.proof.solver import Formula, both, conj, disj, either, implies, neg
from sexto_rules.proof.world import Place

__all__ = ["Derived", "answer", "columns_of", "differ"]


class Derived:
    """When the literals of a Program hold in a world."""

    def __init__(self, program: Program, meaning: Meaning) -> None:
        """Make it for a world; its counts become sentences there."""
        self._program: Final = program
        self._meaning: Final = meaning
        self._taken: dict[int, Source] = {}
        self._known: dict[tuple[int, object], Formula] = {}
        stages = program.stages
        self.aggregates: Final[Mapping[int, Aggregate]] = {
            each.head: each for stage in stages for each in stage.aggregates
        }
        self._clauses: Final[dict[int, list[Clause]]] = {}
        for stage in stages:
            for clause in (*stage.incident, *stage.person, *stage.device):
                self._clauses.setdefault(clause.head, []).append(clause)

    def take(self, literal: int, source: Source) -> None:
        """From now on let a literal be worth what it stands for, not what derives it.

        A literal that several questions are asked of is worth the answer to the first.
        """
        if literal not in self._taken:
            self._taken[literal] = source
            self._known = {key: holds for key, holds in self._known.items() if key[0] != literal}

    def holds(self, literal: int, about: About) -> Formula:
        """Return that a literal holds of the incident (None), a place, or the blank."""
        if self._program.literals[literal].entity is None:
            about = None
        key = (literal, about if about is None or isinstance(about, Entity) else about.name)
        if key not in self._known:
            taken = self._taken.get(literal)
            self._known[key] = (
                self._definition(literal, about)
                if taken is None
                else answer(taken, self._meaning, about)
            )
        return self._known[key]

    def _definition(self, literal: int, about: About) -> Formula:
        """Return that what derives a literal holds: its reading, its count, or a clause."""
        reading = self._program.literals[literal].reading
        if reading is not None:
            return observed(reading, self._meaning, about)
        aggregate = self.aggregates.get(literal)
        return disj(
            (
                False if aggregate is None else self._counted(aggregate),
                *(
                    conj(self.holds(each, about) for each in clause.body)
                    for clause in self._clauses.get(literal, ())
                ),
            )
        )

    def sentence(self, aggregate: Aggregate) -> Formula:
        """Return that some listed entity has what the aggregate looks for."""
        name = f"{aggregate.over} row: literal {aggregate.literal}"
        return self._meaning.exists(
            name, aggregate.entity, lambda place: self.looked_for(aggregate, place)
        )

    def looked_for(self, aggregate: Aggregate, place: Place) -> Formula:
        """Return that an entity is what `some` looks for, or an exception to `every`."""
        has = self.holds(aggregate.literal, place)
        return has if aggregate.over is Over.SOME else neg(has)

    def _counted(self, aggregate: Aggregate) -> Formula:
        opened = both(aggregate.blank, neg(self._meaning.world.closed(aggregate.entity)))
        blank = self.holds(aggregate.literal, aggregate.entity) if aggregate.blank else False
        if aggregate.over is Over.SOME:
            return either(self.sentence(aggregate), both(opened, blank))
        return both(neg(self.sentence(aggregate)), implies(opened, blank))


def answer(source: Source, meaning: Meaning, about: About) -> Formula:
    """Return that the answer to a question about a condition is yes, by the Protocol."""
    condition, kind = source
    if kind is Kind.SETTLED:
        return meaning.settled(condition, about)
    if kind is Kind.NOT_SETTLED:
        return neg(meaning.settled(condition, about))
    value = meaning.value(condition, about)
    return {
        Kind.TRUE: value.true,
        Kind.NOT_FALSE: value.possible,
        Kind.FALSE: neg(value.possible),
        Kind.NOT_TRUE: neg(value.true),
    }[kind]


def differ(one: Formula, other: Formula) -> Formula:
    """Return that one of the two holds and the other does not."""
    return either(both(one, neg(other)), both(neg(one), other))


def columns_of(program: Program, incident: Incident) -> list[int]:
    """Return the column of every literal on an incident, each clause by itself."""
    observation = observe(program, incident)
    columns = [*observation.columns, *[0] * (len(program.literals) - program.base)]
    for stage in program.stages:
        for each in stage.aggregates:
            columns[each.head] |= aggregate_holds(each, columns[each.literal], observation)
        for clause in (*stage.incident, *stage.person, *stage.device):
            entity = program.literals[clause.head].entity
            every = (1 << observation.rows(entity)) - 1
            matching = every
            for literal in clause.body:
                of_incident = program.literals[literal].entity is None
                matching &= every * columns[literal] if of_incident else columns[literal]
            columns[clause.head] |= matching
    return columns
