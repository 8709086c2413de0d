"""A protocol on one day made ready for many incidents, and a mutant of it made ready quickly.

The truth of what a mistake does not reach is taken from the original. What comes out is an
outcome as any engine would give it; the reference confirms what is shown to people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import evolve, frozen

from sexto_rules.decisions.statuses import Plan, outcome_from
from sexto_rules.engines.base import Conditions
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.facts import Incident
from sexto_rules.lowering import lower
from sexto_rules.mutation.apart import Comparison
from sexto_rules.mutation.reach import Reach, part_of, reach_of
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Conclusion, DayProtocol, Directive, Protocol
from sexto_rules.protocol.outcome import Outcome, Truth

__all__ = ["Altered", "Answer", "Original"]


@frozen
class Answer:
    """What a protocol says of one incident: the truths it derived, and what comes of them."""

    conditions: Conditions
    outcome: Outcome


class Original:
    """The protocol as its author wrote it, on a day."""

    def __init__(self, protocol: Protocol, as_of: date) -> None:
        """Make it ready."""
        self.day: DayProtocol = on(protocol, as_of)
        self.plan: Plan = Plan(self.day)
        self.rows: Mapping[str, int] = {each.id: at for at, each in enumerate(self.day.directives)}
        self._engine = CompiledEngine(lower(self.day))

    def answer(self, incident: Incident) -> Answer:
        """Return what it says of an incident."""
        conditions = self._engine.conditions(incident)
        return Answer(conditions, outcome_from(self.plan, incident, conditions))


class Altered:
    """A mutant on the same day as the original."""

    def __init__(self, original: Original, protocol: Protocol) -> None:
        """Find how far the mistake reaches; an engine is made when the first incident comes."""
        self._original = original
        self.day: DayProtocol = on(protocol, original.day.as_of)
        self.is_same: bool = _means_the_same(original.day, self.day)
        self.reach: Reach = reach_of(original.day, self.day)
        self._has_same_plan = _is_planned_the_same(original.day, self.day)
        reached = [each.id for each in self.day.directives if each.id in self.reach.directives]
        self._anew: Mapping[str, int] = {name: at for at, name in enumerate(reached)}
        self._engine: CompiledEngine | None = None
        self._plan: Plan | None = None
        self._comparison: Comparison | None = None

    @property
    def plan(self) -> Plan:
        """What can be worked out of the mutant on the day."""
        if self._plan is None:
            self._plan = Plan(self.day)
        return self._plan

    @property
    def comparison(self) -> Comparison:
        """What tells its outcomes from those of the original."""
        if self._comparison is None:
            self._comparison = Comparison(self._original.day, self.day)
        return self._comparison

    @property
    def says_otherwise(self) -> bool:
        """Whether the same line is told otherwise: who does it, by when, how much it binds."""
        return self.comparison.says_otherwise

    def outcome(self, incident: Incident, answer: Answer) -> Outcome:
        """Return what the mutant says, given what the original said of the same incident.

        Raises:
            ProtocolError: The engine cannot take it.
        """
        conditions = self._conditions(incident, answer.conditions)
        if self._has_same_plan and conditions is answer.conditions:
            return answer.outcome
        plan = self._original.plan if self._has_same_plan else self.plan
        return outcome_from(plan, incident, conditions)

    def differs(self, outcome: Outcome, answer: Answer) -> bool:
        """Whether a scenario could tell this outcome of the mutant from the original's."""
        return self.comparison.differs(answer.outcome, outcome)

    def _conditions(self, incident: Incident, before: Conditions) -> Conditions:
        """Return the truth of all; the very same object where nothing is otherwise."""
        anew = self._derived_anew(incident)
        rows = self._original.rows
        classes = anew.classes if self.reach.classes else before.classes
        if (
            self._has_same_plan
            and classes == before.classes
            and all(
                anew.directives[at] == before.directives[rows[name]]
                for name, at in self._anew.items()
            )
        ):
            return before
        directives: list[tuple[Truth, ...]] = [
            anew.directives[self._anew[each.id]]
            if each.id in self._anew
            else before.directives[rows[each.id]]
            for each in self.day.directives
        ]
        return Conditions(classes, tuple(directives))

    def _derived_anew(self, incident: Incident) -> Conditions:
        """Return the truth of what is reached."""
        if not self.reach.classes and not self._anew:
            return _NOTHING
        if self._engine is None:
            self._engine = CompiledEngine(lower(part_of(self.day, self.reach)))
        return self._engine.conditions(incident)


_NOTHING: Final = Conditions((), ())


def _means_the_same(one: DayProtocol, other: DayProtocol) -> bool:
    """Whether all that decides is the same.

    From when to when an entry is in force does not, once it is, nor what it stands after, once all
    are in order.
    """
    return (
        [_whens(each) for each in one.conclusions] == [_whens(each) for each in other.conclusions]
        and [(each.id, each.when) for each in one.classes]
        == [(each.id, each.when) for each in other.classes]
        and len(one.directives) == len(other.directives)
        and all(map(_is_the_same, one.directives, other.directives))
    )


def _is_planned_the_same(one: DayProtocol, other: DayProtocol) -> bool:
    """Whether the same truths make the same outcome, of the same directives and classes."""
    return (
        [each.id for each in one.classes] == [each.id for each in other.classes]
        and len(one.directives) == len(other.directives)
        and all(
            its is now or _is_the_same(evolve(its, condition=now.condition), now)
            for its, now in zip(one.directives, other.directives, strict=True)
        )
    )


def _is_the_same(its: Directive, now: Directive) -> bool:
    if its is now:
        return True
    return evolve(its, after=now.after, before=now.before, period=now.period) == now


def _whens(conclusion: Conclusion) -> tuple[object, ...]:
    return conclusion.id, conclusion.for_each, [rule.when for rule in conclusion.rules]
