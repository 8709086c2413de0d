"""Whether an outcome keeps the promises of its protocol.

`design/language.md`, *Invariants*. The invariants are proved elsewhere, over every incident;
this says what each of them means on one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import (
    DayProtocol,
    Invariant,
    Modality,
    Promise,
    PromiseKind,
)
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target, Truth
from sexto_rules.reference.conditions import evaluate
from sexto_rules.reference.directives import about_of, directive_of
from sexto_rules.reference.knowledge import listed

__all__ = ["called_for", "violations"]

_DUTIES = frozenset({Modality.MUST})
_GIVEN = frozenset({Modality.MUST, Modality.SHOULD, Modality.MAY})


def violations(
    day: DayProtocol, incident: Incident, outcome: Outcome
) -> list[tuple[str, Target | None]]:
    """Return each invariant of the day that the outcome breaks, with the target it breaks it for.

    The target is None for an invariant without `for_each`. One with `for_each` speaks of every
    listed person or device.
    """
    return [
        (invariant.id, this)
        for invariant in day.invariants
        for this in called_for(invariant, day, incident, outcome)
        if not _is_kept(invariant, this, day, incident, outcome)
    ]


def called_for(
    invariant: Invariant, day: DayProtocol, incident: Incident, outcome: Outcome
) -> list[Target | None]:
    """Return whatever the promises of the invariant are asked of: all of which its premise holds.

    That is None, or nothing, for an invariant without `for_each`.
    """
    return [
        this
        for this in _subjects(invariant, incident)
        if _is_called_for(invariant, this, day, incident, outcome)
    ]


def _subjects(invariant: Invariant, incident: Incident) -> list[Target | None]:
    """Return what the invariant speaks of: the incident, or each listed person or device."""
    if invariant.for_each is None:
        return [None]
    return list(_ones(invariant.for_each, incident))


def _ones(kind: Entity, incident: Incident) -> list[Target]:
    """Return each listed person or device as a target."""
    return [Target(kind, Scope.ONE, each.id) for each in listed(incident, kind)]


def _is_called_for(
    invariant: Invariant,
    this: Target | None,
    day: DayProtocol,
    incident: Incident,
    outcome: Outcome,
) -> bool:
    """`always: C` means C is certain; `when_due: A`, that a `must` of it is due."""
    if evaluate(invariant.always, day, incident, about_of(this, incident)) is not Truth.TRUE:
        return False
    duties = _lines_of(_DUTIES, this, day, outcome)
    return not invariant.when_due or any(
        line.status is Status.DUE and act in line.acts
        for line in duties
        for act in invariant.when_due
    )


def _is_kept(
    invariant: Invariant,
    this: Target | None,
    day: DayProtocol,
    incident: Incident,
    outcome: Outcome,
) -> bool:
    """Every promise holds, and of `some_of` one does.

    A `must: {one_of: …}` all of whose alternatives `some_of` lists keeps it too.
    """
    every = all(_holds(each, this, day, incident, outcome) for each in invariant.promises)
    if not invariant.some_of:
        return every
    alternatives = frozenset(
        act
        for promise in invariant.some_of
        if promise.kind is PromiseKind.MUST and len(promise.acts) == 1
        for act in promise.acts
    )
    return every and (
        any(_holds(each, this, day, incident, outcome) for each in invariant.some_of)
        or _has_duty(alternatives, None, day, outcome)
    )


def _holds(
    promise: Promise,
    this: Target | None,
    day: DayProtocol,
    incident: Incident,
    outcome: Outcome,
) -> bool:
    """Whether one promise holds."""
    match promise.kind:
        case PromiseKind.MUST:
            return all(
                _has_duty({act}, target, day, outcome)
                for act in promise.acts
                for target in _targets(act, this, day, incident)
            )
        case PromiseKind.MUST_NOT:
            return all(
                _has_prohibition(act, target, outcome)
                for act in promise.acts
                for target in _targets(act, this, day, incident)
            )
        case PromiseKind.NEVER:
            return not any(
                act in directive_of(line, day).acts
                for line in _lines_of(_GIVEN, this, day, outcome)
                for act in promise.acts
            )
        case PromiseKind.ORDER:
            return _is_in_order(promise.acts, _lines_of(_GIVEN, this, day, outcome))
        case PromiseKind.NO_CONFLICT:
            return not any(
                line.status is Status.CONFLICT for line in _lines_of(_GIVEN, this, day, outcome)
            )
        case _:
            assert_never(promise.kind)


def _targets(
    act: str, this: Target | None, day: DayProtocol, incident: Incident
) -> Iterable[Target | None]:
    """Return the targets a promise asks for: every listed one (with `for_each`, this one)."""
    kind = day.protocol.acts[act].target
    if kind is None:
        return [None]
    if this is not None and this.kind is kind:
        return [this]
    return _ones(kind, incident)


def _lines_of(
    modalities: frozenset[Modality], this: Target | None, day: DayProtocol, outcome: Outcome
) -> list[Line]:
    """Return the lines of these modalities; with `for_each`, without those of another target."""
    return [
        line
        for line in outcome.lines
        if directive_of(line, day).modality in modalities
        and (
            this is None
            or line.target is None
            or line.target.kind is not this.kind
            or line.target == this
        )
    ]


def _has_duty(
    acts: Iterable[str], target: Target | None, day: DayProtocol, outcome: Outcome
) -> bool:
    """Whether a `must` is due or done that nothing but these acts can meet."""
    return any(
        line.status in {Status.DUE, Status.DONE}
        and set(line.acts) <= set(acts)
        and line.target == target
        for line in _lines_of(_DUTIES, None, day, outcome)
    )


def _has_prohibition(act: str, target: Target | None, outcome: Outcome) -> bool:
    """Whether a prohibition of the act is in force that covers the target."""
    return any(
        line.status is Status.IN_FORCE
        and act in line.acts
        and (
            line.target == target or (line.target is not None and line.target.scope is Scope.EVERY)
        )
        for line in outcome.lines
    )


def _is_in_order(acts: tuple[str, ...], lines: list[Line]) -> bool:
    """Whether all lines of the first act stand before all those of the second."""
    first, second = (
        [place for place, line in enumerate(lines) if act in line.acts] for act in acts
    )
    return not first or not second or max(first) < min(second)
