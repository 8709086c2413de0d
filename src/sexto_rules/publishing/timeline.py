"""What changes in a protocol with time: each day on which something begins, ends or is worded anew.

`design/language.md`, *Time*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from sexto_rules.protocol.dates import change_days, in_force
from sexto_rules.protocol.model import (
    Basis,
    Class,
    Contact,
    Directive,
    Entry,
    Invariant,
    Protocol,
    Question,
    SourceRef,
    Term,
    Text,
)

__all__ = ["Change", "Turn", "What", "timeline"]


class What(StrEnum):
    """What kind of entry changes."""

    TERM = "term"
    CONTACT = "contact"
    QUESTION = "question"
    CONCLUSION = "conclusion"
    CLASS = "class"
    DIRECTIVE = "directive"
    INVARIANT = "invariant"


@frozen(kw_only=True)
class Change:
    """One entry that changes on a day.

    `before` and `after` are its texts; None where there is none: it begins, or it ends. A
    conclusion changes by its rules and keeps its text. `basis` and `sources` are those of what
    begins, else of what ends.
    """

    what: What
    id: str
    origin: str
    before: Text | None
    after: Text | None
    basis: Basis | None
    sources: tuple[SourceRef, ...]


@frozen
class Turn:
    """A day on which something changes, and what."""

    day: date
    changes: tuple[Change, ...]


def timeline(protocol: Protocol) -> tuple[Turn, ...]:
    """Return the days on which the protocol changes, in order; none where it never does."""
    return tuple(Turn(day, tuple(_changes(protocol, day))) for day in change_days(protocol))


def _changes(protocol: Protocol, day: date) -> Iterator[Change]:
    yield from _entries(What.TERM, protocol.terms, day)
    yield from _entries(What.CONTACT, protocol.contacts, day)
    yield from _entries(What.QUESTION, protocol.questions, day)
    for conclusion in protocol.conclusions:
        old = [rule for rule in conclusion.rules if in_force(rule.period, _eve(day))]
        new = [rule for rule in conclusion.rules if in_force(rule.period, day)]
        if old != new:
            changed = [rule for rule in (*new, *old) if (rule in old) != (rule in new)]
            yield Change(
                what=What.CONCLUSION,
                id=conclusion.id,
                origin=conclusion.origin,
                before=conclusion.text if old else None,
                after=conclusion.text if new else None,
                basis=changed[0].basis,
                sources=changed[0].sources,
            )
    yield from _entries(What.CLASS, protocol.classes, day)
    yield from _entries(What.DIRECTIVE, protocol.directives, day)
    yield from _entries(What.INVARIANT, protocol.invariants, day)


def _entries(what: What, entries: Iterable[Entry], day: date) -> Iterator[Change]:
    """Yield the entries of one kind that are not the same on the day as on the day before."""
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry.id, []).append(entry)
    for name, versions in by_id.items():
        old = next((each for each in versions if in_force(each.period, _eve(day))), None)
        new = next((each for each in versions if in_force(each.period, day)), None)
        one = new or old
        if one is not None and old is not new:
            yield Change(
                what=what,
                id=name,
                origin=one.origin,
                before=None if old is None else _text(old),
                after=None if new is None else _text(new),
                basis=one.basis,
                sources=one.sources,
            )


def _text(entry: Entry) -> Text:
    match entry:
        case Contact():
            return entry.name
        case Term() | Question() | Class() | Directive() | Invariant():
            return entry.text
        case _:
            return {}


def _eve(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day
