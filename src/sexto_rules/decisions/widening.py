"""The values by which a wish is enough: beside the first of each fact, all that go with the others.

Of an age they are spans of years. Such a span is enough as it stands, known only between these
bounds, and so is each of its years. Every combination is decided; where there would be very
many, a fact keeps its first value. Where any value would do, none is singled out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, product
from math import prod
from typing import Any, Final

from attrs import frozen

from sexto_rules.decisions.search import Search
from sexto_rules.decisions.wish import A_MOMENT, CANNOT_SAY, LISTED, Value, Wish
from sexto_rules.decisions.wish_values import first_of, runs_of, span_of, values_of
from sexto_rules.facts.ages import ages_in
from sexto_rules.facts.known import ages_of
from sexto_rules.facts.vocabulary import AGES

__all__ = ["widened"]

_MOST_TOGETHER: Final = 32


def widened(search: Search, wish: Wish) -> dict[str, list[Any]]:
    """Return for each fact of a wish the values by which it is enough; none where any would do."""
    enough = {path: [value] for path, value in first_of(wish).items()}
    facts = {}
    for path in sorted(wish, key=lambda each: (not each.endswith(".age"), each)):
        others = {other: values for other, values in enough.items() if other != path}
        facts[path] = _Fact(search, path, others)
        values = facts[path].values(values_of(path, wish[path]))
        if values and len(values) * prod(map(len, others.values())) <= _MOST_TOGETHER:
            enough[path] = values
    return {
        path: [] if facts[path].is_any(wish[path], values) else values
        for path, values in enough.items()
    }


@frozen
class _Fact:
    """One fact of a wish, beside the values of the others."""

    search: Search
    path: str
    others: Mapping[str, list[Any]]

    def values(self, wished: list[Any]) -> list[Any]:
        """Return those of the wished values that are enough, ages as spans."""
        if not self._is_age or wished == [CANNOT_SAY]:
            return list(filter(self._is_enough, wished))
        return [span for run in runs_of(wished) for span in self._spans(*run)]

    def is_any(self, wished: frozenset[Value], values: list[Any]) -> bool:
        """Whether any value would do: of a moment, of one more, of an age each single year."""
        if self.path.endswith(f".{LISTED}") or values == [A_MOMENT]:
            return True
        return (
            self._is_age
            and wished.issuperset(AGES)
            and isinstance(values[0], int)
            and all(self._is_enough(first) for first, _ in self._stretches(AGES[0], AGES[-1]))
        )

    @property
    def _is_age(self) -> bool:
        return self.path.endswith(".age")

    def _beside(self) -> Iterator[dict[str, Any]]:
        """Yield every combination of the others."""
        for each in product(*self.others.values()):
            yield dict(zip(self.others, each, strict=True))

    def _is_enough(self, value: object) -> bool:
        """Whether a value is enough with every combination of the others."""
        return all(self.search.reaches({**each, self.path: value}) for each in self._beside())

    def _spans(self, first: int, last: int) -> Iterator[Any]:
        """Yield the widest spans of a run of years that are enough, one after the other."""
        begin = end = None
        for low, high in self._stretches(first, last):
            if begin is not None and self._fit(begin, low, high):
                end = high
                continue
            if begin is not None and end is not None:
                yield span_of(begin, end)
            begin, end = (low, high) if self._fit(low, low, high) else (None, None)
        if begin is not None and end is not None:
            yield span_of(begin, end)

    def _stretches(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a run of years in each of which every test has one answer."""
        marks = {age for age in self._marks() if first < age <= last}
        begins = [first, *sorted(marks)]
        yield from zip(begins, [*(begin - 1 for begin in begins[1:]), last], strict=True)

    def _marks(self) -> Iterator[int]:
        """Yield the ages from which a test may answer otherwise than for the year before."""
        yield from self.search.edges
        known = [self.search.changed(each) for each in self._beside()] if self.search.gaps else []
        whose = self.path.split(".")[1]
        for incident in filter(None, known):
            for person in incident.persons:
                ages = list(ages_in(ages_of(person))) if person.id != whose else []
                for bound, years in product(chain(*runs_of(ages)), self.search.gaps):
                    yield bound - years + 1
                    yield bound + years

    def _fit(self, begin: int, first: int, last: int) -> bool:
        """Whether the years of a stretch are enough, also in one span with those before it."""
        span = span_of(begin, last)
        return self._is_enough(first) and self._is_enough(span) and not self._is_too_much(span)

    def _is_too_much(self, span: object) -> bool:
        """Whether less is enough, as it may be of years that are only known between bounds."""
        facts = {**{other: values[0] for other, values in self.others.items()}, self.path: span}
        return len(facts) > 1 and any(
            self.search.reaches({other: facts[other] for other in facts if other != path})
            for path in facts
        )
