"""What one incident leaves behind of what a protocol can show: marks, to be put together.

The effect of a leaf follows masking MC/DC (Chilenski, *An Investigation of Three Forms of the
Modified Condition Decision Coverage (MCDC) Criterion*, DOT/FAA/AR-01/18, 2001; CAST-6, 2001), taken
from two values to Kleene's three: a leaf *counts* with its value against another value if the
other in its place alone changes the value of the whole condition. Two evaluations show a pair
of values if the leaf counts in each against the value of the other, and the rest of the
condition lets it do the same in both: what differs in the rest is masked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.coverage.sites import Site
from sexto_rules.protocol.outcome import Truth

__all__ = ["PAIRS", "Half", "Mark", "Reached", "Values", "halves_of"]

Values: TypeAlias = tuple[Truth, ...]
"""The values of the leaves of a condition, in order."""

PAIRS: Final = (
    (Truth.FALSE, Truth.TRUE),
    (Truth.UNKNOWN, Truth.TRUE),
    (Truth.FALSE, Truth.UNKNOWN),
)
"""Every two values, the lesser first."""


@frozen(cache_hash=True)
class Reached:
    """Something was seen: of a class, a rule, a directive or a question (`key`), once."""

    key: str
    what: str


@frozen(cache_hash=True)
class Half:
    """One half of a pair: a leaf that counted with one value against another.

    `effect` is what the condition was, or would have been, with the lesser of the two values
    and with the greater. Two halves of the same effect and opposite values make a pair.
    """

    key: str
    leaf: int
    value: Truth
    other: Truth
    effect: tuple[Truth, Truth]


Mark: TypeAlias = Reached | Half


def halves_of(
    site: Site, values: Values, value_of: Callable[[Site, Values], Truth]
) -> Iterator[Half]:
    """Yield the halves that one evaluation shows.

    Args:
        site: The condition.
        values: The values of its leaves.
        value_of: Evaluates the condition over values of its leaves.
    """
    now = value_of(site, values)
    for leaf, value in enumerate(values):
        before, after = values[:leaf], values[leaf + 1 :]
        for other in Truth:
            if other is value:
                continue
            instead = value_of(site, (*before, other, *after))
            if instead is not now:
                effect = (now, instead) if value < other else (instead, now)
                yield Half(site.key, leaf, value, other, effect)
