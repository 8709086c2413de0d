"""How far a change of a protocol reaches: which classes and directives may have another truth.

Only those are derived anew for a mutant; all the rest stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from attrs import evolve, frozen

from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import Conclusion, DayProtocol
from sexto_rules.protocol.walk import conclusions_used, uses_class

__all__ = ["Reach", "conclusions_behind", "part_of", "reach_of"]


@frozen
class Reach:
    """What a change may give another truth: conclusions by id, the classes or not, directives."""

    conclusions: frozenset[str]
    classes: bool
    directives: frozenset[str]

    def touches(self, condition: Condition) -> bool:
        """Whether a condition reads anything of it."""
        return _touches([condition], self.conclusions, classes=self.classes)


def reach_of(before: DayProtocol, after: DayProtocol) -> Reach:
    """Return what may have another truth in the one than in the other.

    The names are those of `after`. Directives whose condition is the same object are not
    compared further: a mutant shares everything but its mistake.
    """
    conclusions = _changed(before.conclusions, after.conclusions)
    classes = [(each.id, each.when) for each in before.classes] != [
        (each.id, each.when) for each in after.classes
    ]
    while True:
        more = {
            each.id
            for each in after.conclusions
            if each.id not in conclusions
            and _touches((rule.when for rule in each.rules), conclusions, classes=classes)
        }
        classes_too = classes or _touches(
            (each.when for each in after.classes if each.when is not None),
            conclusions,
            classes=False,
        )
        if not more and classes_too is classes:
            break
        conclusions |= more
        classes = classes_too
    conditions = {each.id: each.condition for each in before.directives}
    return Reach(
        frozenset(conclusions),
        classes,
        frozenset(
            each.id
            for each in after.directives
            if conditions.get(each.id) != each.condition
            or _touches([each.condition], conclusions, classes=classes)
        ),
    )


def part_of(day: DayProtocol, reach: Reach) -> DayProtocol:
    """Return the day with what is reached, and with the classes only where something asks them."""
    directives = tuple(each for each in day.directives if each.id in reach.directives)
    asks = reach.classes or _asks_for_class(day, [each.condition for each in directives])
    return evolve(day, directives=directives, classes=day.classes if asks else ())


def conclusions_behind(day: DayProtocol, conditions: Iterable[Condition]) -> list[Conclusion]:
    """Return the conclusions that the conditions use, also by way of other conclusions."""
    by_id = {each.id: each for each in day.conclusions}
    found: dict[str, Conclusion] = {}
    pending = list(conditions)
    while pending:
        for name in sorted(conclusions_used(pending.pop())):
            if name not in found and name in by_id:
                found[name] = by_id[name]
                pending += [rule.when for rule in by_id[name].rules]
    return list(found.values())


def _asks_for_class(day: DayProtocol, conditions: list[Condition]) -> bool:
    behind = conclusions_behind(day, conditions)
    return any(map(uses_class, conditions)) or any(
        uses_class(rule.when) for each in behind for rule in each.rules
    )


def _changed(before: Iterable[Conclusion], after: Iterable[Conclusion]) -> set[str]:
    old = {each.id: [rule.when for rule in each.rules] for each in before}
    return {each.id for each in after if old.get(each.id) != [rule.when for rule in each.rules]}


def _touches(
    conditions: Iterable[Condition], conclusions: AbstractSet[str], *, classes: bool
) -> bool:
    return any(
        (classes and uses_class(each)) or not conclusions.isdisjoint(conclusions_used(each))
        for each in conditions
    )
