"""The outcome of a protocol on a day for an incident: possible classes and every line.

`design/language.md`, *Directives*, *Status* and *Order*.
"""

from __future__ import annotations

from attrs import evolve

from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target, Truth
from sexto_rules.reference.conditions import possible_classes
from sexto_rules.reference.directives import (
    applies,
    directive_value,
    is_breached,
    is_defeated,
    is_done,
    meets,
    targets_of,
)

__all__ = ["decide"]


def decide(day: DayProtocol, incident: Incident) -> Outcome:
    """Return what the protocol says of the incident.

    *Order*: prohibitions first, as written; then the others in plan order. Within a
    directive by act, then by listed target, then "any other".
    """
    prohibitions = [
        line
        for directive in day.directives
        if directive.modality is Modality.MUST_NOT
        for line in _prohibition_lines(directive, day, incident)
    ]
    others = [
        line
        for directive in day.directives
        if directive.modality is not Modality.MUST_NOT
        for line in _lines(directive, prohibitions, day, incident)
    ]
    return Outcome(possible_classes(day, incident), (*prohibitions, *others))


def _prohibition_lines(directive: Directive, day: DayProtocol, incident: Incident) -> list[Line]:
    """Return one line per act (a family is written out) and target."""
    return [
        _prohibition_line(directive, act, target, day, incident)
        for act in directive.acts
        for target in _forbidden_targets(directive, act, day, incident)
    ]


def _forbidden_targets(
    directive: Directive, act: str, day: DayProtocol, incident: Incident
) -> list[Target] | list[None]:
    """*Targets*: without `for_each` an act is forbidden for every target, listed or not."""
    if directive.for_each is not None:
        return targets_of(directive.for_each, incident)
    kind = day.protocol.acts[act].target
    return [None] if kind is None else [Target(kind, Scope.EVERY)]


def _prohibition_line(
    directive: Directive, act: str, target: Target | None, day: DayProtocol, incident: Incident
) -> Line:
    """*Status*, prohibitions: lifted, overridden, in force (breached or not), possible."""
    value = directive_value(directive, target, day, incident)
    line = Line(directive.id, (act,), target, Status.POSSIBLE, certain=value is Truth.TRUE)
    if value is Truth.FALSE:
        return evolve(line, status=Status.LIFTED)
    if is_defeated(directive, target, day, incident):
        return evolve(line, status=Status.OVERRIDDEN)
    if applies(directive, value):
        breached = is_breached(directive, act, target, day, incident)
        return evolve(line, status=Status.IN_FORCE, breached=breached)
    return line


def _lines(
    directive: Directive, prohibitions: list[Line], day: DayProtocol, incident: Incident
) -> list[Line]:
    """Return the lines of a duty, recommendation, permission or note, one per target."""
    targets: list[Target] | list[None] = [None]
    if directive.for_each is not None:
        targets = targets_of(directive.for_each, incident)
    return [
        _line(directive, target, value, prohibitions, day, incident)
        for target in targets
        if (value := directive_value(directive, target, day, incident)) is not Truth.FALSE
    ]


def _line(  # noqa: PLR0913, PLR0917 - the parts of the sentence it implements
    directive: Directive,
    target: Target | None,
    value: Truth,
    prohibitions: list[Line],
    day: DayProtocol,
    incident: Incident,
) -> Line:
    """*Status*: the first that fits of possible, done, overridden, conflict, held, due.

    *Targets*: for "any other" a duty is possible.
    """
    line = Line(directive.id, directive.acts, target, Status.POSSIBLE, certain=value is Truth.TRUE)
    is_other = target is not None and target.scope is Scope.OTHER
    if is_other or not applies(directive, value):
        return line
    if is_done(directive, target, incident):
        return evolve(line, status=Status.DONE)
    if is_defeated(directive, target, day, incident):
        return evolve(line, status=Status.OVERRIDDEN)
    return _meet_prohibitions(line, directive, prohibitions, day)


def _meet_prohibitions(
    line: Line, directive: Directive, prohibitions: list[Line], day: DayProtocol
) -> Line:
    """*Prohibition meets duty*: due with the acts that are free; none free, held or conflict.

    It is a conflict when the directive and, for every alternative, a prohibition of it are
    certain; else it is held.
    """
    blockers = {
        act: [
            prohibition
            for prohibition in prohibitions
            if prohibition.status is Status.IN_FORCE
            and meets(prohibition, act, line.target, directive, day)
        ]
        for act in line.acts
    }
    free = tuple(act for act in line.acts if not blockers[act])
    if free or not line.acts:
        return evolve(line, status=Status.DUE, acts=free)
    all_certain = line.certain and all(
        any(prohibition.certain for prohibition in of_act) for of_act in blockers.values()
    )
    return evolve(
        line,
        status=Status.CONFLICT if all_certain else Status.HELD,
        blocked_by=tuple(
            sorted({each.directive for of_act in blockers.values() for each in of_act})
        ),
    )
