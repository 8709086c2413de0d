"""How much of a protocol its scenarios show: every goal, shown or missing or not possible.

`Measuring` takes one moment after the other and can be asked at any time, so that a run that
is interrupted still says what it saw, and what it did not look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum

from attrs import frozen

from sexto_rules.coverage.goals import Goal, GoalKind, goals_of
from sexto_rules.coverage.marks import Mark
from sexto_rules.coverage.observer import Observer
from sexto_rules.coverage.proof import Proof
from sexto_rules.coverage.sites import Sites, sites_of
from sexto_rules.facts import Incident
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol

__all__ = ["Coverage", "GoalState", "Measuring", "Moment", "Result", "Share", "measure", "share_of"]


@frozen(kw_only=True)
class Moment:
    """One moment of a worked case: its name for people, the day, and what is known."""

    name: str
    day: date
    incident: Incident


class GoalState(StrEnum):
    """What became of a goal."""

    SHOWN = "shown"
    MISSING = "missing"
    IMPOSSIBLE = "impossible"


@frozen(kw_only=True)
class Result:
    """A goal, what became of it, and the moments that show it: one, or the two of a pair."""

    goal: Goal
    state: GoalState
    shown_by: tuple[str, ...] = ()


@frozen(kw_only=True)
class Share:
    """How many of the goals that are possible are shown; the impossible are not counted."""

    shown: int
    possible: int
    impossible: int

    @property
    def percent(self) -> float:
        """Return the share in hundredths, rounded down to tenths; 100 of nothing."""
        return 100.0 if not self.possible else self.shown * 1000 // self.possible / 10


@frozen(kw_only=True)
class Coverage:
    """What was measured of a protocol.

    `results` has every goal in order. `moments` counts what was looked at; `left_out` names
    what was not, because the run was interrupted or something could not be read. Unless it
    `is_proved`, what cannot be shown was not told apart: it is among the missing.
    """

    protocol: Protocol
    results: tuple[Result, ...]
    moments: int
    left_out: tuple[str, ...] = ()
    is_proved: bool = True

    def own(self) -> tuple[Result, ...]:
        """Return the results of what this protocol itself writes, not of what it inherits."""
        return tuple(each for each in self.results if each.goal.origin == self.protocol.id)

    def inherited(self) -> tuple[Result, ...]:
        """Return the results of what comes from the protocols that it extends."""
        return tuple(each for each in self.results if each.goal.origin != self.protocol.id)


def share_of(results: Iterable[Result], kind: GoalKind | None = None) -> Share:
    """Return the share of results that are shown, of one kind or of all."""
    states = [each.state for each in results if kind is None or each.goal.kind is kind]
    impossible = states.count(GoalState.IMPOSSIBLE)
    return Share(
        shown=states.count(GoalState.SHOWN),
        possible=len(states) - impossible,
        impossible=impossible,
    )


class Measuring:
    """A measurement under way."""

    def __init__(self, protocol: Protocol) -> None:
        """Work out what there is to be shown."""
        self.protocol = protocol
        self.sites: Sites = sites_of(protocol)
        self.goals: tuple[Goal, ...] = goals_of(protocol, self.sites)
        self._observers: dict[date, Observer] = {}
        self._first: dict[Mark, str] = {}
        self._moments = 0
        self._proof = Proof(protocol, self.sites)
        self._left: dict[int, Goal] = {}

    def observer(self, day: date) -> Observer:
        """Return what looks at incidents on a day."""
        found = self._observers.get(day)
        if found is None:
            found = self._observers[day] = Observer(on(self.protocol, day), self.sites)
        return found

    @property
    def first(self) -> Mapping[Mark, str]:
        """The name of the moment that first showed each mark."""
        return self._first

    @property
    def marks(self) -> frozenset[Mark]:
        """Everything seen so far."""
        return frozenset(self._first)

    def add(self, moment: Moment) -> None:
        """Look at one moment.

        Raises:
            IncidentError: The incident names what the protocol does not declare.
        """
        for mark in self.observer(moment.day).marks(moment.incident):
            self._first.setdefault(mark, moment.name)
        self._moments += 1

    def coverage(self, left_out: Iterable[str] = (), *, proving: bool = True) -> Coverage:
        """Return what was seen so far; without `proving`, at once.

        Args:
            left_out: What was not looked at.
            proving: Whether to work out what cannot be shown; it takes a while.
        """
        marks = self._first.keys()
        return Coverage(
            protocol=self.protocol,
            results=tuple(self._result(goal, marks, proving=proving) for goal in self.goals),
            moments=self._moments,
            left_out=tuple(left_out),
            is_proved=proving,
        )

    def _left_of(self, goal: Goal) -> Goal:
        """Return a goal that is missing with what may still show it; worked out once."""
        found = self._left.get(id(goal))
        if found is None:
            found = self._left[id(goal)] = self._proof.left_of(goal)
        return found

    def _result(self, goal: Goal, marks: AbstractSet[Mark], *, proving: bool) -> Result:
        way = goal.met_by(marks)
        if way is None and not proving:
            return Result(goal=goal, state=GoalState.MISSING)
        if way is None:
            left = self._left_of(goal)
            state = GoalState.MISSING if left.is_possible else GoalState.IMPOSSIBLE
            return Result(goal=left, state=state)
        names = sorted({self._first[mark] for mark in way})
        return Result(goal=goal, state=GoalState.SHOWN, shown_by=tuple(names))


def measure(protocol: Protocol, moments: Iterable[Moment]) -> Coverage:
    """Return how much of a protocol these moments show.

    Raises:
        IncidentError: An incident names what the protocol does not declare.
    """
    measuring = Measuring(protocol)
    for moment in moments:
        measuring.add(moment)
    return measuring.coverage()
