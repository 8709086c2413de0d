"""What the lints look at: a protocol without errors, on each of its days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol as Shape
from typing import TypeVar

from attrs import frozen

from sexto_rules.analysis.lints.reading import Reading
from sexto_rules.analysis.meetings import Meetings
from sexto_rules.analysis.possibility import Possibility
from sexto_rules.errors import Place
from sexto_rules.protocol.conditions import All, AnyOf, Condition, Not
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import DayProtocol, Entry, Protocol

__all__ = ["Day", "Subject", "conjuncts", "place_of", "subject_of"]


class _Written(Shape):
    """What some protocol of the lineage wrote."""

    @property
    def origin(self) -> str:
        """The id of that protocol."""


Own = TypeVar("Own", bound=_Written)
Dated = TypeVar("Dated", bound=Entry)


@frozen
class Day:
    """One interval between two dates, and what its conditions can be."""

    protocol: DayProtocol
    possibility: Possibility


@frozen(kw_only=True)
class Subject:
    """A protocol, the day on which it is looked at, and what several lints need of it.

    `meetings` are those that the checks over incidents looked for.
    """

    protocol: Protocol
    as_of: date
    days: tuple[Day, ...]
    reading: Reading
    meetings: Meetings

    @property
    def is_whole(self) -> bool:
        """Whether it decides something itself; without classes it is there to be extended."""
        return bool(self.protocol.classes)

    def own(self, entries: Iterable[Own]) -> Iterator[Own]:
        """Yield what the protocol itself wrote: what it inherits is for its parents to mend."""
        return (entry for entry in entries if entry.origin == self.protocol.id)

    def days_of(
        self, entry: Dated, entries_of: Callable[[DayProtocol], Sequence[Dated]]
    ) -> list[tuple[Day, Dated]]:
        """Return the days on which an entry is in force, with the entry as it stands on each."""
        return [
            (day, each)
            for day in self.days
            for each in entries_of(day.protocol)
            if each.id == entry.id and each.period == entry.period
        ]

    def is_always(
        self,
        entry: Dated,
        entries_of: Callable[[DayProtocol], Sequence[Dated]],
        holds: Callable[[Day, Dated], bool],
    ) -> bool:
        """Whether something is so of an entry on each day on which it is in force, if on any."""
        found = self.days_of(entry, entries_of)
        return bool(found) and all(holds(day, each) for day, each in found)


def subject_of(protocol: Protocol, as_of: date, meetings: Meetings) -> Subject:
    """Return what the lints look at."""
    days = [on(protocol, day) for day in intervals(protocol)]
    return Subject(
        protocol=protocol,
        as_of=as_of,
        days=tuple(Day(day, Possibility(day)) for day in days),
        reading=Reading(protocol),
        meetings=meetings,
    )


def place_of(condition: Condition, entry: Place) -> Place:
    """Return where a condition stands; the place of its entry where that is not known."""
    return entry if condition.place.line is None else condition.place


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """Yield the parts all of which a condition asks for, down to those that have no such parts.

    `not` of alternatives asks for the contrary of each.
    """
    match condition:
        case All(parts):
            for part in parts:
                yield from conjuncts(part)
        case Not(AnyOf(parts)):
            for part in parts:
                yield Not(part, part.place)
        case Not(Not(body)):
            yield from conjuncts(body)
        case _:
            yield condition
