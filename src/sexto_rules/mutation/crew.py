"""Mutants tried by several processes, each with its own bench.

Processes start afresh (`spawn`), are given everything they need, and share nothing. A process
gets a few neighbouring mutants at a time, so that the quick ones do not wait for the slow.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final

from attrs import frozen

from sexto_rules.mutation.bench import Bench
from sexto_rules.mutation.mutants import mutants_of
from sexto_rules.mutation.search import SearchSize
from sexto_rules.mutation.verdict import Verdict
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import Scenario

__all__ = ["Job", "verdicts_of"]

_AT_A_TIME: Final = 8
_FEW: Final = 2 * _AT_A_TIME


@frozen(kw_only=True)
class Job:
    """Which mutants to try (by number), of what, and how."""

    protocol: Protocol
    scenarios: tuple[Scenario, ...]
    size: SearchSize
    seed: int
    numbers: tuple[int, ...]


def verdicts_of(job: Job, processes: int) -> Generator[Verdict, None, None]:
    """Yield what becomes of each mutant of a job, as it is known.

    Closing the iterator, or an exception raised in whoever reads it, ends the processes.
    """
    if processes < 2 or len(job.numbers) <= _FEW:
        yield from _tried(job)
        return
    crew = _Crew(job)
    try:
        crew.start(processes)
        yield from crew.verdicts()
    finally:
        crew.end()


def _tried(job: Job) -> Iterator[Verdict]:
    bench = Bench(job.protocol, job.scenarios, size=job.size, seed=job.seed)
    mutants = mutants_of(job.protocol)
    for number in job.numbers:
        yield bench.try_one(mutants[number - 1])


class _Crew:
    """Processes that try mutants, and the lines to them."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._batches = iter(_batches(job.numbers))
        self._lines: dict[Connection, int] = {}
        self._processes: list[BaseProcess] = []

    def start(self, processes: int) -> None:
        """Start so many processes; an interruption waits until they are, and is not for them."""
        context = multiprocessing.get_context("spawn")
        with _no_interruption():
            for _ in range(processes):
                ours, theirs = context.Pipe()
                process = context.Process(target=_work, args=(theirs, self._job), daemon=True)
                process.start()
                theirs.close()
                self._processes.append(process)
                self._lines[ours] = 0

    def verdicts(self) -> Iterator[Verdict]:
        """Yield verdicts in the order in which they come in."""
        for line in list(self._lines):
            self._give_more(line)
        while self._lines:
            ready = wait(list(self._lines))
            for line in [each for each in self._lines if each in ready]:
                said: Verdict | Exception = line.recv()
                if isinstance(said, Exception):
                    raise said
                yield said
                self._lines[line] -= 1
                if not self._lines[line]:
                    self._give_more(line)

    def _give_more(self, line: Connection) -> None:
        """Give a process its next mutants; where there are none, let it go."""
        batch = next(self._batches, ())
        line.send(batch)
        if batch:
            self._lines[line] = len(batch)
        else:
            del self._lines[line]
            line.close()

    def end(self) -> None:
        """End every process that has not ended by itself."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()


@contextmanager
def _no_interruption() -> Iterator[None]:
    """Keep Ctrl-C back meanwhile; a process that is started meanwhile never gets it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _batches(numbers: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(numbers), _AT_A_TIME):
        yield numbers[start : start + _AT_A_TIME]


def _work(line: Connection, job: Job) -> None:
    """Try the mutants that are given until none are; whatever goes wrong is said, then it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it was not kept back
    try:
        bench = Bench(job.protocol, job.scenarios, size=job.size, seed=job.seed)
        mutants = mutants_of(job.protocol)
        while numbers := line.recv():
            for number in numbers:
                line.send(bench.try_one(mutants[number - 1]))
    except Exception as error:  # noqa: BLE001 - told to the one who started this
        line.send(error)
