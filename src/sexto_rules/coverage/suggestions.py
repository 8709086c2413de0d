"""Incidents that would show what scenarios leave out: few, small, each for what it adds.

Incidents are drawn from the words of the conditions, from the scenarios with something left
out, and at random; the most telling is taken first, then the most telling of the rest, until
nothing is added. Of what is taken, everything is left out that is not needed. The search is the
same in every run; what it does not find may still exist.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, islice
from typing import Final

from attrs import frozen

from sexto_rules.coverage.choice import Choice, Chosen
from sexto_rules.coverage.drafts import Drafts, simple_incidents
from sexto_rules.coverage.goals import Goal, GoalKind, Shown
from sexto_rules.coverage.marks import Mark, Reached
from sexto_rules.coverage.measure import Measuring, Moment
from sexto_rules.coverage.neighbours import neighbours
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.protocol.dates import intervals
from sexto_rules.protocol.model import Protocol
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.sampling.nearby import with_less
from sexto_rules.sampling.smallest import smallest

__all__ = ["Search", "Suggestion", "searches"]

_SEED: Final = 20_261_123
_DRAWN: Final = 1_500
_NEAR: Final = 1_500
_ASKED_EVERY: Final = 8
"""Of how many incidents one is asked for its questions, where one is missing: it takes long."""


@frozen(kw_only=True)
class Suggestion:
    """An incident on a day, and the goals that it adds to what came before it."""

    day: date
    incident: Incident
    goals: tuple[Goal, ...]


def searches(
    measuring: Measuring, moments: Sequence[Moment], goals: Iterable[Goal]
) -> Iterator[Search]:
    """Yield searches for these goals: on the day of the protocol, then for what is left out there.

    What is not in force on that day is looked for on another one on which it is.
    """
    left = tuple(goals)
    for day in _days(measuring.protocol):
        keys = measuring.observer(day).keys
        here = tuple(goal for goal in left if goal.entry_key in keys)
        left = tuple(goal for goal in left if goal.entry_key not in keys)
        if here:
            yield Search(measuring, day, moments, here)


def _days(protocol: Protocol) -> Iterator[date]:
    """Yield the day of the protocol, and a day of every other interval between two changes."""
    yield protocol.date
    first, *later = intervals(protocol)
    if later and first == date.min:
        first = later[0] - timedelta(days=1)
    yield from (first, *later)


class Search:
    """A search for what is missing on one day.

    `rounds` are the incidents to look at, and `look` takes one after the other, so that whoever
    shows progress may stop in between; `found` says what would be of use so far.
    """

    def __init__(
        self, measuring: Measuring, day: date, moments: Sequence[Moment], goals: Sequence[Goal]
    ) -> None:
        """Look for incidents on `day` that show these goals, all of them still missing."""
        self._observer: Final = measuring.observer(day)
        self._day = day
        self.goals: Final = tuple(goals)
        self._have = measuring.marks
        self._wanted = frozenset(
            mark for goal in self.goals for way in goal.ways for mark in way - self._have
        )
        self._choice = Choice(self.goals, self._have)
        self._sites = measuring.sites
        self._moments = tuple(moments)
        self._asks = any(goal.kind is GoalKind.QUESTION for goal in self.goals)
        self._first_for = measuring.first
        self._looked = 0

    def rounds(self) -> Iterator[tuple[Incident, ...]]:
        """Yield incidents to look at: drawn ones, then neighbours of those that show a half.

        The next round is worked out of what was seen in the one before.
        """
        yield tuple(dict.fromkeys(self._drawn()))
        yield tuple(dict.fromkeys(self._near()))

    def _near(self) -> Iterator[Incident]:
        names = {self._first_for[mark] for mark in self._choice.halves() & self._have}
        for incident in chain(
            (moment.incident for moment in self._moments if moment.name in names),
            self._choice.half_shown_by(),
        ):
            yield from neighbours(incident)

    def _drawn(self) -> Iterator[Incident]:
        yield from simple_incidents()
        drafts = Drafts(self._observer.day, self._sites)
        leaves = {(goal.key, goal.number, goal.kind): goal for goal in self.goals}
        for goal in leaves.values():
            yield from drafts.of(goal)
        share = 1 + _NEAR // max(1, len(self._moments))
        for moment in self._moments:
            yield from islice(with_less(moment.incident), share)
        rng, focus = random.Random(_SEED), focus_on(self._observer.day)  # noqa: S311 - reproducible
        for _ in range(_DRAWN):
            yield sample_incident(rng, focus)

    def look(self, incident: Incident) -> None:
        """Look at one incident, and keep it if it may be of use."""
        ask = self._asks and self._looked % _ASKED_EVERY == 0
        self._looked += 1
        self._choice.offer(incident, _size(incident), self._marks(incident, questions=ask))

    def _marks(self, incident: Incident, *, questions: bool) -> frozenset[Mark]:
        """Return what an incident shows of what is wanted; nothing where it does not fit."""
        try:
            return self._wanted & self._observer.marks(incident, questions=questions)
        except IncidentError:
            return frozenset()

    def found(self) -> tuple[Suggestion, ...]:
        """Return few incidents for what can be shown, each without what it does not need."""
        return tuple(map(self.suggestion, self.chosen()))

    def chosen(self) -> tuple[Chosen, ...]:
        """Return few of the incidents looked at that together show what can be shown."""
        return self._choice.made()

    def suggestion(self, chosen: Chosen) -> Suggestion:
        """Return a chosen incident without what it does not need."""
        return Suggestion(
            day=self._day,
            incident=self._smallest(chosen.incident, chosen.needed),
            goals=chosen.goals,
        )

    def _smallest(self, incident: Incident, needed: frozenset[Mark]) -> Incident:
        ask = any(isinstance(mark, Reached) and mark.what == Shown.ASKED for mark in needed)
        return smallest(incident, lambda less: needed <= self._marks(less, questions=ask))


def _size(incident: Incident) -> int:
    """Return how much an incident tells: every value counts, and so does every entity."""
    return _values_in(unstructure_incident(incident))


def _values_in(data: object) -> int:
    if isinstance(data, dict):
        return 1 + sum(map(_values_in, data.values()))
    if isinstance(data, list):
        return sum(map(_values_in, data))
    return 1
