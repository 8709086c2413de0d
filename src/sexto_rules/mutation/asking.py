"""Whether a mistake may change which facts still matter, without asking a decision for it.

It works this out of what the conditions that the mistake reaches can still become. It may say
yes where nothing changes, never no where something does.
"""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.decisions.openness import NEW, Around, listed
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.mutation.reach import Reach
from sexto_rules.protocol.model import Directive
from sexto_rules.reference import BLANK

__all__ = ["Asking"]


class Asking:
    """The facts that matter to a protocol on a day, beside those that matter to its mutant."""

    def __init__(self, before: Plan, after: Plan, reach: Reach) -> None:
        """Find what differs whatever the incident."""
        self._before, self._after = before.day, after.day
        old = {each.id: each for each in before.day.directives}
        new = {each.id: each for each in after.day.directives}
        beside = old.keys() != new.keys() or any(
            _beside_condition(old[name]) != _beside_condition(new[name]) for name in old
        )
        questions = any(reach.touches(each.when) for each in after.day.questions)
        self._always = beside or _met(before) != _met(after) or reach.classes or questions
        self._reached = () if self._always else [(old[n], new[n]) for n in reach.directives]

    def may_differ(self, incident: Incident) -> bool:
        """Whether other facts may matter, or other questions come first.

        They do not where every condition that is reached is closed, and alike in both.
        """
        if self._always:
            return True
        before, after = Residuals(self._before, incident), Residuals(self._after, incident)
        for its, now in self._reached:
            for about in _abouts(its.for_each, incident):
                one, other = before.of(its.condition, about), after.of(now.condition, about)
                if one != other or one.reach != 1 << one.value:
                    return True
        return False


def _abouts(kind: Entity | None, incident: Incident) -> Iterator[Around]:
    """Yield whom a condition may be about: nobody; or those listed, and whoever may yet be."""
    if kind is None:
        yield None
        return
    yield from listed(incident, kind)
    yield NEW
    yield BLANK


def _met(plan: Plan) -> dict[str, frozenset[str]]:
    """Return whose prohibitions or duties meet those of each directive."""
    names = [each.id for each in plan.day.directives]
    return {
        name: frozenset(names[other] for other in others)
        for name, others in zip(names, plan.met, strict=True)
    }


def _beside_condition(directive: Directive) -> tuple[object, ...]:
    """Return what decides which facts matter to a directive: all but its condition and doer."""
    return (
        directive.modality,
        directive.acts,
        directive.for_each,
        directive.in_doubt,
        directive.overrides,
        directive.separately,
        directive.personal,
    )
