"""Checks that look for an incident in which a protocol goes wrong. One topic a file."""

from __future__ import annotations

from sexto_rules.analysis.checks import only_by_doing, prohibition_meets_duty
from sexto_rules.analysis.meetings import Meetings
from sexto_rules.errors import Problem
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import Protocol

__all__ = ["check_meaning"]


def check_meaning(protocol: Protocol, meetings: Meetings | None = None) -> list[Problem]:
    """Return the problems that an incident shows, each once, for every interval of dates.

    The protocol must be free of other problems. `meetings` keeps what was looked for, for
    whoever asks for the same next.
    """
    meetings = meetings or Meetings()
    problems: dict[Problem, None] = {}
    for day in intervals(protocol):
        current = on(protocol, day)
        problems.update(dict.fromkeys(prohibition_meets_duty.check(current, meetings)))
        problems.update(dict.fromkeys(only_by_doing.check(current)))
    return list(problems)
