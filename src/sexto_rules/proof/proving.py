"""Everything that is proved of a protocol, on every stretch of days, by one process or several.

Each stretch between two dates at which something changes is a protocol of its own; what means the
same on two of them is proved once. Whatever incident is shown, the reference and every engine have
decided it again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date, timedelta
from itertools import pairwise
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal
from typing import Final, TypeAlias, TypeVar

from attrs import evolve

from sexto_rules.proof.finder import Answer, Finder, Found, NotReproducedError
from sexto_rules.proof.premises import idle_promises
from sexto_rules.proof.report import Finding, ProofReport, Stretch, Verdict
from sexto_rules.proof.statements import Kind, Statement, held_pairs, statements_of
from sexto_rules.proof.witness import Witnesses
from sexto_rules.protocol.dates import change_days, on
from sexto_rules.protocol.model import (
    Class,
    DayProtocol,
    Directive,
    Invariant,
    Period,
    Protocol,
)

__all__ = ["MAKERS", "SECONDS", "Proving", "stretches_of"]

MAKERS: Final[tuple[Callable[[DayProtocol], Iterable[Statement]], ...]] = (
    statements_of,
    idle_promises,
    held_pairs,
)
"""What makes the statements that are proved of a protocol on a day; another one is added here."""

SECONDS: Final = 60
"""How long the solver may take for one answer, unless somebody says otherwise."""

_AT_A_TIME: Final = 4

Decisive = TypeVar("Decisive", Class, Directive, Invariant)

Task: TypeAlias = tuple[date, int]
"""A statement: the day, and its number among those of the day."""


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
        self._days = _Days(protocol, seconds)
        self.stretches: Final = stretches_of(protocol)
        self._tasks = [
            (each.as_of, number)
            for each in self.stretches
            if each.same_as is None
            for number in range(len(self._days.statements(each.as_of)))
        ]

    @property
    def count(self) -> int:
        """How many statements there are."""
        return len(self._tasks)

    def report(
        self, *, processes: int = 1, after_each: Callable[[], object] | None = None
    ) -> ProofReport:
        """Prove it all, and return what comes of it.

        Args:
            processes: How many processes share the work; 1: this one does it.
            after_each: Called after each statement.

        Raises:
            NotReproducedError: An incident that the solver found is decided otherwise: our bug.
            ProtocolError: An engine cannot take the protocol.
        """
        answers: dict[Task, Answer] = {}
        for task, answer in _answers(self._days, self._tasks, processes):
            answers[task] = answer
            if after_each is not None:
                after_each()
        with Witnesses(self._days.protocol) as witnesses:
            found = [_finding(self._days, each, answers[each], witnesses) for each in self._tasks]
            return ProofReport(
                protocol=self._days.protocol,
                stretches=self.stretches,
                findings=tuple(_each_told_once(found)),
                decided_by=witnesses.decided_by,
            )


def _each_told_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what is found without what says it again: an idle promise is idle beside any other."""
    idle = {
        (each.as_of, each.subject)
        for each in findings
        if (each.kind, each.verdict) == (Kind.VACUOUS, Verdict.REFUTED)
    }
    for each in findings:
        if each.kind is not Kind.REPEATED or (each.as_of, each.subject) not in idle:
            yield each


def stretches_of(protocol: Protocol) -> tuple[Stretch, ...]:
    """Return the stretches of days between two changes, each with the day it is proved on.

    That is the day of the protocol where it lies in the stretch, else the first day of it; of the
    time before any change, the last.
    """
    bounds = (None, *change_days(protocol), None)
    found: list[Stretch] = []
    meanings: dict[date, object] = {}
    for start, end in pairwise(bounds):
        as_of = _day_in(start, end, protocol.date)
        meaning = _meaning(on(protocol, as_of))
        same = next((day for day, other in meanings.items() if other == meaning), None)
        if same is None:
            meanings[as_of] = meaning
        found.append(Stretch(start=start, end=end, as_of=as_of, same_as=same))
    return tuple(found)


def _day_in(start: date | None, end: date | None, wanted: date) -> date:
    """Return the day wanted where it lies in the stretch, else one that does."""
    if (start is None or start <= wanted) and (end is None or wanted < end):
        return wanted
    if start is not None:
        return start
    assert end is not None, "every day lies in a stretch without ends"
    return end - timedelta(days=1)


