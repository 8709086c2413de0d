"""What to expect of a suggested incident: what the specification decides, as far as it matters.

What matters is what differs from an incident of which nothing is known, and what the goals
speak of. The rest (the prohibitions that always hold) would only make the reader tired.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias, assert_never

from sexto_rules import reference
from sexto_rules.coverage.goals import Goal
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.outcome import Line, Scope, Status

__all__ = ["Item", "expected_of"]

Item: TypeAlias = str | dict[str, str]
"""A directive, or a directive of a target."""

_ORDER: Final = (
    "must", "should", "may", "must_not", "possible", "held", "overridden", "absent", "certain",
    "in_doubt", "lifted", "note",
)  # fmt: skip


def expected_of(
    day: DayProtocol, incident: Incident, goals: Sequence[Goal]
) -> dict[str, str | list[Item]]:
    """Return the `expect` of a scenario with this incident.

    Args:
        day: The protocol on the day.
        incident: What is known.
        goals: What the scenario is there to show.
    """
    outcome = reference.decide(day, incident)
    modalities = {each.id: each.modality for each in day.directives}
    usual = {_said(line, modalities) for line in reference.decide(day, Incident()).lines}
    spoken_of = {goal.entry for goal in goals if goal.key.startswith("directive ")}
    mattering = [
        line
        for line in outcome.lines
        if line.directive in spoken_of
        or (line.status is not Status.POSSIBLE and _said(line, modalities) not in usual)
    ]
    seen = {line.directive for line in outcome.lines}
    absent = [
        each.id
        for each in day.directives
        if each.id in spoken_of and each.id not in seen and each.modality is not Modality.MUST_NOT
    ]
    expected = {
        **_of_classes(outcome.possible_classes),
        **_of_lines(mattering, absent, modalities, spoken_of),
    }
    return expected or _of_lines(outcome.lines, absent, modalities, spoken_of)


def _of_lines(
    lines: Iterable[Line],
    absent: Iterable[str],
    modalities: Mapping[str, Modality],
    spoken_of: AbstractSet[str],
) -> dict[str, str | list[Item]]:
    """Return what is expected of lines, by the way, and of directives that no line is of."""
    found: dict[str, list[Item]] = {way: [] for way in _ORDER}
    for line in lines:
        ways = [_said(line, modalities)[0]]
        if line.directive in spoken_of and _may_be_either(line):
            ways.append("certain" if line.certain else "in_doubt")
        item = _item(line)
        for way in ways:
            if way in found and item not in found[way]:
                found[way].append(item)
    found["absent"] += absent
    return {way: items for way, items in found.items() if items}


def _of_classes(classes: Sequence[str]) -> dict[str, str | list[Item]]:
    if not classes:
        return {}
    return {"class": classes[0]} if len(classes) == 1 else {"classes": list(classes)}


def _said(line: Line, modalities: Mapping[str, Modality]) -> tuple[str, str, str | None]:
    """Return the way in which a line is expected, its directive and its target."""
    match line.status:
        case Status.DUE:
            way = str(modalities[line.directive])
        case Status.IN_FORCE:
            way = "must_not"
        case _:
            way = str(line.status)
    return way, line.directive, _target(line)


def _may_be_either(line: Line) -> bool:
    """Whether the status alone leaves open if the condition is certain: it does of a prohibition.

    A duty that is due is certain, save where it says that it applies in doubt.
    """
    return line.status is Status.IN_FORCE or (line.status is Status.DUE and not line.certain)


def _target(line: Line) -> str | None:
    if line.target is None:
        return None
    match line.target.scope:
        case Scope.ONE:
            return line.target.id
        case Scope.OTHER:
            return "any"
        case Scope.EVERY:
            return None
        case _:
            assert_never(line.target.scope)


def _item(line: Line) -> Item:
    target = _target(line)
    return line.directive if target is None else {line.directive: target}
