"""What follows from an incident, written out by hand for the Québec protocol.

Truths are 0 (false), 1 (unknown) and 2 (true): `and` is min, `or` is max, `not x` is `2 - x`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import define

from sexto_rules.facts import UNKNOWN, Device, Incident, Person, Role
from sexto_rules.facts.ages import ADULT_AGES, AgeSet, ages_from
from sexto_rules.facts.known import age_gap_at_least, ages_of, in_hand
from sexto_rules.facts.vocabulary import Content, Distribution, Owner, Setting

__all__ = [
    "BLANK_DEVICE",
    "BLANK_PERSON",
    "TRUTH",
    "AboutDevice",
    "AboutPerson",
    "Conclusions",
    "among",
    "conclude",
]

TRUTH: Final[Mapping[object, int]] = {False: 0, UNKNOWN: 1, True: 2}
_FROM_12: Final = ages_from(12)
_FROM_14: Final = ages_from(14)
_BEYOND_CONTENT: Final = frozenset({Content.TEXT_ONLY, Content.ADULT_PORNOGRAPHY})
_VIOLENT_CONTENT: Final = frozenset({Content.ATYPICAL_OR_VIOLENT_ACT})
_WIDELY: Final = frozenset({Distribution.WIDE, Distribution.PUBLIC})
_SECONDARY: Final = frozenset({Setting.SECONDARY})
_SIGN_FACTS: Final = (
    "immediate_danger",
    "self_harm_risk",
    "blackmail",
    "threat_to_share",
    "coerced",
    "grooming",
    "staff_member_accused",
    "recorded_without_knowledge",
    "synthetic",
    "assault_shown",
    "content",
    "intent_to_harm",
    "for_profit",
    "repeated",
    "distribution",
)
_SIGN_FACTS_OF_PERSON: Final = ("adult_suspected", "pupil", "capacity_concern", "position_of_trust")
_KIT_FACTS: Final = ("setting", "partner_agreement", "trained_responder_available")


@define
class AboutPerson:
    """What is told of one person, or follows from it; unknown for one further person."""

    depicted: int = 1
    reporter: int = 1
    recipient: int = 1
    threatener: int = 1
    took_part: int = 1
    received_or_acted: int = 1
    acted: int = 1
    only_depicted: bool = False
    involved: int = 1
    other_role: int = 1
    adult: int = 1
    from_12: int = 1
    from_14: int = 1
    adult_suspected: int = 1
    pupil: int = 1
    capacity_concern: int = 1
    at_risk: int = 1
    parent_contact_risk: int = 1
    position_of_trust: int = 1
    parent_risk_unsayable: bool = False
    nobody_knows_who: bool = False


@define
class AboutDevice:
    """What is told of one device, or follows from it; unknown for one further device."""

    in_hand: int = 1
    refused: int = 1
    may_hold: int = 1
    holder_took_part: int = 1
    own_of_depicted: bool = False
    out_of_reach: bool = False
    was_secured: bool = False
    was_handed_over: bool = False


BLANK_PERSON: Final = AboutPerson()
BLANK_DEVICE: Final = AboutDevice()


@define
class Conclusions:
    """What follows from the whole incident."""

    persons: dict[str, AboutPerson]
    devices: dict[str, AboutDevice]
    done: set[tuple[str, str | None]]
    grid_done: bool
    kit_open: int
    beyond_the_kit: int
    sign_told: int
    advice_first: bool
    doubt_left: bool
    harm_to_a_child: int
    acted_under_twelve: int
    much_younger: int


def among(value: object, values: frozenset[object]) -> int:
    """Return whether a choice is one of these."""
    return 1 if value is UNKNOWN else 2 if value in values else 0


def conclude(incident: Incident) -> Conclusions:
    """Draw every conclusion about the incident, its persons and its devices."""
    done = {(entry.act, entry.target) for entry in incident.done}
    grid_done = ("complete_grid", None) in done
    persons = {person.id: _about_person(person, incident) for person in incident.persons}
    devices = {
        device.id: _about_device(device, persons, done, incident) for device in incident.devices
    }
    further = 0 if incident.persons_complete is True else 1

    # Who did what, at what age.
    acted_under_12 = acted_from_12 = involved_under_12 = depicted_adult = further
    adult_behind = threatener = vulnerable = further
    hidden = 0
    for each in persons.values():
        acted, adult, depicted = each.acted, each.adult, each.depicted
        may_reach = max(acted, each.recipient)
        acted_under_12 = max(acted_under_12, min(acted, 2 - each.from_12))
        acted_from_12 = max(acted_from_12, min(acted, each.from_12))
        involved_under_12 = max(involved_under_12, min(each.involved, 2 - each.from_12))
        depicted_adult = max(depicted_adult, min(depicted, adult))
        adult_behind = max(
            adult_behind,
            min(may_reach, max(adult, each.adult_suspected)),
            min(acted, each.position_of_trust),
        )
        threatener = max(threatener, each.threatener)
        vulnerable = max(vulnerable, min(depicted, each.capacity_concern))
        if each.nobody_knows_who:
            hidden = max(hidden, acted)

    # The gate.
    kit_open = min(
        among(incident.setting, _SECONDARY),
        TRUTH[incident.partner_agreement],
        2 if grid_done else TRUTH[incident.trained_responder_available],
    )
    beyond_content = among(incident.content, _BEYOND_CONTENT)
    beyond = max(2 - kit_open, involved_under_12, depicted_adult, beyond_content)

    # Signs.
    life_at_risk = max(TRUTH[incident.immediate_danger], TRUTH[incident.self_harm_risk])
    threat_told = max(
        TRUTH[incident.blackmail],
        TRUTH[incident.threat_to_share],
        TRUTH[incident.coerced],
        threatener,
    )
    adult_behind = max(adult_behind, TRUTH[incident.grooming], TRUTH[incident.staff_member_accused])
    stranger = max(TRUTH[incident.answers.get("known_only_online", UNKNOWN)], hidden)
    unknowingly = max(TRUTH[incident.recorded_without_knowledge], TRUTH[incident.synthetic])
    violence = max(TRUTH[incident.assault_shown], among(incident.content, _VIOLENT_CONTENT))
    for_profit = TRUTH[incident.for_profit]
    harm_sought = max(TRUTH[incident.intent_to_harm], for_profit, TRUTH[incident.repeated])
    vulnerable = max(vulnerable, TRUTH[age_gap_at_least(incident, 5)])
    harm_to_a_child = max(threat_told, adult_behind, stranger, unknowingly, violence, vulnerable)
    spread_widely = among(incident.distribution, _WIDELY)
    sign_told = max(life_at_risk, harm_to_a_child, harm_sought, spread_widely)

    return Conclusions(
        persons=persons,
        devices=devices,
        done=done,
        grid_done=grid_done,
        kit_open=kit_open,
        beyond_the_kit=beyond,
        sign_told=sign_told,
        advice_first=(acted_under_12 == 2 and acted_from_12 != 2) or beyond_content == 2,
        doubt_left=(sign_told == 1 and (grid_done or _is_sign_settled(incident)))
        or (kit_open == 1 and _are_settled(incident, _KIT_FACTS, "", incident)),
        harm_to_a_child=max(harm_to_a_child, for_profit, involved_under_12),
        acted_under_twelve=acted_under_12,
        much_younger=min(
            TRUTH[age_gap_at_least(incident, 2)],
            max([further, *(min(each.depicted, 2 - each.from_14) for each in persons.values())]),
        ),
    )


def _about_person(person: Person, incident: Incident) -> AboutPerson:
    """Return what follows for one person."""
    role = person.roles.get
    depicted = TRUTH[role(Role.DEPICTED, UNKNOWN)]
    creator = TRUTH[role(Role.CREATOR, UNKNOWN)]
    sender = TRUTH[role(Role.SENDER, UNKNOWN)]
    recipient = TRUTH[role(Role.RECIPIENT, UNKNOWN)]
    threatener = TRUTH[role(Role.THREATENER, UNKNOWN)]
    reporter = TRUTH[role(Role.REPORTER, UNKNOWN)]
    passed_on = max(
        TRUTH[role(Role.SHARER, UNKNOWN)],
        threatener,
        TRUTH[role(Role.SUSPECTED_AUTHOR, UNKNOWN)],
    )
    asked_or_passed_on = max(passed_on, TRUTH[role(Role.REQUESTER, UNKNOWN)])
    acted = max(asked_or_passed_on, min(creator, 2 - depicted))
    received_or_acted = max(asked_or_passed_on, recipient)
    involved_otherwise = max(received_or_acted, creator, sender)
    ages = ages_of(person)
    adult = _aged(ages, ADULT_AGES)
    unsayable, path = incident.cannot_say, f"persons.{person.id}."
    return AboutPerson(
        depicted=depicted,
        reporter=reporter,
        recipient=recipient,
        threatener=threatener,
        took_part=max(asked_or_passed_on, creator),
        received_or_acted=received_or_acted,
        acted=acted,
        only_depicted=depicted == 2 and acted != 2,
        involved=max(involved_otherwise, depicted),
        other_role=max(involved_otherwise, TRUTH[role(Role.WITNESS, UNKNOWN)], reporter),
        adult=adult,
        from_12=_aged(ages, _FROM_12),
        from_14=_aged(ages, _FROM_14),
        adult_suspected=TRUTH[person.adult_suspected],
        pupil=TRUTH[person.pupil],
        capacity_concern=TRUTH[person.capacity_concern],
        at_risk=TRUTH[person.at_risk],
        parent_contact_risk=TRUTH[person.parent_contact_risk],
        position_of_trust=TRUTH[person.position_of_trust],
        parent_risk_unsayable=f"{path}parent_contact_risk" in unsayable,
        nobody_knows_who=adult == 1
        and bool(unsayable)
        and (
            f"{path}adult" in unsayable
            or (f"{path}age" in unsayable and ages.bit_count() != 1)
            or f"{path}pupil" in unsayable
        ),
    )


def _aged(ages: AgeSet, wanted: AgeSet) -> int:
    """Return whether somebody of one of these ages is of a wanted one."""
    passing = ages & wanted
    return 2 if passing == ages else 1 if passing else 0


def _about_device(
    device: Device,
    persons: Mapping[str, AboutPerson],
    done: set[tuple[str, str | None]],
    incident: Incident,
) -> AboutDevice:
    """Return what follows for one device."""
    holder = BLANK_PERSON if device.holder is UNKNOWN else persons[device.holder]
    held = TRUTH[in_hand(incident, device)]
    refused = TRUTH[device.holder_refuses]
    from_elsewhere = holder.pupil == 0 and device.owner is not Owner.SCHOOL
    used_by_adult = holder.adult == 2 and holder.pupil != 2
    return AboutDevice(
        in_hand=held,
        refused=refused,
        may_hold=TRUTH[device.may_hold_material],
        holder_took_part=holder.took_part,
        own_of_depicted=holder.depicted == 2 and holder.received_or_acted != 2,
        out_of_reach=refused == 2 or (held != 2 and (from_elsewhere or used_by_adult)),
        was_secured=("secure_device", device.id) in done,
        was_handed_over=("hand_over_device", device.id) in done,
    )


def _is_sign_settled(incident: Incident) -> bool:
    """Whether nobody can say more of anything that may be a sign."""
    unsayable = incident.cannot_say
    return (
        (incident.persons_complete is True or "persons_complete" in unsayable)
        and ("known_only_online" in incident.answers or "answers.known_only_online" in unsayable)
        and _are_settled(incident, _SIGN_FACTS, "", incident)
        and all(_is_person_settled(person, incident) for person in incident.persons)
    )


def _is_person_settled(person: Person, incident: Incident) -> bool:
    """Whether nobody can say more of the roles and the age of a person, and who it is."""
    unsayable, path = incident.cannot_say, f"persons.{person.id}."
    ages = ages_of(person)
    return (
        (ages.bit_count() == 1 or f"{path}age" in unsayable)
        and (_aged(ages, ADULT_AGES) != 1 or f"{path}adult" in unsayable)
        and _are_settled(person, _SIGN_FACTS_OF_PERSON, path, incident)
        and (
            f"{path}roles" in unsayable
            or all(role in person.roles or f"{path}roles.{role}" in unsayable for role in Role)
        )
    )


def _are_settled(
    thing: Incident | Person, names: tuple[str, ...], path: str, incident: Incident
) -> bool:
    """Whether each of these facts is known, or one that nobody can say."""
    return all(
        getattr(thing, name) is not UNKNOWN or f"{path}{name}" in incident.cannot_say
        for name in names
    )
