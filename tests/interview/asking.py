"""A small interview that comes to any of its questions, for the tests of interviews."""

from __future__ import annotations

from decisions.deciding import URGENCY, decider_of, question
from reference.small_protocols import DEVICE, PERSON, has_role, must, told, under
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.interview import Interview
from sexto_rules.protocol.conditions import FactRef, FactStatus, Mode, Of
from sexto_rules.protocol.model import AnswerSpec

__all__ = ["DECIDER", "NO", "YES", "asked", "asking"]

YES, NO = True, False
GRID = (
    question("danger", "immediate_danger", urgency="danger"),
    question("everybody", "persons_complete", adds=Entity.PERSON),
    question("devices", "devices_complete", adds=Entity.DEVICE),
    question("roles", "roles", Of.PERSON, for_each=PERSON),
    question("age", "age", Of.PERSON, for_each=PERSON),
    question("suspected", "adult_suspected", Of.PERSON, for_each=PERSON),
    question("adult", "adult", Of.PERSON, for_each=PERSON),
    question("holder", "holder", Of.DEVICE, for_each=DEVICE),
    question("own", "own", Of.ANSWERS),
    question("reported", "reported_at"),
)
DECIDER = decider_of(
    must("danger", "call_emergency_services", told("immediate_danger")),
    must("young", "inform_parents", under(14), for_each=PERSON),
    must("support", "support_person", has_role("depicted"), for_each=PERSON),
    must("secure", "secure_device", has_role("sharer", of=Of.HOLDER), for_each=DEVICE),
    must("own", "tell_lead", told("own", of=Of.ANSWERS)),
    must("late", "record_facts", FactStatus(FactRef(Of.INCIDENT, "reported_at"), Mode.KNOWN)),
    questions=GRID,
    urgency=URGENCY,
    answers=(AnswerSpec(id="own", text={"en": "own"}),),
)


def asked(interview: Interview) -> str:
    """Return the path of the question that is asked."""
    question = interview.question
    assert question is not None
    return question.path


def asking(path: str, incident: Incident | None = None) -> Interview:
    """Return an interview that has come to this question, the others put off."""
    interview = Interview.led_by(DECIDER, incident)
    while asked(interview) != path:
        interview = interview.skip()
    return interview
