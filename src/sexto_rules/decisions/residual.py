"""What a condition can still become, once open facts are learned.

A residual is the value of a condition now and its *reach*: every value that it may take when
any of the open facts are learned, lists completed or further entities listed. The reach is
never too small; it may be too large, because what is learned of one part of a condition is
not held against what is learned of another. A condition with one value in reach is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, assert_never

from sexto_rules.decisions.leaves import Leaf, facts_behind, leaf_reach
from sexto_rules.decisions.openness import COMPLETE, NEW, Around, New, is_list_open, listed
from sexto_rules.decisions.reach import ANY, Reach, both, either, opposite, reach_of, truths_in
from sexto_rules.facts.incident import Incident
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    Modal,
    Mode,
    Not,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import Conclusion, DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK, evaluate
from sexto_rules.reference.knowledge import About
from sexto_rules.reference.settled import is_settled

__all__ = ["Residual", "Residuals", "key_of"]

_FALSE, _UNKNOWN, _TRUE = (1 << value for value in Truth)


class Residual(NamedTuple):
    """The value of a condition, and every value that it can still take."""

    value: Truth
    reach: Reach


_OF: Final = tuple(tuple(Residual(value, reach) for reach in range(ANY + 1)) for value in Truth)
_NEVER: Final = _OF[Truth.FALSE][_FALSE]
_ALWAYS: Final = _OF[Truth.TRUE][_TRUE]


class Residuals:
    """The residual of every condition of a protocol on a day, for one incident.

    Each is worked out once. Threads may share one: both would work out the same.
    """

    def __init__(self, day: DayProtocol, incident: Incident) -> None:
        """Begin with nothing worked out."""
        self.day = day
        self.incident = incident
        self.conclusions: dict[str, Conclusion] = {each.id: each for each in day.conclusions}
        self._known: dict[tuple[int, str | None], Residual] = {}
        self._behind: dict[tuple[int, str | None], frozenset[str] | None] = {}

    def of(self, condition: Condition, about: Around = None) -> Residual:
        """Return the residual of a condition about a person or device, or about none."""
        key = (id(condition), key_of(about))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._worked_out(condition, about)
        return found

    def value(self, condition: Condition, about: Around = None) -> Truth:
        """Return the value that a condition has now."""
        return self.of(condition, about).value

    def behind(self, leaf: Leaf, about: Around = None) -> frozenset[str] | None:
        """Return the open facts that can change the value of a test; None if none can."""
        key = (id(leaf), key_of(about))
        if key not in self._behind:
            self._behind[key] = facts_behind(leaf, self.incident, about)
        return self._behind[key]

    def rules(self, conclusion: Conclusion, about: Around) -> Iterable[tuple[Condition, Around]]:
        """Yield the conditions whose `or` a conclusion is, each with what it is about."""
        its_about = about if conclusion.for_each else None
        return ((rule.when, its_about) for rule in conclusion.rules)

    def _worked_out(self, condition: Condition, about: Around) -> Residual:
        match condition:
            case All(parts):
                return _all(self.of(part, about) for part in parts)
            case AnyOf(parts):
                return _any(self.of(part, about) for part in parts)
            case Not(body):
                return _not(self.of(body, about))
            case ConclusionTest(name):
                rules = self.rules(self.conclusions[name], about)
                return _any(self.of(when, its_about) for when, its_about in rules)
            case Quantified():
                return self._quantified(condition)
            case Modal():
                return self._modal(condition, about)
            case ClassTest(names):
                return self._class_test(names)
            case _:
                value = evaluate(condition, self.day, self.incident, _told_of(about))
                facts = self.behind(condition, about)
                return _OF[value][leaf_reach(condition, value, self.incident, about, facts)]

    def _quantified(self, condition: Quantified) -> Residual:
        of_listed = [
            self.of(condition.body, each) for each in listed(self.incident, condition.entity)
        ]
        parts = [*of_listed, self.further(condition)]
        match condition.quantifier:
            case Quantifier.SOME:
                return _any(parts)
            case Quantifier.EVERY:
                return _all(parts)
            case Quantifier.NONE:
                return _not(_any(parts))
            case _:
                assert_never(condition.quantifier)

    def further(self, condition: Quantified) -> Residual:
        """Return what those not listed add to the `or` of `some` (or the `and` of `every`).

        The blank adds at most (at least) unknown; when the list is closed, nothing; when one
        more is listed, whatever the body can become for somebody of whom nothing is known yet.
        """
        is_and = condition.quantifier is Quantifier.EVERY
        nothing = _ALWAYS if is_and else _NEVER
        if getattr(self.incident, COMPLETE[condition.entity]) is True:
            return nothing
        cap = max if is_and else min
        blank = self.of(condition.body, BLANK)
        reach = reach_of(cap(one, Truth.UNKNOWN) for one in truths_in(blank.reach))
        if is_list_open(self.incident, condition.entity):
            reach |= nothing.reach | self.of(condition.body, NEW).reach
        return Residual(cap(blank.value, Truth.UNKNOWN), reach)

    def _modal(self, condition: Modal, about: Around) -> Residual:
        body = self.of(condition.body, about)
        if condition.mode is Mode.CANNOT_SAY:
            return self._cannot_say(condition, body, about)
        truths = _SIDE[condition.mode]
        reach = (_TRUE if body.reach & truths else 0) | (_FALSE if body.reach & ~truths else 0)
        return Residual(Truth.TRUE if truths >> body.value & 1 else Truth.FALSE, reach)

    def _cannot_say(self, condition: Modal, body: Residual, about: Around) -> Residual:
        """Unless it can no more be unknown, any open fact that it reads can change this."""
        if not body.reach & _UNKNOWN:
            return _NEVER
        holds = body.value is Truth.UNKNOWN and is_settled(
            condition.body, self.day, self.incident, _told_of(about)
        )
        if holds and body.reach == _UNKNOWN and about is not NEW:
            return _ALWAYS
        return Residual(Truth.TRUE if holds else Truth.FALSE, _FALSE | _TRUE)

    def _class_test(self, names: frozenset[str]) -> Residual:
        values = [
            (
                each.id in names,
                _ALWAYS if each.when is None else self.of(each.when),
            )
            for each in self.day.classes
        ]
        now = _class_truths((inside, 1 << one.value) for inside, one in values)
        reach = _class_truths((inside, one.reach) for inside, one in values)
        return Residual(truths_in(now)[0], reach)


_SIDE: Final = {
    Mode.POSSIBLY: _UNKNOWN | _TRUE,
    Mode.CERTAINLY: _TRUE,
    Mode.UNKNOWN: _UNKNOWN,
    Mode.KNOWN: _FALSE | _TRUE,
}
"""Of which values of the body each mode is true."""


def key_of(about: Around) -> str | None:
    """Return a key for whom or what something is about; no id has the form of the others."""
    if about is None:
        return None
    if about is BLANK:
        return "blank"
    return "new" if isinstance(about, New) else about.id


def _told_of(about: Around) -> About:
    """Return of whom something is told now: of one more, nothing."""
    return BLANK if isinstance(about, New) else about


def _all(parts: Iterable[Residual]) -> Residual:
    value, reach = Truth.TRUE, _TRUE
    for its_value, its_reach in parts:
        value, reach = min(value, its_value), both(reach, its_reach)
        if reach == _FALSE:
            return _NEVER
    return _OF[value][reach]


def _any(parts: Iterable[Residual]) -> Residual:
    value, reach = Truth.FALSE, _FALSE
    for its_value, its_reach in parts:
        value, reach = max(value, its_value), either(reach, its_reach)
        if reach == _TRUE:
            return _ALWAYS
    return _OF[value][reach]


def _not(body: Residual) -> Residual:
    return _OF[2 - body.value][opposite(body.reach)]


def _class_truths(classes: Iterable[tuple[bool, Reach]]) -> Reach:
    """Return the values of a test of the class: for each, whether it is asked for, and its reach.

    Goes through the classes in order with every pair of *one asked for is possible* and
    *another one is* that can come about.
    """
    reach = 0
    states = {(False, False)}
    for inside, of_class in classes:
        with_it = {(asked or inside, other or not inside) for asked, other in states}
        if of_class & _TRUE:
            reach |= reach_of(_class_truth(*state) for state in with_it)
        states = (states if of_class & _FALSE else set()) | (
            with_it if of_class & _UNKNOWN else set()
        )
    return reach | reach_of(_class_truth(*state) for state in states)


def _class_truth(asked: bool, other: bool) -> Truth:  # noqa: FBT001 - a pair, taken apart
    if not other:
        return Truth.TRUE
    return Truth.UNKNOWN if asked else Truth.FALSE
