"""An incident: everything that is known of it, frozen, every attribute unknown by default.

The attributes are those of `design/vocabulary.md`, *Incident*. Building one checks it:
types, ranges, ids, and that it does not contradict itself. What depends on a protocol (the
acts, regions and answers that it declares) is checked with the protocol at hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast

from attrs import field, frozen

from sexto_rules.errors import IncidentError
from sexto_rules.facts.contradictions import find_incident_problems
from sexto_rules.facts.device import Device
from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.facts.journal import JournalEntry
from sexto_rules.facts.person import Person
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.values import (
    as_actor,
    as_content,
    as_distribution,
    as_legality,
    as_material_seen,
    as_moment,
    as_setting,
    as_stage,
)
from sexto_rules.facts.vocabulary import (
    Actor,
    Content,
    Distribution,
    Legality,
    MaterialSeen,
    Setting,
    Stage,
)

__all__ = ["Device", "Incident", "JournalEntry", "Person"]

_NO_ANSWERS: Final[Mapping[str, bool | str]] = FrozenMapping()


def _as_persons(value: Sequence[Person]) -> tuple[Person, ...]:
    """Take a list as a tuple; leave what is not a list as it is."""
    return tuple(value) if isinstance(value, list) else cast("tuple[Person, ...]", value)


def _as_devices(value: Sequence[Device]) -> tuple[Device, ...]:
    """Take a list as a tuple; leave what is not a list as it is."""
    return tuple(value) if isinstance(value, list) else cast("tuple[Device, ...]", value)


def _as_journal(value: Sequence[JournalEntry]) -> tuple[JournalEntry, ...]:
    """Take a list as a tuple; leave what is not a list as it is."""
    return tuple(value) if isinstance(value, list) else cast("tuple[JournalEntry, ...]", value)


def _as_answers(
    value: Mapping[str, bool | str | Unknown] | Mapping[str, bool] | Mapping[str, str],
) -> Mapping[str, bool | str]:
    """Keep the answers that are known."""
    if not isinstance(value, Mapping):
        return value
    known: dict[str, Any] = {
        name: answer for name, answer in value.items() if answer is not UNKNOWN
    }
    return FrozenMapping(known)


def _as_paths(value: Collection[str]) -> frozenset[str]:
    """Take any list of facts as a set; leave what is not a list as it is."""
    if isinstance(value, list | tuple | set):
        try:
            return frozenset(value)
        except TypeError:
            pass
    return cast("frozenset[str]", value)


@frozen(kw_only=True)
class Incident:
    """What is known of one incident.

    Enumerations are also taken as strings. `answers` are the answers to the questions of
    the protocol; `cannot_say` names the facts that nobody can say (`blackmail`,
    `persons.p1.age`, `persons.p1.roles.sharer`, `answers.x`). A value told beside it is
    refused. A value that follows from other facts is not: `adult` from the age, `in_hand`
    from the journal. It counts, and `cannot_say` of the same fact then says nothing.

    Raises:
        IncidentError: With every problem at once.

    Example:
        >>> Incident(blackmail=True, persons=[Person(id="p1", age=14)]).person("p1").age
        14
    """

    setting: Setting | Unknown = field(default=UNKNOWN, converter=as_setting)
    region: str | Unknown = UNKNOWN
    partner_agreement: bool | Unknown = UNKNOWN
    trained_responder_available: bool | Unknown = UNKNOWN
    reported_at: datetime | Unknown = field(default=UNKNOWN, converter=as_moment)
    actor: Actor | Unknown = field(default=UNKNOWN, converter=as_actor)
    stage: Stage | Unknown = field(default=UNKNOWN, converter=as_stage)
    material_seen: MaterialSeen | Unknown = field(default=UNKNOWN, converter=as_material_seen)
    material_received: bool | Unknown = UNKNOWN
    police_asks_questioning: bool | Unknown = UNKNOWN
    police_asks_search: bool | Unknown = UNKNOWN
    police_asks_to_wait: bool | Unknown = UNKNOWN
    immediate_danger: bool | Unknown = UNKNOWN
    self_harm_risk: bool | Unknown = UNKNOWN
    pressured: bool | Unknown = UNKNOWN
    coerced: bool | Unknown = UNKNOWN
    blackmail: bool | Unknown = UNKNOWN
    grooming: bool | Unknown = UNKNOWN
    threat_to_share: bool | Unknown = UNKNOWN
    intent_to_harm: bool | Unknown = UNKNOWN
    for_profit: bool | Unknown = UNKNOWN
    repeated: bool | Unknown = UNKNOWN
    recorded_without_knowledge: bool | Unknown = UNKNOWN
    assault_shown: bool | Unknown = UNKNOWN
    consent_to_create: bool | Unknown = UNKNOWN
    consent_to_send: bool | Unknown = UNKNOWN
    consent_to_share_on: bool | Unknown = UNKNOWN
    content: Content | Unknown = field(default=UNKNOWN, converter=as_content)
    synthetic: bool | Unknown = UNKNOWN
    distribution: Distribution | Unknown = field(default=UNKNOWN, converter=as_distribution)
    ongoing: bool | Unknown = UNKNOWN
    online_location_known: bool | Unknown = UNKNOWN
    on_school_network: bool | Unknown = UNKNOWN
    effect_at_school: bool | Unknown = UNKNOWN
    staff_member_accused: bool | Unknown = UNKNOWN
    legality: Legality | Unknown = field(default=UNKNOWN, converter=as_legality)
    enough_information: bool | Unknown = UNKNOWN
    manageable_in_school: bool | Unknown = UNKNOWN
    persons_complete: bool | Unknown = UNKNOWN
    devices_complete: bool | Unknown = UNKNOWN
    persons: tuple[Person, ...] = field(default=(), converter=_as_persons)
    devices: tuple[Device, ...] = field(default=(), converter=_as_devices)
    done: tuple[JournalEntry, ...] = field(default=(), converter=_as_journal)
    answers: Mapping[str, bool | str] = field(default=_NO_ANSWERS, converter=_as_answers)
    cannot_say: frozenset[str] = field(default=frozenset(), converter=_as_paths)

    def __attrs_post_init__(self) -> None:
        """Refuse what is wrong, all of it at once."""
        problems = find_incident_problems(self)
        if problems:
            raise IncidentError(problems)

    def person(self, person_id: str) -> Person:
        """Return the listed person of this id.

        Raises:
            KeyError: No such person is listed.
        """
        for person in self.persons:
            if person.id == person_id:
                return person
        raise KeyError(person_id)

    def device(self, device_id: str) -> Device:
        """Return the listed device of this id.

        Raises:
            KeyError: No such device is listed.
        """
        for device in self.devices:
            if device.id == device_id:
                return device
        raise KeyError(device_id)
