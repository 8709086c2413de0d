"""What a decision rests on, from which its reasons and questions are worked out when read.

Everything here is a function of the protocol on the day, the incident and the outcome. What
is worked out is kept; two threads that read at once work out the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from attrs import frozen

from sexto_rules.decisions.deadlines import deadline_of
from sexto_rules.decisions.explanation import Explainer
from sexto_rules.decisions.line import Statement
from sexto_rules.decisions.openness import Around, about_of
from sexto_rules.decisions.questions import QuestionToAsk, questions_for
from sexto_rules.decisions.reasons import CitedConclusion, Reason, cited_in, conclusions_in, flat
from sexto_rules.decisions.relevance import freeing_facts, relevant_facts
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts.incident import Incident
from sexto_rules.protocol.model import Source
from sexto_rules.protocol.outcome import Line, Outcome, Status, Target, Truth

__all__ = ["DecisionGrounds", "Grounds", "Inquiry", "WrittenGrounds"]


@frozen(kw_only=True)
class Inquiry:
    """What is still to be found out: the questions, and the facts that nothing asks."""

    questions: tuple[QuestionToAsk, ...]
    missing: tuple[str, ...]
    final: bool


class DecisionGrounds(Protocol):
    """What a decision needs for what is worked out when read."""

    def inquiry(self) -> Inquiry:
        """Return what is still to be found out."""

    def class_because(self) -> tuple[str, ...]:
        """Return why these classes are possible."""

    def conclusions(self) -> tuple[CitedConclusion, ...]:
        """Return the conclusions that the reasons cite."""

    def sources(self) -> tuple[Source, ...]:
        """Return the sources that the lines, the classes and the conclusions name."""


@frozen(kw_only=True)
class WrittenGrounds:
    """The same, read from where it was written down."""

    its_inquiry: Inquiry
    its_class_because: tuple[str, ...]
    its_conclusions: tuple[CitedConclusion, ...]
    its_sources: tuple[Source, ...]

    def inquiry(self) -> Inquiry:
        """Return what was written."""
        return self.its_inquiry

    def class_because(self) -> tuple[str, ...]:
        """Return what was written."""
        return self.its_class_because

    def conclusions(self) -> tuple[CitedConclusion, ...]:
        """Return what was written."""
        return self.its_conclusions

    def sources(self) -> tuple[Source, ...]:
        """Return what was written."""
        return self.its_sources


class Grounds:
    """The protocol on the day, the incident, and what was decided of it."""

    __slots__ = (
        "_because",
        "_cited",
        "_explainer",
        "_incident",
        "_inquiry",
        "_outcome",
        "_plan",
        "_residuals",
        "_sources",
    )

    def __init__(self, plan: Plan, incident: Incident, outcome: Outcome) -> None:
        """Keep them; nothing is worked out yet."""
        self._plan = plan
        self._incident = incident
        self._outcome = outcome
        self._residuals: Residuals | None = None
        self._explainer: Explainer | None = None
        self._inquiry: Inquiry | None = None
        self._cited: frozenset[Reason] | None = None
        self._sources: tuple[Source, ...] | None = None
        self._because: dict[tuple[str, Target | None, bool], tuple[str, ...]] | None = None

    def residuals(self) -> Residuals:
        """Return what every condition can still become."""
        if self._residuals is None:
            self._residuals = Residuals(self._plan.day, self._incident)
        return self._residuals

    def explainer(self) -> Explainer:
        """Return what says why, of this incident."""
        if self._explainer is None:
            self._explainer = Explainer(self.residuals())
        return self._explainer

    def because(self, line: Line) -> tuple[str, ...]:
        """Return the conclusions and facts that made a line so, and what overrides it."""
        if self._because is None:
            self._because = {}
        key = (line.directive, line.target, line.status is Status.OVERRIDDEN)
        found = self._because.get(key)
        if found is None:
            reasons = self.explainer().line_reasons(line.directive, line.target)
            found = self._because[key] = flat(reasons) + self._overridden_by(line)
        return found

    def _overridden_by(self, line: Line) -> tuple[str, ...]:
        """Return the directives that defeat a line."""
        if line.status is not Status.OVERRIDDEN:
            return ()
        about = about_of(line.target, self._incident)
        names = _defeating(self._plan, self.residuals(), self._plan.numbers[line.directive], about)
        return tuple(f"overridden_by: {name}" for name in names)

    def freed_by(self, line: Line) -> tuple[str, ...]:
        """Return the open facts that may free a held line."""
        return freeing_facts(self._plan, self.residuals(), line)

    def deadline(self, statement: Statement, line: Line) -> datetime | None:
        """Return the moment by which it is to be done."""
        return deadline_of(statement.within, line.target, self._incident)

    def inquiry(self) -> Inquiry:
        """Return what is still to be found out."""
        if self._inquiry is None:
            relevant = relevant_facts(self._plan, self.residuals())
            questions, asked = questions_for(self.residuals(), frozenset(relevant))
            missing = tuple(path for path in relevant if path not in asked)
            self._inquiry = Inquiry(questions=questions, missing=missing, final=not relevant)
        return self._inquiry

    def class_because(self) -> tuple[str, ...]:
        """Return why these classes are possible."""
        return flat(self.explainer().class_reason().parts)

    def cited(self) -> frozenset[Reason]:
        """Return every reason of every line and of the classes, at any depth."""
        if self._cited is None:
            whys = {(line.directive, line.target) for line in self._outcome.lines}
            reasons = [self.explainer().class_reason()]
            reasons += [why for each in whys for why in self.explainer().line_reasons(*each)]
            self._cited = cited_in(reasons)
        return self._cited

    def conclusions(self) -> tuple[CitedConclusion, ...]:
        """Return the conclusions that the reasons cite."""
        return conclusions_in(self.cited())

    def sources(self) -> tuple[Source, ...]:
        """Return the sources that the decision rests on, in the order of the protocol.

        Those of its lines, of the possible classes, and of every conclusion cited.
        """
        if self._sources is None:
            plan = self._plan
            named = {name for reason in self.cited() for name in reason.sources}
            for line in self._outcome.lines:
                named.update(plan.statements[line.directive].sources)
            known = plan.day.sources.items()
            self._sources = tuple(source for name, source in known if name in named)
        return self._sources


def _defeating(plan: Plan, residuals: Residuals, number: int, about: Around) -> tuple[str, ...]:
    """Return the directives that override one and are themselves not defeated."""
    directives = plan.day.directives
    return tuple(
        directives[other].id
        for other in plan.overriders.get(number, ())
        if residuals.value(directives[other].condition, _for(plan, other, about)) is Truth.TRUE
        and not _defeating(plan, residuals, other, about)
    )


def _for(plan: Plan, number: int, about: Around) -> Around:
    """Return what the condition of a directive is about, on a line about this."""
    return about if plan.day.directives[number].for_each else None
