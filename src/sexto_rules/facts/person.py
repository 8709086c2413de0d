"""A person of an incident: roles, age, and what matters about them. Never a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts.ages import AgeRange, possible_ages
from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.values import as_roles, find_id_problem, find_value_problem
from sexto_rules.facts.vocabulary import FACTS, Entity, Role

__all__ = ["Person"]

_NO_ROLES: Final[Mapping[Role, bool]] = FrozenMapping()


@frozen(kw_only=True)
class Person:
    """A person, by an opaque `id`; every other attribute may be unknown.

    `roles` may be given as a list (these and no others), or as a map that says single
    ones; it is kept as a read-only map of the roles known. `age` is in whole years at the
    day of the report.

    Raises:
        IncidentError: The values are not what the vocabulary takes, or no age is possible.

    Example:
        >>> Person(id="p1", roles=["depicted"], age=14).role(Role.SHARER)
        False
    """

    id: str
    roles: Mapping[Role, bool] = field(default=_NO_ROLES, converter=as_roles)
    age: int | AgeRange | Unknown = UNKNOWN
    adult: bool | Unknown = UNKNOWN
    adult_suspected: bool | Unknown = UNKNOWN
    pupil: bool | Unknown = UNKNOWN
    capacity_concern: bool | Unknown = UNKNOWN
    at_risk: bool | Unknown = UNKNOWN
    parent_contact_risk: bool | Unknown = UNKNOWN
    position_of_trust: bool | Unknown = UNKNOWN

    def __attrs_post_init__(self) -> None:
        """Refuse what is wrong, all of it at once."""
        problems = [find_id_problem(self.id, "id")]
        problems += [
            find_value_problem(spec, getattr(self, name), name)
            for name, spec in FACTS[Entity.PERSON].items()
        ]
        found = [problem for problem in problems if problem is not None]
        wrong = {problem.place.path for problem in found}
        if wrong.isdisjoint({"age", "adult", "adult_suspected"}) and not possible_ages(
            self.age, adult=self.adult, adult_suspected=self.adult_suspected
        ):
            found.append(_no_age(adult=self.adult is True))
        if found:
            raise IncidentError(found)

    def role(self, role: Role) -> bool | Unknown:
        """Return whether the person has this role, UNKNOWN where nobody told."""
        return self.roles.get(role, UNKNOWN)


def _no_age(*, adult: bool) -> Problem:
    """Return the problem of an age that `adult` contradicts."""
    return Problem(
        "SX409",
        f"`adult` is {'yes' if adult else 'no'}, and no age told is "
        f"{'18 or over' if adult else 'under 18'}",
        Place(path="age"),
        "an adult is 18 or over; where the age is only claimed, write `adult_suspected: yes`",
    )
