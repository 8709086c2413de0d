"""For each prohibition, what can lift it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.analysis.ways import Ways, focus_on
from sexto_rules.analysis.written import written
from sexto_rules.errors import IncidentError, Problem, Severity
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference.conditions import evaluate
from sexto_rules.reference.knowledge import listed

__all__ = ["check"]

_TRIED_INCIDENTS: Final = 200
_COMPARED: Final = 10
_MOST_NAMES: Final = 9
_LONGEST_INCIDENT: Final = 120
"""In characters; what is longer is no help to a reader."""


def check(subject: Subject) -> Iterator[Problem]:
    """Yield one remark for each prohibition: never lifted, by which facts, by which override."""
    seen: set[str] = set()
    for day in reversed(subject.days):
        for each in subject.own(day.protocol.directives):
            if each.modality is not Modality.MUST_NOT or each.id in seen:
                continue
            seen.add(each.id)
            yield Problem(
                "SX342",
                f"`{each.id}` {_lifted(subject, day.protocol, each)}",
                each.place,
                "see whether that is meant",
                Severity.REMARK,
            )


def _lifted(subject: Subject, day: DayProtocol, prohibition: Directive) -> str:
    """Return words for what lifts a prohibition."""
    ways = []
    if prohibition.condition != ALWAYS:
        incident = _find_lifting(day, prohibition)
        facts = sorted(map(str, subject.reading.facts_of([prohibition.condition])))
        if incident is not None and len(written(incident)) <= _LONGEST_INCIDENT:
            ways.append(f"is lifted for instance when {written(incident)}")
        elif incident is not None:
            ways.append(f"is lifted by what is known of {_named(facts)} together")
        elif facts:
            ways.append(f"may be lifted by {_named(facts)}")
    overriders = [each.id for each in day.directives if prohibition.id in each.overrides]
    if overriders:
        ways.append(f"gives way to {_named(overriders)}")
    return " and ".join(ways) or "is lifted by nothing"


def _named(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return shown if more <= 0 else f"{shown} and {more} more"


def _find_lifting(day: DayProtocol, prohibition: Directive) -> Incident | None:
    """Return an incident in which the condition is certainly false, the shortest of the first."""
    start, focus = focus_on(prohibition.for_each)
    found: list[Incident] = []
    ways = Ways(day).to(prohibition.condition, start, focus, wanted=False)
    for sketch in islice(ways, _TRIED_INCIDENTS):
        try:
            incident = sketch.finished()
        except IncidentError:
            continue
        about = None if focus is None else listed(incident, focus.kind)[focus.number]
        if evaluate(prohibition.condition, day, incident, about) is Truth.FALSE:
            found.append(incident)
            if len(found) == _COMPARED:
                break
    return min(found, key=lambda each: len(written(each)), default=None)
