"""From scenarios to the moments that are measured: one for each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from sexto_rules.coverage.measure import Moment
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios.scenario import Scenario

__all__ = ["moments_of"]


def moments_of(protocol: Protocol, scenarios: Iterable[Scenario]) -> Iterator[Moment]:
    """Yield each step of the scenarios as a moment, named by its file and, of several, its number.

    A scenario without a day is one of the day of the protocol.
    """
    for scenario in scenarios:
        name = PurePath(scenario.file).name
        for number, step in enumerate(scenario.steps, 1):
            yield Moment(
                name=name if len(scenario.steps) == 1 else f"{name} #{number}",
                day=scenario.as_of or protocol.date,
                incident=step.incident,
            )
