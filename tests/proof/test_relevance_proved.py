"""Which facts of an incident are relevant is what the solver says, for every shipped protocol.

Of incidents drawn at random and of those met along interviews. Where a fact is relevant, the solver
shows two incidents that differ in it alone, and they are decided again; where it is not, no two
differ, for any number of persons and devices not listed yet. `tests/decisions` tries everything in
small worlds instead.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import frozen

from decisions.deciding import day_of
from decisions.small_worlds import exactly_relevant, sample_world
from proof.pinned import rng_of
from proof.relevance_by_solver import Answer, RelevanceBySolver
from reference.small_protocols import must, under
from sexto_rules.decisions import Decider, QuestionToAsk
from sexto_rules.decisions.relevance import RESIDUAL, Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.decisions.told import told_in
from sexto_rules.errors import IncidentError
from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, Person
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.interview import Answer as Told
from sexto_rules.interview import Interview
from sexto_rules.protocol.conditions import Condition, FactRef, FactStatus, Mode, Not, Of
from sexto_rules.protocol.model import Directive
from sexto_rules.protocol.outcome import Status
from sexto_rules.sampling import focus_on, sample_incident
from support.shipped import shipped

RULESETS: Final = Path(__file__).parents[2] / "rulesets"
SHIPPED: Final = sorted(path.parent.name for path in RULESETS.glob("*/protocol.yaml"))
AS_OF: Final = date(2026, 11, 23)
MOST_LISTED: Final = 4
COUNTING: Final = frozenset({Status.DUE, Status.HELD, Status.IN_FORCE})


@frozen
class Amounts:
    """Of each protocol: incidents of each kind, and how many of their open facts; small worlds."""

    incidents: int
    facts: int
    worlds: int


AMOUNTS: Final = {
    "dev": Amounts(incidents=1, facts=6, worlds=6),
    "ci": Amounts(incidents=1, facts=6, worlds=6),
    "nightly": Amounts(incidents=60, facts=1_000, worlds=2_000),
}[os.environ.get("SEXTO_PROFILE", "dev")]


@pytest.mark.parametrize("name", SHIPPED)
def test_relevance_of_incidents_drawn_at_random_is_what_the_solver_says(name: str) -> None:
    """Of all sizes, lists open and closed."""
    rng = rng_of(f"relevance {name}")
    with Decider(shipped(name), AS_OF, ["compiled"]) as decider:
        focus = focus_on(decider.day)
        for _ in range(AMOUNTS.incidents):
            require_agreement(rng, decider, sample_incident(rng, focus))


@pytest.mark.parametrize("name", SHIPPED)
def test_relevance_along_interviews_is_what_the_solver_says(name: str) -> None:
    """At some question of each."""
    rng = rng_of(f"interview {name}")
    with Decider(shipped(name), AS_OF, ["compiled"]) as decider:
        for _ in range(AMOUNTS.incidents):
            require_agreement(rng, decider, rng.choice([*met(rng, decider)]))


@pytest.mark.parametrize("seed", range(AMOUNTS.worlds))
def test_what_is_found_by_trying_everything_is_shown_by_the_solver(seed: int) -> None:
    """In small worlds, where each fact has but a few of its values; the rest is as the library."""
    world = sample_world(rng_of(f"world {seed}"))
    relevance = Relevance(Plan(world.day), Residuals(world.day, world.incident))
    by_solver = RelevanceBySolver(world.day, world.incident)
    found = {path for path in relevance.open if by_solver.of(path).is_relevant}
    assert exactly_relevant(world) <= found
    more = set(relevance.facts) - found
    assert found <= set(relevance.facts)
    assert all(is_unsure(Plan(world.day), world.incident, path) for path in more)


CLOSED: Final[dict[str, Any]] = {"persons_complete": True, "devices_complete": True}
ADULT: Final = Not(under(18))
LIST: Final = FactRef(Of.INCIDENT, "persons_complete")


@pytest.mark.parametrize("condition", [under(18), ADULT, Not(under(30))])
@pytest.mark.parametrize("suspected", [True, UNKNOWN])
@pytest.mark.parametrize("age", [14, AgeRange(12, 16), UNKNOWN])
def test_an_age_that_is_but_a_claim(age: Any, suspected: Any, condition: Condition) -> None:
    """That somebody is an adult may be learned where the age told is a claim, which then goes."""
    person = Person(id="p1", age=age, adult_suspected=suspected)
    duty = must("do", "support_person", condition, for_each=Entity.PERSON)
    require_the_same(duty, Incident(**CLOSED, persons=[person]))


@pytest.mark.parametrize("mode", [Mode.KNOWN, Mode.UNKNOWN, Mode.CANNOT_SAY])
@pytest.mark.parametrize("told", [False, UNKNOWN])
def test_whether_anybody_can_say_that_all_are_listed(told: Any, mode: Mode) -> None:
    """Also once it was told that they are not."""
    duty = must("do", "tell_lead", FactStatus(LIST, mode))
    require_the_same(duty, Incident(persons_complete=told, devices_complete=True))


def require_the_same(duty: Directive, incident: Incident) -> None:
    """The solver and the library name the same facts."""
    day = day_of(duty)
    relevance, by_solver = (
        Relevance(Plan(day), Residuals(day, incident)),
        RelevanceBySolver(day, incident),
    )
    assert relevance.facts == tuple(
        each for each in relevance.open if by_solver.of(each).is_relevant
    )


def require_agreement(rng: random.Random, decider: Decider, incident: Incident) -> None:
    """Compare what is said of some open facts; where the library is unsure, it says so."""
    relevance = Relevance(decider.plan, Residuals(decider.day, incident))
    by_solver = RelevanceBySolver(decider.day, incident)
    asked = drawn(rng, relevance)
    unsure = 0
    for path in asked:
        answer = by_solver.of(path)
        assert answer.is_relevant is not None, f"the solver cannot tell of {path}: {incident}"
        if answer.is_relevant:
            require_shown(decider, incident, path, answer)
        if relevance.is_relevant(path) != answer.is_relevant:
            assert not answer.is_relevant, f"{path} is relevant: {answer}"
            assert is_unsure(decider.plan, incident, path), f"{path} is not relevant: {incident}"
            unsure += 1
    assert unsure <= max(1, len(asked) // 10)


def drawn(rng: random.Random, relevance: Relevance) -> list[str]:
    """Return some open facts: most of those that may be relevant, and one that cannot be."""
    candidates = list(relevance.candidates)
    others = [path for path in relevance.open if path not in candidates]
    most = 1 if AMOUNTS.facts < len(relevance.open) else len(others)
    return [
        *rng.sample(candidates, min(AMOUNTS.facts, len(candidates))),
        *rng.sample(others, min(most, len(others))),
    ]


def is_unsure(plan: Plan, incident: Incident, path: str) -> bool:
    """Whether a fact counts as relevant because it cannot be decided whether it is."""
    relevance = Relevance(plan, Residuals(plan.day, incident))
    return relevance.is_relevant(path) and relevance.test == RESIDUAL


def require_shown(decider: Decider, incident: Incident, path: str, answer: Answer) -> None:
    """More is known than of the incident, then this fact too; and that changes what counts."""
    before, after = answer.before, answer.after
    assert before is not None
    assert after is not None
    assert what_counts(decider, before) != what_counts(decider, after)
    told, told_before, told_after = map(known_in, (incident, before, after))
    lost = {each for each in told if each not in told_before and not may_be_lost(each)}
    assert not lost, f"{lost} of {incident}"
    changed = {
        each
        for each in {**told_before, **told_after}
        if told_before.get(each) != told_after.get(each)
    }
    assert changed, path
    assert all(is_learned_with(path, each) for each in changed), f"{path}: {changed}"


def known_in(incident: Incident) -> dict[str, object]:
    """What is told, and who is listed: of one more nothing need be told."""
    persons = [f"persons.{each.id}.id" for each in incident.persons]
    devices = [f"devices.{each.id}.id" for each in incident.devices]
    return {**told_in(incident), **dict.fromkeys([*persons, *devices], True)}


def test_one_more_of_whom_nothing_is_told_is_something_learned() -> None:
    """The solver may show that; what is told is the same."""
    one_more = Incident(devices=[Device(id="d1")])
    (learned,) = known_in(one_more).keys() - known_in(Incident()).keys()
    assert is_learned_with("devices_complete", learned)
    assert not is_learned_with("persons_complete", learned)


def may_be_lost(path: str) -> bool:
    """Whether something told may be told no more: an age that was a claim, an act not used."""
    return path.endswith(".age") or path.startswith("done.")


def is_learned_with(path: str, changed: str) -> bool:
    """Whether it is the fact, a part of it, of one more in a list, or an age that was a claim."""
    of_list = f"{path.removesuffix('_complete')}."
    age = f"{path.rpartition('.')[0]}.age" if path.rpartition(".")[2].startswith("adult") else path
    return changed in {path, age} or changed.startswith((f"{path}.", of_list))


def what_counts(decider: Decider, incident: Incident) -> object:
    """Return the possible classes, and the lines that are due, held or in force."""
    outcome = decider.outcome(incident)
    lines = {
        (line.directive, line.acts, line.target, line.status)
        for line in outcome.lines
        if line.status in COUNTING
    }
    return outcome.possible_classes, lines


def met(rng: random.Random, decider: Decider) -> Iterator[Incident]:
    """Yield what is known at each question of an interview answered at random, and at its end."""
    interview = Interview.led_by(decider)
    while (question := interview.question) is not None:
        yield interview.incident
        try:
            interview = answered(rng, interview, question)
        except IncidentError:
            interview = interview.cannot_say()
    yield interview.incident


def answered(rng: random.Random, interview: Interview, question: QuestionToAsk) -> Interview:
    """Return the interview with some answer, or with one more person or device."""
    listed = len(interview.incident.persons) + len(interview.incident.devices)
    can_add = question.adds is not None or question.kind is FactKind.REFERENCE
    if can_add and listed < MOST_LISTED and rng.random() < 0.6:
        return interview.add()
    options = answers_to(rng, question)
    if not options or rng.random() < 0.15:
        return interview.cannot_say()
    return interview.answer(rng.choice(options))


def answers_to(rng: random.Random, question: QuestionToAsk) -> list[Told]:
    """Return what may be answered; a list is complete."""
    match question.kind:
        case FactKind.AGE:
            return [8, 12, 14, 17, 30]
        case FactKind.MOMENT:
            return [datetime(2026, 11, 23, tzinfo=UTC)]
        case FactKind.ROLES:
            return [[str(rng.choice(question.values))]]
        case _:
            return [True] if question.adds is not None else [*question.values]
