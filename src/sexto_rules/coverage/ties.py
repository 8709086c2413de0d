"""Which values leaves can have together, where they test the same thing of the same entity.

`age: {under: 12}` and `age: {at_least: 12}` are never both true; a fact that is known is not
`unknown`. Leaves about different things are taken as free of each other, so that nothing is
left out that can happen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any, Final, TypeAlias

from attrs import frozen

from sexto_rules.coverage.marks import Values
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, ages_in
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Of,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.outcome import Truth

__all__ = ["Group", "Leaf", "joint_values"]

_FALSE, _UNKNOWN, _TRUE = Truth
_EVERY: Final = (_FALSE, _UNKNOWN, _TRUE)
_SURE: Final = (_FALSE, _TRUE)
_OWNERS: Final = {Of.INCIDENT: None, Of.DEVICE: Entity.DEVICE}
_OTHER: Final = "any other value"

Leaf: TypeAlias = tuple[Condition, frozenset[Truth] | None]
"""A leaf, and the values it can have where they do not follow from facts of its own."""
State: TypeAlias = Callable[[Condition], Truth]
"""Something that may be so, as what it answers to a test."""


@frozen
class Group:
    """Leaves, by their places, and the values that they can have together."""

    places: tuple[int, ...]
    values: tuple[Values, ...]


def joint_values(leaves: Sequence[Leaf], *, blank: bool) -> tuple[Group, ...]:
    """Return the leaves of a condition in groups that are free of each other.

    Args:
        leaves: In order.
        blank: Whether the condition is about the blank, of which nothing is known.
    """
    subjects: dict[Hashable, list[int]] = {}
    for place, (leaf, _) in enumerate(leaves):
        subjects.setdefault(_subject(leaf), []).append(place)
    return tuple(
        Group(tuple(places), _values([leaves[place] for place in places], blank=blank))
        for places in subjects.values()
    )


def _subject(leaf: Condition) -> Hashable:
    """Return what a leaf tests, the same for leaves whose values are tied."""
    match leaf:
        case ValueTest(fact) | FactStatus(fact):
            if fact.name in {"age", "adult"}:
                return ("age", fact.of)
            return ("roles", fact.of) if fact.name == "roles" else fact
        case AgeTest(of):
            return ("age", of)
        case RoleTest(of):
            return ("roles", of)
        case DoneTest(_, of):
            return ("done", of)
        case GapTest():
            return "gap"
        case _:
            return leaf


def _values(leaves: Sequence[Leaf], *, blank: bool) -> tuple[Values, ...]:
    """Return the values that leaves of one subject can have together."""
    first, given = leaves[0]
    tests = [leaf for leaf, _ in leaves]
    of = _of(first)
    unseen = blank and of not in {None, Of.INCIDENT, Of.ANSWERS}
    found: Iterable[Values]
    match _subject(first):
        case FactRef() as fact:
            found = _answers(tests, _of_fact(fact, tests, unseen=unseen))
        case ("age", _):
            found = _answers(tests, _of_ages(tests, unseen=unseen))
        case ("roles", _):
            found = _answers(tests, _of_roles(tests, unseen=unseen))
        case ("done", _):
            found = _answers(tests, _of_acts(tests, undone=unseen))
        case "gap":
            found = _of_gaps([test.years for test in tests if isinstance(test, GapTest)])
        case _:
            values = given or (_SURE if isinstance(first, Modal) else _EVERY)
            found = (tuple([value] * len(tests)) for value in values)
    return tuple(sorted(set(found)))


def _of(leaf: Condition) -> Of | None:
    match leaf:
        case ValueTest(fact) | FactStatus(fact):
            return fact.of
        case AgeTest(of) | RoleTest(of) | DoneTest(_, of):
            return of
        case _:
            return None


def _answers(tests: Sequence[Condition], states: Iterable[State]) -> Iterator[Values]:
    return (tuple(state(test) for test in tests) for state in states)


def _truth(holds: bool) -> Truth:  # noqa: FBT001 - the answer is the subject
    return _TRUE if holds else _FALSE


@frozen
class _Status:
    """Whether something is known, and else whether nobody can say it."""

    known: bool
    unsayable: bool = False

    def answer(self, mode: Mode) -> Truth:
        """Say what a test of the status says."""
        if mode is Mode.KNOWN:
            return _truth(self.known)
        return _truth(not self.known and (mode is Mode.UNKNOWN or self.unsayable))


def _unknown(*, unseen: bool) -> list[_Status]:
    """Return the ways not to be known; nobody was asked about what nobody has seen."""
    return [_Status(known=False), *([] if unseen else [_Status(known=False, unsayable=True)])]


def _of_fact(fact: FactRef, tests: Sequence[Condition], *, unseen: bool) -> Iterator[State]:
    """Yield the states of a fact with plain values: each value, and not being known."""

    def state(status: _Status, value: Hashable = _OTHER) -> State:
        def answer(test: Condition) -> Truth:
            if isinstance(test, FactStatus):
                return status.answer(test.mode)
            assert isinstance(test, ValueTest), "facts with plain values have no other test"
            return _truth(value in test.values) if status.known else _UNKNOWN

        return answer

    for status in _unknown(unseen=unseen):
        yield state(status)
    if not unseen:
        for value in _domain(fact, tests):
            yield state(_Status(known=True), value)


def _domain(fact: FactRef, tests: Sequence[Condition]) -> frozenset[str | bool]:
    """Return every value of a fact that the tests tell apart."""
    named: frozenset[str | bool] = frozenset().union(
        *(test.values for test in tests if isinstance(test, ValueTest))
    )
    if any(isinstance(value, bool) for value in named):
        return frozenset({True, False})
    spec = None
    if fact.of is not Of.ANSWERS:
        spec = FACTS[_OWNERS.get(fact.of, Entity.PERSON)].get(fact.name)
    return frozenset(spec.values) if spec and spec.values else named | {_OTHER}


def _of_ages(tests: Sequence[Condition], *, unseen: bool) -> Iterator[State]:
    """Yield the states of an age: any set of ages that the tests tell apart."""
    sets = [ADULT_AGES, *(test.ages for test in tests if isinstance(test, AgeTest))]
    cells: dict[tuple[bool, ...], int] = {}
    for age in ages_in(ALL_AGES):
        signs = tuple(bool(each >> age & 1) for each in sets)
        cells[signs] = cells.get(signs, 0) | 1 << age

    def state(ages: int, age: _Status, adult: _Status) -> State:
        def answer(test: Condition) -> Truth:
            if isinstance(test, FactStatus):
                return (adult if test.fact.name == "adult" else age).answer(test.mode)
            assert isinstance(test, AgeTest), "an age has no other test"
            passing = ages & test.ages
            return _TRUE if passing == ages else _UNKNOWN if passing else _FALSE

        return answer

    for chosen in product((0, 1), repeat=len(cells)):
        ages = sum(cell for cell, is_in in zip(cells.values(), chosen, strict=True) if is_in)
        if not ages or (unseen and ages != ALL_AGES):
            continue
        is_adult_known = not ages & ADULT_AGES or not ages & ~ADULT_AGES
        adults = [_Status(known=True)] if is_adult_known else _unknown(unseen=unseen)
        known = [_Status(known=True)] if sum(chosen) == 1 else []
        for told, adult in product([*known, *_unknown(unseen=unseen)], adults):
            yield state(ages, told, adult)


def _cells(sets: Sequence[frozenset[Any]]) -> list[frozenset[int]]:
    """Return which of the sets a member of any can be in together."""
    members: frozenset[Any] = frozenset().union(*sets)
    signs = {frozenset(n for n, each in enumerate(sets) if member in each) for member in members}
    return sorted(signs, key=sorted)


def _of_roles(tests: Sequence[Condition], *, unseen: bool) -> Iterator[State]:
    """Yield the states of somebody's roles; those that no test tells apart go together."""
    sets = [test.roles for test in tests if isinstance(test, RoleTest)]
    cells = _cells(sets)
    for values in product((_UNKNOWN,) if unseen else _EVERY, repeat=len(cells)):
        known = [] if unseen or _UNKNOWN in values else [_Status(known=True)]
        has = dict(zip(cells, values, strict=True))
        for status in [*known, *_unknown(unseen=unseen)]:
            yield _greatest_in(sets, has, status)


