"""The base literals that speak of an age, by what is told of it."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from sexto_rules.facts import UNKNOWN, AgeRange, Unknown
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet, possible_ages
from sexto_rules.facts.vocabulary import AGES
from sexto_rules.lowering.program import AgeSettled, AgesMeet, AgesWithin
from sexto_rules.lowering.tables import CANNOT_SAY, Placed, ValueTable

__all__ = ["AgeTable"]

_ANSWERS: Final[tuple[bool | Unknown, ...]] = (UNKNOWN, True, False)


class AgeTable(dict[tuple[object, object, object], int]):
    """For each (age, adult, adult_suspected) as told, the bits of every reading of the age.

    Whole years and the unknown age are computed beforehand; a range when it is met.
    """

    def __init__(self, readings: Placed, age: ValueTable | None, adult: ValueTable | None) -> None:
        """Fill the table from the tests among the readings and the tables of the two facts."""
        super().__init__()
        self._age, self._adult = age, adult
        self._meeting = [(each.ages, bit) for each, bit in readings if isinstance(each, AgesMeet)]
        self._leaving = [
            (ALL_AGES & ~each.ages, bit) for each, bit in readings if isinstance(each, AgesWithin)
        ]
        settled = [(each, bit) for each, bit in readings if isinstance(each, AgeSettled)]
        self._settled = sum(bit for each, bit in settled if each.settled)
        self._not_settled = sum(bit for each, bit in settled if not each.settled)
        self.is_used = bool(self._meeting or self._leaving or settled or age or adult)
        for years in (UNKNOWN, *AGES) if self.is_used else ():
            for is_adult in _ANSWERS:
                for suspected in _ANSWERS:
                    # Where no age is possible there is no such incident.
                    if possible_ages(years, adult=is_adult, adult_suspected=suspected):
                        self[years, is_adult, suspected] = self.bits(years, is_adult, suspected)

    def __missing__(self, told: tuple[AgeRange, bool | Unknown, bool | Unknown]) -> int:
        """Compute the bits of a range."""
        return self.bits(*told)

    def bits(
        self,
        age: int | AgeRange | Unknown,
        adult: bool | Unknown,  # noqa: FBT001 - a fact as told, in the order of the key
        suspected: bool | Unknown,  # noqa: FBT001 - likewise
        unsayable: Container[str] = (),
    ) -> int:
        """Return the bits that hold, where nobody can say these of `age` and `adult`."""
        ages = possible_ages(age, adult=adult, adult_suspected=suspected)
        bits = sum([bit for wanted, bit in self._meeting if ages & wanted])
        bits += sum([bit for others, bit in self._leaving if not ages & others])
        is_one = ages.bit_count() == 1
        age_settled = age is not UNKNOWN or "age" in unsayable
        adult_settled = adult is not UNKNOWN or "adult" in unsayable
        settled = is_one or (age_settled and adult_settled)
        bits += self._settled if settled else self._not_settled
        if self._age is not None:
            one = ages if is_one else UNKNOWN
            bits += _status_bits(self._age, one, unsayable="age" in unsayable)
        if self._adult is not None:
            is_adult = _is_adult(ages)
            bits += _status_bits(self._adult, is_adult, unsayable="adult" in unsayable)
        return bits


def _is_adult(ages: AgeSet) -> bool | Unknown:
    """Return whether a person with these possible ages is 18 or over."""
    if not ages & ADULT_AGES:
        return False
    return UNKNOWN if ages & ~ADULT_AGES else True


def _status_bits(table: ValueTable, known: object, *, unsayable: bool) -> int:
    """Return the bits of the readings of one fact, by its effective value."""
    if known is not UNKNOWN:
        return table.unknown + table[known]
    return table.unknown + (table[CANNOT_SAY] if unsayable else 0)
