"""The plan as people read it: sections in order, prohibitions first, and the items in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from attrs import frozen

from sexto_rules.decisions import Decision
from sexto_rules.decisions.merged import PlanLine
from sexto_rules.protocol.model import Modality, WithinKind
from sexto_rules.protocol.outcome import Status, Target

__all__ = [
    "Item",
    "Key",
    "Section",
    "applying_in",
    "how_many_gone",
    "items_of",
    "keys_of",
    "sections_of",
]


class Key(NamedTuple):
    """What of a line is the same from one decision to the next."""

    directive: str
    acts: tuple[str, ...]
    target: Target | None
    status: Status


@frozen
class Item:
    """One item: plan lines that people read as one."""

    lines: tuple[PlanLine, ...]

    @property
    def first(self) -> PlanLine:
        """The line that gives the item its words."""
        return self.lines[0]


@frozen
class Section:
    """Lines of one kind, under the word that heads them, with their colour and mark."""

    name: str
    style: str
    mark: str
    lines: tuple[PlanLine, ...]


def sections_of(decision: Decision, *, everything: bool = False) -> tuple[Section, ...]:
    """Return what applies, prohibitions first; with `everything` also what may yet apply."""
    plan = decision.plan
    given = _of_status(plan, Status.DUE)
    may = tuple(line for line in given if line.modality is Modality.MAY)
    orders = [line for line in given if line.modality is not Modality.MAY]
    later = [line for line in orders if not _is_now(line)]
    sections = [
        Section("never", "red", "x", _of_status(plan, Status.IN_FORCE)),
        Section("now", "magenta", "!", tuple(line for line in orders if _is_now(line))),
        Section("then", "blue", "-", tuple(each for each in later if not _is_note(each))),
        Section("may", "green", "+", may),
        Section("held", "yellow", "?", _of_status(plan, Status.HELD)),
        Section("notes", "cyan", "i", tuple(each for each in later if _is_note(each))),
        Section("done", "green", "v", _of_status(plan, Status.DONE)),
        Section("conflicts", "red", "#", _of_status(plan, Status.CONFLICT)),
    ]
    if everything:
        sections.append(Section("possible", "white", "~", _of_status(plan, Status.POSSIBLE)))
    return tuple(section for section in sections if section.lines)


def items_of(lines: Iterable[PlanLine]) -> list[Item]:
    """Return the lines as items: those of the same words, and the same certainty, are one."""
    groups: dict[object, list[PlanLine]] = {}
    for line in lines:
        words = tuple(tuple(sorted(text.items())) for text in line.texts)
        key = (line.ids, words, line.certain, line.within)
        groups.setdefault(key, []).append(line)
    return [Item(tuple(group)) for group in groups.values()]


def keys_of(line: PlanLine) -> frozenset[Key]:
    """Return what a line is known by: its directives, and for whom."""
    return frozenset(Key(each, line.acts, line.target, line.status) for each in line.ids)


def applying_in(decision: Decision) -> frozenset[Key]:
    """Return what all lines that apply are known by."""
    sections = sections_of(decision)
    return frozenset().union(*(keys_of(line) for each in sections for line in each.lines))


def how_many_gone(shown: frozenset[Key], decision: Decision) -> int:
    """Return how many of the lines shown apply no more, in whatever way."""
    still = {(key.directive, key.target) for key in applying_in(decision)}
    return len({(key.directive, key.target) for key in shown} - still)


def _is_now(line: PlanLine) -> bool:
    return line.within is not None and line.within.kind is WithinKind.IMMEDIATELY


def _is_note(line: PlanLine) -> bool:
    return line.modality is Modality.NOTE


def _of_status(plan: Iterable[PlanLine], status: Status) -> tuple[PlanLine, ...]:
    return tuple(line for line in plan if line.status is status)
