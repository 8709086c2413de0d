"""What a plan would be if some facts were otherwise: the difference, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

from attrs import frozen

from sexto_rules.decisions.classification import PossibleClass, class_to_dict
from sexto_rules.decisions.line import DecidedLine
from sexto_rules.decisions.written import line_to_dict
from sexto_rules.facts.ages import AgeRange
from sexto_rules.facts.unknown import Unknown
from sexto_rules.protocol.model import Modality
from sexto_rules.protocol.outcome import Target

__all__ = ["LineChange", "PlanDifference", "difference", "plain_changes"]

_Key: TypeAlias = tuple[str, Target | None, tuple[str, ...]]


@frozen(kw_only=True)
class LineChange:
    """A line that is in both plans, and is not the same."""

    before: DecidedLine
    after: DecidedLine


@frozen(kw_only=True)
class PlanDifference:
    """What changes in a plan when some facts are otherwise.

    `facts`: those facts, with their values as plain data. `begins` and `ends`: the lines that
    only the one plan or the other has. `changes`: those that both have, with another status,
    certainty, deadline or choice of acts. `possible_before` and `possible_after`: the classes
    not excluded.
    """

    facts: Mapping[str, object]
    possible_before: tuple[PossibleClass, ...]
    possible_after: tuple[PossibleClass, ...]
    begins: tuple[DecidedLine, ...]
    ends: tuple[DecidedLine, ...]
    changes: tuple[LineChange, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changes."""
        same_classes = self.possible_before == self.possible_after
        return same_classes and not (self.begins or self.ends or self.changes)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "facts": dict(self.facts),
            "same": self.same,
            "possible_before": [class_to_dict(each) for each in self.possible_before],
            "possible_after": [class_to_dict(each) for each in self.possible_after],
            "begins": [line_to_dict(line) for line in self.begins],
            "ends": [line_to_dict(line) for line in self.ends],
            "changes": [
                {"before": line_to_dict(each.before), "after": line_to_dict(each.after)}
                for each in self.changes
            ],
        }


def plain_changes(facts: Mapping[str, object]) -> dict[str, object]:
    """Return facts with their values as an incident file has them."""
    return {path: _plain(value) for path, value in facts.items()}


def _plain(value: object) -> object:
    match value:
        case StrEnum():
            return str(value)
        case AgeRange(at_least, under):
            return {"at_least": at_least, "under": under}
        case Unknown():
            return None
        case _:
            return value


def difference(
    facts: Mapping[str, object],
    classes: tuple[Sequence[PossibleClass], Sequence[PossibleClass]],
    before: Iterable[DecidedLine],
    after: Iterable[DecidedLine],
) -> PlanDifference:
    """Return what is not the same in two plans, each in its own order.

    Args:
        facts: What is otherwise.
        classes: The possible classes before and after.
        before: The lines as they are.
        after: The lines as they would be.
    """
    was = {_key(line): line for line in before}
    now = {_key(line): line for line in after}
    return PlanDifference(
        facts=facts,
        possible_before=tuple(classes[0]),
        possible_after=tuple(classes[1]),
        begins=tuple(line for key, line in now.items() if key not in was),
        ends=tuple(line for key, line in was.items() if key not in now),
        changes=tuple(
            LineChange(before=was[key], after=line)
            for key, line in now.items()
            if key in was and _state(was[key]) != _state(line)
        ),
    )


def _key(line: DecidedLine) -> _Key:
    """Return what tells a line from the others of its plan."""
    return line.id, line.target, line.acts if line.modality is Modality.MUST_NOT else ()


def _state(line: DecidedLine) -> tuple[object, ...]:
    return line.status, line.certain, line.breached, line.acts, line.held_by, line.deadline
