"""Protocols and incidents at random, for the laws of coverage."""

from __future__ import annotations

import random
from collections.abc import Iterator

from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol

__all__ = ["random_days"]


def random_days(count: int, incidents: int) -> Iterator[tuple[DayProtocol, list[Incident]]]:
    """Yield so many protocols, each with so many incidents of what it looks at."""
    for seed in range(count):
        rng = random.Random(seed)  # noqa: S311 - reproducible, no secret
        day = sample_day_protocol(rng)
        focus = focus_on(day)
        yield day, [sample_incident(rng, focus) for _ in range(incidents)]
