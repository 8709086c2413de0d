"""What came of one simulated incident."""

from __future__ import annotations

from attrs import frozen

from sexto_rules.simulation.at_once import NamedDuty

__all__ = ["Kinds", "Simulated"]


@frozen(kw_only=True)
class Kinds:
    """A number for each kind of interview of which something is proved.

    `any`: all there are (`fewest`). `in_order`: those that ask in the order of urgency (`urgency`).
    `no_longer`: those of them that are nowhere longer than ours (`no_longer`).
    """

    any: int
    in_order: int
    no_longer: int


@frozen(kw_only=True)
class Simulated:
    """What came of one simulated incident.

    `class_` is the route that it is settled as; None: it is not, as something cannot be said.
    `asked` questions were asked in the interview, `grid` in the whole grid; an interview of each
    kind takes `at_least` so many. `at_once`: when what is due at once is named.
    """

    number: int
    case: str | None
    class_: str | None
    persons: int
    devices: int
    asked: int
    grid: int
    at_least: Kinds
    at_once: tuple[NamedDuty, ...]
