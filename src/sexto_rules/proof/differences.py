"""Differences between two protocols, as data."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from sexto_rules.facts import Incident
from sexto_rules.protocol.model import Class, Directive, Question
from sexto_rules.protocol.outcome import Line

__all__ = ["Comparison", "Difference", "Group", "Said", "What"]


class What(StrEnum):
    """What differs."""

    CLASS = "class"
    DIRECTIVE = "directive"
    QUESTION = "question"


class Group(StrEnum):
    """How it differs, seen from the first protocol."""

    ADDED = "added"
    REMOVED = "removed"
    STRICTER = "stricter"
    LOOSER = "looser"
    EARLIER = "earlier"
    LATER = "later"
    WIDER = "wider"
    """A class that takes incidents which went another way, or a note said of more of them."""

    NARROWER = "narrower"
    """The contrary."""

    OTHERWISE = "otherwise"
    """Nobody is bound otherwise, and yet the decision differs: it waits, or is asked later."""

    REWORDED = "reworded"


@frozen
class Said:
    """What one protocol says of the incident, about what differs.

    `possible` has the classes, `lines` those of a directive; `asked` says of a question how often
    it is asked.
    """

    entry: Directive | Class | Question | None
    possible: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    asked: int | None = None


@frozen
class Difference:
    """One thing that differs, and an incident in which it does.

    `condition` is the part of its condition that changed, where that alone decides; None where
    only the incident says when it differs.
    """

    what: What
    group: Group
    id: str
    condition: str | None
    incident: Incident
    before: Said
    after: Said


@frozen
class Comparison:
    """Everything that differs, and what could not be decided in time.

    `decided_by` names the engines that decided every incident again.
    """

    differences: tuple[Difference, ...]
    undecided: tuple[tuple[What, str], ...] = ()
    decided_by: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs, for certain."""
        return not self.differences and not self.undecided
