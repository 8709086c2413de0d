"""The vocabulary that every protocol shares: facts and their values, roles, acts, who acts.

The names are fixed (`design/vocabulary.md`): they are the keys in YAML and JSON and the
attribute names in Python. This module holds names and kinds only; the values of one
incident are in `incident`, the words for people in `labels`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from attrs import frozen

__all__ = [
    "ACTS",
    "AGES",
    "DOERS",
    "FACTS",
    "FAMILIES",
    "INVOLVED_ROLES",
    "STAFF",
    "ActSpec",
    "Actor",
    "Content",
    "Distribution",
    "Doer",
    "Entity",
    "FactKind",
    "FactSpec",
    "Family",
    "Legality",
    "MaterialSeen",
    "Owner",
    "Role",
    "Setting",
    "Stage",
    "fact_spec",
]

AGES: Final = range(121)
"""Every age a person can have, in whole years."""


class Setting(StrEnum):
    """The level of the pupil concerned."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    VOCATIONAL = "vocational"
    ADULT_EDUCATION = "adult_education"
    OTHER = "other"


class Actor(StrEnum):
    """Who is asking what to do."""

    STAFF = "staff"
    TRAINED_RESPONDER = "trained_responder"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    PRINCIPAL = "principal"


class Stage(StrEnum):
    """How far the handling has come."""

    DISCLOSURE = "disclosure"
    REVIEW = "review"
    REFERRED = "referred"
    NOT_REFERRED = "not_referred"
    CLOSED = "closed"


class MaterialSeen(StrEnum):
    """Whether a member of staff saw the material. `none` is knowledge, never a default."""

    NONE = "none"
    ACCIDENTAL = "accidental"
    DELIBERATE = "deliberate"


class Content(StrEnum):
    """The gravest kind of content told of."""

    TEXT_ONLY = "text_only"
    ADULT_PORNOGRAPHY = "adult_pornography"
    SEMI_NUDE = "semi_nude"
    NUDE = "nude"
    SEXUAL_ACT = "sexual_act"
    ATYPICAL_OR_VIOLENT_ACT = "atypical_or_violent_act"
    OTHER = "other"


class Distribution(StrEnum):
    """How far the material went. `none` is knowledge, never a default."""

    NONE = "none"
    ONE_PERSON = "one_person"
    GROUP = "group"
    WIDE = "wide"
    PUBLIC = "public"


class Legality(StrEnum):
    """What the lead judged."""

    UNLAWFUL = "unlawful"
    INAPPROPRIATE = "inappropriate"
    UNSURE = "unsure"


class Role(StrEnum):
    """What a person has to do with the incident."""

    DEPICTED = "depicted"
    CREATOR = "creator"
    SENDER = "sender"
    SHARER = "sharer"
    REQUESTER = "requester"
    RECIPIENT = "recipient"
    THREATENER = "threatener"
    SUSPECTED_AUTHOR = "suspected_author"
    WITNESS = "witness"
    REPORTER = "reporter"


INVOLVED_ROLES: Final = frozenset(Role) - {Role.WITNESS, Role.REPORTER}
"""A person with one of these roles is involved."""


class Owner(StrEnum):
    """To whom a device belongs."""

    STUDENT = "student"
    SCHOOL = "school"
    OTHER = "other"


class Doer(StrEnum):
    """Who acts. `everyone` and `staff` are groups; a protocol may declare more."""

    EVERYONE = "everyone"
    BOARD = "board"
    STAFF = "staff"
    FRONTLINE_STAFF = "frontline_staff"
    TRAINED_RESPONDER = "trained_responder"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    PRINCIPAL = "principal"


STAFF: Final = frozenset(
    {Doer.FRONTLINE_STAFF, Doer.TRAINED_RESPONDER, Doer.SAFEGUARDING_LEAD, Doer.PRINCIPAL}
)
"""Whom `staff` contains."""

DOERS: Final[dict[str, frozenset[str]]] = {
    Doer.EVERYONE: frozenset({Doer.BOARD, *STAFF}),
    Doer.BOARD: frozenset({Doer.BOARD}),
    Doer.STAFF: frozenset(STAFF),
    **{doer: frozenset({doer}) for doer in Doer if doer in STAFF},
}
"""Each doer as the set of single doers it stands for."""


class Entity(StrEnum):
    """The two kinds of thing an incident lists."""

    PERSON = "person"
    DEVICE = "device"


class Family(StrEnum):
    """Acts that a prohibition or an invariant may name together."""

    LOOKING = "looking"
    SPREADING = "spreading"
    DELETING = "deleting"
    QUESTIONING = "questioning"
    ALARM = "alarm"
    STANDING_IN_FOR_POLICE = "standing_in_for_police"


@frozen
class ActSpec:
    """An act: its name, the family it belongs to, and the kind of its target."""

    name: str
    family: Family | None = None
    target: Entity | None = None


_PERSON, _DEVICE = Entity.PERSON, Entity.DEVICE

