"""How a command of `sexto` ended, for the tests of the commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Ended", "Sexto"]


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Sexto: TypeAlias = Callable[..., Ended]
