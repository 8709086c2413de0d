"""Where the choices of a generator come from: here a random number generator.

A generator is written once, against `Draw`; `testing` has a `Draw` of hypothesis. Earlier
options are simpler: hypothesis shrinks towards them.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Draw", "RandomDraw"]

Option = TypeVar("Option")


class Draw(ABC):
    """A source of choices; only `number` differs between sources."""

    @abstractmethod
    def number(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""

    def choose(self, options: Sequence[Option]) -> Option:
        """Return one of the options, each as likely; the first is the simplest."""
        return options[self.number(0, len(options) - 1)]

    def chance(self, times: int, of: int) -> bool:
        """Return true in `times` of `of` draws; false is simpler."""
        return self.number(1, of) > of - times

    def some(self, options: Sequence[Option], times: int = 1, of: int = 2) -> list[Option]:
        """Return some of the options, in order, each in `times` of `of` draws."""
        return [option for option in options if self.chance(times, of)]

    def one_or_more(self, options: Sequence[Option], most: int = 3) -> list[Option]:
        """Return between one and `most` options; a few of them may be the same one."""
        count = self.number(1, min(most, len(options)))
        return list(dict.fromkeys(self.choose(options) for _ in range(count)))


class RandomDraw(Draw):
    """Choices from a `random.Random`: fast, the same for the same seed."""

    def __init__(self, rng: random.Random) -> None:
        """Draw from this generator."""
        self._random = rng.random

    def number(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))
