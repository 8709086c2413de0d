"""What must be so of each fact, while an incident is being looked for.

A fact is in one of few states: told with one of its values, not known, or asked in vain. What
is wanted of it leaves some of them; none left is a contradiction. Facts are taken to be free
of each other, save that the facts of a holder are known only where the holder is.
"""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from sexto_rules.analysis.possibility.rails import Rail
from sexto_rules.facts.ages import ALL_AGES, AgeSet

__all__ = ["TOLD", "Open", "State", "Told"]


class Open(Enum):
    """The states of a fact that is not told."""

    UNKNOWN = "unknown"
    UNSAYABLE = "unsayable"


TOLD: Final = "told"
"""The one value of a fact whose values nobody tests."""

State: TypeAlias = str | bool | Open
Key: TypeAlias = Hashable

_GAPLESS: Final = 1_000
"""More years than two people can be apart."""


@frozen
class _Ages:
    """The ages that a person may at most have, and sets of which one age at least is possible."""

    most: AgeSet = ALL_AGES
    met: frozenset[AgeSet] = frozenset()
    is_one: bool | None = None

    def can_be(self) -> bool:
        """Whether a set of possible ages fits."""
        if self.is_one:
            ones = (1 << age for age in range(self.most.bit_length()) if self.most >> age & 1)
            return any(all(one & each for each in self.met) for one in ones)
        few = 0 if self.is_one is None else 1
        return self.most.bit_count() > few and all(self.most & each for each in self.met)


@frozen
class _Gap:
    """The largest age gap: bounds on what is certain and on what is possible, in years.

    It is -1 where there are no two people to compare.
    """

    certain_from: int = -1
    certain_under: int = _GAPLESS
    possible_from: int = -1
    possible_under: int = _GAPLESS

    def can_be(self) -> bool:
        """Whether a certain gap below a possible one fits; what is certain is possible."""
        return (
            self.certain_from < self.certain_under
            and max(self.certain_from, self.possible_from) < self.possible_under
        )


@define
class Told:
    """What is left for each fact so far."""

    states: dict[Key, frozenset[State]] = field(factory=dict)
    ages: dict[Key, _Ages] = field(factory=dict)
    gap: _Gap = _Gap()

    def copy(self) -> Told:
        """Return another one that says the same."""
        return Told(dict(self.states), dict(self.ages), self.gap)

    def limit(self, key: Key, of: frozenset[State], to: frozenset[State]) -> bool:
        """Leave a fact that has the states `of` only those in `to`; False: none is left."""
        left = self.states.get(key, of) & to
        self.states[key] = left
        return bool(left)

    def limit_age(self, key: Key, ages: AgeSet, rail: Rail) -> bool:
        """Want a test on an age to be something; False: no set of possible ages fits."""
        now = self.ages.get(key, _Ages())
        others = AgeSet(ALL_AGES & ~ages)
        match rail:
            case Rail.TRUE:
                now = evolve(now, most=AgeSet(now.most & ages))
            case Rail.FALSE:
                now = evolve(now, most=AgeSet(now.most & others))
            case Rail.NOT_TRUE:
                now = evolve(now, met=now.met | {others})
            case Rail.NOT_FALSE:
                now = evolve(now, met=now.met | {AgeSet(ages & ALL_AGES)})
            case _:
                return True
        self.ages[key] = now
        return now.can_be()

    def limit_to_one_age(self, key: Key, *, is_one: bool) -> bool:
        """Want an age to be known, or not to be."""
        now = self.ages.get(key, _Ages())
        if now.is_one is (not is_one):
            return False
        now = evolve(now, is_one=is_one)
        self.ages[key] = now
        return now.can_be()

    def limit_gap(self, years: int, rail: Rail) -> bool:
        """Want a gap of so many years to be something; False: that cannot be."""
        now = self.gap
        match rail:
            case Rail.TRUE:
                now = evolve(now, certain_from=max(now.certain_from, years))
            case Rail.NOT_TRUE:
                now = evolve(now, certain_under=min(now.certain_under, years))
            case Rail.FALSE:
                now = evolve(now, possible_under=min(now.possible_under, years))
            case Rail.NOT_FALSE:
                now = evolve(now, possible_from=max(now.possible_from, years))
            case _:
                return True
        self.gap = now
        return now.can_be()
