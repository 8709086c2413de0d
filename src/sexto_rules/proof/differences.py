"""Differences between two protocols, as data."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from sexto_rules.facts import Incident
from sexto_rules.proof.stating import Stated
from sexto_rules.proof.worded import Change, Worded
from sexto_rules.protocol.outcome import Line

__all__ = ["Comparison", "Difference", "Group", "Said", "What"]


class What(StrEnum):
    """What differs."""

    CLASS = "class"
    DIRECTIVE = "directive"
    QUESTION = "question"
    CONCLUSION = "conclusion"
    PROMISE = "promise"


class Group(StrEnum):
    """How it differs, seen from the first protocol."""

    ADDED = "added"
    REMOVED = "removed"
    STRICTER = "stricter"
    LOOSER = "looser"
    EARLIER = "earlier"
    LATER = "later"
    """By its deadline, or by its place among the lines of the plan, or the questions."""

    WIDER = "wider"
    """A class that takes incidents which went another way, or a note said of more of them."""

    NARROWER = "narrower"
    """The contrary."""

    OTHERWISE = "otherwise"
    """Nobody is bound otherwise, and yet the decision differs: it waits, or is asked later."""

    REWORDED = "reworded"
    """The same is meant, in other words, or resting on something else."""


@frozen
class Said:
    """What one protocol says of the incident, about what differs.

    `possible` has the classes, `lines` those of a directive; `asked` says of a question how often
    it is asked, `holds` of a conclusion of how many, or of the incident, it may be true, and of a
    promise of how many it is called for.
    """

    entry: Worded | None
    possible: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    asked: int | None = None
    holds: int | None = None


@frozen
class Difference:
    """One thing that differs, and an incident in which it does.

    `stated` says when it does. `changed` has what is worded otherwise, whatever else differs;
    `beside` names the other line or question of which it now stands on the other side.
    `by_structure`: that a promise promises something else was told by how it is written.
    """

    what: What
    group: Group
    id: str
    stated: Stated
    incident: Incident
    before: Said
    after: Said
    changed: tuple[Change, ...] = ()
    beside: str | None = None
    by_structure: bool = False


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
