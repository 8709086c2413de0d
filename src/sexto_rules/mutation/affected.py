"""What of a decision a mistake may change, known before any incident is looked at.

It is never too little: what is not affected is the same on every incident. So scenarios and
invariants that speak of nothing that is affected need not be tried.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from sexto_rules.mutation.reach import Reach
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.scenarios import Step
from sexto_rules.scenarios.expectation import CLASS

__all__ = ["Affected", "affected_by", "names_in"]


@frozen
class Affected:
    """Directives whose lines may change with their acts, the classes or not, the order or not.

    `stops` are the directives in whose way prohibitions may stand otherwise.
    """

    names: frozenset[str]
    classes: bool
    order: bool
    stops: frozenset[str]

    def touches(self, step: Step) -> bool:
        """Whether an outcome may fail what the step expects of it."""
        return (
            (self.classes and (step.class_ is not None or step.classes is not None))
            or (self.order and bool(step.order))
            or not self.names.isdisjoint(names_in(step))
        )

    def touches_reasons(self, step: Step) -> bool:
        """Whether a decision may fail what the step expects of its reasons."""
        named = {each.name for each in step.because}
        return (self.classes and CLASS in named) or not self.names.isdisjoint(named)


def names_in(step: Step) -> frozenset[str]:
    """Return the acts and directives of whose lines the step expects something."""
    return frozenset(
        (
            *(each.name for each in step.expectations),
            *(each.name for each in step.said),
            *(name for each in step.order for name in each.names),
        )
    )


def affected_by(before: DayProtocol, after: DayProtocol, reach: Reach) -> Affected:
    """Return what the mistake that makes the one day into the other may change."""
    old = {each.id: each for each in before.directives}
    new = {each.id: each for each in after.directives}
    both = (*before.directives, *after.directives)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    first = changed | reach.directives
    stopped_otherwise = reach.directives | {
        name for name in changed if _meets_by(old.get(name)) != _meets_by(new.get(name))
    }
    lines = _with_those_met(_with_defeated(first, both), both)
    return Affected(
        names=frozenset(lines | {act for each in both if each.id in lines for act in each.acts}),
        classes=reach.classes,
        order=[name for name in old if name in new] != [name for name in new if name in old],
        stops=_with_those_met(_with_defeated(stopped_otherwise, both), both),
    )


def _with_defeated(names: Iterable[str], directives: Iterable[Directive]) -> frozenset[str]:
    """Return the names, with all that they override, at any remove."""
    found, pending = set(names), list(names)
    while pending:
        name = pending.pop()
        for each in directives:
            if each.id == name:
                pending += set(each.overrides) - found
                found.update(each.overrides)
    return frozenset(found)


def _with_those_met(names: frozenset[str], directives: Iterable[Directive]) -> frozenset[str]:
    """Return the names, with all directives that one of their prohibitions may stop."""
    forbidden = {
        act
        for each in directives
        if each.id in names and each.modality is Modality.MUST_NOT
        for act in each.acts
    }
    return names | {each.id for each in directives if not forbidden.isdisjoint(each.acts)}


def _meets_by(directive: Directive | None) -> tuple[object, ...]:
    """Return what decides which prohibition stops a directive, and whether that is a mistake."""
    if directive is None:
        return ()
    return (
        directive.modality,
        directive.acts,
        directive.by,
        directive.for_each,
        directive.in_doubt,
        directive.overrides,
        directive.within,
    )
