"""Simulations of small protocols and of shipped ones, for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from decisions.deciding import URGENCY, decider_of, question
from reference.small_protocols import DEVICE, PERSON, has_role, must, told, under
from sexto_rules.decisions import Decider
from sexto_rules.decisions.openness import open_facts
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.library import load_protocol
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import DayProtocol, Question, Within, WithinKind
from sexto_rules.scenarios import Scenario, load_scenarios
from sexto_rules.simulation.fewest import Fewest
from sexto_rules.simulation.knowable import Knowable, asked_about
from sexto_rules.simulation.no_longer import NoLonger
from sexto_rules.simulation.truth import Truths
from sexto_rules.simulation.walks import Step, by_grid, by_interview
from sexto_rules.simulation.worker import Worker

__all__ = [
    "AT_ONCE",
    "DAY",
    "EVERYBODY",
    "SHIPPED",
    "fewest",
    "grid",
    "grid_of",
    "interview",
    "no_longer",
    "paths",
    "scenarios",
    "shipped",
    "small",
    "truths",
    "unanswered",
]

DAY: Final = date(2026, 11, 29)
SHIPPED: Final = ("ca-qc-sexto", "au-wa", "gb-eng-nudes", "us-il")
"""Protocols that differ in what they ask and in how."""

AT_ONCE: Final = Within(WithinKind.IMMEDIATELY)


@cache
def shipped(name: str) -> Decider:
    """A shipped protocol."""
    return Decider(load_protocol(name), DAY, ["compiled"])


@cache
def scenarios(name: str) -> tuple[Scenario, ...]:
    """The worked cases of a shipped protocol."""
    folder = Path(__file__).parents[2] / "rulesets" / name
    return load_scenarios(folder, load_protocol(name))


@cache
def truths(name: str, seed: int = 5) -> Truths:
    """Incidents of a shipped protocol."""
    return Truths(shipped(name).day, scenarios(name), seed)


def grid_of(*facts: str) -> tuple[Question, ...]:
    """Questions for facts of the incident, in this order."""
    return tuple(question(each.replace("_", "-"), each) for each in facts)


EVERYBODY: Final = (
    question("everybody", "persons_complete", adds=Entity.PERSON),
    question("roles", "roles", Of.PERSON, for_each=PERSON),
    question("age", "age", Of.PERSON, for_each=PERSON),
    question("adult", "adult", Of.PERSON, for_each=PERSON),
    question("devices", "devices_complete", adds=Entity.DEVICE),
    question("holder", "holder", Of.DEVICE, for_each=DEVICE),
)
"""A grid that asks who and what there is, and of each."""


@cache
def small() -> Decider:
    """A protocol with duties for the incident, for the young and for devices of sharers."""
    return decider_of(
        must("danger", "call_emergency_services", told("immediate_danger"), within=AT_ONCE),
        must("lead", "tell_lead", told("blackmail"), within=AT_ONCE),
        must("young", "inform_parents", under(14), for_each=PERSON, within=AT_ONCE),
        must("later", "support_person", has_role("depicted"), for_each=PERSON),
        must("secure", "secure_device", has_role("sharer", of=Of.HOLDER), for_each=DEVICE),
        questions=(*grid_of("ongoing", "blackmail", "immediate_danger"), *EVERYBODY),
        urgency=URGENCY,
    )


def _worker(decider: Decider, truth: Incident) -> Worker:
    return Worker(Knowable(decider.day), truth)


def interview(decider: Decider, truth: Incident) -> tuple[Step, ...]:
    """The questions of an interview on an incident."""
    return tuple(by_interview(decider, _worker(decider, truth)))


def grid(decider: Decider, truth: Incident) -> tuple[Step, ...]:
    """Those of the whole grid."""
    return tuple(by_grid(decider, _worker(decider, truth)))


def fewest(decider: Decider, truth: Incident, *, in_order: bool = False) -> int:
    """How few questions any interview takes, or one in the order of urgency, as proved."""
    return Fewest(decider, in_order=in_order).needed(truth, interview(decider, truth)).questions


def no_longer(decider: Decider, truth: Incident) -> int:
    """How few questions an interview takes that is nowhere longer than ours, as proved."""
    steps, way = interview(decider, truth), NoLonger(decider)
    return way.needed(truth, steps, way.fewest.needed(truth, steps)).questions


def unanswered(day: DayProtocol, incident: Incident) -> list[str]:
    """The facts that are open and that a question asks for."""
    still_open = set(open_facts(day, incident))
    asked = [path for each in day.questions for path, _ in asked_about(each, incident)]
    return [path for path in asked if path in still_open]


def paths(steps: Iterable[Step]) -> list[str]:
    """The facts that are asked for."""
    return [step.path for step in steps]
