"""What a decision rests on, from which its reasons and questions are worked out when read.

Everything here is a function of the protocol on the day, the incident and the outcome. What
is worked out is kept; two threads that read at once work out the same.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Final, NoReturn, Protocol

from attrs import frozen

from sexto_rules.decisions.changes import with_changes
from sexto_rules.decisions.classification import PossibleClass, possible_class
from sexto_rules.decisions.deadlines import deadline_of
from sexto_rules.decisions.defeating import defeating
from sexto_rules.decisions.explanation import Explainer
from sexto_rules.decisions.fitting import require_incident_fits
from sexto_rules.decisions.freeing import freeing_facts
from sexto_rules.decisions.line import DecidedLine, Statement
from sexto_rules.decisions.openness import about_of
from sexto_rules.decisions.questions import (
    QuestionToAsk,
    key_of,
    next_question,
    questions_for,
)
from sexto_rules.decisions.reasons import CitedConclusion, Reason, cited_in, conclusions_in, flat
from sexto_rules.decisions.relevance import Relevance
from sexto_rules.decisions.replay import Replay
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.settling import Settling
from sexto_rules.decisions.statuses import Plan
from sexto_rules.decisions.what_if import PlanDifference, difference, plain_changes
from sexto_rules.decisions.why import Why, WhyFinder
from sexto_rules.decisions.why_not import WhyNot, why_not
from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.learning import is_learned
from sexto_rules.protocol.model import Source
from sexto_rules.protocol.outcome import Line, Outcome, Status, Target

__all__ = ["DecisionGrounds", "Grounds", "Inquiry", "WrittenGrounds"]


_DECIDE_AGAIN: Final = (
    "it has no incident: decide the incident again, by the protocol of its digest, and ask that"
)


@frozen(kw_only=True)
class Inquiry:
    """What is still to be found out: the questions, and the facts that nothing asks."""

    questions: tuple[QuestionToAsk, ...]
    missing: tuple[str, ...]
    final: bool
    relevance: str


def _first(inquiry: Inquiry, put_off: Container[str]) -> QuestionToAsk | None:
    """Return the first question that is not put off."""
    rest = (each for each in inquiry.questions if key_of(each.id, each.path) not in put_off)
    return next(rest, None)


class DecisionGrounds(Protocol):
    """What a decision needs for what is worked out when read."""

    def inquiry(self) -> Inquiry:
        """Return what is still to be found out."""

    def is_final(self) -> bool:
        """Whether nothing that can still be learned changes anything."""

    def next_question(self, put_off: Container[str]) -> QuestionToAsk | None:
        """Return the first question that is not put off."""

    def ruled_out(self, incident: Incident) -> frozenset[str]:
        """Return the facts found not to matter that do not matter of this incident either."""

    def class_because(self) -> tuple[str, ...]:
        """Return why these classes are possible."""

    def conclusions(self) -> tuple[CitedConclusion, ...]:
        """Return the conclusions that the reasons cite."""

    def sources(self) -> tuple[Source, ...]:
        """Return the sources that the lines, the classes and the conclusions name."""

    def why(self, line: DecidedLine) -> Why:
        """Return why a line is what it is."""

    def why_classes(self) -> tuple[Reason, ...]:
        """Return why these classes are possible, by the smallest part that makes them so."""

    def why_not(self, lines: Sequence[DecidedLine], name: str, target: str | None) -> WhyNot:
        """Return what would have to be otherwise for an act or a directive to be given."""

    def what_if(self, lines: Sequence[DecidedLine], facts: Mapping[str, object]) -> PlanDifference:
        """Return what would be otherwise if these facts were."""


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

    def is_final(self) -> bool:
        """Return what was written."""
        return self.its_inquiry.final

    def next_question(self, put_off: Container[str]) -> QuestionToAsk | None:
        """Return the first question that is not put off."""
        return _first(self.its_inquiry, put_off)

    def ruled_out(self, _incident: Incident) -> frozenset[str]:
        """Return none: what was written has no incident."""
        return frozenset()

    def class_because(self) -> tuple[str, ...]:
        """Return what was written."""
        return self.its_class_because

    def conclusions(self) -> tuple[CitedConclusion, ...]:
        """Return what was written."""
        return self.its_conclusions

    def sources(self) -> tuple[Source, ...]:
        """Return what was written."""
        return self.its_sources

    def why(self, _line: DecidedLine) -> NoReturn:
        """Refuse: what was written has no incident."""
        _refuse()

    def why_classes(self) -> NoReturn:
        """Refuse: what was written has no incident."""
        _refuse()

    def why_not(self, _lines: Sequence[DecidedLine], _name: str, _target: str | None) -> NoReturn:
        """Refuse: what was written has no incident."""
        _refuse()

    def what_if(self, _lines: Sequence[DecidedLine], _facts: Mapping[str, object]) -> NoReturn:
        """Refuse: what was written has no incident."""
        _refuse()


def _refuse() -> NoReturn:
    """Say that a decision which was read has nothing to be explained from.

    Raises:
        ProblemsError: Always (SX492).
    """
    message = "found a decision that was read or unpickled, expected one that was just decided"
    raise ProblemsError([Problem("SX492", message, help=_DECIDE_AGAIN)])


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
        "_relevance",
        "_replay",
        "_residuals",
        "_ruled_out",
        "_sources",
    )

    def __init__(
        self,
        plan: Plan,
        incident: Incident,
        outcome: Outcome,
        replay: Replay | None = None,
        ruled_out: frozenset[str] = frozenset(),
    ) -> None:
        """Keep them; nothing is worked out yet.

        Args:
            plan: The protocol on the day.
            incident: What was decided of.
            outcome: What was decided.
            replay: Decides again with other facts; None: made when needed.
            ruled_out: Facts that are known not to matter.
        """
        self._ruled_out = ruled_out
        self._replay = replay
        self._plan = plan
        self._incident = incident
        self._outcome = outcome
        self._residuals: Residuals | None = None
        self._relevance: Relevance | None = None
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

    def relevance(self) -> Relevance:
        """Return what says which facts are relevant."""
        if self._relevance is None:
            self._relevance = Relevance(self._plan, self.residuals(), self._ruled_out)
        return self._relevance

    def ruled_out(self, incident: Incident) -> frozenset[str]:
        """Return the facts found not to matter that do not matter of this incident either.

        Those of an incident of which less is known: what is learned of another can as well be
        learned of it.
        """
        if self._relevance is None or not is_learned(incident, self._incident):
            return frozenset()
        return self._relevance.ruled_out

    def _settling(self) -> Settling:
        """Return what says how much each question is expected to settle."""
        return Settling(self._plan, self._incident, self._outcome, self.relevance().open)

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
        number = self._plan.numbers[line.directive]
        numbers = defeating(self._plan, self.residuals(), number, about)
        names = (self._plan.day.directives[each].id for each in numbers)
        return tuple(f"overridden_by: {name}" for name in names)

    def freed_by(self, line: Line) -> tuple[str, ...]:
        """Return the open facts that may free a held line."""
        return freeing_facts(self._plan, self.relevance(), self.residuals(), line)

    def deadline(self, statement: Statement, line: Line) -> datetime | None:
        """Return the moment by which it is to be done."""
        return deadline_of(statement.within, line.target, self._incident)

    def inquiry(self) -> Inquiry:
        """Return what is still to be found out."""
        if self._inquiry is None:
            relevance = self.relevance()
            questions = questions_for(relevance, self.residuals(), self._settling())
            asked = {question.path for question in questions}
            missing = tuple(path for path in relevance.facts if path not in asked)
            self._inquiry = Inquiry(
                questions=questions,
                missing=missing,
                final=self.is_final(),
                relevance=relevance.test,
            )
        return self._inquiry

    def is_final(self) -> bool:
        """Whether nothing that can still be learned changes anything; found out at the first."""
        relevance = self.relevance()
        return not any(map(relevance.is_relevant, relevance.open))

    def next_question(self, put_off: Container[str]) -> QuestionToAsk | None:
        """Return the first question that is not put off; only as much is worked out as it takes."""
        if self._inquiry is not None:
            return _first(self._inquiry, put_off)
        return next_question(self.relevance(), self.residuals(), self._settling(), put_off)

    def class_because(self) -> tuple[str, ...]:
        """Return why these classes are possible."""
        return flat(self.explainer().class_reason().parts)

    def _again(self) -> Replay:
        """Return what decides again with other facts."""
        if self._replay is None:
            self._replay = Replay(self._plan)
        return self._replay

    def why(self, line: DecidedLine) -> Why:
        """Return why a line is what it is.

        Raises:
            ProblemsError: The decision has no such line (SX493).
        """
        for own in self._outcome.lines:
            if (own.directive, own.target, own.acts) == (line.id, line.target, line.acts):
                return self._why_finder().why(line, own)
        message = f"found a line of `{line.id}` that this decision does not have"
        raise ProblemsError([Problem("SX493", message)])

    def why_classes(self) -> tuple[Reason, ...]:
        """Return why these classes are possible, by the smallest part that makes them so."""
        return self._why_finder().why_classes()

    def _why_finder(self) -> WhyFinder:
        return WhyFinder(self._again(), self.explainer(), self._incident)

    def why_not(self, lines: Sequence[DecidedLine], name: str, target: str | None) -> WhyNot:
        """Return what would have to be otherwise for an act or a directive to be given."""
        return why_not(self._again(), self._incident, lines, name, target)

    def what_if(self, lines: Sequence[DecidedLine], facts: Mapping[str, object]) -> PlanDifference:
        """Return what would be otherwise if these facts were.

        Raises:
            IncidentError: A fact or a value is none of an incident's, or of the protocol.
        """
        plain = plain_changes(facts)
        incident = with_changes(self._incident, plain)
        require_incident_fits(self._plan.day, incident)
        outcome = self._again().outcome(incident)
        grounds = Grounds(self._plan, incident, outcome, self._replay)
        after = [
            DecidedLine(self._plan.statements[line.directive], line, grounds)
            for line in outcome.lines
        ]
        classes = (self._classes(self._outcome), self._classes(outcome))
        return difference(plain, classes, lines, after)

    def _classes(self, outcome: Outcome) -> tuple[PossibleClass, ...]:
        names = outcome.possible_classes
        return tuple(possible_class(each) for each in self._plan.day.classes if each.id in names)

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
