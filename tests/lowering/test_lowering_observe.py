"""Observing: which base literals of a Program hold of an incident, row by row."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from lowering.plain import ENTITIES, holds, rows_of
from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.ages import ages_from, ages_in
from sexto_rules.facts.known import age_gap_at_least, ages_of
from sexto_rules.facts.vocabulary import INVOLVED_ROLES, Entity
from sexto_rules.lowering import Observer, Program, lower, observe
from sexto_rules.lowering.gaps import certain_gap, possible_gap
from sexto_rules.lowering.readers import involvement_of, roles_of
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Of,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.testing import sample_day_protocol, sample_incident
from support.build import directive, protocol

YES = frozenset({True})


def random_of(seed: int) -> random.Random:
    """A source of chance."""
    return random.Random(seed)  # noqa: S311 - no secret


def program_of(condition: Condition, for_each: Entity | None = None) -> Program:
    """The program of one condition and of whether nobody can say it."""
    notes = tuple(
        directive(f"n{number}", "note", condition=each, for_each=for_each)
        for number, each in enumerate((condition, Modal(Mode.CANNOT_SAY, condition)))
    )
    return lower(on(protocol(directives=notes), date(2026, 11, 23)))


def require_plain_observation(program: Program, incident: Incident) -> None:
    """Every base literal holds exactly where its reading says."""
    observation = observe(program, incident)
    assert len(observation.columns) == program.base
    rows = {entity: rows_of(incident, entity, observation) for entity in ENTITIES}
    for literal, column in zip(program.literals, observation.columns, strict=False):
        assert literal.reading is not None
        expected = [holds(literal.reading, incident, about) for about in rows[literal.entity]]
        found = [bool(column >> row & 1) for row in range(len(expected))]
        assert found == expected, (literal.name, incident)
        assert column >> len(expected) == 0


@pytest.mark.parametrize("seed", range(80))
def test_a_base_literal_holds_where_its_reading_does(seed: int) -> None:
    """On random protocols and incidents, in every row."""
    rng = random_of(seed)
    day = sample_day_protocol(rng)
    program = lower(day)
    for _ in range(5):
        require_plain_observation(program, sample_incident(rng, day))


HOLDER: list[Condition] = [
    ValueTest(FactRef(Of.HOLDER, "pupil"), YES),
    RoleTest(Of.HOLDER, frozenset({Role.SHARER, Role.WITNESS})),
    AgeTest(Of.HOLDER, ages_from(14)),
    FactStatus(FactRef(Of.HOLDER, "roles"), Mode.CANNOT_SAY),
    FactStatus(FactRef(Of.HOLDER, "age"), Mode.CANNOT_SAY),
    FactStatus(FactRef(Of.HOLDER, "adult"), Mode.CANNOT_SAY),
    DoneTest(frozenset({"support_person", "inform_parents"}), Of.HOLDER),
]
DEVICE: list[Condition] = [
    ValueTest(FactRef(Of.DEVICE, "in_hand"), YES),
    FactStatus(FactRef(Of.DEVICE, "in_hand"), Mode.CANNOT_SAY),
    FactStatus(FactRef(Of.DEVICE, "holder"), Mode.KNOWN),
    ValueTest(FactRef(Of.DEVICE, "owner"), frozenset({"school"})),
    DoneTest(frozenset({"secure_device"}), Of.DEVICE),
]
PERSON: list[Condition] = [
    ValueTest(FactRef(Of.PERSON, "adult"), frozenset({False})),
    FactStatus(FactRef(Of.PERSON, "age"), Mode.KNOWN),
    FactStatus(FactRef(Of.PERSON, "age"), Mode.CANNOT_SAY),
    FactStatus(FactRef(Of.PERSON, "roles"), Mode.UNKNOWN),
    FactStatus(FactRef(Of.PERSON, "roles"), Mode.CANNOT_SAY),
    AgeTest(Of.PERSON, ages_from(0, 12)),
    DoneTest(frozenset({"support_person"}), Of.PERSON),
]
WHOLE: list[Condition] = [
    FactStatus(FactRef(Of.INCIDENT, "reported_at"), Mode.KNOWN),
    ValueTest(FactRef(Of.INCIDENT, "region"), frozenset({"laval"})),
    ValueTest(FactRef(Of.ANSWERS, "colour"), frozenset({"red", "green"})),
    DoneTest(frozenset({"call_police", "complete_grid"})),
    GapTest(2),
    GapTest(5),
]
INCIDENTS = [
    Incident(),
    Incident(persons_complete=True, devices_complete=True),
    Incident(
        region="laval",
        answers={"colour": "blue"},
        persons=[
            Person(id="p1", roles=["depicted"], age=11),
            Person(id="p2", roles={"sharer": True}, age=AgeRange(at_least=13, under=20)),
            Person(id="p3", adult_suspected=True, age=14),
            Person(id="p4", adult=False, pupil=True),
        ],
        devices=[
            Device(id="d1", holder="p1", owner="student"),
            Device(id="d2", holder="p2", in_hand=True),
            Device(id="d3"),
            Device(id="d4"),
        ],
        done=[
            JournalEntry(act="secure_device", target="d1"),
            JournalEntry(act="hand_over_device", target="d1"),
            JournalEntry(act="secure_device", target="d3"),
            JournalEntry(act="support_person", target="p2"),
            JournalEntry(act="complete_grid"),
            JournalEntry(act="tell_lead"),
        ],
        cannot_say={
            "reported_at",
            "persons.p2.age",
            "persons.p2.roles",
            "persons.p3.adult",
            "persons.p4.age",
            "persons.p4.roles.sharer",
            "devices.d4.holder",
            "devices.d4.in_hand",
            "devices_complete",
        },
    ),
    Incident(region="gatineau", answers={"colour": "red"}, cannot_say={"persons_complete"}),
    Incident(cannot_say={"region", "answers.colour"}),
]


@pytest.mark.parametrize("incident", INCIDENTS)
@pytest.mark.parametrize(
    ("conditions", "for_each"),
    [
        (HOLDER, Entity.DEVICE),
        (DEVICE, Entity.DEVICE),
        (HOLDER + DEVICE, Entity.DEVICE),
        (PERSON, Entity.PERSON),
        (WHOLE, None),
        ([], None),
    ],
)
def test_every_kind_of_fact_is_read(
    conditions: list[Condition], for_each: Entity | None, incident: Incident
) -> None:
    """All at once, and each by itself, so that a table of one fact works too."""
    require_plain_observation(program_of(All(tuple(conditions)), for_each), incident)
    for condition in conditions:
        require_plain_observation(program_of(condition, for_each), incident)


@pytest.mark.parametrize("count", [0, 7, 8, 9, 16, 17, 40])
@pytest.mark.parametrize("complete", [True, UNKNOWN])
def test_lists_may_be_of_any_length(count: int, *, complete: bool) -> None:
    """A column has a bit for each row, also where the rows are more than fit into a byte."""
    persons = [Person(id=f"p{n}", age=n % 30, pupil=n % 3 == 0) for n in range(count)]
    devices = [Device(id=f"d{n}", holder=f"p{n}") for n in range(count)]
    incident = Incident(
        persons=persons, devices=devices, persons_complete=complete, devices_complete=complete
    )
    young = AnyOf(
        (AgeTest(Of.PERSON, ages_from(0, 12)), ValueTest(FactRef(Of.PERSON, "pupil"), YES))
    )
    require_plain_observation(program_of(young, Entity.PERSON), incident)
    require_plain_observation(program_of(HOLDER[2], Entity.DEVICE), incident)


def test_only_the_wanted_literals_are_observed() -> None:
    """The columns of the wanted literals stand side by side, in the program's order."""
    rng = random_of(3)
    day = sample_day_protocol(rng)
    program, incident = lower(day), sample_incident(rng, day)
    every = observe(program, incident)
    wanted = sorted(rng.sample(range(program.base), program.base // 2))
    some = Observer(program, frozenset(wanted)).observe(incident)
    assert list(some.columns) == [every.columns[each] for each in wanted]
    assert some[1:] == every[1:]


@pytest.mark.parametrize("seed", range(300))
def test_the_age_gap_is_what_its_tests_say(seed: int) -> None:
    """The two bounds answer every test on the gap as it is written out for two people."""
    rng = random_of(seed)
    persons = [_person(rng, f"p{n}") for n in range(rng.randrange(5))]
    complete: Any = rng.choice([True, UNKNOWN, False])
    incident = Incident(persons=persons, persons_complete=complete)
    people = [involvement_of(each, roles_of(each)) for each in persons]
    certain, possible = certain_gap(people), possible_gap(people)
    for years in (0, 1, 2, 3, 5, 10, 40, 120):
        truth = age_gap_at_least(incident, years)
        assert (truth is True) is (years <= certain)
        closed = incident.persons_complete is True
        assert (truth is False) is (certain < years and closed and possible < years)


def _person(rng: random.Random, code: str) -> Person:
    low = rng.randrange(10, 22)
    age: Any = rng.choice([UNKNOWN, low, AgeRange(at_least=low, under=low + rng.randrange(1, 6))])
    some: Any = {role: rng.random() < 0.5 for role in Role if rng.random() < 0.4}
    roles: Any = rng.choice([some, rng.sample(list(Role), 2), {"depicted": True}, UNKNOWN])
    suspected: Any = rng.choice([UNKNOWN, True])
    return Person(id=code, age=age, roles=roles, adult_suspected=suspected)


def test_depicted_alone_involves() -> None:
    """Whoever is depicted is involved; a witness or a reporter is not."""
    assert Role.DEPICTED in INVOLVED_ROLES
    for role in Role:
        person = Person(id="p1", roles=[role], age=15)
        involvement = involvement_of(person, roles_of(person))
        assert involvement.involved is (role in INVOLVED_ROLES)
        assert involvement.depicted is (role is Role.DEPICTED)
        assert list(ages_in(involvement.ages.ages)) == list(ages_in(ages_of(person))) == [15]


@pytest.mark.parametrize("bound", ["tables", "age_table"])
def test_what_is_not_kept_is_worked_out_again(monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    """Tables keep what they worked out up to a bound; beyond it they say the same."""
    monkeypatch.setattr(f"sexto_rules.lowering.{bound}._MOST_KEPT", 1)
    rng = random_of(7)
    day = sample_day_protocol(rng)
    program = lower(day)
    for _ in range(5):
        require_plain_observation(program, sample_incident(rng, day))
    whole = Observer(program)
    incident = sample_incident(rng, day)
    assert whole.observe(incident) == whole.observe(incident)
