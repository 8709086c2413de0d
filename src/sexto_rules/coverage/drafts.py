"""Incidents that may show a goal, drawn from the words of its condition.

For a leaf: what else must be so that the leaf counts, and then the leaf true, false, or not
told. What comes out is a try, simplest first; whether it shows anything is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeAlias

from sexto_rules.analysis.ways import Sketch, Ways, focus_on
from sexto_rules.coverage.goals import Goal, GoalKind, Shown
from sexto_rules.coverage.sites import Site, Sites
from sexto_rules.coverage.trees import leaves_of
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.protocol.conditions import All, AnyOf, ClassTest, Condition, Modal, Not
from sexto_rules.protocol.model import DayProtocol

__all__ = ["Drafts", "simple_incidents"]

_TRIES: Final = 6
"""Sketches of one wish that are finished."""

Wish: TypeAlias = tuple[Condition, bool]
"""A condition, and whether it is to be true or false."""


class Drafts:
    """Draws incidents for the goals of a protocol on a day."""

    def __init__(self, day: DayProtocol, sites: Sites) -> None:
        """Prepare the ways to make conditions true or false."""
        self._day = day
        self._ways = Ways(day)
        self._sites = {site.key: site for site in sites.all()}
        self._rules = sites.rules

    def of(self, goal: Goal) -> Iterator[Incident]:
        """Yield incidents that may show the goal or half of it; the same may come again."""
        site = self._sites.get(goal.key)
        entity = None if site is None else site.entity
        for wishes in self._wishes(goal, site):
            start, focus = focus_on(entity)
            whole = All(tuple(each if wanted else Not(each) for each, wanted in wishes))
            for sketch in islice(self._ways.to(whole, start, focus, wanted=True), _TRIES):
                yield from _finished(sketch)

    def _wishes(self, goal: Goal, site: Site | None) -> Iterator[list[Wish]]:
        """Yield what may be wanted for a goal."""
        match goal.kind:
            case GoalKind.PAIR if site is not None:
                yield from self._of_leaf(site, goal.number)
            case GoalKind.CLASS:
                yield [(ClassTest(frozenset({goal.entry})), goal.what is not Shown.EXCLUDED)]
                yield []
            case GoalKind.OVERRIDE:
                yield from self._of_override(goal)
            case _ if site is not None:
                yield [(site.condition, True)]
                yield [(site.condition, False)]
                yield []
            case _:
                yield []

    def _of_override(self, goal: Goal) -> Iterator[list[Wish]]:
        overrider = next(each for each in self._day.directives if each.id == goal.entry)
        for each in self._day.directives:
            if each.id in overrider.overrides:
                yield [(overrider.condition, True), (each.condition, True)]

    def _of_leaf(self, site: Site, number: int) -> Iterator[list[Wish]]:
        """Yield the rest of the condition as it lets the leaf count, with each value of the leaf.

        Two leaves of a rest that is wanted unknown are left to chance.
        """
        if site.is_whole:
            conditions = [rule.condition for rule in self._rules[site.entry]]
            rest: list[Wish] = [
                (each, False) for place, each in enumerate(conditions) if place != number
            ]
            leaf = conditions[number]
        else:
            rest = list(_rest(site.condition, number))
            leaf = site.leaves[number]
        yield rest
        for wanted in (True, False):
            yield [(leaf, wanted), *rest]
        for place in range(len(rest)):
            yield [(leaf, True), *rest[:place], *rest[place + 1 :]]


def _rest(condition: Condition, number: int) -> Iterator[Wish]:
    """Yield what else must be so that the leaf of this number counts: nothing that masks it."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                inside = len(leaves_of(part))
                if 0 <= number < inside:
                    yield from _rest(part, number)
                else:
                    yield part, isinstance(condition, All)
                number -= inside
        case Not(body) | Modal(_, body):
            yield from _rest(body, number)
        case _:
            return


def simple_incidents() -> Iterator[Incident]:
    """Yield incidents of which next to nothing is known."""
    person, device = Person(id="p1"), Device(id="d1", holder="p1")
    yield Incident()
    yield Incident(persons=[person])
    yield Incident(persons=[person], devices=[device])
    yield Incident(devices=[Device(id="d1")])
    yield Incident(persons_complete=True, devices_complete=True)


def _finished(sketch: Sketch) -> Iterator[Incident]:
    try:
        yield sketch.finished()
    except IncidentError:
        return
