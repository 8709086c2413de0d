"""What was measured, as plain data and as text for people."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from benchmarks.contestants import HANDWRITTEN
from benchmarks.memory import Memory
from benchmarks.starting import Starting
from benchmarks.timing import Timing

__all__ = ["Report"]


@frozen(kw_only=True)
class Report:
    """Everything that one run of the benchmark measured."""

    protocol: str
    incidents: int
    rounds: int
    sizes: Mapping[str, float]
    timings: Sequence[Timing]
    starting: Sequence[Starting]
    memory: Sequence[Memory]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for `--format json`."""
        by_hand = self._by_hand()
        return {
            "protocol": self.protocol,
            "machine": {
                "python": platform.python_version(),
                "processors": os.cpu_count(),
                "load_average": list(os.getloadavg()),
            },
            "incidents": self.incidents,
            "rounds": self.rounds,
            "averages": dict(self.sizes),
            "microseconds_a_decision": [
                {
                    "name": each.name,
                    "median": each.median,
                    "best": each.best,
                    "ratio_to_handwritten": each.median / by_hand,
                    "incidents": each.incidents,
                }
                for each in self.timings
            ],
            "seconds": [
                {"name": each.name, "median": each.median, "best": each.best}
                for each in self.starting
            ],
            "memory": [
                {
                    "name": each.name,
                    "decisions": each.decisions,
                    "kib": list(each.kib),
                    "bytes_a_decision": each.bytes_a_decision,
                }
                for each in self.memory
            ],
        }

    def lines(self) -> Iterator[str]:
        """Yield it as lines for people; `None` measured, nothing said."""
        sizes = ", ".join(f"{value:.1f} {_words(name)}" for name, value in self.sizes.items())
        yield f"{self.protocol}; {self.incidents} incidents, {self.rounds} rounds taken in turns."
        yield f"On average {sizes}."
        load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
        yield (
            f"Python {platform.python_version()}, {os.cpu_count()} processors, "
            f"load average {load}; processor time."
        )
        yield ""
        yield f"{'a decision':<55} {'median µs':>10} {'best µs':>10} {'ratio':>8} {'incidents':>10}"
        by_hand = self._by_hand()
        for timing in self.timings:
            yield (
                f"{timing.name:<55} {timing.median:>10.1f} {timing.best:>10.1f} "
                f"{timing.median / by_hand:>8.2f} {timing.incidents:>10}"
            )
        yield from self._starting_lines()
        yield from self._memory_lines()

    def _by_hand(self) -> float:
        return next(each.median for each in self.timings if each.name == HANDWRITTEN)

    def _starting_lines(self) -> Iterator[str]:
        if self.starting:
            yield ""
            yield f"{'getting ready, in a new process':<55} {'median s':>10} {'best s':>10}"
        for each in self.starting:
            yield f"{each.name:<55} {each.median:>10.3f} {each.best:>10.3f}"

    def _memory_lines(self) -> Iterator[str]:
        if self.memory:
            yield ""
            yield (
                f"{'memory':<12} {'decisions':>10} {'start MiB':>10} {'end MiB':>10} "
                f"{'bytes a decision':>17}"
            )
        for each in self.memory:
            yield (
                f"{each.name:<12} {each.decisions:>10} {each.kib[0] / 1024:>10.1f} "
                f"{each.kib[-1] / 1024:>10.1f} {each.bytes_a_decision:>17.2f}"
            )


def _words(name: str) -> str:
    return name.replace("_", " ")
