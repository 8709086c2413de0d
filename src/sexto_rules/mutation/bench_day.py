"""One day on the bench: the protocol as written, its worked cases, and a mutant of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from sexto_rules import reference
from sexto_rules.decisions import DecidedLine, Decider, Decision
from sexto_rules.decisions.grounds import Grounds
from sexto_rules.facts import Incident
from sexto_rules.mutation.affected import Affected, affected_by
from sexto_rules.mutation.asking import Asking
from sexto_rules.mutation.ready import Altered, Answer, Original
from sexto_rules.mutation.search import SearchSize, pool_of
from sexto_rules.protocol.model import Invariant, PromiseKind, Protocol
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.scenarios import Scenario, Step, failures
from sexto_rules.scenarios.failure import Failure, decision_failures

__all__ = ["BenchDay", "Case", "Difference", "MutantDay"]


@frozen
class Case:
    """One step of a scenario, and what the original says of it."""

    scenario: Scenario
    step: Step
    answer: Answer


class BenchDay:
    """Everything of one day: the original, the worked cases of the day, the pool."""

    def __init__(self, protocol: Protocol, as_of: date, scenarios: Iterable[Scenario]) -> None:
        """Work out what the original says of every case."""
        self.original: Original = Original(protocol, as_of)
        self._protocol = protocol
        self._decider: Decider | None = None
        self.cases: list[Case] = [
            Case(scenario, step, self.original.answer(step.incident))
            for scenario in scenarios
            for step in scenario.steps
        ]
        self._pool: tuple[tuple[Incident, Answer], ...] | None = None
        self._around: tuple[object, tuple[tuple[Incident, Answer], ...]] = (None, ())

    def pool(self, size: SearchSize, seed: int) -> tuple[tuple[Incident, Answer], ...]:
        """Return incidents drawn for the protocol, with what the original says of each."""
        if self._pool is None:
            drawn = pool_of(self.original.day, size, seed)
            self._pool = tuple((each, self.original.answer(each)) for each in drawn)
        return self._pool

    def decision(self, incident: Incident) -> Decision:
        """Return what the original decides."""
        if self._decider is None:
            self._decider = Decider(self._protocol, self.original.day.as_of, ["compiled"])
        return self._decider.decide(incident)

    def around(
        self, entry: object, draw: Callable[[], Iterable[Incident]]
    ) -> tuple[tuple[Incident, Answer], ...]:
        """Return incidents drawn for an entry, kept until another one is asked for."""
        if self._around[0] != entry:
            answers = tuple((each, self.original.answer(each)) for each in draw())
            self._around = (entry, answers)
        return self._around[1]


@frozen
class Difference:
    """An incident that tells a mutant from the original, and what both say of it."""

    incident: Incident
    before: Outcome
    after: Outcome


class MutantDay:
    """A mutant on a day."""

    def __init__(self, day: BenchDay, mutant: Protocol) -> None:
        """Find how far the mistake reaches."""
        self.day = day
        self.altered: Altered = Altered(day.original, mutant)
        self._affected: Affected | None = None
        self._asking: Asking | None = None

    @property
    def affected(self) -> Affected:
        """What of a decision may be another one."""
        if self._affected is None:
            altered = self.altered
            self._affected = affected_by(self.day.original.day, altered.day, altered.reach)
        return self._affected

    @property
    def asking(self) -> Asking:
        """Which facts may matter otherwise."""
        if self._asking is None:
            self._asking = Asking(self.day.original.plan, self.altered.plan, self.altered.reach)
        return self._asking

    def differences(self, incident: Incident, answer: Answer) -> Iterator[Difference]:
        """Yield the difference on an incident, if there is one."""
        outcome = self.altered.outcome(incident, answer)
        if self.altered.differs(outcome, answer):
            yield Difference(incident, answer.outcome, outcome)

    def differing_cases(self) -> Iterator[Difference]:
        """Yield the differences on the worked cases of the day."""
        for case in self.day.cases:
            yield from self.differences(case.step.incident, case.answer)

    def failing_case(self) -> tuple[Case, Failure] | None:
        """Return the first worked case of which a line or the class is not as expected.

        Only cases that expect something of what is affected are looked at.
        """
        for case in self.day.cases:
            if self.affected.touches(case.step):
                outcome = self.altered.outcome(case.step.incident, case.answer)
                if outcome is not case.answer.outcome or self.altered.says_otherwise:
                    failure = next(failures(case.step, self.altered.day, outcome), None)
                    if failure is not None:
                        return case, failure
        return None

    def case_asked_otherwise(self) -> Case | None:
        """Return the first worked case with other questions or reasons than it expects."""
        for case in self.day.cases:
            if self._may_be_asked_otherwise(case.step):
                decision = self._decision(case)
                if next(decision_failures(case.step, decision), None) is not None:
                    return case
        return None

    def _decision(self, case: Case) -> Decision:
        """Return the decision of the original with the lines, reasons and questions of the mutant.

        A whole decider for each mutant would take longer than all else.
        """
        incident, plan = case.step.incident, self.altered.plan
        outcome = self.altered.outcome(incident, case.answer)
        grounds = Grounds(plan, incident, outcome)
        lines = [
            DecidedLine(plan.statements[each.directive], each, grounds) for each in outcome.lines
        ]
        return evolve(self.day.decision(incident), directives=tuple(lines), grounds=grounds)

    def _may_be_asked_otherwise(self, step: Step) -> bool:
        if step.final is None and step.next_question is None:
            return bool(step.because) and self.affected.touches_reasons(step)
        return self.asking.may_differ(step.incident) or self.affected.touches_reasons(step)

    def broken_promise(self, difference: Difference) -> str:
        """Return an invariant that the mutant breaks on an incident, and the original does not.

        Those that ask for nothing that differs are as they were.
        """
        touched = tuple(self._invariants_touched(difference))
        if not touched:
            return ""
        incident = difference.incident
        after = evolve(self.altered.day, invariants=touched)
        broken = [name for name, _ in reference.violations(after, incident, difference.after)]
        if not broken:
            return ""
        before = evolve(self.day.original.day, invariants=touched)
        outcome = reference.decide(before, incident)
        kept = {name for name, _ in reference.violations(before, incident, outcome)}
        return next((name for name in broken if name not in kept), "")

    def _invariants_touched(self, difference: Difference) -> Iterator[Invariant]:
        comparison = self.altered.comparison
        names = {each.directive for each in comparison.changes(difference.before, difference.after)}
        directives = (*self.day.original.day.directives, *self.altered.day.directives)
        acts = {act for each in directives if each.id in names for act in each.acts}
        for invariant in self.altered.day.invariants:
            promises = (*invariant.promises, *invariant.some_of)
            asked = {*invariant.when_due, *(act for each in promises for act in each.acts)}
            kinds = {each.kind for each in promises}
            if (
                not acts.isdisjoint(asked)
                or PromiseKind.NO_CONFLICT in kinds
                or (self.affected.order and PromiseKind.ORDER in kinds)
                or self.altered.reach.touches(invariant.always)
            ):
                yield invariant
