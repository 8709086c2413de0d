"""Taking turns: every contestant decides once a round, so that a slow minute hits all alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from statistics import median

from attrs import frozen

from benchmarks.contestants import Contestant
from sexto_rules.facts import Incident

__all__ = ["Timing", "take_turns"]


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
    """Return the timing of each contestant over so many rounds; a first one is not counted.

    Processor time of this thread is measured, not the clock on the wall: on a shared machine
    the others count less. Garbage is collected as in any program.

    Args:
        contestants: Who takes part.
        incidents: What is decided; a contestant with a stride decides every so many of them.
        rounds: How many rounds count.
        advance: Called after each turn.
    """
    taken: dict[str, list[float]] = {each.name: [] for each in contestants}
    gc.collect()
    gc.freeze()
    try:
        for number in range(rounds + 1):
            for each in contestants:
                spent = _turn(each, incidents[:: each.stride])
                if number > 0:
                    taken[each.name].append(spent)
                advance()
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


def _turn(contestant: Contestant, incidents: Sequence[Incident]) -> float:
    """Return the microseconds a decision that a contestant takes for these incidents."""
    run = contestant.run
    start = time.thread_time()
    for incident in incidents:
        run(incident)
    return (time.thread_time() - start) / len(incidents) * 1e6
