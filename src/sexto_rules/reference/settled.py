"""Whether anything more can be learned of what a condition reads.

`design/language.md`, *Three values*: a condition is `cannot_say` when it is unknown and
every unknown fact it reads is one that nobody can say. It reads whatever it names, through
conclusions, classes and lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from sexto_rules.facts import Incident, Role
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Not,
    Of,
    Quantified,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.reference.knowledge import (
    About,
    is_age_settled,
    is_known,
    is_list_settled,
    is_role_settled,
    is_unsayable,
    listed,
)

__all__ = ["is_settled"]


def is_settled(
    condition: Condition, day: DayProtocol, incident: Incident, about: About = None
) -> bool:
    """Whether every fact that the condition reads is known or one that nobody can say."""
    match condition:
        case All(parts) | AnyOf(parts):
            return all(is_settled(part, day, incident, about) for part in parts)
        case Not(body) | Modal(_, body):
            return is_settled(body, day, incident, about)
        case Quantified(_, entity, body):
            return is_list_settled(incident, entity) and all(
                is_settled(body, day, incident, each) for each in listed(incident, entity)
            )
        case ConclusionTest(name):
            return _is_conclusion_settled(name, day, incident, about)
        case ClassTest():
            return all(
                is_settled(one.when, day, incident) for one in day.classes if one.when is not None
            )
        case ValueTest(fact) | FactStatus(fact):
            return _is_fact_settled(fact, incident, about)
        case AgeTest(of):
            return is_age_settled(of, incident, about)
        case RoleTest(of, roles):
            return _are_roles_settled(of, roles, incident, about)
        case GapTest():
            return _is_gap_settled(incident)
        case DoneTest():
            return True
        case _:
            assert_never(condition)


def _is_conclusion_settled(name: str, day: DayProtocol, incident: Incident, about: About) -> bool:
    """Whether every rule of the conclusion is settled."""
    return all(
        is_settled(rule.when, day, incident, about if conclusion.for_each else None)
        for conclusion in day.conclusions
        if conclusion.id == name
        for rule in conclusion.rules
    )


def _is_fact_settled(fact: FactRef, incident: Incident, about: About) -> bool:
    """Whether the fact is known, or one that nobody can say."""
    return is_known(fact, incident, about) or is_unsayable(fact, incident, about)


def _are_roles_settled(of: Of, roles: Iterable[Role], incident: Incident, about: About) -> bool:
    """Whether each of the roles is settled."""
    return all(is_role_settled(of, role, incident, about) for role in roles)


def _is_gap_settled(incident: Incident) -> bool:
    """Whether the list of persons is, and each one's roles and age."""
    return is_list_settled(incident, Entity.PERSON) and all(
        _are_roles_settled(Of.PERSON, Role, incident, person)
        and is_age_settled(Of.PERSON, incident, person)
        for person in incident.persons
    )
