"""Everything that is proved of a protocol, on every stretch of days, by one process or several.

Each stretch between two dates at which something changes is a protocol of its own. What depends
on nothing that changed is not proved again. Whatever incident is shown, the reference and every
engine have decided it again. What a process was at when it was killed is undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from attrs import evolve

from sexto_rules.proof.cones import Cone, Cones
from sexto_rules.proof.day_prover import DayProver, Question
from sexto_rules.proof.report import Finding, ProofReport, Stretch, Verdict
from sexto_rules.proof.statements import Kind
from sexto_rules.proof.witness import Witnesses
from sexto_rules.protocol.dates import change_days, on
from sexto_rules.protocol.model import Protocol
from sexto_rules.sharing import Answering, shared

__all__ = ["SECONDS", "Proving", "stretches_of"]

SECONDS: Final = 60
"""How long the solver may take for one answer, unless somebody says otherwise."""

Task: TypeAlias = tuple[date, Question]
"""What is asked, of a protocol on which day."""


class Proving:
    """Everything that is to be proved of a protocol, and proving it.

    Example:
        >>> Proving(protocol).report().is_proved  # doctest: +SKIP
        True
    """

    def __init__(self, protocol: Protocol, *, seconds: int = SECONDS) -> None:
        """Gather it.

        Args:
            protocol: The protocol.
            seconds: How long the solver may take for one answer; then it is undecided.
        """
        self._provers = _Provers(protocol, seconds)
        self.stretches: Final = stretches_of(protocol)
        self._days: dict[Task, tuple[date, ...]] = _tasks(self._provers, self.stretches)

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self._days)

    def report(
        self, *, processes: int = 1, after_each: Callable[[], object] | None = None
    ) -> ProofReport:
        """Prove it all, and return what comes of it.

        Args:
            processes: How many processes share the work; 1: this one does it.
            after_each: Called after each question.

        Raises:
            NotReproducedError: An incident that the solver found is decided otherwise: our bug.
            ProtocolError: An engine cannot take the protocol.
        """
        protocol = self._provers.protocol
        found: dict[Task, list[Finding]] = {}
        for task, findings in _found(self._provers, list(self._days), processes):
            found[task] = findings
            if after_each is not None:
                after_each()
        with Witnesses(protocol) as witnesses:
            findings = [
                witnesses.with_scenarios(evolve(each, days=days), self._provers.prover(task[0]).day)
                for task, days in self._days.items()
                for each in found[task]
            ]
            return ProofReport(
                protocol=protocol,
                stretches=self.stretches,
                findings=tuple(_each_told_once(findings)),
                decided_by=witnesses.decided_by,
            )


def stretches_of(protocol: Protocol) -> tuple[Stretch, ...]:
    """Return the stretches of days between two changes, each with the day it is proved on.

    That is the day of the protocol where it lies in the stretch, else the first day of it; of the
    time before any change, the last.
    """
    bounds = (None, *change_days(protocol), None)
    return tuple(
        Stretch(start=start, end=end, as_of=_day_in(start, end, protocol.date))
        for start, end in pairwise(bounds)
    )


def _day_in(start: date | None, end: date | None, wanted: date) -> date:
    """Return the day wanted where it lies in the stretch, else one that does."""
    if (start is None or start <= wanted) and (end is None or wanted < end):
        return wanted
    if start is not None:
        return start
    assert end is not None, "every day lies in a stretch without ends"
    return end - timedelta(days=1)


def _tasks(provers: _Provers, stretches: Sequence[Stretch]) -> dict[Task, tuple[date, ...]]:
    """Return what is to be asked, each with all the days for which the answer holds.

    The day of the protocol comes first: on it what is the same on several days is asked.
    """
    wanted = provers.protocol.date
    asked: dict[Question, list[tuple[Cone, list[date]]]] = {}
    for as_of in sorted((each.as_of for each in stretches), key=lambda day: (day != wanted, day)):
        prover = provers.prover(as_of)
        cones = Cones(prover.day)
        for question in prover.questions():
            cone = cones.of(question.kind, (question.subject, question.beside))
            before = asked.setdefault(question, [])
            days = next((days for other, days in before if other == cone), None)
            if days is None:
                before.append((cone, [as_of]))
            else:
                days.append(as_of)
    return {(days[0], question): tuple(days) for question, its in asked.items() for _, days in its}


def _each_told_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what is found without what says it again: an idle promise is idle beside any other."""
    idle = {
        each.subject
        for each in findings
        if (each.kind, each.verdict) == (Kind.VACUOUS, Verdict.REFUTED)
    }
    for each in findings:
        if each.kind is not Kind.REPEATED or each.subject not in idle:
            yield each


class _Provers:
    """A protocol, and what proves it on each day."""

    def __init__(self, protocol: Protocol, seconds: int) -> None:
        self.protocol = protocol
        self.seconds = seconds
        self._provers: dict[date, DayProver] = {}

    def prover(self, as_of: date) -> DayProver:
        """Return what proves the protocol on a day."""
        if as_of not in self._provers:
            self._provers[as_of] = DayProver(on(self.protocol, as_of), self.seconds)
        return self._provers[as_of]

    def found(self, task: Task) -> list[Finding]:
        """Return what comes of a task."""
        as_of, question = task
        return self.prover(as_of).findings(question)

    def lost(self, task: Task) -> list[Finding]:
        """Return that nobody knows what comes of a task."""
        as_of, question = task
        return [self.prover(as_of).lost(question)]


def _found(
    provers: _Provers, tasks: Sequence[Task], processes: int
) -> Iterator[tuple[Task, list[Finding]]]:
    """Yield what comes of each task, as it is known; of one that is lost, that it is undecided."""
    if processes < 2:
        for task in tasks:
            yield task, provers.found(task)
        return
    given = provers.protocol, provers.seconds
    with closing(shared(_answering, given, tasks, processes)) as answers:
        for task, found in answers:
            yield task, provers.lost(task) if found is None else found


def _answering(protocol: Protocol, seconds: int) -> Answering[Task, list[Finding]]:
    """Return what answers a task in a process that shares the work."""
    return _Provers(protocol, seconds).found
