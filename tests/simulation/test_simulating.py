"""Simulations and their reports: figures over incidents, the same by any number of processes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from decisions.deciding import URGENCY, decider_of
from reference.small_protocols import PERSON, has_role, must, route, told
from sexto_rules.facts import Incident, Person
from sexto_rules.library import load_protocol
from sexto_rules.protocol.model import Protocol
from sexto_rules.simulation import Group, Simulated, Simulation, SimulationReport, simulate
from sexto_rules.simulation.at_once import AtOnce, Named, Way, at_once, due_at_once
from sexto_rules.simulation.report import Figures, NamedFigures, Proved
from simulation.simulating import (
    AT_ONCE,
    DAY,
    EVERYBODY,
    SHIPPED,
    grid,
    grid_of,
    interview,
    scenarios,
)


def simulation(name: str, incidents: int = 4, seed: int = 5) -> Simulation:
    """A small simulation of a shipped protocol."""
    return Simulation(
        protocol=load_protocol(name),
        as_of=DAY,
        scenarios=scenarios(name),
        incidents=incidents,
        seed=seed,
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_what_holds_of_every_simulation(name: str) -> None:
    """Bounds, interviews and grids are in order; the duties at once are named on both ways."""
    report = simulate(simulation(name))
    assert [each.number for each in report.simulated] == [0, 1, 2, 3]
    assert report.lost == 0
    for each in report.simulated:
        assert (each.at_least or 0) <= each.asked <= each.grid
        for named in (each.at_once.first_call, each.at_once.of_incident, each.at_once.everybody):
            assert named is None or (named.interview <= each.asked and named.grid <= each.grid)
    assert sum(len(group.simulated) for group in report.classes.values()) == 4


def test_two_processes_find_what_one_does() -> None:
    """And the same seed finds the same again; another one does not."""
    told_of: list[None] = []
    one = simulate(simulation("au-wa"), after_each=lambda: told_of.append(None))
    assert len(told_of) == 4
    assert simulate(simulation("au-wa"), processes=2) == one
    assert simulate(simulation("au-wa", seed=6)) != one


def test_what_a_killed_process_was_at_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is counted, and the others are reported."""

    def lossy(*_: object) -> object:
        found = simulate(simulation("au-wa", incidents=2)).simulated
        yield 0, found[0]
        yield 1, None

    monkeypatch.setattr("sexto_rules.simulation.simulating.shared", lossy)
    report = simulate(simulation("au-wa", incidents=2), processes=2)
    assert (report.lost, len(report.simulated)) == (1, 1)


def test_duties_at_once_are_named_when_they_are_due() -> None:
    """The first call, those about nobody in particular, and those for everybody."""
    decider = decider_of(
        must("always", "tell_lead", within=AT_ONCE),
        must("danger", "call_emergency_services", told("immediate_danger"), within=AT_ONCE),
        must("police", "call_police", told("blackmail"), within=AT_ONCE),
        must("block", "isolate_school_system", told("ongoing"), within=AT_ONCE),
        must("reassure", "reassure_student", has_role("depicted"), for_each=PERSON, within=AT_ONCE),
        must("later", "record_facts", told("coerced")),
        questions=(
            *grid_of("coerced", "immediate_danger", "blackmail", "ongoing"),
            *EVERYBODY[:2],
        ),
        urgency=URGENCY,
    )
    truth = Incident(
        coerced=True,
        immediate_danger=False,
        blackmail=True,
        ongoing=True,
        persons_complete=True,
        persons=[Person(id="p1", roles=["depicted"])],
    )
    wanted = due_at_once(decider, truth)
    assert {(duty.directive, duty.is_call) for duty in wanted} == {
        ("always", True),
        ("police", True),
        ("block", False),
        ("reassure", False),
    }
    ways = [
        Way(
            [
                due_at_once(decider, steps[0].before),
                *(due_at_once(decider, each.after) for each in steps),
            ]
        )
        for steps in (interview(decider, truth), grid(decider, truth))
    ]
    assert at_once(wanted, *ways) == AtOnce(
        first_call=Named(3, 3), of_incident=Named(4, 4), everybody=Named(7, 7)
    )
    assert at_once(frozenset(), *ways) == AtOnce(first_call=None, of_incident=None, everybody=None)


def one(number: int, asked: int, grid: int, at_least: int | None, **more: object) -> Simulated:
    """What came of an incident."""
    named = AtOnce(first_call=None, of_incident=None, everybody=Named(asked, 3))
    parts = {"class_": "first", "at_once": named, **more}
    return Simulated(
        number=number,
        case=None,
        persons=1,
        devices=0,
        asked=asked,
        grid=grid,
        at_least=at_least,
        **parts,  # type: ignore[arg-type]
    )


def small_protocol() -> Protocol:
    """A protocol with two routes."""
    return decider_of(classes=[route("first", told("blackmail")), route("last")]).day.protocol


def test_the_figures_of_a_group() -> None:
    """Mean, median, worst, what is saved, what is proved and what is named."""
    group = Group((one(0, 2, 6, 2), one(1, 4, 6, 3), one(2, 5, 6, None)))
    assert group.interview == Figures(mean=11 / 3, median=4.0, worst=5)
    assert group.grid == Figures(mean=6, median=6.0, worst=6)
    assert group.saved == Fraction(7, 18)
    assert group.third == 2
    assert group.proved == Proved(incidents=2, asked=6, at_least=5, shortest=1)
    assert group.third_or_shortest == 2
    assert group.at_once == {
        "everybody": NamedFigures(
            incidents=3,
            interview=Figures(mean=11 / 3, median=4.0, worst=5),
            grid=Figures(mean=3, median=3.0, worst=3),
            later=2,
        )
    }


def test_an_interview_without_a_shorter_one_counts_like_a_third_fewer() -> None:
    """Of a grid that is as short as can be nothing can be saved."""
    group = Group((one(0, 6, 6, 6), one(1, 6, 6, 5), one(2, 0, 0, 0)))
    assert (group.third, group.third_or_shortest) == (0, 2)


def test_a_report_has_each_route_that_was_taken() -> None:
    """In the order of the protocol, then what is not settled; as data too."""
    report = SimulationReport(
        protocol=small_protocol(),
        as_of=DAY,
        seed=1,
        lost=0,
        simulated=(one(0, 2, 6, 2, class_=None), one(1, 4, 6, 3, class_="last")),
    )
    assert list(report.classes) == ["last", None]
    data = report.to_dict()
    assert [each["class"] for each in data["classes"]] == ["last", None]
    assert data["saved"] == 0.5
    assert data["simulated"][1]["class"] == "last"
    assert data["simulated"][1]["at_once"]["everybody"] == {"interview": 4, "grid": 3}
