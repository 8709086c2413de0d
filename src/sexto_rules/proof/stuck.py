"""That no line is stuck without the decision saying so.

`design/language.md`, *Prohibition meets duty*. A decision says which open facts may free a line
that is held, and where there are none, that it is stuck. It looks at each condition by itself, so
it may name facts that free nothing. Here: no incident has a held line for which a decision names
facts, though nothing that can be learned makes the line due.

For *every* incident *some* way of learning has to be found. Ways are gathered: an incident that
none of those known frees is looked for; either something frees that one, which is one way more, or
nothing does, and it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from sexto_rules.decisions.freeing import freeing_facts
from sexto_rules.decisions.relevance import Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.finder import Finder, Found, NotReproducedError
from sexto_rules.proof.freeing import Freeing
from sexto_rules.proof.learned_world import LearnedWorld, Step
from sexto_rules.proof.learning import hanging_together
from sexto_rules.proof.lines import Duty, Lines, Prohibition
from sexto_rules.proof.opaque import Opaque
from sexto_rules.proof.reaches import Reaches
from sexto_rules.proof.reading_model import incident_of
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, Solver, both, conj, disj, either, implies, neg
from sexto_rules.proof.world import Place, World, small_world
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Status
from sexto_rules.reference import decide
from sexto_rules.sampling.smallest import smallest

__all__ = ["Stuck", "StuckProver", "may_be_held"]

_MOST_STEPS: Final = 24
_MOST_ROUNDS: Final = 8
_PERSONS: Final = 2
_DEVICES: Final = 1
_FIRST: Final = frozenset({"p1", "d1"})
_TARGET: Final = "p1"


@frozen
class Stuck:
    """What came of one directive: whether one of its lines may be stuck unsaid, and where.

    `may_be` is None where it could not be told.
    """

    may_be: bool | None
    incident: Incident | None = None


_NEVER: Final = Stuck(may_be=False)
_UNDECIDED: Final = Stuck(may_be=None)


def may_be_held(day: DayProtocol) -> Iterator[Directive]:
    """Yield the directives whose acts some prohibition names."""
    forbidden = {
        act for each in day.directives if each.modality is Modality.MUST_NOT for act in each.acts
    }
    for each in day.directives:
        if each.modality is not Modality.MUST_NOT and not forbidden.isdisjoint(each.acts):
            yield each


class StuckProver:
    """Looks for lines of a directive that are stuck unsaid; not safe from several threads."""

    def __init__(self, day: DayProtocol, directive: Directive, *, seconds: int = 60) -> None:
        """Make it ready; `seconds` is how long the solver may take for one answer."""
        self._day = evolve(day, directives=hanging_together(directive, day), invariants=())
        self._directive = directive
        self._milliseconds = 1_000 * seconds
        self._plan = Plan(self._day)
        self._freeing = Freeing(self._day, directive, self._milliseconds)

    def answer(self, finder: Finder) -> Stuck:
        """Return what is so; `finder` looks for incidents of the day."""
        found = finder.find(_is_held(self._directive, self._day), is_read=False).found
        if found is Found.IMPOSSIBLE:
            return _NEVER
        worlds = _Worlds(self._day, self._directive, self._milliseconds, few=False)
        few = _Worlds(self._day, self._directive, self._milliseconds, few=True)
        steps: list[Step] = []
        for _ in range(_MOST_STEPS):
            incident = self._unfreed(worlds, few)
            if not isinstance(incident, Incident):
                return _NEVER if incident is False else _UNDECIDED
            line = self._first_said_to_be_free(incident)
            freed = None if line is None else self._freeing.of(incident, line.target)
            if freed is None or not freed.is_known:
                return _UNDECIDED
            if (
                freed.step in steps
            ):  # it takes more than a step can say: one with fewer may be stuck
                if not incident.persons:
                    return _UNDECIDED
                few.leave_out(len(incident.persons))
                continue
            if freed.step is None:
                return Stuck(may_be=True, incident=smallest(incident, self._is_stuck_unsaid))
            steps.append(freed.step)
            worlds.add(freed.step)
            few.add(freed.step)
        return _UNDECIDED

    def _unfreed(self, worlds: _Worlds, few: _Worlds) -> Incident | bool | None:
        """Return an incident that no step known frees, False if there is none, None if unclear."""
        for _ in range(_MOST_ROUNDS):
            outcome = worlds.may_hold()
            if outcome is not True:
                return outcome
            if few.may_hold():
                incident = few.incident()
                if not self._held_lines(incident):
                    message = f"the reference does not confirm what the solver found: {incident}"
                    raise NotReproducedError(message)
                return incident
            incident = worlds.incident()
            if self._first_said_to_be_free(incident) and not worlds.has_unshown():
                return incident
            if not worlds.add_witnesses():
                return None
        return None

    def _held_lines(self, incident: Incident) -> list[Line]:
        return [
            each
            for each in decide(self._day, incident).lines
            if each.directive == self._directive.id and each.status is Status.HELD
        ]

    def _first_said_to_be_free(self, incident: Incident) -> Line | None:
        """Return the line of whoever is listed first, where a decision names what may free it."""
        lines = self._lines_said_to_be_free(incident)
        first = (each for each in lines if each.target is None or each.target.id in _FIRST)
        return next(first, None)

    def _lines_said_to_be_free(self, incident: Incident) -> list[Line]:
        """Return the held lines of which a decision names what may free them."""
        residuals = Residuals(self._day, incident)
        relevance = Relevance(self._plan, residuals)
        return [
            each
            for each in self._held_lines(incident)
            if freeing_facts(self._plan, relevance, residuals, each)
        ]

    def _is_stuck_unsaid(self, incident: Incident) -> bool:
        """Whether facts are named for a held line that nothing frees."""
        for line in self._lines_said_to_be_free(incident):
            freed = self._freeing.of(incident, line.target)
            if freed.is_known and freed.step is None:
                return True
        return False


def _is_held(directive: Directive, day: DayProtocol) -> Claim:
    """Return the claim that no line of the directive is ever held."""

    def shown(scene: Scene) -> Formula:
        return disj(each.held for each in scene.lines.duties if each.directive.id == directive.id)

    def shows(incident: Incident) -> bool:
        return any(
            each.directive == directive.id and each.status is Status.HELD
            for each in decide(day, incident).lines
        )

    return Claim(shown, shows)


class _Worlds:
    """The incidents in which a line is held and said to be free, and what each step makes of them.

    `few`: incidents of a few persons and devices; else of any number, with sentences as told.
    """

    def __init__(
        self, day: DayProtocol, directive: Directive, milliseconds: int, *, few: bool
    ) -> None:
        self._directive = directive
        self._few = few
        self._world = small_world(day, _PERSONS, _DEVICES) if few else World(day)
        besides: dict[Entity, list[Place]] = {each: [] for each in Entity}
        self._meaning = Meaning(self._world, day) if few else _Somebody(self._world, besides)
        if isinstance(self._meaning, Opaque):
            for each in Entity:
                self._meaning.new_place(each)
        kind = directive.for_each
        self._target = None
        if kind is not None:
            self._target = self._world.places(kind)[0]
            besides[kind].append(self._target)
        self._solver = Solver(milliseconds)
        self._learned: list[LearnedWorld] = []
        self._after: list[_Somebody] = []
        duty, lines = _duty_of(self._meaning, directive, self._target)
        self._asked = [duty.held, _Said(self._meaning, lines, duty).formula()]
        self._witnessed: set[tuple[str, object]] = set()

    def add(self, step: Step) -> None:
        """Look from now on for incidents that this step does not free."""
        name = None if self._target is None else self._target.name
        learned = LearnedWorld(self._world, step, name, f"after {len(self._learned)} ")
        target = None if self._target is None else learned.place_of(self._target)
        besides = {kind: list(listed) for kind, listed in learned.listed.items()}
        if target is not None and self._directive.for_each is not None:
            besides[self._directive.for_each].append(target)
        meaning = Meaning(learned) if self._few else _Somebody(learned, besides)
        duty, _ = _duty_of(meaning, self._directive, target)
        self._asked.append(neg(duty.due))
        self._learned.append(learned)
        if isinstance(meaning, _Somebody):
            self._after.append(meaning)

    def leave_out(self, number: int) -> None:
        """Look from now on for incidents that list fewer persons than so many."""
        for place in self._world.places(Entity.PERSON)[number - 1 :]:
            self._asked.append(neg(place.filled))

    def may_hold(self) -> bool | None:
        """Return whether some incident is left; None where the solver cannot tell."""
        for learned in self._learned:
            learned.mirror()
        closed = [rule for each in (self._meaning, *self._after) for rule in each.close()]
        self._solver.tell([*closed, *self._world.rules])
        return self._solver.may_hold(self._asked)

    def incident(self) -> Incident:
        """Return the incident found last."""
        return incident_of(self._world, self._solver.model())

    @property
    def _sayers(self) -> list[Opaque]:
        first = [self._meaning] if isinstance(self._meaning, Opaque) else []
        return [*first, *self._after]

    def _unshown(self) -> list[tuple[Opaque, object]]:
        """Return the sentences that are true in what was found last and have no witness."""
        model = self._solver.model()
        return [
            (each, key)
            for each in self._sayers
            for key, said in each.said().items()
            if (each.world.name, key) not in self._witnessed and model.holds(said)
        ]

    def has_unshown(self) -> bool:
        """Whether something was taken as told in what was found last, that nobody need show."""
        return bool(self._unshown())

    def add_witnesses(self) -> bool:
        """Give each of those sentences somebody who shows it; return whether there was one."""
        unshown = self._unshown()
        for each, key in unshown:
            self._witnessed.add((each.world.name, key))
            each.add_witness(key)
        return bool(unshown)


class _Somebody(Opaque):
    """What conditions are worth before or after a step, for any number of persons and devices.

    A step tells other things of the target of the line than of everybody else. So whoever shows a
    sentence stands in a place of the others, or is the target or somebody listed by the step
    (`besides`); a device is held by one of the others or by the target.
    """

    def __init__(self, world: World, besides: Mapping[Entity, Sequence[Place]]) -> None:
        super().__init__(world)
        self._besides = besides

    def new_place(self, entity: Entity) -> Place:
        """Return one place more; a device may be held by the target."""
        if entity is Entity.PERSON:
            return self.world.add_person()
        targets = [each for each in self.world.persons if each.name == _TARGET]
        return self.world.add_device([self.world.add_person(), *targets])

    def add_witness(self, key: object) -> None:
        """Give a sentence somebody who shows it; of two persons this is not asked."""
        if key in self.pairs:
            return
        sentence = self.sentences[key]
        places = (self.new_place(sentence.entity), *self._besides[sentence.entity])
        shown = (both(each.filled, sentence.holds(each)) for each in places)
        self._rules.append(implies(sentence.said, disj(shown)))


def _duty_of(meaning: Meaning, directive: Directive, target: Place | None) -> tuple[Duty, Lines]:
    """Return the line of a directive for a target, and the lines that may forbid it."""
    chosen: dict[Entity, tuple[Place, ...]] = dict.fromkeys(Entity, ())
    if target is not None and directive.for_each is not None:
        chosen[directive.for_each] = (target,)
    lines = Lines(meaning, chosen)
    duty = next(
        each for each in lines.duties if each.directive.id == directive.id and each.target is target
    )
    return duty, lines


class _Said:
    """That a decision names facts for a held line: what `freeing_facts` looks at, as a formula."""

    def __init__(self, meaning: Meaning, lines: Lines, duty: Duty) -> None:
        self._reaches = Reaches(meaning)
        self._lines = lines
        self._duty = duty
        self._directives = meaning.day.directives

    def formula(self) -> Formula:
        """Return that of some act every prohibition in force may come to be so no more."""
        duty = self._duty
        return disj(
            conj(
                implies(each.in_force, self._ways_out(each))
                for each in self._lines.blockers(duty.directive, act, duty.target)
            )
            for act in duty.directive.acts
        )

    def _ways_out(self, line: Prohibition) -> Formula:
        directive = line.directive
        reach = self._reaches.of(directive.condition, self._about(directive))
        applies_in_doubt = directive.in_doubt is InDoubt.APPLIES
        leaves = reach.false if applies_in_doubt else reach.not_true
        return either(leaves, self._defeated(directive))

    def _about(self, directive: Directive) -> Place | None:
        target = self._duty.target
        assert not isinstance(target, Entity), "what is held is about somebody listed"
        return target if directive.for_each else None

    def _defeated(self, directive: Directive) -> Formula:
        """Return that something may come to override it that nothing need override in turn."""
        return disj(
            both(
                self._reaches.of(overrider.condition, self._about(overrider)).true,
                *(
                    either(
                        self._reaches.of(other.condition, self._about(other)).not_true,
                        self._defeated(other),
                    )
                    for other in self._overriders(overrider)
                ),
            )
            for overrider in self._overriders(directive)
        )

    def _overriders(self, directive: Directive) -> list[Directive]:
        return [each for each in self._directives if directive.id in each.overrides]
