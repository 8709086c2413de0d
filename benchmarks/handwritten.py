"""Placeholder until the protocol stands still."""

from __future__ import annotations

from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Outcome

__all__ = ["Handwritten"]


class Handwritten:
    """Nothing yet."""

    def __init__(self, day: DayProtocol) -> None:
        """Take the day."""

    def outcome(self, incident: Incident) -> Outcome:
        """Return nothing yet."""
        assert incident
        return Outcome((), ())
