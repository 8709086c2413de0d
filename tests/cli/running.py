"""How a command of `sexto` ended, and Ctrl-C in the middle of it, for the tests of the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from signal import SIGINT, raise_signal
from types import FrameType
from typing import TypeAlias

__all__ = ["Ended", "Sexto", "interrupted_in"]


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Sexto: TypeAlias = Callable[..., Ended]


@contextmanager
def interrupted_in(name: str, calls: int) -> Iterator[None]:
    """Press Ctrl-C when the function of this name is called for so many times."""
    left = calls

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal left
        if event == "call" and frame.f_code.co_qualname == name:
            left -= 1
            if not left:
                raise_signal(SIGINT)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield
    finally:
        sys.setprofile(before)
