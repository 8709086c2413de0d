"""What came of one simulated incident."""

from __future__ import annotations

from attrs import frozen

from sexto_rules.simulation.at_once import NamedDuty

__all__ = ["Simulated"]


@frozen(kw_only=True)
class Simulated:
    """What came of one simulated incident.

    `class_` is the route that it is settled as; None: it is not, as something cannot be said.
    `asked` questions were asked in the interview, `grid` in the whole grid; any interview takes
    `at_least` so many (None: nothing is proved). `at_once`: when what is due at once is named.
    """

    number: int
    case: str | None
    class_: str | None
    persons: int
    devices: int
    asked: int
    grid: int
    at_least: int | None
    at_once: tuple[NamedDuty, ...]
