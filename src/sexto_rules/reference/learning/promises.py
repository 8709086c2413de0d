"""What learning more promises, held against two outcomes of which the second knows more.

* A class that was excluded stays so; a settled class stays.
* What a line's condition was certain of (a duty, a prohibition, that a line is absent or lifted)
  it stays certain of, unless its author asked about knowledge itself (`losses`).
* A line that is due stays due, unless it is overridden, or held by a prohibition that was not in
  force before. What was given in doubt goes when its condition turns out to be false.
* A prohibition in force ends only by its condition becoming certainly false, by an override, or,
  for "any other", by closing the list.
* No line moves relative to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from sexto_rules.facts.known import list_closed
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target, Truth
from sexto_rules.reference.directives import about_of, is_defeated, meets
from sexto_rules.reference.knowledge import listed
from sexto_rules.reference.learning.losses import (
    Learning,
    Loss,
    class_losses,
    condition_losses,
    is_taken_back,
)

__all__ = ["Broken", "broken_promises", "matching_targets"]

_BLOCKED: Final = frozenset({Status.HELD, Status.CONFLICT})


@frozen
class Broken:
    """A promise that was not kept: of which class or directive, for which target, and how."""

    id: str
    target: Target | None
    what: str

    def __str__(self) -> str:
        """The promise in one line."""
        match self.target:
            case None:
                whom = ""
            case Target(_, Scope.ONE, code):
                whom = f" of {code}"
            case _:
                whom = f" of {self.target.scope} {self.target.kind}"
        return f"{self.id}{whom}: {self.what}"


def broken_promises(
    learning: Learning, before: Outcome, after: Outcome
) -> tuple[list[Broken], list[tuple[str, Loss]]]:
    """Return the promises not kept, and what was taken back on purpose, by class or directive.

    Args:
        learning: The protocol and the two incidents; the second tells everything that the first
            does, and more.
        before: What was decided of the first, by the reference or by an engine.
        after: What was decided of the second, the same way.
    """
    day = learning.day
    comparison = _Comparison(
        learning, before, after, _lines(day, before), _lines(day, after), [], []
    )
    comparison.classes()
    comparison.order()
    for directive in day.directives:
        for act in _acts(directive):
            for target_before, target in matching_targets(learning, directive, act):
                comparison.line(directive, act, target_before, target)
    return comparison.broken, comparison.deliberate


def matching_targets(
    learning: Learning, directive: Directive, act: str = ""
) -> Iterator[tuple[Target | None, Target | None]]:
    """Yield each target that a line has or could have: who it was before, and who it is.

    Args:
        learning: The step.
        directive: Whose lines they are.
        act: The act of the line, of a prohibition.
    """
    kind = directive.for_each
    if kind is None:
        targeted = learning.day.protocol.acts[act].target if act else None
        target = None if targeted is None else Target(targeted, Scope.EVERY)
        yield target, target
        return
    other = Target(kind, Scope.OTHER)
    known = {each.id for each in listed(learning.before, kind)}
    for each in listed(learning.after, kind):
        target = Target(kind, Scope.ONE, each.id)
        yield target if each.id in known else other, target
    if not list_closed(learning.after, kind):
        yield other, other


_Key = tuple[str, str, Target | None]
"""A directive, one of its acts if it is a prohibition (else empty), and a target."""


def _acts(directive: Directive) -> tuple[str, ...]:
    return directive.acts if directive.modality is Modality.MUST_NOT else ("",)


def _lines(day: DayProtocol, outcome: Outcome) -> dict[_Key, Line]:
    """Return the lines of an outcome by what they are the line of, in their order."""
    forbids = {each.id for each in day.directives if each.modality is Modality.MUST_NOT}
    return {
        (line.directive, line.acts[0] if line.directive in forbids else "", line.target): line
        for line in outcome.lines
    }


@frozen
class _Comparison:
    """Two outcomes, what is wrong between them, and what was taken back on purpose."""

    learning: Learning
    before: Outcome
    after: Outcome
    were: dict[_Key, Line]
    now: dict[_Key, Line]
    broken: list[Broken]
    deliberate: list[tuple[str, Loss]]

    def classes(self) -> None:
        """What was not possible is not possible now."""
        for name in self.after.possible_classes:
            if name not in self.before.possible_classes:
                losses = list(class_losses(self.learning, name))
                self._account(name, None, losses, "this class was excluded and is possible again")

    def order(self) -> None:
        """The lines that are in both outcomes stand in the same order."""
        kept_before = [key for key in self.were if key in self.now]
        kept_after = [key for key in self.now if key in self.were]
        for one, other in zip(kept_before, kept_after, strict=True):
            if one != other:
                self.broken.append(Broken(one[0], one[2], "this line moved"))
                return

    def line(
        self,
        directive: Directive,
        act: str,
        target_before: Target | None,
        target: Target | None,
    ) -> None:
        """One line, as it was and as it is."""
        one = self.were.get((directive.id, act, target_before))
        other = self.now.get((directive.id, act, target))
        values = _value(one), _value(other)
        if is_taken_back(*values):
            losses = list(
                condition_losses(
                    directive.condition,
                    self.learning,
                    about_of(target_before, self.learning.before) if directive.for_each else None,
                    about_of(target, self.learning.after) if directive.for_each else None,
                )
            )
            what = f"its condition was {values[0].name} and is {values[1].name}"
            self._account(directive.id, target, losses, what)
        elif wrong := self._wrong_status(directive, target, one, other):
            self.broken.append(Broken(directive.id, target, wrong))

    def _account(self, name: str, target: Target | None, losses: list[Loss], what: str) -> None:
        """Say who took a value back on purpose; where nobody did, a promise is broken."""
        self.deliberate.extend((name, loss) for loss in losses if loss.deliberate)
        mistakes = [loss for loss in losses if not loss.deliberate]
        if mistakes or not losses:
            because = "; ".join(f"{loss.node} was {loss.before.name}" for loss in mistakes)
            why = because or "though the specification took nothing back"
            self.broken.append(Broken(name, target, f"{what}, {why}"))

    def _wrong_status(
        self, directive: Directive, target: Target | None, one: Line | None, other: Line | None
    ) -> str | None:
        """Say what is wrong with the status that a line has now, its condition being as certain."""
        if directive.modality is Modality.MUST_NOT:
            return self._wrong_prohibition(directive, target, one, other)
        if one is None or one.status is Status.POSSIBLE:
            return None
        if other is None:
            is_doubt = directive.in_doubt is InDoubt.APPLIES and not one.certain
            return None if is_doubt else f"it was {one.status} and is gone"
        match one.status, other.status:
            case Status.DONE, Status.DONE:
                return None
            case Status.DONE, status:
                return f"it was done and is {status}"
            case before, Status.DONE | Status.POSSIBLE:
                return f"it was {before} and is {other.status}, and nothing was done"
            case Status.DUE, Status.OVERRIDDEN:
                is_right = is_defeated(directive, target, self.learning.day, self.learning.after)
                return None if is_right else "it was due and is overridden by nothing"
            case Status.DUE, status if status in _BLOCKED:
                return self._wrong_block(directive, one, other)
            case _:
                return None

    def _wrong_prohibition(
        self, directive: Directive, target: Target | None, one: Line | None, other: Line | None
    ) -> str | None:
        if other is None:
            return "this prohibition has no line"
        if one is None or one.status is not Status.IN_FORCE:
            return None
        match other.status:
            case Status.IN_FORCE:
                return "the breach is forgotten" if one.breached and not other.breached else None
            case Status.LIFTED:
                return None
            case Status.OVERRIDDEN:
                is_right = is_defeated(directive, target, self.learning.day, self.learning.after)
                return None if is_right else "it was in force and is overridden by nothing"
            case status:
                return f"it was in force and is {status}"

    def _wrong_block(self, directive: Directive, one: Line, other: Line) -> str | None:
        """What was free is held only by a prohibition that was not in force."""
        for act in one.acts:
            blockers_before, blockers = (
                {
                    line.directive
                    for line in outcome.lines
                    if line.status is Status.IN_FORCE
                    and meets(line, act, target, directive, self.learning.day)
                }
                for outcome, target in ((self.before, one.target), (self.after, other.target))
            )
            if blockers_before or not blockers:
                return f"it was due and is {other.status}, and no prohibition is new"
        return None


def _value(line: Line | None) -> Truth:
    """Return the value of the condition of a line, as the line shows it."""
    if line is None or line.status is Status.LIFTED:
        return Truth.FALSE
    return Truth.TRUE if line.certain else Truth.UNKNOWN
