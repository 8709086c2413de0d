"""What stands between an incident and another status of a line, and what would remove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import frozen

from sexto_rules.decisions.alternatives import Alternative, find_alternatives
from sexto_rules.decisions.defeating import defeating
from sexto_rules.decisions.line import DecidedLine
from sexto_rules.decisions.openness import listed
from sexto_rules.decisions.replay import Replay
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.wishes import (
    LISTED,
    NEW_IDS,
    NOT_AT_ALL,
    NOT_SURELY,
    SURELY,
    Value,
    Want,
    Wish,
    Wisher,
    all_of,
)
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import Directive
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Truth

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


def find_ways(replay: Replay, incident: Incident, goal: Goal) -> tuple[Alternative, ...]:
    """Return the smallest sets of facts by which a line becomes as wished."""
    directives = replay.plan.day.directives
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

    def missing(changed: Incident) -> Iterator[Wish]:
        for wish in _Obstacles(replay, changed, goal).wishes():
            if not any(_does(path, values, prohibited) for path, values in wish.items()):
                yield wish

    return find_alternatives(incident, is_reached, missing)


class _Obstacles:
    """What keeps lines from being as wished, in one incident."""

    def __init__(self, replay: Replay, incident: Incident, goal: Goal) -> None:
        self._plan = replay.plan
        self._incident = incident
        self._goal = goal
        self._outcome: Outcome = replay.outcome(incident)
        self._residuals = Residuals(replay.plan.day, incident)
        self._wisher = Wisher(self._residuals)

    def wishes(self) -> Iterator[Wish]:
        """Yield what would bring a line nearer to it."""
        for number in self._goal.directives:
            directive = self._plan.day.directives[number]
            for about in self._abouts(directive):
                yield from self._of_line(number, about, self._line(directive, about))

    def _abouts(self, directive: Directive) -> Iterator[Person | Device | None]:
        """Yield whom or what the lines of a directive are about, and one more."""
        kind, wanted = directive.for_each, self._goal.target
        if kind is None:
            yield None
            return
        for each in listed(self._incident, kind):
            if wanted in {None, each.id}:
                yield each
        new = NEW_IDS[kind]
        is_there = any(each.id == new for each in listed(self._incident, kind))
        if wanted in {None, new} and not is_there and not list_closed(self._incident, kind):
            yield Person(id=new) if kind is Entity.PERSON else Device(id=new)

    def _line(self, directive: Directive, about: Person | Device | None) -> Line | None:
        for line in self._outcome.lines:
            if line.directive == directive.id and _is_of(line, about):
                return line
        return None

    def _of_line(
        self, number: int, about: Person | Device | None, line: Line | None
    ) -> Iterable[Wish]:
        """Return what would bring one line nearer to it."""
        directive = self._plan.day.directives[number]
        status = None if line is None else line.status
        if Status.LIFTED in self._goal.statuses:
            return self._ways_out(number, about)
        match status:
            case None | Status.POSSIBLE | Status.LIFTED:
                return _with_new(self._wished(number, about, self._enough(number)), about)
            case Status.DONE:
                paths = (f"done.{act}" for act in directive.acts)
                whose = "" if about is None else f".{about.id}"
                return [{f"{path}{whose}": frozenset({False}) for path in paths}]
            case Status.OVERRIDDEN:
                return self._not_overridden(number, about)
            case _:
                return self._not_prohibited(number, about)

    def _wished(self, number: int, about: Person | Device | None, want: Want) -> list[Wish]:
        """Return what makes the condition of a directive so, on a line about this."""
        directive = self._plan.day.directives[number]
        whom = about if directive.for_each else None
        return self._wisher.wishes(directive.condition, whom, want)

    def _enough(self, number: int) -> Want:
        """Return from which value of its condition on a directive applies."""
        return Want(yes=True, surely=self._plan.starts[number] is Truth.TRUE)

    def _not_overridden(self, number: int, about: Person | Device | None) -> list[Wish]:
        """Return what keeps each that overrides it now from it, or is overridden in its turn."""
        return all_of(
            [*self._wished(other, about, NOT_SURELY), *self._overridden(other, about)]
            for other in defeating(self._plan, self._residuals, number, about)
        )

    def _overridden(self, number: int, about: Person | Device | None) -> Iterator[Wish]:
        """Yield what makes another directive override one."""
        for other in self._plan.overriders.get(number, ()):
            yield from self._wished(other, about, SURELY)

    def _ways_out(self, number: int, about: Person | Device | None) -> list[Wish]:
        """Return what lifts a prohibition: its own condition fails, or another overrides it."""
        lifted = NOT_SURELY if self._enough(number).surely else NOT_AT_ALL
        return [*self._wished(number, about, lifted), *self._overridden(number, about)]

    def _not_prohibited(self, number: int, about: Person | Device | None) -> Iterator[Wish]:
        """Yield what lifts every prohibition of one of the acts."""
        directive = self._plan.day.directives[number]
        meeting = self._plan.meetings[number]
        for act, prohibitions in zip(directive.acts, meeting.by_act, strict=True):
            if self._goal.act in {None, act}:
                binding = (each for each in prohibitions if self._binds(each, act, about))
                yield from all_of(self._ways_out(each, about) for each in binding)

    def _binds(self, number: int, act: str, about: Person | Device | None) -> bool:
        """Whether a prohibition of an act is in force."""
        name = self._plan.day.directives[number].id
        return any(
            line.directive == name
            and act in line.acts
            and line.status is Status.IN_FORCE
            and _is_of(line, about)
            for line in self._outcome.lines
        )


def _does(path: str, values: frozenset[Value], prohibited: AbstractSet[str]) -> bool:
    """Whether it asks that something prohibited be done."""
    return True in values and ".".join(path.split(".")[:2]) in prohibited


def _is_of(line: Line, about: Person | Device | None) -> bool:
    """Whether a line speaks of this person or device, or of the incident."""
    target = line.target
    if target is None or target.scope is Scope.EVERY:
        return True
    return about is not None and target.id == about.id


def _with_new(wishes: Iterable[Wish], about: Person | Device | None) -> Iterator[Wish]:
    """Yield wishes that list one more person or device where they are about that one."""
    for wish in wishes:
        if about is None or about.id not in NEW_IDS.values():
            yield wish
            continue
        kind = "persons" if isinstance(about, Person) else "devices"
        own = f"{kind}.{about.id}."
        if any(path.startswith(own) for path in wish):
            yield wish
        else:
            yield {**wish, f"{own}{LISTED}": frozenset({True})}
