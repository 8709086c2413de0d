"""How much of a plan the answer to a question is expected to settle, one step ahead.

A line that is open waits for some of the facts that it reads. Which of them settles it is not
known: each is taken to do so with the same chance. So an answer is expected to settle, of each
open line, one part in as many as there are open facts that the line reads.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sexto_rules.decisions.readers import CLASSES, fact_of
from sexto_rules.decisions.statuses import Plan, is_discharged
from sexto_rules.facts.incident import Incident
from sexto_rules.protocol.model import Modality, Question
from sexto_rules.protocol.outcome import Line, Outcome, Status

__all__ = ["Settling"]

_SETTLED: Final = frozenset({Status.LIFTED, Status.DONE})


class Settling:
    """What each question is expected to settle of one incident."""

    def __init__(
        self, plan: Plan, incident: Incident, outcome: Outcome, open_facts: Collection[str]
    ) -> None:
        """Work it out.

        Args:
            plan: The protocol on the day.
            incident: What is known, for its journal.
            outcome: What is decided of it.
            open_facts: The paths of the facts that can still be learned.
        """
        facts = frozenset(map(fact_of, open_facts))
        self._by_fact: dict[str, float] = dict.fromkeys(facts, 0.0)
        for number in _open_numbers(plan, incident, outcome):
            waits_for = plan.reads[number] & facts
            for fact in waits_for:
                self._by_fact[fact] += 1 / len(waits_for)

    def expected(self, question: Question) -> float:
        """Return how many lines an answer is expected to settle, times the question's weight."""
        return question.weight * self._by_fact.get(str(question.fact), 0.0)


def _open_numbers(plan: Plan, incident: Incident, outcome: Outcome) -> set[int]:
    """Return the directives of which some line is open, and `CLASSES` while the route is."""
    found = {
        plan.numbers[line.directive]
        for line in outcome.lines
        if not line.certain and line.status not in _SETTLED and not _is_done(plan, incident, line)
    }
    return found | {CLASSES} if len(outcome.possible_classes) > 1 else found


def _is_done(plan: Plan, incident: Incident, line: Line) -> bool:
    """Whether it was done before it was certain that it has to be."""
    directive = plan.day.directives[plan.numbers[line.directive]]
    return (
        directive.modality is not Modality.MUST_NOT
        and bool(incident.done)
        and is_discharged(directive, line.target, incident)
    )
