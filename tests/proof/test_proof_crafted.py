"""Protocols made to lead the finder astray: who stands twice, who is years apart from whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import pytest
from attrs import evolve

from sexto_rules.facts import Role
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import ActSpec, Entity
from sexto_rules.proof.finder import Finder, Found
from sexto_rules.proof.promises import breaks
from sexto_rules.proof.statements import Kind, statements_of
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    Condition,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    Basis,
    DayProtocol,
    Directive,
    InDoubt,
    Invariant,
    Modality,
    Promise,
    PromiseKind,
    Protocol,
)

DAY: Final = date(2026, 11, 23)
TEXT: Final = {"en": "text"}
DEPICTED: Final = RoleTest(Of.PERSON, frozenset({Role.DEPICTED}))
CLOSED: Final = ValueTest(FactRef(Of.INCIDENT, "persons_complete"), frozenset({True}))
GAP: Final = GapTest(5)
SMALLER: Final = GapTest(3)
AGE: Final = FactRef(Of.PERSON, "age")
ROLES: Final = FactRef(Of.PERSON, "roles")


def aged(at_least: int, under: int) -> AgeTest:
    """Return that the person is of these ages."""
    return AgeTest(Of.PERSON, ages_from(at_least, under))


def somebody(*body: Condition) -> Quantified:
    """Return that this holds of some person."""
    return Quantified(Quantifier.SOME, Entity.PERSON, All(body))


def nobody(*body: Condition) -> Quantified:
    """Return that this holds of no person."""
    return Quantified(Quantifier.NONE, Entity.PERSON, All(body))


def everybody(*body: Condition) -> Quantified:
    """Return that this holds of every person."""
    return Quantified(Quantifier.EVERY, Entity.PERSON, All(body))


def day_of(conditions: Mapping[str, Condition], kind: Entity | None = None) -> DayProtocol:
    """Return a protocol with a duty for each condition, whose act has the duty's name."""
    directives = tuple(
        Directive(
            id=name,
            origin="crafted",
            modality=Modality.MUST,
            acts=(name,),
            family=None,
            for_each=kind,
            condition=condition,
            by="everyone",
            text=TEXT,
            in_doubt=InDoubt.WAITS,
            basis=Basis.INFERENCE,
        )
        for name, condition in conditions.items()
    )
    return on(
        Protocol(
            id="crafted",
            version="1.0.0",
            date=DAY,
            title=TEXT,
            notice=TEXT,
            languages=("en",),
            digest="sha256:crafted",
            doers={"everyone": frozenset({"everyone"})},
            acts={name: ActSpec(name, None, kind) for name in conditions},
            directives=directives,
        ),
        DAY,
    )


def what_can_apply(conditions: Mapping[str, Condition]) -> dict[str, Found]:
    """Return of each condition whether an incident makes it certain."""
    day = day_of(conditions)
    finder = Finder(day)
    return {
        each.subject: finder.find(each.claim).found
        for each in statements_of(day)
        if each.kind is Kind.APPLIES
    }


def test_years_between_two_are_found_where_they_can_be() -> None:
    """Two are needed, and two who are surely apart make the gap certain."""
    found = what_can_apply(
        {
            "two": All((GAP, CLOSED, everybody(aged(0, 6)))),
            "larger-is-smaller-too": All((SMALLER, Not(GAP), CLOSED)),
            "nobody-can-say": Modal(Mode.CANNOT_SAY, GAP),
            "nobody-can-say-less": All((Not(GAP), Modal(Mode.CANNOT_SAY, SMALLER))),
        }
    )
    assert set(found.values()) == {Found.INCIDENT}, found


def test_years_between_two_are_impossible_where_they_cannot_be() -> None:
    """However many persons are listed; none of it is left undecided."""
    young, old = somebody(DEPICTED, aged(0, 10)), somebody(DEPICTED, aged(40, 121))
    unknown = Modal(Mode.UNKNOWN, GAP)
    found = what_can_apply(
        {
            "young-and-old-in-doubt": All((young, old, unknown)),
            "less-than-less-in-doubt": All((GAP, Modal(Mode.UNKNOWN, SMALLER))),
            "nobody-depicted": All((GAP, nobody(DEPICTED))),
            "one-age": All((GAP, CLOSED, everybody(DEPICTED, aged(7, 8)))),
            "all-told": All(
                (
                    unknown,
                    CLOSED,
                    nobody(FactStatus(AGE, Mode.UNKNOWN)),
                    nobody(FactStatus(ROLES, Mode.UNKNOWN)),
                )
            ),
            "three": All((*(somebody(DEPICTED, aged(n, n + 4)) for n in (0, 4, 8)), Not(SMALLER))),
        }
    )
    assert set(found.values()) == {Found.IMPOSSIBLE}, found


def test_some_person_and_some_device_are_told_apart() -> None:
    """The same words about a person and about a device are two sentences."""
    danger = ValueTest(FactRef(Of.INCIDENT, "immediate_danger"), frozenset({True}))
    device = Quantified(Quantifier.SOME, Entity.DEVICE, danger)
    found = what_can_apply(
        {
            "device-alone": All((device, CLOSED, nobody(danger))),
            "person-alone": All((somebody(danger), Not(device))),
        }
    )
    assert set(found.values()) == {Found.INCIDENT}, found


@pytest.mark.parametrize("kind", list(Entity))
def test_alternatives_fail_each_of_another_target(kind: Entity) -> None:
    """`some_of` of three acts fails by three persons or devices, of whom each lacks one."""
    names = [f"act-{number}" for number in range(3)]
    of = Of.PERSON if kind is Entity.PERSON else Of.HOLDER
    lacking = [ages_from(0, 13), ages_from(13, 16), ages_from(16)]
    conditions: dict[str, Condition] = {
        name: Not(AgeTest(of, ages)) for name, ages in zip(names, lacking, strict=True)
    }
    day = day_of(conditions, kind)
    invariant = Invariant(
        id="one-of-three",
        origin="crafted",
        text=TEXT,
        basis=Basis.INFERENCE,
        some_of=tuple(Promise(PromiseKind.MUST, (name,)) for name in names),
        always=Quantified(
            Quantifier.EVERY, kind, Not(FactStatus(FactRef(of, "age"), Mode.UNKNOWN))
        ),
    )
    day = evolve(day, invariants=(invariant,))
    answer = Finder(day).find(breaks(invariant, day))
    assert answer.incident is not None
    listed = {Entity.PERSON: answer.incident.persons, Entity.DEVICE: answer.incident.devices}
    assert len(listed[kind]) == 3
