"""Fully known incidents: the truth that a simulated worker answers from, the same for a seed.

Every second one is the end of a worked case beside the protocol, as far as there are some, with
what that leaves open drawn; the others begin with plain persons and devices. How often a fact that
is drawn is out of the ordinary is drawn for each incident: never, seldom, often, or as often as
not. In one of four some facts are such that nobody can say them.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

from attrs import frozen

from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling.people import plain_devices, plain_persons
from sexto_rules.scenarios import Scenario
from sexto_rules.simulation.completing import Completer, Rates

__all__ = ["Truth", "Truths"]

_UNUSUAL: Final = (0.0, 0.05, 0.2, 0.5)
_UNSAYABLE: Final = (0.0, 0.0, 0.0, 0.1)
_LEVELS: Final = (1, 2, 3)


@frozen
class Truth:
    """A fully known incident; `case` is the file of the worked case that it ends."""

    incident: Incident
    case: str | None


class Truths:
    """The incidents of a seed, by number: the same whoever draws them, and in whatever order."""

    def __init__(self, day: DayProtocol, scenarios: Sequence[Scenario], seed: int) -> None:
        """Make ready to draw.

        Args:
            day: The protocol on the day.
            scenarios: Its worked cases.
            seed: Which incidents.
        """
        self._completer = Completer(day)
        self._begin = f"{day.protocol.id} {seed}"
        self._scenarios = list(scenarios)
        self._random("cases").shuffle(self._scenarios)

    def _random(self, of: object) -> Random:
        return Random(f"{self._begin} {of}")  # noqa: S311 - an incident, no secret

    def truth(self, number: int) -> Truth:
        """Return the incident of a number, from 0."""
        rng = self._random(number)
        half, is_plain = divmod(number, 2)
        if is_plain or half >= len(self._scenarios):
            begun, case = _plain(rng), None
        else:
            scenario = self._scenarios[half]
            begun, case = scenario.steps[-1].incident, scenario.file
        rates = Rates(unusual=rng.choice(_UNUSUAL), unsayable=rng.choice(_UNSAYABLE))
        return Truth(self._completer.completed(begun, rng, rates), case)


def _plain(rng: Random) -> Incident:
    level = rng.choice(_LEVELS)
    return Incident(persons=plain_persons(rng, level), devices=plain_devices(rng, level))
