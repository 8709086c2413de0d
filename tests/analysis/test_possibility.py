"""What cannot be, never is: the tableau held against the reference on incidents at random."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from typing import Final

import pytest
from attrs import frozen

from sexto_rules.analysis.possibility import Possibility, Rail, Wish
from sexto_rules.facts import Incident
from sexto_rules.facts.ages import ALL_AGES, AgeSet, ages_from
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
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
from sexto_rules.protocol.model import AnswerSpec, DayProtocol, Region
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference.conditions import evaluate
from sexto_rules.reference.knowledge import BLANK, About, listed
from sexto_rules.sampling import focus_on
from sexto_rules.testing import sample_day_protocol, sample_incident
from support.build import conclusion, klass, protocol, text, yes

PROTOCOLS: Final = {"ci": 300, "nightly": 20_000}.get(os.environ.get("SEXTO_PROFILE", ""), 60)
INCIDENTS: Final = 30
RAILS: Final = (Rail.TRUE, Rail.FALSE, Rail.NOT_TRUE, Rail.NOT_FALSE)

PERSON, DEVICE = Entity.PERSON, Entity.DEVICE
HOLDER_KNOWN = FactStatus(FactRef(Of.DEVICE, "holder"), Mode.KNOWN)


@frozen
class Claim:
    """That a condition is so in no incident, of anybody listed or of one further."""

    condition: Condition
    kind: Entity | None
    rail: Rail
    blank: bool

    def abouts(self, incident: Incident) -> Iterable[About]:
        """Whom it speaks of in an incident."""
        if self.kind is None:
            return [None]
        if self.blank:
            return [] if list_closed(incident, self.kind) else [BLANK]
        return listed(incident, self.kind)

    def is_refuted(self, value: Truth) -> bool:
        """Whether a value shows that it is wrong."""
        return {
            Rail.TRUE: value is Truth.TRUE,
            Rail.FALSE: value is Truth.FALSE,
            Rail.NOT_TRUE: value is not Truth.TRUE,
            Rail.NOT_FALSE: value is not Truth.FALSE,
        }[self.rail]


def claims(day: DayProtocol) -> Iterator[Claim]:
    """All that the tableau calls impossible of the conditions of a day."""
    possibility = Possibility(day)
    conditions = [(each.condition, each.for_each) for each in day.directives]
    conditions += [(rule.when, each.for_each) for each in day.conclusions for rule in each.rules]
    conditions += [(each.when, None) for each in day.classes if each.when is not None]
    for condition, kind in conditions:
        for rail in RAILS:
            wish = [Wish(condition, rail)]
            if not possibility.can_be(wish, kind):
                yield Claim(condition, kind, rail, blank=False)
            if kind is not None and not possibility.can_be_of_blank(wish, kind):
                yield Claim(condition, kind, rail, blank=True)


def test_what_cannot_be_never_is_on_random_protocols() -> None:
    """No incident drawn at random brings about what the tableau calls impossible."""
    tried = 0
    for seed in range(PROTOCOLS):
        rng = random.Random(f"possibility {seed}")  # noqa: S311 - no secret is drawn
        day = sample_day_protocol(rng)
        claimed = list(claims(day))
        focus = focus_on(day)
        for _ in range(INCIDENTS):
            incident = sample_incident(rng, focus)
            for claim in claimed:
                for about in claim.abouts(incident):
                    value = evaluate(claim.condition, day, incident, about)
                    assert not claim.is_refuted(value), (seed, claim, incident)
                    tried += 1
    assert tried > PROTOCOLS * INCIDENTS, "something was claimed"


def _some(body: Condition, kind: Entity = PERSON) -> Quantified:
    return Quantified(Quantifier.SOME, kind, body)


def _none(body: Condition, kind: Entity = PERSON) -> Quantified:
    return Quantified(Quantifier.NONE, kind, body)


def _value(name: str, values: set[str | bool], of: Of = Of.INCIDENT) -> ValueTest:
    return ValueTest(FactRef(of, name), frozenset(values))


def _status(name: str, mode: Mode, of: Of = Of.INCIDENT) -> FactStatus:
    return FactStatus(FactRef(of, name), mode)


def _role(*roles: Role, of: Of = Of.PERSON) -> RoleTest:
    return RoleTest(of, frozenset(roles))


def _done(*acts: str) -> DoneTest:
    return DoneTest(frozenset(acts))


UNDER_14, FROM_14, ADULT = (
    AgeTest(Of.PERSON, ages) for ages in (ages_from(0, 14), ages_from(14), ages_from(18))
)
DEPICTED, SHARER = _role(Role.DEPICTED), _role(Role.SHARER)
ROLES_UNSAYABLE, ROLES_KNOWN = (
    _status("roles", mode, Of.PERSON) for mode in (Mode.CANNOT_SAY, Mode.KNOWN)
)
CALLED = _done("call_police")
BLACKMAIL, REPEATED = yes("blackmail"), yes("repeated")

DAY: Final = on(
    protocol(
        answers=(AnswerSpec(id="x", text=text()),),
        regions=(Region(id="north", text=text()), Region(id="south", text=text())),
        conclusions=(
            conclusion("threat", BLACKMAIL, yes("coerced")),
            conclusion("young", All((DEPICTED, UNDER_14)), for_each=PERSON),
        ),
        classes=(klass("urgent", BLACKMAIL), klass("slow", REPEATED), klass("usual")),
    ),
    protocol().date,
)

IMPOSSIBLE: Final[list[tuple[Condition, Entity | None]]] = [
    (All((BLACKMAIL, Not(BLACKMAIL))), None),
    (All((BLACKMAIL, Not(ConclusionTest("threat")))), None),
    (All((ClassTest(frozenset({"slow"})), BLACKMAIL)), None),
    (All((ClassTest(frozenset({"usual"})), AnyOf((BLACKMAIL, REPEATED)))), None),
    (All((ClassTest(frozenset({"urgent"})), Modal(Mode.UNKNOWN, BLACKMAIL))), None),
    (All((_value("content", {"nude"}), _value("content", {"text_only", "other"}))), None),
    (Not(_value("region", {"north", "south"})), None),
    (All((_value("x", {True}, Of.ANSWERS), _value("x", {False}, Of.ANSWERS))), None),
    (All((_status("content", Mode.UNKNOWN), _value("content", {"nude"}))), None),
    (All((_status("content", Mode.CANNOT_SAY), _status("content", Mode.KNOWN))), None),
    (All((Modal(Mode.CANNOT_SAY, BLACKMAIL), Not(_status("blackmail", Mode.CANNOT_SAY)))), None),
    (All((Modal(Mode.POSSIBLY, BLACKMAIL), Modal(Mode.CERTAINLY, Not(BLACKMAIL)))), None),
    (All((UNDER_14, FROM_14)), PERSON),
    (All((UNDER_14, ADULT)), PERSON),
    (All((Not(UNDER_14), Not(FROM_14))), PERSON),
    (All((_status("age", Mode.KNOWN, Of.PERSON), Modal(Mode.UNKNOWN, UNDER_14))), PERSON),
    (All((_status("adult", Mode.KNOWN, Of.PERSON), Modal(Mode.UNKNOWN, ADULT))), PERSON),
    (All((_value("adult", {True}, Of.PERSON), UNDER_14)), PERSON),
    (AgeTest(Of.PERSON, AgeSet(0)), PERSON),
    (Not(AgeTest(Of.PERSON, ALL_AGES)), PERSON),
    (All((ConclusionTest("young"), Not(DEPICTED))), PERSON),
    (All((Not(_role(Role.DEPICTED, Role.SHARER)), SHARER)), PERSON),
    (All((ROLES_KNOWN, Modal(Mode.UNKNOWN, SHARER))), PERSON),
    (All((ROLES_UNSAYABLE, ROLES_KNOWN)), PERSON),
    (All((Not(HOLDER_KNOWN), _role(Role.SHARER, of=Of.HOLDER))), DEVICE),
    (All((_some(DEPICTED), _none(DEPICTED))), None),
    (All((_some(DEPICTED), Quantified(Quantifier.EVERY, PERSON, Not(DEPICTED)))), None),
    (All((_none(DEPICTED), _value("persons_complete", {False}))), None),
    (All((_some(All((DEPICTED, BLACKMAIL))), Not(BLACKMAIL))), None),
    (All((Not(_some(DEPICTED)), DEPICTED)), PERSON),
    (All((_some(_some(SHARER)), _none(SHARER))), None),
    (All((GapTest(5), Not(GapTest(3)))), None),
    (All((Modal(Mode.UNKNOWN, GapTest(3)), GapTest(4))), None),
    (All((_done("call_police", "tell_lead"), Not(CALLED), Not(_done("tell_lead")))), None),
]
"""Conditions that are never true, with what they are about."""

POSSIBLE: Final[list[tuple[Condition, Entity | None]]] = [
    (All((ClassTest(frozenset({"urgent", "slow"})), Modal(Mode.UNKNOWN, BLACKMAIL))), None),
    (All((_some(DEPICTED), _some(Not(DEPICTED)))), None),
    (All((Not(_some(DEPICTED)), Quantified(Quantifier.EVERY, PERSON, SHARER))), None),
    (All((Modal(Mode.UNKNOWN, UNDER_14), Not(ADULT))), PERSON),
    (All((_role(Role.DEPICTED, Role.SHARER), Not(DEPICTED))), PERSON),
    (All((GapTest(3), Modal(Mode.UNKNOWN, GapTest(5)))), None),
    (Modal(Mode.CANNOT_SAY, _some(All((DEPICTED, ADULT)))), None),
    (_status("adult", Mode.CANNOT_SAY, Of.PERSON), PERSON),
    (All((ROLES_UNSAYABLE, DEPICTED)), PERSON),
    (All((HOLDER_KNOWN, _status("age", Mode.UNKNOWN, Of.HOLDER))), DEVICE),
    (All((CALLED, Not(_done("tell_lead")))), None),
    (All((BLACKMAIL, Not(Modal(Mode.CANNOT_SAY, BLACKMAIL)))), None),
]
"""Conditions that some incident makes true."""


@pytest.mark.parametrize(("condition", "kind"), IMPOSSIBLE)
def test_a_contradiction_is_seen(condition: Condition, kind: Entity | None) -> None:
    """Each kind of contradiction between two tests is found, and its contrary always holds."""
    possibility = Possibility(DAY)
    assert not possibility.can_be([Wish(condition, Rail.TRUE)], kind)
    assert not possibility.can_be([Wish(Not(condition), Rail.FALSE)], kind)


@pytest.mark.parametrize(("condition", "kind"), POSSIBLE)
def test_what_can_be_is_not_called_impossible(condition: Condition, kind: Entity | None) -> None:
    """What looks like a contradiction and is none is left alone."""
    assert Possibility(DAY).can_be([Wish(condition, Rail.TRUE)], kind)


def test_one_of_whom_nothing_is_known_has_no_facts() -> None:
    """Of one further person no test is certain, nothing was done to them, and the list is open."""
    possibility = Possibility(DAY)
    for condition in (DEPICTED, ADULT, DoneTest(frozenset({"meet_depicted"}), Of.PERSON)):
        assert not possibility.can_be_of_blank([Wish(condition, Rail.TRUE)], PERSON)
    for condition in (DEPICTED, ADULT):
        assert not possibility.can_be_of_blank([Wish(condition, Rail.FALSE)], PERSON)
        assert possibility.can_be_of_blank([Wish(condition, Rail.NOT_FALSE)], PERSON)
    closed = Wish(_value("persons_complete", {True}), Rail.TRUE)
    assert not possibility.can_be_of_blank([closed], PERSON)
    unknown = _status("age", Mode.UNKNOWN, Of.PERSON)
    assert possibility.is_never(Not(unknown), PERSON, Rail.NOT_FALSE) is False
    assert not possibility.can_be_of_blank([Wish(unknown, Rail.FALSE)], PERSON)


def test_a_search_that_gives_up_calls_nothing_impossible() -> None:
    """A contradiction that takes too many cases to see (eight in seven places) is left to proof."""
    answers = tuple(
        AnswerSpec(id=f"a{one}-{place}", text=text()) for one in range(8) for place in range(7)
    )
    day = on(protocol(answers=answers), protocol().date)

    def impossible(count: int) -> Condition:
        sits = [
            [_value(f"a{one}-{place}", {True}, Of.ANSWERS) for place in range(count - 1)]
            for one in range(count)
        ]
        alone = [
            Not(All((sits[one][place], sits[other][place])))
            for place in range(count - 1)
            for one in range(count)
            for other in range(one)
        ]
        return All((*(AnyOf(tuple(places)) for places in sits), *alone))

    possibility = Possibility(day)
    assert not possibility.can_be([Wish(impossible(3), Rail.TRUE)])
    assert possibility.can_be([Wish(impossible(8), Rail.TRUE)])
