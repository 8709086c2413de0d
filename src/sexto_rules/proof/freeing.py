"""Whether anything that can be learned of one incident frees a line that is held.

The incident is fixed; what is open may be told in every way that there is, with as many persons
and devices besides as can make a difference. So the answer is exact.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from sexto_rules.decisions.openness import is_list_open
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.facts import Fact
from sexto_rules.proof.known_of import KnownOf
from sexto_rules.proof.learned_world import Bound, Step, Told
from sexto_rules.proof.lines import Lines
from sexto_rules.proof.opaque import Opaque
from sexto_rules.proof.solver import Formula, Model, Solver, conj, disj, neg
from sexto_rules.proof.world import DevicePlace, PersonPlace, Place, World
from sexto_rules.protocol.model import DayProtocol, Directive
from sexto_rules.protocol.outcome import Target

__all__ = ["Freed", "Freeing"]

_FEW: Final = 2
_MANY: Final = 24


@frozen
class Freed:
    """What came of looking: a step that frees the line, that none does, or neither.

    `is_known` is False where the solver cannot tell.
    """

    step: Step | None = None
    is_known: bool = True


class Freeing:
    """Looks for what frees lines of a directive on a day; not safe from several threads."""

    def __init__(self, day: DayProtocol, directive: Directive, milliseconds: int) -> None:
        """Make it; `milliseconds` is how long the solver may take for one answer."""
        self._day = day
        self._directive = directive
        self._milliseconds = milliseconds
        self._sentences: dict[Entity, int] | None = None

    def of(self, incident: Incident, target: Target | None) -> Freed:
        """Return what can be learned of an incident so that the line of a target comes to be due.

        A few persons and devices more are tried first, then as many as can make a difference.
        """
        for more in (self._few(incident), self._enough(incident)):
            search = _Search(self._day, self._directive, incident, target, more)
            outcome = search.may_be_freed(self._milliseconds)
            if outcome is None:
                return Freed(is_known=False)
            if outcome:
                return Freed(search.step())
            if not any(more.values()):
                break
        return Freed(is_known=all(each <= _MANY for each in more.values()))

    def _few(self, incident: Incident) -> dict[Entity, int]:
        return {kind: _FEW if is_list_open(incident, kind) else 0 for kind in Entity}

    def _enough(self, incident: Incident) -> dict[Entity, int]:
        """Return how many more can make a difference: one who shows each sentence, or two."""
        if self._sentences is None:
            meaning = Opaque(World(self._day), self._day)
            chosen: Mapping[Entity, tuple[Place, ...]] = {
                kind: (meaning.new_place(kind),) for kind in Entity
            }
            Lines(meaning, chosen)
            meaning.close()
            self._sentences = dict.fromkeys(Entity, 0)
            for each in meaning.sentences.values():
                self._sentences[each.entity] += 1
            self._sentences[Entity.PERSON] += 2 * len(meaning.pairs)
        found = dict(self._sentences)
        found[Entity.PERSON] += found[Entity.DEVICE] + len(incident.devices)
        return {kind: found[kind] if is_list_open(incident, kind) else 0 for kind in Entity}


class _Search:
    """A search among all that may be known of an incident once more is learned."""

    def __init__(
        self,
        day: DayProtocol,
        directive: Directive,
        incident: Incident,
        target: Target | None,
        more: Mapping[Entity, int],
    ) -> None:
        more = {kind: min(count, _MANY) for kind, count in more.items()}
        self._world = world = World(day)
        for _ in range(len(incident.persons) + more[Entity.PERSON]):
            world.add_person()
        for _ in range(len(incident.devices) + more[Entity.DEVICE]):
            world.add_device(world.persons)
        self._known = KnownOf(world, incident)
        self._target = None if target is None else self._known.places[str(target.id)]
        meaning = Meaning(world, day)
        chosen: dict[Entity, tuple[Place, ...]] = dict.fromkeys(Entity, ())
        if target is not None and self._target is not None:
            chosen[target.kind] = (self._target,)
        self._due = disj(
            each.due
            for each in Lines(meaning, chosen).duties
            if each.directive.id == directive.id and each.target is self._target
        )
        self._assumed: list[Formula] = []
        self._solver: Solver | None = None

    def may_be_freed(self, milliseconds: int) -> bool | None:
        """Return whether the line can come to be due; None where the solver cannot tell."""
        self._solver = Solver(milliseconds)
        self._solver.tell([*self._world.rules, *self._known.formulas()])
        return self._solver.may_hold([self._due])

    def step(self) -> Step:
        """Return what was learned where the line came to be due, without what can be left out."""
        model = self._model_with_little()
        listed: dict[Entity, Sequence[Told]] = {
            kind: [
                self._told(each, model)
                for each in self._world.places(kind)[self._known.count(kind) :]
                if model.holds(each.filled)
            ]
            for kind in Entity
        }
        target = None if self._target is None else self._told(self._target, model)
        return Step(
            incident=_values(self._world.facts, self._known.facts(), model),
            answers=_values(self._world.answers, self._known.answers(), model),
            target=target or Told(),
            others={kind: self._of_others(kind, model) for kind in Entity},
            listed=listed,
        )

    def _of_others(self, kind: Entity, model: Model) -> Told:
        """Return all that is told of those listed, without the target, as of one."""
        found = [
            self._told(each, model)
            for each in self._world.places(kind)[: self._known.count(kind)]
            if each is not self._target
        ]
        return Told(
            facts={name: value for each in found for name, value in each.facts.items()},
            roles={role: value for each in found for role, value in each.roles.items()},
            age=next((each.age for each in found if each.age is not None), None),
        )

    def _told(self, place: Place, model: Model) -> Told:
        """Return what is told of a place and was not told before."""
        before = self._known.of_place(place)
        facts = _values(place.facts, before, model)
        if isinstance(place, DevicePlace):
            if model.holds(place.told_in_hand.known) and "in_hand" not in before:
                facts["in_hand"] = model.holds(place.told_in_hand.yes)
            return Told(facts=facts)
        roles = {
            role: model.holds(fact.yes)
            for role, fact in place.roles.each.items()
            if model.holds(fact.known) and f"roles.{role}" not in before
        }
        return Told(facts, roles, self._age(place, model))

    def _age(self, place: PersonPlace, model: Model) -> int | Bound | None:
        """Return the age that is told, as the lowest or the highest possible where that frees too.

        None where none is, or where one that was but a claim is told no more.
        """
        low, high = model.number(place.ages.low), model.number(place.ages.high)
        if model.holds(self._known.same_age(place)) or low != high:
            return None
        for bound, possible in self._known.bounds(place).items():
            if self._may_hold([*self._assumed, place.ages.exact, place.ages.low == possible]):
                return bound
        return low

    def _may_hold(self, formulas: Iterable[Formula]) -> bool:
        assert self._solver is not None, "it is asked first whether the line may be freed"
        return self._solver.may_hold(formulas) is True

    def _model_with_little(self) -> Model:
        """Return what the solver finds where nothing more is told than has to be."""
        assert self._solver is not None, "it is asked first whether the line may be freed"
        plain = conj(map(self._known.plain_age, self._world.persons))
        self._assumed = [self._due, plain] if self._may_hold([self._due, plain]) else [self._due]
        self._solver.may_hold(self._assumed)
        model = self._solver.model()
        for each in self._tellings():
            if model.holds(each):
                if not self._may_hold([*self._assumed, neg(each)]):
                    self._assumed.append(each)
                    continue
                model = self._solver.model()
            self._assumed.append(neg(each))
        self._solver.may_hold(self._assumed)
        return self._solver.model()

    def _tellings(self) -> Iterator[Formula]:
        """Yield each single thing that may be told, those that weigh most first."""
        for kind in Entity:
            for place in reversed(self._world.places(kind)[self._known.count(kind) :]):
                yield place.filled
        places: list[Place] = [*self._world.persons, *self._world.devices]
        for place in places:
            yield from (fact.known for fact in place.facts.values())
            if isinstance(place, PersonPlace):
                yield from (fact.known for fact in place.roles.each.values())
                yield neg(self._known.same_age(place))
            else:
                yield from (held for held, _ in place.held_by)
        for fact in (*self._world.facts.values(), *self._world.answers.values()):
            yield fact.known
        yield from (self._world.closed(kind) for kind in Entity)


def _values(
    facts: Mapping[str, Fact], known: Container[str], model: Model
) -> dict[str, str | bool]:
    """Return the values that are told of the facts not known before."""
    return {
        name: value
        for name, fact in facts.items()
        if name not in known
        for value, formula in fact.told.items()
        if model.holds(formula)
    }
