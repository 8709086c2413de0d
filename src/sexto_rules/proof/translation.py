"""That the Program which the engines run says what the Protocol says (translation validation).

Stratum by stratum, for any number of persons and devices. First what each base literal reads, then
what each stage derives, then the four rails of every class and directive: of each literal it is
shown that what derives it is the value of what it stands for, in this package's own words
(`conditions`), where the literals before it are what they stand for. By induction so are all.

What a literal stands for is what the lowering says of it (`Lowered.sources`). Nothing of that is
believed: a literal that something false is said of is refuted, and of the classes and directives
the Protocol itself says what they stand for.

A count over the listed ones is a *sentence* (`opaque`), as a quantifier is. The two are one where
whatever is shown of an entity by the one is shown by the other, which the solver is asked of one
entity that may be any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.lower import Lowered
from sexto_rules.lowering.program import Aggregate, Program
from sexto_rules.lowering.translate import Kind
from sexto_rules.proof.conditions import About
from sexto_rules.proof.derived import Derived, answer, differ
from sexto_rules.proof.finder import Found
from sexto_rules.proof.opaque import Opaque
from sexto_rules.proof.program_form import misplaced
from sexto_rules.proof.solver import Formula, Model, Solver, both, implies, neg
from sexto_rules.proof.translation_witness import (
    Atom,
    Effect,
    Witness,
    WitnessFinder,
    rails_of,
    widened,
)
from sexto_rules.proof.world import Place, World
from sexto_rules.protocol.conditions import Condition, FactStatus, ValueTest
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.walk import walk

__all__ = ["Broken", "Stratum", "Verdict", "validate"]


class Verdict(StrEnum):
    """What came of a stratum."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@frozen
class Broken:
    """A literal that is not shown to be what it stands for.

    `derivation` has its clauses; it stands for what `kind` asks of `condition`, whose place is
    that in the protocol's text. `incident` is one on which the two differ (None: undecided),
    `effect` where that shows.
    """

    literal: int
    derivation: tuple[str, ...]
    condition: Condition
    kind: Kind
    effect: Effect
    incident: Incident | None = None


@frozen
class Stratum:
    """What came of one stratum: of how many literals, and which are not what they stand for.

    `misplaced` is said of the Program as a whole, before anything else, in words.
    """

    name: str
    verdict: Verdict
    literals: int
    broken: tuple[Broken, ...] = ()
    misplaced: tuple[str, ...] = ()


def validate(day: DayProtocol, lowered: Lowered, *, seconds: int = 20) -> Iterator[Stratum]:
    """Yield what came of each stratum of a Program: base literals, stages, classes and directives.

    Before them, under `form`, whether everything is in its place; if not, nothing else is asked.

    Args:
        day: The protocol on the day.
        lowered: The Program that is to say the same.
        seconds: How long the solver may take for one answer.
    """
    wrong_form = tuple(dict.fromkeys(misplaced(lowered.program, day)))
    form = Verdict.REFUTED if wrong_form else Verdict.PROVED
    yield Stratum("form", form, len(lowered.program.literals), misplaced=wrong_form)
    if wrong_form:
        return
    proof = _Proof(day, lowered, 1_000 * seconds)
    witnesses = WitnessFinder(day, lowered.program, seconds=seconds)
    for name, atoms in _strata(day, lowered):
        broken: dict[int, Broken] = {}
        for atom in [atom for atom in atoms if not proof.is_shown(atom)]:
            found = None if atom.literal in broken else witnesses.find(atom)
            if found is not None and found.answer.found is not Found.IMPOSSIBLE:
                broken[atom.literal] = _broken(atom, found, lowered.program)
        verdict = Verdict.PROVED
        if broken:
            shown = any(each.incident is not None for each in broken.values())
            verdict = Verdict.REFUTED if shown else Verdict.UNDECIDED
        count = len({atom.literal for atom in atoms})
        yield Stratum(name, verdict, count, tuple(broken.values()))


def _strata(day: DayProtocol, lowered: Lowered) -> Iterator[tuple[str, list[Atom]]]:
    """Yield the atoms of each stratum, in the order of the Program."""
    program = lowered.program
    heads = [set(range(program.base))]
    for stage in program.stages:
        clauses = (*stage.incident, *stage.person, *stage.device)
        heads.append({each.head for each in stage.aggregates} | {each.head for each in clauses})
    for number, literals in enumerate(heads):
        atoms = [
            Atom(literal, source, program.literals[literal].entity)
            for literal in sorted(literals)
            for source in lowered.sources.get(literal, ())
            if _is_of_protocol(source[0])
        ]
        yield ("base literals" if number == 0 else f"stage {number}", atoms)
    yield "classes and directives", list(rails_of(day, program))


def _is_of_protocol(condition: Condition) -> bool:
    """Whether a protocol can say it: one role is a fact of its own only where it is lowered."""
    return not any(
        isinstance(node, ValueTest | FactStatus) and node.fact.name.startswith("roles.")
        for node in walk(condition)
    )


