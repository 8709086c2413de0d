"""Incidents can be drawn of any protocol, however little it looks at, and they fit it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve, fields_dict
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sexto_rules.decisions import require_incident_fits
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Protocol
from sexto_rules.sampling import (
    EVERYTHING,
    Focus,
    RandomDraw,
    draw_device,
    draw_incident,
    draw_person,
    focus_on,
    happen,
    learn,
    learnable,
)
from sexto_rules.testing import devices, incidents, persons, sample_protocol
from support.build import protocol

DAY: Final = date(2026, 1, 15)
NOTHING: Final = evolve(protocol(), acts={}, doers={})
"""A protocol that has no part at all, not even an act or somebody to do one."""
_RULES: Final = ("directives", "classes", "conclusions")
_VOCABULARY: Final = ("regions", "answers", "acts", "doers")
FEW: Final = settings(max_examples=40, database=None, phases=[Phase.generate])


def poorer(rng: random.Random, whole: Protocol) -> Protocol:
    """Return the protocol without some of its parts, none of which another part names."""
    parts = {
        name: type(getattr(whole, name))() for name in (_RULES[: rng.randrange(len(_RULES) + 1)])
    }
    if len(parts) == len(_RULES):
        parts |= {name: type(getattr(whole, name))() for name in _VOCABULARY if rng.random() < 0.5}
    return evolve(whole, **parts)


def random_days(count: int) -> Iterator[tuple[random.Random, DayProtocol]]:
    """Yield protocols at random, whole ones and ones with hardly anything in them."""
    for number in range(count):
        rng = random.Random(f"any-{number}")  # noqa: S311 - no secret
        yield rng, on(poorer(rng, sample_protocol(rng)), DAY)


def walk(rng: random.Random, focus: Focus) -> Iterator[Incident]:
    """Yield an incident, and what becomes of it as more is learned and happens."""
    draw = RandomDraw(rng)
    incident = draw_incident(draw, focus)
    yield incident
    for _ in range(8):
        paths = learnable(incident, focus)
        if paths and draw.chance(3, 4):
            incident = learn(draw, incident, draw.choose(paths), focus)
        else:
            incident = happen(draw, incident, focus)
        yield incident


def test_of_any_protocol_incidents_are_drawn_that_fit_it() -> None:
    """Whole protocols, those without a directive, an act, somebody to act, a region, an answer."""
    told = 0
    for rng, day in random_days(120):
        focus = focus_on(day)
        for incident in walk(rng, focus):
            require_incident_fits(day, incident)
            told += incident != Incident()
        assert draw_person(RandomDraw(rng), focus)[0].id == "p1"
        assert draw_device(RandomDraw(rng), focus)[0].id == "d1"
    assert told > 600


def without(*names: str) -> Focus:
    """Return the focus on everything, without these parts."""
    nothing: dict[str, Any] = {name: type(getattr(EVERYTHING, name))() for name in names}
    return evolve(EVERYTHING, **nothing)


@pytest.mark.parametrize(
    "focus",
    [
        *(without(name) for name in fields_dict(Focus)),
        without(*fields_dict(Focus)),
        *(evolve(EVERYTHING, edges=edges) for edges in [(12, 13), (40,), (0,), (120,)]),
    ],
)
def test_a_focus_that_lacks_something_still_draws(focus: Focus) -> None:
    """No facts, no edges or none that an adult can have, no acts, nobody to act, no regions."""
    for number in range(40):
        rng = random.Random(f"lacks-{number}")  # noqa: S311 - no secret
        assert all(isinstance(incident, Incident) for incident in walk(rng, focus))


@FEW
@given(st.data())
def test_strategies_draw_of_a_protocol_without_anything(data: st.DataObject) -> None:
    """What is drawn fits it: the facts that the vocabulary has, and no act of anybody."""
    incident = data.draw(incidents(NOTHING))
    require_incident_fits(on(NOTHING, DAY), incident)
    assert incident.done == ()
    assert isinstance(data.draw(persons(NOTHING)), Person)
    assert isinstance(data.draw(devices(NOTHING)), Device)
