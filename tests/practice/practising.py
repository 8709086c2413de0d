"""What the tests of practice share: the protocol, its cases, and some that are made anew."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from sexto_rules.decisions import Decider
from sexto_rules.documents import read_document
from sexto_rules.facts import Incident
from sexto_rules.library import load_protocol
from sexto_rules.practice import Exercise, PracticeCase, new_case, read_case
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import load_scenarios

FOLDER: Final = Path(__file__).parents[2] / "rulesets" / "ca-qc-sexto"
FILES: Final = sorted((FOLDER / "practice").glob("*.yaml"))
DAY: Final = date(2026, 1, 15)


@cache
def quebec() -> Protocol:
    """The protocol that is practised."""
    return load_protocol("ca-qc-sexto")


@cache
def decider() -> Decider:
    """What decides, on the day of every case: one engine, since others hold it against another."""
    return Decider(quebec(), DAY, engines=["compiled"])


@cache
def shipped() -> tuple[PracticeCase, ...]:
    """Every practice case of Québec."""
    read = [read_case(read_document(path), path.stem, quebec()) for path in FILES]
    assert [problems for _, problems in read if problems] == []
    return tuple(case for case, _ in read if case is not None)


@cache
def worked() -> tuple[Incident, ...]:
    """The incident of each step of every scenario."""
    scenarios = load_scenarios(FOLDER, quebec())
    return tuple(step.incident for each in scenarios for step in each.steps)


@cache
def told_before() -> tuple[Incident, ...]:
    """The incident of each step of every scenario and practice case."""
    return (*worked(), *(step.incident for case in shipped() for step in case.steps))


def ids_of(incident: Incident) -> list[str]:
    """The codes of everybody and everything that an incident lists."""
    return [each.id for each in incident.persons] + [each.id for each in incident.devices]


@cache
def made(level: int, seed: int) -> PracticeCase:
    """A case made anew."""
    case = new_case(decider(), level=level, seed=seed, known=told_before())
    assert case is not None
    return case


@cache
def exercises() -> tuple[Exercise, ...]:
    """Every case, and some of each level that are made anew, ready to be practised."""
    new = [made(level, seed) for level in (1, 2, 3) for seed in range(2)]
    return tuple(Exercise.prepare(case, decider(), seed=1) for case in (*shipped(), *new))
