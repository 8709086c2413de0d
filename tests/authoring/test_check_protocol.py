"""The checks of a typed protocol."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from sexto_rules.authoring.checks import check_protocol
from sexto_rules.facts.vocabulary import FAMILIES, Entity, Family
from sexto_rules.protocol.conditions import ClassTest, ConclusionTest, FactRef, Not, Of
from sexto_rules.protocol.model import (
    AnswerSpec,
    Basis,
    Contact,
    InDoubt,
    Period,
    Question,
    Rule,
    Term,
)
from support.build import conclusion, directive, klass, protocol, text, yes

LATER = Period(start=date(2026, 1, 1))
PERSON, DEVICE = Entity.PERSON, Entity.DEVICE


def codes(**parts: Any) -> list[str]:
    """The codes of the problems of a protocol of these parts."""
    return sorted({problem.code for problem in check_protocol(protocol(**parts))})


def test_a_sound_protocol_has_no_problem() -> None:
    """Nothing is reported where nothing is wrong."""
    assert not codes(
        conclusions=(conclusion("c", yes("blackmail")), conclusion("e", ConclusionTest("c"))),
        classes=(klass("a", ConclusionTest("e")), klass("b")),
        directives=(
            directive("p", "must_not", "view_material"),
            directive("d", "must", "call_police", condition=ClassTest(frozenset({"a"}))),
            directive("f", "must", "tell_lead", overrides=("d",), after=("call_police",)),
        ),
    )


def test_conclusions_that_lead_back_to_themselves() -> None:
    """A cycle of conclusions is an error."""
    looping = (conclusion("a", ConclusionTest("b")), conclusion("b", ConclusionTest("a")))
    assert codes(conclusions=looping) == ["SX301"]


def test_a_cycle_through_the_classes() -> None:
    """A class that waits for a conclusion that asks for the class is an error."""
    assert codes(
        conclusions=(conclusion("a", ClassTest(frozenset({"x"}))),),
        classes=(klass("x", ConclusionTest("a")), klass("y")),
    ) == ["SX301"]


def test_a_class_that_asks_for_the_class() -> None:
    """A class condition may not test the class itself."""
    assert codes(classes=(klass("x", ClassTest(frozenset({"y"}))), klass("y"))) == ["SX301"]


def test_overrides_in_a_circle() -> None:
    """Two directives that override each other are an error."""
    assert codes(
        directives=(
            directive("a", "must", "call_police", overrides=("b",)),
            directive("b", "must", "tell_lead", overrides=("a",)),
        )
    ) == ["SX302"]


def test_an_order_that_cannot_be() -> None:
    """`after` in a circle is an error."""
    assert codes(
        directives=(
            directive("a", "must", "call_police", after=("tell_lead",)),
            directive("b", "must", "tell_lead", after=("a",)),
        )
    ) == ["SX303"]


@pytest.mark.parametrize("act", FAMILIES[Family.ALARM])
def test_no_act_of_alarm_may_be_prohibited(act: str) -> None:
    """Help can always be called."""
    assert codes(directives=(directive("a", "must_not", act),)) == ["SX304"]


def test_an_override_of_another_kind_of_target() -> None:
    """An overrider for each person cannot defeat one for each device, nor one for the incident."""
    for defeated in (None, DEVICE):
        assert codes(
            directives=(
                directive("a", "must", "meet_depicted", for_each=PERSON, overrides=("b",)),
                directive("b", "must", "secure_device", for_each=defeated),
            )
        ) == ["SX305"]


def test_an_override_of_what_a_parent_gives() -> None:
    """An inherited prohibition always stands; an inherited duty unless it is a default."""
    inherited = directive("b", "must_not", "discipline", origin="core")
    overrider = directive("a", "must", "call_police", overrides=("b",))
    assert codes(directives=(inherited, overrider)) == ["SX306"]
    duty = directive("b", "must", "tell_lead", origin="core")
    assert codes(directives=(duty, overrider)) == ["SX307"]
    default = directive("b", "must", "tell_lead", origin="core", default=True)
    assert not codes(directives=(default, overrider))


def test_core_is_never_loosened_in_doubt() -> None:
    """`in_doubt` on a directive of core is an error."""
    loose = directive("a", "must_not", "view_material", origin="core", in_doubt=InDoubt.WAITS)
    assert codes(directives=(loose,)) == ["SX308"]


def test_a_duty_that_could_never_be_given() -> None:
    """A duty of an act that is always forbidden to the same doers is an error."""
    never = directive("p", "must_not", "discipline")
    assert codes(directives=(never, directive("d", "may", "discipline"))) == ["SX309"]
    board = directive("p", "must_not", "discipline", by="board")
    assert not codes(directives=(board, directive("d", "may", "discipline", by="principal")))
    sometimes = directive("p", "must_not", "discipline", condition=yes("blackmail"))
    assert not codes(directives=(sometimes, directive("d", "may", "discipline")))


def test_references_to_what_is_not_in_force() -> None:
    """Every reference is checked in every interval."""
    later = conclusion("c", rules=(Rule(when=yes("repeated"), basis=Basis.LAW, period=LATER),))
    assert codes(
        conclusions=(later,),
        directives=(directive("d", "must", "tell_lead", condition=ConclusionTest("c")),),
    ) == ["SX310"]
    assert codes(
        classes=(klass("x", yes("blackmail"), period=LATER), klass("y")),
        directives=(
            directive("d", "must", "tell_lead", condition=Not(ClassTest(frozenset({"x"})))),
        ),
    ) == ["SX310"]
    dated = directive("e", "must", "call_police", period=LATER)
    assert codes(directives=(directive("d", "must", "tell_lead", overrides=("e",)), dated)) == [
        "SX310"
    ]
    contact = Contact(id="k", origin="test", name=text(), period=LATER)
    assert codes(
        contacts=(contact,), directives=(directive("d", "must", "tell_lead", contacts=("k",)),)
    ) == ["SX310"]
    term = Term(id="word", origin="test", text=text("old"), period=LATER)
    assert codes(
        terms=(term,), conclusions=(conclusion("c", yes("blackmail"), text=text("{word}")),)
    ) == ["SX310"]
    question = Question(
        id="q",
        origin="test",
        fact=FactRef(Of.INCIDENT, "blackmail"),
        urgency="u",
        text=text(),
        help=text("{word}"),
    )
    assert codes(terms=(term,), questions=(question,)) == ["SX310"]
    chosen = evolve(question, help=None, choices={"yes": text("{word}")})
    assert codes(terms=(term,), questions=(chosen,)) == ["SX310"]
    named = evolve(contact, name=text("{word}"), period=Period())
    assert codes(terms=(term,), contacts=(named,)) == ["SX310"]
    answer = AnswerSpec(id="a", text=text("{word}"))
    assert codes(terms=(term,), answers=(answer,)) == ["SX310"]


def test_the_last_class_and_no_other_is_otherwise() -> None:
    """Classes end with exactly one `otherwise`, on every day."""
    assert codes(classes=(klass("x", yes("blackmail")),)) == ["SX311"]
    assert codes(classes=(klass("x"), klass("y"))) == ["SX311"]
    assert codes(classes=(klass("x", yes("blackmail")), klass("y", period=LATER))) == ["SX311"]