_ACTS: Final[dict[Family | None, dict[str, Entity | None]]] = {
    Family.LOOKING: {
        "view_material": None,
        "ask_to_reveal": None,
        "search_device": _DEVICE,
        "ask_passcode": None,
    },
    Family.SPREADING: {"copy_material": None, "forward_material": None, "accept_copy": None},
    Family.DELETING: {
        "delete_material": None,
        "ask_student_to_delete": None,
        "direct_deletion": _PERSON,
        "destroy_held_material": None,
    },
    Family.QUESTIONING: {
        "meet_involved": _PERSON,
        "interview_suspected_author": _PERSON,
        "interview_witness": _PERSON,
    },
    Family.ALARM: {
        "call_emergency_services": None,
        "call_police": None,
        "consult_police": None,
        "tell_lead": None,
        "consult_child_protection": None,
        "report_child_protection": None,
    },
    Family.STANDING_IN_FOR_POLICE: {"act_for_police": None, "use_force": None},
    None: {
        "reassure_student": _PERSON,
        "assess_wellbeing": _PERSON,
        "separate_students": None,
        "support_person": _PERSON,
        "refer_to_support_service": _PERSON,
        "decline_police_request": None,
        "report_to_prosecutor": None,
        "report_to_regulator": None,
        "report_to_ombudsman": None,
        "notify_school_board": None,
        "consult_lawyer": None,
        "inform_parents": _PERSON,
        "secure_device": _DEVICE,
        "disconnect_device": _DEVICE,
        "hand_over_device": _DEVICE,
        "record_custody": _DEVICE,
        "isolate_school_system": None,
        "record_facts": None,
        "preserve_metadata": None,
        "complete_grid": None,
        "hand_over_grid": None,
        "meet_depicted": _PERSON,
        "review_meeting": None,
        "follow_school_plan": None,
        "request_removal": None,
        "help_student_request_removal": _PERSON,
        "inform_of_remedy": _PERSON,
        "promise_secrecy": None,
        "ask_leading_questions": None,
        "announce_qualification": None,
        "promise_no_charge": None,
        "name_students": None,
        "alert_suspected_author": _PERSON,
        "blame_student": None,
        "discipline": None,
    },
}

ACTS: Final[dict[str, ActSpec]] = {
    name: ActSpec(name, family, target)
    for family, acts in _ACTS.items()
    for name, target in acts.items()
}
"""Every act of the shared vocabulary by name, in the vocabulary's order."""

FAMILIES: Final[dict[Family, tuple[str, ...]]] = {
    family: tuple(acts) for family, acts in _ACTS.items() if family is not None
}
"""The acts of each family."""


class FactKind(StrEnum):
    """What the value of a fact is."""

    BOOL = "bool"
    CHOICE = "choice"
    CODE = "code"
    AGE = "age"
    ROLES = "roles"
    MOMENT = "moment"
    REFERENCE = "reference"


@frozen
class FactSpec:
    """One attribute: its name, what it belongs to (None: the incident), kind and values.

    `state` marks what changes with time; the other facts one can only learn more of.
    `values` is empty unless the kind is a choice.
    """

    name: str
    entity: Entity | None
    kind: FactKind
    values: tuple[str, ...] = ()
    state: bool = False


def _choice(name: str, values: type[StrEnum], *, state: bool = False) -> FactSpec:
    return FactSpec(name, None, FactKind.CHOICE, tuple(values), state)


def _bools(entity: Entity | None, *names: str, state: bool = False) -> list[FactSpec]:
    return [FactSpec(name, entity, FactKind.BOOL, (), state) for name in names]


_FACTS: Final[list[FactSpec]] = [
    _choice("setting", Setting),
    FactSpec("region", None, FactKind.CODE),
    *_bools(None, "partner_agreement"),
    *_bools(None, "trained_responder_available", state=True),
    FactSpec("reported_at", None, FactKind.MOMENT),
    _choice("actor", Actor, state=True),
    _choice("stage", Stage, state=True),
    _choice("material_seen", MaterialSeen),
    *_bools(None, "material_received"),
    *_bools(
        None,
        "police_asks_questioning",
        "police_asks_search",
        "police_asks_to_wait",
        "immediate_danger",
        "self_harm_risk",
        state=True,
    ),
    *_bools(
        None,
        "pressured",
        "coerced",
        "blackmail",
        "grooming",
        "threat_to_share",
        "intent_to_harm",
        "for_profit",
        "repeated",
        "recorded_without_knowledge",
        "assault_shown",
        "consent_to_create",
        "consent_to_send",
        "consent_to_share_on",
    ),
    _choice("content", Content),
    *_bools(None, "synthetic"),
    _choice("distribution", Distribution),
    *_bools(None, "ongoing", state=True),
    *_bools(
        None,
        "online_location_known",
        "on_school_network",
        "effect_at_school",
        "staff_member_accused",
    ),
    _choice("legality", Legality),
    *_bools(None, "enough_information", "manageable_in_school", state=True),
    *_bools(None, "persons_complete", "devices_complete"),
    FactSpec("roles", _PERSON, FactKind.ROLES),
    FactSpec("age", _PERSON, FactKind.AGE),
    *_bools(
        _PERSON,
        "adult",
        "adult_suspected",
        "pupil",
        "capacity_concern",
        "at_risk",
        "parent_contact_risk",
        "position_of_trust",
    ),
    FactSpec("holder", _DEVICE, FactKind.REFERENCE),
    FactSpec("owner", _DEVICE, FactKind.CHOICE, tuple(Owner)),
    *_bools(_DEVICE, "may_hold_material"),
    *_bools(_DEVICE, "in_hand", "connected", "holder_refuses", state=True),
]

FACTS: Final[dict[Entity | None, dict[str, FactSpec]]] = {
    entity: {spec.name: spec for spec in _FACTS if spec.entity is entity}
    for entity in (None, Entity.PERSON, Entity.DEVICE)
}
"""Every fact, by what it belongs to (None: the incident) and by name, in the vocabulary's order.

No name occurs twice, so a name alone says what it belongs to.
"""


def fact_spec(name: str) -> FactSpec | None:
    """Return the fact of this name, whatever it belongs to; None if there is none."""
    for facts in FACTS.values():
        if name in facts:
            return facts[name]
    return None
