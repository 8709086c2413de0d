"""How much work may still be done for an answer; beyond that it is not given.

Counted in steps, not in time: the same question has the same answer on every machine.
"""

from __future__ import annotations

__all__ = ["Effort", "TooLongError"]


class TooLongError(Exception):
    """As much work was done as may be."""


class Effort:
    """So many steps; those of a part count for the whole too."""

    def __init__(self, steps: int, whole: Effort | None = None) -> None:
        """Begin with so many."""
        self._left = steps
        self._whole = whole

    @property
    def is_spent(self) -> bool:
        """Whether no more may be done."""
        return self._left < 0 or (self._whole is not None and self._whole.is_spent)

    def spend(self, steps: int) -> None:
        """Do some more.

        Raises:
            TooLongError: There are not so many left.
        """
        if self._whole is not None:
            self._whole.spend(steps)
        self._left -= steps
        if self._left < 0:
            raise TooLongError
