"""Sets of truth values that a condition can still take, as bits, and Kleene's tables on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import Final

from sexto_rules.protocol.outcome import Truth

__all__ = [
    "ANY",
    "CERTAIN",
    "POSSIBLE",
    "Cuts",
    "Reach",
    "both",
    "either",
    "opposite",
    "reach_of",
    "spans",
    "truths_in",
]

Reach = int
"""A set of truth values: bit 0 for false, bit 1 for unknown, bit 2 for true."""

ANY: Final[Reach] = 0b111
_SETS: Final = range(ANY + 1)


Cuts = int
"""Between which truth values it matters on which side a condition is, as bits."""

POSSIBLE: Final[Cuts] = 0b01
"""Between false and unknown: whether it is possible."""

CERTAIN: Final[Cuts] = 0b10
"""Between unknown and true: whether it is certain."""

_SIDES: Final = {POSSIBLE: (0b001, 0b110), CERTAIN: (0b011, 0b100)}


def reach_of(values: Iterable[Truth]) -> Reach:
    """Return the set of these values."""
    reach = 0
    for value in values:
        reach |= 1 << value
    return reach


def truths_in(reach: Reach) -> tuple[Truth, ...]:
    """Return the values of a set, least first."""
    return _TRUTHS_IN[reach]


_TRUTHS_IN: Final = tuple(tuple(value for value in Truth if reach >> value & 1) for reach in _SETS)


def _table(combine: Callable[[Truth, Truth], Truth]) -> tuple[tuple[Reach, ...], ...]:
    return tuple(
        tuple(
            reach_of(combine(*pair) for pair in product(truths_in(left), truths_in(right)))
            for right in _SETS
        )
        for left in _SETS
    )


_BOTH: Final = _table(min)
_EITHER: Final = _table(max)
_OPPOSITE: Final = tuple(reach_of(Truth(2 - value) for value in truths_in(one)) for one in _SETS)


def both(left: Reach, right: Reach) -> Reach:
    """Kleene's `and` of every value of one set with every one of the other."""
    return _BOTH[left][right]


def either(left: Reach, right: Reach) -> Reach:
    """Kleene's `or` of every value of one set with every one of the other."""
    return _EITHER[left][right]


def opposite(reach: Reach) -> Reach:
    """Kleene's `not` of every value of a set."""
    return _OPPOSITE[reach]


def _spanned(reach: Reach) -> Cuts:
    cuts = 0
    for cut, (below, above) in _SIDES.items():
        if reach & below and reach & above:
            cuts |= cut
    return cuts


_SPANNED: Final = tuple(map(_spanned, _SETS))


def spans(reach: Reach, cuts: Cuts) -> Cuts:
    """Return those of the cuts of which both sides are in reach."""
    return _SPANNED[reach] & cuts
