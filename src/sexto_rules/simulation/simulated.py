"""What came of one simulated incident."""

from __future__ import annotations

from attrs import frozen

from sexto_rules.simulation.at_once import AtOnce

__all__ = ["Simulated"]


@frozen(kw_only=True)
class Simulated:
    """What came of one simulated incident.

    `class_` is the route that it is settled as; None: it is not, as something cannot be said.
    `asked` questions were asked in the interview, `needed` of them are proved to be in any (None:
    nothing is proved), `grid` in the whole grid.
    """

    number: int
    case: str | None
    class_: str | None
    persons: int
    devices: int
    asked: int
    grid: int
    needed: int | None
    at_once: AtOnce

    @property
    def is_proved_shortest(self) -> bool:
        """Whether no interview can take fewer questions."""
        return self.needed == self.asked
