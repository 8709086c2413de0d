"""How much of a plan the answer to a question is expected to settle, one step ahead.

A line that is open waits for some of the facts that it reads. Which of them settles it is not
known: each is taken to do so with the same chance. So an answer is expected to settle, of each
open line, one part in as many as there are open facts that the line reads.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sexto_rules.decisions.readers import CLASSES, fact_of
from sexto_rules.decisions.statuses import Plan
from sexto_rules.protocol.model import Question
from sexto_rules.protocol.outcome import Outcome, Status

__all__ = ["Settling"]

_SETTLED: Final = frozenset({Status.LIFTED, Status.DONE})


class Settling:
    """What each question is expected to settle of one incident."""

    def __init__(self, plan: Plan, outcome: Outcome, open_facts: Collection[str]) -> None:
        """Work it out.

        Args:
            plan: The protocol on the day.
            outcome: What is decided now.
            open_facts: The paths of the facts that can still be learned.
        """
        facts = frozenset(map(fact_of, open_facts))
        self._by_fact: dict[str, float] = dict.fromkeys(facts, 0.0)
        for number in _open_numbers(plan, outcome):
            waits_for = plan.reads[number] & facts
            for fact in waits_for:
                self._by_fact[fact] += 1 / len(waits_for)

    def expected(self, question: Question) -> float:
        """Return how many lines an answer is expected to settle, times the question's weight."""
        return question.weight * self._by_fact.get(str(question.fact), 0.0)


def _open_numbers(plan: Plan, outcome: Outcome) -> set[int]:
    """Return the directives of which some line is not certain, and `CLASSES` while it is open."""
    found = {
        plan.numbers[line.directive]
        for line in outcome.lines
        if not line.certain and line.status not in _SETTLED
    }
    return found | {CLASSES} if len(outcome.possible_classes) > 1 else found
