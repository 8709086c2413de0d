"""What follows from the facts told: ages, `adult`, `in_hand`, the gap between ages.

Plain functions on an incident, the same for the specification and for the engines
(`design/vocabulary.md`, *Person*, *Device* and *Computed facts*). UNKNOWN where what is
told leaves it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sexto_rules.facts.ages import ADULT_AGES, AgeSet, possible_ages
from sexto_rules.facts.journal import holds_after
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.vocabulary import INVOLVED_ROLES, Entity, Role

if TYPE_CHECKING:
    from sexto_rules.facts.device import Device
    from sexto_rules.facts.incident import Incident
    from sexto_rules.facts.person import Person

__all__ = [
    "age_gap_at_least",
    "ages_of",
    "can_differ",
    "has_cannot_say",
    "in_hand",
    "is_adult",
    "is_involved",
    "list_closed",
    "must_differ",
    "was_done",
]


def ages_of(person: Person) -> AgeSet:
    """Return every age that the person can have; never empty."""
    return possible_ages(person.age, adult=person.adult, adult_suspected=person.adult_suspected)


def is_adult(person: Person) -> bool | Unknown:
    """Return whether the person is 18 or over, by the ages that are possible."""
    ages = ages_of(person)
    if not ages & ~ADULT_AGES:
        return True
    return UNKNOWN if ages & ADULT_AGES else False


def is_involved(person: Person) -> bool | Unknown:
    """Return whether the person has a role other than witness and reporter."""
    roles = [person.roles.get(role, UNKNOWN) for role in INVOLVED_ROLES]
    if any(has is True for has in roles):
        return True
    return UNKNOWN if any(has is UNKNOWN for has in roles) else False


def in_hand(incident: Incident, device: Device) -> bool | Unknown:
    """Return whether the school has the device: as told, else by what the journal says."""
    if device.in_hand is not UNKNOWN:
        return device.in_hand
    return holds_after(incident.done, device.id)


def list_closed(incident: Incident, entity: Entity) -> bool:
    """Whether it is told that everybody, or every device, is listed."""
    complete = incident.persons_complete if entity is Entity.PERSON else incident.devices_complete
    return complete is True


def has_cannot_say(incident: Incident, path: str) -> bool:
    """Whether nobody can say the fact at this path (`blackmail`, `persons.p1.age`)."""
    return path in incident.cannot_say


def was_done(incident: Incident, act: str, target_id: str | None = None) -> bool:
    """Whether the journal has this act, with this target (None: without one)."""
    return any(entry.act == act and entry.target == target_id for entry in incident.done)


def age_gap_at_least(incident: Incident, years: int) -> bool | Unknown:
    """Return whether some two persons involved, one of them depicted, are so far apart in age.

    True when the two are certainly such and the smallest difference that their ages allow
    is enough; False when the list is complete and no two that may be such can be so far
    apart.
    """
    possible = not list_closed(incident, Entity.PERSON)
    known = [(person, is_involved(person), ages_of(person)) for person in incident.persons]
    for depicted, _, ages in known:
        is_depicted = depicted.role(Role.DEPICTED)
        if is_depicted is False:
            continue
        for other, involved, other_ages in known:
            if other is depicted or involved is False or not can_differ(ages, other_ages, years):
                continue
            if is_depicted is True and involved is True and must_differ(ages, other_ages, years):
                return True
            possible = True
    return UNKNOWN if possible else False


def can_differ(ages: AgeSet, others: AgeSet, years: int) -> bool:
    """Whether two ages of these sets may be at least so many years apart."""
    highest, other_highest = ages.bit_length(), others.bit_length()
    lowest, other_lowest = (ages & -ages).bit_length(), (others & -others).bit_length()
    return max(highest - other_lowest, other_highest - lowest) >= years


def must_differ(ages: AgeSet, others: AgeSet, years: int) -> bool:
    """Whether any two ages of these sets are at least so many years apart."""
    return not any(ages & (others << apart | others >> apart) for apart in range(years))
