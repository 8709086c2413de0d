"""What would have to be told for two persons to be so far apart in age, or not to be.

A gap is of two persons, one in the picture and both involved. Each pair is looked at by
itself: its roles, the years of the one that are far enough from (or near enough to) what is
known of the other, and the years of both. So whatever facts give or break a gap, one of the
wishes is a part of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations, product
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.decisions.one_more import OneMore, with_listing
from sexto_rules.decisions.openness import COMPLETE, path_of
from sexto_rules.decisions.wish import (
    NEW_ONES,
    NO,
    NOTHING,
    UNSAID,
    YES,
    Value,
    Want,
    Wish,
    all_of,
    any_of,
)
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet, age_set, ages_in
from sexto_rules.facts.incident import Incident, Person
from sexto_rules.facts.known import ages_of, can_differ, is_involved, list_closed, must_differ
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import AGES, INVOLVED_ROLES, Entity, Role

__all__ = ["GapWishes"]

_Both: TypeAlias = tuple[frozenset[Value], frozenset[Value]]
"""The years of the one and of the other."""

_P: Final = Entity.PERSON
_INVOLVED: Final = (
    *(role for role in Role if role in INVOLVED_ROLES - {Role.DEPICTED}),
    Role.DEPICTED,
)


@frozen
class GapWishes:
    """Finds what would give a gap of so many years, or none; `more` may be listed too."""

    incident: Incident
    more: OneMore
    years: int
    want: Want

    def wishes(self) -> list[Wish]:
        """Return the steps to it."""
        persons, want = self.incident.persons, self.want
        if not want.yes:
            is_open = want.surely and not list_closed(self.incident, _P)
            closed: list[Wish] = [{COMPLETE[_P]: YES}] if is_open else [NOTHING]
            return all_of([closed, *(self._none(*pair) for pair in permutations(persons, 2))])
        opened: list[Wish] = [] if want.surely else [{COMPLETE[_P]: NO | UNSAID}]
        pairs = permutations([*persons, *self.more.persons()], 2)
        return any_of([opened, *(self._gap(*pair) for pair in pairs)])

    def _gap(self, depicted: Person, other: Person) -> list[Wish]:
        """Return what puts one in the picture, has the other involved, and their ages apart."""
        values = YES if self.want.surely else YES | UNSAID
        needed = (True,) if self.want.surely else (True, UNKNOWN)
        is_depicted: list[Wish] = [NOTHING]
        if depicted.role(Role.DEPICTED) not in needed:
            is_depicted = [{_role(depicted, Role.DEPICTED): values}]
        involved: list[Wish] = [NOTHING]
        if is_involved(other) not in needed:
            involved = [{_role(other, role): values} for role in _INVOLVED]
        ages = self._aged(depicted, other, self._far())
        parts = product(is_depicted, involved, ages)
        gap = any_of([[{**one, **two, **three} for one, two, three in parts]])
        for person in (depicted, other):
            if person.id in NEW_ONES:
                gap = with_listing(gap, person)
        return gap

    def _none(self, depicted: Person, other: Person) -> list[Wish]:
        """Return what takes one out of the picture, leaves the other out, or has ages near."""
        gone = (False,) if self.want.surely else (False, UNKNOWN)
        if (
            depicted.role(Role.DEPICTED) in gone
            or is_involved(other) in gone
            or self._fit(ages_of(depicted), ages_of(other))
        ):
            return [NOTHING]
        values = NO if self.want.surely else NO | UNSAID
        roles = [role for role in _INVOLVED if other.role(role) not in gone]
        both = self._other_years(depicted), self._other_years(other)
        return any_of(
            [
                [{_role(depicted, Role.DEPICTED): values}],
                [{_role(other, role): values for role in roles}],
                self._aged(depicted, other, [both]),
            ]
        )

    def _fit(self, ages: AgeSet, others: AgeSet) -> bool:
        """Whether the ages of two persons are as they are to be."""
        if self.want.yes is self.want.surely:
            return must_differ(ages, others, self.years) is self.want.yes
        return can_differ(ages, others, self.years) is self.want.yes

    def _any_age(self) -> frozenset[Value]:
        return frozenset(AGES) if self.want.surely else frozenset(AGES) | UNSAID

    def _other_years(self, person: Person) -> frozenset[Value]:
        """Return every age, but of what was wished the one that it is."""
        is_wished = _age(person) in self.more.wished and isinstance(person.age, int)
        return self._any_age() - ({person.age} if is_wished else set())

    def _far(self) -> list[_Both]:
        """Return the years of two persons that may be so far apart, those of a child first."""
        low = frozenset(AGES[: max(len(AGES) - self.years, 0)])
        high = frozenset(AGES[self.years :])
        if not self.want.surely:
            return [(low | UNSAID, high | UNSAID), (high | UNSAID, low | UNSAID)]
        adults = frozenset(ages_in(ADULT_AGES))
        young = frozenset(AGES[: max(min(adults) - self.years, 0) + 1])
        return [(young, adults), (low, high), (high, low)]

    def _aged(self, one: Person, other: Person, both: Iterable[_Both]) -> list[Wish]:
        """Return what makes the ages of two persons fit: of the one, of the other, or of both."""
        if self._fit(ages_of(one), ages_of(other)):
            return [NOTHING]
        found: list[Wish] = [{_age(one): its, _age(other): others} for its, others in both]
        for person, beside in ((one, other), (other, one)):
            found.append({_age(person): self._years(person, ages_of(beside))})
            for suspicion in self._suspicions(person):
                found += [suspicion, {**suspicion, _age(beside): self._any_age()}]
                found += [{**suspicion, **its} for its in self._suspicions(beside)]
        return [wish for wish in found if all(wish.values())]

    def _years(self, person: Person, others: AgeSet) -> frozenset[Value]:
        """Return the ages of somebody that fit those of another.

        A new age takes back a suspicion, unless that is wished too.
        """
        suspected = path_of(_P, person.id, "adult_suspected") in self.more.wished
        beside = ADULT_AGES if suspected and person.adult_suspected is True else 0
        years = {age for age in AGES if self._fit(AgeSet(age_set([age]) | beside), others)}
        unsaid = not self.want.surely and self._fit(ALL_AGES, others)
        return frozenset(years) | (UNSAID if unsaid else frozenset())

    def _suspicions(self, person: Person) -> Iterator[Wish]:
        """Yield that no adult is suspected any more; where ages need not be sure, that one is."""
        is_suspected = person.adult_suspected is True
        if person.adult is UNKNOWN and is_suspected is self.want.surely:
            values = NO | UNSAID if is_suspected else YES
            yield {path_of(_P, person.id, "adult_suspected"): values}


def _age(person: Person) -> str:
    return path_of(_P, person.id, "age")


def _role(person: Person, role: Role) -> str:
    return path_of(_P, person.id, f"roles.{role}")
