"""The checks that look for an incident in which a protocol goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from sexto_rules.analysis import check_meaning
from sexto_rules.errors import Problem
from sexto_rules.facts.ages import ages_from
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
from sexto_rules.protocol.model import (
    AnswerSpec,
    InDoubt,
    Question,
    Region,
    Within,
    WithinKind,
)
from support.build import conclusion, directive, klass, protocol, text, yes

NOW = Within(WithinKind.IMMEDIATELY)
PERSON, DEVICE = Entity.PERSON, Entity.DEVICE
SHARER = RoleTest(Of.PERSON, frozenset({Role.SHARER}))
HOLDER = RoleTest(Of.HOLDER, frozenset({Role.SHARER}))
ADULT = AgeTest(Of.PERSON, ages_from(18))
MAY_HOLD = ValueTest(FactRef(Of.DEVICE, "may_hold_material"), frozenset({True}))
NUDE = ValueTest(FactRef(Of.INCIDENT, "content"), frozenset({"nude"}))


WORLD: dict[str, Any] = {
    "answers": (AnswerSpec(id="x", text=text()),),
    "regions": (Region(id="north", text=text()),),
    "conclusions": (conclusion("c", yes("grooming"), yes("repeated")),),
    "classes": (klass("urgent", yes("coerced")), klass("usual")),
}


def problems(*directives: Any, **parts: Any) -> list[Problem]:
    """The problems of a protocol of these directives."""
    return check_meaning(protocol(directives=directives, **parts))


def codes(*directives: Any, **parts: Any) -> list[str]:
    """The codes of those problems."""
    return sorted(each.code for each in problems(*directives, **parts))


def test_a_certain_prohibition_and_a_certain_duty_are_a_conflict() -> None:
    """Two conditions that can both be true are shown with an incident."""
    found = problems(
        directive("duty", "must", "meet_depicted", for_each=PERSON, condition=SHARER),
        directive("ban", "must_not", "meet_depicted", condition=yes("blackmail")),
    )
    assert [each.code for each in found] == ["SX321"]
    assert "blackmail" in found[0].message
    assert "`ban`" in found[0].message


def test_an_urgent_duty_that_can_be_held_needs_to_say_so() -> None:
    """An immediate duty held by a prohibition in doubt is an error unless the author writes so."""
    ban = directive("ban", "must_not", "complete_grid", condition=yes("blackmail"))
    unless = All((yes("repeated"), Modal(Mode.UNKNOWN, yes("blackmail"))))
    duty = directive("duty", "must", "complete_grid", condition=unless, within=NOW)
    assert codes(duty, ban) == ["SX322"]
    allowed = directive(
        "duty", "must", "complete_grid", condition=unless, within=NOW, may_be_held=True
    )
    assert not codes(allowed, ban)
    slow = directive("duty", "must", "complete_grid", condition=unless)
    assert not codes(slow, ban)


def test_an_overrider_that_can_be_stopped() -> None:
    """A line that overrides another must itself always be given."""
    unless = All((yes("repeated"), Modal(Mode.UNKNOWN, yes("blackmail"))))
    assert codes(
        directive("over", "must", "complete_grid", condition=unless, overrides=("other",)),
        directive("other", "must", "record_facts"),
        directive("ban", "must_not", "complete_grid", condition=yes("blackmail")),
    ) == ["SX323"]


def test_a_prohibition_narrowed_by_the_same_fact_is_no_problem() -> None:
    """`unless` on one side keeps the pair apart."""
    assert not codes(
        directive("duty", "must", "complete_grid", condition=Not(yes("blackmail")), within=NOW),
        directive("ban", "must_not", "complete_grid", by="staff", condition=yes("blackmail")),
        directive("note", "note"),
        directive("far", "must", "complete_grid", by="board", condition=yes("blackmail")),
        directive("ban-2", "must_not", "hand_over_grid", by="principal"),
    )


@pytest.mark.parametrize(
    "condition",
    [
        NUDE,
        Not(NUDE),
        AnyOf((NUDE, yes("blackmail"))),
        Not(AnyOf((NUDE, yes("blackmail")))),
        ValueTest(FactRef(Of.ANSWERS, "x"), frozenset({True})),
        ValueTest(FactRef(Of.INCIDENT, "region"), frozenset({"north"})),
        ConclusionTest("c"),
        ClassTest(frozenset({"urgent"})),
        ClassTest(frozenset({"usual"})),
        Not(ClassTest(frozenset({"usual"}))),
        Quantified(Quantifier.SOME, PERSON, All((SHARER, ADULT))),
        Not(Quantified(Quantifier.SOME, PERSON, SHARER)),
        Quantified(Quantifier.EVERY, PERSON, Not(SHARER)),
        Not(Quantified(Quantifier.EVERY, PERSON, SHARER)),
        Quantified(Quantifier.NONE, DEVICE, MAY_HOLD),
        Not(Quantified(Quantifier.NONE, DEVICE, All((MAY_HOLD, HOLDER)))),
        All(
            (
                Quantified(Quantifier.SOME, PERSON, SHARER),
                Quantified(Quantifier.SOME, PERSON, Not(SHARER)),
                Quantified(Quantifier.EVERY, PERSON, ADULT),
            )
        ),
        GapTest(5),
        Not(GapTest(5)),
        DoneTest(frozenset({"call_police"})),
        Not(DoneTest(frozenset({"call_police"}))),
        All(
            (
                DoneTest(frozenset({"call_police"})),
                Not(DoneTest(frozenset({"tell_lead"}))),
            )
        ),
        *[Modal(mode, NUDE) for mode in Mode],
        *[Not(Modal(mode, NUDE)) for mode in Mode],
        *[FactStatus(FactRef(Of.INCIDENT, "content"), m) for m in (Mode.KNOWN, Mode.UNKNOWN)],
        FactStatus(FactRef(Of.INCIDENT, "content"), Mode.CANNOT_SAY),
        Quantified(Quantifier.SOME, PERSON, FactStatus(FactRef(Of.PERSON, "roles"), Mode.KNOWN)),
        Quantified(Quantifier.SOME, PERSON, FactStatus(FactRef(Of.PERSON, "age"), Mode.KNOWN)),
        Quantified(Quantifier.SOME, PERSON, Modal(Mode.CANNOT_SAY, All((SHARER, ADULT)))),
        Quantified(Quantifier.SOME, DEVICE, Modal(Mode.CANNOT_SAY, HOLDER)),
        Modal(Mode.CANNOT_SAY, ValueTest(FactRef(Of.ANSWERS, "x"), frozenset({True}))),
    ],
)
def test_a_witness_is_found_for_every_kind_of_condition(condition: Condition) -> None:
    """Whatever the condition, an incident that makes it certain is drawn."""
    assert codes(
        directive("duty", "must", "complete_grid", condition=condition),
        directive("ban", "must_not", "complete_grid", condition=condition),
        **WORLD,
    ) == ["SX321"]


def test_a_condition_about_the_entity_in_focus() -> None:
    """A directive per device is drawn with a device, its holder and what was done to it."""
    done = DoneTest(frozenset({"record_custody"}), Of.DEVICE)
    for condition in (All((MAY_HOLD, HOLDER)), done, All((HOLDER, Not(done)))):
        assert codes(
            directive("duty", "must", "secure_device", for_each=DEVICE, condition=condition),
            directive("ban", "must_not", "secure_device", for_each=DEVICE, condition=condition),
        ) == ["SX321"]


def test_what_cannot_be_drawn_is_left_alone() -> None:
    """An impossible condition gives no witness and no error."""
    impossible = All((NUDE, Not(NUDE)))
    assert not codes(
        directive("duty", "must", "complete_grid", condition=impossible),
        directive("ban", "must_not", "complete_grid", condition=NUDE),
    )


def _asked(fact: FactRef, learned_by: str | None) -> Question:
    return Question(
        id="q", origin="test", fact=fact, urgency="u", text=text(), learned_by=learned_by
    )


@pytest.mark.parametrize(
    ("fact", "condition", "wrong"),
    [
        (FactRef(Of.INCIDENT, "blackmail"), yes("blackmail"), True),
        (FactRef(Of.INCIDENT, "blackmail"), Not(yes("blackmail")), True),
        (FactRef(Of.INCIDENT, "blackmail"), ConclusionTest("c"), True),
        (FactRef(Of.INCIDENT, "blackmail"), AnyOf((yes("blackmail"), NUDE)), False),
        (FactRef(Of.INCIDENT, "blackmail"), All((yes("blackmail"), NUDE)), True),
        (FactRef(Of.INCIDENT, "blackmail"), Modal(Mode.POSSIBLY, yes("blackmail")), False),
        (FactRef(Of.INCIDENT, "blackmail"), Modal(Mode.CERTAINLY, yes("blackmail")), True),
        (FactRef(Of.INCIDENT, "blackmail"), Modal(Mode.KNOWN, yes("blackmail")), True),
        (FactRef(Of.INCIDENT, "blackmail"), Modal(Mode.UNKNOWN, yes("blackmail")), False),
        (
            FactRef(Of.INCIDENT, "blackmail"),
            FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.KNOWN),
            True,
        ),
        (
            FactRef(Of.INCIDENT, "blackmail"),
            FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.UNKNOWN),
            False,
        ),
        (
            FactRef(Of.INCIDENT, "blackmail"),
            FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.CANNOT_SAY),
            False,
        ),
        (FactRef(Of.INCIDENT, "blackmail"), DoneTest(frozenset({"tell_lead"})), False),
        (FactRef(Of.INCIDENT, "blackmail"), GapTest(5), False),
    ],
)
def test_a_duty_that_only_doing_it_can_teach(
    fact: FactRef, condition: Condition, *, wrong: bool
) -> None:
    """A duty that waits for a fact learned only by its own act is an error."""
    duty = directive("duty", "must", "complete_grid", condition=condition)
    conclusions = (conclusion("c", yes("blackmail")),)
    asked = (_asked(fact, "complete_grid"),)
    assert codes(duty, questions=asked, conclusions=conclusions) == ["SX320"] * wrong


def test_a_role_that_only_doing_can_teach() -> None:
    """Roles are facts like others here; a duty in doubt or of another act does not wait."""
    asked = (_asked(FactRef(Of.PERSON, "roles"), "meet_depicted"),)
    duty = directive("duty", "must", "meet_depicted", for_each=PERSON, condition=SHARER)
    assert codes(duty, questions=asked) == ["SX320"]
    bold = directive(
        "duty",
        "must",
        "meet_depicted",
        for_each=PERSON,
        condition=SHARER,
        in_doubt=InDoubt.APPLIES,
    )
    assert not codes(bold, questions=asked)
