"""Choices from hypothesis, so that what was drawn shrinks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from sexto_rules.sampling import Draw

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["HypothesisDraw"]


class HypothesisDraw(Draw):
    """Choices from hypothesis, inside a composite strategy."""

    def __init__(self, draw: DrawFn) -> None:
        """Draw by this function."""
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""
        return low if low == high else self._draw(_numbers(low, high))


@cache
def _numbers(low: int, high: int) -> SearchStrategy[int]:
    return st.integers(low, high)
