"""Everything that scenarios can show of a protocol: one goal each, in a fixed order.

A goal is met by marks (`coverage.marks`): by any one of its ways, each a set of marks that
must all be there. A goal without a way cannot be met by any incident.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import permutations
from typing import Final

from attrs import frozen

from sexto_rules.coverage.marks import PAIRS, Half, Mark, Reached
from sexto_rules.coverage.possible import Possible, find_possible
from sexto_rules.coverage.sites import Site, Sites, keys_of
from sexto_rules.errors import NOWHERE, Place
from sexto_rules.protocol.model import Class, Conclusion, Directive, Protocol, Question
from sexto_rules.protocol.outcome import Truth
from sexto_rules.protocol.wording import condition_words

__all__ = ["VALUES", "Goal", "GoalKind", "Shown", "goals_of"]


class GoalKind(StrEnum):
    """What sort of thing is to be shown, in the order of the report."""

    CLASS = "class"
    CONCLUSION = "conclusion"
    DIRECTIVE = "directive"
    OVERRIDE = "override"
    QUESTION = "question"
    PAIR = "pair"


class Shown(StrEnum):
    """What exactly: of a class, of a rule, of a directive, of a question."""

    SETTLED = "settled"
    OPEN = "open"
    EXCLUDED = "excluded"
    TRUE = "true"
    UNKNOWN = "unknown"
    FALSE = "false"
    CERTAIN = "certain"
    IN_DOUBT = "in_doubt"
    ABSENT = "absent"
    OVERRIDDEN = "overridden"
    ASKED = "asked"


VALUES: Final = {Truth.TRUE: Shown.TRUE, Truth.UNKNOWN: Shown.UNKNOWN, Truth.FALSE: Shown.FALSE}
_STATES: Final = {
    Truth.TRUE: Shown.CERTAIN,
    Truth.UNKNOWN: Shown.IN_DOUBT,
    Truth.FALSE: Shown.ABSENT,
}
_ALWAYS: Final = frozenset({Truth.TRUE})
"""The values of an entry without a condition."""


_OVERRIDES: Final = " overrides "


@frozen(kw_only=True)
class Goal:
    """One thing to be shown.

    `key` names the site or the entry, `what` the state that is to be seen. A pair has instead
    the two values, the number of the leaf from 0, and the leaf as its author writes it (None
    where it is a rule of a conclusion). `origin` is the protocol that wrote the entry, `entry`
    its id; `rule` is the number of the rule, from 1, where the goal is about one.
    """

    kind: GoalKind
    key: str
    entry: str
    rule: int | None = None
    origin: str
    place: Place
    what: Shown | None = None
    leaf: str | None = None
    number: int = 0
    values: tuple[Truth, Truth] | None = None
    ways: tuple[frozenset[Mark], ...]

    @property
    def is_possible(self) -> bool:
        """Whether some incident might show it, by how the protocol is built."""
        return bool(self.ways)

    @property
    def entry_key(self) -> str:
        """The key of the site or entry that must be in force for it to be shown."""
        return self.key.partition(_OVERRIDES)[0]

    def met_by(self, marks: AbstractSet[Mark]) -> frozenset[Mark] | None:
        """Return the marks that show it, None where it is not shown."""
        return next((way for way in self.ways if way <= marks), None)


def goals_of(protocol: Protocol, sites: Sites) -> tuple[Goal, ...]:
    """Return everything that scenarios can show of the protocol."""
    possible = find_possible(protocol, sites)
    return (
        *_of_classes(protocol),
        *(goal for each in protocol.conclusions for goal in _of_rules(each, sites, possible)),
        *_of_directives(protocol, possible),
        *_of_overrides(protocol),
        *_of_questions(protocol),
        *(goal for site in sites.all() for goal in _of_pairs(site, possible)),
    )


def _of_classes(protocol: Protocol) -> Iterator[Goal]:
    keys = keys_of(protocol.classes, protocol.classes)
    alone = len({each.id for each in protocol.classes}) == 1
    for key, each in zip(keys, protocol.classes, strict=True):
        for what in (Shown.SETTLED, Shown.OPEN, Shown.EXCLUDED):
            can_be = what is Shown.SETTLED or not alone
            yield _state(GoalKind.CLASS, key, each, what, can_be=can_be)


def _of_rules(conclusion: Conclusion, sites: Sites, possible: Possible) -> Iterator[Goal]:
    for site in sites.rules[conclusion.id]:
        for value, what in VALUES.items():
            yield Goal(
                kind=GoalKind.CONCLUSION,
                key=site.key,
                entry=conclusion.id,
                rule=site.rule,
                origin=conclusion.origin,
                place=site.place,
                what=what,
                ways=_one(site.key, what, can_be=value in possible.values.get(site.key, _ALWAYS)),
            )


def _of_directives(protocol: Protocol, possible: Possible) -> Iterator[Goal]:
    keys = keys_of(protocol.directives, protocol.directives)
    for key, each in zip(keys, protocol.directives, strict=True):
        for value, what in _STATES.items():
            can_be = value in possible.values.get(key, _ALWAYS)
            yield _state(GoalKind.DIRECTIVE, key, each, what, can_be=can_be)


def _of_overrides(protocol: Protocol) -> Iterator[Goal]:
    keys = keys_of(protocol.directives, protocol.directives)
    for key, each in zip(keys, protocol.directives, strict=True):
        for name in each.overrides:
            over = f"{key}{_OVERRIDES}{name}"
            yield _state(GoalKind.OVERRIDE, over, each, Shown.OVERRIDDEN, can_be=True)


def _of_questions(protocol: Protocol) -> Iterator[Goal]:
    keys = keys_of(protocol.questions, protocol.questions)
    for key, each in zip(keys, protocol.questions, strict=True):
        yield _state(GoalKind.QUESTION, key, each, Shown.ASKED, can_be=True)


def _of_pairs(site: Site, possible: Possible) -> Iterator[Goal]:
    halves = possible.halves[site.key]
    for number, leaf in enumerate(site.leaves):
        for less, more in PAIRS:
            ways = (
                frozenset(
                    {
                        Half(site.key, number, less, more, effect),
                        Half(site.key, number, more, less, effect),
                    }
                )
                for effect in permutations(Truth, 2)
            )
            yield Goal(
                kind=GoalKind.PAIR,
                key=site.key,
                entry=site.entry,
                rule=site.rule,
                origin=site.origin,
                place=site.place if leaf.place == NOWHERE else leaf.place,
                leaf=None if site.is_whole else condition_words(leaf),
                number=number,
                values=(less, more),
                ways=tuple(way for way in ways if way <= halves),
            )


def _state(
    kind: GoalKind, key: str, entry: Class | Directive | Question, what: Shown, *, can_be: bool
) -> Goal:
    return Goal(
        kind=kind,
        key=key,
        entry=entry.id,
        origin=entry.origin,
        place=entry.place,
        what=what,
        ways=_one(key, what, can_be=can_be),
    )


def _one(key: str, what: Shown, *, can_be: bool) -> tuple[frozenset[Mark], ...]:
    return (frozenset({Reached(key, what)}),) if can_be else ()
