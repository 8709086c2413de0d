"""A prohibition that can stand in the way of a duty, shown with an incident.

What can be held or contradicted is found by drawing incidents in which the duty falls due
and asking the reference. Nothing is called an error without such an incident.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from attrs import evolve

from sexto_rules import reference
from sexto_rules.analysis.ways import Sketch, Ways, focus_on
from sexto_rules.errors import IncidentError, Problem
from sexto_rules.facts import Incident
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.protocol.conditions import All
from sexto_rules.protocol.model import DayProtocol, Directive, Modality, WithinKind
from sexto_rules.protocol.outcome import Line, Status

_TRIED_INCIDENTS: Final = 40
_WAYS_TO_BE_STOPPED: Final = 2  # held, and in conflict


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield conflicts, urgent duties that can be held, overriders that can be stopped."""
    prohibitions = [each for each in day.directives if each.modality is Modality.MUST_NOT]
    for directive in day.directives:
        if directive.modality in {Modality.MUST_NOT, Modality.NOTE}:
            continue
        meeting = [each for each in prohibitions if _meet(day, directive, each)]
        if meeting:
            yield from _problems(day, directive, meeting)


def _meet(day: DayProtocol, directive: Directive, prohibition: Directive) -> bool:
    doers = day.protocol.doers
    same_act = not set(directive.acts).isdisjoint(prohibition.acts)
    return same_act and bool(doers[directive.by] & doers[prohibition.by])


def _problems(
    day: DayProtocol, directive: Directive, meeting: list[Directive]
) -> Iterator[Problem]:
    found: dict[Status, tuple[Line, Incident]] = {}
    part = _only(day, [directive, *meeting])
    for incident in _incidents(day, directive, meeting):
        if len(found) == _WAYS_TO_BE_STOPPED:
            break
        for line in reference.decide(part, incident).lines:
            if line.directive == directive.id and line.blocked_by:
                found.setdefault(line.status, (line, incident))
    if Status.CONFLICT in found:
        yield _conflict(directive, *found[Status.CONFLICT])
    if not found:
        return
    line, incident = next(iter(found.values()))
    urgent = directive.within and directive.within.kind is WithinKind.IMMEDIATELY
    if directive.modality is Modality.MUST and urgent and not directive.may_be_held:
        yield Problem(
            "SX322",
            f"`{directive.id}` must be done immediately, but {_by(line)} can hold it, "
            f"for instance when {_told(incident)}",
            directive.place,
            "narrow the prohibition, or write `may_be_held: yes` with a `reason`",
        )
    if directive.overrides:
        yield Problem(
            "SX323",
            f"`{directive.id}` overrides another line and can itself be stopped by {_by(line)}, "
            f"for instance when {_told(incident)}",
            directive.place,
            "narrow the prohibition or the override, so that one of the two is always given",
        )


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


def _conflict(directive: Directive, line: Line, incident: Incident) -> Problem:
    return Problem(
        "SX321",
        f"`{directive.id}` asks for what {_by(line)} forbids, for instance when {_told(incident)}",
        directive.place,
        "give one of them an `unless`, or let one override the other",
    )


def _by(line: Line) -> str:
    return " and ".join(f"`{name}`" for name in line.blocked_by)


def _told(incident: Incident) -> str:
    told = unstructure_incident(incident)
    return f"`{_as_written(told)}`" if told else "nothing is known"


def _as_written(told: object) -> str:
    """Return part of an incident as an author writes it on one line."""
    if isinstance(told, Mapping):
        return "{" + ", ".join(f"{key}: {_as_written(value)}" for key, value in told.items()) + "}"
    if isinstance(told, list | tuple):
        return f"[{', '.join(_as_written(each) for each in told)}]"
    if isinstance(told, bool):
        return "yes" if told else "no"
    return str(told)


def _incidents(
    day: DayProtocol, directive: Directive, meeting: list[Directive]
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
