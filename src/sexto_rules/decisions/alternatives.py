"""What would have to be otherwise for a line to be another: the smallest sets of facts.

A search, smallest first: each set of facts is told and decided, and where the line is not yet
as wished, what still stands in its way is asked for too. So every set handed out was decided,
and none has a fact that it does not need. Of very many, only some are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import count, product
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from sexto_rules.decisions.changes import with_changes
from sexto_rules.decisions.reasons import Reason
from sexto_rules.decisions.told import told_in
from sexto_rules.decisions.wishes import LISTED, Value, Wish, merged, smallest_first
from sexto_rules.errors import IncidentError
from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.vocabulary import Entity

__all__ = ["Alternative", "Change", "find_alternatives"]

_MOST_FOUND: Final = 8
_MOST_TRIED: Final = 60
_MOST_TOGETHER: Final = 32
_LARGEST: Final = 24
_MOST_LARGER: Final = 2

_Plain: TypeAlias = Mapping[str, object]


@frozen(kw_only=True)
class Change:
    """One fact that would have another value.

    `path` names it as `because` does (`persons.p1.age`); `name`, `entity` and `id` are the
    parts of it. `was` is what is told now, as a plain word: `unknown` where nothing is. `to`
    are the values of which it would have any one, as an incident file has them
    (`true`, `{"under": 13}`). `is_new`: of one more person or device than are listed.
    """

    path: str
    name: str
    entity: Entity | None
    id: str | None
    was: str
    to: tuple[Any, ...]
    is_new: bool = False

    @property
    def learned(self) -> bool:
        """Whether nothing is told of it yet: it would be learned, and not be otherwise."""
        return self.was == "unknown"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "path": self.path,
            "was": self.was,
            "to": [dict(each) if isinstance(each, Mapping) else each for each in self.to],
            "new": self.is_new,
        }


@frozen(kw_only=True)
class Alternative:
    """Facts that would change it, all of them together; without any one they would not."""

    changes: tuple[Change, ...]

    @property
    def learned(self) -> bool:
        """Whether it only takes facts that are not known yet; nothing told is otherwise."""
        return all(change.learned for change in self.changes)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"changes": [change.to_dict() for change in self.changes], "learned": self.learned}


@frozen
class _Search:
    """What is looked for: how to know it, and what to ask for where it is not so yet."""

    incident: Incident
    is_reached: Callable[[Incident], bool]
    missing: Callable[[Incident], Iterable[Wish]]
    told: Mapping[str, Reason] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "told", told_in(self.incident))

    def changed(self, plain: _Plain) -> Incident | None:
        """Return the incident with these facts; None where they contradict others."""
        try:
            return with_changes(self.incident, plain)
        except IncidentError:
            return None

    def reaches(self, plain: _Plain) -> bool:
        """Whether these facts are enough."""
        incident = self.changed(plain)
        return incident is not None and self.is_reached(incident)


def find_alternatives(
    incident: Incident,
    is_reached: Callable[[Incident], bool],
    missing: Callable[[Incident], Iterable[Wish]],
) -> tuple[Alternative, ...]:
    """Return the smallest sets of facts by which something comes about.

    Args:
        incident: What is known.
        is_reached: Whether it comes about, of an incident.
        missing: What to ask for, of an incident in which it does not.
    """
    search = _Search(incident, is_reached, missing)
    needed = [_without_needless(search, wish) for wish in _reaching(search)]
    smallest = smallest_first(needed, _MOST_FOUND)
    told = [_alternative(search, wish) for wish in smallest]
    return tuple(sorted(told, key=_rank))


def _rank(alternative: Alternative) -> tuple[int, int]:
    """The fewest facts first; of those, what takes back the least."""
    changes = alternative.changes
    return len(changes), sum(not change.learned for change in changes)


def _reaching(search: _Search) -> Iterator[Wish]:
    """Yield wishes by which it comes about, roughly the smallest first."""
    order = count()
    waiting: list[tuple[int, int, Wish]] = [(0, next(order), {})]
    seen: set[frozenset[tuple[str, frozenset[Value]]]] = set()
    found, tried, largest = 0, 0, _LARGEST
    while waiting and waiting[0][0] <= largest and tried < _MOST_TRIED and found < _MOST_FOUND:
        size, _, wish = heappop(waiting)
        tried += 1
        plain = next((each for each in _told(wish) if search.reaches(each)), None)
        if plain is not None:
            found, largest = found + 1, min(largest, size + _MOST_LARGER)
            yield wish
            continue
        incident = search.changed(next(_told(wish)))
        for more in () if incident is None else search.missing(incident):
            both = merged(wish, more)
            key = None if both is None else frozenset(both.items())
            if both is not None and key is not None and key not in seen:
                seen.add(key)
                heappush(waiting, (len(both), next(order), both))


def _without_needless(search: _Search, wish: Wish) -> Wish:
    """Return the wish without each fact that it does not need."""
    for path in tuple(wish):
        fewer = {name: values for name, values in wish.items() if name != path}
        if any(search.reaches(plain) for plain in _told(fewer)):
            wish = fewer
    return wish


def _told(wish: Wish) -> Iterator[_Plain]:
    """Yield facts that fulfil a wish: the first value of each; of an age, then a single one."""
    yield {path: _values(path, values)[0] for path, values in wish.items()}
    ages = {path: min(values) for path, values in wish.items() if path.endswith(".age")}
    if ages:
        yield {path: ages.get(path, _values(path, values)[0]) for path, values in wish.items()}


def _values(path: str, values: frozenset[Value]) -> list[Any]:
    """Return values as an incident file has them, the ages by the years that they span."""
    if not path.endswith(".age"):
        plain = [str(each) if isinstance(each, str) else each for each in values]
        return sorted(plain, key=lambda each: (each is not True, str(each)))
    return [_span(first, last) for first, last in _runs(sorted(map(int, values)))]


def _runs(ages: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each unbroken run of ages."""
    first = last = ages[0]
    for age in ages[1:]:
        if age != last + 1:
            yield first, last
            first = age
        last = age
    yield first, last