class _Proof:
    """The proof of a Program, one atom after the other, in a world of any number of entities."""

    def __init__(self, day: DayProtocol, lowered: Lowered, milliseconds: int) -> None:
        self._meaning = Opaque(World(widened(day, lowered.program)), day)
        self._rows: Mapping[Entity, Place] = {
            kind: self._meaning.new_place(kind) for kind in Entity
        }
        self._derived = Derived(lowered.program, self._meaning)
        self._solver = Solver(milliseconds)
        self._told = -1
        self._models: list[Model] = []
        self._links: list[Formula] = []
        self._unlinked = sorted(
            self._derived.aggregates.values(), key=lambda each: each.head, reverse=True
        )
        for _, atoms in _strata(day, lowered):
            for atom in atoms:
                for _, about in self._abouts(atom.entity):
                    answer(atom.source, self._meaning, about)
        self._of_row: dict[object, Formula] = {}
        self._never: set[object] = set()
        self._of_protocol = list(self._meaning.sentences)

    def is_shown(self, atom: Atom) -> bool:
        """Whether a literal is what it stands for; from now on it is taken to be."""
        while self._unlinked and self._unlinked[-1].head <= atom.literal:
            self._link(self._unlinked.pop())
        shown = self._is_shown(atom) or (self._rule_out() and self._is_shown(atom))
        self._derived.take(atom.literal, atom.source)
        return shown

    def _is_shown(self, atom: Atom) -> bool:
        return all(self._is_shown_of(atom, *each) for each in self._abouts(atom.entity))

    def _is_shown_of(self, atom: Atom, there: Formula, about: About) -> bool:
        derived = self._derived.holds(atom.literal, about)
        said = answer(atom.source, self._meaning, about)
        return self._cannot_hold(both(there, differ(derived, said)))

    def _abouts(self, entity: Entity | None) -> Sequence[tuple[Formula, About]]:
        """Return the rows of an entity: any listed one, and the blank while the list is open."""
        if entity is None:
            return [(True, None)]
        opened = neg(self._meaning.world.closed(entity))
        return [(self._rows[entity].filled, self._rows[entity]), (opened, entity)]

    def _link(self, aggregate: Aggregate) -> None:
        """Find the sentences of the Protocol that an aggregate counts for."""
        place = self._rows[aggregate.entity]
        own = self._derived.sentence(aggregate)
        looked_for = self._derived.looked_for(aggregate, place)
        for key in self._of_protocol:
            sentence = self._meaning.sentences[key]
            if sentence.entity is not aggregate.entity:
                continue
            unlike = both(place.filled, differ(looked_for, self._holds_of_row(key)))
            if any(model.holds(unlike) for model in self._models):
                continue
            if self._cannot_hold(unlike):
                self._links += [implies(own, sentence.said), implies(sentence.said, own)]
                self._told = -1

    def _holds_of_row(self, key: object) -> Formula:
        """Return that a sentence is shown by the entity that may be any; worked out once."""
        if key not in self._of_row:
            sentence = self._meaning.sentences[key]
            self._of_row[key] = sentence.holds(self._rows[sentence.entity])
        return self._of_row[key]

    def _rule_out(self) -> bool:
        """Find the sentences that no entity can show, which are not counted; whether there are."""
        found = False
        for key in self._of_protocol:
            sentence = self._meaning.sentences[key]
            shows = both(self._rows[sentence.entity].filled, self._holds_of_row(key))
            if key in self._never or any(model.holds(shows) for model in self._models):
                continue
            if self._cannot_hold(shows):
                found = True
                self._never.add(key)
                self._links.append(neg(sentence.said))
                self._told = -1
        return found

    def _cannot_hold(self, formula: Formula) -> bool:
        if formula is False:
            return True
        if self._told != len(self._meaning.sentences):
            self._solver.tell([*self._meaning.close(), *self._meaning.world.rules, *self._links])
            self._told = len(self._meaning.sentences)
        outcome = self._solver.may_hold([formula])
        if outcome:
            self._models.append(self._solver.model())
        return outcome is False


def _broken(atom: Atom, found: Witness, program: Program) -> Broken:
    condition, kind = atom.source
    return Broken(
        literal=atom.literal,
        derivation=_derivation(atom.literal, program),
        condition=condition,
        kind=kind,
        effect=found.effect,
        incident=found.answer.incident,
    )


def _derivation(literal: int, program: Program) -> tuple[str, ...]:
    """Return in words what derives a literal: its reading, its count, or its clauses."""
    names = [each.name for each in program.literals]
    if program.literals[literal].reading is not None:
        return (names[literal],)
    lines = []
    for stage in program.stages:
        for each in stage.aggregates:
            if each.head == literal:
                blank = " or the blank" if each.blank else ""
                counted = f"{each.over} {each.entity}{blank}: {names[each.literal]}"
                lines.append(f"{names[literal]} <- {counted}")
        for clause in (*stage.incident, *stage.person, *stage.device):
            if clause.head == literal:
                body = ", ".join(names[each] for each in clause.body)
                lines.append(f"{names[literal]} <- {body}")
    return tuple(lines) or (f"{names[literal]} <- nothing",)
