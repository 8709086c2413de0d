"""Simulating interviews, by one process or several; what comes out is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date

from attrs import frozen

from sexto_rules.decisions import Decider
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import Scenario
from sexto_rules.sharing import shared
from sexto_rules.simulation.at_once import named_duties
from sexto_rules.simulation.fewest import Fewest
from sexto_rules.simulation.knowable import Knowable
from sexto_rules.simulation.no_longer import NoLonger
from sexto_rules.simulation.report import SimulationReport
from sexto_rules.simulation.simulated import Kinds, Simulated
from sexto_rules.simulation.truth import Truths
from sexto_rules.simulation.walks import Step, by_grid, by_interview
from sexto_rules.simulation.worker import Worker

__all__ = ["Simulation", "simulate"]


@frozen(kw_only=True)
class Simulation:
    """What is simulated: a protocol on a day, its worked cases, how many incidents, and which."""

    protocol: Protocol
    as_of: date
    scenarios: tuple[Scenario, ...]
    incidents: int
    seed: int


def simulate(
    simulation: Simulation,
    *,
    processes: int = 1,
    after_each: Callable[[], None] = lambda: None,
) -> SimulationReport:
    """Return what comes of a simulation.

    Args:
        simulation: What is simulated.
        processes: How many processes share the work; 1: this one alone.
        after_each: Called when an incident is done.

    Raises:
        ProtocolError: The engine cannot take the protocol.
    """
    found: list[Simulated] = []
    for each in _simulated(simulation, processes):
        if each is not None:
            found.append(each)
        after_each()
    found.sort(key=lambda each: each.number)
    return SimulationReport(
        protocol=simulation.protocol,
        as_of=simulation.as_of,
        seed=simulation.seed,
        lost=simulation.incidents - len(found),
        simulated=tuple(found),
    )


def _simulated(simulation: Simulation, processes: int) -> Iterator[Simulated | None]:
    """Yield what comes of each incident, as it is known; None for one that is lost."""
    numbers = range(simulation.incidents)
    if processes < 2:
        yield from map(_simulating(simulation), numbers)
        return
    with closing(shared(_simulating, (simulation,), numbers, processes)) as answers:
        for _, simulated in answers:
            yield simulated


def _simulating(simulation: Simulation) -> Callable[[int], Simulated]:
    """Return what simulates an incident by its number, in the process that calls this."""
    return _Simulator(simulation).simulated


class _Simulator:
    """A protocol made ready to simulate incidents."""

    def __init__(self, simulation: Simulation) -> None:
        self._decider = Decider(simulation.protocol, simulation.as_of, ["compiled"])
        day = self._decider.day
        self._knowable = Knowable(day)
        self._truths = Truths(day, simulation.scenarios, simulation.seed)
        self._any = Fewest(self._decider)
        self._no_longer = NoLonger(self._decider)

    def simulated(self, number: int) -> Simulated:
        """Return what comes of the incident of a number."""
        truth = self._truths.truth(number)
        incident = truth.incident
        worker = Worker(self._knowable, incident)
        interview = tuple(by_interview(self._decider, worker))
        grid = tuple(by_grid(self._decider, worker))
        possible = self._decider.outcome(incident).possible_classes
        return Simulated(
            number=number,
            case=truth.case,
            class_=possible[0] if len(possible) == 1 else None,
            persons=len(incident.persons),
            devices=len(incident.devices),
            asked=len(interview),
            grid=len(grid),
            at_least=self._at_least(incident, interview),
            at_once=named_duties(
                self._decider,
                incident,
                (worker.begin(), *(step.after for step in interview)),
                (worker.begin(), *(step.after for step in grid)),
            ),
        )

    def _at_least(self, truth: Incident, interview: tuple[Step, ...]) -> Kinds:
        """Return how many questions an interview of each kind takes at least."""
        of_any = self._any.needed(truth, interview)
        in_order = self._no_longer.fewest.needed(truth, interview, of_any.facts)
        return Kinds(
            any=of_any.questions,
            in_order=in_order.questions,
            no_longer=self._no_longer.needed(truth, interview, in_order).questions,
        )
