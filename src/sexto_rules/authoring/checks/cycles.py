"""No conclusion, override or order may lead back to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sexto_rules.errors import NOWHERE, Place, Problem
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.order import find_cycle, precedence
from sexto_rules.protocol.walk import conclusions_used, uses_class

CLASSES: Final = "class"
"""Stands for all classes among the names of conclusions; no conclusion has this name."""

_LONGEST_CHAIN: Final = 12


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the cycles: of conclusions and classes, of overrides, of the plan's order."""
    yield from _conclusions(day)
    yield from _overrides(day)
    yield from _order(day)


def conditions_by_name(day: DayProtocol) -> dict[str, list[Condition]]:
    """Return the conditions of each conclusion, and those of all classes under `class`."""
    conditions = {each.id: [rule.when for rule in each.rules] for each in day.conclusions}
    if day.classes:
        conditions[CLASSES] = [each.when for each in day.classes if each.when is not None]
    return conditions


def names_used(conditions: Iterable[Condition]) -> list[str]:
    """Return the conclusions that these conditions name, and `class` where they ask for it."""
    each_one = list(conditions)
    used = sorted(set().union(*(conclusions_used(each) for each in each_one)))
    return used + [CLASSES] * any(uses_class(each) for each in each_one)


def _chain(names: tuple[str, ...]) -> str:
    parts = [f"`{name}`" for name in names]
    if len(parts) > _LONGEST_CHAIN:
        parts[_LONGEST_CHAIN - 2 : -1] = ["…"]
    return " → ".join(parts)


def _conclusions(day: DayProtocol) -> Iterator[Problem]:
    needs = {name: names_used(each) for name, each in conditions_by_name(day).items()}
    places = {each.id: each.place for each in day.conclusions}
    if day.classes:
        places[CLASSES] = day.classes[0].place
    own = {each.id for each in day.conclusions if each.origin == day.protocol.id}
    cycle = find_cycle(needs)
    if cycle:
        yield Problem(
            "SX301",
            f"conclusions lead back to themselves: {_chain(cycle)}",
            next((places[name] for name in cycle if name in own), places.get(cycle[0], NOWHERE)),
            "a conclusion may use others only if none of them needs it; take one link out",
        )


def _overrides(day: DayProtocol) -> Iterator[Problem]:
    by_id = {directive.id: directive for directive in day.directives}
    cycle = find_cycle({directive.id: directive.overrides for directive in day.directives})
    if cycle:
        yield Problem(
            "SX302",
            f"directives override each other in a circle: {_chain(cycle)}",
            _own(day, (by_id[name] for name in cycle)),
            "decide which of them gives way and take its `overrides` out",
        )


def _own(day: DayProtocol, directives: Iterable[Directive]) -> Place:
    """Return where the first of these stands that the author can mend: not an inherited one."""
    return min(directives, key=lambda each: each.origin != day.protocol.id).place


def _order(day: DayProtocol) -> Iterator[Problem]:
    others = [each for each in day.directives if each.modality is not Modality.MUST_NOT]
    earlier = precedence(others)
    cycle = find_cycle({number: tuple(before) for number, before in earlier.items()})
    if cycle:
        yield Problem(
            "SX303",
            "`after` and `before` ask for an order that cannot be: "
            + _chain(tuple(others[number].id for number in cycle)),
            _own(day, (others[number] for number in cycle)),
            "each line here must come after the next one; take one `after` or `before` out",
        )
