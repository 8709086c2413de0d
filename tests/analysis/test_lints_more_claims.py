"""The lints on protocols at random, with what an author writes beside directives.

Rules, questions, invariants and leave to be held: what a lint claims of them is held against
incidents at random and the reference.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from typing import Any, Final

from attrs import evolve

from sexto_rules import reference
from sexto_rules.analysis import lint_protocol
from sexto_rules.analysis.lints.subject import conjuncts
from sexto_rules.errors import Place, Problem
from sexto_rules.facts import UNKNOWN, Incident
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import ACTS, FACTS, Entity
from sexto_rules.protocol.conditions import All, Condition, FactRef, Not, Of
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    DayProtocol,
    Invariant,
    Modality,
    Promise,
    PromiseKind,
    Protocol,
    Question,
)
from sexto_rules.protocol.outcome import Status, Truth
from sexto_rules.reference.knowledge import BLANK, About, listed
from sexto_rules.sampling import focus_on
from sexto_rules.testing import sample_incident, sample_protocol

PROTOCOLS: Final = {"ci": 80, "nightly": 5_000}.get(os.environ.get("SEXTO_PROFILE", ""), 30)
INCIDENTS: Final = 30
TEXT: Final = {"en": "words"}
OWNERS: Final = {None: Of.INCIDENT, Entity.PERSON: Of.PERSON, Entity.DEVICE: Of.DEVICE}


def enriched(protocol: Protocol, rng: random.Random) -> Protocol:
    """A protocol whose rules have places, with questions, invariants and leave to be held."""
    count = 0
    conclusions = []
    for each in protocol.conclusions:
        rules = []
        for rule in each.rules:
            count += 1
            rules.append(evolve(rule, place=Place("rules.yaml", count)))
        conclusions.append(evolve(each, rules=tuple(rules)))
    return evolve(
        protocol,
        conclusions=tuple(conclusions),
        directives=tuple(
            evolve(each, may_be_held=each.modality is Modality.MUST) for each in protocol.directives
        ),
        questions=tuple(
            Question(
                id=f"asks-{owner}-{name}",
                origin="random",
                fact=FactRef(owner, name),
                urgency="now",
                text=TEXT,
                for_each=kind,
            )
            for kind, owner in OWNERS.items()
            for name in FACTS[kind]
        ),
        invariants=tuple(_invariants(protocol, rng)),
    )


def _invariants(protocol: Protocol, rng: random.Random) -> list[Invariant]:
    """Promises on premises that the protocol's own conditions make up."""
    made = []
    for number in range(8):
        one = rng.choice(protocol.directives)
        other = rng.choice([each for each in protocol.directives if each.for_each is one.for_each])
        premises: tuple[Condition, ...] = (
            one.condition,
            All((one.condition, other.condition)),
            All((one.condition, Not(other.condition))),
        )
        acts = rng.sample(["call_police", "tell_lead", "record_facts"], rng.choice([1, 2]))
        made.append(
            Invariant(
                id=f"i{number}",
                origin="random",
                text=TEXT,
                for_each=one.for_each,
                always=rng.choice(premises),
                when_due=rng.choice(((), (), one.acts)),
                promises=(Promise(PromiseKind.NEVER, tuple(sorted(acts))),),
            )
        )
    return made


def named(problems: list[Problem], pattern: str) -> set[str]:
    """The names in the messages, with the code before them, that a pattern finds."""
    said = "\n".join(f"{each.code} {each.message}" for each in problems)
    return set(re.findall(pattern, said))


def abouts(kind: Entity | None, incident: Incident) -> list[About]:
    """Everybody of whom a condition of this kind speaks in an incident."""
    if kind is None:
        return [None]
    more: list[About] = [] if list_closed(incident, kind) else [BLANK]
    return [*listed(incident, kind), *more]


