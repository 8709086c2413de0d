"""Simulations and their reports: figures over incidents, the same by any number of processes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from decisions.deciding import decider_of
from reference.small_protocols import PERSON, has_role, must, route, told
from sexto_rules.facts import UNKNOWN, Incident, Person
from sexto_rules.library import load_protocol
from sexto_rules.protocol.model import Protocol, Within, WithinKind
from sexto_rules.simulation import Group, Simulated, Simulation, SimulationReport, simulate
from sexto_rules.simulation.at_once import NamedDuty, named_duties
from sexto_rules.simulation.report import Figures, NamedFigures, Proved
from sexto_rules.simulation.simulated import Kinds
from simulation.simulating import (
    AT_ONCE,
    DAY,
    SHIPPED,
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
        least = each.at_least
        assert 0 < least.any <= least.in_order <= least.no_longer <= each.asked <= each.grid
        for duty in each.at_once:
            assert duty.interview <= each.asked
            assert duty.grid <= each.grid
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
    """On each way, for each one for whom they are; nothing is said of what may wait."""
    decider = decider_of(
        must("always", "tell_lead", within=AT_ONCE),
        must("danger", "call_emergency_services", told("immediate_danger"), within=AT_ONCE),
        must("police", "call_police", told("blackmail"), within=AT_ONCE),
        must("block", "isolate_school_system", told("ongoing"), within=AT_ONCE),
        must("reassure", "reassure_student", has_role("depicted"), for_each=PERSON, within=AT_ONCE),
        must("later", "record_facts", told("blackmail")),
        must("soon", "complete_grid", told("blackmail"), within=Within(WithinKind.WITHOUT_DELAY)),
    )
    depicted = Person(id="p1", roles=["depicted"])
    blackmail = Incident(blackmail=True)
    truth = Incident(blackmail=True, ongoing=True, persons=[depicted])
    interview = [Incident(), blackmail, evolve(blackmail, ongoing=True), truth]
    grid = [Incident(), Incident(persons=[depicted]), evolve(truth, blackmail=UNKNOWN), truth]
    assert named_duties(decider, truth, interview, grid) == (
        duty("always", 0, 0),
        duty("police", 1, 3),
        duty("block", 2, 2),
        duty("reassure", 3, 1, "p1"),
    )


def duty(name: str, interview: int, grid: int, target: str | None = None) -> NamedDuty:
    """A duty that is due at once, and when it is named."""
    return NamedDuty(directive=name, target=target, interview=interview, grid=grid)


def kinds(*numbers: int) -> Kinds:
    """A number of any interview, of those in order and of those nowhere longer."""
    return Kinds(any=numbers[0], in_order=numbers[1], no_longer=numbers[2])


def one(
    number: int,
    asked: int,
    grid: int,
    *at_least: int,
    class_: str | None = "first",
    at_once: tuple[NamedDuty, ...] | None = None,
) -> Simulated:
    """What came of an incident."""
    return Simulated(
        number=number,
        case=None,
        persons=1,
        devices=0,
        asked=asked,
        grid=grid,
        at_least=kinds(*at_least),
        class_=class_,
        at_once=(duty("call", asked, 3),) if at_once is None else at_once,
    )


def small_protocol() -> Protocol:
    """A protocol with two routes."""
    return decider_of(classes=[route("first", told("blackmail")), route("last")]).day.protocol


def test_the_figures_of_a_group() -> None:
    """Mean, median, worst, what is saved, what is proved and what is named."""
    group = Group((one(0, 2, 6, 2, 2, 2), one(1, 4, 6, 3, 4, 4), one(2, 5, 6, 4, 4, 5)))
    assert group.interview == Figures(mean=11 / 3, median=4.0, worst=5)
    assert group.grid == Figures(mean=6, median=6.0, worst=6)
    assert group.saved == Fraction(7, 18)
    assert group.third == 2
    assert group.proved == Proved(
        at_least=kinds(9, 10, 11), no_third=kinds(0, 0, 1), shortest=kinds(1, 2, 3)
    )
    assert group.most_saved(9) == Fraction(1, 2)


def test_duties_of_a_group_are_told_apart() -> None:
    """Those of each of its incidents, those about nobody in particular, and all of them."""
    group = Group(
        (
            one(0, 9, 9, 9, 9, 9, at_once=(duty("call", 1, 2), duty("block", 5, 3))),
            one(1, 9, 9, 9, 9, 9, at_once=(duty("call", 3, 4), duty("call", 7, 6, "p1"))),
            one(2, 9, 9, 9, 9, 9, at_once=(duty("call", 2, 2),)),
        )
    )
    found = {
        part: (named.interview.worst, named.interview.median, named.grid.worst, named.later)
        for part, named in group.at_once.items()
    }
    assert found == {
        "always": (3, 2.0, 4, 0),
        "of_incident": (5, 3.0, 4, 1),
        "everybody": (7, 5.0, 6, 2),
    }
    some = Group((one(0, 9, 9, 9, 9, 9, at_once=()), one(1, 9, 9, 9, 9, 9)))
    assert list(some.at_once) == ["of_incident", "everybody"]
    assert some.at_once["everybody"] == NamedFigures(
        incidents=1,
        interview=Figures(mean=9, median=9.0, worst=9),
        grid=Figures(mean=3, median=3.0, worst=3),
        later=1,
    )
    assert Group((one(0, 9, 9, 9, 9, 9, at_once=()),)).at_once == {}


def test_of_nothing_nothing_is_saved() -> None:
    """Where nothing is asked, and where every incident was lost."""
    empty = Group(())
    for group in (empty, Group((one(0, 0, 0, 0, 0, 0, at_once=()),))):
        assert group.saved == group.most_saved(0) == Fraction(0)
        assert group.third == 0
        assert (group.interview, group.at_once) == (Figures(0.0, 0.0, 0), {})
    assert empty.to_dict()["incidents"] == 0


def test_a_report_has_each_route_that_was_taken() -> None:
    """In the order of the protocol, then what is not settled; as data too."""
    report = SimulationReport(
        protocol=small_protocol(),
        as_of=DAY,
        seed=1,
        lost=0,
        simulated=(one(0, 2, 6, 2, 2, 2, class_=None), one(1, 4, 6, 3, 3, 3, class_="last")),
    )
    assert list(report.classes) == ["last", None]
    data = report.to_dict()
    assert [each["class"] for each in data["classes"]] == ["last", None]
    assert data["saved"] == 0.5
    assert data["simulated"][1]["class"] == "last"
    assert data["simulated"][1]["at_once"] == (
        {"directive": "call", "target": None, "interview": 4, "grid": 3},
    )
