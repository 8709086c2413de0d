"""What stands elsewhere in a list than it did, named by as few as explain it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from attrs import frozen

__all__ = ["Moved", "moved"]

_Item = TypeVar("_Item")


@frozen(eq=False)
class Moved(Generic[_Item]):
    """One that moved ahead of another one, or behind it."""

    item: _Item
    other: _Item
    earlier: bool


def moved(places: Sequence[tuple[int, int, _Item]]) -> Iterator[Moved[_Item]]:
    """Yield each item that moved, with each other one that it passed, the nearest first.

    A longest part that kept its order is taken to stand still. Of any two that changed places one
    at least moved.

    Args:
        places: Of each item its place before, its place after, and the item.
    """
    ordered = sorted(places, key=lambda each: each[0])
    still = _longest_rising([after for _, after, _ in ordered])
    for number, (before, after, item) in enumerate(ordered):
        if number in still:
            continue
        passed = [
            (abs(its_after - after), other, its_before < before)
            for its_before, its_after, other in ordered
            if (its_before < before) is not (its_after < after) and other is not item
        ]
        for _, other, is_earlier in sorted(passed, key=lambda each: each[0]):
            yield Moved(item, other, is_earlier)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest part that rises."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(places[at - 1] if at else None)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
    found: set[int] = set()
    last = places[-1] if places else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
