"""What a child keeps of its parent in one incident, by what the reference says of both.

`design/language.md`, *Inheritance*. `refinement` says the same as formulas.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from attrs import evolve, frozen

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol, Directive, Modality, Within
from sexto_rules.protocol.outcome import Line, Scope, Status, Target
from sexto_rules.reference import decide, possible_classes

__all__ = ["Instead", "Kept"]

_STOPPED: Final = frozenset({Status.HELD, Status.CONFLICT})


@frozen
class Instead:
    """What the child says of a directive in an incident in which it weakens its parent.

    `status` is that of its line, None where it has none. `by` are the prohibitions that stop it;
    where none does, the child's own classes that the incident may be of.
    """

    status: Status | None
    by: tuple[str, ...]
    place: Place

    @property
    def is_stopped(self) -> bool:
        """Whether prohibitions stop it."""
        return self.status in _STOPPED


class Kept:
    """A child and its parent on one day."""

    def __init__(self, child: DayProtocol, parent: DayProtocol) -> None:
        """Hold the one against the other."""
        self.child: Final = child
        self.parent: Final = parent
        self._last: tuple[Incident, tuple[Line, ...], tuple[Line, ...]] | None = None
        self._directives: Final = {each.id: each for each in child.directives}
        self._of_parent: Final = {each.id: each for each in parent.directives}

    @cached_property
    def foreign(self) -> tuple[str, ...]:
        """The ids of the prohibitions of the child that the parent does not have as they are.

        One of a family that got more acts is the parent's.
        """
        return tuple(
            each.id
            for each in self.child.directives
            if each.modality is Modality.MUST_NOT and not self._is_of_parent(each)
        )

    def _is_of_parent(self, directive: Directive) -> bool:
        own = self._of_parent.get(directive.id)
        return own is not None and own == evolve(directive, acts=own.acts, text=own.text)

    def doers(self, directive: Directive) -> frozenset[str]:
        """Return whom a directive of the child binds."""
        return self.child.protocol.doers[directive.by]

    def bound(self, directive: Directive) -> frozenset[str]:
        """Return whom a directive of the parent binds: those too whom the child counts there."""
        added = self.child.protocol.doers.get(directive.by, frozenset())
        return self.parent.protocol.doers[directive.by] | added

    def meet(self, directive: Directive, own: Directive) -> bool:
        """Whether one of the parent and one of the child bind some of the same people."""
        return not self.bound(directive).isdisjoint(self.doers(own))

    def covers(self, own: Directive, duty: Directive) -> bool:
        """Whether a duty of the child asks as much as one of the parent: of all, and as soon."""
        return (
            own.modality is Modality.MUST
            and self.bound(duty) <= self.doers(own)
            and _is_as_soon(own.within, duty.within)
            and own.separately >= duty.separately
            and own.personal >= duty.personal
        )

    def lost_prohibitions(self, directive: Directive, incident: Incident) -> list[Line]:
        """Return the lines of a prohibition in force that the child does not have in force."""
        lines, of_parent = self._decided(incident)
        return [
            each
            for each in of_parent
            if each.directive == directive.id
            and each.status is Status.IN_FORCE
            and not all(
                any(
                    other.status is Status.IN_FORCE
                    and other.acts == each.acts
                    and doer in self.doers(self._directives[other.directive])
                    and (_is_of_every(other.target) or other.target == each.target)
                    for other in lines
                )
                for doer in self.bound(directive)
            )
        ]

    def lost_duties(self, directive: Directive, incident: Incident) -> list[Line]:
        """Return the lines of a duty that are due and that the child does not keep."""
        lines, of_parent = self._decided(incident)
        return [
            each
            for each in of_parent
            if each.directive == directive.id
            and each.status is Status.DUE
            and not any(
                other.target == each.target
                and self.covers(self._directives[other.directive], directive)
                and set(other.acts) <= set(directive.acts)
                and self._is_kept(other)
                for other in lines
            )
        ]

    def against(self, own: Directive, incident: Incident) -> list[Line]:
        """Return the lines that are given and that a prohibition of the parent forbids."""
        lines, of_parent = self._decided(incident)
        return [
            each
            for each in lines
            if each.directive == own.id
            and each.status is Status.DUE
            and any(self._forbids(prohibition, each) for prohibition in of_parent)
        ]

    def _forbids(self, prohibition: Line, line: Line) -> bool:
        """Whether a line of the parent is a prohibition in force that speaks of a child's line."""
        return (
            prohibition.status is Status.IN_FORCE
            and not set(line.acts).isdisjoint(prohibition.acts)
            and (_is_of_every(prohibition.target) or prohibition.target == line.target)
            and self.meet(self._of_parent[prohibition.directive], self._directives[line.directive])
        )

    def forbidding(self, own: Directive, incident: Incident) -> Instead:
        """Return what the parent forbids a directive of the child with that is given."""
        of_parent = self._decided(incident)[1]
        given = self.against(own, incident)
        by = {each.directive for each in of_parent for line in given if self._forbids(each, line)}
        return Instead(Status.DUE, tuple(sorted(by)), own.place)

    def instead(self, directive: Directive, incident: Incident) -> Instead:
        """Return what the child says where it has lost a directive of its parent."""
        lines = self._decided(incident)[0]
        lost = (
            *self.lost_duties(directive, incident),
            *self.lost_prohibitions(directive, incident),
        )
        line = next(
            (
                each
                for each in lines
                if each.directive == directive.id
                and each.target == lost[0].target
                and not set(each.acts).isdisjoint(lost[0].acts)
            ),
            None,
        )
        if line is not None and line.status in _STOPPED:
            by = tuple(each for each in line.blocked_by if each in self.foreign)
            places = [self._directives[each].place for each in by]
            return Instead(line.status, by, *places[:1] or [NOWHERE])
        own = [
            each
            for each in self.child.classes
            if each.id in possible_classes(self.child, incident)
            and each.id not in {one.id for one in self.parent.classes}
        ]
        status = None if line is None else line.status
        return Instead(status, tuple(each.id for each in own), own[0].place if own else NOWHERE)

    def _is_kept(self, line: Line) -> bool:
        """Whether a duty is due, done or held by the parent alone."""
        return line.status in {Status.DUE, Status.DONE} or (
            line.status is Status.HELD and set(line.blocked_by).isdisjoint(self.foreign)
        )

    def _decided(self, incident: Incident) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Return the lines of the child and those of the parent; the last are remembered."""
        if self._last is None or self._last[0] is not incident:
            lines, of_parent = (decide(day, incident).lines for day in (self.child, self.parent))
            self._last = (incident, lines, of_parent)
        return self._last[1:]


def _is_of_every(target: Target | None) -> bool:
    return target is not None and target.scope is Scope.EVERY


def _is_as_soon(own: Within | None, other: Within | None) -> bool:
    """Whether the first deadline is never later; one counted from an act starts later."""
    if other is None:
        return True
    if own is None:
        return False
    return own.rank <= other.rank and own.counted_from in {None, other.counted_from}
