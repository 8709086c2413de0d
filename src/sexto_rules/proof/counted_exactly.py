"""The share of fully known incidents in which a formula holds, exactly.

The incident's facts are put in one after another until the formula is settled or asks only who is
listed; what comes out alike is gone on with once. Persons are told apart by nothing but which
sentences they show, so they are counted by that, and those who may hold a device by what is then
still asked of the device. A person adds to what is shown and takes nothing away: the state after
each is what is left of the formula. Where two ages have to be compared, the youngest and the oldest
depicted and involved are kept besides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.facts.vocabulary import AGES, Entity
from sexto_rules.proof.counted_conditions import AGE, DEPICTED, INVOLVED
from sexto_rules.proof.counted_formulas import (
    Apart,
    Formula,
    Listed,
    Size,
    Value,
    Variable,
    assigned,
    parts_of,
    replaced,
    tests_of,
)
from sexto_rules.protocol.conditions import Of

__all__ = ["Counting", "TooManyError"]

_Vector: TypeAlias = tuple[Formula, ...]
_Spread: TypeAlias = Mapping[_Vector, Fraction]
_Ages: TypeAlias = tuple[int, ...]
"""Youngest and oldest depicted, youngest and oldest involved, involved persons (2: or more)."""
_Holder: TypeAlias = frozenset[tuple[Listed, Formula]]
_Holders: TypeAlias = frozenset[tuple[_Holder, int]]
"""What is left to show of a device that one holds, and how many such persons there are."""

_Person: TypeAlias = tuple[int, bool] | None
"""The age of a person involved, and whether the person is depicted; None where it is all one."""
_Kind: TypeAlias = tuple[Formula, _Holder, _Person]
"""What is left of a formula once the person is there, as a holder, and for comparing ages."""

_NEVER: Final = 1_000
_NOBODY: Final[_Ages] = (_NEVER, -_NEVER, _NEVER, -_NEVER, 0)
_OF_INCIDENT: Final = frozenset({Of.INCIDENT, Of.ANSWERS})
_OF_PERSON: Final = frozenset({Of.PERSON})
_OF_DEVICE: Final = frozenset({Of.DEVICE})


@frozen
class _Kinds:
    """The kinds of person: the share that settles a formula as true, and those that leave it."""

    settled: Fraction
    open: Mapping[_Kind, Fraction]


class TooManyError(Exception):
    """More steps than were allowed."""


class Counting:
    """Counts formulas of incidents with so many persons and devices, each holder among them."""

    def __init__(self, size: Size, steps: int) -> None:
        """Make it for at most so many steps, for all that is counted together."""
        self._size = size
        self._steps = steps
        self._spreads: dict[tuple[_Vector, frozenset[Of]], _Spread] = {}
        self._shares: dict[tuple[Formula, int, _Ages, _Holders], Fraction] = {}
        self._kinds_of: dict[Formula, _Kinds] = {}
        self._of_devices: dict[tuple[Formula, int, _Holders], Fraction] = {}

    def share(self, formula: Formula) -> Fraction:
        """Return the share of the incidents in which the formula holds.

        Raises:
            TooManyError: It takes more steps than are left.
        """
        whole = self._spread((formula,), _OF_INCIDENT)
        return sum(
            (
                weight * self._among_persons(left, self._size.persons, _NOBODY, {})
                for (left,), weight in whole.items()
            ),
            Fraction(0),
        )

    def _step(self, count: int = 1) -> None:
        self._steps -= count
        if self._steps < 0:
            raise TooManyError

    def _spread(self, vector: _Vector, of: frozenset[Of]) -> _Spread:
        """Return what is left of some formulas once all variables of a bearer have values."""
        key = (vector, of)
        if key not in self._spreads:
            self._step()
            self._spreads[key] = self._spread_over(vector, of)
        return self._spreads[key]

    def _spread_over(self, vector: _Vector, of: frozenset[Of]) -> _Spread:
        tests = {test for each in vector for test in tests_of(each) if test.variable.of in of}
        if not tests:
            return {vector: Fraction(1)}
        variable = min((test.variable for test in tests), key=lambda each: (each.of, each.name))
        values = [test.values for test in tests if test.variable == variable]
        found: defaultdict[_Vector, Fraction] = defaultdict(Fraction)
        for value, count in _alike(variable, values):
            share = Fraction(count, len(variable.values))
            left = tuple(assigned(each, variable, value) for each in vector)
            for end, weight in self._spread(left, of).items():
                found[end] += share * weight
        return found

    def _among_persons(
        self, formula: Formula, left: int, ages: _Ages, holders: Mapping[_Holder, int]
    ) -> Fraction:
        """Return the share in which the formula holds, where so many persons are to come."""
        if isinstance(formula, bool):
            return Fraction(formula)
        if not left:
            return self._among_devices(_nobody_else(formula), self._size.devices, _frozen(holders))
        asks_ages = any(isinstance(part, Apart) for part in parts_of(formula))
        key = (formula, left, ages if asks_ages else _NOBODY, _frozen(holders))
        if key not in self._shares:
            kinds = self._kinds(formula, asks_ages=asks_ages)
            total = kinds.settled
            for (shown, holder, person), weight in kinds.open.items():
                self._step()
                now = _with_person(ages, person)
                after = _aged(shown, now) if asks_ages else shown
                all_holders = _held_by([*holders.items(), (holder, 1)], after)
                total += weight * self._among_persons(after, left - 1, now, all_holders)
            self._shares[key] = total
        return self._shares[key]

    def _kinds(self, formula: Formula, *, asks_ages: bool) -> _Kinds:
        """Return the kinds of person there are, as far as the formula tells them apart."""
        if formula not in self._kinds_of:
            persons, devices = _listed(formula, Entity.PERSON), _listed(formula, Entity.DEVICE)
            settled, found = Fraction(0), defaultdict[_Kind, Fraction](Fraction)
            for age, spread, share in self._persons((*persons, *devices), asks_ages=asks_ages):
                for (*left, is_depicted, is_involved), weight in spread.items():
                    self._step()
                    of_person = zip(persons, left, strict=False)
                    after = _shown(formula, {each for each, holds in of_person if holds is True})
                    if isinstance(after, bool):
                        settled += share * weight * after
                        continue
                    holder = frozenset(zip(devices, left[len(persons) :], strict=True))
                    person = (age, is_depicted is True) if is_involved is True else None
                    found[after, holder, person] += share * weight
            self._kinds_of[formula] = _Kinds(settled, found)
        return self._kinds_of[formula]

    def _persons(
        self, sentences: Sequence[Listed], *, asks_ages: bool
    ) -> Iterator[tuple[int, _Spread, Fraction]]:
        """Yield what is left of sentences and roles at each age; of all ages if none counts."""
        bodies = tuple(each.body for each in sentences)
        if not asks_ages:
            yield 0, self._spread((*bodies, False, False), _OF_PERSON), Fraction(1)
            return
        for age in AGES:
            asked = (*bodies, DEPICTED, INVOLVED)
            of_age = tuple(assigned(each, AGE, age) for each in asked)
            yield age, self._spread(of_age, _OF_PERSON), Fraction(1, len(AGES))

    def _among_devices(self, formula: Formula, left: int, holders: _Holders) -> Fraction:
        """Return the share in which the formula holds, where so many devices are to come."""
        if isinstance(formula, bool):
            return Fraction(formula)
        if not left:
            settled = replaced(formula, lambda _: False)
            assert isinstance(settled, bool)
            return Fraction(settled)
        key = (formula, left, holders)
        if key not in self._of_devices:
            devices = _listed(formula, Entity.DEVICE)
            total = Fraction(0)
            for holder, count in holders:
                bodies = dict(holder)
                spread = self._spread(tuple(bodies[each] for each in devices), _OF_DEVICE)
                for end, weight in spread.items():
                    self._step()
                    of_device = zip(devices, end, strict=True)
                    after = _shown(formula, {each for each, holds in of_device if holds is True})
                    share = Fraction(count, self._size.persons) * weight
                    total += share * self._among_devices(after, left - 1, holders)
            self._of_devices[key] = total
        return self._of_devices[key]


def _alike(variable: Variable, tested: Sequence[frozenset[Value]]) -> Iterable[tuple[Value, int]]:
    """Return a value for each way the tests come out, and how many come out so."""
    groups: dict[tuple[bool, ...], list[Value]] = {}
    for value in variable.values:
        groups.setdefault(tuple(value in each for each in tested), []).append(value)
    return [(values[0], len(values)) for values in groups.values()]


def _listed(formula: Formula, entity: Entity) -> tuple[Listed, ...]:
    """Return its sentences about one kind, in an order that is always the same."""
    parts = (part for part in parts_of(formula) if isinstance(part, Listed))
    return tuple(dict.fromkeys(part for part in parts if part.entity is entity))


def _shown(formula: Formula, shown: Collection[Listed]) -> Formula:
    """Return what is left of a formula once some sentences are shown."""
    return replaced(formula, lambda part: True if part in shown else part)


def _aged(formula: Formula, ages: _Ages) -> Formula:
    """Return what is left of a formula once these ages are there."""
    return replaced(
        formula,
        lambda part: (isinstance(part, Apart) and _are_apart(ages, part.years)) or part,
    )


def _nobody_else(formula: Formula) -> Formula:
    """Return what is left of a formula once no person is to come."""
    return replaced(
        formula,
        lambda part: part if isinstance(part, Listed) and part.entity is Entity.DEVICE else False,
    )


def _are_apart(ages: _Ages, years: int) -> bool:
    youngest, oldest, youngest_involved, oldest_involved, count = ages
    gap = max(oldest_involved - youngest, oldest - youngest_involved)
    return count > 1 and gap >= years


def _with_person(ages: _Ages, person: _Person) -> _Ages:
    if person is None:
        return ages
    age, is_depicted = person
    youngest, oldest, youngest_involved, oldest_involved, count = ages
    if is_depicted:
        youngest, oldest = min(youngest, age), max(oldest, age)
    youngest_involved, oldest_involved = min(youngest_involved, age), max(oldest_involved, age)
    return youngest, oldest, youngest_involved, oldest_involved, min(count + 1, 2)


def _held_by(holders: Iterable[tuple[_Holder, int]], formula: Formula) -> dict[_Holder, int]:
    """Return the holders, by what is still asked of what they hold."""
    asked = set(_listed(formula, Entity.DEVICE))
    found: dict[_Holder, int] = {}
    for holder, count in holders:
        left = frozenset(each for each in holder if each[0] in asked)
        found[left] = found.get(left, 0) + count
    return found


def _frozen(holders: Mapping[_Holder, int]) -> _Holders:
    return frozenset(holders.items())
