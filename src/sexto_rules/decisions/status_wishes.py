"""What would have to be told for a fact to be known, to be unknown, or to be what nobody can say.

That it is unknown is wished as that nobody can say it. An age is known by its years, and
with it whether somebody is an adult; a new age takes back what was said of both and of a
suspicion. Where a device is, the journal may tell. Roles are told one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from sexto_rules.decisions.fact_wishes import MOVES, FactWishes
from sexto_rules.decisions.openness import Around, path_of
from sexto_rules.decisions.wish import (
    NO,
    NOT_RULED_OUT,
    NOTHING,
    UNSAID,
    YES,
    Value,
    Wish,
    all_of,
    any_of,
)
from sexto_rules.facts.ages import ADULT_AGES, ages_in
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import has_cannot_say, was_done
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import AGES, Entity, Role
from sexto_rules.protocol.conditions import FactRef, Mode, Of
from sexto_rules.reference.knowledge import is_role_settled

__all__ = ["StatusWishes"]

_ANY: Final = YES | NO
_AGES: Final[frozenset[Value]] = frozenset(AGES)
_P: Final = Entity.PERSON
_NOT_SAID: Final[frozenset[Value]] = frozenset()
_ADULT_AGES: Final[frozenset[Value]] = frozenset(ages_in(ADULT_AGES))
"""The years of which it is known, whatever is suspected, that somebody is an adult."""
_CLEARED: Final = frozenset({"adult", "adult_suspected"})
"""What a new age takes back."""


@frozen
class StatusWishes:
    """Finds what would make a fact of an incident known, or unknown, or one nobody can say."""

    incident: Incident
    facts: FactWishes

    def status(self, fact: FactRef, mode: Mode, about: Around, *, yes: bool) -> list[Wish]:
        """Return the steps to a status of a fact, or to another."""
        held = self._held(fact.of, about)
        if mode is Mode.CANNOT_SAY and yes:
            return any_of([self._unsayable(fact, about), held])
        if mode is not Mode.CANNOT_SAY and (mode is Mode.KNOWN) is not yes:
            return any_of([self._unknown(fact, about), held])
        taken_back = []
        if mode is Mode.CANNOT_SAY and fact.name in _CLEARED:
            taken_back = self.facts.own(fact.of, about, "age", _AGES | UNSAID)
        return any_of([taken_back, self._known(fact, about), held])

    def settled(self, fact: FactRef, about: Around, *, yes: bool) -> list[Wish]:
        """Return the steps to a fact that is known or unsayable, or to one that is neither."""
        held = self._held(fact.of, about)
        if not yes:
            is_lost = fact.name in _CLEARED or fact.name in {"age", "in_hand"}
            return any_of([self._unknown(fact, about) if is_lost else [], held])
        person = self.facts.person(fact.of, about)
        bulk = [] if person is None or fact.name != "roles" else [_no_roles(person)]
        return any_of([bulk, self._known(fact, about, UNSAID), held])

    def age_settled(self, of: Of, about: Around, *, yes: bool) -> list[Wish]:
        """Return the steps to an age of which nothing more can be learned, or something can."""
        held = self._held(of, about)
        person = self.facts.person(of, about)
        if person is None:
            return any_of([held])
        if not yes:
            return any_of([self._wider(person), held])
        age, adult = (path_of(_P, person.id, name) for name in ("age", "adult"))
        found: list[Wish] = [{age: _AGES}, {age: _ADULT_AGES}, {age: UNSAID, adult: UNSAID}]
        if isinstance(person.age, int) or has_cannot_say(self.incident, age):
            found.append({adult: UNSAID})
        return any_of([found, self.facts.suspicion(of, about, surely=True), held])

    def roles_settled(
        self, of: Of, roles: Iterable[Role], about: Around, *, yes: bool
    ) -> list[Wish]:
        """Return the steps to roles that are known or unsayable; once they are, they stay so."""
        person = self.facts.person(of, about)
        own = [] if person is None or not yes else [self._told_of(person, roles, UNSAID)]
        if person is not None and own and set(roles) == set(Role):
            own.append(_no_roles(person))
        return any_of([own, self._held(of, about)])

    def _held(self, of: Of, about: Around) -> list[Wish]:
        """Return the wishes that it is a fact of somebody else, or that nobody can say of whom."""
        held = self.facts.holders(of, about, NOT_RULED_OUT)
        if of is Of.HOLDER and isinstance(about, Device) and about.holder is UNKNOWN:
            held.append({path_of(Entity.DEVICE, about.id, "holder"): UNSAID})
        return held

    def _known(
        self, fact: FactRef, about: Around, also: frozenset[Value] = _NOT_SAID
    ) -> Iterable[Wish]:
        """Return the wish that a fact be told, whatever its value, or also that it cannot be."""
        own, person = self.facts.own, self.facts.person(fact.of, about)
        match fact.name, about:
            case "age", _:
                aged = own(fact.of, about, "age", _AGES | also)
                return any_of([aged, self.facts.suspicion(fact.of, about, surely=True)])
            case "adult", _:
                told = own(fact.of, about, "adult", _ANY | also)
                aged = [
                    *own(fact.of, about, "age", _AGES),
                    *own(fact.of, about, "age", _ADULT_AGES),
                ]
                return any_of([told, aged, self.facts.suspicion(fact.of, about, surely=True)])
            case "roles", _:
                return [] if person is None else [self._told_of(person, Role, also)]
            case "in_hand", Device(id=name):
                moved: list[Wish] = [{f"done.{act}.{name}": YES} for act in MOVES]
                return any_of([own(fact.of, about, "in_hand", _ANY | also), moved])
            case "holder", Device(id=name):
                new = self.facts.new_holders(path_of(Entity.DEVICE, name, "holder"))
                domain = frozenset(self.facts.domain(fact))
                return any_of([own(fact.of, about, "holder", domain | also), new])
            case _:
                return own(fact.of, about, fact.name, frozenset(self.facts.domain(fact)) | also)

    def _told_of(self, person: Person, roles: Iterable[Role], also: frozenset[Value]) -> Wish:
        """Return the wish that each of these roles be told; of those that cannot be, only if so."""
        return {
            path_of(_P, person.id, f"roles.{role}"): _ANY | also
            for role in sorted(roles)
            if person.role(role) is UNKNOWN
            and not (also and is_role_settled(Of.PERSON, role, self.incident, person))
        }

    def _unknown(self, fact: FactRef, about: Around) -> Iterable[Wish]:
        """Return the steps to a fact that is not known."""
        person = self.facts.person(fact.of, about)
        unsaid = self.facts.own(fact.of, about, fact.name, UNSAID)
        match fact.name, about:
            case (("age" | "adult"), _):
                return [] if person is None else self._wider(person)
            case "adult_suspected", _:
                return any_of([unsaid, self.facts.own(fact.of, about, "age", _AGES | UNSAID)])
            case "roles", _:
                of_each = (self.facts.own(fact.of, about, f"roles.{role}", UNSAID) for role in Role)
                return any_of(of_each)
            case "in_hand", Device(id=name, in_hand=in_hand):
                moves = (act for act in MOVES if was_done(self.incident, act, name))
                undone = ([{f"done.{act}.{name}": NO}] for act in moves)
                return all_of([[NOTHING] if in_hand is UNKNOWN else unsaid, *undone])
            case _:
                return unsaid

    def _wider(self, person: Person) -> list[Wish]:
        """Return what would take back some of what is known of an age."""
        found: list[Wish] = [{path_of(_P, person.id, "age"): UNSAID}]
        if person.adult is not UNKNOWN:
            found.append({path_of(_P, person.id, "adult"): UNSAID})
        elif person.adult_suspected is not True:
            found.append({path_of(_P, person.id, "adult_suspected"): YES})
        return found

    def _unsayable(self, fact: FactRef, about: Around) -> Iterable[Wish]:
        """Return the steps to a fact that nobody can say."""
        person = self.facts.person(fact.of, about)
        if fact.name == "roles" and person is not None:
            each = self._told_of(person, Role, UNSAID)
            return any_of([[_no_roles(person)], [each] if each else self._unknown(fact, about)])
        unsaid = self.facts.own(fact.of, about, fact.name, UNSAID)
        if not all(has_cannot_say(self.incident, path) for wish in unsaid for path in wish):
            return unsaid
        return [
            {**wish, **unsaid[0]} if fact.name == "adult" and _is_of_age(wish) else wish
            for wish in self._unknown(fact, about)
        ]


def _no_roles(person: Person) -> Wish:
    """Return the wish that nobody can say the roles of somebody."""
    return {path_of(_P, person.id, "roles"): UNSAID}


def _is_of_age(wish: Wish) -> bool:
    """Whether it asks for an age, which takes back whether somebody is an adult."""
    return any(path.endswith(".age") for path in wish)
