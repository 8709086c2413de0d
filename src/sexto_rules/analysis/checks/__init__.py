"""Checks that look for an incident in which a protocol goes wrong. One topic a file."""

from __future__ import annotations

from sexto_rules.analysis.checks import only_by_doing, prohibition_meets_duty
from sexto_rules.errors import Problem
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import Protocol

__all__ = ["check_meaning"]


def check_meaning(protocol: Protocol) -> list[Problem]:
    """Return the problems that an incident shows, each once, for every interval of dates.

    The protocol must be free of other problems.
    """
    problems: dict[Problem, None] = {}
    for day in intervals(protocol):
        current = on(protocol, day)
        for check in (prohibition_meets_duty.check, only_by_doing.check):
            problems.update(dict.fromkeys(check(current)))
    return list(problems)
