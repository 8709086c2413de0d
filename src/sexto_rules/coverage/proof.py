"""Whether a half of a pair can be shown by any incident, beyond how its condition is built.

For a leaf to count, nothing around it may mask it: what stands beside it in an `and` must be
true, or at least not false, and in an `or` the contrary. `analysis.possibility` says whether
all of that can be so together with the leaf's own value. Where it cannot, no incident shows
the half; where it can, one may.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import evolve

from sexto_rules.analysis.possibility import Possibility, Rail, Wish
from sexto_rules.coverage.evaluation import Evaluator
from sexto_rules.coverage.goals import Goal, Shown
from sexto_rules.coverage.marks import Half, Mark
from sexto_rules.coverage.sites import Site, Sites
from sexto_rules.coverage.trees import leaves_of, modal_value
from sexto_rules.protocol.conditions import All, AnyOf, Condition, Modal, Mode, Not
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import Protocol
from sexto_rules.protocol.outcome import Truth

__all__ = ["Proof"]

_FALSE, _UNKNOWN, _TRUE = Truth
_RAILS: Final[Mapping[Truth, tuple[Rail, ...]]] = {
    _TRUE: (Rail.TRUE,),
    _UNKNOWN: (Rail.NOT_TRUE, Rail.NOT_FALSE),
    _FALSE: (Rail.FALSE,),
}
_VALUE_OF: Final[Mapping[str, Truth]] = {
    Shown.TRUE: _TRUE,
    Shown.CERTAIN: _TRUE,
    Shown.UNKNOWN: _UNKNOWN,
    Shown.IN_DOUBT: _UNKNOWN,
    Shown.FALSE: _FALSE,
    Shown.ABSENT: _FALSE,
}
"""What the condition must be for something to be shown of it."""

Change: TypeAlias = tuple[Truth, Truth]
"""What a condition is with the lesser value of a leaf, and with the greater."""
_Context: TypeAlias = tuple[Change, tuple[Wish, ...]]
"""A change of the whole condition, and what must be around the leaf for it."""


class Proof:
    """What the conditions of a protocol can show, on any of its days."""

    def __init__(self, protocol: Protocol, sites: Sites) -> None:
        """Prepare for each day on which something changes."""
        self._days = tuple(
            _Day(Evaluator(on(protocol, day), sites)) for day in reversed(intervals(protocol))
        )
        self._keys = frozenset(site.key for site in sites.all())
        self._known: dict[Half, bool] = {}

    def can_show(self, half: Half) -> bool:
        """Whether some incident may show the half; where not, none does."""
        found = self._known.get(half)
        if found is None:
            found = any(day.can_show(half) for day in self._days)
            self._known[half] = found
        return found

    def can_be(self, key: str, value: Truth) -> bool:
        """Whether the condition of a site may have the value; where not, it never has."""
        return any(day.can_be(key, value) for day in self._days)

    def left_of(self, goal: Goal) -> Goal:
        """Return the goal with those of its ways that some incident may go."""
        if goal.key not in self._keys:
            return goal
        ways = tuple(way for way in goal.ways if all(map(self._may_be, way)))
        return goal if len(ways) == len(goal.ways) else evolve(goal, ways=ways)

    def _may_be(self, mark: Mark) -> bool:
        if isinstance(mark, Half):
            return self.can_show(mark)
        value = _VALUE_OF.get(mark.what)
        return value is None or self.can_be(mark.key, value)


class _Day:
    """The same, on one day."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._sites = {site.key: site for site in evaluator.in_force()}
        self._possibility = Possibility(evaluator.day)

    def can_be(self, key: str, value: Truth) -> bool:
        site = self._sites.get(key)
        if site is None:
            return False
        condition = site.condition
        if site.is_whole:
            rules = self._evaluator.rules[site.entry]
            condition = AnyOf(tuple(each.condition for each in rules if each is not None))
        return self._has_incident(site, _wishes(condition, value))

    def can_show(self, half: Half) -> bool:
        site = self._sites.get(half.key)
        if site is None:
            return False
        change = (min(half.value, half.other), max(half.value, half.other))
        if not site.is_whole:
            own = _wishes(site.leaves[half.leaf], half.value)
            contexts = _contexts(site.condition, half.leaf, change)
        else:
            rules = self._evaluator.rules[site.entry]
            rule = rules[half.leaf]
            if rule is None and half.value is not _FALSE:
                return False
            own = () if rule is None else _wishes(rule.condition, half.value)
            rest = [each.condition for each in rules if each not in {None, rule}]
            contexts = _beside([(change, ())], rest, all_needed=False)
        return any(
            self._has_incident(site, (*own, *around))
            for became, around in contexts
            if became == half.effect
        )

    def _has_incident(self, site: Site, wishes: Sequence[Wish]) -> bool:
        if self._possibility.can_be(wishes, site.entity):
            return True
        return site.entity is not None and self._possibility.can_be_of_blank(wishes, site.entity)


def _wishes(condition: Condition, value: Truth) -> tuple[Wish, ...]:
    return tuple(Wish(condition, rail) for rail in _RAILS[value])


def _contexts(condition: Condition, number: int, change: Change) -> Iterator[_Context]:
    """Yield how the change of a leaf can reach the whole, and what must be around it for that."""
    match condition:
        case All(parts) | AnyOf(parts):
            place, inside = _part_of(parts, number)
            yield from _beside(
                _contexts(parts[place], inside, change),
                [*parts[:place], *parts[place + 1 :]],
                all_needed=isinstance(condition, All),
            )
        case Not(body):
            for (one, other), around in _contexts(body, number, change):
                yield (_swapped(one), _swapped(other)), around
        case Modal(mode, body) if mode is not Mode.CANNOT_SAY:
            for (one, other), around in _contexts(body, number, change):
                became = (modal_value(mode, one), modal_value(mode, other))
                if became[0] is not became[1]:
                    yield became, around
        case _:
            yield change, ()


def _part_of(parts: Sequence[Condition], number: int) -> tuple[int, int]:
    """Return in which part the leaf of a number is, and its number there."""
    for place, part in enumerate(parts):
        inside = len(leaves_of(part))
        if number < inside:
            return place, number
        number -= inside
    message = "no such leaf"
    raise AssertionError(message)


def _beside(
    inner: Iterable[_Context], rest: Sequence[Condition], *, all_needed: bool
) -> Iterator[_Context]:
    """Yield what becomes of a change beside the rest of an `and` (all needed) or of an `or`.

    It stays what it is beside what is all true (of an `or`: false). Beside a doubt what would
    be true (false) becomes unknown.
    """
    for change, around in inner:
        plain = Rail.TRUE if all_needed else Rail.FALSE
        yield change, (*around, *(Wish(each, plain) for each in rest))
        muted = _muted(change, all_needed=all_needed)
        if rest and muted[0] is not muted[1]:
            each_is = Rail.NOT_FALSE if all_needed else Rail.NOT_TRUE
            whole_is = Rail.NOT_TRUE if all_needed else Rail.NOT_FALSE
            together = All(tuple(rest)) if all_needed else AnyOf(tuple(rest))
            doubt = (*(Wish(each, each_is) for each in rest), Wish(together, whole_is))
            yield muted, (*around, *doubt)


def _muted(change: Change, *, all_needed: bool) -> Change:
    one, other = change
    if all_needed:
        return min(one, _UNKNOWN), min(other, _UNKNOWN)
    return max(one, _UNKNOWN), max(other, _UNKNOWN)


def _swapped(value: Truth) -> Truth:
    return Truth(_TRUE - value)
