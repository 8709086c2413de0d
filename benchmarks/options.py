"""What the commands of the benchmarks have in common: amounts, and a bar for what takes long."""

from __future__ import annotations

import argparse
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

__all__ = ["at_least_one", "none_or_more", "progress_bar"]


def at_least_one(text: str) -> int:
    """Return the number written, of which there must be one at least."""
    number = int(text)
    if number < 1:
        message = "expected 1 or more"
        raise argparse.ArgumentTypeError(message)
    return number


def none_or_more(text: str) -> int:
    """Return the number written, which may be none."""
    number = int(text)
    if number < 0:
        message = "expected 0 or more"
        raise argparse.ArgumentTypeError(message)
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
