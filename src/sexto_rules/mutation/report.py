"""How many of the mistakes that could be made would be noticed, and which would not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import Final

from attrs import frozen

from sexto_rules.decisions import Decider
from sexto_rules.errors import Problem, ProtocolError
from sexto_rules.mutation.crew import Job, verdicts_of
from sexto_rules.mutation.mistake import Mutant
from sexto_rules.mutation.mutants import mutants_of
from sexto_rules.mutation.search import SearchSize
from sexto_rules.mutation.verdict import Fate, Verdict
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import Scenario, failures
from sexto_rules.scenarios.failure import Failure, decision_failures

__all__ = ["MutationReport", "measure"]

_CAUGHT: Final = frozenset({Fate.SCENARIO, Fate.INVARIANT, Fate.CHECK})
_USUAL_SIZE: Final = SearchSize()


@frozen(kw_only=True)
class MutationReport:
    """What became of every mutant that was tried, in the order of the protocol.

    `mutants` are all of them, `verdicts` those that were tried: fewer where somebody stopped it.
    """

    protocol: Protocol
    mutants: tuple[Mutant, ...]
    verdicts: tuple[Verdict, ...]

    def count(self, *fates: Fate) -> int:
        """Return how many mutants had one of these fates."""
        return sum(each.fate in fates for each in self.verdicts)

    @property
    def caught(self) -> int:
        """How many were caught, by whatever."""
        return self.count(*_CAUGHT)

    @property
    def not_tried(self) -> int:
        """How many were not tried."""
        return len(self.mutants) - len(self.verdicts)

    @property
    def score(self) -> float | None:
        """The share caught of those that can be told from the original; None where none can."""
        told_apart = len(self.verdicts) - self.count(Fate.EQUIVALENT)
        return self.caught / told_apart if told_apart else None

    def with_fate(self, fate: Fate) -> tuple[tuple[Mutant, Verdict], ...]:
        """Return the mutants of a fate, each with its verdict."""
        return tuple(
            (self.mutants[each.number - 1], each) for each in self.verdicts if each.fate is fate
        )


def measure(  # noqa: PLR0913 - how to measure, each with a usual value
    protocol: Protocol,
    scenarios: Sequence[Scenario],
    *,
    processes: int = 1,
    size: SearchSize = _USUAL_SIZE,
    seed: int = 1,
    told: Callable[[int, int], None] | None = None,
) -> MutationReport:
    """Return which mistakes in a protocol its scenarios and invariants would catch.

    An interrupt (Ctrl-C) ends it early: the report has what was tried until then.

    Args:
        protocol: The protocol; what it inherits is not mutated.
        scenarios: Its worked cases, each of which must hold on it.
        processes: How many processes share the work; 1: this one alone. More than one need a
            main module that can be imported anew.
        size: How many incidents are searched.
        seed: Makes the search repeatable.
        told: Called with the number tried so far and the number of all.

    Raises:
        ProtocolError: A scenario fails without any mistake (SX630), or the protocol wrote
            nothing in which a mistake could be made (SX631).
    """
    _require_that_they_hold(protocol, scenarios)
    mutants = mutants_of(protocol)
    if not mutants:
        message = f"`{protocol.id}` has no condition, directive or class of its own to be mistaken"
        raise ProtocolError([Problem("SX631", message)])
    job = Job(
        protocol=protocol,
        scenarios=tuple(scenarios),
        size=size,
        seed=seed,
        numbers=tuple(each.number for each in mutants),
    )
    verdicts: list[Verdict] = []
    try:
        with closing(verdicts_of(job, processes)) as coming:
            for verdict in coming:
                verdicts.append(verdict)
                if told is not None:
                    told(len(verdicts), len(mutants))
    except KeyboardInterrupt:
        pass
    return MutationReport(
        protocol=protocol,
        mutants=mutants,
        verdicts=tuple(sorted(verdicts, key=lambda each: each.number)),
    )


def _require_that_they_hold(protocol: Protocol, scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios that fail on the protocol as it is written."""
    problems = [
        Problem(
            "SX630",
            f"this scenario fails without any mistake in the protocol: {failure}",
            failure.place,
            "mend it first: `sexto test` without `--mutate`",
        )
        for day in sorted({each.as_of or protocol.date for each in scenarios})
        for failure in _failures_on(day, protocol, scenarios)
    ]
    if problems:
        raise ProtocolError(problems)


def _failures_on(day: date, protocol: Protocol, scenarios: Sequence[Scenario]) -> Iterator[Failure]:
    """Yield how the scenarios of a day fail."""
    steps = [
        step for each in scenarios if (each.as_of or protocol.date) == day for step in each.steps
    ]
    with Decider(protocol, day, ["compiled"]) as decider:
        for step in steps:
            yield from failures(step, decider.day, decider.outcome(step.incident))
            if step.final is not None or step.next_question is not None or step.because:
                yield from decision_failures(step, decider.decide(step.incident))
