"""What conditions, classes and lines are worth in a world: as on the reference."""

from __future__ import annotations

import pytest

from proof.pinned import AMOUNTS, Pins, fits, rng_of, solver_of, truth_in
from proof.statuses import done_notes, statuses_in, statuses_of
from sexto_rules.decisions import require_incident_fits
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.lines import Lines
from sexto_rules.proof.reading_model import incident_of
from sexto_rules.proof.solver import Model, neg
from sexto_rules.proof.world import Place, World, small_world
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.reference import BLANK, About, decide, evaluate
from sexto_rules.reference.conditions import conclusion_value
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol

PARTS = 4
PERSONS, DEVICES = 4, 3


class Encoded:
    """A random protocol in a small world, with the value of everything that decides."""

    def __init__(self, day: DayProtocol) -> None:
        """Ask everything once; the solver hears of it with the rules."""
        self.day = day
        self.world: World = small_world(day, PERSONS, DEVICES)
        self.meaning = Meaning(self.world)
        chosen: dict[Entity, tuple[Place, ...]] = {
            kind: tuple(self.world.places(kind)) for kind in Entity
        }
        self.lines = Lines(self.meaning, chosen)
        self.solver = solver_of(self.world)

    def differences(self, model: Model, incident: Incident) -> list[str]:
        """Return where a model of the incident says other than the reference."""
        found = [
            f"{name} of {place}: {said}, expected {wanted}"
            for name, place, said, wanted in self._values(model, incident)
            if said is not wanted
        ]
        outcome = decide(self.day, incident)
        possible = self.meaning.possible_classes()
        classes = tuple(name for name, formula in possible.items() if model.holds(formula))
        if classes != outcome.possible_classes:
            found.append(f"classes: {classes}, expected {outcome.possible_classes}")
        names = Pins(self.world, incident).names
        left_out = done_notes(outcome, self.day, names)
        wanted_lines, lines = statuses_of(outcome, names), statuses_in(self.lines, model)
        return [
            *found,
            *(
                f"{key}: {lines.get(key)}, expected {wanted_lines.get(key)}"
                for key in sorted({*wanted_lines, *lines})
                if lines.get(key) != wanted_lines.get(key) and key not in left_out
            ),
        ]

    def _values(self, model: Model, incident: Incident) -> list[tuple[str, str, object, object]]:
        found: list[tuple[str, str, object, object]] = []
        conditions: list[tuple[str, Entity | None, Condition]] = [
            (each.id, each.for_each, each.condition) for each in self.day.directives
        ]
        for name, kind, condition in conditions:
            for place, about in self._abouts(kind, incident):
                said = truth_in(model, self.meaning.value(condition, place))
                wanted = evaluate(condition, self.day, incident, about)
                found.append((name, str(about), said, wanted))
        for one in self.day.conclusions:
            for place, about in self._abouts(one.for_each, incident):
                said = truth_in(model, self.meaning.conclusion(one.id, place))
                wanted = conclusion_value(one, self.day, incident, about)
                found.append((one.id, str(about), said, wanted))
        return found

    def _abouts(
        self, kind: Entity | None, incident: Incident
    ) -> list[tuple[Place | Entity | None, About]]:
        if kind is None:
            return [(None, None)]
        listed: tuple[Person | Device, ...] = (
            incident.persons if kind is Entity.PERSON else incident.devices
        )
        return [*zip(self.world.places(kind), listed, strict=False), (kind, BLANK)]


def protocols(part: int) -> list[int]:
    """Return the numbers of the random protocols of a part."""
    return list(range(part, AMOUNTS.protocols, PARTS))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_incident_is_representable_and_worth_the_same(part: int) -> None:
    """Conditions, conclusions, possible classes, and the status of every line."""
    for seed in protocols(part):
        rng = rng_of(seed)
        day = sample_day_protocol(rng)
        encoded, focus = Encoded(day), focus_on(day)
        for number in range(AMOUNTS.incidents):
            incident = sample_incident(rng, focus)
            if not fits(encoded.world, incident):
                continue
            pins = list(Pins(encoded.world, incident).formulas())
            assert encoded.solver.may_hold(pins), (seed, number, incident)
            found = encoded.differences(encoded.solver.model(), incident)
            assert not found, (seed, number, found, incident)


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_the_solver_finds_is_an_incident_worth_the_same(part: int) -> None:
    """Models with a few things fixed at random are legal incidents of the protocol."""
    for seed in protocols(part):
        rng = rng_of(f"back-{seed}")
        day = sample_day_protocol(rng)
        encoded = Encoded(day)
        world = encoded.world
        free = [
            *(formula for _, _, _, formula in world.journal()),
            *(place.filled for kind in Entity for place in world.places(kind)),
            *(fact.unsayable for person in world.persons for fact in person.facts.values()),
            *(device.secured_last for device in world.devices),
            *(held for device in world.devices for held, _ in device.held_by),
        ]
        for number in range(AMOUNTS.incidents):
            fixed = rng.sample(free, min(6, len(free)))
            asked = [each if rng.random() < 0.6 else neg(each) for each in fixed]
            if not encoded.solver.may_hold(asked):
                continue
            model = encoded.solver.model()
            incident = incident_of(world, model)
            require_incident_fits(day, incident)
            found = encoded.differences(model, incident)
            assert not found, (seed, number, found, incident)
