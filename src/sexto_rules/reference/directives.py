"""What the words of *Directives* mean: targets, who, overrides, done, breached.

`design/language.md`, *Directives*: one short function for each rule. `decide` puts them
together into lines.
"""

from __future__ import annotations

from sexto_rules.facts import UNKNOWN, Incident, JournalEntry, Unknown
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Scope, Target, Truth
from sexto_rules.reference.conditions import evaluate
from sexto_rules.reference.knowledge import BLANK, About, listed

__all__ = [
    "about_of",
    "applies",
    "directive_of",
    "directive_value",
    "is_breached",
    "is_defeated",
    "is_done",
    "meets",
    "targets_of",
]


def directive_of(line: Line, day: DayProtocol) -> Directive:
    """Return the directive that a line is of."""
    return next(directive for directive in day.directives if directive.id == line.directive)


def targets_of(entity: Entity, incident: Incident) -> list[Target]:
    """*Targets*: each listed one; with an open list one more, "any other"."""
    targets = [Target(entity, Scope.ONE, each.id) for each in listed(incident, entity)]
    if not list_closed(incident, entity):
        targets.append(Target(entity, Scope.OTHER))
    return targets


def about_of(target: Target | None, incident: Incident) -> About:
    """Return what a condition is about on a line: the target, or the blank for "any other"."""
    if target is None or target.scope is Scope.EVERY:
        return None
    if target.scope is Scope.OTHER:
        return BLANK
    return next(each for each in listed(incident, target.kind) if each.id == target.id)


def directive_value(
    directive: Directive, target: Target | None, day: DayProtocol, incident: Incident
) -> Truth:
    """Return the value of the directive's condition for a target.

    Without `for_each` it has one value, whatever the target.
    """
    about = about_of(target, incident) if directive.for_each else None
    return evaluate(directive.condition, day, incident, about)


def applies(directive: Directive, value: Truth) -> bool:
    """*In doubt*: it applies once certainly true; in doubt, if it is of the kind that then does."""
    return value is Truth.TRUE or (value is Truth.UNKNOWN and directive.in_doubt is InDoubt.APPLIES)


def is_defeated(
    directive: Directive, target: Target | None, day: DayProtocol, incident: Incident
) -> bool:
    """*Overrides*: one that names it has a certainly true condition and is not itself defeated.

    Both have the same `for_each`, or the overrider has none and defeats every target.
    """
    return any(
        directive.id in other.overrides
        and directive_value(other, target, day, incident) is Truth.TRUE
        and not is_defeated(other, target, day, incident)
        for other in day.directives
    )


def is_done(directive: Directive, target: Target | None, incident: Incident) -> bool:
    """*Done*: an entry with `for` discharges the directives it names.

    One without discharges all of the same act and target, but not a directive marked
    `separately` or `personal`. A note has no act: it is done only by an entry that names it.
    """
    return any(_discharges(entry, directive, target) for entry in incident.done)


def _discharges(entry: JournalEntry, directive: Directive, target: Target | None) -> bool:
    """Whether this entry of the journal discharges this directive for this target."""
    target_id = None if target is None else target.id
    named = directive.id in (entry.for_ or ())
    if directive.modality is Modality.NOTE:
        return named and (target is None or entry.target == target_id)
    unnamed = entry.for_ is None and not directive.separately and not directive.personal
    return entry.act in directive.acts and entry.target == target_id and (named or unnamed)


def is_breached(
    directive: Directive, act: str, target: Target | None, day: DayProtocol, incident: Incident
) -> bool:
    """*Done*: a prohibited act in the journal marks the prohibition breached."""
    return any(
        entry.act == act and _is_of_target(entry, target) and _did(entry.by, directive, day)
        for entry in incident.done
    )


def _is_of_target(entry: JournalEntry, target: Target | None) -> bool:
    """Whether what was done was done to the target of a prohibition."""
    match target:
        case None:
            return entry.target is None
        case Target(_, Scope.EVERY):
            return True
        case Target(_, Scope.ONE, target_id):
            return entry.target == target_id
        case _:
            return False


def _did(by: str | Unknown, directive: Directive, day: DayProtocol) -> bool:
    """Whether whoever did it is bound by the directive; nobody knows who counts as one."""
    return by is UNKNOWN or doers_meet(by, directive.by, day)


def doers_meet(one: str, other: str, day: DayProtocol) -> bool:
    """*Who*: doers as sets: *staff* contains the lead."""
    doers = day.protocol.doers
    return not doers[one].isdisjoint(doers[other])


def meets(
    prohibition: Line, act: str, target: Target | None, directive: Directive, day: DayProtocol
) -> bool:
    """*Who*: two directives speak of the same thing when acts, targets and doers meet."""
    return (
        act in prohibition.acts
        and _targets_meet(prohibition.target, target)
        and doers_meet(directive_of(prohibition, day).by, directive.by, day)
    )


def _targets_meet(forbidden: Target | None, target: Target | None) -> bool:
    """A prohibition without `for_each` speaks of every target, else of its own."""
    if forbidden is None or target is None:
        return forbidden is target
    return forbidden.scope is Scope.EVERY or forbidden.id == target.id