def values(
    condition: Condition, kind: Entity | None, day: DayProtocol, incident: Incident
) -> set[Truth]:
    """The values of a condition, of the incident or of everybody it speaks of."""
    return {reference.evaluate(condition, day, incident, about) for about in abouts(kind, incident)}


def drawn(protocol: Protocol, rng: random.Random) -> tuple[DayProtocol, list[Incident]]:
    """The day of a protocol, and incidents at random of what it looks at."""
    day = on(protocol, protocol.date)
    focus = focus_on(day)
    return day, [sample_incident(rng, focus) for _ in range(INCIDENTS)]


def test_a_rule_or_a_class_is_never_or_always_as_claimed() -> None:
    """No incident makes a rule true that never holds, nor less than true one that always does."""
    made: Counter[str] = Counter()
    for seed in range(PROTOCOLS):
        rng = random.Random(f"rules {seed}")  # noqa: S311 - no secret is drawn
        protocol = enriched(sample_protocol(rng), rng)
        day, incidents = drawn(protocol, rng)
        rules = {
            rule.place.line: (rule.when, each.for_each)
            for each in protocol.conclusions
            for rule in each.rules
        }
        for problem in lint_protocol(protocol):
            if problem.place.file != "rules.yaml" or "part of" in problem.message:
                continue
            condition, kind = rules[problem.place.line]
            possible = set().union(*(values(condition, kind, day, each) for each in incidents))
            if "can never hold" in problem.message:
                made["never"] += 1
                assert Truth.TRUE not in possible
            elif "is always true" in problem.message:
                made["always"] += 1
                assert possible <= {Truth.TRUE}
    assert set(made) == {"never", "always"}


def test_part_of_a_condition_is_always_true_as_claimed() -> None:
    """At least so many parts of the condition are true in every incident."""
    made = 0
    for seed in range(PROTOCOLS):
        rng = random.Random(f"parts {seed}")  # noqa: S311 - no secret is drawn
        protocol = enriched(sample_protocol(rng), rng)
        parts = Counter(
            re.findall(
                r"SX331 part of the condition of `(r\d+)`",
                "\n".join(f"{each.code} {each.message}" for each in lint_protocol(protocol)),
            )
        )
        day, incidents = drawn(protocol, rng)
        for each in protocol.directives:
            always = [
                part
                for part in conjuncts(each.condition)
                if all(values(part, each.for_each, day, one) <= {Truth.TRUE} for one in incidents)
            ]
            assert len(always) >= parts[each.id]
            made += parts[each.id]
    assert made


def test_lines_are_never_lifted_or_held_as_claimed() -> None:
    """A prohibition that nothing lifts stands, and a duty that nothing can hold is not held."""
    made: Counter[str] = Counter()
    for seed in range(PROTOCOLS):
        rng = random.Random(f"lines {seed}")  # noqa: S311 - no secret is drawn
        protocol = enriched(sample_protocol(rng), rng)
        problems = lint_protocol(protocol)
        firm = named(problems, r"SX342 `(r\d+)` is lifted by nothing")
        free = named(problems, r"SX348 `(r\d+)` may be held")
        made.update(firm=len(firm), free=len(free))
        day, incidents = drawn(protocol, rng)
        for incident in incidents:
            for line in reference.decide(day, incident).lines:
                given_up = {Status.LIFTED, Status.OVERRIDDEN}
                assert line.directive not in firm or line.status not in given_up
                assert line.directive not in free or line.status is not Status.HELD
    assert min(made["firm"], made["free"]) > 0


