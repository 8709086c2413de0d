"""No conclusion, override or order may lead back to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sexto_rules.errors import NOWHERE, Place, Problem
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.order import find_cycle, precedence
from sexto_rules.protocol.walk import conclusions_used, uses_class

_CLASSES: Final = "class"


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the cycles: of conclusions and classes, of overrides, of the plan's order."""
    yield from _conclusions(day)
    yield from _overrides(day)
    yield from _order(day)


def _chain(names: tuple[str, ...]) -> str:
    return " → ".join(f"`{name}`" for name in names)


def _conclusions(day: DayProtocol) -> Iterator[Problem]:
    needs: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for conclusion in day.conclusions:
        places[conclusion.id] = conclusion.place
        conditions = [rule.when for rule in conclusion.rules]
        used = sorted(set().union(*(conclusions_used(each) for each in conditions)))
        needs[conclusion.id] = used + [_CLASSES] * any(uses_class(each) for each in conditions)
    conditions = [each.when for each in day.classes if each.when is not None]
    if day.classes:
        places[_CLASSES] = day.classes[0].place
        used = sorted(set().union(*(conclusions_used(each) for each in conditions)))
        needs[_CLASSES] = used + [_CLASSES] * any(uses_class(each) for each in conditions)
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
