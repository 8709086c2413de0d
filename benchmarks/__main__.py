"""The benchmark, from the root of the repository: `python -m benchmarks`.

It needs the extra `durable`. For the Québec protocol on one day and incidents
drawn with a fixed seed it prints what a decision takes by each way to decide, beside a
handwritten function; what it takes to import, to load and to start; and whether memory grows.

Quick: `--rounds 3 --decisions 2000`. Nightly: `--decisions 1000000`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from benchmarks.contestants import contestants_for
from benchmarks.memory import SAMPLES, Memory, watch_memory
from benchmarks.options import at_least, progress_bar
from benchmarks.report import Report
from benchmarks.starting import TRIALS, Starting, measure_starting
from benchmarks.timing import BLOCK, take_turns
from benchmarks.workload import DAY, PROTOCOL, describe, draw_incidents
from sexto_rules.library import load_protocol
from sexto_rules.protocol.dates import on
from sexto_rules.reference import decide

_LINES_COUNTED = 100
"""Of so many incidents the lines are counted, by the reference, which is slow."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, with a progress bar where errors go to a terminal, and print the report."""
    options = _parser().parse_args(arguments)
    protocol = load_protocol(PROTOCOL)
    day = on(protocol, DAY)
    incidents = draw_incidents(day, options.incidents)
    counted = incidents[:_LINES_COUNTED]
    lines = sum(len(decide(day, each).lines) for each in counted) / len(counted)
    sizes = {**describe(incidents), "directives": float(len(day.directives)), "lines": lines}
    with progress_bar() as progress, contestants_for(protocol) as contestants:
        steps = options.rounds * -(-options.incidents // BLOCK)
        turns = progress.add_task("turns", total=steps)
        timings = take_turns(
            contestants, incidents, options.rounds, lambda: progress.advance(turns)
        )
        starting: list[Starting] = []
        if options.trials:
            starts = progress.add_task("starts", total=(options.trials + 1) * TRIALS)
            starting = measure_starting(options.trials, lambda: progress.advance(starts))
        memory: list[Memory] = []
        if options.decisions:
            samples = progress.add_task("memory", total=2 * SAMPLES)
            memory = list(
                watch_memory(protocol, options.decisions, lambda: progress.advance(samples))
            )
    report = Report(
        protocol=f"{protocol.id} {protocol.version} as of {DAY}",
        incidents=options.incidents,
        rounds=options.rounds,
        sizes=sizes,
        timings=timings,
        starting=starting,
        memory=memory,
    )
    if options.format == "json":
        print(json.dumps(report.to_dict(), indent=2))
    else:
        print("\n".join(report.lines()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure sexto-rules on the Québec protocol, beside a handwritten function.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        epilog="Example: python -m benchmarks --rounds 3 --decisions 2000",
    )
    parser.add_argument("--incidents", type=at_least(1), default=2_000, help="how many to decide")
    parser.add_argument(
        "--rounds", type=at_least(1), default=7, help="how often everybody takes a turn"
    )
    parser.add_argument(
        "--trials", type=at_least(0), default=5, help="new processes for each start; 0: none"
    )
    parser.add_argument(
        "--decisions",
        type=at_least(0),
        default=200_000,
        help="decisions over which memory is watched; 0: none",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser


if __name__ == "__main__":
    main()
