"""Mutants tried by several processes, each with its own bench.

Processes are given everything they need, and share nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from typing import Final

from attrs import frozen

from sexto_rules.mutation.bench import Bench
from sexto_rules.mutation.mutants import mutants_of
from sexto_rules.mutation.search import SearchSize
from sexto_rules.mutation.verdict import Verdict
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import Scenario
from sexto_rules.sharing import shared

__all__ = ["Job", "verdicts_of"]

_FEW: Final = 16
"""So many are tried by one process before others are ready."""


@frozen(kw_only=True)
class Job:
    """Which mutants to try (by number), of what, and how."""

    protocol: Protocol
    scenarios: tuple[Scenario, ...]
    size: SearchSize
    seed: int
    numbers: tuple[int, ...]


def verdicts_of(job: Job, processes: int) -> Generator[Verdict, None, None]:
    """Yield what becomes of each mutant of a job, as it is known; nothing of one that is lost.

    Closing the iterator, or an exception raised in whoever reads it, ends the processes.
    """
    if processes < 2 or len(job.numbers) <= _FEW:
        yield from map(_trying(job), job.numbers)
        return
    with closing(shared(_trying, (job,), job.numbers, processes)) as answers:
        for _, verdict in answers:
            if verdict is not None:
                yield verdict


def _trying(job: Job) -> Callable[[int], Verdict]:
    """Return what tries a mutant by its number, in the process that calls this."""
    bench = Bench(job.protocol, job.scenarios, size=job.size, seed=job.seed)
    mutants = mutants_of(job.protocol)
    return lambda number: bench.try_one(mutants[number - 1])
