"""The two orders of a protocol: conclusions by use, directives by the plan.

The plan order is that of `design/language.md`, *Order*: prohibitions first, as written; then
a topological order of the others by `after` and `before`, ties by the earliest of their own
deadline and of all that must come after them, then as written.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import timedelta
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush
from typing import Final, TypeVar

from sexto_rules.protocol.model import Conclusion, Directive, Modality
from sexto_rules.protocol.walk import conclusions_used

__all__ = ["conclusions_in_order", "find_cycle", "plan_order", "precedence"]

_NO_DEADLINE: Final = timedelta.max

Name = TypeVar("Name", bound=Hashable)


def find_cycle(needs: Mapping[Name, Sequence[Name]]) -> tuple[Name, ...] | None:
    """Return a cycle of the graph (each name with those it needs), first name repeated last."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return None


def _in_order(
    count: int, comes_after: Mapping[int, set[int]], ranks: Sequence[timedelta]
) -> list[int]:
    """Order the numbers below `count`; those in a cycle (no checked protocol has one) come last."""
    waiting = {number: len(comes_after.get(number, ())) for number in range(count)}
    followers: dict[int, list[int]] = {number: [] for number in range(count)}
    for number, earlier in comes_after.items():
        for before in earlier:
            followers[before].append(number)
    ready = [(ranks[number], number) for number in range(count) if not waiting[number]]
    heapify(ready)
    order: list[int] = []
    while ready:
        _, number = heappop(ready)
        order.append(number)
        for follower in followers[number]:
            waiting[follower] -= 1
            if not waiting[follower]:
                heappush(ready, (ranks[follower], follower))
    return order + [number for number in range(count) if waiting[number]]


def conclusions_in_order(conclusions: Sequence[Conclusion]) -> tuple[Conclusion, ...]:
    """Return the conclusions so that each stands after those it uses, else as written."""
    index = {conclusion.id: number for number, conclusion in enumerate(conclusions)}
    uses = {
        number: {
            index[used]
            for rule in conclusion.rules
            for used in conclusions_used(rule.when)
            if used in index and used != conclusion.id
        }
        for number, conclusion in enumerate(conclusions)
    }
    ranks = [timedelta()] * len(conclusions)
    return tuple(conclusions[number] for number in _in_order(len(conclusions), uses, ranks))


def precedence(directives: Sequence[Directive]) -> dict[int, set[int]]:
    """Return, for each directive's position, the positions of those that must stand before it.

    Names in `after` and `before` are directive ids, or acts of `must` and `should`.
    Prohibitions take no part: leave them out of `directives`.
    """
    named = _positions_by_name(directives)
    earlier: dict[int, set[int]] = {number: set() for number in range(len(directives))}
    for number, directive in enumerate(directives):
        for name in directive.after:
            earlier[number].update(named.get(name, set()) - {number})
        for name in directive.before:
            for other in named.get(name, set()) - {number}:
                earlier[other].add(number)
    return earlier


def _positions_by_name(directives: Sequence[Directive]) -> dict[str, set[int]]:
    named: dict[str, set[int]] = {}
    for number, directive in enumerate(directives):
        names = [directive.id]
        if directive.modality in {Modality.MUST, Modality.SHOULD}:
            names.extend(directive.acts)
        for name in names:
            named.setdefault(name, set()).add(number)
    return named


def plan_order(directives: Sequence[Directive]) -> tuple[Directive, ...]:
    """Return the directives in plan order."""
    prohibitions = [each for each in directives if each.modality is Modality.MUST_NOT]
    others = [each for each in directives if each.modality is not Modality.MUST_NOT]
    earlier = precedence(others)
    ranks = [each.within.rank if each.within else _NO_DEADLINE for each in others]
    for last in range(len(others)):
        _carry_back(last, ranks[last], earlier, ranks)
    return (*prohibitions, *(others[number] for number in _in_order(len(others), earlier, ranks)))


def _carry_back(
    number: int, rank: timedelta, earlier: Mapping[int, set[int]], ranks: list[timedelta]
) -> None:
    """Give every directive that must come before `number` a rank no later than `rank`."""
    pending = [number]
    while pending:
        for before in earlier[pending.pop()]:
            if ranks[before] > rank:
                ranks[before] = rank
                pending.append(before)
