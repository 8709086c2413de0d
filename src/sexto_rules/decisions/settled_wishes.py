"""What would have to be told for nothing more to be learned of what a condition reads.

Or, the other way about, for something more to be learned of it.

A condition is `cannot_say` when it is unknown and every unknown fact that it reads is one that
nobody can say: `reference.settled`, whose order this follows. That something can be learned
again comes of a list that is opened, of one more person or device, of an age that is told anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, assert_never

from sexto_rules.decisions.fact_wishes import FactWishes
from sexto_rules.decisions.one_more import OneMore, with_listing
from sexto_rules.decisions.openness import COMPLETE, Around, New, listed
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.status_wishes import StatusWishes
from sexto_rules.decisions.wish import NO, NOTHING, UNSAID, YES, Wish, one_or_all
from sexto_rules.facts.incident import Device, Person
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactStatus,
    GapTest,
    Modal,
    Not,
    Of,
    Quantified,
    RoleTest,
    ValueTest,
)
from sexto_rules.reference import BLANK
from sexto_rules.reference.knowledge import is_age_settled, is_list_settled
from sexto_rules.reference.settled import is_settled

__all__ = ["SettledWishes"]

_P: Final = Entity.PERSON


class SettledWishes:
    """Finds what would settle all that a condition reads, or would leave something open."""

    def __init__(self, residuals: Residuals, facts: FactWishes, more: OneMore) -> None:
        """Begin with nothing found."""
        self._residuals = residuals
        self._incident = residuals.incident
        self._more = more
        self._status = StatusWishes(residuals.incident, facts)

    def wishes(self, condition: Condition, about: Around, *, yes: bool) -> list[Wish]:
        """Return the steps to a condition that is settled, or to one that is not."""
        told_of = BLANK if isinstance(about, New) else about
        if is_settled(condition, self._residuals.day, self._incident, told_of) is yes:
            return [NOTHING]
        match condition:
            case All(parts) | AnyOf(parts):
                return self._parts([(part, about) for part in parts], yes=yes)
            case Not(body) | Modal(_, body):
                return self.wishes(body, about, yes=yes)
            case ConclusionTest(name):
                rules = self._residuals.rules(self._residuals.conclusions[name], about)
                return self._parts(rules, yes=yes)
            case ClassTest():
                whens = [one.when for one in self._residuals.day.classes]
                return self._parts([(when, None) for when in whens if when is not None], yes=yes)
            case Quantified(_, entity, body):
                return self._of_list(entity, lambda each: self.wishes(body, each, yes=yes), yes=yes)
            case GapTest():
                return self._of_list(_P, lambda each: self._person(each, yes=yes), yes=yes)
            case ValueTest(fact) | FactStatus(fact):
                return self._status.settled(fact, about, yes=yes)
            case AgeTest(of):
                return self._status.age_settled(of, about, yes=yes)
            case RoleTest(of, roles):
                return self._status.roles_settled(of, roles, about, yes=yes)
            case DoneTest():
                return []
            case _:
                assert_never(condition)

    def _parts(self, parts: Iterable[tuple[Condition, Around]], *, yes: bool) -> list[Wish]:
        return one_or_all([self.wishes(*part, yes=yes) for part in parts], not yes)

    def _of_list(
        self, entity: Entity, of_one: Callable[[Person | Device], list[Wish]], *, yes: bool
    ) -> list[Wish]:
        """Return the steps to a list that is settled, with all that is read of those listed."""
        of_list: list[Wish] = [{COMPLETE[entity]: YES | UNSAID if yes else NO}]
        if is_list_settled(self._incident, entity) is yes:
            of_list = [NOTHING]
        choices: list[Iterable[Wish]] = [of_list, *map(of_one, listed(self._incident, entity))]
        if not yes:
            more = self._more.of(entity)
            choices += [with_listing(of_one(each), each) for each in more]
        return one_or_all(choices, not yes)

    def _person(self, person: Person | Device, *, yes: bool) -> list[Wish]:
        """Return the steps to a person of whom roles and age are settled, or are not."""
        roles = self._status.roles_settled(Of.PERSON, Role, person, yes=yes)
        age = [NOTHING]
        if is_age_settled(Of.PERSON, self._incident, person) is not yes:
            age = self._status.age_settled(Of.PERSON, person, yes=yes)
        return one_or_all([roles, age], not yes)
