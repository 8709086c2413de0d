"""What may be asked of a condition, beyond what value it has.

Three values make two questions: is it true, is it false; each asked or its contrary asked. Two
more: whether it is known, asked of a test only, and whether every fact that a condition reads is
known or cannot be said.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

from sexto_rules.protocol.conditions import Condition

__all__ = ["NEGATED", "POSITIVE", "SURE", "Rail", "Wish"]


class Rail(Enum):
    """What a condition is wanted to be."""

    TRUE = "true"
    NOT_TRUE = "not true"
    FALSE = "false"
    NOT_FALSE = "not false"
    KNOWN = "known"
    SETTLED = "settled"


NEGATED: Final = {
    Rail.TRUE: Rail.FALSE,
    Rail.FALSE: Rail.TRUE,
    Rail.NOT_TRUE: Rail.NOT_FALSE,
    Rail.NOT_FALSE: Rail.NOT_TRUE,
    Rail.KNOWN: Rail.KNOWN,
    Rail.SETTLED: Rail.SETTLED,
}
"""What the body of a `not` is wanted to be."""

POSITIVE: Final = frozenset({Rail.TRUE, Rail.NOT_FALSE})
"""For a condition that is never unknown: wanted to hold."""

SURE: Final = frozenset({Rail.TRUE, Rail.FALSE, Rail.KNOWN})
"""Wants a value that is known."""


@frozen
class Wish:
    """A condition, and what it is wanted to be."""

    condition: Condition
    rail: Rail
