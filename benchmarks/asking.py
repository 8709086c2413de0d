"""What the next question takes, along simulated interviews: `python -m benchmarks.asking`.

At each step of an interview the ways to find the question take turns: in an `Interview`, which
knows what was ruled out before; and from the incident alone, as where a form sends all of it each
time. Beside them the bare decision, to which the ratios are. All in processor time.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from statistics import median
from typing import Final

from attrs import asdict, frozen

from benchmarks.options import at_least, progress_bar
from benchmarks.workload import DAY
from sexto_rules.decisions import Decider
from sexto_rules.interview import Interview
from sexto_rules.library import find_protocols, load_protocol
from sexto_rules.protocol.model import Protocol
from sexto_rules.simulation.knowable import Knowable
from sexto_rules.simulation.truth import Truths
from sexto_rules.simulation.worker import Worker

__all__ = ["Asking", "main", "measure_asking"]

GOAL: Final = 5.0
"""Milliseconds within which the next question is to be there."""


@frozen(kw_only=True)
class Asking:
    """What the steps of some interviews took in one way, in milliseconds."""

    protocol: str
    way: str
    steps: int
    median: float
    ninety: float
    """So long at most took nine of ten."""
    ninety_nine: float
    worst: float
    within_goal: float
    """The share of the steps that took less than the goal."""
    ratio: float
    """The median, beside that of the bare decision."""


def measure_asking(protocol: Protocol, as_of: date, incidents: int) -> Iterator[Asking]:
    """Yield what the steps of simulated interviews take, a line for each way.

    Args:
        protocol: The protocol.
        as_of: The day.
        incidents: How many interviews.
    """
    with Decider(protocol, as_of, ["compiled"]) as decider:
        ways: dict[str, Callable[[Interview], object]] = {
            _BARE: lambda step: decider.outcome(step.incident),
            "in an interview": lambda step: step.question,
            "begun anew": lambda step: decider.decide(step.incident).next_question,
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        turns = deque(ways)
        for step in _steps(decider, incidents):
            for way in turns:
                start = time.process_time()
                ways[way](step)
                taken[way].append(1000 * (time.process_time() - start))
            turns.rotate()
    yield from _lines(protocol.id, taken)


_BARE: Final = "decision"


def _steps(decider: Decider, incidents: int) -> Iterator[Interview]:
    """Yield interviews at each of their steps; at the last nothing is left to ask."""
    knowable, truths = Knowable(decider.day), Truths(decider.day, (), _SEED)
    for number in range(incidents):
        worker = Worker(knowable, truths.truth(number).incident)
        interview = Interview.led_by(decider, worker.begin())
        yield interview
        while (question := interview.question) is not None:
            interview = interview.with_incident(worker.reply(interview.incident, question.path))
            yield interview


_SEED: Final = 1


def _lines(protocol: str, taken: dict[str, list[float]]) -> Iterator[Asking]:
    for way, times in taken.items():
        ascending = sorted(times)
        yield Asking(
            protocol=protocol,
            way=way,
            steps=len(times),
            median=median(times),
            ninety=ascending[len(times) * 9 // 10],
            ninety_nine=ascending[len(times) * 99 // 100],
            worst=ascending[-1],
            within_goal=sum(each < GOAL for each in times) / len(times),
            ratio=median(times) / median(taken[_BARE]),
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, with a progress bar where errors go to a terminal, and print the table."""
    options = _parser().parse_args(arguments)
    names = options.protocols or _names()
    found: list[Asking] = []
    with progress_bar() as progress:
        task = progress.add_task("protocols", total=len(names))
        for name in names:
            found += measure_asking(load_protocol(name), DAY, options.incidents)
            progress.advance(task)
    if options.format == "json":
        print(json.dumps([asdict(each) for each in found], indent=2))
    else:
        print("\n".join(_table(found)))


def _table(found: Sequence[Asking]) -> Iterator[str]:
    yield f"{'':<32}" + "".join(f"{head:>10}" for head in _HEADS)
    for each in found:
        figures = (each.median, each.ninety, each.ninety_nine, each.worst)
        yield (
            f"{each.protocol:<15}{each.way:<17}{each.steps:>10}"
            + "".join(f"{figure:>10.2f}" for figure in figures)
            + f"{each.within_goal:>10.1%}{each.ratio:>10.1f}"
        )


_HEADS: Final = ("steps", "median ms", "9 of 10", "99 of 100", "worst", "< 5 ms", "ratio")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.asking",
        description="Measure what the next question takes, along simulated interviews.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        epilog="Example: python -m benchmarks.asking ca-qc-sexto us-tx --incidents 6",
    )
    parser.add_argument(
        "protocols", nargs="*", type=_protocol, help="protocols by name; none: every one"
    )
    parser.add_argument("--incidents", type=at_least(1), default=6, help="interviews of each")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser


def _protocol(name: str) -> str:
    """Return the name of a protocol that can be found by it."""
    names = _names()
    if name not in names:
        message = f"`{name}` is not a protocol, expected some of {', '.join(names)}"
        raise argparse.ArgumentTypeError(message)
    return name


def _names() -> list[str]:
    return [each.id for each in find_protocols()]


if __name__ == "__main__":
    main()
