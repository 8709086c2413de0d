"""What breaks a promise: the formula in a world fixed to an incident, and the reference."""

from __future__ import annotations

from collections import Counter

from attrs import evolve

from proof.pinned import AMOUNTS, fits, pins_of, rng_of, solver_of
from proof.promised import with_random_invariants
from proof.worlds import small_scene_of
from sexto_rules.proof.promises import breaks
from sexto_rules.proof.scene import Scene
from sexto_rules.proof.solver import Formula, disj
from sexto_rules.protocol.model import Invariant, PromiseKind
from sexto_rules.reference import decide, violations
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol

PERSONS, DEVICES = 4, 3
INVARIANTS = 6


def test_a_promise_is_broken_where_the_reference_says_so() -> None:
    """Every kind of promise is broken by some incident, and kept by some."""
    seen: Counter[tuple[PromiseKind, bool]] = Counter()
    for seed in range(AMOUNTS.protocols):
        rng = rng_of(f"promises-{seed}")
        day = with_random_invariants(sample_day_protocol(rng), rng, INVARIANTS)
        scene, focus = small_scene_of(day, PERSONS, DEVICES), focus_on(day)
        solver = solver_of(scene.world)
        shown = {each.id: _broken_of_any(each, scene) for each in day.invariants}
        for number in range(AMOUNTS.incidents):
            incident = sample_incident(rng, focus)
            if not fits(scene.world, incident):
                continue
            assert solver.may_hold(pins_of(scene.world, incident)), (seed, number)
            model = solver.model()
            broken = {name for name, _ in violations(day, incident, decide(day, incident))}
            said = {name for name, formula in shown.items() if model.holds(formula)}
            assert said == broken, (seed, number, day.invariants, incident)
            seen.update(
                (promise.kind, each.id in broken)
                for each in day.invariants
                for promise in (*each.promises, *each.some_of)
            )
    assert {*seen} == {(kind, broken) for kind in PromiseKind for broken in (True, False)}


def _broken_of_any(invariant: Invariant, scene: Scene) -> Formula:
    """Return that the invariant is broken, of whichever entity: a claim speaks of the first."""
    claim, kind = breaks(invariant, scene.day), invariant.for_each
    if kind is None:
        return claim.shown(scene)
    places = scene.chosen[kind]
    return disj(
        claim.shown(evolve(scene, chosen={**scene.chosen, kind: (place,)})) for place in places
    )
