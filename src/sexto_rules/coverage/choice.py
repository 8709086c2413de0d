"""Choosing few and small incidents that together show much: greedily, then without the needless.

An incident gains as much as it brings goals nearer: a pair of which it shows one half counts
for half. What it gains is weighed against how much it tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from heapq import heapify, heappop, heappush
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.coverage.goals import Goal
from sexto_rules.coverage.marks import Mark
from sexto_rules.facts import Incident

__all__ = ["Choice", "Chosen"]

_WEIGHT_OF_ANY: Final = 4
"""What a scenario costs its reader before it tells anything."""


@frozen(kw_only=True)
class Chosen:
    """An incident that was taken, the marks it was taken for, and the goals these serve."""

    incident: Incident
    needed: frozenset[Mark]
    goals: tuple[Goal, ...]


@frozen(kw_only=True)
class _Offer:
    incident: Incident
    size: int
    marks: frozenset[Mark]


class Choice:
    """Incidents on offer for some goals, given what is shown already."""

    def __init__(self, goals: Sequence[Goal], have: AbstractSet[Mark]) -> None:
        """Choose for these goals, none of which `have` shows."""
        self._goals = tuple(goals)
        self._have = frozenset(have)
        self._offers: dict[frozenset[Mark], _Offer] = {}

    def offer(self, incident: Incident, size: int, marks: frozenset[Mark]) -> None:
        """Offer an incident that shows these marks; of two that show the same, the smaller."""
        known = self._offers.get(marks)
        if marks and (known is None or size < known.size):
            self._offers[marks] = _Offer(incident=incident, size=size, marks=marks)

    def halves(self) -> frozenset[Mark]:
        """Return the marks that some goal needs of which nothing on offer shows the whole."""
        within = self._have.union(*self._offers)
        unmet = [goal for goal in self._goals if not any(way <= within for way in goal.ways)]
        return frozenset().union(*(way for goal in unmet for way in goal.ways))

    def half_shown_by(self) -> tuple[Incident, ...]:
        """Return the smallest incident on offer for each half of a goal that lacks the other."""
        halves = self.halves()
        smallest: dict[Mark, _Offer] = {}
        for offer in sorted(self._offers.values(), key=lambda each: each.size):
            for mark in offer.marks:
                smallest.setdefault(mark, offer)
        needed = {id(smallest[mark]) for mark in halves if mark in smallest}
        return tuple(each.incident for each in self._offers.values() if id(each) in needed)

    def made(self) -> tuple[Chosen, ...]:
        """Return what is taken, in the order of the goals that it serves."""
        within = self._have.union(*self._offers)
        ways: _Ways = {
            number: near
            for number, goal in enumerate(self._goals)
            if (near := tuple(way - self._have for way in goal.ways if way <= within))
        }
        return tuple(self._chosen(_needed(_taken(tuple(self._offers.values()), ways), ways), ways))

    def _chosen(self, taken: Sequence[_Offer], ways: _Ways) -> Iterator[Chosen]:
        """Yield each with the marks that nothing before it shows, and the goals they serve."""
        within = _marks_of(taken)
        needed: list[set[Mark]] = [set() for _ in taken]
        served: list[set[int]] = [set() for _ in taken]
        for number, its in ways.items():
            for mark in next((way for way in its if way <= within), frozenset()):
                place = next(place for place, each in enumerate(taken) if mark in each.marks)
                needed[place].add(mark)
                served[place].add(number)
        for place in sorted(range(len(taken)), key=lambda place: sorted(served[place])):
            if served[place]:
                yield Chosen(
                    incident=taken[place].incident,
                    needed=frozenset(needed[place]),
                    goals=tuple(self._goals[number] for number in sorted(served[place])),
                )


_Ways: TypeAlias = dict[int, tuple[frozenset[Mark], ...]]
"""By the number of a goal: what is still to be shown for it, one way or the other."""


def _marks_of(offers: Iterable[_Offer]) -> frozenset[Mark]:
    return frozenset().union(*(each.marks for each in offers))


def _taken(offers: Sequence[_Offer], ways: _Ways) -> list[_Offer]:
    """Return offers, the one that gains most for its size first, until none gains anything.

    What an offer gains seldom grows while others are taken, so each is weighed again only when
    it comes first.
    """
    goals_of: dict[Mark, set[int]] = {}
    for number, its in ways.items():
        for mark in frozenset().union(*its):
            goals_of.setdefault(mark, set()).add(number)
    have: set[Mark] = set()
    taken: list[_Offer] = []

    def weight(offer: _Offer) -> float:
        touched = set().union(*(goals_of.get(mark, ()) for mark in offer.marks))
        gain = sum(
            _nearness(ways[number], have, offer.marks) - _nearness(ways[number], have, frozenset())
            for number in sorted(touched)
        )
        return gain / (_WEIGHT_OF_ANY + offer.size)

    waiting = [(-weight(each), each.size, place) for place, each in enumerate(offers)]
    heapify(waiting)
    while waiting:
        _, size, place = heappop(waiting)
        now = -weight(offers[place])
        if waiting and now > waiting[0][0]:
            heappush(waiting, (now, size, place))
        elif now < 0:
            taken.append(offers[place])
            have |= offers[place].marks
        else:
            break
    return taken


def _nearness(
    its: Sequence[frozenset[Mark]], have: AbstractSet[Mark], more: AbstractSet[Mark]
) -> float:
    """Return how near a goal is, from 0 to 1, with what is shown already and with more."""
    return max(sum(mark in have or mark in more for mark in way) / len(way) for way in its)


def _needed(taken: Sequence[_Offer], ways: _Ways) -> list[_Offer]:
    """Return the offers without those whose goals the others show as well."""
    kept = list(taken)
    met = _met(ways, _marks_of(kept))
    for each in reversed(taken):
        rest = [other for other in kept if other is not each]
        if _met(ways, _marks_of(rest)) == met:
            kept = rest
    return kept


def _met(ways: _Ways, marks: AbstractSet[Mark]) -> set[int]:
    return {number for number, its in ways.items() if any(way <= marks for way in its)}
