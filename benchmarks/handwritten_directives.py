"""Whether each directive of the Québec protocol applies, written out by hand.

One function for each scope: the incident, a person, a device. Truths are 0, 1 and 2.
"""

from __future__ import annotations

from typing import Final

from benchmarks.handwritten_conclusions import (
    TRUTH,
    AboutDevice,
    AboutPerson,
    Conclusions,
    among,
)
from sexto_rules.facts import UNKNOWN, Incident
from sexto_rules.facts.vocabulary import Distribution, MaterialSeen, Stage

__all__ = ["of_device", "of_incident", "of_person"]

_DECIDED: Final = frozenset({Stage.NOT_REFERRED, Stage.CLOSED})
_REFERRED: Final = frozenset({Stage.REFERRED, Stage.NOT_REFERRED, Stage.CLOSED})
_SEEN: Final = frozenset({MaterialSeen.ACCIDENTAL, MaterialSeen.DELIBERATE})
_ACCIDENTAL: Final = frozenset({MaterialSeen.ACCIDENTAL})
_DELIBERATE: Final = frozenset({MaterialSeen.DELIBERATE})
_SHARED: Final = frozenset(
    {Distribution.ONE_PERSON, Distribution.GROUP, Distribution.WIDE, Distribution.PUBLIC}
)
_SHARED_ON: Final = frozenset({Distribution.GROUP, Distribution.WIDE, Distribution.PUBLIC})
_WIDELY: Final = frozenset({Distribution.WIDE, Distribution.PUBLIC})


def of_incident(incident: Incident, known: Conclusions) -> dict[str, int]:
    """Return the truth of every directive about the whole incident."""
    sign, beyond, kit_open = known.sign_told, known.beyond_the_kit, known.kit_open
    grid_done, advice_first = known.grid_done, known.advice_first
    screened_out = max(sign, beyond)
    undecided = 2 - among(incident.stage, _DECIDED)
    danger = TRUTH[incident.immediate_danger]
    self_harm = TRUTH[incident.self_harm_risk]
    blackmail = TRUTH[incident.blackmail]
    threat = TRUTH[incident.threat_to_share]
    online = TRUTH[incident.online_location_known]
    accused = TRUTH[incident.staff_member_accused]
    seen = among(incident.material_seen, _SEEN)
    refused, to_keep = _of_all_devices(incident, known)
    careful, separate = _of_all_persons(incident, known)
    return {
        "core-never-look": 2,
        "core-never-spread": 2,
        "core-never-promise-secrecy": 2,
        "core-never-lead-the-answers": 2,
        "core-never-blame": 2,
        "core-never-name-students": 2,
        "core-never-stand-in-for-police": 2,
        "core-never-promise-no-charge": 2,
        "core-no-deletion-before-decision": undecided,
        "never-view": 2,
        "never-search-device": 2,
        "never-copy-or-forward": 2,
        "never-delete": 2,
        "never-name-publicly": 2,
        "never-qualify": 2,
        "never-promise-outcome": 2,
        "never-act-for-police": 2,
        "no-discipline-before-grid": 0 if grid_done else min(kit_open, undecided),
        "no-discipline-before-decision": undecided,
        "no-interview-on-signs": sign,
        "no-questioning-before-screening": screened_out,
        "no-alert-on-signs": sign,
        "no-grid-without-gate": 2 if beyond == 2 and not grid_done else 2 - kit_open,
        "no-return-of-device": undecided,
        "no-parents-while-police-ask": TRUTH[incident.police_asks_to_wait],
        "core-call-emergency-services": danger,
        "core-stay-with-person-at-risk": self_harm,
        "core-tell-lead-of-self-harm": self_harm,
        "core-welcome-what-is-told": 2,
        "core-tell-lead": 2,
        "who-takes-over": 2,
        "emergency-number": danger,
        "self-harm-help": self_harm,
        "call-police-on-signs": sign,
        "stop-the-grid": sign,
        "call-police-on-refusal": refused,
        "isolate-school-system": TRUTH[incident.on_school_network],
        "decline-police-request": max(
            TRUTH[incident.police_asks_questioning], TRUTH[incident.police_asks_search]
        ),
        "tell-somebody-else": accused,
        "staff-saw-material": seen,
        "staff-received-material": TRUTH[incident.material_received],
        "advice-against-blackmail": max(blackmail, threat),
        "hidden-recording": TRUTH[incident.recorded_without_knowledge],
        "made-up-pictures": TRUTH[incident.synthetic],
        "complete-grid": kit_open if grid_done or screened_out != 2 else 0,
        "outside-the-kit": beyond,
        "under-twelve": known.acted_under_twelve,
        "how-to-keep-devices": to_keep,
        "call-police-outside-kit": 2 if beyond == 2 and sign != 2 and not advice_first else 0,
        "consult-police-for-advice": 2 if advice_first and sign != 2 else 0,
        "consult-police-before-meeting": 0
        if screened_out == 2
        else max(TRUTH[incident.pressured], known.much_younger),
        "call-police-after-grid": 0 if screened_out == 2 or advice_first else 2,
        "doubt-means-police": 2 if known.doubt_left and sign != 2 else 0,
        "child-protection-every-case": 0 if known.harm_to_a_child == 2 else 2,
        "report-child-protection": known.harm_to_a_child,
        "ask-police-about-parents": 2 if incident.police_asks_to_wait is UNKNOWN else 0,
        "notify-board-of-accusation": accused,
        "core-record-facts": 2,
        "write-the-minimum": 2,
        "hand-over-grid": 2 if grid_done else 0,
        "ask-child-protection-before-parents": careful,
        "separate-students": separate,
        "say-no-resharing": max(TRUTH[incident.ongoing], among(incident.distribution, _SHARED)),
        "beware-paid-removal": max(blackmail, among(incident.distribution, _WIDELY), online),
        "report-online-address": online,
        "follow-school-plan": 2,
        "support-staff-who-saw": among(incident.material_seen, _ACCIDENTAL),
        "staff-looked-deliberately": among(incident.material_seen, _DELIBERATE),
        "caring-stance": 2,
        "ombudsman-open-to-all": 2,
    }


