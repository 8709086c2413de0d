"""What one protocol promises and another one does not.

A promise binds decisions, so it is not asked whether the decisions of either protocol keep it: both
do. *When* it is called for is decided by the solver, over every incident; *what* is promised then,
and which duties have to be due before, is compared as it stands, one act at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from sexto_rules.facts import Incident
from sexto_rules.proof.cases import Case, CaseOf, Cases
from sexto_rules.proof.routes import scene_of
from sexto_rules.proof.scene import Scene
from sexto_rules.proof.solver import Formula, both, conj, disj, neg
from sexto_rules.proof.world import Place
from sexto_rules.protocol.model import DayProtocol, Invariant, Promise, PromiseKind
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import About, evaluate
from sexto_rules.reference.knowledge import listed

__all__ = [
    "abouts_of_invariant",
    "is_called_for",
    "is_promised_there",
    "promised_in_both",
    "promised_more",
]

_Simple: TypeAlias = tuple[PromiseKind, tuple[str, ...]]
_Unit: TypeAlias = _Simple | frozenset[_Simple]
_WHOLE: Final = {PromiseKind.ORDER, PromiseKind.NO_CONFLICT}


def promised_more(invariant: Invariant, here: DayProtocol, there: DayProtocol) -> Cases:
    """Return, of each whom an invariant speaks of, that not all it promises is promised there."""
    promising_each = (
        [each for each in there.invariants if _promises(each, unit, invariant)]
        for unit in _units(invariant)
    )
    kept = {tuple(each.id for each in those): those for those in promising_each}.values()

    def shown(scene: Scene) -> list[Case]:
        place, filled = _this(invariant, scene)
        others = (
            disj(_premise(each, there, scene, place) for each in promising) for promising in kept
        )
        differs = both(filled, _premise(invariant, here, scene, place), neg(conj(others)))
        return [Case(place, filled, differs)]

    def shows(incident: Incident) -> list[CaseOf]:
        return [
            CaseOf(
                about,
                is_called_for(invariant, here, incident, about)
                and not all(
                    any(is_called_for(each, there, incident, about) for each in promising)
                    for promising in kept
                ),
            )
            for about in abouts_of_invariant(invariant, incident)
        ]

    return Cases(invariant.for_each, shown, shows)


def is_promised_there(invariant: Invariant, there: DayProtocol) -> bool:
    """Whether all that an invariant promises is promised there too, at whatever time."""
    return all(
        any(_promises(each, unit, invariant) for each in there.invariants)
        for unit in _units(invariant)
    )


def promised_in_both(
    before: Invariant, after: Invariant, was: DayProtocol, now: DayProtocol
) -> Cases:
    """Return, of each whom the later one speaks of, that both are called for."""

    def shown(scene: Scene) -> list[Case]:
        place, filled = _this(after, scene)
        one, other = _premise(before, was, scene, place), _premise(after, now, scene, place)
        return [Case(place, filled, both(filled, one, other))]

    def shows(incident: Incident) -> list[CaseOf]:
        return [
            CaseOf(
                about,
                is_called_for(before, was, incident, about)
                and is_called_for(after, now, incident, about),
            )
            for about in abouts_of_invariant(after, incident)
        ]

    return Cases(after.for_each, shown, shows)


def is_called_for(invariant: Invariant, day: DayProtocol, incident: Incident, about: About) -> bool:
    """Return whether the premise of an invariant holds, its duties apart."""
    return evaluate(invariant.always, day, incident, about) is Truth.TRUE


def _this(invariant: Invariant, scene: Scene) -> tuple[Place | None, Formula]:
    if invariant.for_each is None:
        return None, True
    place = scene.chosen[invariant.for_each][0]
    return place, place.filled


def abouts_of_invariant(invariant: Invariant, incident: Incident) -> list[About]:
    """Return what an invariant speaks of in an incident."""
    return [None] if invariant.for_each is None else list(listed(incident, invariant.for_each))


def _premise(invariant: Invariant, day: DayProtocol, scene: Scene, place: Place | None) -> Formula:
    return scene_of(day, scene).meaning.value(invariant.always, place).true


def _units(invariant: Invariant) -> Iterator[_Unit]:
    """Yield what is promised, one act at a time where that means the same."""
    for each in invariant.promises:
        yield from _simple(each)
    if invariant.some_of:
        yield frozenset(unit for each in invariant.some_of for unit in [_as_one(each)])


def _simple(promise: Promise) -> Iterator[_Simple]:
    if promise.kind in _WHOLE:
        yield _as_one(promise)
    else:
        for act in promise.acts:
            yield promise.kind, (act,)


def _as_one(promise: Promise) -> _Simple:
    acts = promise.acts if promise.kind in _WHOLE else tuple(sorted(promise.acts))
    return promise.kind, acts


def _promises(one: Invariant, unit: _Unit, other: Invariant) -> bool:
    """Whether an invariant promises the unit of another one, whenever both are called for."""
    if one.for_each is not other.for_each:
        return False
    if one.when_due and not (other.when_due and set(other.when_due) <= set(one.when_due)):
        return False
    promised = set(_units(one))
    if unit in promised:
        return True
    if not isinstance(unit, frozenset):
        return False
    return any(each <= unit if isinstance(each, frozenset) else each in unit for each in promised)
