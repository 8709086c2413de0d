"""What a test of single facts can still become, and which open facts it depends on.

The tests that have no condition inside them. Values are the reference's; only what they may
become is said here.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import TypeAlias, assert_never

from attrs import evolve

from sexto_rules.decisions.openness import (
    COMPLETE,
    Around,
    is_list_open,
    is_role_open,
    open_age_facts,
    open_paths,
    open_roles,
    path_of,
)
from sexto_rules.decisions.reach import ANY, Reach, either, reach_of
from sexto_rules.facts.ages import ADULT_AGES, AgeSet, possible_ages
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import age_gap_at_least, ages_of, is_involved
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Of,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.outcome import Truth

__all__ = ["Leaf", "facts_behind", "facts_read", "leaf_reach", "whose_facts"]

Leaf: TypeAlias = ValueTest | AgeTest | RoleTest | GapTest | DoneTest | FactStatus

_FALSE, _UNKNOWN, _TRUE = (1 << value for value in Truth)


def facts_behind(leaf: Leaf, incident: Incident, about: Around) -> frozenset[str] | None:
    """Return the open facts that can change the value of a test; None if none can.

    Empty where only facts of one more person or device can.
    """
    fact = _fact_tested(leaf)
    if fact is not None:
        return open_paths(fact, incident, about)
    if isinstance(leaf, GapTest):
        may_be = [each for each in incident.persons if is_involved(each) is not False]
        return _gap_facts(incident, may_be)
    return None


def _fact_tested(leaf: Leaf) -> FactRef | None:
    """Return the fact that a test asks for; None of the age gap and of what was done."""
    match leaf:
        case ValueTest(fact) | FactStatus(fact):
            return fact
        case AgeTest(of):
            return FactRef(of, "age")
        case RoleTest(of):
            return FactRef(of, "roles")
        case GapTest() | DoneTest():
            return None
        case _:
            assert_never(leaf)


def leaf_reach(
    leaf: Leaf, value: Truth, incident: Incident, about: Around, facts: frozenset[str] | None
) -> Reach:
    """Return every value that a test can still take.

    `value` is the one it has now, and `facts` those that can change it (`facts_behind`).
    """
    if facts is None:
        return 1 << value
    match leaf:
        case FactStatus():
            return _FALSE | _TRUE
        case AgeTest(of, ages):
            return _age_reach(ages, whose_facts(of, incident, about), incident)
        case RoleTest():
            return _role_reach(leaf, whose_facts(leaf.of, incident, about), incident)
        case GapTest(years):
            return _gap_reach(years, incident)
        case _:
            return ANY


def whose_facts(of: Of, incident: Incident, about: Around) -> Person | None:
    """Return the listed person of whom a test speaks, None while it may be any."""
    if of is Of.PERSON:
        return about if isinstance(about, Person) else None
    if isinstance(about, Device) and about.holder is not UNKNOWN:
        return incident.person(about.holder)
    return None


def _age_reach(wanted: AgeSet, person: Person | None, incident: Incident) -> Reach:
    """Return what a test of an age can become: of every set of ages that one may learn."""
    if person is None:
        return ANY
    names = open_age_facts(incident, person)
    if "age" in names:
        ages = ages_of(person)
        if "adult_suspected" in names:
            ages = AgeSet(ages | ADULT_AGES)
        if not ages & ~wanted:
            return _TRUE
        return ANY if ages & wanted else _FALSE
    adults = (UNKNOWN, True, False) if "adult" in names else (person.adult,)
    suspicions = (UNKNOWN, True) if "adult_suspected" in names else (person.adult_suspected,)
    learned = [
        possible_ages(person.age, adult=adult, adult_suspected=suspected)
        for adult, suspected in product(adults, suspicions)
    ]
    if "adult" in names and True in suspicions:
        learned.append(ADULT_AGES)  # the age told may be but a claim, and refuted
    return reach_of(_age_truth(ages, wanted) for ages in learned if ages)


def _age_truth(ages: AgeSet, wanted: AgeSet) -> Truth:
    if not ages & wanted:
        return Truth.FALSE
    return Truth.UNKNOWN if ages & ~wanted else Truth.TRUE


def _role_reach(test: RoleTest, person: Person | None, incident: Incident) -> Reach:
    """Return what a test of roles can become, one role learned without the others."""
    if person is None:
        return ANY
    reach = _FALSE
    for role in test.roles:
        known = person.role(role)
        if is_role_open(incident, person, role):
            reach = either(reach, ANY)
        elif known is UNKNOWN:
            reach = either(reach, _UNKNOWN)
        elif known:
            return _TRUE
    return reach


def facts_read(leaf: Leaf, incident: Incident, about: Around) -> frozenset[str]:
    """Return the open facts that a test reads, also those that cannot change its value.

    They change whether everything that it reads is known, or is what nobody can say.
    """
    if isinstance(leaf, GapTest):
        return _gap_facts(incident, incident.persons) or frozenset()
    return facts_behind(leaf, incident, about) or frozenset()


def _gap_facts(incident: Incident, persons: Iterable[Person]) -> frozenset[str] | None:
    """Return the open facts behind the age gap between these persons."""
    paths = set()
    if is_list_open(incident, Entity.PERSON):
        paths.add(COMPLETE[Entity.PERSON])
    for person in persons:
        names = open_age_facts(incident, person)
        if open_roles(incident, person):
            names = (*names, "roles")
        paths.update(path_of(Entity.PERSON, person.id, name) for name in names)
    return frozenset(paths) or None


def _gap_reach(years: int, incident: Incident) -> Reach:
    """Return what the age gap can become: settled if it is so by the widest ages there may be."""
    widest = evolve(
        incident,
        persons=[
            evolve(person, adult_suspected=True)
            if "adult_suspected" in open_age_facts(incident, person)
            else person
            for person in incident.persons
        ],
    )
    gap = age_gap_at_least(widest, years)
    if gap is True:
        return _TRUE
    return _FALSE if gap is False and not is_list_open(incident, Entity.PERSON) else ANY
