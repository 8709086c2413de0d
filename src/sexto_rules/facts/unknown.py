"""The value of a fact that nobody has told us."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NoReturn

__all__ = ["UNKNOWN", "Unknown"]


class Unknown(Enum):
    """The type of `UNKNOWN`: what every attribute is until somebody tells it."""

    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        """Refuse: `if incident.blackmail:` would quietly read unknown as an answer.

        Raises:
            TypeError: Always. Compare with `is UNKNOWN`.
        """
        message = "an unknown fact is neither true nor false: compare it with `is UNKNOWN`"
        raise TypeError(message)

    if not TYPE_CHECKING:
        # Enum's own is written in Python, and every table of the engines looks it up.
        __hash__ = object.__hash__

    def __repr__(self) -> str:
        """`UNKNOWN`."""
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN
