"""Which facts a directive may read, whatever is known."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.deciding import day_of
from reference.small_protocols import DEVICE, PERSON, has_role, must, route, told, under
from sexto_rules.decisions.openness import open_facts
from sexto_rules.decisions.readers import CLASSES, fact_of, readers_of, reads_of
from sexto_rules.decisions.relevance import Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling import sample_incident
from sexto_rules.testing import day_protocols, incidents
from support.shipped import shipped

SHIPPED = sorted(
    path.parent.name for path in (Path(__file__).parents[2] / "rulesets").glob("*/protocol.yaml")
)
AGE = {"person.age", "person.adult", "person.adult_suspected"}


def test_what_directives_read() -> None:
    """Lists where somebody is asked about; the holder of whom something is asked; any age fact."""
    day = day_of(
        must("plain", "call_police", told("blackmail")),
        must("young", "inform_parents", under(14), for_each=PERSON),
        must("held", "secure_device", has_role("sharer", of=Of.HOLDER), for_each=DEVICE),
        classes=(route("danger", told("immediate_danger")), route("calm")),
    )
    reads = reads_of(day)
    assert list(reads) == [CLASSES, 0, 2, 1]
    assert reads == {
        CLASSES: {"immediate_danger"},
        0: {"blackmail"},
        1: {"persons_complete", *AGE},
        2: {"devices_complete", "device.holder", "person.roles"},
    }
    assert readers_of(reads)["blackmail"] == (0,)
    assert readers_of(reads)["persons_complete"] == (1,)


@pytest.mark.parametrize(
    ("path", "fact"),
    [
        ("blackmail", "blackmail"),
        ("answers.x", "answers.x"),
        ("persons_complete", "persons_complete"),
        ("persons.p1.age", "person.age"),
        ("devices.d1.holder", "device.holder"),
    ],
)
def test_facts_as_a_protocol_names_them(path: str, fact: str) -> None:
    """Whoever they are of."""
    assert fact_of(path) == fact


@pytest.mark.no_cover
@given(data=st.data())
def test_nothing_depends_on_a_fact_that_it_does_not_read(data: st.DataObject) -> None:
    """For any protocol and incident."""
    day: DayProtocol = data.draw(day_protocols())
    nothing_else_depends(day, data.draw(incidents(day)))


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_of_a_shipped_protocol_does_either(name: str) -> None:
    """In some incidents at random."""
    rng = random.Random(f"reads {name}")  # noqa: S311 - no secret
    day = on(shipped(name), date(2026, 11, 23))
    for _ in range(5):
        nothing_else_depends(day, sample_incident(rng, day))


def nothing_else_depends(day: DayProtocol, incident: Incident) -> None:
    """Hold what may be found behind conditions against what they read."""
    plan = Plan(day)
    every = Plan(day)
    every.readers = dict.fromkeys(map(fact_of, open_facts(day, incident)), tuple(plan.reads))
    residuals = Residuals(day, incident)
    assert Relevance(plan, residuals).candidates == Relevance(every, residuals).candidates