def _of_acts(tests: Sequence[Condition], *, undone: bool) -> Iterator[State]:
    """Yield the states of the journal."""
    sets = [test.acts for test in tests if isinstance(test, DoneTest)]
    cells = _cells(sets)
    for values in product((_FALSE,) if undone else _SURE, repeat=len(cells)):
        yield _greatest_in(sets, dict(zip(cells, values, strict=True)), _Status(known=True))


def _greatest_in(
    sets: Sequence[frozenset[Any]], has: dict[frozenset[int], Truth], status: _Status
) -> State:
    """Return the state in which a test of a set has the greatest value of the cells in it."""
    values = {
        each: max((value for cell, value in has.items() if number in cell), default=_FALSE)
        for number, each in enumerate(sets)
    }

    def answer(test: Condition) -> Truth:
        if isinstance(test, FactStatus):
            return status.answer(test.mode)
        assert isinstance(test, RoleTest | DoneTest), "only these test sets"
        return values[test.roles if isinstance(test, RoleTest) else test.acts]

    return answer


def _of_gaps(years: Sequence[int]) -> Iterator[Values]:
    """A gap is of at least the fewer years wherever it is of the more."""
    for values in product(_EVERY, repeat=len(years)):
        told = sorted(zip(years, values, strict=True))
        if all(
            value is more if fewer == further else value >= more
            for (fewer, value), (further, more) in pairwise(told)
        ):
            yield values
