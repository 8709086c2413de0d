"""A bar on standard error while something long runs, where that is a terminal.

It is drawn only when something is done, by the thread that did it: no other thread runs, so that
processes may be made meanwhile.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

__all__ = ["progress"]

_FEW = 5
"""Things that are done before anybody looks."""


@contextmanager
def progress(words: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how much of a total is done; what is given is called after each."""
    console = Console(file=sys.stderr)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        auto_refresh=False,
        transient=True,
        disable=not console.is_terminal or total <= _FEW,
    )
    with bar:
        task = bar.add_task(words, total=total)
        yield lambda: bar.update(task, advance=1, refresh=True)