def _of_all_devices(incident: Incident, known: Conclusions) -> tuple[int, int]:
    """Return whether some device is refused, and whether there is one to keep."""
    refused = to_keep = 0 if incident.devices_complete is True else 1
    for device in known.devices.values():
        refused = max(refused, _is_refused(device))
        to_keep = max(to_keep, device.in_hand)
        if not device.was_handed_over:
            to_keep = max(to_keep, _to_secure(device, known))
    return refused, to_keep


def _of_all_persons(incident: Incident, known: Conclusions) -> tuple[int, int]:
    """Return whether some parents may be a risk, and whether students are to be separated."""
    careful = depicted = acted = 0 if incident.persons_complete is True else 1
    for person in known.persons.values():
        acted = max(acted, min(person.acted, person.pupil))
        if person.pupil == 0:
            continue
        risk = 2 if person.parent_risk_unsayable else person.parent_contact_risk
        careful = max(careful, min(person.involved, risk))
        if person.acted != 2:
            depicted = max(depicted, person.depicted)
    return careful, min(depicted, acted)


def of_person(person: AboutPerson, incident: Incident, known: Conclusions) -> dict[str, int]:
    """Return the truth of every directive about one person."""
    sign, screened_out = known.sign_told, max(known.sign_told, known.beyond_the_kit)
    depicted, acted, pupil = person.depicted, person.acted, person.pupil
    asked_to_wait = incident.police_asks_to_wait
    police_called = ("call_police", None) in known.done
    depicted_pupil = depicted if pupil != 0 else 0
    may_meet = min(max(acted, person.recipient), pupil)
    wait_for_police = (
        sign == 2
        and acted != 0
        and not person.only_depicted
        and not (police_called and asked_to_wait is False)
    )
    may_tell = 0
    if person.adult != 2 and pupil != 0 and asked_to_wait is not True:
        may_tell = 2 - person.parent_contact_risk
    safe_to_tell = 2 - sign
    if police_called:
        safe_to_tell = max(safe_to_tell, 2 - TRUTH[asked_to_wait])
    return {
        "no-parents-where-risk": person.parent_contact_risk,
        "no-parents-who-could-alert": 2 if wait_for_police else 0,
        "reassure-who-tells": 0
        if pupil == 0 and person.adult == 2
        else max(depicted, person.reporter),
        "assess-person-at-risk": max(person.at_risk, min(TRUTH[incident.self_harm_risk], depicted)),
        "meet-depicted-quickly": depicted_pupil,
        "assess-depicted": depicted_pupil,
        "meet-those-involved": 0
        if among(incident.stage, _REFERRED) == 2
        else min(2 - screened_out, known.kit_open, may_meet),
        "watch-those-who-acted": 0 if depicted == 2 else min(acted, pupil),
        "inform-parents-of-depicted": 0 if acted == 2 else min(depicted, may_tell),
        "inform-parents-of-others": 0
        if person.only_depicted
        else min(may_meet, safe_to_tell, may_tell),
        "support-depicted": depicted_pupil,
        "support-others": 0 if depicted == 2 else min(person.other_role, pupil),
        "refer-depicted": depicted,
        "help-student-take-down": min(
            depicted,
            max(
                TRUTH[incident.ongoing],
                among(incident.distribution, _SHARED_ON),
                TRUTH[incident.online_location_known],
                TRUTH[incident.threat_to_share],
                TRUTH[incident.blackmail],
            ),
        ),
        "inform-of-remedy": min(depicted, person.from_14),
        "inform-of-remedy-under-14": min(depicted, 2 - person.from_14),
    }


def of_device(device: AboutDevice, incident: Incident, known: Conclusions) -> dict[str, int]:
    """Return the truth of every directive about one device."""
    decided = among(incident.stage, _DECIDED)
    to_hand_over = 0
    if device.was_handed_over:
        to_hand_over = 2
    elif device.may_hold != 0 and decided != 2 and not device.own_of_depicted:
        to_hand_over = device.in_hand
    own = 2 if device.own_of_depicted else 0
    return {
        "leave-depicted-their-device": own,
        "secure-device": _to_secure(device, known),
        "device-refused": _is_refused(device),
        "help-depicted-keep-device": own if device.in_hand != 2 else 0,
        "depicted-device-at-school": min(own, device.in_hand),
        "device-out-of-reach": 2 if device.out_of_reach and device.refused != 2 else 0,
        "record-custody": 2 if device.was_secured else device.in_hand,
        "hand-over-device": to_hand_over,
        "ask-who-returns-device": min(device.in_hand, decided),
    }


def _is_refused(device: AboutDevice) -> int:
    """Return whether a device that may hold material is refused."""
    if (
        device.own_of_depicted
        or device.may_hold == 0
        or device.in_hand == 2
        or device.was_handed_over
    ):
        return 0
    return device.refused


def _to_secure(device: AboutDevice, known: Conclusions) -> int:
    """Return whether a device is to be secured, and can be."""
    if device.out_of_reach or device.may_hold == 0:
        return 0
    if device.own_of_depicted:
        return 0
    return max(min(known.sign_told, device.holder_took_part), device.may_hold)
