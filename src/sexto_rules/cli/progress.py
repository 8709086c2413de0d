"""A bar on standard error while something long runs, where that is a terminal.

It is drawn only when something is done, by the thread that did it: no other thread runs, so that
processes may be made meanwhile.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from sexto_rules.cli.words import Language

__all__ = ["progress"]

_FEW = 5
"""Things that are done before anybody looks."""

_STOPPED: Final = {
    Language.FR: "{}\u00a0: {} sur {}. Du reste, rien n'est dit.\n",
    Language.EN: "{}: {} of {}. Nothing is said of the rest.\n",
}


@contextmanager
def progress(
    words: str, total: int, stopped_in: Language | None = None
) -> Iterator[Callable[[], None]]:
    """Show how much of a total is done; what is given is called after each.

    Args:
        words: What is counted.
        total: How much there is.
        stopped_in: The language in which Ctrl-C is answered with how much is done, at a terminal
            or not; None where the caller tells.
    """
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
    task = bar.add_task(words, total=total)
    try:
        with bar:
            yield lambda: bar.update(task, advance=1, refresh=True)
    except KeyboardInterrupt:
        if stopped_in is not None:
            done = int(bar.tasks[task].completed)
            sys.stderr.write(_STOPPED[stopped_in].format(words.capitalize(), done, total))
        raise
