"""How many processes may share long work."""

from __future__ import annotations

import os
from typing import Final

__all__ = ["usable_processes"]

_MOST: Final = 4


def usable_processes() -> int:
    """Return how many processors this process may use, a few at most."""
    try:
        usable = len(os.sched_getaffinity(0))
    except AttributeError:  # no Linux
        usable = os.cpu_count() or 1
    return min(usable, _MOST)
