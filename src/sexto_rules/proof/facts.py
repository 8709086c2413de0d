"""Facts nobody has fixed: what may be told of an incident, a person or a device, as formulas.

`design/vocabulary.md` says which facts there are, `facts.contradictions` what cannot stand
together. Every incident that the library takes, and that lists no more than there are places, is
one way of fixing these formulas, and no other way exists; the tests hold both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from sexto_rules.facts.ages import OLDEST, AgeSet
from sexto_rules.facts.vocabulary import INVOLVED_ROLES, Role
from sexto_rules.proof.solver import (
    Formula,
    Number,
    at_most_one,
    both,
    conj,
    disj,
    either,
    greater,
    implies,
    lesser,
    neg,
    new_bool,
    new_number,
    where,
)
from sexto_rules.proof.three_values import Value
from sexto_rules.protocol.wording import runs_of

__all__ = ["ADULT", "Ages", "Fact", "Roles", "new_ages", "new_fact", "new_roles"]

ADULT = 18


@frozen(eq=False)
class Fact:
    """A fact with a few values: which of them is told, or that nobody can say it.

    `told` has a formula for each value. At most one holds; where none does it is unknown.
    """

    told: Mapping[str | bool, Formula]
    unsayable: Formula

    @property
    def known(self) -> Formula:
        """That a value is told."""
        return disj(self.told.values())

    @property
    def settled(self) -> Formula:
        """That nothing more can be learned of it."""
        return either(self.known, self.unsayable)

    def among(self, values: Iterable[str | bool]) -> Value:
        """Return the value of a test: unknown while the fact is."""
        passing = frozenset(values)
        holds = disj(formula for value, formula in self.told.items() if value in passing)
        return Value(holds, either(holds, neg(self.known)))

    @property
    def yes(self) -> Formula:
        """That it is told to be so."""
        return self.told[True]

    @property
    def no(self) -> Formula:
        """That it is told not to be so."""
        return self.told[False]


def new_fact(name: str, values: Iterable[str | bool]) -> tuple[Fact, Formula]:
    """Return a fact that may have one of these values, and what it keeps to."""
    told = {each: new_bool(f"{name}={each}") for each in values}
    fact = Fact(told, new_bool(f"{name} cannot be said"))
    return fact, both(at_most_one(told.values()), neg(both(fact.known, fact.unsayable)))


@frozen(eq=False)
class Roles:
    """The roles of one person, each told or not, and those nobody can say."""

    each: Mapping[Role, Fact]
    unsayable: Formula
    _values: dict[frozenset[Role], Value] = field(factory=dict, init=False)

    def has(self, roles: Iterable[Role]) -> Value:
        """Return whether the person has one of these roles."""
        key = frozenset(roles)
        if key not in self._values:
            facts = [self.each[role] for role in Role if role in key]
            self._values[key] = Value(
                disj(fact.yes for fact in facts), disj(neg(fact.no) for fact in facts)
            )
        return self._values[key]

    def settled(self, roles: Iterable[Role]) -> Formula:
        """Return that nothing more can be learned of these roles."""
        return conj(either(self.each[role].settled, self.unsayable) for role in sorted(roles))

    @property
    def known(self) -> Formula:
        """That every role is told."""
        return conj(fact.known for fact in self.each.values())

    @property
    def involved(self) -> Value:
        """Whether the person has a role other than witness and reporter."""
        return self.has(INVOLVED_ROLES)


def new_roles(name: str) -> tuple[Roles, Formula]:
    """Return the roles of a person, and what they keep to."""
    facts = {role: new_fact(f"{name}.roles.{role}", (True, False)) for role in Role}
    roles = Roles({role: fact for role, (fact, _) in facts.items()}, new_bool(f"{name}.roles none"))
    rules = conj(rule for _, rule in facts.values())
    return roles, both(rules, neg(both(roles.unsayable, roles.known)))


@frozen(eq=False)
class Ages:
    """The age of one person: from `low` to `high`, `exact` where one number was told.

    The bounds are those told. `adult` cuts them; a suspected adult's age is only a claim, and
    adds every age from 18 up, unless `adult` is told.
    """

    low: Number
    high: Number
    exact: Formula
    adult: Fact
    suspected: Fact
    unsayable: Formula
    lowest: Number
    highest: Number
    widened: Formula

    @property
    def rules(self) -> Formula:
        """What the told bounds keep to, and what they leave."""
        return conj(
            (
                self.low >= 0,
                self.low <= self.high,
                self.high <= OLDEST,
                implies(self.exact, self.low == self.high),
                neg(both(self.exact, self.unsayable)),
                implies(self.adult.yes, self.high >= ADULT),
                implies(self.adult.no, self.low < ADULT),
                self.lowest == where(self.adult.yes, greater(self.low, ADULT), self.low),
                self.highest == where(self.adult.no, lesser(self.high, ADULT - 1), self.high),
                self.widened == both(self.suspected.yes, neg(self.adult.known)),
            )
        )

    def may_be_in(self, ages: AgeSet) -> Formula:
        """Return that some age of the set is possible."""
        return disj(
            either(
                both(self.lowest <= last, self.highest >= first),
                both(self.widened, last >= ADULT),
            )
            for first, last in runs_of(ages)
        )

    def among(self, ages: AgeSet) -> Value:
        """Return the value of a test: true when every possible age passes, false when none does."""
        others = AgeSet(~ages & ((1 << (OLDEST + 1)) - 1))
        return Value(neg(self.may_be_in(others)), self.may_be_in(ages))

    @property
    def known(self) -> Formula:
        """That only one age is possible."""
        return both(self.lowest == self.highest, neg(self.widened))

    @property
    def adulthood_known(self) -> Formula:
        """That the possible ages are all of adults, or none is."""
        return either(
            neg(self.may_be_in(AgeSet((1 << ADULT) - 1))),
            neg(self.may_be_in(AgeSet(((1 << (OLDEST + 1)) - 1) & ~((1 << ADULT) - 1)))),
        )

    @property
    def settled(self) -> Formula:
        """That nothing more can be learned of the age."""
        return either(
            self.known,
            both(
                either(self.exact, self.unsayable),
                either(self.adulthood_known, self.adult.unsayable),
            ),
        )

    def can_differ(self, other: Ages, years: int) -> Formula:
        """Return that the two may be at least so many years apart."""
        return either(
            self.highest - other.lowest >= years,
            other.highest - self.lowest >= years,
            both(self.widened, OLDEST - other.lowest >= years),
            both(other.widened, OLDEST - self.lowest >= years),
            both(self.widened, other.widened),
            both(self.widened, other.highest - ADULT >= years),
            both(other.widened, self.highest - ADULT >= years),
        )

    def must_differ(self, other: Ages, years: int) -> Formula:
        """Return that the two are at least so many years apart, whatever their ages are."""
        return both(
            either(
                self.lowest - other.highest >= years,
                other.lowest - self.highest >= years,
            ),
            neg(both(self.widened, other.widened)),
            implies(self.widened, other.highest + years <= ADULT),
            implies(other.widened, self.highest + years <= ADULT),
        )


def new_ages(name: str) -> tuple[Ages, Formula]:
    """Return the age of a person, and what it keeps to."""
    adult, adult_rule = new_fact(f"{name}.adult", (True, False))
    suspected, suspected_rule = new_fact(f"{name}.adult_suspected", (True, False))
    ages = Ages(
        low=new_number(f"{name}.age from"),
        high=new_number(f"{name}.age to"),
        exact=new_bool(f"{name}.age exact"),
        adult=adult,
        suspected=suspected,
        unsayable=new_bool(f"{name}.age cannot be said"),
        lowest=new_number(f"{name} at least"),
        highest=new_number(f"{name} at most"),
        widened=new_bool(f"{name} may be an adult"),
    )
    return ages, both(adult_rule, suspected_rule, ages.rules)
