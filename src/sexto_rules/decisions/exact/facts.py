"""Formulas of single facts: of the incident, of persons and devices, of lists, of ages apart.

Facts of a holder are a choice by who it is; the age gap is an `or` over pairs of persons.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from typing import TypeAlias

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
    AGE_FACTS,
    UNSAYABLE,
    AgeState,
    Further,
    Variables,
    is_there,
)
from sexto_rules.decisions.openness import path_of
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import (
    ages_of,
    can_differ,
    in_hand,
    list_closed,
    must_differ,
    was_done,
)
from sexto_rules.facts.unknown import UNKNOWN as NOT_KNOWN
from sexto_rules.facts.vocabulary import INVOLVED_ROLES, Entity, Role
from sexto_rules.protocol.conditions import DoneTest, FactRef, Mode, Of
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK
from sexto_rules.reference.knowledge import Blank

__all__ = ["FactFormulas", "Whose"]

Whose: TypeAlias = Person | Device | Further | Blank | None
"""What a condition is about."""

_LISTS = {"persons_complete": Entity.PERSON, "devices_complete": Entity.DEVICE}


class FactFormulas:
    """Makes the formulas of single facts."""

    def __init__(self, variables: Variables) -> None:
        """Begin with none."""
        self.variables: Variables = variables
        self.make: Formulas = Formulas()
        self._ages: dict[Variable, tuple[AgeSet, ...]] = {}
        self.incident: Incident = variables.incident

    def is_listed(self, one: Further) -> Formula:
        """Return whether a further entity is listed."""
        return self._of_list(one.kind, lambda state: is_there(one.place, state))

    def is_list_not_closed(self, kind: Entity) -> Formula:
        """Return whether the list is not known to be complete."""
        if self.variables.list_of(kind) is None:
            return FALSE if list_closed(self.incident, kind) else TRUE
        return self._of_list(kind, lambda state: not state.closed)

    def _of_list(self, kind: Entity, holds: Callable[..., bool]) -> Formula:
        variable = self.variables.list_of(kind)
        assert variable is not None, "a list of which more can be learned"
        return self.make.leaf(variable, bytes(_truth(holds(state)) for state in variable.states))

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
        cases = list(self._cases(holder))
        nobody = self.make.negated(self.make.any_of(is_it for _, is_it in cases))
        found = [self.make.all_of((is_it, value(person))) for person, is_it in cases]
        return self.make.any_of((*found, self.make.all_of((nobody, value(BLANK)))))

    def _holder_of(self, whose: Whose) -> Variable | None:
        """Return the variable of the holder of a device, None where it cannot be learned."""
        if isinstance(whose, Device | Further):
            return self.variables.holder(whose)
        return None

    def _cases(self, holder: Variable) -> Iterator[tuple[Whose, Formula]]:
        """Yield who may be the holder, and whether it is this one; one not listed is nobody."""
        for number, person in enumerate(holder.states):
            if isinstance(person, Person | Further):
                column = bytes(_truth(each == number) for each in range(len(holder.states)))
                is_it = self.make.leaf(holder, column)
                if isinstance(person, Further):
                    is_it = self.make.all_of((is_it, self.is_listed(person)))
                yield person, is_it

    # Single facts

    def _variable(self, fact: FactRef, whose: Whose) -> Variable | None:
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
            return self._age_leaf(
                whose, asking, lambda state: _if_known(_is_adult(state.ages), holds)
            )
        if fact.name == "adult_suspected" and isinstance(whose, Person | Further):
            asking = ("adult_suspected", *map(holds, (True, False)))
            return self._age_leaf(whose, asking, lambda state: _if_known(state.suspected, holds))
        if fact.of is Of.INCIDENT and fact.name in _LISTS:
            return self._list_fact(fact.name, holds)
        if fact.name == "holder" and isinstance(whose, Device | Further):
            return self._holder_status(whose)
        value = self._told(fact, whose)
        variable = self._variable(fact, whose) if value is NOT_KNOWN else None
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
        variable = self.variables.list_of(_LISTS[name])
        if variable is None:
            return constant(_if_known(value, holds))
        return self.make.leaf(
            variable,
            bytes(_if_known(True if each.closed else value, holds) for each in variable.states),
        )

    def _holder_status(self, whose: Device | Further) -> Formula:
        """Return that a holder is known: true, or else unknown (asked by `_status` alone)."""
        if isinstance(whose, Device) and whose.holder is not NOT_KNOWN:
            return TRUE
        variable = self.variables.holder(whose)
        if variable is None:
            return UNKNOWN
        return self.make.any_of(
            (self.make.any_of(is_it for _, is_it in self._cases(variable)), UNKNOWN)
        )

    def _age_leaf(
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
        return self._age_leaf(whose, wanted, lambda state: _age_truth(state.ages, wanted))

    def _role(self, whose: Whose, role: Role) -> Formula:
        if not isinstance(whose, Person | Further):
            return UNKNOWN
        variable = self.variables.role(whose, role)
        if variable is None:
            assert isinstance(whose, Person), "of one not listed everything is open"
            return constant(_if_known(whose.role(role), bool))
        return self.make.leaf(variable, bytes(_if_known(each, bool) for each in variable.states))

    def roles(self, whose: Whose, roles: frozenset[Role]) -> Formula:
        """Return whether somebody has one of these roles."""
        return self.make.any_of(self._role(whose, role) for role in Role if role in roles)

    def done(self, test: DoneTest, whose: Whose) -> Formula:
        """Return whether the journal has one of these acts; nothing was done to one not listed."""
        target = None
        if test.of is not Of.INCIDENT:
            if not isinstance(whose, Person | Device):
                return FALSE
            target = whose.id
        return constant(_truth(any(was_done(self.incident, act, target) for act in test.acts)))

    def gap(self, years: int) -> Formula:
        """Two persons, one depicted and both involved, so far apart; who is not listed may be."""
        further = list(self.variables.further(Entity.PERSON, f"gap{years}"))
        everybody: list[tuple[Person | Further, Formula]] = [
            *((person, TRUE) for person in self.incident.persons),
            *((one, self.is_listed(one)) for one in further),
        ]
        found = [
            self.make.all_of(
                (
                    is_there_too,
                    is_other_there,
                    self._role(one, Role.DEPICTED),
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

    # Whether it is known, and whether anybody can say

    def status(self, fact: FactRef, mode: Mode, whose: Whose) -> Formula:
        """Return whether a fact is unknown, known, or one that nobody can say."""
        if mode is Mode.CANNOT_SAY:
            return self.by_bearer(fact.of, whose, lambda one: self.unsayable(fact, one, whose))
        known = self.by_bearer(fact.of, whose, lambda one: self.known(fact, one))
        return known if mode is Mode.KNOWN else self.make.negated(known)

    def known(self, fact: FactRef, whose: Whose) -> Formula:
        """Return whether the value is known: of an age, that only one is possible."""
        if whose is BLANK:
            return FALSE
        if fact.name == "age" and isinstance(whose, Person | Further):
            return self._age_leaf(whose, "known", lambda state: _truth(state.ages.bit_count() == 1))
        if fact.name == "roles":
            return self.make.all_of(
                self.make.asked(Mode.KNOWN, self._role(whose, role)) for role in Role
            )
        return self.make.asked(Mode.KNOWN, self.fact(fact, whose, lambda _: True))

    def unsayable(self, fact: FactRef, whose: Whose, about: Whose) -> Formula:
        """Return whether it is not known and nobody can say it."""
        if fact.name == "roles" and isinstance(whose, Person | Further):
            said = self.make.all_of(self.role_settled(role, whose, about) for role in Role)
        else:
            said = self._in_vain(fact, whose, about)
        return self.make.all_of((self.make.negated(self.known(fact, whose)), said))

    def _in_vain(self, fact: FactRef, whose: Whose, about: Whose) -> Formula:
        """Return whether nobody can say this fact, or who the unknown holder is."""
        name = fact.name
        if whose is BLANK:
            if not isinstance(about, Device | Further):
                return FALSE
            fact, whose, name = FactRef(Of.DEVICE, "holder"), about, "holder"
        if isinstance(whose, Person | Device):
            entity = Entity.PERSON if isinstance(whose, Person) else Entity.DEVICE
            path = path_of(entity, whose.id, name)
        else:
            path = str(fact)
        if path in self.incident.cannot_say:
            return TRUE
        if isinstance(whose, Person | Further) and name in AGE_FACTS and fact.of is not Of.DEVICE:
            return self._age_leaf(
                whose, ("unsayable", name), lambda state: _truth(name in state.unsayable)
            )
        if fact.of is Of.INCIDENT and name in _LISTS:
            variable = self.variables.list_of(_LISTS[name])
            if variable is None:
                return FALSE
            return self._of_list(_LISTS[name], lambda state: state.unsayable)
        return self._is_unsayable_state(self._variable(fact, whose))

    def _is_unsayable_state(self, variable: Variable | None) -> Formula:
        if variable is None:
            return FALSE
        return self.make.leaf(
            variable, bytes(_truth(each is UNSAYABLE) for each in variable.states)
        )

    def role_settled(self, role: Role, whose: Whose, about: Whose) -> Formula:
        """Return whether nothing more can be learned of a role."""
        if not isinstance(whose, Person | Further):
            return self._in_vain(FactRef(Of.HOLDER, "roles"), whose, about)
        variable = self.variables.role(whose, role)
        known = self.make.asked(Mode.KNOWN, self._role(whose, role))
        if variable is None:
            path = path_of(Entity.PERSON, whose.id, "roles")
            in_vain = not self.incident.cannot_say.isdisjoint({path, f"{path}.{role}"})
            return self.make.any_of((known, constant(_truth(in_vain))))
        return self.make.any_of((known, self._is_unsayable_state(variable)))

    def age_settled(self, whose: Whose, about: Whose) -> Formula:
        """Return whether nothing more can be learned of an age."""
        age_in_vain = self._in_vain(FactRef(Of.PERSON, "age"), whose, about)
        adult_in_vain = self._in_vain(FactRef(Of.PERSON, "adult"), whose, about)
        if not isinstance(whose, Person | Further):
            return self.make.all_of((age_in_vain, adult_in_vain))
        is_told = self._age_leaf(whose, "told", lambda state: _truth(_is_told(state)))
        is_adult_known = self._age_leaf(
            whose, "adulthood", lambda state: _truth(_is_adult_known(state))
        )
        return self.make.all_of(
            (
                self.make.any_of((is_told, age_in_vain)),
                self.make.any_of((is_adult_known, adult_in_vain)),
            )
        )

    def list_settled(self, kind: Entity) -> Formula:
        """Return whether a list is closed, or nobody can say whether it is complete."""
        if self.variables.list_of(kind) is None:
            return TRUE
        return self._of_list(kind, lambda state: state.closed or state.unsayable)

    def gap_settled(self, years: int) -> Formula:
        """Return whether all that the age gap reads is settled."""
        found = [self.list_settled(Entity.PERSON)]
        found += [self._person_settled(person) for person in self.incident.persons]
        found += [
            self.make.any_of((self.make.negated(self.is_listed(one)), self._person_settled(one)))
            for one in self.variables.further(Entity.PERSON, f"gap{years}")
        ]
        return self.make.all_of(found)

    def _person_settled(self, whose: Person | Further) -> Formula:
        roles = [self.role_settled(role, whose, whose) for role in Role]
        return self.make.all_of((*roles, self.age_settled(whose, whose)))


def _differ(years: int, one: AgeSet, other: AgeSet) -> Truth:
    """Return whether two ages differ by so much."""
    if not can_differ(one, other, years):
        return Truth.FALSE
    return Truth.TRUE if must_differ(one, other, years) else Truth.UNKNOWN


@lru_cache(maxsize=1 << 12)
def _apart(ages: tuple[AgeSet, ...], years: int, other: AgeSet) -> bytes:
    """Return of each of these ages whether it differs by so much from another one."""
    return bytes(_differ(years, each, other) for each in ages)


def _truth(holds: bool) -> Truth:  # noqa: FBT001 - what it is about
    return Truth.TRUE if holds else Truth.FALSE


def _if_known(value: object, holds: Callable[[object], bool]) -> Truth:
    return Truth.UNKNOWN if value is NOT_KNOWN or value is UNSAYABLE else _truth(holds(value))


def _is_adult(ages: AgeSet) -> object:
    if not ages & ~ADULT_AGES:
        return True
    return NOT_KNOWN if ages & ADULT_AGES else False


def _is_told(state: AgeState) -> bool:
    return state.told or state.ages.bit_count() == 1


def _is_adult_known(state: AgeState) -> bool:
    return _is_adult(state.ages) is not NOT_KNOWN


def _age_truth(ages: AgeSet, wanted: AgeSet) -> Truth:
    if not ages & wanted:
        return Truth.FALSE
    return Truth.UNKNOWN if ages & ~wanted else Truth.TRUE


def _age_state(person: Person) -> AgeState:
    """Return what is known of the age of a listed person."""
    return AgeState(
        ages_of(person), isinstance(person.age, int), person.adult_suspected, frozenset()
    )
