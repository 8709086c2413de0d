"""What breaks an invariant, as a formula of a scene.

`design/language.md`, *Invariants*; the reference says the same in `reference.invariants`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from sexto_rules.facts import Incident
from sexto_rules.proof.lines import Duty
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, conj, disj, neg
from sexto_rules.proof.world import Place
from sexto_rules.protocol.model import DayProtocol, Invariant, Modality, Promise, PromiseKind
from sexto_rules.reference import decide, violations

__all__ = ["breaks", "premise"]

_GIVEN: Final = frozenset({Modality.MUST, Modality.SHOULD, Modality.MAY})


def breaks(invariant: Invariant, day: DayProtocol) -> Claim:
    """Return the claim that no incident breaks the invariant, one of those of the day."""
    assert invariant in day.invariants, "a scene has a place for whom the day's promises speak of"

    def shows(incident: Incident) -> bool:
        broken = violations(day, incident, decide(day, incident))
        return any(name == invariant.id for name, _ in broken)

    return Claim(lambda scene: _Broken(invariant, scene).formula(), shows)


def premise(invariant: Invariant, scene: Scene) -> Formula:
    """Return that the premise of an invariant holds (with `for_each`, of the first one listed)."""
    return _Broken(invariant, scene).premise()


class _Broken:
    """An invariant in a scene."""

    def __init__(self, invariant: Invariant, scene: Scene) -> None:
        self._invariant = invariant
        self._scene = scene
        kind = invariant.for_each
        self._this: Place | None = None if kind is None else scene.chosen[kind][0]

    def formula(self) -> Formula:
        """Return that its premise holds and a promise does not."""
        promises, some_of = self._invariant.promises, self._invariant.some_of
        fails = disj((*map(self._fails, promises), self._none_of(some_of)))
        return both(self.premise(), fails)

    def premise(self) -> Formula:
        """Return that its premise holds."""
        return both(
            True if self._this is None else self._this.filled,
            self._scene.meaning.value(self._invariant.always, self._this).true,
            self._is_due(self._invariant.when_due),
        )

    def _is_due(self, acts: tuple[str, ...]) -> Formula:
        if not acts:
            return True
        duties = list(self._lines(frozenset({Modality.MUST})))
        return disj(both(each.here, each.due_with(act)) for each in duties for act in acts)

    def _lines(self, modalities: frozenset[Modality]) -> Iterator[Duty]:
        """Yield the lines of these modalities, without those of another target of its kind."""
        kind = self._invariant.for_each
        for each in self._scene.lines.duties:
            if each.directive.modality not in modalities:
                continue
            if kind is None or each.directive.for_each is not kind or each.target is self._this:
                yield each

    def _fails(self, promise: Promise) -> Formula:
        """Return that a promise does not hold."""
        match promise.kind:
            case PromiseKind.MUST:
                return disj(
                    both(here, neg(self._has_duty({act}, target)))
                    for act in promise.acts
                    for here, target in self._targets(act)
                )
            case PromiseKind.MUST_NOT:
                return disj(
                    both(here, neg(self._has_prohibition(act, target)))
                    for act in promise.acts
                    for here, target in self._targets(act)
                )
            case PromiseKind.NEVER:
                return disj(
                    each.present
                    for each in self._lines(_GIVEN)
                    if not set(promise.acts).isdisjoint(each.directive.acts)
                )
            case PromiseKind.ORDER:
                return self._out_of_order(*promise.acts)
            case PromiseKind.NO_CONFLICT:
                return disj(each.conflict for each in self._lines(_GIVEN))
            case _:
                assert_never(promise.kind)

    def _none_of(self, promises: tuple[Promise, ...]) -> Formula:
        """Return that no alternative holds, also not as a duty that any of them meets."""
        if not promises:
            return False
        acts = {
            act
            for each in promises
            if each.kind is PromiseKind.MUST and len(each.acts) == 1
            for act in each.acts
        }
        return both(conj(map(self._fails, promises)), neg(self._has_duty(acts, None)))

    def _targets(self, act: str) -> list[tuple[Formula, Place | None]]:
        """Return the targets that a promise asks for, each with that it is listed."""
        kind = self._scene.day.protocol.acts[act].target
        if kind is None:
            return [(True, None)]
        if self._this is not None and kind is self._invariant.for_each:
            return [(True, self._this)]
        return [(each.filled, each) for each in self._scene.chosen[kind]]

    def _has_duty(self, acts: Iterable[str], target: Place | None) -> Formula:
        acts = set(acts)
        return disj(
            each.met_by_none_but(acts)
            for each in self._scene.lines.duties
            if each.directive.modality is Modality.MUST and each.target is target
        )

    def _has_prohibition(self, act: str, target: Place | None) -> Formula:
        return disj(
            each.in_force
            for each in self._scene.lines.prohibitions
            if act in each.directive.acts and (each.target is None or each.target is target)
        )

    def _out_of_order(self, first: str, second: str) -> Formula:
        """Return that a line of the second act does not stand after one of the first."""
        lines = list(enumerate(self._lines(_GIVEN)))
        return disj(
            both(_names(one, first), _names(other, second))
            for place, one in lines
            if first in one.directive.acts
            for its_place, other in lines
            if its_place <= place and second in other.directive.acts
        )


def _names(line: Duty, act: str) -> Formula:
    """Return that the line is there and names the act: of a due one, only those that are free."""
    return both(line.present, neg(both(line.due, line.blocked[act])))
