"""What tells two outcomes apart: what a scenario could expect that holds of the one only.

A mistake that no expectation could ever notice is none for whoever writes scenarios. So what can
be expected decides whether an incident shows a mistake, and is what the missing case expects.
How a scenario reads an outcome is asked of `scenarios`, never said again here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.authoring.within import within_words
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target
from sexto_rules.scenarios import Step, failures
from sexto_rules.scenarios.expectation import (
    CERTAINTY_TOLD,
    NO_DEADLINE,
    STANDING,
    Expectation,
    InOrder,
    Said,
)

__all__ = ["Comparison", "LineChange", "Possible", "Told", "step_of"]

Key: TypeAlias = tuple[str, tuple[str, ...], Target | None]


@frozen
class Possible:
    """The classes that are possible."""

    classes: tuple[str, ...]


Told: TypeAlias = Possible | Expectation | Said | InOrder
"""One thing that a scenario can expect."""


@frozen
class LineChange:
    """A line in the one outcome, and in the other; None: there is no such line."""

    directive: str
    before: Line | None
    after: Line | None


class Comparison:
    """A protocol on a day beside another one: what their outcomes say otherwise.

    The one is the protocol as written, the other has a mistake.
    """

    def __init__(self, before: DayProtocol, after: DayProtocol) -> None:
        """Find the directives that say something else of the same lines."""
        self.before: Mapping[str, Directive] = {each.id: each for each in before.directives}
        self.after: Mapping[str, Directive] = {each.id: each for each in after.directives}
        self._day, self._other_day = before, after
        self._forbids = {
            name for name, each in self.before.items() if each.modality is Modality.MUST_NOT
        }
        self._otherwise = {
            name
            for name, each in self.after.items()
            if name not in self.before or _said(each) != _said(self.before[name])
        }

    @property
    def says_otherwise(self) -> bool:
        """Whether some directive says something else of the same lines."""
        return bool(self._otherwise)

    def differs(self, one: Outcome, other: Outcome) -> bool:
        """Whether a scenario could expect something that holds of the one and not of the other."""
        same = one is other or (
            one.lines == other.lines and one.possible_classes == other.possible_classes
        )
        if same and not self.says_otherwise:
            return False
        return next(self.apart(one, other), None) is not None

    def apart(self, one: Outcome, other: Outcome) -> Iterator[Told]:
        """Yield what holds of the one and not of the other: one thing for each line, each once."""
        if set(one.possible_classes) != set(other.possible_classes):
            yield Possible(one.possible_classes)
        told: dict[Told, None] = {}
        for change in self.changes(one, other):
            for each in self._expectable(change):
                if self._tells_apart(each, one, other):
                    if each not in told:
                        yield each
                    told[each] = None
                    break
        for names in self.moved(one, other):
            if self._tells_apart(InOrder(names=names), one, other):
                yield InOrder(names=names)
                return

    def changes(self, one: Outcome, other: Outcome) -> Iterator[LineChange]:
        """Yield the lines that are not the same, in the order of the plan as written."""
        old, new = self._by_key(one), self._by_key(other)
        for key in dict.fromkeys((*old, *new)):
            before, after = old.get(key), new.get(key)
            stands = before is not None and before.status in STANDING
            if before != after or (stands and key[0] in self._otherwise):
                yield LineChange(key[0], before, after)

    def _by_key(self, outcome: Outcome) -> Mapping[Key, Line]:
        """Return the lines by directive and target; a prohibition has one for each act too."""
        forbids = self._forbids
        return {
            (each.directive, each.acts if each.directive in forbids else (), each.target): each
            for each in outcome.lines
        }

    def _tells_apart(self, told: Told, one: Outcome, other: Outcome) -> bool:
        step = step_of([told])
        return not any(failures(step, self._day, one)) and any(
            failures(step, self._other_day, other)
        )

    def _expectable(self, change: LineChange) -> Iterator[Told]:
        """Yield what a scenario may say of a line, the plainest first."""
        line, other = change.before, change.after
        if line is not None:
            its = self.before[line.directive]
            for way in _ways(line, its):
                for name, target in _names(line):
                    yield Expectation(way=way, name=name, target=target)
            if line.status in STANDING:
                yield Said(key="by", name=its.id, value=its.by)
                if its.modality is not Modality.MUST_NOT:
                    yield Said(key="within", name=its.id, value=_deadline(its))
        if other is not None:
            for way in _denials(other, was_there=line is not None):
                for name, target in _names(other):
                    yield Expectation(way=way, name=name, target=target)

    def moved(self, one: Outcome, other: Outcome) -> Iterator[tuple[str, str]]:
        """Yield two directives that stand in this order in the one, in the other in the other."""
        before, after = self._order(one), self._order(other)
        places = {name: place for place, name in enumerate(after)}
        stay = [name for name in before if name in places]
        if [name for name in after if name in set(stay)] == stay:
            return
        for at, name in enumerate(stay):
            for later in stay[at + 1 :]:
                if places[later] < places[name]:
                    yield name, later

    def _order(self, outcome: Outcome) -> list[str]:
        """Return the directives whose lines stand in the plan, in its order."""
        return list(
            dict.fromkeys(
                line.directive
                for line in outcome.lines
                if line.status in STANDING and line.directive not in self._forbids
            )
        )


def step_of(told: Iterable[Told], incident: Incident | None = None) -> Step:
    """Return a step that expects these things of an incident."""
    them = list(told)
    classes = [each.classes for each in them if isinstance(each, Possible)]
    return Step(
        incident=incident or _NOTHING_KNOWN,
        classes=classes[0] if classes else None,
        expectations=tuple(each for each in them if isinstance(each, Expectation)),
        said=tuple(each for each in them if isinstance(each, Said)),
        order=tuple(each for each in them if isinstance(each, InOrder)),
    )


_NOTHING_KNOWN: Final = Incident()


def _said(directive: Directive) -> tuple[object, ...]:
    """Return what is told of a line beside its status."""
    return directive.modality, directive.by, directive.within


def _ways(line: Line, its: Directive) -> Iterator[str]:
    """Yield the ways in which a line may be expected."""
    match line.status:
        case Status.DUE:
            yield str(its.modality)
        case Status.IN_FORCE:
            yield "must_not"
        case Status.LIFTED:
            yield "lifted"
        case Status.CONFLICT:
            pass
        case _:
            yield str(line.status)
    if line.status in CERTAINTY_TOLD:
        yield "certain" if line.certain else "in_doubt"
    if line.breached:
        yield "breached"


def _denials(line: Line, *, was_there: bool) -> Iterator[str]:
    """Yield the ways that say of a line that there is none such."""
    match line.status:
        case Status.IN_FORCE | Status.LIFTED:
            yield "lifted"
        case Status.DUE if was_there:
            yield "not_due"
        case _:
            yield "absent"


def _names(line: Line) -> Iterator[tuple[str, str | None]]:
    """Yield the names by which a line may be expected, each with the target, the plainest first."""
    target = line.target
    every = target is not None and target.scope is Scope.EVERY
    whom = None if target is None or every else target.id or "any"
    for name in (line.directive, *line.acts):
        yield name, whom
    if every:
        yield from ((name, "every") for name in (line.directive, *line.acts))


def _deadline(directive: Directive) -> str:
    return NO_DEADLINE if directive.within is None else within_words(directive.within)
