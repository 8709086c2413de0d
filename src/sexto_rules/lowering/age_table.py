"""The base literals that speak of an age, by what is told of it."""

from __future__ import annotations

from typing import Final, TypeAlias

from sexto_rules.facts import UNKNOWN, AgeRange, Unknown
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet, possible_ages
from sexto_rules.lowering.program import AgeSettled, AgesMeet, AgesWithin, FactIs
from sexto_rules.lowering.tables import CANNOT_SAY, Placed, ValueTable, is_of_age

__all__ = ["AgeTable", "AgeTold"]

_MOST_KEPT: Final = 4_096

AgeTold: TypeAlias = tuple[int | AgeRange | Unknown, bool | Unknown, bool | Unknown, bool, bool]
"""`age`, `adult`, `adult_suspected`; whether nobody can say the age, or whether adult."""


class AgeTable(dict[AgeTold, int]):
    """For what is told of an age, the readings that hold, as bits; worked out when first met."""

    def __init__(self, readings: Placed) -> None:
        """Take those of the readings that speak of the age."""
        super().__init__()
        self.readings = tuple(pair for pair in readings if is_of_age(pair[0]))
        pairs = [(each, 1 << number) for number, (each, _) in enumerate(self.readings)]
        self._meeting = [(each.ages, bit) for each, bit in pairs if isinstance(each, AgesMeet)]
        self._leaving = [
            (ALL_AGES & ~each.ages, bit) for each, bit in pairs if isinstance(each, AgesWithin)
        ]
        settled = [(each, bit) for each, bit in pairs if isinstance(each, AgeSettled)]
        self._settled = sum(bit for each, bit in settled if each.settled)
        self._not_settled = sum(bit for each, bit in settled if not each.settled)
        facts = [(each, bit) for each, bit in pairs if isinstance(each, FactIs)]
        self._age = ValueTable([pair for pair in facts if pair[0].fact.name == "age"])
        self._adult = ValueTable([pair for pair in facts if pair[0].fact.name == "adult"])

    def __missing__(self, told: AgeTold) -> int:
        """Work it out, and keep it."""
        bits = self.bits(told)
        if len(self) < _MOST_KEPT:
            self[told] = bits
        return bits

    def bits(self, told: AgeTold) -> int:
        """Return the bits that hold."""
        age, adult, suspected, age_unsayable, adult_unsayable = told
        ages = possible_ages(age, adult=adult, adult_suspected=suspected)
        bits = sum([bit for wanted, bit in self._meeting if ages & wanted])
        bits += sum([bit for others, bit in self._leaving if not ages & others])
        is_one = ages.bit_count() == 1
        is_adult = _is_adult(ages)
        settled = is_one or (
            (isinstance(age, int) or age_unsayable) and (is_adult is not UNKNOWN or adult_unsayable)
        )
        bits += self._settled if settled else self._not_settled
        unknown_age = CANNOT_SAY if age_unsayable else UNKNOWN
        bits += self._age[ages if is_one else unknown_age]
        unknown_adult = CANNOT_SAY if adult_unsayable else UNKNOWN
        return bits + self._adult[unknown_adult if is_adult is UNKNOWN else is_adult]


def _is_adult(ages: AgeSet) -> bool | Unknown:
    """Return whether a person with these possible ages is 18 or over."""
    if not ages & ADULT_AGES:
        return False
    return UNKNOWN if ages & ~ADULT_AGES else True
