"""What would have to be told for a fact to have a value, or not to have it.

Whose fact it is may itself be told otherwise: a fact of the holder of a device is somebody
else's once another held it. What is told of an age counts as one fact, its years; beside it
stands only a suspicion.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sexto_rules.decisions.one_more import OneMore, is_listed
from sexto_rules.decisions.openness import Around, path_of
from sexto_rules.decisions.wish import (
    A_MOMENT,
    NO,
    UNSAID,
    YES,
    Value,
    Want,
    Wish,
    any_of,
    one_or_all,
)
from sexto_rules.facts.ages import ALL_AGES, AgeSet, ages_in
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import was_done
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.vocabulary import AGES, Entity, FactKind, Role, fact_spec
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.reference.kleene import truth_of

__all__ = ["MOVES", "FactWishes"]

_P, _D = Entity.PERSON, Entity.DEVICE
MOVES: Final = ("secure_device", "hand_over_device")
"""What tells, once done, whether a device is in hand."""


class FactWishes:
    """Finds what would give one fact of an incident another value."""

    def __init__(self, day: DayProtocol, incident: Incident, more: OneMore) -> None:
        """Keep them."""
        self._day = day
        self._incident = incident
        self._more = more

    def value(
        self, fact: FactRef, values: frozenset[str | bool], about: Around, want: Want
    ) -> list[Wish]:
        """Return the wish that a fact have one of these values, or none of them."""
        domain = self.domain(fact)
        wished = frozenset(each for each in domain if (each in values) is want.yes)
        told = self._attribute(fact.of, fact.name, wished, about, want)
        match fact.name, about:
            case "in_hand", Device(id=name):
                acts = zip(MOVES, (wished, frozenset(not each for each in wished)), strict=True)
                moved = ({f"done.{act}.{name}": said} for act, said in acts if said)
                return any_of([told, moved])
            case "adult_suspected", _ if not want.surely:
                return any_of([told, self.own(fact.of, about, "age", frozenset(AGES) | UNSAID)])
            case _:
                return told

    def age(self, of: Of, ages: AgeSet, about: Around, want: Want) -> list[Wish]:
        """Return the wish that somebody be of one of these ages, or of none of them."""
        wished = frozenset(ages_in(ages if want.yes else AgeSet(ALL_AGES & ~ages)))
        told = self._attribute(of, "age", wished, about, want)
        return any_of([told, self.suspicion(of, about, surely=want.surely)])

    def role(self, of: Of, roles: Iterable[Role], about: Around, want: Want) -> list[Wish]:
        """Return the wish that somebody have one of these roles, or none of them."""
        values = YES if want.yes else NO
        each = (
            self._attribute(of, f"roles.{role}", values, about, want)
            for role in sorted(roles)
            if not want.is_met_by(truth_of(self._has(of, role, about)))
        )
        return one_or_all(each, want.yes)

    def _has(self, of: Of, role: Role, about: Around) -> bool | Unknown:
        """Return whether whoever is spoken of has a role."""
        person = self.person(of, about)
        return UNKNOWN if person is None else person.role(role)

    def done(self, acts: Iterable[str], of: Of, about: Around, *, wanted: bool) -> list[Wish]:
        """Return the wish that one of these acts was done, or that none was."""
        bearer = self.bearer(of, about)
        target = None if bearer is None or of is Of.INCIDENT else bearer[1]
        each = (
            self._done(act, of, about, wanted=wanted)
            for act in sorted(acts)
            if was_done(self._incident, act, target) is not wanted
        )
        return one_or_all(each, wanted)

    def _done(self, act: str, of: Of, about: Around, *, wanted: bool) -> list[Wish]:
        values = YES if wanted else NO
        if of is Of.INCIDENT:
            return any_of([[{f"done.{act}": values}]])
        bearer = self.bearer(of, about)
        own = [] if bearer is None else [{f"done.{act}.{bearer[1]}": values}]
        return any_of([own, self.holders(of, about, Want(yes=wanted, surely=wanted))])

    def _attribute(
        self, of: Of, name: str, wished: frozenset[Value], about: Around, want: Want
    ) -> list[Wish]:
        """Return the wish that a person or device have it, or that another held the device."""
        own = self.own(of, about, name, wished if want.surely else wished | UNSAID)
        return any_of([own, self.holders(of, about, want)])

    def own(self, of: Of, about: Around, name: str, values: frozenset[Value]) -> list[Wish]:
        """Return the wish that a fact of the incident, or of who is spoken of, have a value."""
        if not values:
            return []
        if of is Of.INCIDENT or of is Of.ANSWERS:
            return [{name if of is Of.INCIDENT else f"answers.{name}": values}]
        bearer = self.bearer(of, about)
        return [] if bearer is None else [{path_of(*bearer, name): values}]

    def suspicion(self, of: Of, about: Around, *, surely: bool) -> list[Wish]:
        """Return the wish that somebody is suspected to be an adult, or is not any more."""
        person = self.person(of, about)
        if person is None or person.adult is not UNKNOWN:
            return []
        is_suspected = person.adult_suspected is True
        if surely and not is_suspected:
            return []
        return self.own(of, about, "adult_suspected", NO | UNSAID if is_suspected else YES)

    def holders(self, of: Of, about: Around, want: Want) -> list[Wish]:
        """Return the wishes that somebody else held a device, whatever is known of them."""
        if of is not Of.HOLDER or not isinstance(about, Device):
            return []
        path = path_of(_D, about.id, "holder")
        others = [each.id for each in self._incident.persons if each.id != about.holder]
        found: list[Wish] = [{path: frozenset({each})} for each in others]
        found += self.new_holders(path)
        if not want.surely and about.holder is not UNKNOWN:
            found.append({path: UNSAID})
        return found

    def new_holders(self, path: str) -> list[Wish]:
        """Return the wish that one more person than are listed held a device."""
        return [{path: frozenset({each.id}), **is_listed(each)} for each in self._more.persons()]

    def bearer(self, of: Of, about: Around) -> tuple[Entity, str] | None:
        """Return of whom a test speaks; None where that is not known."""
        match about:
            case Person(id=name):
                return _P, name
            case Device(holder=holder) if of is Of.HOLDER:
                return None if holder is UNKNOWN else (_P, holder)
            case Device(id=name):
                return _D, name
            case _:
                return None

    def person(self, of: Of, about: Around) -> Person | None:
        """Return the person of whom a test speaks; None where that is not known, or a device."""
        match about:
            case Person():
                return about
            case Device(holder=holder) if of is Of.HOLDER and holder is not UNKNOWN:
                return self._incident.person(holder)
            case _:
                return None

    def domain(self, fact: FactRef) -> Iterable[Value]:
        """Return the values that a fact can have, other than an age and roles; of moments one."""
        if fact.of is Of.ANSWERS:
            answer = next(each for each in self._day.answers if each.id == fact.name)
            return [choice.id for choice in answer.choices] or (True, False)
        spec = fact_spec(fact.name)
        match None if spec is None else spec.kind:
            case FactKind.BOOL:
                return (True, False)
            case FactKind.CHOICE:
                return () if spec is None else spec.values
            case FactKind.CODE:
                return [region.id for region in self._day.protocol.regions]
            case FactKind.REFERENCE:
                return [person.id for person in self._incident.persons]
            case _:
                return (A_MOMENT,)
