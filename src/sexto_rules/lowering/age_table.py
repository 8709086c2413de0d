"""The base literals that speak of an age, by what is told of it."""

from __future__ import annotations

from typing import Final, TypeAlias

from sexto_rules.facts import UNKNOWN, AgeRange, Unknown
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet, possible_ages
from sexto_rules.lowering.program import AgeSettled, AgesMeet, AgesWithin
from sexto_rules.lowering.tables import CANNOT_SAY, Placed, ValueTable

__all__ = ["AgeTable", "AgeTold"]

_MOST_KEPT: Final = 4_096

AgeTold: TypeAlias = tuple[int | AgeRange | Unknown, bool | Unknown, bool | Unknown, bool, bool]
"""`age`, `adult`, `adult_suspected`; whether nobody can say the age, or whether adult."""


class AgeTable(dict[AgeTold, int]):
    """For what is told of an age, the bits of every reading of it; worked out when first met."""

    def __init__(self, readings: Placed, age: ValueTable, adult: ValueTable) -> None:
        """Take the tests among the readings and the tables of the two facts."""
        super().__init__()
        self._age, self._adult = age, adult
        self._meeting = [(each.ages, bit) for each, bit in readings if isinstance(each, AgesMeet)]
        self._leaving = [
            (ALL_AGES & ~each.ages, bit) for each, bit in readings if isinstance(each, AgesWithin)
        ]
        settled = [(each, bit) for each, bit in readings if isinstance(each, AgeSettled)]
        self._settled = sum(bit for each, bit in settled if each.settled)
        self._not_settled = sum(bit for each, bit in settled if not each.settled)

    def __missing__(self, told: AgeTold) -> int:
        """Work them out, and keep them."""
        bits = self._bits(*told)
        if len(self) < _MOST_KEPT:
            self[told] = bits
        return bits

    def _bits(
        self,
        age: int | AgeRange | Unknown,
        adult: bool | Unknown,  # noqa: FBT001 - in the order of the key
        suspected: bool | Unknown,  # noqa: FBT001 - likewise
        age_unsayable: bool,  # noqa: FBT001 - likewise
        adult_unsayable: bool,  # noqa: FBT001 - likewise
    ) -> int:
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
