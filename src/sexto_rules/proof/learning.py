"""Whether learning more takes back what was settled, due or forbidden; and who meant it to.

`design/language.md`, *Three values*, *In doubt*; the testing kit tries the same by hand
(`machine_for`). Of each class: settled, it stays so. Of each duty: due, it does not vanish, except
by an override; held or done it is there. Of each prohibition: in force, it ends only by its
condition becoming certainly false while it was in doubt, by an override, or for "any other" by
closing the list.

Kleene's tables alone keep most of them: a condition that nowhere asks about knowledge itself never
takes its value back. For the others the solver looks for two incidents (`learning_worlds`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import Final

from attrs import evolve, frozen

from sexto_rules.errors import Place
from sexto_rules.facts import Incident
from sexto_rules.proof.finder import NotReproducedError
from sexto_rules.proof.learning_worlds import OpaquePair, Pair, PairSolver, small_pair
from sexto_rules.proof.lines import Prohibition, is_other
from sexto_rules.proof.numbered import numbered_step
from sexto_rules.proof.scene import Scene
from sexto_rules.proof.solver import Formula, both, disj, either, neg
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import Class, DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Status, Truth
from sexto_rules.reference import decide, possible_classes
from sexto_rules.reference.directives import about_of
from sexto_rules.reference.learning import (
    Learning,
    Loss,
    class_losses,
    condition_losses,
    find_deliberate,
    matching_targets,
)
from sexto_rules.sampling.smallest import smallest_step

__all__ = ["Kept", "LearningClaim", "LearningProver", "Standing", "hanging_together", "taking_back"]


class Kept(StrEnum):
    """Whether learning more takes it back."""

    BY_STRUCTURE = "by structure"
    BY_SOLVER = "by the solver"
    ON_PURPOSE = "taken back on purpose"
    BROKEN = "taken back by mistake"
    UNDECIDED = "undecided"


@frozen
class Standing:
    """What is so of one class or directive.

    `nodes` are the conditions that ask about knowledge: those that took the value back in the
    step from `before` to `after`, where there is one, else those that might. `in_doubt` where it
    is of a duty given in doubt, which goes when its condition turns out to be false.
    """

    subject: str
    place: Place
    kept: Kept
    nodes: tuple[Condition, ...] = ()
    in_doubt: bool = False
    before: Incident | None = None
    after: Incident | None = None


_MOST_ROUNDS: Final = 12


@frozen(eq=False)
class LearningClaim:
    """That no step of learning takes something back: as a formula, and on the reference.

    `losses` says why a step took it back, None where it did not; for that a protocol is enough
    that has only those directives which `hang_together`.
    """

    shown: Callable[[Pair], Formula]
    losses: Callable[[Learning], list[Loss] | None]
    hang_together: Callable[[DayProtocol], tuple[Directive, ...]] = lambda _: ()

    def is_broken_by(self, learning: Learning) -> bool:
        """Whether the step takes it back."""
        return self.losses(learning) is not None


class LearningProver:
    """Looks for steps of learning on a day; not safe from several threads."""

    def __init__(self, day: DayProtocol, *, seconds: int = 60) -> None:
        """Make it ready; `seconds` is how long the solver may take for one answer."""
        self._day = day
        self._named = find_deliberate(day)
        self._milliseconds = 1_000 * seconds

    @cached_property
    def _any_number(self) -> PairSolver:
        return PairSolver(OpaquePair(self._day), self._milliseconds)

    @cached_property
    def _small(self) -> PairSolver:
        return PairSolver(small_pair(self._day), self._milliseconds)

    def standings(self) -> Iterator[Standing]:
        """Yield what is so of every class and directive."""
        entries: list[Class | Directive] = [*self._day.classes, *self._day.directives]
        for entry in entries:
            yield from self.of(entry)

    def of(self, entry: Class | Directive) -> Iterator[Standing]:
        """Yield what is so of a class or directive; of one given in doubt, of that too."""
        if isinstance(entry, Class):
            yield self._of_class(entry)
            return
        yield self._of_directive(entry)
        if _is_given_in_doubt(entry):
            standing = Standing(entry.id, entry.place, Kept.UNDECIDED, in_doubt=True)
            yield self._looked_for(_vanishes(entry, certain=False), standing)

    def _of_class(self, one: Class) -> Standing:
        """A class is withdrawn by another coming back: one is always possible, the last has none.

        So it stays where no other may come back.
        """
        others = [each.id for each in self._day.classes if each is not one]
        named = [self._named[each] for each in others if each in self._named]
        nodes = tuple(dict.fromkeys(node for each in named for node in each.nodes))
        if not nodes:
            return Standing(one.id, one.place, Kept.BY_STRUCTURE)
        standing = Standing(one.id, one.place, Kept.UNDECIDED, nodes)
        return self._looked_for(taking_back(one), standing)

    def _of_directive(self, directive: Directive) -> Standing:
        """What its condition is certain of stays, unless it asks about knowledge itself."""
        named = self._named.get(directive.id)
        if named is None or Truth.TRUE not in named.values:
            return Standing(directive.id, directive.place, Kept.BY_STRUCTURE)
        standing = Standing(directive.id, directive.place, Kept.UNDECIDED, named.nodes)
        return self._looked_for(taking_back(directive), standing)

    def _looked_for(self, claim: LearningClaim, undecided: Standing) -> Standing:
        """Return what the solver says; `undecided` is what is left if it cannot tell.

        Raises:
            NotReproducedError: It found two real incidents, and the reference says no.
        """
        if self._any_number.may_hold(claim.shown(self._any_number.pair)) is False:
            return evolve(undecided, kept=Kept.BY_SOLVER, nodes=())
        if self._small.may_hold(claim.shown(self._small.pair)):
            learning = Learning(self._day, *self._small.incidents())
            _confirmed_losses(claim, learning)
            return _with_step(undecided, claim, learning)
        return self._searched(claim, undecided)

    def _searched(self, claim: LearningClaim, undecided: Standing) -> Standing:
        """Give witnesses to what is said of somebody until nothing is left, or two incidents."""
        pair = OpaquePair(self._day)
        solver = PairSolver(pair, self._milliseconds)
        shown = claim.shown(pair)
        for _ in range(_MOST_ROUNDS):
            outcome = solver.may_hold(shown)
            if outcome is False:
                return evolve(undecided, kept=Kept.BY_SOLVER, nodes=())
            if outcome is None:
                return undecided
            learning = Learning(self._day, *solver.incidents())
            if claim.is_broken_by(learning):
                return _with_step(undecided, claim, learning)
            unshown = [each for each in pair.unwitnessed() if solver.holds(each[-1])]
            if not unshown:
                return undecided
            for meaning, key, _ in unshown:
                pair.add_witness(meaning, key)
        return undecided


def taking_back(entry: Class | Directive) -> LearningClaim:
    """Return the claim that no step of learning takes the class or the line back.

    Of a directive, a line that is certain; of a prohibition, also one in force in doubt.
    """
    if isinstance(entry, Class):
        return _is_withdrawn(entry)
    if entry.modality is Modality.MUST_NOT:
        return _ends(entry)
    return _vanishes(entry, certain=True)


def _is_given_in_doubt(directive: Directive) -> bool:
    return directive.modality is not Modality.MUST_NOT and directive.in_doubt is InDoubt.APPLIES


def _confirmed_losses(claim: LearningClaim, learning: Learning) -> list[Loss]:
    """Return what a step takes back.

    Raises:
        NotReproducedError: Nothing, as the reference says.
    """
    losses = claim.losses(learning)
    if losses is None:
        found = f"{learning.before}, then {learning.after}"
        message = f"the reference does not confirm what the solver found: {found}"
        raise NotReproducedError(message)
    return losses


def _with_step(undecided: Standing, claim: LearningClaim, learning: Learning) -> Standing:
    """Return the standing with the smallest step that takes it back, and what took it back."""
    enough = evolve(learning.day, directives=claim.hang_together(learning.day))
    before, after = numbered_step(
        *smallest_step(
            learning.before,
            learning.after,
            lambda one, other: claim.is_broken_by(Learning(enough, one, other)),
        )
    )
    losses = _confirmed_losses(claim, evolve(learning, before=before, after=after))
    is_on_purpose = all(each.deliberate for each in losses) if losses else undecided.in_doubt
    return evolve(
        undecided,
        kept=Kept.ON_PURPOSE if is_on_purpose else Kept.BROKEN,
        nodes=tuple(dict.fromkeys(each.node for each in losses)),
        before=before,
        after=after,
    )


def _is_withdrawn(one: Class) -> LearningClaim:
    """Return the claim that the class, settled, stays settled."""

    def settled(scene: Scene) -> Formula:
        possible = scene.meaning.possible_classes()
        return both(
            possible[one.id], *(neg(may) for name, may in possible.items() if name != one.id)
        )

    def losses(learning: Learning) -> list[Loss] | None:
        were, are = (
            possible_classes(learning.day, each) for each in (learning.before, learning.after)
        )
        if were != (one.id,) or are == were:
            return None
        return list(class_losses(learning))

    return LearningClaim(lambda pair: both(settled(pair.before), neg(settled(pair.after))), losses)


def _vanishes(directive: Directive, *, certain: bool) -> LearningClaim:
    """Return the claim that a duty that is due, certainly or in doubt, stays there.

    So does a note that somebody has read: a scene does not say whether it was.
    """
    name = directive.id
    is_note = directive.modality is Modality.NOTE
    standing = {Status.DUE, Status.DONE} if is_note else {Status.DUE}

    def shown(pair: Pair) -> Formula:
        return disj(
            both(one.due, one.value.true if certain else neg(one.value.true), neg(same.applies))
            for one, same in zip(pair.before.lines.duties, pair.after.lines.duties, strict=True)
            if one.directive.id == name
        )

    def is_taken(one: Line | None, same: Line | None) -> bool:
        return (
            one is not None
            and one.status in standing
            and one.certain is certain
            and (same is None or same.status is Status.POSSIBLE)
        )

    return LearningClaim(
        shown,
        lambda learning: _losses(directive, learning, is_taken),
        lambda day: hanging_together(directive, day),
    )


def _ends(directive: Directive) -> LearningClaim:
    """Return the claim that a prohibition in force stays so.

    It may be overridden, or turn out not to apply where that was in doubt.
    """

    def shown(pair: Pair) -> Formula:
        return disj(
            both(
                one.in_force,
                now_here,
                neg(same.in_force),
                neg(same.defeated),
                either(one.value.true, same.value.possible),
            )
            for one, same, now_here in _prohibitions(directive, pair)
        )

    def is_taken(one: Line | None, same: Line | None) -> bool:
        return (
            one is not None
            and same is not None
            and one.status is Status.IN_FORCE
            and same.status not in {Status.IN_FORCE, Status.OVERRIDDEN}
            and (one.certain or same.status is not Status.LIFTED)
        )

    return LearningClaim(
        shown,
        lambda learning: _losses(directive, learning, is_taken),
        lambda day: hanging_together(directive, day),
    )


def _prohibitions(
    directive: Directive, pair: Pair
) -> Iterator[tuple[Prohibition, Prohibition, Formula]]:
    """Yield each line before, the same after, and that it is there after.

    One of an entity that is new was the line of "any other".
    """
    lines = [
        (one, same)
        for one, same in zip(
            pair.before.lines.prohibitions, pair.after.lines.prohibitions, strict=True
        )
        if one.directive.id == directive.id
    ]
    other = next((one for one, _ in lines if is_other(one.target)), None)
    for one, same in lines:
        yield one, same, same.here
        if other is not None and other is not one:
            yield other, same, both(same.here, neg(one.here))


def hanging_together(directive: Directive, day: DayProtocol) -> tuple[Directive, ...]:
    """Return the directive, the prohibitions of its acts, and whatever overrides one of them."""
    found = {directive.id}
    for other in day.directives:
        if other.modality is Modality.MUST_NOT and not {*other.acts}.isdisjoint(directive.acts):
            found.add(other.id)
    while True:
        more = {
            each.id
            for each in day.directives
            if each.id not in found and not found.isdisjoint(each.overrides)
        }
        if not more:
            return tuple(each for each in day.directives if each.id in found)
        found |= more


def _losses(
    directive: Directive,
    learning: Learning,
    is_taken: Callable[[Line | None, Line | None], bool],
) -> list[Loss] | None:
    """Return why a line of the directive was taken back, of the first target where one was."""
    act = directive.acts[0] if directive.modality is Modality.MUST_NOT else ""
    were, are = (
        {
            each.target: each
            for each in decide(learning.day, incident).lines
            if each.directive == directive.id and (not act or each.acts == (act,))
        }
        for incident in (learning.before, learning.after)
    )
    for target_before, target in matching_targets(learning, directive, act):
        if is_taken(were.get(target_before), are.get(target)):
            abouts = (
                (about_of(target_before, learning.before), about_of(target, learning.after))
                if directive.for_each
                else (None, None)
            )
            return list(condition_losses(directive.condition, learning, *abouts))
    return None
