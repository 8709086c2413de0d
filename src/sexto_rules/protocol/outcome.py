"""What a protocol says of an incident, bare: possible classes and the status of every line.

The common form in which the reference and the engines are compared. `decisions` dresses
it with texts, sources and reasons.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from attrs import frozen

from sexto_rules.facts.vocabulary import Entity

__all__ = ["Line", "Outcome", "Scope", "Status", "Target", "Truth"]


class Truth(IntEnum):
    """Kleene's three values, in order: `and` is min, `or` is max, `not` is `2 - value`."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Scope(StrEnum):
    """Which targets a line speaks of."""

    ONE = "one"
    OTHER = "other"
    EVERY = "every"


@frozen
class Target:
    """The target of a line; `id` is None unless the scope is `one`."""

    kind: Entity
    scope: Scope
    id: str | None = None


class Status(StrEnum):
    """The status of a line (`design/language.md`, *Status*).

    A line that cannot apply is not there at all.
    """

    POSSIBLE = "possible"
    DONE = "done"
    OVERRIDDEN = "overridden"
    CONFLICT = "conflict"
    HELD = "held"
    DUE = "due"
    IN_FORCE = "in_force"
    LIFTED = "lifted"


@frozen
class Line:
    """One line: a directive, its acts, a target, and its status.

    A prohibition has one line per act (a family is written out). A line of a `one_of`
    lists the alternatives that are free, or all of them where none is. `certain`: the
    condition is true, not only in doubt. `blocked_by`: the ids of the prohibitions that
    hold or contradict a line, sorted.
    """

    directive: str
    acts: tuple[str, ...]
    target: Target | None
    status: Status
    certain: bool
    breached: bool = False
    blocked_by: tuple[str, ...] = ()


@frozen
class Outcome:
    """The possible classes in order, and the lines in plan order.

    Lines of one directive stand by act, then listed targets in order, then `other`.
    """

    possible_classes: tuple[str, ...]
    lines: tuple[Line, ...]
