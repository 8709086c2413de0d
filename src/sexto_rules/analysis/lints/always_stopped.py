"""A line that is never given, because a prohibition is in force whenever it applies."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.never import never_applies
from sexto_rules.analysis.lints.subject import Day, Subject
from sexto_rules.analysis.meetings import prohibitions_met
from sexto_rules.analysis.possibility import Rail, Wish
from sexto_rules.errors import Problem
from sexto_rules.protocol.model import Directive, InDoubt
from sexto_rules.protocol.outcome import Status

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the lines that are held in every incident; conflicts are reported as such."""
    own = subject.protocol.id
    for each in subject.protocol.directives:
        days = subject.days_of(each, lambda day: day.directives)
        if not days or not all(_stopping(day, now) for day, now in days):
            continue
        if any(never_applies(*day) or _is_contradicted(subject, *day) for day in days):
            continue
        stopping = _stopping(*days[0])
        mine = next((one for one in (each, *stopping) if one.origin == own), None)
        if mine is not None:
            names = sorted({one.id for one in stopping})
            named = " and ".join(f"`{name}`" for name in names)
            verb = "is" if len(names) == 1 else "are"
            yield Problem(
                "SX352",
                f"`{each.id}` is never given: {named} {verb} in force "
                "in every incident in which it applies",
                mine.place,
                "let one of the two conditions exclude the other, or take the line out",
            )


def _stopping(day: Day, directive: Directive) -> list[Directive]:
    """Return, for each act of the line, a prohibition that always stops it; none if one is free."""
    found = []
    for act in directive.acts:
        always = [
            each
            for each in prohibitions_met(day.protocol, directive)
            if act in each.acts and _always_stops(day, each, directive)
        ]
        if not always:
            return []
        found.append(always[0])
    return found


def _always_stops(day: Day, prohibition: Directive, directive: Directive) -> bool:
    """Whether nothing defeats the prohibition, and it is in force wherever the line applies."""
    if any(prohibition.id in each.overrides for each in day.protocol.directives):
        return False
    lifted = Rail.FALSE if prohibition.in_doubt is InDoubt.APPLIES else Rail.NOT_TRUE
    applies = Rail.NOT_FALSE if directive.in_doubt is InDoubt.APPLIES else Rail.TRUE
    wishes = [Wish(directive.condition, applies), Wish(prohibition.condition, lifted)]
    return not day.possibility.can_be(wishes, directive.for_each)


def _is_contradicted(subject: Subject, day: Day, directive: Directive) -> bool:
    return any(
        each.line.status is Status.CONFLICT for each in subject.meetings.of(day.protocol, directive)
    )
