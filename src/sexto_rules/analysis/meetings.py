"""Where a prohibition stands in the way of a directive, each shown with an incident.

What can be held or contradicted is found by drawing incidents in which the directive falls due
and asking the reference. Not every meeting is found; those that are happen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import evolve, frozen

from sexto_rules import reference
from sexto_rules.analysis.ways import Sketch, Ways, focus_on
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import All
from sexto_rules.protocol.model import Class, Conclusion, DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Line, Status

__all__ = ["Meeting", "Meetings", "prohibitions_met"]

_TRIED_INCIDENTS: Final = 40


@frozen
class Meeting:
    """A line that prohibitions hold or contradict, and an incident in which they do."""

    line: Line
    incident: Incident


@frozen
class _Kept:
    """What was found for a directive, and what of the protocol it rests on."""

    conclusions: tuple[Conclusion, ...]
    classes: tuple[Class, ...]
    directives: tuple[Directive, ...]
    found: tuple[Meeting, ...]


def prohibitions_met(day: DayProtocol, directive: Directive) -> list[Directive]:
    """Return the prohibitions that name an act of the directive and one of its doers."""
    if directive.modality in {Modality.MUST_NOT, Modality.NOTE}:
        return []
    return [
        each
        for each in day.directives
        if each.modality is Modality.MUST_NOT and _speak_of_the_same(day, directive, each)
    ]


def _speak_of_the_same(day: DayProtocol, directive: Directive, prohibition: Directive) -> bool:
    doers = day.protocol.doers
    same_act = not set(directive.acts).isdisjoint(prohibition.acts)
    return same_act and bool(doers[directive.by] & doers[prohibition.by])


class Meetings:
    """The meetings of one protocol; what is the same on several days is looked for once."""

    def __init__(self) -> None:
        """Begin with nothing looked for."""
        self._kept: dict[str, list[_Kept]] = {}

    def of(self, day: DayProtocol, directive: Directive) -> tuple[Meeting, ...]:
        """Return one meeting for each way and prohibition that stops the directive."""
        meeting = prohibitions_met(day, directive)
        if not meeting:
            return ()
        part = _only(day, [directive, *meeting])
        kept = self._kept.setdefault(directive.id, [])
        for each in kept:
            if (each.conclusions, each.classes, each.directives) == (
                part.conclusions,
                part.classes,
                part.directives,
            ):
                return each.found
        found = _search(part, directive, meeting)
        kept.append(_Kept(part.conclusions, part.classes, part.directives, found))
        return found


def _search(
    day: DayProtocol, directive: Directive, meeting: Sequence[Directive]
) -> tuple[Meeting, ...]:
    found: dict[tuple[Status, str], Meeting] = {}
    most = 2 * len(meeting)  # held, and in conflict
    for incident in _incidents(day, directive, meeting):
        for line in reference.decide(day, incident).lines:
            if line.directive == directive.id:
                for name in line.blocked_by:
                    found.setdefault((line.status, name), Meeting(line, incident))
        if len(found) == most:
            break
    return tuple(found.values())


def _only(day: DayProtocol, directives: Sequence[Directive]) -> DayProtocol:
    """Return the day with these directives and those that override them: the rest has no say."""
    wanted = {each.id for each in directives}
    while more := {
        each.id
        for each in day.directives
        if each.id not in wanted and not wanted.isdisjoint(each.overrides)
    }:
        wanted |= more
    return evolve(day, directives=tuple(each for each in day.directives if each.id in wanted))


def _incidents(
    day: DayProtocol, directive: Directive, meeting: Sequence[Directive]
) -> Iterator[Incident]:
    ways = Ways(day)
    start, focus = focus_on(directive.for_each)
    for sketch in islice(ways.to(directive.condition, start, focus, wanted=True), _TRIED_INCIDENTS):
        yield from _finished(sketch)
    for prohibition in meeting:
        both = All((directive.condition, prohibition.condition))
        if prohibition.for_each in {None, directive.for_each}:
            for sketch in islice(ways.to(both, start, focus, wanted=True), _TRIED_INCIDENTS):
                yield from _finished(sketch)


def _finished(sketch: Sketch) -> Iterator[Incident]:
    try:
        yield sketch.finished()
    except IncidentError:
        return
