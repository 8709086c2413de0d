"""What may come to be known of an age, and by learning which fact.

Every age and every range between two edges is enough: no test tells more apart. There are many,
so all is worked out on sets of ages as bits.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from enum import Enum
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from attrs import field, frozen

from sexto_rules.decisions.exact.formulas import Column
from sexto_rules.facts.ages import (
    ADULT_AGES,
    AgeRange,
    AgeSet,
    ages_from,
    ages_in,
    possible_ages,
)
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.protocol.reads import AGE_FACTS

__all__ = ["UNSAYABLE", "AgeState", "AgesLearned", "Edges", "KnownOfAge", "ages_learned"]


class Unsayable(Enum):
    """The type of `UNSAYABLE`."""

    UNSAYABLE = "unsayable"


UNSAYABLE: Final = Unsayable.UNSAYABLE
"""The state of a fact of which it was said that nobody can say it."""


class AgeState(NamedTuple):
    """What is known of an age: those possible, if one was told, if it is a claim.

    And which of the facts about it nobody can say, as was said since.
    """

    ages: AgeSet
    told: bool
    suspected: bool | Unknown
    unsayable: frozenset[str]


Edges: TypeAlias = tuple[int, ...]
"""The ages at which some test changes its answer, in ascending order."""

KnownOfAge: TypeAlias = tuple[int | AgeRange | Unknown, bool | Unknown, bool | Unknown]
"""What is told now: the age, if they are an adult, if they are suspected to be one."""

_Flag: TypeAlias = bool | Unknown | Unsayable


@frozen(eq=False)
class AgesLearned:
    """What may come to be known of an age, by which steps, and what tests say of it.

    The first state is what is known now; a step is from one state to another, by their index.
    """

    states: tuple[AgeState, ...]
    steps: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    columns: dict[Hashable, Column] = field(factory=dict)


@frozen
class _Beside:
    """What is told beside an age: both of the other facts, and what they make of it."""

    suspected: _Flag
    unsayable: frozenset[str]
    claim: bool | Unknown
    added: AgeSet
    """What is possible beside an age, whatever it is."""
    kept: AgeSet
    """What is possible at all."""
    before: AgeSet
    """What is possible with the age that is told now."""
    refuted: bool
    """Whether an age that this contradicts was but a claim, and is any of an adult."""


@lru_cache(maxsize=128)
def ages_learned(known: KnownOfAge, open_now: frozenset[str], edges: Edges) -> AgesLearned:
    """Return what may come to be known of an age.

    Args:
        known: What is told now.
        open_now: Which of the facts about it can still be told, or told more closely.
        edges: The ages at which some test changes its answer.
    """
    adults, suspects = (
        [now, *(each for each in _YES_NO if each is not now)] if name in open_now else [now]
        for name, now in zip(AGE_FACTS[1:], known[1:], strict=True)
    )
    beside = [_beside(known, adult, suspected) for adult in adults for suspected in suspects]
    states: dict[tuple[AgeSet, bool, bool | Unknown, frozenset[str]], int] = {}
    rows: list[list[int]] = []
    for ages, is_told, unsayable in _options(known, open_now, edges):
        row = []
        for each in beside:
            possible, told = (ages | each.added) & each.kept, is_told
            if not possible and each.refuted:
                possible, told = ADULT_AGES, False
            if not possible or (possible & ~each.before and each.claim is not True):
                row.append(_NONE)
                continue
            state = (AgeSet(possible), told, each.claim, unsayable | each.unsayable)
            row.append(states.setdefault(state, len(states)))
        rows.append(row)
    no_adult_told = [at % len(suspects) for at in range(len(beside))]
    no_suspicion_told = [at - its for at, its in enumerate(no_adult_told)]
    steps = (
        _of_age(rows),
        _from(rows, no_adult_told),
        _of_suspected(known, rows, beside, no_suspicion_told),
    )
    return AgesLearned(
        tuple(AgeState(*state) for state in states),
        tuple((name, tuple(sorted(its))) for name, its in zip(AGE_FACTS, steps, strict=True)),
    )


_NONE: Final = -1
"""Stands for no state: what is told contradicts itself."""

_Steps: TypeAlias = set[tuple[int, int]]


def _of_age(rows: list[list[int]]) -> _Steps:
    """Return the steps by which the age is told."""
    return {
        step for row in rows[1:] for step in zip(rows[0], row, strict=True) if _NONE not in step
    }


def _of_suspected(
    known: KnownOfAge, rows: list[list[int]], beside: list[_Beside], before: list[int]
) -> _Steps:
    """Return the steps by which it is told whether they are suspected to be an adult.

    Also those by which an age that is told turns out to be but a claim, and is another.
    """
    steps = _from(rows, before)
    if known[2] is UNKNOWN:
        steps |= {
            (rows[0][its], row[at])
            for row in rows
            for at, its in enumerate(before)
            if beside[at].suspected is True
            and row[its] == _NONE
            and _NONE not in {row[at], rows[0][its]}
        }
    return steps


def _from(rows: list[list[int]], before: list[int]) -> _Steps:
    """Return the steps from one place of each row to another."""
    return {
        (row[its], state)
        for row in rows
        for at, (its, state) in enumerate(zip(before, row, strict=True))
        if its != at and state != _NONE and row[its] != _NONE
    }


_YES_NO: Final = (True, False, UNSAYABLE)


def _beside(known: KnownOfAge, adult: _Flag, suspected: _Flag) -> _Beside:
    is_adult = known[1] if isinstance(adult, Unsayable) else adult
    claim = known[2] if isinstance(suspected, Unsayable) else suspected
    unsayable = [
        name
        for name, value in zip(AGE_FACTS[1:], (adult, suspected), strict=True)
        if value is UNSAYABLE
    ]
    possible = partial(possible_ages, adult=is_adult, adult_suspected=claim)
    return _Beside(
        suspected=suspected,
        unsayable=frozenset(unsayable),
        claim=claim,
        added=possible(_NO_AGE),
        kept=possible(UNKNOWN),
        before=possible(known[0]),
        refuted=is_adult is True and claim is True and _is_adult_open(known),
    )


_NO_AGE: Final = AgeRange(0, 0)


def _is_adult_open(known: KnownOfAge) -> bool:
    """Whether it can be learned that somebody is an adult, an age told being but a claim."""
    age, adult, suspected = known
    possible = possible_ages(age, adult=adult, adult_suspected=suspected)
    return adult is UNKNOWN and bool(possible & ADULT_AGES and possible & ~ADULT_AGES)


def _options(
    known: KnownOfAge, open_now: frozenset[str], edges: Edges
) -> Iterator[tuple[AgeSet, bool, frozenset[str]]]:
    """Yield what may come to be told as the age: the ages, if it is one, if nobody can say it.

    First what is told now. Where that is but a claim, or may turn out to be one, every age of
    an adult too.
    """
    age, adult, suspected = known
    told = possible_ages(age, adult=UNKNOWN, adult_suspected=UNKNOWN)
    yield told, isinstance(age, int), frozenset()
    if AGE_FACTS[0] not in open_now:
        return
    for each in _ages_between(told, edges):
        if age is UNKNOWN or each != told:
            yield each, each.bit_count() == 1, frozenset()
    if adult is UNKNOWN and suspected is not False and ADULT_AGES & ~told:
        for each in _ages_between(AgeSet(ADULT_AGES & ~told), edges):
            yield each, each.bit_count() == 1, frozenset()
    yield told, isinstance(age, int), frozenset(AGE_FACTS[:1])


def _ages_between(ages: AgeSet, edges: Edges) -> Iterator[AgeSet]:
    """Yield the first and the last age between each two edges, and the ranges between edges."""
    within = list(ages_in(ages))
    low, high = within[0], within[-1] + 1
    cuts = sorted({low, high, *(edge for edge in edges if low < edge < high)})
    for first, last in pairwise(cuts):
        yield ages_from(first, first + 1)
        if last - 1 > first:
            yield ages_from(last - 1, last)
    for number, first in enumerate(cuts):
        for last in cuts[number + 1 :]:
            if last - first > 1:
                yield ages_from(first, last)
