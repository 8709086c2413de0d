"""A source that was read long ago: what it says may no longer hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Problem, Severity

__all__ = ["check"]

_YEARS: Final = 2


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the sources read more than two years before the protocol's date, or before `as_of`."""
    protocol = subject.protocol
    for source in protocol.sources:
        if f"sources.{source.id}" not in protocol.declared:
            continue
        for day, whose in (
            (protocol.date, "the date of the protocol"),
            (subject.as_of, "the day of this check"),
        ):
            if _is_old(source.read, day):
                yield Problem(
                    "SX338",
                    f"the source `{source.id}` was read on {source.read}, more than {_YEARS} years "
                    f"before {whose}, {day}",
                    source.place,
                    "read it again, see whether it still says so, and write the day under `read`",
                    Severity.ADVICE,
                )
                break


def _is_old(read: date, day: date) -> bool:
    return (read.year + _YEARS, read.month, read.day) < (day.year, day.month, day.day)
