"""Incidents of which everything is known: as a formula, and on the reference."""

from __future__ import annotations

from sexto_rules.facts import UNKNOWN, Incident, Role
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.solver import Formula, both, conj, neg
from sexto_rules.proof.world import PersonPlace, Place
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.reference.knowledge import value_of

__all__ = ["everything_known", "is_everything_known"]


def everything_known(meaning: Meaning) -> Formula:
    """Return that nothing of the incident is left open, and both lists are closed."""
    world = meaning.world
    facts = [*world.facts.values(), *world.answers.values()]
    return conj(
        (
            *(fact.known for fact in facts),
            *(world.closed(kind) for kind in Entity),
            *(neg(meaning.exists(f"open {kind}", kind, _is_open)) for kind in Entity),
        )
    )


def _is_open(place: Place) -> Formula:
    """That something of a person or device is not told."""
    facts = both(*(fact.known for fact in place.facts.values()))
    if isinstance(place, PersonPlace):
        return neg(both(place.ages.exact, place.roles.known, facts))
    return neg(both(place.holder_known, facts))


def is_everything_known(incident: Incident, day: DayProtocol) -> bool:
    """Whether nothing of the incident is left open, and both lists are closed."""
    whole = [getattr(incident, name) for name in FACTS[None]]
    whole += [incident.answers.get(each.id, UNKNOWN) for each in day.answers]
    if incident.persons_complete is not True or incident.devices_complete is not True:
        return False
    for person in incident.persons:
        whole += [getattr(person, name) for name in FACTS[Entity.PERSON] if name != "roles"]
        whole += [person.role(role) for role in Role]
        if not isinstance(person.age, int):
            return False
    for device in incident.devices:
        whole += [
            value_of(FactRef(Of.DEVICE, name), incident, device) for name in FACTS[Entity.DEVICE]
        ]
    return UNKNOWN not in whole
