"""Memory over a long row of decisions: it must not grow with them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from attrs import frozen

from benchmarks.workload import DAY, endless_incidents
from sexto_rules.decisions import Decider
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import Protocol

__all__ = ["SAMPLES", "Memory", "watch_memory"]

SAMPLES: Final = 20
"""How often memory is looked at; each is one step of the progress bar."""

_WARM_UP: Final = 2_000
_FRESH: Final = 1_000
"""New incidents at every sample: one that was decided before might find its lines kept."""
_READ_IN_FULL: Final = 200
"""Of every so many decisions one is read in full, reasons and questions included."""


@frozen
class Memory:
    """Resident memory in KiB after the warm-up and at each sample, and how many decisions."""

    name: str
    decisions: int
    kib: tuple[int, ...]

    @property
    def bytes_a_decision(self) -> float:
        """How much it grew for each decision, from the first sample to the last."""
        return (self.kib[-1] - self.kib[0]) * 1024 / self.decisions


def watch_memory(
    protocol: Protocol, decisions: int, advance: Callable[[], None]
) -> Iterator[Memory]:
    """Yield the memory over so many decisions with `compiled` alone, then with the default."""
    for name, engines in (("compiled", ["compiled"]), ("default", None)):
        with Decider(protocol, DAY, engines) as decider:
            drawn = endless_incidents(decider.day)
            _decide(decider, list(islice(drawn, _FRESH)), _WARM_UP)
            kib = [_resident()]
            share = -(-decisions // SAMPLES)
            for _ in range(SAMPLES):
                _decide(decider, list(islice(drawn, min(_FRESH, share))), share)
                kib.append(_resident())
                advance()
            yield Memory(name, share * SAMPLES, tuple(kib))


def _decide(decider: Decider, incidents: list[Incident], count: int) -> None:
    """Decide the incidents in turn until there are so many decisions."""
    for number in range(count):
        decision = decider.decide(incidents[number % len(incidents)])
        if number % _READ_IN_FULL == 0:
            decision.to_dict()


def _resident() -> int:
    """Return the resident memory of this process in KiB, after a collection of garbage."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024
