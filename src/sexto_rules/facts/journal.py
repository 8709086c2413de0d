"""The journal of an incident: what was done. What is not in it was not done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final, cast

from attrs import field, frozen

from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.values import (
    as_moment,
    find_code_problem,
    find_id_problem,
    find_value_problem,
    wrong_type,
)
from sexto_rules.facts.vocabulary import ACTS, FactKind, FactSpec

__all__ = ["JournalEntry", "holds_after"]

_AT: Final = FactSpec("at", None, FactKind.MOMENT)


def _as_ids(value: Collection[str] | None) -> tuple[str, ...] | None:
    """Take any list of directive ids, or none."""
    if isinstance(value, list | set | frozenset):
        return tuple(value) if isinstance(value, list) else tuple(sorted(value))
    return cast("tuple[str, ...] | None", value)


@frozen(kw_only=True)
class JournalEntry:
    """One thing that was done: the act, its target, for which directives, when, by whom.

    `for_` (`for` in YAML and JSON) names the directives it was done for; without it (None) the
    entry stands for all of the same act and target. An empty one names none: it was done, and
    discharges nothing.

    Raises:
        IncidentError: The values are not what the vocabulary takes, or a shipped act has
            no target though it needs one, or one though it takes none.

    Example:
        >>> JournalEntry(act="secure_device", target="d1").target
        'd1'
    """

    act: str
    target: str | None = None
    for_: tuple[str, ...] | None = field(default=None, converter=_as_ids)
    at: datetime | Unknown = field(default=UNKNOWN, converter=as_moment)
    by: str | Unknown = UNKNOWN

    def __attrs_post_init__(self) -> None:
        """Refuse what is wrong, all of it at once."""
        problems = [
            find_code_problem(self.act, "act", "the name of an act"),
            None if self.target is None else find_id_problem(self.target, "target"),
            find_value_problem(_AT, self.at, "at"),
            self._find_target_problem(),
        ]
        if self.by is not UNKNOWN:
            problems.append(find_code_problem(self.by, "by", "the name of who acted"))
        if isinstance(self.for_, tuple):
            problems += [
                find_code_problem(each, "for", "the id of a directive") for each in self.for_
            ]
        elif self.for_ is not None:
            problems.append(wrong_type(self.for_, "a list of ids of directives", "for"))
        found = [problem for problem in problems if problem is not None]
        if found:
            raise IncidentError(found)

    def _find_target_problem(self) -> Problem | None:
        """Say whether a shipped act lacks its target, or has one that it does not take."""
        spec = ACTS.get(self.act) if isinstance(self.act, str) else None
        if spec is None or (spec.target is None) == (self.target is None):
            return None
        message = (
            f"`{self.act}` has no target here, expected the id of a {spec.target}"
            if spec.target
            else f"`{self.act}` has a target here, and it takes none"
        )
        return Problem("SX413", message, Place(path="target"))


def holds_after(journal: Iterable[JournalEntry], device_id: str) -> bool | Unknown:
    """Return whether the school has a device by what the journal says of it.

    Secured and not handed over since: the latest of the two acts counts, by their moments
    where each has one, else in the order of the journal. UNKNOWN where it says neither.
    """
    moves = [
        entry
        for entry in journal
        if entry.target == device_id and entry.act in {"secure_device", "hand_over_device"}
    ]
    if not moves:
        return UNKNOWN
    moments = [entry.at for entry in moves]
    if UNKNOWN not in moments:
        moves.sort(key=lambda entry: cast("datetime", entry.at))
    return moves[-1].act == "secure_device"
