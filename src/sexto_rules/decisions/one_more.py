"""One more person or device than are listed: ids in the paths of a wish, and that it is listed.

One of each kind is proposed; only where that leads to nothing, two: one who acted and one in
the picture, a child and an adult. Which of two is called the first is all one: wishes that
differ in nothing else are `alike`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from attrs import frozen

from sexto_rules.decisions.openness import COMPLETE, listed, path_of
from sexto_rules.decisions.wish import LISTED, NEW_IDS, NEW_ONES, YES, Choice, Wish, any_of
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity

__all__ = ["OneMore", "alike", "is_listed", "with_listing"]


@frozen
class OneMore:
    """Who else may be listed in an incident: nobody of a list that is told to be complete.

    One that is only wished to be complete has them before it is.
    """

    incident: Incident
    wished: Wish
    most: int

    def persons(self) -> list[Person]:
        """Return the persons, of whom nothing is known."""
        return [Person(id=its_id) for its_id in self._ids(Entity.PERSON)]

    def of(self, entity: Entity) -> Sequence[Person | Device]:
        """Return the persons or the devices, of whom nothing is known."""
        if entity is Entity.PERSON:
            return self.persons()
        return [Device(id=its_id) for its_id in self._ids(Entity.DEVICE)]

    def _ids(self, entity: Entity) -> list[str]:
        if list_closed(self.incident, entity) and COMPLETE[entity] not in self.wished:
            return []
        there = {each.id for each in listed(self.incident, entity)}
        return [its_id for its_id in NEW_IDS[entity][: self.most] if its_id not in there]


def is_listed(its: Person | Device) -> Wish:
    """Return the wish that one more is listed, whatever is known of it."""
    return {path_of(_kind(its), its.id, LISTED): YES}


def with_listing(choice: Iterable[Wish], its: Person | Device) -> Choice:
    """Return wishes about one more, each of which lists it."""
    its_own = path_of(_kind(its), its.id, "")
    wishes = any_of([choice])
    listing = (
        wish if any(path.startswith(its_own) for path in wish) else {**wish, **is_listed(its)}
        for wish in wishes
    )
    return Choice(listing, wishes.needs)


def _kind(its: Person | Device) -> Entity:
    return Entity.PERSON if isinstance(its, Person) else Entity.DEVICE


def alike(wish: Wish, *, but: str | None = None) -> tuple[Wish, ...]:
    """Return a wish, and those that differ only in which one more is called the first.

    One who is spoken of by name (`but`) keeps it.
    """
    if not any(part in NEW_ONES for path in wish for part in path.split(".")):
        return (wish,)
    return (wish, *(_exchanged(wish, names) for names in _EXCHANGES if but not in names))


_EXCHANGES: Final = tuple(
    {old: new for first, second in pairs for old, new in ((first, second), (second, first))}
    for number in (1, 2)
    for pairs in combinations(NEW_IDS.values(), number)
)


def _exchanged(wish: Wish, names: Mapping[str, str]) -> Wish:
    return {
        ".".join(names.get(part, part) for part in path.split(".")): frozenset(
            names.get(value, value) if isinstance(value, str) else value for value in values
        )
        for path, values in wish.items()
    }
