"""What it takes to get ready, each time in a new process: importing, loading, the command."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from attrs import frozen

from benchmarks.workload import DAY, PROTOCOL

__all__ = ["TRIALS", "Starting", "measure_starting"]

_TIMED = """
import json, sys, time
from datetime import date
from pathlib import Path
{before}
start = time.process_time()
{timed}
print(json.dumps(time.process_time() - start))
"""

_LOADING = "import sexto_rules\nsexto_rules.load_protocol"

_LOADED = f"sexto_rules.load_protocol({PROTOCOL!r})"

_EXAMPLE = Path(__file__).parents[1] / "examples" / "incidents" / "blackmail.yaml"


@frozen
class Starting:
    """Seconds of processor time for one thing, the median and the best of several processes."""

    name: str
    median: float
    best: float


def measure_starting(trials: int, advance: Callable[[], None]) -> list[Starting]:
    """Return how long it takes to import, to load cold and from the cache, and to start `sexto`.

    Args:
        trials: How many processes for each.
        advance: Called after each process.
    """
    with tempfile.TemporaryDirectory() as folder:
        cached = f"sexto_rules.load_protocol({PROTOCOL!r}, cache=Path({folder!r}))"
        decider = f"sexto_rules.Decider(protocol, date.fromisoformat({DAY.isoformat()!r}))"
        kinds: dict[str, Callable[[], float]] = {
            "import sexto_rules": lambda: _timed("", "import sexto_rules"),
            "load the protocol from YAML": lambda: _timed(_LOADING, _LOADED),
            "load the protocol from the cache": lambda: _timed(_LOADING, cached),
            "make a decider (both engines)": lambda: _timed(
                f"{_LOADING}\nsexto_rules.Decider\nprotocol = {_LOADED}", decider
            ),
            "sexto --version (whole process)": lambda: _command(folder, "--version"),
            "sexto decide (whole process, protocol in the cache)": lambda: _command(
                folder, "decide", PROTOCOL, str(_EXAMPLE), "--as-of", DAY.isoformat()
            ),
        }
        taken: dict[str, list[float]] = {name: [] for name in kinds}
        for number in range(trials + 1):
            for name, run in kinds.items():
                spent = run()
                if number > 0:  # the first fills caches
                    taken[name].append(spent)
                advance()
    return [Starting(name, median(times), min(times)) for name, times in taken.items()]


TRIALS = 6
"""How many kinds of start there are; each is one step of the progress bar."""


def _timed(before: str, timed: str) -> float:
    """Return the processor time of some code in a new process, after some other code."""
    code = _TIMED.format(before=before, timed=timed)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    return float(json.loads(done.stdout))


def _command(folder: str, *arguments: str) -> float:
    """Return the processor time of the whole command `sexto`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = "from sexto_rules.cli import main; main()"
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, "XDG_CACHE_HOME": folder},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
