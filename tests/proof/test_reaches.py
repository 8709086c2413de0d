"""What conditions can still become, and worlds after a step, held against single incidents."""

from __future__ import annotations

from typing import Final

import pytest

from proof.learning_steps import is_learning
from proof.pinned import AMOUNTS, Pins, fits, pins_of, rng_of, solver_of
from proof.stuck_by_hand import is_due, said_to_be_free
from sexto_rules.decisions.residual import Residuals
from sexto_rules.facts import Role
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.freeing import Freeing
from sexto_rules.proof.learned_world import LearnedWorld, Step, Told
from sexto_rules.proof.reaches import Reaches
from sexto_rules.proof.reading_model import incident_of
from sexto_rules.proof.stuck import may_be_held
from sexto_rules.proof.world import small_world
from sexto_rules.reference.knowledge import listed
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol

MILLISECONDS: Final = 60_000
SEEDS: Final = range((AMOUNTS.protocols + 1) // 2)
STEP: Final = Step(
    incident={"blackmail": True, "persons_complete": True},
    target=Told({"adult": True}, {Role.DEPICTED: True}, 15),
    others={
        Entity.PERSON: Told({"pupil": False, "adult_suspected": False}, {Role.SHARER: False}),
        Entity.DEVICE: Told({"in_hand": True, "may_hold_material": False}),
    },
    listed={Entity.PERSON: [Told({"pupil": True}, {Role.SENDER: True}, 12)]},
)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_reach_is_never_less_than_a_decision_takes_it_to_be(seed: int) -> None:
    """Of every directive's condition, about everybody listed, in incidents known in part."""
    rng = rng_of(f"reach {seed}")
    day = sample_day_protocol(rng)
    world = small_world(day, 3, 2)
    reaches = Reaches(Meaning(world))
    compared = 0
    for incident in (sample_incident(rng, focus_on(day)) for _ in range(AMOUNTS.incidents)):
        if not fits(world, incident):
            continue
        solver = solver_of(world)
        assert solver.may_hold(pins_of(world, incident))
        model, residuals = solver.model(), Residuals(day, incident)
        for directive in day.directives:
            kind = directive.for_each
            pairs = (
                [(None, None)]
                if kind is None
                else [*zip(listed(incident, kind), world.places(kind), strict=False)]
            )
            for about, place in pairs:
                found = reaches.of(directive.condition, place)
                bits = [model.holds(each) for each in (found.false, found.unknown, found.true)]
                reach = residuals.of(directive.condition, about).reach
                assert all(bit or not reach >> value & 1 for value, bit in enumerate(bits))
                compared += 1
    assert compared


@pytest.mark.parametrize("seed", SEEDS)
def test_after_a_step_only_more_is_known(seed: int) -> None:
    """Whatever the incident, the step gives one that contradicts nothing and forgets nothing."""
    rng = rng_of(f"step {seed}")
    day = sample_day_protocol(rng)
    world = small_world(day, 3, 2)
    learned = LearnedWorld(world, STEP, "p1", "after ")
    told = 0
    for incident in (sample_incident(rng, focus_on(day)) for _ in range(AMOUNTS.incidents)):
        if not fits(world, incident):
            continue
        solver = solver_of(world)
        assert solver.may_hold(pins_of(world, incident))
        before, after = (incident_of(each, solver.model()) for each in (world, learned))
        if any(each.adult_suspected is True for each in before.persons):
            continue  # an age that is but a claim may give way
        assert is_learning(before, after)
        assert before.cannot_say == after.cannot_say
        told += before != after
    assert told


@pytest.mark.parametrize("seed", SEEDS)
def test_what_frees_one_incident_makes_its_line_due_there(seed: int) -> None:
    """The step is read off what was learned, and taken again from the incident it is due."""
    rng = rng_of(f"freed {seed}")
    day = sample_day_protocol(rng)
    for directive in may_be_held(day):
        freeing = Freeing(day, directive, MILLISECONDS)
        for incident in (sample_incident(rng, focus_on(day)) for _ in range(AMOUNTS.incidents)):
            world = small_world(day, 3, 2)
            for line in said_to_be_free(day, incident, directive.id):
                step = freeing.of(incident, line.target).step
                if step is None or not fits(world, incident):
                    continue
                names = Pins(world, incident).names
                target = None if line.target is None else names[str(line.target.id)]
                learned = LearnedWorld(world, step, target, "after ")
                solver = solver_of(world)
                assert solver.may_hold(pins_of(world, incident))
                assert is_due(day, incident_of(learned, solver.model()), line)
