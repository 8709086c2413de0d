"""What is known of one fact: its value, whether it is known, whether nobody can say.

A condition is *about* the whole incident, about one listed person or device, or about the
*blank* entity: one further person or device of which nothing is known
(`design/language.md`, *Three values*).
"""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeAlias, assert_never

from sexto_rules.facts import UNKNOWN, Device, Incident, Person, Role, Unknown
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet
from sexto_rules.facts.known import ages_of, has_cannot_say, in_hand, is_adult
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import FactRef, Of

__all__ = [
    "BLANK",
    "About",
    "Blank",
    "ages_known",
    "bearer",
    "is_age_settled",
    "is_known",
    "is_list_settled",
    "is_role_settled",
    "is_unsayable",
    "listed",
    "role_known",
    "value_of",
]


class Blank(Enum):
    """The type of `BLANK`: one further entity of which nothing is known."""

    BLANK = "blank"


BLANK: Final = Blank.BLANK

About: TypeAlias = Person | Device | Blank | None
"""What a condition is about; None: the incident as a whole."""

COMPLETE: Final = {Entity.PERSON: "persons_complete", Entity.DEVICE: "devices_complete"}
"""The fact that says that a list is complete."""


def listed(incident: Incident, entity: Entity) -> tuple[Person | Device, ...]:
    """Return the listed persons, or the listed devices, in order."""
    return incident.persons if entity is Entity.PERSON else incident.devices


def bearer(of: Of, incident: Incident, about: About) -> Incident | Person | Device | Blank:
    """Return whose fact a condition names.

    The holder of a device is a listed person; while nobody knows who it is, it is a person
    of whom nothing is known.
    """
    match of:
        case Of.INCIDENT | Of.ANSWERS:
            return incident
        case Of.PERSON | Of.DEVICE:
            assert about is not None, "a fact of a person or a device, and none is at hand"
            return about
        case Of.HOLDER:
            if not isinstance(about, Device) or about.holder is UNKNOWN:
                return BLANK
            return next(person for person in incident.persons if person.id == about.holder)
        case _:
            assert_never(of)


def value_of(fact: FactRef, incident: Incident, about: About) -> object | Unknown:
    """Return the value of a fact, told or following from what is told, or UNKNOWN.

    `design/vocabulary.md`: `adult` follows from the age, `in_hand` from the journal.
    """
    whose = bearer(fact.of, incident, about)
    if whose is BLANK:
        return UNKNOWN
    if isinstance(whose, Incident) and fact.of is Of.ANSWERS:
        return whose.answers.get(fact.name, UNKNOWN)
    if isinstance(whose, Person) and fact.name == "adult":
        return is_adult(whose)
    if isinstance(whose, Device) and fact.name == "in_hand":
        return in_hand(incident, whose)
    value: object = getattr(whose, fact.name)
    return value


def ages_known(of: Of, incident: Incident, about: About) -> AgeSet:
    """Return the ages that the person can have; for one of whom nothing is known, all."""
    person = bearer(of, incident, about)
    return ages_of(person) if isinstance(person, Person) else ALL_AGES


def role_known(of: Of, role: Role, incident: Incident, about: About) -> bool | Unknown:
    """Return whether the person has the role."""
    person = bearer(of, incident, about)
    return person.role(role) if isinstance(person, Person) else UNKNOWN


def is_known(fact: FactRef, incident: Incident, about: About) -> bool:
    """Whether the value is known: for an age, only one is possible; for roles, every one."""
    if fact.name == "age":
        return ages_known(fact.of, incident, about).bit_count() == 1
    if fact.name == "roles":
        return all(role_known(fact.of, role, incident, about) is not UNKNOWN for role in Role)
    return value_of(fact, incident, about) is not UNKNOWN


def is_unsayable(fact: FactRef, incident: Incident, about: About) -> bool:
    """Whether the fact is not known and nobody can say it."""
    if is_known(fact, incident, about):
        return False
    whose = bearer(fact.of, incident, about)
    if fact.name == "roles" and isinstance(whose, Person):
        return all(is_role_settled(fact.of, role, incident, about) for role in Role)
    return _was_asked_in_vain(fact.of, fact.name, incident, about)


def _was_asked_in_vain(of: Of, name: str, incident: Incident, about: About) -> bool:
    """Whether `cannot_say` lists this fact, or the unknown holder whose fact it is."""
    whose = bearer(of, incident, about)
    match whose:
        case Person():
            return has_cannot_say(incident, f"persons.{whose.id}.{name}")
        case Device():
            return has_cannot_say(incident, f"devices.{whose.id}.{name}")
        case Incident():
            prefix = "answers." if of is Of.ANSWERS else ""
            return has_cannot_say(incident, f"{prefix}{name}")
        case Blank():
            return isinstance(about, Device) and has_cannot_say(
                incident, f"devices.{about.id}.holder"
            )
        case _:
            assert_never(whose)


def is_role_settled(of: Of, role: Role, incident: Incident, about: About) -> bool:
    """Whether nothing more can be learned of one role: it is known, or nobody can say."""
    return (
        role_known(of, role, incident, about) is not UNKNOWN
        or _was_asked_in_vain(of, "roles", incident, about)
        or _was_asked_in_vain(of, f"roles.{role}", incident, about)
    )


def is_age_settled(of: Of, incident: Incident, about: About) -> bool:
    """Whether nothing more can be learned of an age.

    One age is possible; or the age is told as one number or nobody can say it, and whether
    the person is an adult is known or nobody can say that.
    """
    ages = ages_known(of, incident, about)
    if ages.bit_count() == 1:
        return True
    person = bearer(of, incident, about)
    is_told = isinstance(person, Person) and isinstance(person.age, int)
    is_adult_known = not ages & ADULT_AGES or not ages & ~ADULT_AGES
    return (is_told or _was_asked_in_vain(of, "age", incident, about)) and (
        is_adult_known or _was_asked_in_vain(of, "adult", incident, about)
    )


def is_list_settled(incident: Incident, entity: Entity) -> bool:
    """Whether the list is closed, or nobody can say whether it is complete."""
    complete = COMPLETE[entity]
    return getattr(incident, complete) is True or has_cannot_say(incident, complete)
