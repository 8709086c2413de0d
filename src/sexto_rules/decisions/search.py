"""The search for the smallest sets of facts by which something comes about.

Each set of facts is told and decided; where it does not come about yet, the next steps to it
are asked for, and how many more facts it takes at least. What takes the fewest is looked at
first. So all the sets of the smallest size are found before any larger one, and no part of a
set is enough, whatever its values: it would have been found before. Where several ways lead
to it, each is followed by itself: nothing is told for the one beside what is told for another.
Of two sets that differ only in which one more person or device is called the first, one is
looked at. Where very many are tried, the search says that it is not complete.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from sexto_rules.decisions.changes import with_changes
from sexto_rules.decisions.fact_wishes import MOVES
from sexto_rules.decisions.one_more import alike
from sexto_rules.decisions.openness import COMPLETE
from sexto_rules.decisions.reasons import Reason
from sexto_rules.decisions.told import told_in
from sexto_rules.decisions.wish import (
    LISTED,
    NEW_ONES,
    NO,
    NOTHING,
    UNSAID,
    YES,
    Choice,
    Value,
    Wish,
    any_of,
    merged,
)
from sexto_rules.decisions.wish_values import first_of
from sexto_rules.errors import IncidentError
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet, ages_in
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.known import list_closed

__all__ = ["Search", "Way", "smallest"]

_MOST_TRIED: Final = 800
"""Sets that are tried for the smallest size."""

_MOST_TRIED_LARGER: Final = 60
"""Sets that are tried, in all, where larger ones are only added to the smallest."""

_MOST_WITH_LARGER: Final = 8
_MOST_LARGER: Final = 2

_Plain: TypeAlias = Mapping[str, object]

Way: TypeAlias = Hashable
"""What a search keeps to once it is on it."""


@frozen
class Search:
    """What is looked for: how to know it, and what to ask for where it is not so yet.

    `steps` is asked of an incident, of what was wished for it to be so, of how many more persons
    and devices may be listed, and of one way or, by None, of every. `target`: of whom it speaks,
    one more person or device or a listed one; None: of any. `edges` and `gaps`: where tests of
    ages change their answers, as a plan has them.
    """

    incident: Incident
    is_reached: Callable[[Incident], bool]
    steps: Callable[[Incident, Wish, int, Way | None], Mapping[Way | None, Choice]]
    target: str | None
    edges: tuple[int, ...]
    gaps: frozenset[int]
    told: Mapping[str, Reason] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Note what is told."""
        object.__setattr__(self, "told", told_in(self.incident))

    def changed(self, plain: _Plain) -> Incident | None:
        """Return the incident with these facts; None where they contradict others."""
        try:
            return with_changes(self.incident, plain)
        except IncidentError:
            return None

    def opens(self, wish: Wish) -> bool:
        """Whether more may be listed by a wish than may be now."""
        return any(
            path in wish and list_closed(self.incident, kind) for kind, path in COMPLETE.items()
        )

    def reaches(self, plain: _Plain) -> bool:
        """Whether these facts are enough."""
        incident = self.changed(plain)
        return incident is not None and self.is_reached(incident)


def smallest(search: Search) -> tuple[list[Wish], bool]:
    """Return the wishes by which it comes about, the smallest first, and if all are there."""
    found, complete = _smallest(search, 1)
    return _smallest(search, 2) if complete and not found else (found, complete)


def _smallest(search: Search, most: int) -> tuple[list[Wish], bool]:
    """Return the wishes by which it comes about, the smallest first, and if all are there."""
    waiting = _Waiting()
    waiting.add(0, NOTHING)
    found: dict[frozenset[str], Wish] = {}
    again: set[frozenset[str]] = set()
    tried = 0
    for size, wish, way, steps in waiting:
        least = min(map(len, found.values()), default=size)
        if size > least and (
            size > least + _MOST_LARGER
            or len(found) >= _MOST_WITH_LARGER
            or tried >= _MOST_TRIED_LARGER
        ):
            break
        paths = _paths(wish)
        if any(smaller < paths for smaller in found) or any(smaller <= paths for smaller in again):
            continue
        if steps is None:
            if tried == _MOST_TRIED:
                return list(found.values()), False
            tried += 1
            incident = search.changed(first_of(wish))
            if incident is not None and search.is_reached(incident):
                found[paths] = _widened(found.get(paths, wish), wish)
                again.update(_paths(each) for each in alike(wish, but=search.target))
                again.discard(paths)
                continue
            for one_way, its_steps in _ways(search, incident, wish, most, way).items():
                further = _size(wish) + its_steps.least(wish)
                waiting.add(max(size, further), wish, one_way, its_steps)
            continue
        for more in steps:
            both = merged(wish, more)
            if both is not None:
                larger = both if most == 1 else min(alike(both, but=search.target), key=_spelt)
                waiting.add_once(size, larger, None if search.opens(both) else way)
    return list(found.values()), True


