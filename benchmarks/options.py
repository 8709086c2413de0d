"""What the commands of the benchmarks have in common: amounts, and a bar for what takes long."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

__all__ = ["at_least", "progress_bar"]


def at_least(least: int) -> Callable[[str], int]:
    """Return what reads a number that is no less."""

    def number(text: str) -> int:
        found = int(text)
        if found < least:
            message = f"expected {least} or more"
            raise argparse.ArgumentTypeError(message)
        return found

    return number


def progress_bar() -> Progress:
    """Return a bar on standard error, which a pipe does not see."""
    console = Console(file=sys.stderr)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
