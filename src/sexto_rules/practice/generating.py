"""A new case, from the protocol's own structure: its classes, what its grid asks, what is unknown.

A class is chosen, then incidents are drawn until one comes to it: few persons with plain parts,
the facts that the grid asks, most of them as they are when nothing is wrong, one or two that are
not, and on the higher levels some that nobody has told. It is told in steps, and between them some
of what was due is done. A case that is one already, a scenario or another case, is never made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from random import Random
from typing import Any, Final

from attrs import evolve, frozen

from sexto_rules.decisions import Decider
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import FACTS, FactKind
from sexto_rules.practice.case import PracticeCase, PracticeStep, told_alike
from sexto_rules.practice.telling import Telling
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Outcome, Scope, Status, Target
from sexto_rules.sampling.people import USUAL, plain_devices, plain_persons

__all__ = ["new_case"]

_STEPS: Final = {1: 2, 2: 3, 3: 3}
_UNTOLD: Final = {1: 0.0, 2: 0.04, 3: 0.3}
"""How many of the facts are never told, by level."""

_DONE_AT_ONCE: Final = 2


@frozen
class _Fact:
    """A fact to be told: of the incident (None), an answer, or a person or device by its id."""

    of: Of
    owner: str | None
    name: str
    value: Any


def new_case(
    decider: Decider, *, level: int, seed: int, known: Iterable[Incident], attempts: int = 200
) -> PracticeCase | None:
    """Return a new case, the same for the same protocol, day, level and seed; None if none is new.

    Args:
        decider: The protocol on the day.
        level: From 1, everything told, to 3, much unknown.
        seed: Which of the cases there are.
        known: The incidents of the scenarios and of the cases that there are already.
        attempts: How many are drawn at most; nearly always a few are enough.
    """
    day = decider.day
    rng = Random(f"{day.protocol.id} {level} {seed}")  # noqa: S311 - a story, no secret
    classes = [each.id for each in day.classes]
    wanted = rng.choice(classes) if classes else None
    taken = {told_alike(incident) for incident in known}
    spare = None
    for _ in range(attempts):
        try:
            draft = _draft(rng, day, level)
            fits = _fits(decider.outcome(draft.known(draft.count)), wanted, level)
            steps = list(_steps(rng, decider, draft)) if fits or spare is None else []
        except IncidentError:  # what was drawn contradicts itself
            continue
        if not steps or any(told_alike(each) in taken for each in steps):
            continue
        if fits:
            return _case(day, steps, level, seed)
        spare = steps
    return None if spare is None else _case(day, spare, level, seed)


def _fits(outcome: Outcome, wanted: str | None, level: int) -> bool:
    """Whether an incident comes to the class, or on the hardest level leaves it open."""
    possible = outcome.possible_classes
    if wanted is None:
        return True
    return wanted in possible and (len(possible) > 1) is (level == max(_STEPS))


def _case(day: DayProtocol, steps: list[Incident], level: int, seed: int) -> PracticeCase:
    telling = Telling(day)
    befores = [Incident(), *steps]
    return PracticeCase(
        id=f"new-{level}-{seed}",
        title={"fr": f"Cas nouveau, graine {seed}", "en": f"A new case, seed {seed}"},
        level=level,
        as_of=day.as_of,
        steps=tuple(
            PracticeStep(told=telling.told(before, now), incident=now)
            for before, now in zip(befores, steps, strict=False)
        ),
    )


@frozen(kw_only=True)
class _Draft:
    """What is to be told: who and what is in it, the facts in order, how many steps."""

    persons: tuple[Person, ...]
    devices: tuple[Device, ...]
    facts: tuple[_Fact, ...]
    unsayable: frozenset[str]
    count: int

    def known(self, number: int, done: tuple[JournalEntry, ...] = ()) -> Incident:
        """Return what is known at a step.

        Raises:
            IncidentError: It contradicts itself.
        """
        told: dict[tuple[Of, str | None], dict[str, Any]] = {}
        for fact in self.facts[: len(self.facts) * number // self.count]:
            told.setdefault((fact.of, fact.owner), {})[fact.name] = fact.value
        return Incident(
            **told.get((Of.INCIDENT, None), {}),
            answers=told.get((Of.ANSWERS, None), {}),
            persons=[evolve(each, **told.get((Of.PERSON, each.id), {})) for each in self.persons],
            devices=[evolve(each, **told.get((Of.DEVICE, each.id), {})) for each in self.devices],
            done=done,
            cannot_say=self.unsayable if number == self.count else frozenset(),
        )


def _draft(rng: Random, day: DayProtocol, level: int) -> _Draft:
    """Return a case as drawn; at least one fact is told in each step."""
    persons, devices = plain_persons(rng, level), plain_devices(rng, level)
    facts = list(_facts(rng, day, level, persons, devices))
    rng.shuffle(facts)
    told = [fact for fact in facts if rng.random() >= _UNTOLD[level]] or facts
    untold = [fact for fact in facts if fact not in told and fact.of in {Of.INCIDENT, Of.ANSWERS}]
    unsayable = frozenset[str]()
    if untold and level == max(_STEPS):
        fact = rng.choice(untold)
        unsayable = frozenset({fact.name if fact.of is Of.INCIDENT else f"answers.{fact.name}"})
    return _Draft(
        persons=tuple(persons),
        devices=tuple(devices),
        facts=tuple(told),
        unsayable=unsayable,
        count=max(1, min(_STEPS[level], len(told))),
    )


def _steps(rng: Random, decider: Decider, draft: _Draft) -> Iterator[Incident]:
    """Yield what is known step by step, with some of what was due done between two of them."""
    done: tuple[JournalEntry, ...] = ()
    for number in range(1, draft.count + 1):
        incident = draft.known(number, done)
        yield incident
        done += tuple(_done(rng, decider.outcome(incident)))


def _facts(
    rng: Random,
    day: DayProtocol,
    level: int,
    persons: Collection[Person],
    devices: Collection[Device],
) -> Iterator[_Fact]:
    """Yield a value of each fact that the grid asks, few of them out of the ordinary."""
    owners: dict[Of, list[str] | list[None]] = {
        Of.INCIDENT: [None],
        Of.ANSWERS: [None],
        Of.PERSON: [each.id for each in persons],
        Of.DEVICE: [each.id for each in devices],
    }
    asked = dict.fromkeys(question.fact for question in day.questions)
    places = [
        (fact, owner)
        for fact in asked
        if fact.name not in {"roles", "age", "adult", "holder", "devices_complete", "in_hand"}
        for owner in owners.get(fact.of, [])
    ]
    unusual = set(rng.sample(range(len(places)), min(len(places), rng.choice((0, 0, 1, level)))))
    answers = {each.id: tuple(one.id for one in each.choices) for each in day.answers}
    for at, (fact, owner) in enumerate(places):
        values = answers.get(fact.name, ()) if fact.of is Of.ANSWERS else _choices(fact.name, day)
        if fact.name == "persons_complete":
            value: Any = level < max(_STEPS)
        elif values:
            value = rng.choice(values)
        elif fact.of is not Of.ANSWERS and not _is_flag(fact.name):
            continue
        else:
            usual = fact.name in USUAL
            if fact.name == "may_hold_material":
                usual = rng.random() < 0.7
            value = usual is not (at in unusual)
        yield _Fact(fact.of, owner, fact.name, value)


def _choices(name: str, day: DayProtocol) -> tuple[str, ...]:
    if name == "region":
        return tuple(each.id for each in day.protocol.regions)
    return next((facts[name].values for facts in FACTS.values() if name in facts), ())


def _is_flag(name: str) -> bool:
    return any(name in facts and facts[name].kind is FactKind.BOOL for facts in FACTS.values())


def _done(rng: Random, outcome: Outcome) -> Iterator[JournalEntry]:
    """Yield some of what was due as done, for all that asked for it."""
    due: dict[tuple[str, Target | None], list[str]] = {}
    for line in outcome.lines:
        is_listed = line.target is None or line.target.scope is Scope.ONE
        if line.status is Status.DUE and len(line.acts) == 1 and is_listed:
            due.setdefault((line.acts[0], line.target), []).append(line.directive)
    for act, target in rng.sample(list(due), min(len(due), _DONE_AT_ONCE)):
        yield JournalEntry(
            act=act, target=None if target is None else target.id, for_=due[act, target]
        )
