"""Wishes: which values some facts would have, and how wishes for parts become one for the whole.

A choice is a list of wishes any of which is a step; one that asks for nothing is met, and one
without a wish cannot be. It knows how many facts it needs at least, by which a search is kept
from what leads far.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.outcome import Truth

__all__ = [
    "A_MOMENT",
    "CANNOT_SAY",
    "LISTED",
    "NEW_IDS",
    "NEW_ONES",
    "NO",
    "NOTHING",
    "NOT_AT_ALL",
    "NOT_RULED_OUT",
    "NOT_SURELY",
    "SURELY",
    "UNSAID",
    "YES",
    "Choice",
    "Need",
    "Value",
    "Want",
    "Wish",
    "all_of",
    "any_of",
    "merged",
    "one_or_all",
]

Value: TypeAlias = bool | int | str
Wish: TypeAlias = Mapping[str, frozenset[Value]]
"""Facts by their paths, each with the values of which it would have one; of an age, every age."""

A_MOMENT: Final = "2000-01-01T00:00:00+00:00"
"""Stands for any moment: which one it is changes no status of a line."""

CANNOT_SAY: Final = "cannot_say"
"""As a value: that nobody can say it. It leaves a fact unknown."""

LISTED: Final = "listed"
"""Stands for a fact in the path of one more person or device of whom nothing is asked."""

NEW_IDS: Final[Mapping[Entity, tuple[str, ...]]] = {
    Entity.PERSON: ("new1", "new3"),
    Entity.DEVICE: ("new2", "new4"),
}
"""The ids of one more person or device, and of a second."""

NEW_ONES: Final = frozenset(its_id for ids in NEW_IDS.values() for its_id in ids)

NOTHING: Final[Wish] = {}
YES: Final[frozenset[Value]] = frozenset({True})
NO: Final[frozenset[Value]] = frozenset({False})
UNSAID: Final[frozenset[Value]] = frozenset({CANNOT_SAY})


def merged(wish: Wish, other: Wish) -> Wish | None:
    """Return what both wish together; None where they contradict."""
    whole = dict(wish)
    for path, values in other.items():
        both = whole.get(path, values) & values
        if not both:
            return None
        whole[path] = both
    return _told_once(whole)


def _told_once(wish: Wish) -> Wish:
    """Return a wish without that somebody is listed where more is told of them."""
    listed_by = {path: path.removesuffix(LISTED) for path in wish if path.endswith(f".{LISTED}")}
    needless = {
        path
        for path, its_own in listed_by.items()
        if any(other != path and other.startswith(its_own) for other in wish)
    }
    return {path: values for path, values in wish.items() if path not in needless}


class Need(NamedTuple):
    """That at least so many of these facts are told otherwise than they are, by whatever wishes."""

    paths: frozenset[str]
    least: int


class Choice(list[Wish]):
    """Wishes, and what each way to what they are steps to needs: of no fact two needs speak."""

    def __init__(self, wishes: Iterable[Wish], needs: Iterable[Need]) -> None:
        """Keep them."""
        super().__init__(wishes)
        self.needs: Final = tuple(needs)

    def least(self, wished: Wish) -> int:
        """Return how many facts it needs at least beside those that are wished already."""
        return sum(max(least - len(paths & wished.keys()), 0) for paths, least in self.needs)


def _alternatives(choice: Iterable[Wish]) -> Iterable[tuple[Need, ...]]:
    """Return what a choice needs; of plain wishes, what each does.

    That one more is listed is no fact of its own where more is told of them.
    """
    if isinstance(choice, Choice):
        return [choice.needs] if choice else []
    told = (frozenset(path for path in wish if not path.endswith(f".{LISTED}")) for wish in choice)
    return [(Need(paths, len(paths)),) for paths in told]


def any_of(choices: Iterable[Iterable[Wish]]) -> Choice:
    """Return the wishes that are a step to one of these choices, each once."""
    wishes: dict[frozenset[tuple[str, frozenset[Value]]], Wish] = {}
    alternatives: list[tuple[Need, ...]] = []
    for choice in choices:
        each = choice if isinstance(choice, Choice) else list(choice)
        wishes |= {frozenset(wish.items()): wish for wish in each}
        alternatives += _alternatives(each)
    if frozenset() in wishes:
        return Choice([NOTHING], ())
    if len(alternatives) == 1:
        return Choice(wishes.values(), alternatives[0])
    paths = frozenset(path for needs in alternatives for need in needs for path in need.paths)
    least = min((sum(need.least for need in needs) for needs in alternatives), default=0)
    return Choice(wishes.values(), [Need(paths, least)] if least else ())


def all_of(choices: Iterable[Iterable[Wish]]) -> Choice:
    """Return the wishes that are a step to all of these choices: see the module."""
    unmet = [choice for each in choices if (choice := any_of([each])) != [NOTHING]]
    together = NOTHING
    for choice in unmet:
        if not choice:
            return Choice((), ())
        if len(choice) == 1:
            both = merged(together, choice[0])
            if both is None:
                return Choice((), ())
            together = both
    wishes = [together] if together or not unmet else min(unmet, key=len)
    needs = [need for choice in unmet for need in choice.needs]
    few_first = _apart(sorted(needs, key=lambda need: len(need.paths)))
    most_first = _apart(sorted(needs, key=lambda need: (-need.least, len(need.paths))))
    return Choice(wishes, max(few_first, most_first, key=lambda each: sum(n.least for n in each)))


def _apart(needs: Iterable[Need]) -> list[Need]:
    """Return needs that have no fact in common; each counts beside those before it."""
    found: list[Need] = []
    spoken_of: set[str] = set()
    for paths, least in needs:
        others = paths - spoken_of
        further = least - (len(paths) - len(others))
        if further > 0:
            spoken_of |= others
            found.append(Need(others, further))
    return found


def one_or_all(choices: Iterable[Iterable[Wish]], one: bool) -> Choice:  # noqa: FBT001 - one, or else all
    """Return the wishes that are a step to one of the choices, or else to all of them."""
    return any_of(choices) if one else all_of(choices)


class Want(NamedTuple):
    """The value that a condition is to have.

    True (`yes`) or false; unless `surely`, unknown will do too.
    """

    yes: bool
    surely: bool = True

    @property
    def opposite(self) -> Want:
        """What the body of a `not` is to have."""
        return Want(not self.yes, self.surely)

    def is_met_by(self, value: Truth) -> bool:
        """Whether a condition has it."""
        if value is Truth.UNKNOWN:
            return not self.surely
        return (value is Truth.TRUE) is self.yes


SURELY: Final = Want(yes=True)
NOT_AT_ALL: Final = Want(yes=False)
NOT_SURELY: Final = Want(yes=False, surely=False)
NOT_RULED_OUT: Final = Want(yes=True, surely=False)
