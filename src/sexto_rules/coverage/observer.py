"""What one incident shows of a protocol on a day, as marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.coverage.evaluation import Evaluation, Evaluator
from sexto_rules.coverage.goals import VALUES, Shown
from sexto_rules.coverage.marks import Mark, Reached, Values, halves_of
from sexto_rules.coverage.sites import Site, Sites, keys_of
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.decisions.grounds import Grounds
from sexto_rules.decisions.statuses import Plan, outcome_from
from sexto_rules.engines.base import Conditions
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Truth

__all__ = ["Observer"]

_GIVEN: Final = frozenset({Status.DUE, Status.IN_FORCE})


class Observer:
    """Looks at incidents for one protocol on a day; keeps what it worked out before."""

    def __init__(self, day: DayProtocol, sites: Sites) -> None:
        """Prepare what depends on the day alone."""
        protocol = day.protocol
        self.day: Final = day
        self._evaluator = Evaluator(day, sites)
        self._plan = Plan(day)
        self._fitting = Fitting(day)
        self._classes = keys_of(day.classes, protocol.classes)
        self._directives = dict(
            zip(
                (each.id for each in day.directives),
                keys_of(day.directives, protocol.directives),
                strict=True,
            )
        )
        self._questions = dict(
            zip(
                (each.id for each in day.questions),
                keys_of(day.questions, protocol.questions),
                strict=True,
            )
        )
        self.keys: Final = frozenset(
            {
                *(site.key for site in self._evaluator.in_force()),
                *(site.key for rules in self._evaluator.rules.values() for site in rules if site),
                *self._classes,
                *self._directives.values(),
                *self._questions.values(),
            }
        )
        """The keys of the sites and entries that are in force."""
        self._shown: dict[tuple[Site, Values], frozenset[Mark]] = {}
        self._marks: dict[Mark, Mark] = {}

    def marks(self, incident: Incident, *, questions: bool = True) -> set[Mark]:
        """Return everything that the incident shows.

        Args:
            incident: The incident.
            questions: Whether to find out which questions are asked, too: it takes longest.

        Raises:
            IncidentError: The incident names what the protocol does not declare.
        """
        self._fitting.require(incident)
        evaluations, conditions = self._evaluator.evaluate(incident)
        outcome = outcome_from(self._plan, incident, conditions)
        marks: set[Mark] = set()
        for evaluation in evaluations:
            marks |= self._of_evaluation(evaluation)
        marks.update(self._of_classes(outcome))
        marks.update(self._of_directives(outcome, conditions))
        marks.update(self._of_overrides(outcome))
        if questions:
            asked = Grounds(self._plan, incident, outcome).inquiry().questions
            marks.update(Reached(self._questions[each.id], Shown.ASKED) for each in asked)
        return marks

    def _of_evaluation(self, evaluation: Evaluation) -> frozenset[Mark]:
        key = (evaluation.site, evaluation.leaves)
        found = self._shown.get(key)
        if found is None:
            same = self._marks
            found = self._shown[key] = frozenset(
                {same.setdefault(mark, mark) for mark in self._read(evaluation)}
            )
        return found

    def _read(self, evaluation: Evaluation) -> Iterator[Mark]:
        """Yield what an evaluation shows; the same object each time for the same mark."""
        site = evaluation.site
        if site.rule is not None:
            yield Reached(site.key, VALUES[evaluation.value])
        yield from halves_of(site, evaluation.leaves, self._evaluator.value)

    def _of_classes(self, outcome: Outcome) -> Iterator[Mark]:
        possible = outcome.possible_classes
        for key, each in zip(self._classes, self.day.classes, strict=True):
            if each.id not in possible:
                yield Reached(key, Shown.EXCLUDED)
            else:
                yield Reached(key, Shown.SETTLED if len(possible) == 1 else Shown.OPEN)

    def _of_directives(self, outcome: Outcome, conditions: Conditions) -> Iterator[Mark]:
        """Yield for each directive whether it is given for certain, in doubt, or absent."""
        for each, values in zip(self.day.directives, conditions.directives, strict=True):
            if Truth.FALSE in values:
                yield Reached(self._directives[each.id], Shown.ABSENT)
        for line in outcome.lines:
            if line.certain and line.status in _GIVEN:
                yield Reached(self._directives[line.directive], Shown.CERTAIN)
            elif not line.certain and line.status is not Status.LIFTED:
                yield Reached(self._directives[line.directive], Shown.IN_DOUBT)

    def _of_overrides(self, outcome: Outcome) -> Iterator[Mark]:
        overridden = [line for line in outcome.lines if line.status is Status.OVERRIDDEN]
        for each in self.day.directives if overridden else ():
            for line in overridden:
                if line.directive in each.overrides and any(
                    other.directive == each.id and _defeats(other, line) for other in outcome.lines
                ):
                    key = f"{self._directives[each.id]} overrides {line.directive}"
                    yield Reached(key, Shown.OVERRIDDEN)


def _defeats(overrider: Line, line: Line) -> bool:
    """Whether a line is certain, is not overridden itself, and speaks of the other's target."""
    same = overrider.target is None or overrider.target.scope is Scope.EVERY
    return (
        overrider.certain
        and overrider.status is not Status.OVERRIDDEN
        and (same or overrider.target == line.target)
    )
