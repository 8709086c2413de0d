"""How far conditions and overrides may reach through one another.

Whoever reads a decision has to follow it, and so has every engine: what reaches further than
any protocol needs is refused here, with its place, and not by the stack of some caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

from sexto_rules.authoring.checks.cycles import CLASSES, conditions_by_name, names_used
from sexto_rules.errors import Problem
from sexto_rules.protocol.conditions import ClassTest, ConclusionTest, Condition
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.walk import children

MOST_DEPTH: Final = 100
"""Conditions inside one another, the conclusions that they name counted."""

MOST_OVERRIDES: Final = 16
"""Directives that override one and the same."""

LONGEST_OVERRIDES: Final = 4
"""Directives each of which overrides the next."""


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield what reaches too far; nothing where there is a circle, which is told as such."""
    try:
        yield from _conditions(day)
        yield from _overrides(day)
    except CycleError:
        return


def _conditions(day: DayProtocol) -> Iterator[Problem]:
    named = conditions_by_name(day)
    needs = {name: names_used(each) for name, each in named.items()}
    depths: dict[str, int] = {}
    for name in TopologicalSorter(needs).static_order():
        depths[name] = max((_depth(each, depths) for each in named.get(name, ())), default=0)
    told = [(each.id, each.place, depths[each.id]) for each in day.conclusions]
    if day.classes:
        told.append((CLASSES, day.classes[0].place, depths[CLASSES]))
    told += [(each.id, each.place, _depth(each.condition, depths)) for each in day.directives]
    first = next((each for each in told if each[2] > MOST_DEPTH), None)
    if first is not None:
        name, place, depth = first
        yield Problem(
            "SX312",
            f"the conditions of `{name}` stand {depth} deep inside each other, conclusions that "
            f"they use counted, the most is {MOST_DEPTH}",
            place,
            "let fewer conclusions use each other in a row",
        )


def _depth(condition: Condition, depths: Mapping[str, int]) -> int:
    """Return how many conditions stand inside one another."""
    match condition:
        case ConclusionTest(name):
            return 1 + depths.get(name, 0)
        case ClassTest():
            return 1 + depths.get(CLASSES, 0)
        case _:
            return 1 + max((_depth(each, depths) for each in children(condition)), default=0)


def _overrides(day: DayProtocol) -> Iterator[Problem]:
    by_id = {directive.id: directive for directive in day.directives}
    overrides = {each.id: set(each.overrides) & set(by_id) for each in day.directives}
    counts = Counter(name for names in overrides.values() for name in names)
    lengths: dict[str, int] = {}
    for name in TopologicalSorter(overrides).static_order():
        lengths[name] = 1 + max((lengths[each] for each in overrides[name]), default=0)
        if lengths[name] == LONGEST_OVERRIDES + 1:
            yield Problem(
                "SX313",
                f"`{name}` overrides a directive that overrides others, more than "
                f"{LONGEST_OVERRIDES} in a row",
                by_id[name].place,
                "say in the condition of the last one when it does not apply",
            )
    for name, count in counts.items():
        if count > MOST_OVERRIDES:
            yield Problem(
                "SX313",
                f"`{name}` is overridden by {count} directives, the most is {MOST_OVERRIDES}",
                by_id[name].place,
                "say in its condition when it does not apply",
            )
