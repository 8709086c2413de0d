"""Where a prohibition stands in the way of a directive, each shown with an incident.

What can be held or contradicted is found by drawing incidents in which the directive falls due,
and where wanted some at random, and asking the reference. Not every meeting is found; those that
are happen.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final, TypeAlias

from attrs import evolve, frozen

from sexto_rules import reference, sampling
from sexto_rules.analysis.possibility import Possibility, Rail, Wish
from sexto_rules.analysis.ways import Sketch, Ways, focus_on
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import All
from sexto_rules.protocol.model import Class, Conclusion, DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Status
from sexto_rules.sampling.smallest import smallest

__all__ = ["Meeting", "Meetings", "prohibitions_met"]

_TRIED_INCIDENTS: Final = 40
_DRAWN_INCIDENTS: Final = 60

_Key: TypeAlias = tuple[Status, str]
"""How a line is stopped, and by which prohibition."""


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

    def __init__(self, *, is_thorough: bool = False) -> None:
        """Begin with nothing looked for.

        Args:
            is_thorough: Whether to look in incidents at random too, which takes longer.
        """
        self._kept: dict[str, list[_Kept]] = {}
        self._is_thorough = is_thorough

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
        if self._is_thorough:
            _look_at_random(found, part, directive, meeting)
        meetings = tuple(found.values())
        kept.append(_Kept(part.conclusions, part.classes, part.directives, meetings))
        return meetings


def _search(
    day: DayProtocol, directive: Directive, meeting: Sequence[Directive]
) -> dict[_Key, Meeting]:
    found: dict[_Key, Meeting] = {}
    most = 2 * len(meeting)  # held, and in conflict
    for incident in _incidents(day, directive, meeting):
        _add(found, day, directive, incident)
        if len(found) == most:
            break
    return found


def _add(
    found: dict[_Key, Meeting], day: DayProtocol, directive: Directive, incident: Incident
) -> None:
    """Add what stops the directive in one incident and was not found before."""
    for line in reference.decide(day, incident).lines:
        if line.directive == directive.id:
            for name in line.blocked_by:
                found.setdefault((line.status, name), Meeting(line, incident))


def _look_at_random(
    found: dict[_Key, Meeting],
    day: DayProtocol,
    directive: Directive,
    meeting: Sequence[Directive],
) -> None:
    """Look in incidents at random, the same in every run, for pairs that may meet."""
    possibility = Possibility(day)
    missing = {
        each.id
        for each in meeting
        if not any(name == each.id for _, name in found)
        and possibility.can_be(
            [Wish(directive.condition, _applies(directive)), Wish(each.condition, _applies(each))],
            directive.for_each,
        )
    }
    rng = random.Random(directive.id)  # noqa: S311 - no secret is drawn
    focus = sampling.focus_on(day)
    for _ in range(_DRAWN_INCIDENTS if missing else 0):
        incident = sampling.sample_incident(rng, focus)
        more: dict[_Key, Meeting] = {}
        _add(more, day, directive, incident)
        for key in more:
            if key not in found and key[1] in missing:
                short = smallest(incident, partial(_stops, day, directive, key))
                _add(found, day, directive, short)


def _stops(day: DayProtocol, directive: Directive, key: _Key, incident: Incident) -> bool:
    """Whether a prohibition stops the directive in an incident."""
    status, name = key
    return any(
        line.directive == directive.id and line.status is status and name in line.blocked_by
        for line in reference.decide(day, incident).lines
    )


def _applies(directive: Directive) -> Rail:
    return Rail.NOT_FALSE if directive.in_doubt is InDoubt.APPLIES else Rail.TRUE


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
    if directive.in_doubt is InDoubt.APPLIES:
        yield from _finished(start)
        for prohibition in meeting:
            if prohibition.for_each in {None, directive.for_each}:
                alone = ways.to(prohibition.condition, start, focus, wanted=True)
                for sketch in islice(alone, _TRIED_INCIDENTS):
                    yield from _finished(sketch)


def _finished(sketch: Sketch) -> Iterator[Incident]:
    try:
        yield sketch.finished()
    except IncidentError:
        return
