"""What stands between an incident and another status of a line, and what would remove it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import frozen

from sexto_rules.decisions.alternatives import Alternatives, find_alternatives
from sexto_rules.decisions.line import DecidedLine
from sexto_rules.decisions.one_more import OneMore, with_listing
from sexto_rules.decisions.openness import listed
from sexto_rules.decisions.replay import Replay
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.search import Search, Way
from sexto_rules.decisions.statuses import is_discharged
from sexto_rules.decisions.told import entry_path
from sexto_rules.decisions.wish import (
    NEW_ONES,
    NOT_AT_ALL,
    NOT_SURELY,
    SURELY,
    Choice,
    Want,
    Wish,
    all_of,
    any_of,
)
from sexto_rules.decisions.wishes import Wisher
from sexto_rules.facts.incident import Device, Incident, JournalEntry, Person
from sexto_rules.protocol.model import Directive, Modality
from sexto_rules.protocol.outcome import Line, Scope, Status, Target, Truth

__all__ = ["GIVEN", "LIFTED", "Goal", "find_ways"]

GIVEN: Final = frozenset({Status.DUE, Status.IN_FORCE})
"""A duty that is due, or a prohibition that is in force."""

LIFTED: Final = frozenset({Status.LIFTED, Status.OVERRIDDEN})
"""A prohibition that does not apply."""


@frozen
class Goal:
    """A line that is to have one of these statuses.

    `directives`, by their numbers: of any one of them. `act`: a line that names it. `target`:
    a line about this person or device; None: about any, listed or not.
    """

    directives: tuple[int, ...]
    statuses: frozenset[Status]
    act: str | None = None
    target: str | None = None

    def is_met_by(self, line: Line | DecidedLine) -> bool:
        """Whether a line of one of the directives is as wished."""
        return line.status in self.statuses and self.is_about(line)

    def is_about(self, line: Line | DecidedLine) -> bool:
        """Whether a line of one of the directives speaks of the act and the target."""
        target = line.target
        return (self.act is None or self.act in line.acts) and (
            self.target is None
            or target is None
            or target.scope is Scope.EVERY
            or target.id == self.target
        )


def find_ways(replay: Replay, incident: Incident, goal: Goal) -> Alternatives:
    """Return the smallest sets of facts by which a line becomes as wished."""
    plan = replay.plan
    directives = plan.day.directives
    names = {directives[number].id for number in goal.directives}

    def is_reached(changed: Incident) -> bool:
        lines = replay.outcome(changed).lines
        return any(line.directive in names and goal.is_met_by(line) for line in lines)

    prohibited = {
        f"done.{act}"
        for line in replay.outcome(incident).lines
        if line.status is Status.IN_FORCE
        for act in line.acts
    }

    def steps(
        changed: Incident, wished: Wish, most: int, way: Way | None
    ) -> dict[Way | None, Choice]:
        more = OneMore(changed, wished, most)
        return {
            each: Choice((wish for wish in wishes if not _asks(wish, prohibited)), wishes.needs)
            for each, wishes in _Obstacles(replay, changed, goal, more).wishes(way)
        }

    search = Search(incident, is_reached, steps, goal.target, plan.edges, plan.gaps)
    return find_alternatives(search)


class _Obstacles:
    """What keeps lines from being as wished, in one incident."""

    def __init__(self, replay: Replay, incident: Incident, goal: Goal, more: OneMore) -> None:
        self._plan = replay.plan
        self._incident = incident
        self._goal = goal
        self._more = more
        self._wisher = Wisher(Residuals(replay.plan.day, incident), more)

    def wishes(self, way: Way | None) -> Iterator[tuple[Way, Choice]]:
        """Yield the next steps to each line that is as wished, or to the one of a way."""
        for number in self._goal.directives:
            for about in self._abouts(self._plan.day.directives[number]):
                its_way = number, None if about is None else about.id
                if way in {None, its_way}:
                    steps = self._of_line(number, about)
                    if about is not None and about.id in NEW_ONES:
                        steps = with_listing(steps, about)
                    yield its_way, steps

    def _abouts(self, directive: Directive) -> Iterator[Person | Device | None]:
        """Yield whom or what the lines of a directive are about, and who else may be listed."""
        kind, wanted = directive.for_each, self._goal.target
        if kind is None:
            yield None
            return
        for each in (*listed(self._incident, kind), *self._more.of(kind)):
            if wanted in {None, each.id}:
                yield each

    def _of_line(self, number: int, about: Person | Device | None) -> Choice:
        """Return the steps to one line that is as wished."""
        if Status.LIFTED in self._goal.statuses:
            return self._ways_out(number, about)
        return all_of(
            [
                self._wished(number, about, self._enough(number)),
                self._undone(number, about),
                self._not_overridden(number, about),
                self._free(number, about),
            ]
        )

    def _undone(self, number: int, about: Person | Device | None) -> Choice:
        """Return what strikes out of the journal that it was done."""
        directive = self._plan.day.directives[number]
        if directive.modality is Modality.MUST_NOT:
            return all_of(())
        kind = directive.for_each
        target = None if kind is None or about is None else Target(kind, Scope.ONE, about.id)
        return all_of(
            [{entry_path(entry): frozenset({False})}]
            for entry in self._incident.done
            if is_discharged(directive, target, self._with_only(entry))
        )

    def _with_only(self, entry: JournalEntry) -> Incident:
        """Return an incident of those listed in which one thing was done, and nothing is told."""
        devices = [Device(id=each.id) for each in self._incident.devices]
        return Incident(persons=self._incident.persons, devices=devices, done=[entry])

    def _wished(self, number: int, about: Person | Device | None, want: Want) -> Choice:
        """Return what makes the condition of a directive so, on a line about this."""
        directive = self._plan.day.directives[number]
        whom = about if directive.for_each else None
        return self._wisher.wishes(directive.condition, whom, want)

    def _enough(self, number: int) -> Want:
        """Return from which value of its condition on a directive applies."""
        return Want(yes=True, surely=self._plan.starts[number] is Truth.TRUE)

    def _not_overridden(self, number: int, about: Person | Device | None) -> Choice:
        """Return what keeps each that may override it from it, or has it overridden in turn."""
        return all_of(
            any_of([self._wished(other, about, NOT_SURELY), self._overridden(other, about)])
            for other in self._plan.overriders.get(number, ())
        )

    def _overridden(self, number: int, about: Person | Device | None) -> Choice:
        """Return what makes another directive override one, and nothing that one."""
        return any_of(
            all_of([self._wished(other, about, SURELY), self._not_overridden(other, about)])
            for other in self._plan.overriders.get(number, ())
        )

    def _ways_out(self, number: int, about: Person | Device | None) -> Choice:
        """Return what lifts a prohibition: its own condition fails, or another overrides it."""
        lifted = NOT_SURELY if self._enough(number).surely else NOT_AT_ALL
        return any_of([self._wished(number, about, lifted), self._overridden(number, about)])

    def _free(self, number: int, about: Person | Device | None) -> Choice:
        """Return what lifts every prohibition of one of the acts."""
        meeting = self._plan.meetings.get(number)
        if meeting is None:
            return all_of(())
        acts = zip(self._plan.day.directives[number].acts, meeting.by_act, strict=True)
        return any_of(
            all_of(self._ways_out(each, about) for each in prohibitions)
            for act, prohibitions in acts
            if self._goal.act in {None, act}
        )


def _asks(wish: Wish, prohibited: AbstractSet[str]) -> bool:
    """Whether it asks that something prohibited be done."""
    return any(
        True in values and ".".join(path.split(".")[:2]) in prohibited
        for path, values in wish.items()
    )
