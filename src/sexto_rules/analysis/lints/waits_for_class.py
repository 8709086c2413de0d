"""Every duty that waits only because an earlier class is still open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from attrs import evolve

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.analysis.ways import Focus, Ways, focus_on
from sexto_rules.analysis.written import written
from sexto_rules.errors import IncidentError, Problem, Severity
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import Class, DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference.conditions import evaluate, possible_classes
from sexto_rules.reference.knowledge import About, listed

__all__ = ["check"]

_TRIED_INCIDENTS: Final = 40


def check(subject: Subject) -> Iterator[Problem]:
    """Yield each duty and class once, with an incident in which only that class delays it."""
    seen: set[tuple[str, str]] = set()
    for day in subject.days:
        for directive in subject.own(day.protocol.directives):
            if not _may_wait(directive) or not subject.reading.depends_on_class(
                directive.condition
            ):
                continue
            for number, one in enumerate(day.protocol.classes):
                found = _delay(day.protocol, directive, one) if number else None
                if found is None or (directive.id, found[0]) in seen:
                    continue
                seen.add((directive.id, found[0]))
                yield Problem(
                    "SX341",
                    f"`{directive.id}`, due in the class `{one.id}`, waits while `{found[0]}` is "
                    f"possible, for instance when {written(found[1])}",
                    directive.place,
                    "if it should be done in any case, let it not depend on the class",
                    Severity.REMARK,
                )


def _may_wait(directive: Directive) -> bool:
    return (
        directive.modality in {Modality.MUST, Modality.SHOULD}
        and directive.in_doubt is InDoubt.WAITS
    )


def _delay(day: DayProtocol, directive: Directive, one: Class) -> tuple[str, Incident] | None:
    """Return an earlier class, and an incident in which the duty waits only because it is open.

    The duty would be due were the class settled to be this one; it is possible, an earlier one
    is too, and were that one settled the duty would not be due.
    """
    settled = _as_though(day, one)
    start, focus = focus_on(directive.for_each)
    ways = Ways(settled).to(directive.condition, start, focus, wanted=True)
    for sketch in islice(ways, _TRIED_INCIDENTS):
        try:
            incident = sketch.finished()
        except IncidentError:
            continue
        possible = possible_classes(day, incident)
        about = _about(directive.for_each, focus, incident)
        if (
            one.id not in possible
            or evaluate(directive.condition, settled, incident, about) is not Truth.TRUE
            or evaluate(directive.condition, day, incident, about) is not Truth.UNKNOWN
        ):
            continue
        for each in day.classes:
            if each.id == one.id:
                break
            if each.id in possible:
                other = evaluate(directive.condition, _as_though(day, each), incident, about)
                if other is not Truth.TRUE:
                    return each.id, incident
    return None


def _as_though(day: DayProtocol, one: Class) -> DayProtocol:
    """Return the day on which this class is the only one."""
    return evolve(day, classes=(evolve(one, when=None),))


def _about(kind: Entity | None, focus: Focus | None, incident: Incident) -> About:
    if kind is None or focus is None:
        return None
    return listed(incident, kind)[focus.number]
