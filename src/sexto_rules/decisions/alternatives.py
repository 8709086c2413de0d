"""What would have to be otherwise for a line to be another: the smallest sets of facts.

A search, smallest first: each set of facts is told and decided, and where the line is not yet
as wished, the next steps to it are asked for. So every set handed out was decided, all the
sets of the smallest size are found before any larger one, and no part of a set is enough,
whatever its values: it would have been found before. Where the steps may leave one out, a
set contradicts itself, or very many are tried, the search says that it is not complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import count, product
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import field, frozen

from sexto_rules.decisions.changes import with_changes
from sexto_rules.decisions.reasons import Reason
from sexto_rules.decisions.told import told_in
from sexto_rules.decisions.wish import CANNOT_SAY, LISTED, NEW_IDS, Value, Wish, merged
from sexto_rules.errors import IncidentError
from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.vocabulary import Entity

__all__ = ["Alternative", "Alternatives", "Change", "Steps", "find_alternatives"]

_MOST_TRIED: Final = 400
"""Sets that are tried for the smallest size."""

_MOST_TRIED_LARGER: Final = 60
"""Sets that are tried, in all, where larger ones are only added to the smallest."""

_MOST_WITH_LARGER: Final = 8
_MOST_LARGER: Final = 2
_MOST_TOGETHER: Final = 32

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


@frozen(kw_only=True)
class Alternatives:
    """The sets of facts that were found, the fewest facts first.

    `complete`: every set of the smallest size is among them; where there are none, no facts
    would do. Else they are what was found before too many were tried.
    """

    found: tuple[Alternative, ...]
    complete: bool


class Steps(NamedTuple):
    """What to ask for next; whether that may leave some set of facts out."""

    wishes: Iterable[Wish]
    is_partial: bool = False


@frozen
class _Search:
    """What is looked for: how to know it, and what to ask for where it is not so yet."""

    incident: Incident
    is_reached: Callable[[Incident], bool]
    steps: Callable[[Incident], Steps]
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
    steps: Callable[[Incident], Steps],
) -> Alternatives:
    """Return the smallest sets of facts by which something comes about.

    Args:
        incident: What is known.
        is_reached: Whether it comes about, of an incident.
        steps: What to ask for, of an incident in which it does not.
    """
    search = _Search(incident, is_reached, steps)
    found, complete = _reaching(search)
    told = [_alternative(search, wish) for wish in found]
    return Alternatives(found=tuple(sorted(told, key=_rank)), complete=complete)


def _rank(alternative: Alternative) -> tuple[int, int]:
    """The fewest facts first; of those, what takes back the least."""
    changes = alternative.changes
    return len(changes), sum(not change.learned for change in changes)


def _reaching(search: _Search) -> tuple[list[Wish], bool]:
    """Return the wishes by which it comes about, the smallest first, and if all are there."""
    order = count()
    waiting: list[tuple[int, int, Wish]] = [(0, next(order), {})]
    seen: set[frozenset[tuple[str, frozenset[Value]]]] = set()
    found: dict[frozenset[str], Wish] = {}
    tried, complete = 0, True
    while waiting:
        size, _, wish = heappop(waiting)
        smallest = min(map(len, found.values()), default=size)
        if size > smallest and (
            size > smallest + _MOST_LARGER
            or len(found) >= _MOST_WITH_LARGER
            or tried >= _MOST_TRIED_LARGER
        ):
            break
        paths = _paths(wish)
        if any(smaller < paths for smaller in found):
            continue
        if tried == _MOST_TRIED:
            return list(found.values()), False
        tried += 1
        if search.reaches(_first(wish)):
            found[paths] = _widened(found.get(paths, wish), wish)
            continue
        incident = search.changed(_first(wish))
        steps = _reconciling(search, wish) if incident is None else search.steps(incident)
        complete = complete and not steps.is_partial
        for more in steps.wishes:
            both = merged(wish, more)
            key = None if both is None else frozenset(both.items())
            if both is not None and key is not None and key not in seen:
                seen.add(key)
                heappush(waiting, (len(both), next(order), both))
    return list(found.values()), complete


def _reconciling(search: _Search, wish: Wish) -> Steps:
    """Return what to take back where a wish contradicts what is told: who has a device."""
    in_hand = [path for path in search.told if path.endswith(".in_hand") and path not in wish]
    back = [{path: frozenset({CANNOT_SAY})} for path in in_hand]
    return Steps(back, is_partial=any(path.endswith(".adult") for path in wish))


def _paths(wish: Wish) -> frozenset[str]:
    """Return the facts of a wish, and that each one more is listed of whom it tells something."""
    new = {path.split(".")[0] + f".{its_id}" for path in wish for its_id in _own_new(path)}
    return frozenset(wish) | {f"{each}.{LISTED}" for each in new}


def _own_new(path: str) -> list[str]:
    """Return the id of one more person or device where it is of them that a path tells."""
    return [its_id for its_id in path.split(".")[1:2] if its_id in NEW_IDS.values()]


def _widened(wish: Wish, other: Wish) -> Wish:
    """Return a wish with the values of another of the same facts, if only one has others."""
    differing = [path for path, values in wish.items() if other[path] != values]
    if len(differing) != 1:
        return wish
    (path,) = differing
    return {**wish, path: wish[path] | other[path]}


def _first(wish: Wish) -> dict[str, Any]:
    """Return facts that fulfil a wish: the first value of each; of an age, the lowest."""
    return {path: _single(path, values) for path, values in wish.items()}


def _single(path: str, values: frozenset[Value]) -> Any:  # noqa: ANN401 - a value of any fact
    ages = [each for each in values if isinstance(each, int) and path.endswith(".age")]
    return min(ages) if ages else _values(path, values)[0]


def _values(path: str, values: frozenset[Value]) -> list[Any]:
    """Return values as an incident file has them, the ages by the years that they span.

    That nobody can say it, only where no other value will do.
    """
    plain = [str(each) if isinstance(each, str) else each for each in values - {CANNOT_SAY}]
    if not plain:
        return [CANNOT_SAY]
    if not path.endswith(".age"):
        return sorted(plain, key=lambda each: (each is not True, str(each)))
    return [_span(first, last) for first, last in _runs(sorted(map(int, plain)))]


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
    first = _first(wish)
    wide = {path: _values(path, values) for path, values in wish.items()}
    enough = {
        path: [each for each in values if search.reaches({**first, path: each})]
        for path, values in wide.items()
    }
    combinations = [
        dict(zip(enough, each, strict=True)) for each in _some(product(*enough.values()))
    ]
    if (
        not all(enough.values())
        or len(combinations) > _MOST_TOGETHER
        or not all(map(search.reaches, combinations))
    ):
        enough = {path: [value] for path, value in first.items()}
    return Alternative(
        changes=tuple(_change(path, values, search) for path, values in sorted(enough.items()))
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
