"""Why a condition took a value back: who meant it to, and who could not have."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sexto_rules.facts import Device, Incident, Person, Role
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    FactRef,
    FactStatus,
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
from sexto_rules.protocol.model import DayProtocol, InDoubt
from sexto_rules.protocol.outcome import Truth
from sexto_rules.testing.learning import Learning, condition_losses, find_deliberate
from support.build import conclusion, directive, klass, protocol, yes

DAY = date(2026, 1, 1)
BLACKMAIL, COERCED = yes("blackmail"), yes("coerced")
PUPIL = ValueTest(FactRef(Of.PERSON, "pupil"), frozenset({True}))
YES, NO, UNSAID = Incident(blackmail=True), Incident(blackmail=False), Incident()
IN_VAIN = Incident(cannot_say=["blackmail"])
CLOSED = ValueTest(FactRef(Of.INCIDENT, "persons_complete"), frozenset({False}))


def day_of(*conditions: Condition, **parts: Any) -> DayProtocol:
    """A protocol with a duty for each condition."""
    duties = tuple(
        directive(f"r{number}", "must", "call_police", condition=when)
        for number, when in enumerate(conditions)
    )
    return on(protocol(directives=duties, **parts), DAY)


def losses(
    condition: Condition, before: Incident, after: Incident, **parts: Any
) -> list[tuple[Condition, bool]]:
    """The nodes that account for a loss, and whether it is deliberate."""
    learning = Learning(day_of(**parts), before, after)
    return [(loss.node, loss.deliberate) for loss in condition_losses(condition, learning)]


def modal(mode: Mode, body: Condition = BLACKMAIL) -> Modal:
    """A question about knowledge."""
    return Modal(mode, body)


def status(mode: Mode) -> FactStatus:
    """The same of a fact."""
    return FactStatus(FactRef(Of.INCIDENT, "blackmail"), mode)


@pytest.mark.parametrize(
    ("node", "before", "after"),
    [
        (modal(Mode.POSSIBLY), UNSAID, NO),
        (modal(Mode.CERTAINLY), UNSAID, YES),
        (modal(Mode.UNKNOWN), UNSAID, NO),
        (modal(Mode.KNOWN), UNSAID, NO),
        (modal(Mode.CANNOT_SAY), UNSAID, IN_VAIN),
        (modal(Mode.CANNOT_SAY), IN_VAIN, YES),
        (status(Mode.UNKNOWN), UNSAID, NO),
        (status(Mode.KNOWN), UNSAID, NO),
        (status(Mode.CANNOT_SAY), UNSAID, IN_VAIN),
        (CLOSED, Incident(persons_complete=False), Incident(persons_complete=True)),
    ],
)
def test_what_asks_about_knowledge_may_change(
    node: Condition, before: Incident, after: Incident
) -> None:
    """It is named as what accounts for the loss, however deep it stands."""
    assert losses(node, before, after) == [(node, True)]
    assert losses(Not(node), before, after) == [(node, True)]
    assert losses(All((node, All(()))), before, after) == [(node, True)]
    inside = (conclusion("deep", AnyOf((node, AnyOf(())))),)
    assert losses(ConclusionTest("deep"), before, after, conclusions=inside) == [(node, True)]
    classes = (klass("first", node), klass("last"))
    asked = ClassTest(frozenset({"first"}))
    assert losses(asked, before, after, classes=classes) == [(node, True)]
    named = find_deliberate(day_of(Not(node), asked, classes=classes))
    assert {"r0", "r1"} < set(named) <= {"first", "last", "r0", "r1"}
    assert {each.nodes for each in named.values()} == {(node,)}


@pytest.mark.parametrize(
    ("condition", "before", "after"),
    [
        (BLACKMAIL, UNSAID, YES),
        (AnyOf((BLACKMAIL, COERCED)), YES, Incident(blackmail=True, coerced=False)),
        (modal(Mode.POSSIBLY), UNSAID, YES),
        (modal(Mode.CERTAINLY), UNSAID, NO),
    ],
)
def test_what_is_kept_accounts_for_nothing(
    condition: Condition, before: Incident, after: Incident
) -> None:
    """No loss where the value stayed, or was unknown."""
    assert losses(condition, before, after) == []


@pytest.mark.parametrize(
    ("condition", "leaf"),
    [
        (BLACKMAIL, BLACKMAIL),
        (modal(Mode.POSSIBLY), BLACKMAIL),
        (modal(Mode.CERTAINLY), BLACKMAIL),
        (All((BLACKMAIL, AnyOf((BLACKMAIL,)))), BLACKMAIL),
        (status(Mode.KNOWN), status(Mode.KNOWN)),
        (status(Mode.UNKNOWN), status(Mode.UNKNOWN)),
    ],
)
def test_forgetting_is_nobodys_purpose(condition: Condition, leaf: Condition) -> None:
    """A known fact that is unknown again: the fact accounts for it, not the mode around it."""
    before, after = (YES, UNSAID) if condition != modal(Mode.POSSIBLY) else (NO, UNSAID)
    assert {(leaf, False)} == set(losses(condition, before, after))


def test_the_blank_accounts_for_who_is_listed_now() -> None:
    """`possibly` held for one further person of whom nothing was known, and not for this one."""
    possibly = modal(Mode.POSSIBLY, PUPIL)
    none = Quantified(Quantifier.NONE, Entity.PERSON, Not(possibly))
    stranger = Person(id="p1", pupil=False)
    before = Incident(persons=[stranger])
    assert losses(none, before, before) == []
    every = Quantified(Quantifier.EVERY, Entity.PERSON, modal(Mode.KNOWN, PUPIL))
    asked = Incident(persons=[Person(id="p1")])
    after = Incident(persons=[Person(id="p1", pupil=True)])
    assert losses(every, asked, after) == [(modal(Mode.KNOWN, PUPIL), True)]
    some = Quantified(Quantifier.SOME, Entity.PERSON, modal(Mode.CERTAINLY, PUPIL))
    assert losses(some, Incident(), after) == [(modal(Mode.CERTAINLY, PUPIL), True)]


def test_ages_and_roles_that_are_taken_back_are_a_mistake() -> None:
    """Nothing about them is on purpose."""
    young = Quantified(Quantifier.SOME, Entity.PERSON, AgeTest(Of.PERSON, ages_from(0, 13)))
    sharer = RoleTest(Of.HOLDER, frozenset({Role.SHARER}))
    held = Quantified(Quantifier.SOME, Entity.DEVICE, sharer)
    before = Incident(
        persons=[Person(id="p1", age=12, roles=["sharer"])], devices=[Device(id="d1", holder="p1")]
    )
    after = Incident(
        persons=[Person(id="p1", age=14, roles=["witness"])], devices=[Device(id="d1", holder="p1")]
    )
    assert [deliberate for _, deliberate in losses(young, before, after)] == [False]
    assert losses(held, before, after) == [(sharer, False)]


def test_a_conclusion_for_each_is_asked_about_the_same_person() -> None:
    """The mode of one person accounts for nobody else."""
    own = conclusion("own", modal(Mode.UNKNOWN, PUPIL), for_each=Entity.PERSON)
    some = Quantified(Quantifier.EVERY, Entity.PERSON, Not(ConclusionTest("own")))
    before = Incident(persons=[Person(id="p1"), Person(id="p2")])
    after = Incident(persons=[Person(id="p1", pupil=True), Person(id="p2", pupil=True)])
    assert losses(some, before, after, conclusions=(own,)) == [
        (modal(Mode.UNKNOWN, PUPIL), True),
        (modal(Mode.UNKNOWN, PUPIL), True),
    ]


@pytest.mark.parametrize(
    ("condition", "taken_back"),
    [
        (BLACKMAIL, set()),
        (modal(Mode.POSSIBLY), {Truth.TRUE}),
        (modal(Mode.CERTAINLY), {Truth.FALSE}),
        (Not(modal(Mode.CERTAINLY)), {Truth.TRUE}),
        (modal(Mode.CERTAINLY, modal(Mode.UNKNOWN)), {Truth.TRUE, Truth.FALSE}),
        (modal(Mode.KNOWN, modal(Mode.POSSIBLY)), {Truth.TRUE, Truth.FALSE}),
        (modal(Mode.CANNOT_SAY), {Truth.TRUE, Truth.FALSE}),
        (Quantified(Quantifier.NONE, Entity.PERSON, modal(Mode.POSSIBLY, PUPIL)), {Truth.FALSE}),
        (Quantified(Quantifier.EVERY, Entity.PERSON, modal(Mode.POSSIBLY, PUPIL)), {Truth.TRUE}),
    ],
)
def test_the_values_that_may_be_taken_back(condition: Condition, taken_back: set[Truth]) -> None:
    """`not` and `none` swap them; a mode in a mode gives up both."""
    named = find_deliberate(day_of(condition))
    assert (named["r0"].values if named else set()) == taken_back


def test_a_class_is_excluded_by_an_earlier_one_too() -> None:
    """What may make an earlier class untrue may make a later one possible again."""
    possibly = modal(Mode.POSSIBLY)
    classes = (klass("first", possibly), klass("second", COERCED), klass("last"))
    named = find_deliberate(day_of(classes=classes))
    assert set(named) == {"second", "last"}


def test_a_duty_in_doubt_goes_with_its_doubt() -> None:
    """It is named, though its condition asks nothing about knowledge."""
    duty = directive("r", "must", "call_police", condition=BLACKMAIL, in_doubt=InDoubt.APPLIES)
    (named,) = find_deliberate(on(protocol(directives=(duty,)), DAY)).values()
    assert named.in_doubt
    assert not named.nodes
