"""An incident on which a Program and the Protocol differ, if possible where an engine shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from sexto_rules.engines.base import Conditions, EngineFailureError
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.facts import Incident
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.lower import Source
from sexto_rules.lowering.program import Done, FactIs, Program
from sexto_rules.lowering.translate import Kind
from sexto_rules.proof.conditions import About
from sexto_rules.proof.derived import Derived, answer, columns_of, differ
from sexto_rules.proof.finder import Answer, Finder, Found
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, disj, neg
from sexto_rules.proof.used import possible_values, used_by
from sexto_rules.protocol.conditions import All, AnyOf, Condition, DoneTest, Of, ValueTest
from sexto_rules.protocol.model import DayProtocol, Invariant
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK, class_value, evaluate
from sexto_rules.reference import About as Asked
from sexto_rules.reference.knowledge import listed
from sexto_rules.reference.settled import is_settled

__all__ = ["Atom", "Effect", "Witness", "WitnessFinder", "rails_of", "widened"]


@frozen
class Atom:
    """A literal and one question that it is said to answer, of the incident or of each entity."""

    literal: int
    source: Source
    entity: Entity | None


class Effect(StrEnum):
    """Where it shows that a literal is not what it stands for."""

    ENGINE = "engine"
    """A class or directive is worth something else on an engine than by the reference."""
    RAILS = "rails"
    """Two rails of a class or directive contradict each other, which not every engine notices."""
    LITERAL = "literal"
    """In the literal; no class or directive was found to differ where it does."""


@frozen
class Witness:
    """What came of looking for an incident."""

    effect: Effect
    answer: Answer


class WitnessFinder:
    """Looks for incidents on which a Program and the Protocol differ."""

    def __init__(self, day: DayProtocol, program: Program, *, seconds: int) -> None:
        """Make it; what it needs is made when it first looks for something."""
        self._day = day
        self._program = program
        self._seconds = seconds
        self._finder: Finder | None = None
        self._engine = CompiledEngine(program)
        self._rails = tuple(rails_of(day, program))
        self._derived: list[tuple[Scene, Derived]] = []

    def find(self, atom: Atom) -> Witness:
        """Return an incident on which the atom differs from what it stands for.

        One on which an engine shows it before one on which nothing does.
        """
        if self._finder is None:
            self._finder = Finder(widened(self._day, self._program), seconds=self._seconds)
        found = Witness(Effect.LITERAL, self._finder.find(self._claim(atom, Effect.LITERAL)))
        if found.answer.found is Found.IMPOSSIBLE:
            return found
        for effect in (Effect.ENGINE, Effect.RAILS):
            answered = self._finder.find(self._claim(atom, effect))
            if answered.found is Found.INCIDENT:
                return Witness(effect, answered)
        return found

    def _claim(self, atom: Atom, effect: Effect) -> Claim:
        """Return the claim that the atom differs from what it stands for with no such effect."""
        reached = _reached_from(atom.literal, self._program)
        rails = [each for each in self._rails if each.literal in reached]

        def shown(scene: Scene) -> Formula:
            derived = self._derived_in(scene)
            differs = disj(_differs(derived, scene, atom))
            match effect:
                case Effect.ENGINE:
                    asked = [each for each in rails if each.source[1] in _ON_ENGINES]
                case Effect.RAILS:
                    asked = rails
                case Effect.LITERAL:
                    return differs
            return both(
                differs, disj(one for each in asked for one in _differs(derived, scene, each))
            )

        def shows(incident: Incident) -> bool:
            columns = columns_of(self._program, incident)
            if not self._is_wrong(atom, columns, incident):
                return False
            match effect:
                case Effect.ENGINE:
                    return self._differs_on_engine(incident)
                case Effect.RAILS:
                    return any(self._is_wrong(each, columns, incident) for each in rails)
                case Effect.LITERAL:
                    return True

        return Claim(shown, shows)

    def _derived_in(self, scene: Scene) -> Derived:
        """Return the literals in a scene, the same for every claim made there."""
        for known, derived in self._derived:
            if known is scene:
                return derived
        derived = Derived(self._program, scene.meaning)
        self._derived.append((scene, derived))
        return derived

    def _differs_on_engine(self, incident: Incident) -> bool:
        """Whether the engine `compiled` breaks or says something else than the reference."""
        try:
            return self._engine.conditions(incident) != _expected_conditions(self._day, incident)
        except (EngineFailureError, NameError):
            # What nothing derives has no name in the generated code.
            return True

    def _is_wrong(self, atom: Atom, columns: Sequence[int], incident: Incident) -> bool:
        return any(
            bool(columns[atom.literal] >> row & 1)
            != _answered(atom.source, self._day, incident, about)
            for row, about in enumerate(_rows(atom.entity, incident))
        )


_ON_ENGINES: Final = frozenset({Kind.TRUE, Kind.NOT_FALSE})
"""The rails that every engine derives."""


def _expected_conditions(day: DayProtocol, incident: Incident) -> Conditions:
    """Return the truth of every class and directive, by the reference."""
    return Conditions(
        classes=tuple(class_value(each, day, incident) for each in day.classes),
        directives=tuple(
            tuple(
                evaluate(each.condition, day, incident, about)
                for about in _rows(each.for_each, incident)
            )
            for each in day.directives
        ),
    )


def _rows(entity: Entity | None, incident: Incident) -> list[Asked]:
    """Return the listed ones, and the blank while the list is open; of the incident one row.

    What is asked of the incident may name an entity where that changes nothing: any will do.
    """
    if entity is None:
        return [BLANK]
    further = [] if list_closed(incident, entity) else [BLANK]
    return [*listed(incident, entity), *further]


def _answered(source: Source, day: DayProtocol, incident: Incident, about: Asked) -> bool:
    """Return the answer to a question about a condition, by the reference."""
    condition, kind = source
    if kind in {Kind.SETTLED, Kind.NOT_SETTLED}:
        return is_settled(condition, day, incident, about) is (kind is Kind.SETTLED)
    value = evaluate(condition, day, incident, about)
    return {
        Kind.TRUE: value is Truth.TRUE,
        Kind.NOT_TRUE: value is not Truth.TRUE,
        Kind.FALSE: value is Truth.FALSE,
        Kind.NOT_FALSE: value is not Truth.FALSE,
    }[kind]


def _differs(derived: Derived, scene: Scene, atom: Atom) -> Iterator[Formula]:
    """Yield of each row that the atom is not what it stands for."""
    rows: list[tuple[Formula, About]] = [(True, None)]
    if atom.entity is not None:
        opened = neg(scene.world.closed(atom.entity))
        rows = [(each.filled, each) for each in scene.chosen[atom.entity]]
        rows.append((opened, atom.entity))
    for there, about in rows:
        said = answer(atom.source, scene.meaning, about)
        yield both(there, differ(derived.holds(atom.literal, about), said))


def rails_of(day: DayProtocol, program: Program) -> Iterator[Atom]:
    """Yield the four rails of every class and directive, with what the Protocol says they are."""
    conditions = [
        *((All(()) if one.when is None else one.when, None) for one in day.classes),
        *((one.condition, one.for_each) for one in day.directives),
    ]
    every = (*program.classes, *program.directives)
    for (condition, entity), rails in zip(conditions, every, strict=True):
        yield Atom(rails.true, (condition, Kind.TRUE), entity)
        yield Atom(rails.not_true, (condition, Kind.NOT_TRUE), entity)
        yield Atom(rails.false, (condition, Kind.FALSE), entity)
        yield Atom(rails.not_false, (condition, Kind.NOT_FALSE), entity)


def _reached_from(literal: int, program: Program) -> Collection[int]:
    """Return the literals that are derived from this one, itself among them."""
    reached = {literal}
    for stage in program.stages:
        reached |= {each.head for each in stage.aggregates if each.literal in reached}
        for clause in (*stage.incident, *stage.person, *stage.device):
            if not reached.isdisjoint(clause.body):
                reached.add(clause.head)
    return reached


def widened(day: DayProtocol, program: Program) -> DayProtocol:
    """Return the protocol with a promise besides, which names what only the program looks at.

    Values that no condition names are one in a world (`used`). A program that tells them apart,
    as it should not, is to be found out, and so is one that looks for acts of no condition.
    """
    used, possible = used_by(day), possible_values(day)
    more: list[Condition] = []
    for literal in program.literals:
        reading = literal.reading
        if isinstance(reading, Done) and not reading.acts <= set(used.acts):
            more.append(DoneTest(reading.acts & set(day.protocol.acts), Of.INCIDENT))
        elif isinstance(reading, FactIs):
            fact = reading.fact
            of = Of.PERSON if fact.of is Of.HOLDER else fact.of
            # The last value in a world stands for those that no condition names.
            named = used.values.get((of, fact.name), ())[:-1]
            unnamed = {*possible.get((of, fact.name), ())} - {*named}
            told_apart = unnamed & reading.values
            if told_apart and told_apart != unnamed:
                more.append(ValueTest(fact, frozenset(told_apart)))
    if not more:
        return day
    promise = Invariant(id="", origin="", text={}, always=AnyOf(tuple(more)))
    return evolve(day, invariants=(*day.invariants, promise))
