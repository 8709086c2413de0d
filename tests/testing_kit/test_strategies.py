"""Strategies of the kit: what they draw is valid, respects a protocol, and needs no import."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sexto_rules.decisions import require_incident_fits
from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, Person
from sexto_rules.library import load_protocol
from sexto_rules.protocol.dates import on
from sexto_rules.sampling import EVERYTHING, Focus, focus_on
from sexto_rules.testing import devices, incidents, persons

QUEBEC = load_protocol("ca-qc-sexto")
DAY = date(2026, 1, 15)
FEWER = settings(max_examples=settings().max_examples // 3)
FEW = Focus(
    incident=frozenset(),
    person=frozenset({"age"}),
    device=frozenset({"connected"}),
    edges=(12, 13),
    acts=(),
)


def drawn(strategy: st.SearchStrategy[object], count: int = 200) -> list[object]:
    """Return so many draws, the same every time."""
    seen: list[object] = []

    @settings(max_examples=count, database=None, derandomize=True, phases=[Phase.generate])
    @given(strategy)
    def draw(value: object) -> None:
        seen.append(value)

    draw()
    return seen


def run(code: str) -> str:
    """Run a program in a process of its own; return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_hypothesis_knows_the_facts_without_any_import_of_the_kit() -> None:
    """`from_type` draws valid incidents, persons and devices, also as parts of other types."""
    printed = run(
        "from hypothesis import given, settings, strategies as st\n"
        "from sexto_rules import Device, Incident, Person\n"
        "seen = []\n"
        "@settings(max_examples=30, database=None)\n"
        "@given(st.from_type(Incident), st.from_type(Person), st.from_type(Device),\n"
        "       st.from_type(list[Incident]))\n"
        "def draw(incident, person, device, several):\n"
        "    seen.append((incident.persons, person.id, device.id))\n"
        "draw()\n"
        "many = max(len(each[0]) for each in seen)\n"
        "print(len(seen) >= 30, {each[1:] for each in seen}, many > 1)"
    )
    assert printed.split("\n")[0] == "True {('p1', 'd1')} True"


def test_importing_hypothesis_imports_facts_and_nothing_else_of_ours() -> None:
    """Whoever uses hypothesis waits for no engine, no reader of YAML and no kit."""
    printed = run(
        "import sys, hypothesis, hypothesis.strategies\n"
        "print(*sorted({'.'.join(name.split('.')[:2]) for name in sys.modules "
        "if name.startswith('sexto_rules.')}))\n"
        "print('ruamel.yaml' in sys.modules, 'pytest' in sys.modules)"
    )
    ours, others = printed.splitlines()
    assert ours.split() == ["sexto_rules.errors", "sexto_rules.facts", "sexto_rules.testing"]
    assert others == "False False"


@settings(FEWER, suppress_health_check=list(HealthCheck))
@given(incidents(QUEBEC, as_of=DAY))
def test_incidents_fit_the_protocol(incident: Incident) -> None:
    """What is drawn for a protocol and a day is taken on that day."""
    require_incident_fits(on(QUEBEC, DAY), incident)


@FEWER
@given(incidents(QUEBEC))
def test_incidents_of_any_day_fit_the_protocol(incident: Incident) -> None:
    """Without a day, what is drawn names only what the protocol knows at some time."""
    require_incident_fits(on(QUEBEC, DAY), evolve(incident, answers={}, cannot_say=()))


def test_persons_of_a_protocol_have_ages_on_its_thresholds() -> None:
    """Both sides of every edge, ranges and unknown ages are drawn."""
    ages = {each.age for each in drawn(persons(FEW)) if isinstance(each, Person)}
    assert {12, 13, UNKNOWN} <= ages
    assert any(isinstance(age, AgeRange) for age in ages)
    assert {age for age in ages if isinstance(age, int)} == {12, 13}


def test_devices_of_a_protocol_tell_what_it_asks() -> None:
    """What the protocol looks at is told far more often than what it does not."""
    told = [each for each in drawn(devices(FEW), 400) if isinstance(each, Device)]
    connected = sum(each.connected is not UNKNOWN for each in told)
    owner = sum(each.owner is not UNKNOWN for each in told)
    assert connected > 100
    assert owner < connected / 4
    assert {each.id for each in told} == {"d1"}


@pytest.mark.parametrize(
    "respected", [None, EVERYTHING, on(QUEBEC, DAY), focus_on(on(QUEBEC, DAY))]
)
def test_whatever_is_respected_the_edges_are_drawn(respected: Focus | None) -> None:
    """Nobody and many, lists open and closed, nothing told and nearly everything."""
    told = [each for each in drawn(incidents(respected), 120) if isinstance(each, Incident)]
    assert {0, 1, 2} <= {len(each.persons) for each in told}
    assert max(len(each.devices) for each in told) >= 4
    assert {True, UNKNOWN} <= {each.persons_complete for each in told}
    assert any(each.cannot_say for each in told)
    assert Incident() in told
