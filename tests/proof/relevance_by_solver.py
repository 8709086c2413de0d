"""Whether an open fact of an incident is relevant, as the solver says.

`design/language.md`, *Questions*: there are values of other open facts such that, these known,
learning this one changes the possible classes, or which directives are due, held or in force. The
protocol is put to the solver in the words of the proof layer, not in those of `decisions`: one
incident in which more is known, and the same with this fact learned besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import z3
from attrs import frozen

from proof.crowd import Crowd, Sentence
from proof.learned import LISTS, Learned
from sexto_rules.decisions.openness import is_list_open
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.lines import Duty, Lines
from sexto_rules.proof.reading_model import incident_of
from sexto_rules.proof.solver import (
    Formula,
    Model,
    Number,
    Solver,
    disj,
    implies,
    new_bool,
    new_number,
)
from sexto_rules.proof.world import DevicePlace, PersonPlace, Place, World
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.outcome import Scope, Target
from sexto_rules.reference.directives import is_done

__all__ = ["Answer", "RelevanceBySolver"]

_MILLISECONDS: Final = 60_000
_MOST_ROUNDS: Final = 24


@frozen
class Answer:
    """Whether a fact is relevant, with two incidents where it is; None where it is not clear."""

    is_relevant: bool | None
    before: Incident | None = None
    after: Incident | None = None


class RelevanceBySolver:
    """Answers for the open facts of one incident; not safe from several threads.

    First with one person and device more, and those who hold the devices: what is found so is so.
    Then what holds of anybody else is taken as told: what is not found then is not to be found,
    for any number of them. As long as something is told that nobody shows, those who show it get
    a place; what has to be found so is found in a scene of its own, which has more places.
    """

    def __init__(self, day: DayProtocol, incident: Incident) -> None:
        """Put the protocol and the incident to the solver."""
        self._day = day
        self._incident = incident
        self._scene = _Scene(day, incident)

    @cached_property
    def _wider(self) -> _Scene:
        return _Scene(self._day, self._incident)

    def of(self, path: str) -> Answer:
        """Return whether a fact is relevant."""
        answer = self._scene.find(path)
        for _ in range(_MOST_ROUNDS):
            if answer is not None:
                break
            answer = self._wider.find(path)
            if answer is None and not self._wider.add_witnesses():
                break
        return answer or Answer(is_relevant=None)


class _Scene:
    """One incident in which more is known, with a few places for those not listed yet."""

    def __init__(self, day: DayProtocol, incident: Incident) -> None:
        self._world = world = World(day)
        open_lists = frozenset(kind for kind in Entity if is_list_open(incident, kind))
        listed = {
            Entity.PERSON: len(incident.persons),
            Entity.DEVICE: len(incident.devices),
        }
        for _ in incident.persons:
            world.add_person()
        self._crowd = crowd = Crowd(world, listed, open_lists)
        for _ in incident.devices:
            crowd.new_place(Entity.DEVICE)
        chosen: dict[Entity, tuple[Place, ...]] = {}
        for kind in Entity:
            new = (crowd.new_place(kind),) if kind in open_lists else ()
            chosen[kind] = (*crowd.listed(kind), *new)
        self._anybody = {kind: chosen[kind][-1] for kind in open_lists}
        self._learned = Learned(world, incident)
        lines = Lines(crowd, chosen)
        self._counting = _Together(_counting(lines, _Notes(incident, self._learned.names)))
        self._solver = Solver(_MILLISECONDS)
        self._witnesses: dict[tuple[int, bool], Formula] = {}
        self._unshown: list[tuple[int, bool]] = []
        self._told = _Together(())
        self._extent: tuple[int, ...] = ()

    def find(self, path: str) -> Answer | None:
        """Return whether a fact is relevant, None where those who show it have no place yet."""
        rules = self._rules()
        step = _Step(path, self._learned, self._crowd, self._anybody)
        changes = disj(old != new for old, new in step.otherwise(self._counting))
        if changes is False:
            return Answer(is_relevant=False)
        asked = [changes, *(new for _, new in step.otherwise(rules)), *step.keeps]
        real = [each.said == self._crowd.shown(each) for each in self._crowd.sentences]
        if self._solver.may_hold([*asked, *real, *map(step.of, real)]):
            model = self._solver.model()
            return Answer(
                is_relevant=True,
                before=incident_of(self._world, model),
                after=incident_of(self._world, _After(model, step)),
            )
        witnessed = [
            step.of(shown) if is_after else shown
            for (_, is_after), shown in self._witnesses.items()
        ]
        outcome = self._solver.may_hold([*asked, *witnessed])
        if outcome:
            self._unshown = list(self._true_unshown(step))
            return None
        return Answer(outcome)

    def add_witnesses(self) -> bool:
        """Give a place to whoever shows what was last taken as told; return whether any was."""
        for number, is_after in self._unshown:
            sentence = self._crowd.sentences[number]
            self._witnesses[number, is_after] = self._crowd.witness(sentence)
        return bool(self._unshown)

    def _true_unshown(self, step: _Step) -> Iterator[tuple[int, bool]]:
        """Yield what is told, before the step or after it, and has no witness there."""
        model = self._solver.model()
        for number, sentence in enumerate(self._crowd.sentences):
            after = step.of(sentence.said)
            if (number, False) not in self._witnesses and model.holds(sentence.said):
                yield number, False
            is_another = not after.eq(sentence.said)
            if is_another and (number, True) not in self._witnesses and model.holds(after):
                yield number, True

    def _rules(self) -> _Together:
        """Return all that holds before a step, with the places there are so far."""
        extent = (len(self._world.persons), len(self._world.devices))
        if extent != self._extent:
            self._extent = extent
            rules = [*self._crowd.close(), *self._world.rules, *self._learned.formulas()]
            self._solver.tell(rules)
            self._told = _Together(rules)
        return self._told


class _Step:
    """One fact learned: what of the world is otherwise after it.

    What holds of somebody not listed is the same as before, unless the fact is one that it reads,
    or is who is listed. Then it is a bool of its own.
    """

    def __init__(
        self, path: str, learned: Learned, crowd: Crowd, anybody: Mapping[Entity, Place]
    ) -> None:
        self._path = path
        self._anybody = anybody
        self._pairs = [(each, self._again(each)) for each in learned.terms(path)]
        kind = LISTS.get(path)
        growing = [each for each in crowd.sentences if kind is not None and each.is_of(kind)]
        self._pairs += [(each.said, self._again(each.said)) for each in growing]
        self._say_again([each for each in crowd.sentences if each not in growing])
        self._by_id = {old.get_id(): new for old, new in self._pairs}
        self.keeps: Sequence[Formula] = [
            *learned.unlearned(path),
            *learned.stays(path, {str(old): new for old, new in self._pairs}),
            *(
                implies(each.said, self.of(each.said))
                for each in growing
                if not self._is_otherwise(each)
            ),
        ]

    def _again(self, term: Formula) -> Formula:
        name = f"{term} once {self._path} is learned"
        return new_bool(name) if z3.is_bool(term) else new_number(name)

    def _say_again(self, sentences: list[Sentence]) -> None:
        """Take up each sentence that reads what is otherwise: so it may be otherwise itself."""
        while changed := [each for each in sentences if self._is_otherwise(each)]:
            self._pairs += [(each.said, self._again(each.said)) for each in changed]
            sentences = [each for each in sentences if each not in changed]

    def _is_otherwise(self, sentence: Sentence) -> bool:
        """Whether what is so of one not listed may be otherwise; two of them are years apart."""
        if sentence.entity is None:
            return False
        holds = sentence.holds(self._anybody[sentence.entity])
        return not isinstance(holds, bool) and not holds.eq(self.of(holds))

    def of(self, formula: Formula) -> Formula:
        """Return a formula as it is after the step."""
        return formula if isinstance(formula, bool) else z3.substitute(formula, *self._pairs)

    def otherwise(self, formulas: _Together) -> Iterator[tuple[Formula, Formula]]:
        """Yield each formula that is otherwise after the step, as it is before and after."""
        after = self.of(formulas.whole)
        if not after.eq(formulas.whole):
            for old, new in zip(formulas.each, after.children(), strict=True):
                if not old.eq(new):
                    yield old, new

    def term(self, term: Formula) -> Formula:
        """Return what a single term is after the step."""
        return self._by_id.get(term.get_id(), term)


class _Together:
    """Formulas to be looked at together."""

    def __init__(self, formulas: Iterable[Formula]) -> None:
        terms = [each for each in formulas if not isinstance(each, bool)]
        self.whole = z3.And(terms)
        self.each = self.whole.children()


class _After(Model):
    """What the solver found, after the step."""

    def __init__(self, model: Model, step: _Step) -> None:
        self._before = model
        self._step = step

    def holds(self, formula: Formula) -> bool:
        return self._before.holds(formula if formula is False else self._step.term(formula))

    def number(self, number: Number) -> int:
        return self._before.number(self._step.term(number))


class _Notes:
    """Which notes the journal says to be done, which the proof layer leaves out."""

    def __init__(self, incident: Incident, names: Mapping[str, str]) -> None:
        self._incident = incident
        self._ids = {name: its_id for its_id, name in names.items()}

    def is_done(self, line: Duty) -> bool:
        """Whether the line is of a note, and done; of somebody not listed it is not."""
        directive, target = line.directive, line.target
        if directive.modality is not Modality.NOTE:
            return False
        if not isinstance(target, PersonPlace | DevicePlace):
            return target is None and is_done(directive, None, self._incident)
        kind = Entity.PERSON if isinstance(target, PersonPlace) else Entity.DEVICE
        its_id = self._ids.get(target.name)
        return its_id is not None and is_done(
            directive, Target(kind, Scope.ONE, its_id), self._incident
        )


def _counting(lines: Lines, notes: _Notes) -> Iterator[Formula]:
    """Yield all that counts: which class is possible, and how each line stands."""
    yield from lines.meaning.possible_classes().values()
    for line in lines.prohibitions:
        yield line.in_force
    for duty in lines.duties:
        if notes.is_done(duty):
            continue
        yield duty.held
        if duty.blocked:
            yield from (duty.due_with(act) for act in duty.blocked)
        else:
            yield duty.due
