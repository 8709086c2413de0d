"""Checks of a typed protocol that need no incident: what they call an error is one.

One topic a file; each yields problems. Every interval between two dates is checked as a
protocol of its own, and a mistake that stands in several intervals is reported once.
"""

from __future__ import annotations

from sexto_rules.authoring.checks import (
    alarm,
    cycles,
    dates,
    depth,
    doubt,
    never_given,
    overrides,
)
from sexto_rules.errors import Problem
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import Protocol

__all__ = ["check_protocol"]

_CHECKS = (cycles, depth, dates, alarm, overrides, doubt, never_given)


def check_protocol(protocol: Protocol) -> list[Problem]:
    """Return every problem of a protocol whose names and types are already right."""
    days = list(intervals(protocol))
    found: dict[Problem, list[int]] = {}
    for number, day in enumerate(days):
        current = on(protocol, day)
        for check in _CHECKS:
            for problem in dict.fromkeys(check.check(current)):
                found.setdefault(problem, []).append(number)
    return [dates.dated(problem, days, numbers) for problem, numbers in found.items()]
