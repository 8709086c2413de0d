"""A prohibition that can stand in the way of a duty, shown with an incident.

Nothing is called an error here without an incident in which the reference stops the duty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.analysis.meetings import Meeting, Meetings
from sexto_rules.analysis.written import written
from sexto_rules.errors import Problem
from sexto_rules.protocol.model import DayProtocol, Directive, Modality, WithinKind
from sexto_rules.protocol.outcome import Line, Status

_VERBS: Final = {
    Modality.MUST: "demands",
    Modality.SHOULD: "recommends",
    Modality.MAY: "permits",
}


def check(day: DayProtocol, meetings: Meetings) -> Iterator[Problem]:
    """Yield conflicts, urgent duties that can be held, overriders that can be stopped."""
    for directive in day.directives:
        found = meetings.of(day, directive)
        if found:
            yield from _problems(directive, found)


def _problems(directive: Directive, found: tuple[Meeting, ...]) -> Iterator[Problem]:
    conflict = next((each for each in found if each.line.status is Status.CONFLICT), None)
    if conflict is not None:
        yield _conflict(directive, conflict)
    line, incident = found[0].line, found[0].incident
    urgent = directive.within and directive.within.kind is WithinKind.IMMEDIATELY
    if directive.modality is Modality.MUST and urgent and not directive.may_be_held:
        yield Problem(
            "SX322",
            f"`{directive.id}` must be done immediately, but {_by(line)} can hold it, "
            f"for instance when {written(incident)}",
            directive.place,
            "narrow the prohibition, or write `may_be_held: yes` with a `reason`",
        )
    if directive.overrides:
        yield Problem(
            "SX323",
            f"`{directive.id}` overrides another line and can itself be stopped by {_by(line)}, "
            f"for instance when {written(incident)}",
            directive.place,
            "narrow the prohibition or the override, so that one of the two is always given",
        )


def _conflict(directive: Directive, meeting: Meeting) -> Problem:
    return Problem(
        "SX321",
        f"`{directive.id}` {_VERBS[directive.modality]} what {_by(meeting.line)} "
        f"{_forbids(meeting.line)} in the same incident: {written(meeting.incident)}",
        directive.place,
        "let only one of the two hold then: give the other an `unless`, or let one name the "
        "other under `overrides`",
    )


def _forbids(line: Line) -> str:
    return "forbids" if len(line.blocked_by) == 1 else "forbid"


def _by(line: Line) -> str:
    return " and ".join(f"`{name}`" for name in line.blocked_by)
