"""A protocol on one day made ready for many incidents, and a mutant of it made ready quickly.

The truth of what a mistake does not reach is taken from the original. What comes out is an
outcome as any engine would give it; the reference confirms what is shown to people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from attrs import evolve, frozen

from sexto_rules.decisions.statuses import Plan, outcome_from
from sexto_rules.engines.base import Conditions
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.facts import Incident
from sexto_rules.lowering import lower
from sexto_rules.mutation.reach import part_of, reach_of
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Modality, Protocol, Within
from sexto_rules.protocol.outcome import Line, Outcome, Status, Truth
from sexto_rules.scenarios.expectation import CERTAINTY_TOLD, STANDING

__all__ = ["Altered", "Answer", "Content", "Original", "content_of"]

Said: TypeAlias = tuple[Modality, str, Within | None]
LineContent: TypeAlias = tuple[object, ...]


@frozen
class Content:
    """What people can tell from a decision, and a scenario can expect of it.

    The classes, the lines, and the order of those that stand. How certain a line is, who acts and
    by when count where people are told: not on a line that may never come to apply. What holds a
    line is left out, as it follows from the lines. So are texts and sources, which no mistake here
    touches.
    """

    classes: tuple[str, ...]
    lines: frozenset[LineContent]
    order: tuple[str, ...]


def content_of(outcome: Outcome, day: DayProtocol) -> Content:
    """Return what people can tell from the outcome of a protocol on a day."""
    return _content(outcome, _said_of(day))


@frozen
class Answer:
    """What a protocol says of one incident: the truths it derived, and what comes of them."""

    conditions: Conditions
    outcome: Outcome
    content: Content


class Original:
    """The protocol as its author wrote it, on a day."""

    def __init__(self, protocol: Protocol, as_of: date) -> None:
        """Make it ready."""
        self.day: DayProtocol = on(protocol, as_of)
        self.plan: Plan = Plan(self.day)
        self.rows: Mapping[str, int] = {each.id: at for at, each in enumerate(self.day.directives)}
        self._engine = CompiledEngine(lower(self.day))
        self._said = _said_of(self.day)

    def answer(self, incident: Incident) -> Answer:
        """Return what it says of an incident."""
        conditions = self._engine.conditions(incident)
        outcome = outcome_from(self.plan, incident, conditions)
        return Answer(conditions, outcome, _content(outcome, self._said))


class Altered:
    """A mutant on the same day as the original."""

    def __init__(self, original: Original, protocol: Protocol) -> None:
        """Make it ready.

        Raises:
            ProtocolError: The engine cannot take it.
        """
        self._original = original
        self.day: DayProtocol = on(protocol, original.day.as_of)
        self.is_same: bool = _meaning(self.day) == _meaning(original.day)
        reach = reach_of(original.day, self.day)
        part = part_of(self.day, reach)
        self._directives_same = self.day.directives == original.day.directives
        self._has_classes = reach.classes
        self._anew: Mapping[str, int] = {each.id: at for at, each in enumerate(part.directives)}
        self._engine = None if not (reach.classes or self._anew) else CompiledEngine(lower(part))
        self._plan: Plan | None = None
        self._said = _said_of(self.day)

    @property
    def plan(self) -> Plan:
        """What follows from the directives alone."""
        if self._plan is None:
            same = self._directives_same
            self._plan = self._original.plan if same else Plan(self.day)
        return self._plan

    def outcome(self, incident: Incident, answer: Answer) -> Outcome:
        """Return what the mutant says, given what the original said of the same incident."""
        conditions = self._conditions(incident, answer.conditions)
        if self._directives_same and conditions == answer.conditions:
            return answer.outcome
        return outcome_from(self.plan, incident, conditions)

    def differs(self, outcome: Outcome, answer: Answer) -> bool:
        """Whether people could tell this outcome of the mutant from the original's."""
        if outcome is answer.outcome:
            return False
        return _content(outcome, self._said) != answer.content

    def _conditions(self, incident: Incident, before: Conditions) -> Conditions:
        if self._engine is None and self._directives_same:
            return before
        rows = self._original.rows
        anew = Conditions((), ()) if self._engine is None else self._engine.conditions(incident)
        directives: list[tuple[Truth, ...]] = [
            anew.directives[self._anew[each.id]]
            if each.id in self._anew
            else before.directives[rows[each.id]]
            for each in self.day.directives
        ]
        return Conditions(anew.classes if self._has_classes else before.classes, tuple(directives))


def _meaning(day: DayProtocol) -> tuple[object, ...]:
    """Return what decides; `after` and `before` have done so once the directives are in order."""
    ordered = tuple(evolve(each, after=(), before=()) for each in day.directives)
    return day.conclusions, day.classes, ordered


def _said_of(day: DayProtocol) -> Mapping[str, Said]:
    return {each.id: (each.modality, each.by, each.within) for each in day.directives}


def _content(outcome: Outcome, said: Mapping[str, Said]) -> Content:
    return Content(
        outcome.possible_classes,
        frozenset(_line(line, *said[line.directive]) for line in outcome.lines),
        tuple(
            line.directive
            for line in outcome.lines
            if line.status in STANDING and said[line.directive][0] is not Modality.MUST_NOT
        ),
    )


def _line(line: Line, modality: Modality, by: str, within: Within | None) -> LineContent:
    status = line.status
    standing = status in STANDING
    return (
        line.directive,
        line.acts,
        line.target,
        status,
        line.certain if status in CERTAINTY_TOLD else None,
        line.breached,
        modality if status is Status.DUE else None,
        by if standing else None,
        within if standing else None,
    )
