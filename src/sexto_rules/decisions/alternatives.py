"""What would have to be otherwise for a line to be another, as sets of facts in few words.

Every set was decided, with every combination of the values that are handed out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from sexto_rules.decisions.reasons import Reason
from sexto_rules.decisions.search import Search, smallest
from sexto_rules.decisions.widening import widened
from sexto_rules.decisions.wish import LISTED, NEW_IDS, Wish
from sexto_rules.facts.vocabulary import Entity

__all__ = ["Alternative", "Alternatives", "Change", "find_alternatives"]


@frozen(kw_only=True)
class Change:
    """One fact that would have another value.

    `path` names it as `because` does (`persons.p1.age`); `name`, `entity` and `id` are the
    parts of it. `was` is what is told now, as a plain word: `unknown` where nothing is. `to`
    are the values of which it would have any one, as an incident file has them
    (`true`, `{"under": 13}`); none: it would be known, whatever it is. `is_new`: of one more
    person or device than are listed.
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

    @property
    def is_listing(self) -> bool:
        """Whether it is only that one more is listed, of whom nothing need be told."""
        return self.name == LISTED

    @property
    def is_second(self) -> bool:
        """Whether it is of a second one more, beside another."""
        return self.is_new and self.entity is not None and self.id == NEW_IDS[self.entity][1]

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


def find_alternatives(search: Search) -> Alternatives:
    """Return the smallest sets of facts by which something comes about."""
    found, complete = smallest(search)
    told = [_alternative(search, wish) for wish in found]
    return Alternatives(found=tuple(sorted(told, key=_rank)), complete=complete)


def _rank(alternative: Alternative) -> tuple[int, int]:
    """The fewest facts first; of those, what takes back the least."""
    changes = alternative.changes
    return len(changes), sum(not change.learned for change in changes)


def _alternative(search: Search, wish: Wish) -> Alternative:
    """Return a wish that is enough, with the values by which it is."""
    enough = widened(search, wish)
    return Alternative(
        changes=tuple(_change(path, values, search) for path, values in sorted(enough.items()))
    )


def _change(path: str, values: list[Any], search: Search) -> Change:
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
        to=tuple(values),
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