def _meaning(day: DayProtocol) -> object:
    """Return all that decides of a protocol on a day, without its words and what it rests on."""
    return (
        [each.id for each in day.answers],
        [(each.id, each.for_each, [rule.when for rule in each.rules]) for each in day.conclusions],
        [_bare(each) for each in day.classes],
        [evolve(_bare(each), contacts=(), reasons={}) for each in day.directives],
        [_bare(each) for each in day.invariants],
    )


def _bare(entry: Decisive) -> Decisive:
    return evolve(entry, period=Period(), sources=(), basis=None, note=None, text={})


class _Days:
    """A protocol on its days: the statements of each, and a finder for the day at hand."""

    def __init__(self, protocol: Protocol, seconds: int) -> None:
        self.protocol = protocol
        self.seconds = seconds
        self._days: dict[date, DayProtocol] = {}
        self._statements: dict[date, list[Statement]] = {}
        self._finder: tuple[date, Finder] | None = None

    def day(self, as_of: date) -> DayProtocol:
        """Return the protocol on a day."""
        if as_of not in self._days:
            self._days[as_of] = on(self.protocol, as_of)
        return self._days[as_of]

    def statements(self, as_of: date) -> Sequence[Statement]:
        """Return everything that is proved of the protocol on a day."""
        if as_of not in self._statements:
            day = self.day(as_of)
            self._statements[as_of] = [each for make in MAKERS for each in make(day)]
        return self._statements[as_of]

    def answer(self, task: Task) -> Answer:
        """Return what comes of looking for an incident that shows a statement."""
        as_of, number = task
        if self._finder is None or self._finder[0] != as_of:
            self._finder = as_of, Finder(self.day(as_of), seconds=self.seconds)
        statement = self.statements(as_of)[number]
        try:
            return self._finder[1].find(statement.claim, is_read=not statement.wanted)
        except NotReproducedError as error:
            message = f"{statement.kind} {statement.subject} on {as_of}: {error}"
            raise NotReproducedError(message) from error


def _finding(days: _Days, task: Task, answer: Answer, witnesses: Witnesses) -> Finding:
    """Return what came of a statement; where somebody will read an incident, as a scenario."""
    as_of, number = task
    statement = days.statements(as_of)[number]
    verdict = _verdict(statement, answer)
    shown = None if verdict is Verdict.PROVED else answer.incident
    return Finding(
        kind=statement.kind,
        subject=statement.subject,
        beside=statement.beside,
        place=statement.place,
        as_of=as_of,
        verdict=verdict,
        incident=shown,
        scenario=None if shown is None else witnesses.scenario(statement, shown, days.day(as_of)),
    )


def _verdict(statement: Statement, answer: Answer) -> Verdict:
    if answer.found is Found.UNDECIDED:
        return Verdict.UNDECIDED
    if (answer.found is Found.INCIDENT) is statement.wanted:
        return Verdict.PROVED
    return Verdict.LISTED if statement.kind is Kind.HELD else Verdict.REFUTED


def _answers(
    days: _Days, tasks: Sequence[Task], processes: int
) -> Generator[tuple[Task, Answer], None, None]:
    """Yield what comes of each task, as it is known."""
    if processes < 2:
        for task in tasks:
            yield task, days.answer(task)
        return
    pool = ProcessPoolExecutor(
        processes,
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(days.protocol, days.seconds),
    )
    try:
        running = [pool.submit(_answer, batch) for batch in _batches(tasks)]
        for future in as_completed(running):
            yield from future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _batches(tasks: Sequence[Task]) -> Iterator[Sequence[Task]]:
    """Yield tasks of the same day together."""
    start = 0
    while start < len(tasks):
        its = [each for each in tasks[start : start + _AT_A_TIME] if each[0] == tasks[start][0]]
        yield its
        start += len(its)


_begun: Final[list[_Days]] = []
"""In a process that shares the work: the protocol, with what it made ready."""


def _begin(protocol: Protocol, seconds: int) -> None:
    """Make a process ready that shares the work; an interruption is for the first one to tell."""
    signal(SIGINT, SIG_IGN)
    _begun.append(_Days(protocol, seconds))


def _answer(tasks: Sequence[Task]) -> list[tuple[Task, Answer]]:
    """Return what comes of some tasks, in such a process."""
    return [(task, _begun[-1].answer(task)) for task in tasks]
