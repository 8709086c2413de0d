"""Formulas of single facts: of the incident, of persons and devices, of lists, of ages apart.

Facts of a holder are a choice by who it is; the age gap is an `or` over pairs of persons.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from sexto_rules.decisions.exact.ages_learned import UNSAYABLE, AgeState
from sexto_rules.decisions.exact.formulas import (
    FALSE,
    TRUE,
    UNKNOWN,
    Formula,
    Formulas,
    Variable,
    constant,
)
from sexto_rules.decisions.exact.variables import (
    Further,
    Variables,
    is_there,
)
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import (
    ages_of,
    can_differ,
    in_hand,
    list_closed,
    must_differ,
)
from sexto_rules.facts.unknown import UNKNOWN as NOT_KNOWN
from sexto_rules.facts.vocabulary import INVOLVED_ROLES, Entity, Role
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK
from sexto_rules.reference.knowledge import Blank

__all__ = ["LISTS", "FactFormulas", "Whose", "is_adult", "truth"]

Whose: TypeAlias = Person | Device | Further | Blank | None
"""What a condition is about."""

LISTS = {"persons_complete": Entity.PERSON, "devices_complete": Entity.DEVICE}


class FactFormulas:
    """Makes the formulas of single facts."""

    def __init__(self, variables: Variables) -> None:
        """Begin with none."""
        self.variables: Variables = variables
        self.make: Formulas = Formulas()
        self._ages: dict[Variable, tuple[AgeSet, ...]] = {}
        self._of_holder: dict[Variable, tuple[list[tuple[Whose, Formula]], Formula]] = {}
        self.incident: Incident = variables.incident

    def is_listed(self, one: Further) -> Formula:
        """Return whether a further entity is listed."""
        return self.of_list(one.kind, lambda state: is_there(one.place, state))

    def is_list_not_closed(self, kind: Entity) -> Formula:
        """Return whether the list is not known to be complete."""
        if self.variables.list_of(kind) is None:
            return FALSE if list_closed(self.incident, kind) else TRUE
        return self.of_list(kind, lambda state: not state.closed)

    def of_list(self, kind: Entity, holds: Callable[..., bool]) -> Formula:
        """Return whether a list that is open comes to be such."""
        variable = self.variables.list_of(kind)
        assert variable is not None, "a list of which more can be learned"
        return self.make.leaf(variable, bytes(truth(holds(state)) for state in variable.states))

    # Whose a fact is

    def by_bearer(self, of: Of, whose: Whose, value: Callable[[Whose], Formula]) -> Formula:
        """Return the formula of a test; of a holder, by who that is."""
        if of is not Of.HOLDER:
            return value(None if of in {Of.INCIDENT, Of.ANSWERS} else whose)
        if isinstance(whose, Device) and whose.holder is not NOT_KNOWN:
            return value(self.incident.person(whose.holder))
        holder = self._holder_of(whose)
        if holder is None:
            return value(BLANK)
        cases, nobody = self._holders(holder)
        found = [self.make.all_of((is_it, value(person))) for person, is_it in cases]
        return self.make.any_of((*found, self.make.all_of((nobody, value(BLANK)))))

    def _holder_of(self, whose: Whose) -> Variable | None:
        """Return the variable of the holder of a device, None where it cannot be learned."""
        if isinstance(whose, Device | Further):
            return self.variables.holder(whose)
        return None

    def _holders(self, holder: Variable) -> tuple[list[tuple[Whose, Formula]], Formula]:
        """Return who may be the holder, whether it is this one, and whether none of them."""
        found = self._of_holder.get(holder)
        if found is None:
            cases = list(self._cases(holder))
            nobody = self.make.negated(self.make.any_of(is_it for _, is_it in cases))
            found = self._of_holder[holder] = (cases, nobody)
        return found

    def _cases(self, holder: Variable) -> Iterator[tuple[Whose, Formula]]:
        """Yield who may be the holder, and whether it is this one; one not listed is nobody."""
        for number, person in enumerate(holder.states):
            if isinstance(person, Person | Further):
                column = bytes(truth(each == number) for each in range(len(holder.states)))
                is_it = self.make.leaf(holder, column)
                if isinstance(person, Further):
                    is_it = self.make.all_of((is_it, self.is_listed(person)))
                yield person, is_it

    # Single facts

    def variable(self, fact: FactRef, whose: Whose) -> Variable | None:
        """Return the variable of a fact that is neither an age nor a list nor roles."""
        match fact.of:
            case Of.INCIDENT:
                return self.variables.incident_fact(fact.name)
            case Of.ANSWERS:
                return self.variables.answer(fact.name)
            case _ if fact.name == "holder":
                assert isinstance(whose, Device | Further), "of a device"
                return self.variables.holder(whose)
            case _:
                assert isinstance(whose, Person | Device | Further), "of one who has facts"
                return self.variables.fact(whose, fact.name)

    def fact(self, fact: FactRef, whose: Whose, holds: Callable[[object], bool]) -> Formula:
        """Return whether the value of a fact is such; unknown while it is."""
        if whose is BLANK:
            return UNKNOWN
        if fact.name == "adult" and isinstance(whose, Person | Further):
            asking = ("adult", *map(holds, (True, False)))
            return self.age_leaf(
                whose, asking, lambda state: _if_known(is_adult(state.ages), holds)
            )
        if fact.name == "adult_suspected" and isinstance(whose, Person | Further):
            asking = ("adult_suspected", *map(holds, (True, False)))
            return self.age_leaf(whose, asking, lambda state: _if_known(state.suspected, holds))
        if fact.of is Of.INCIDENT and fact.name in LISTS:
            return self._list_fact(fact.name, holds)
        if fact.name == "holder" and isinstance(whose, Device | Further):
            return self._holder_status(whose)
        value = self._told(fact, whose)
        variable = self.variable(fact, whose) if value is NOT_KNOWN else None
        if variable is None:
            return constant(_if_known(value, holds))
        return self.make.leaf(variable, bytes(_if_known(each, holds) for each in variable.states))

    def _told(self, fact: FactRef, whose: Whose) -> object:
        """Return what is known now of a fact."""
        if fact.of is Of.INCIDENT:
            value: object = getattr(self.incident, fact.name)
            return value
        if fact.of is Of.ANSWERS:
            return self.incident.answers.get(fact.name, NOT_KNOWN)
        if isinstance(whose, Device) and fact.name == "in_hand":
            return in_hand(self.incident, whose)
        return NOT_KNOWN if isinstance(whose, Further) else getattr(whose, fact.name)

    def _list_fact(self, name: str, holds: Callable[[object], bool]) -> Formula:
        value: object = getattr(self.incident, name)
        variable = self.variables.list_of(LISTS[name])
        if variable is None:
            return constant(_if_known(value, holds))
        return self.make.leaf(
            variable,
            bytes(
                _if_known(NOT_KNOWN if each.unsayable else each.closed or value, holds)
                for each in variable.states
            ),
        )

    def _holder_status(self, whose: Device | Further) -> Formula:
        """Return that a holder is known: true, or else unknown (asked by `_status` alone)."""
        if isinstance(whose, Device) and whose.holder is not NOT_KNOWN:
            return TRUE
        variable = self.variables.holder(whose)
        if variable is None:
            return UNKNOWN
        return self.make.any_of(
            (self.make.any_of(is_it for _, is_it in self._holders(variable)[0]), UNKNOWN)
        )

    def age_leaf(
        self, whose: Person | Further, asking: Hashable, value: Callable[[AgeState], Truth]
    ) -> Formula:
        """Return the formula of a test of an age; `asking` stands for that test."""
        variable = self.variables.age(whose)
        if variable is None:
            assert isinstance(whose, Person), "of one not listed everything is open"
            return constant(value(_age_state(whose)))
        column = variable.columns.get(asking)
        if column is None:
            column = variable.columns[asking] = bytes(map(value, variable.states))
        return self.make.leaf(variable, column)

    def age(self, whose: Whose, wanted: AgeSet) -> Formula:
        """Return whether an age is one of those wanted."""
        if not isinstance(whose, Person | Further):
            return constant(_age_truth(ALL_AGES, wanted))
        return self.age_leaf(whose, wanted, lambda state: _age_truth(state.ages, wanted))

    def role(self, whose: Whose, role: Role) -> Formula:
        """Return whether somebody has a role."""
        if not isinstance(whose, Person | Further):
            return UNKNOWN
        variable = self.variables.role(whose, role)
        if variable is None:
            assert isinstance(whose, Person), "of one not listed everything is open"
            return constant(_if_known(whose.role(role), bool))
        return self.make.leaf(variable, bytes(_if_known(each, bool) for each in variable.states))

    def roles(self, whose: Whose, roles: frozenset[Role]) -> Formula:
        """Return whether somebody has one of these roles."""
        return self.make.any_of(self.role(whose, role) for role in Role if role in roles)

    def gap(self, years: int) -> Formula:
        """Two persons, one depicted and both involved, so far apart; who is not listed may be."""
        further = list(self.variables.further(Entity.PERSON, f"gap{years}", _APART))
        everybody: list[tuple[Person | Further, Formula]] = [
            *((person, TRUE) for person in self.incident.persons),
            *((one, self.is_listed(one)) for one in further),
        ]
        found = [
            self.make.all_of(
                (
                    is_there_too,
                    is_other_there,
                    self.role(one, Role.DEPICTED),
                    self.roles(other, INVOLVED_ROLES),
                    self._apart(one, other, years),
                )
            )
            for one, is_there_too in everybody
            for other, is_other_there in everybody
            if one is not other
        ]
        return self.make.any_of(
            (*found, self.make.all_of((self.is_list_not_closed(Entity.PERSON), UNKNOWN)))
        )

    def _apart(self, one: Person | Further, other: Person | Further, years: int) -> Formula:
        """Return whether two ages differ by so much."""
        first, second = self.variables.age(one), self.variables.age(other)
        if first is None and second is None:
            ages = [ages_of(each) for each in (one, other) if isinstance(each, Person)]
            return constant(_differ(years, *ages))
        if first is not None and second is not None:
            its, others = self._ages_in(first), self._ages_in(second)
            return self.make.leaf_of_two(
                (first, second),
                (its, others),
                (
                    lambda at: _apart(its, years, others[at]),
                    lambda at: _apart(others, years, its[at]),
                ),
            )
        variable, known = (second, one) if first is None else (first, other)
        assert variable is not None, "of one of them something is open"
        assert isinstance(known, Person), "of one of them all is known"
        return self.make.leaf(variable, _apart(self._ages_in(variable), years, ages_of(known)))

    def _ages_in(self, variable: Variable) -> tuple[AgeSet, ...]:
        """Return the possible ages of each state of an age."""
        found = self._ages.get(variable)
        if found is None:
            found = self._ages[variable] = tuple(state.ages for state in variable.states)
        return found


def _differ(years: int, one: AgeSet, other: AgeSet) -> Truth:
    """Return whether two ages differ by so much."""
    if not can_differ(one, other, years):
        return Truth.FALSE
    return Truth.TRUE if must_differ(one, other, years) else Truth.UNKNOWN


_APART: Final = 3
"""So many further persons account for an age gap before and after a step: two of them apart all
the time, for nothing is learned of them, and one apart from somebody listed."""


@lru_cache(maxsize=1 << 12)
def _apart(ages: tuple[AgeSet, ...], years: int, other: AgeSet) -> bytes:
    """Return of each of these ages whether it differs by so much from another one."""
    return bytes(_differ(years, each, other) for each in ages)


def truth(holds: bool) -> Truth:  # noqa: FBT001 - what it is about
    """Return true or false."""
    return Truth.TRUE if holds else Truth.FALSE


def _if_known(value: object, holds: Callable[[object], bool]) -> Truth:
    return Truth.UNKNOWN if value is NOT_KNOWN or value is UNSAYABLE else truth(holds(value))


def is_adult(ages: AgeSet) -> object:
    """Return whether somebody of one of these ages is an adult, if that is known."""
    if not ages & ~ADULT_AGES:
        return True
    return NOT_KNOWN if ages & ADULT_AGES else False


def _age_truth(ages: AgeSet, wanted: AgeSet) -> Truth:
    if not ages & wanted:
        return Truth.FALSE
    return Truth.UNKNOWN if ages & ~wanted else Truth.TRUE


def _age_state(person: Person) -> AgeState:
    """Return what is known of the age of a listed person."""
    return AgeState(
        ages_of(person), isinstance(person.age, int), person.adult_suspected, frozenset()
    )