class _Waiting:
    """What is to be looked at: what takes the fewest facts at least comes first.

    Of those, what tells the most already. A wish comes with its steps, once they are known.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._heap: list[tuple[int, int, int, Wish, Way | None, Choice | None]] = []
        self._order = count()
        self._seen: set[tuple[Way | None, frozenset[tuple[str, frozenset[Value]]]]] = set()

    def __iter__(self) -> Iterator[tuple[int, Wish, Way | None, Choice | None]]:
        """Take out one after the other, while there are any."""
        while self._heap:
            size, _, _, wish, way, steps = heappop(self._heap)
            yield size, wish, way, steps

    def add(
        self, size: int, wish: Wish, way: Way | None = None, steps: Choice | None = None
    ) -> None:
        """Add a wish of which it is known how many facts it takes at least."""
        heappush(self._heap, (size, -len(wish), next(self._order), wish, way, steps))

    def add_once(self, size: int, wish: Wish, way: Way | None) -> None:
        """Add a wish that takes no fewer facts than the one that led to it, if it is new."""
        key = way, frozenset(wish.items())
        if key not in self._seen:
            self._seen.add(key)
            self.add(max(size, len(wish)), wish, way)


def _size(wish: Wish) -> int:
    """Return how many facts a wish tells, whatever more is told of one more that it lists."""
    return sum(not path.endswith(f".{LISTED}") for path in wish)


def _ways(
    search: Search, incident: Incident | None, wish: Wish, most: int, way: Way | None
) -> Mapping[Way | None, Choice]:
    """Return the next steps on each way, or, where a wish contradicts itself, out of that."""
    if incident is None:
        return {way: Choice(_reconciling(search, wish), ())}
    ways = search.steps(incident, wish, most, way)
    return ways if most == 1 else {None: any_of(ways.values())}


def _reconciling(search: Search, wish: Wish) -> Iterable[Wish]:
    """Yield what to tell otherwise where a wish contradicts itself, or what is told.

    Where a device is, the journal may say otherwise; whether somebody is an adult, the years.
    """
    first = first_of(wish)
    for path in dict.fromkeys([*search.told, *wish]):
        if path.endswith(".in_hand"):
            yield {path: (YES | NO | UNSAID) - {_now(search, first, path)}}
            for act in MOVES:
                done = f"done.{act}.{path.split('.')[1]}"
                yield {done: NO if first.get(done, done in search.told) else YES}
    for path in wish:
        if path.endswith(".adult"):
            grown = frozenset(
                ages_in(ADULT_AGES if first[path] else AgeSet(ALL_AGES & ~ADULT_AGES))
            )
            yield {path: (YES | NO | UNSAID) - {first[path]}}
            yield {path.removesuffix("adult") + "age": grown | UNSAID}


def _now(search: Search, first: Mapping[str, Any], path: str) -> Value:
    """Return the value of a yes or no, as wished or as told."""
    return first[path] if path in first else search.told[path].value == "true"


def _spelt(wish: Wish) -> tuple[list[str], list[list[str]]]:
    """Return what puts wishes that differ only in names in one order."""
    paths = sorted(wish)
    return paths, [sorted(map(str, wish[path])) for path in paths]


def _paths(wish: Wish) -> frozenset[str]:
    """Return the facts of a wish, and that each one more is listed of whom it tells something."""
    new = {path.split(".")[0] + f".{its_id}" for path in wish for its_id in _own_new(path)}
    return frozenset(wish) | {f"{each}.{LISTED}" for each in new}


def _own_new(path: str) -> list[str]:
    """Return the id of one more person or device where it is of them that a path tells."""
    return [its_id for its_id in path.split(".")[1:2] if its_id in NEW_ONES]


def _widened(wish: Wish, other: Wish) -> Wish:
    """Return a wish with the values of another of the same facts, if only one has others."""
    differing = [path for path, values in wish.items() if other[path] != values]
    if len(differing) != 1:
        return wish
    (path,) = differing
    return {**wish, path: wish[path] | other[path]}