def _span(first: int, last: int) -> int | Mapping[str, int]:
    if first == last:
        return first
    bounds = {"at_least": first} if first else {}
    if last < OLDEST:
        bounds["under"] = last + 1
    return FrozenMapping(bounds or {"at_least": 0})


def _alternative(search: _Search, wish: Wish) -> Alternative:
    """Return a wish that is enough, with every value by which it is."""
    enough = next(each for each in _told(wish) if search.reaches(each))
    wide = {path: _values(path, values) for path, values in wish.items()}
    combinations = [dict(zip(wide, each, strict=True)) for each in _some(product(*wide.values()))]
    if len(combinations) > _MOST_TOGETHER or not all(map(search.reaches, combinations)):
        wide = {path: [value] for path, value in enough.items()}
    return Alternative(
        changes=tuple(_change(path, values, search) for path, values in sorted(wide.items()))
    )


def _some(combinations: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield one combination more than are tried at most."""
    for _, each in zip(range(_MOST_TOGETHER + 1), combinations, strict=False):
        yield each


def _change(path: str, values: list[Any], search: _Search) -> Change:
    entity, its_id, name = _parts_of(path)
    listed = {person.id for person in search.incident.persons}
    listed |= {device.id for device in search.incident.devices}
    is_new = its_id is not None and its_id not in listed
    return Change(
        path=path,
        name=name,
        entity=entity,
        id=its_id,
        was=_was(path, search.told),
        to=() if name == LISTED and is_new else tuple(values),
        is_new=is_new,
    )


def _was(path: str, told: Mapping[str, Reason]) -> str:
    """Return what is told of a fact, as a word."""
    if path.startswith("done."):
        return "true" if path in told else "false"
    names = [path]
    if path.endswith(".age"):
        names += [path.removesuffix("age") + other for other in ("adult", "adult_suspected")]
    said = [told[name].value for name in names if name in told]
    return next(iter(said), "unknown")


def _parts_of(path: str) -> tuple[Entity | None, str | None, str]:
    kind, _, rest = path.partition(".")
    if kind not in {"persons", "devices"}:
        return None, None, path
    its_id, _, name = rest.partition(".")
    return Entity(kind.removesuffix("s")), its_id, name