def test_most_pairs_that_are_held_are_listed() -> None:
    """Of the pairs that incidents at random hold, the remarks name nine in ten."""
    real: set[tuple[int, str, str]] = set()
    said: set[tuple[int, str, str]] = set()
    for seed in range(PROTOCOLS):
        rng = random.Random(f"held {seed}")  # noqa: S311 - no secret is drawn
        protocol = sample_protocol(rng)
        day, incidents = drawn(protocol, rng)
        for problem in lint_protocol(protocol):
            pair = re.match(r"`(\w+)` can be held by `(\w+)`, for", problem.message)
            if problem.code == "SX340" and pair is not None:
                said.add((seed, pair[1], pair[2]))
        for incident in incidents:
            for line in reference.decide(day, incident).lines:
                if line.status is Status.HELD:
                    real.update((seed, line.directive, name) for name in line.blocked_by)
    assert len(real) >= PROTOCOLS // 4
    assert len(real & said) >= 0.9 * len(real)


def test_a_question_decides_nothing_as_claimed() -> None:
    """Whatever is known of its fact, without it everything comes out the same."""
    made = 0
    for seed in range(PROTOCOLS):
        rng = random.Random(f"questions {seed}")  # noqa: S311 - no secret is drawn
        protocol = enriched(sample_protocol(rng), rng)
        problems = lint_protocol(protocol)
        idle = named(problems, r"SX334 `(asks-[\w-]+)` asks for")
        day, incidents = drawn(protocol, rng)
        questions = [each for each in protocol.questions if each.id in idle]
        for incident in incidents:
            less = incident
            for question in questions:
                less = forgotten(less, question.fact)
            made += less != incident
            assert reference.decide(day, less) == reference.decide(day, incident)
    assert made


def forgotten(incident: Incident, fact: FactRef) -> Incident:
    """An incident in which a fact is known of nobody."""
    unknown: dict[str, Any] = {fact.name: {} if fact.name == "roles" else UNKNOWN}
    match fact.of:
        case Of.PERSON:
            persons = tuple(evolve(each, **unknown) for each in incident.persons)
            return evolve(incident, persons=persons)
        case Of.DEVICE:
            devices = tuple(evolve(each, **unknown) for each in incident.devices)
            return evolve(incident, devices=devices)
        case _:
            return evolve(incident, **unknown)


def test_an_invariant_promises_nothing_as_claimed() -> None:
    """Even a promise that no protocol keeps is never broken on a premise that never holds."""
    made = 0
    for seed in range(PROTOCOLS):
        rng = random.Random(f"premises {seed}")  # noqa: S311 - no secret is drawn
        protocol = enriched(sample_protocol(rng), rng)
        empty = named(lint_protocol(protocol), r"SX345 the invariant `(i\d+)` promises nothing")
        day, incidents = drawn(protocol, rng)
        day = evolve(
            day,
            invariants=tuple(
                evolve(each, promises=(Promise(PromiseKind.MUST, (unheard_of(each, day),)),))
                for each in day.invariants
                if each.id in empty
            ),
        )
        made += len(day.invariants)
        for incident in incidents:
            assert not reference.violations(day, incident, reference.decide(day, incident))
    assert made


def unheard_of(invariant: Invariant, day: DayProtocol) -> str:
    """An act, with the target that the invariant speaks of, which no directive asks for."""
    asked = {act for each in day.directives for act in each.acts}
    return next(
        name for name, act in ACTS.items() if act.target is invariant.for_each and name not in asked
    )


def test_an_invariant_says_nothing_more_as_claimed() -> None:
    """Wherever it is broken, the one that says all of it is broken too."""
    made = broken = 0
    for seed in range(PROTOCOLS):
        rng = random.Random(f"promises {seed}")  # noqa: S311 - no secret is drawn
        protocol = enriched(sample_protocol(rng), rng)
        pairs = re.findall(
            r"the invariant `(i\d+)` says nothing that `(i\d+)`",
            "\n".join(each.message for each in lint_protocol(protocol)),
        )
        made += len(pairs)
        day, incidents = drawn(protocol, rng)
        for incident in incidents if pairs else ():
            found = {
                name
                for name, _ in reference.violations(day, incident, reference.decide(day, incident))
            }
            broken += len(found)
            for less, more in pairs:
                assert less not in found or more in found
    assert made
    assert broken
