"""A small protocol that has something of everything, and an incident to decide by it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from decisions.deciding import (
    CITED,
    URGENCY,
    decision_of,
    question,
)
from reference.small_protocols import (
    DEVICE,
    PERSON,
    must,
    must_not,
    note,
    route,
    told,
)
from sexto_rules.decisions import Decision
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import ALWAYS, Not, Of
from sexto_rules.protocol.model import (
    AnswerSpec,
    Basis,
    Choice,
    InDoubt,
    Within,
    WithinKind,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=-5)))
NOW = Within(WithinKind.IMMEDIATELY)
TODAY = Within(WithinKind.SAME_DAY)
IN_TWO_HOURS = Within(WithinKind.DURATION, timedelta(hours=2))
DAY_AFTER_CALL = Within(WithinKind.DURATION, timedelta(days=1, minutes=30), "call_police")
GRID = (
    question("is-blackmail", "blackmail", choices={"true": {"en": "somebody demands"}}),
    question("is-danger", "immediate_danger", urgency="danger", help={"en": "now"}),
    question("how-old", "age", Of.PERSON, for_each=PERSON, learned_by="complete_grid"),
    question("everybody", "persons_complete", adds=Entity.PERSON, when=Not(ALWAYS)),
    question("which-roles", "roles", Of.PERSON),
    question("where", "region"),
    question("when-told", "reported_at"),
    question("holder", "holder", Of.DEVICE),
    question("owner", "owner", Of.DEVICE),
    question("own", "own", Of.ANSWERS),
    question("own-choice", "own_choice", Of.ANSWERS, urgency="nobody-declared"),
)
ANSWERS = (
    AnswerSpec(id="own", text={"en": "own"}),
    AnswerSpec(id="own_choice", text={"en": "own"}, choices=(Choice(id="a", text={"en": "A"}),)),
)
DIRECTIVES = (
    must_not("never", "view_material copy_material", basis=Basis.LAW, sources=CITED),
    must_not("no-parents", "inform_parents", told("coerced")),
    must_not("no-grid", "complete_grid", told("blackmail"), by="staff"),
    must_not("lifted", "discipline", told("setting", "primary")),
    must("danger", "call_emergency_services", told("immediate_danger"), within=NOW),
    must("report", "tell_lead", within=IN_TWO_HOURS, contacts=("lead-line", "site", "closed")),
    must("parents", "inform_parents", told("pupil"), for_each=PERSON, within=TODAY),
    must("grid", "complete_grid", within=DAY_AFTER_CALL, by="trained_responder"),
    must("secure", "secure_device", told("connected"), for_each=DEVICE),
    must("certain", "discipline", told("setting", "primary"), in_doubt=InDoubt.APPLIES),
    note("calm"),
)
PARTS: dict[str, Any] = {
    "questions": GRID,
    "urgency": URGENCY,
    "answers": ANSWERS,
    "classes": [route("first", told("blackmail")), route("last")],
}
INCIDENT = Incident(
    reported_at=NOON,
    setting="secondary",
    persons=[Person(id="p1", pupil=True), Person(id="p2")],
    devices=[Device(id="d1")],
    done=[JournalEntry(act="tell_lead"), JournalEntry(act="view_material")],
)
PUBLIC = [
    "protocol",
    "classification",
    "directives",
    "decided_by",
    "relevance",
    "in_force",
    "due",
    "held",
    "possible",
    "done",
    "overridden",
    "lifted",
    "conflicts",
    "plan",
    "class_because",
    "sources",
    "questions",
    "next_question",
    "missing",
    "final",
]
PUBLIC_OF_LINE = [
    "id",
    "origin",
    "modality",
    "acts",
    "target",
    "status",
    "certain",
    "breached",
    "by",
    "within",
    "deadline",
    "text",
    "because",
    "basis",
    "sources",
    "partly",
    "contacts",
    "held_by",
    "freed_by",
    "stuck",
]


def decided(incident: Incident = INCIDENT) -> Decision:
    """Return the decision on an incident by the protocol of this module."""
    return decision_of(incident, *DIRECTIVES, **PARTS)
