"""Taking turns: all contestants decide a few incidents each in turn, then the next few.

So a slow minute of the machine hits all alike. An incident that an application decides was
built just before: so every contestant decides its few incidents twice, and only the second
time counts, when neither it nor they are waited for any more.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

from attrs import frozen

from benchmarks.contestants import Contestant
from sexto_rules.facts import Incident

__all__ = ["BLOCK", "Timing", "take_turns"]

BLOCK: Final = 100
"""How many incidents are decided before the next contestant's turn; every round has all."""


@frozen
class Timing:
    """Microseconds of processor time a decision: the median of the rounds, and the best one."""

    name: str
    median: float
    best: float
    incidents: int


def take_turns(
    contestants: Sequence[Contestant],
    incidents: Sequence[Incident],
    rounds: int,
    advance: Callable[[], None],
) -> list[Timing]:
    """Return the timing of each contestant over so many rounds.

    Processor time of this thread is measured, not the clock on the wall: on a shared machine
    the others count less. Garbage is collected as in any program.

    Args:
        contestants: Who takes part.
        incidents: What is decided; a contestant with a stride decides every so many of them.
        rounds: How many rounds.
        advance: Called after every block of incidents.
    """
    taken: dict[str, list[float]] = {each.name: [] for each in contestants}
    gc.collect()
    gc.freeze()
    try:
        for _ in range(rounds):
            for name, spent in _round(contestants, incidents, advance).items():
                taken[name].append(spent)
    finally:
        gc.unfreeze()
    return [
        Timing(
            each.name,
            median(taken[each.name]),
            min(taken[each.name]),
            len(incidents[:: each.stride]),
        )
        for each in contestants
    ]


def _round(
    contestants: Sequence[Contestant], incidents: Sequence[Incident], advance: Callable[[], None]
) -> dict[str, float]:
    """Return the microseconds a decision that each contestant takes, once through all incidents."""
    spent = {each.name: 0.0 for each in contestants}
    for start in range(0, len(incidents), BLOCK):
        for each in contestants:
            block = [
                incidents[number]
                for number in range(start, min(start + BLOCK, len(incidents)))
                if number % each.stride == 0
            ]
            _turn(each, block)
            spent[each.name] += _turn(each, block)
        advance()
    return {
        each.name: spent[each.name] / len(incidents[:: each.stride]) * 1e6 for each in contestants
    }


def _turn(contestant: Contestant, incidents: Sequence[Incident]) -> float:
    """Return the seconds that a contestant takes for these incidents."""
    run = contestant.run
    start = time.thread_time()
    for incident in incidents:
        run(incident)
    return time.thread_time() - start
