"""A case made ready to be practised: each step with its decision and the acts that it offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Self

from attrs import frozen

from sexto_rules.decisions import Decider, Decision
from sexto_rules.practice.case import PracticeCase, PracticeStep
from sexto_rules.practice.judging import Answer, Judged, judge
from sexto_rules.practice.offers import Task, tasks_of

__all__ = ["Exercise", "Moment"]


@frozen(kw_only=True)
class Moment:
    """One step at hand: what is told, what the protocol decides then, what is offered."""

    step: PracticeStep
    decision: Decision
    tasks: tuple[Task, ...]

    def judged(self, answers: Mapping[int, Answer]) -> tuple[Judged, ...]:
        """Return what the answers are worth; a task of this place that has none is left alone."""
        return tuple(
            judge(task.offer, task.expected, answers.get(place, Answer.NEITHER))
            for place, task in enumerate(self.tasks)
        )


@frozen(kw_only=True)
class Exercise:
    """A case, the seed that fixes what it offers, and its steps."""

    case: PracticeCase
    seed: int
    moments: tuple[Moment, ...]

    @classmethod
    def prepare(cls, case: PracticeCase, decider: Decider, seed: int) -> Self:
        """Return a case made ready: `decider` is of the case's day.

        Raises:
            IncidentError: A step names what the protocol does not declare.
            AdviceWithheldError: An engine failed, or two disagree.
        """
        return cls(case=case, seed=seed, moments=tuple(_moments(case, decider, seed)))


def _moments(case: PracticeCase, decider: Decider, seed: int) -> Iterator[Moment]:
    before = None
    for number, step in enumerate(case.steps):
        decision = decider.decide(step.incident)
        tasks = tasks_of(
            decider.day,
            step.incident,
            decision,
            before=before,
            level=case.level,
            seed=f"{seed} {case.id} {number}",
        )
        yield Moment(step=step, decision=decision, tasks=tasks)
        before = decision
