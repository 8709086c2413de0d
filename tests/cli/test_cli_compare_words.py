"""How a difference is told: the condition that the incident gives, and what each side says."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Final

import pytest
from attrs import evolve

from sexto_rules.cli.compare_page import compare_page
from sexto_rules.cli.compare_view import show_comparison
from sexto_rules.cli.compare_words import said_words, when_words, within_words
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.words import Language
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity, Family
from sexto_rules.proof.differences import Comparison, Difference, Group, Said, What
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import Question, Within, WithinKind
from sexto_rules.protocol.outcome import Line, Scope, Status, Target
from support.build import directive, klass

CALL: Final = directive("call", "must", "call_police", "report_child_protection")
EN, FR = Language.EN, Language.FR


def difference(incident: Incident, condition: str | None = None) -> Difference:
    """A duty that only the second protocol has."""
    return Difference(
        what=What.DIRECTIVE,
        group=Group.ADDED,
        id="call",
        condition=condition,
        incident=incident,
        before=Said(None, ("rest",)),
        after=Said(CALL, ("rest",)),
    )


TOLD: Final[dict[str, tuple[Incident, str]]] = {
    "facts": (Incident(blackmail=True, content="nude"), "blackmail: yes; content: nude"),
    "a person": (
        Incident(persons=[Person(id="p1", roles={"sharer": True}, age=15)]),
        "person p1 roles: sharer, age: 15",
    ),
    "what somebody is not": (
        Incident(persons=[Person(id="p1", roles={"sharer": False}, age=AgeRange(12, 14))]),
        "person p1 roles: {sharer: no}, age: {at_least: 12, under: 14}",
    ),
    "somebody of whom nothing is known": (Incident(persons=[Person(id="p1")]), "person p1"),
    "a device": (
        Incident(devices=[Device(id="d1", may_hold_material=True)]),
        "device d1 may_hold_material: yes",
    ),
    "answers": (Incident(answers={"app": "chat"}), "answers.app: chat"),
    "what was done": (
        Incident(
            devices=[Device(id="d1")],
            done=[JournalEntry(act="call_police"), JournalEntry(act="secure_device", target="d1")],
        ),
        "device d1; done: [call_police, secure_device d1]",
    ),
    "what nobody can say": (Incident(cannot_say={"blackmail"}), "cannot_say: blackmail"),
}


@pytest.mark.parametrize("name", TOLD)
def test_the_condition_is_what_is_told(name: str) -> None:
    """Facts as an author writes them, who is meant in front."""
    incident, words = TOLD[name]
    assert when_words(difference(incident), EN) == f"when {words}"


def test_the_condition_in_french_and_where_nothing_is_told() -> None:
    """What changed goes before what is told; of nothing told that is said."""
    incident = Incident(persons=[Person(id="p1", age=15)])
    assert when_words(difference(incident), FR) == "quand personne p1 age: 15"
    assert when_words(difference(incident, "age: 15"), FR) == "quand age: 15"
    assert when_words(difference(Incident()), EN) == "when nothing is known yet"
    assert when_words(difference(Incident()), FR) == "quand rien n'est encore connu"


def test_what_a_directive_says() -> None:
    """What it asks, of whom, by when, on what it rests; then each of its lines."""
    one = Target(Entity.DEVICE, Scope.ONE, "d1")
    other = Target(Entity.DEVICE, Scope.OTHER)
    lines = (
        Line("call", ("call_police",), one, Status.DUE, certain=True),
        Line("call", ("call_police",), other, Status.POSSIBLE, certain=False),
    )
    duty = evolve(CALL, within=Within(WithinKind.IMMEDIATELY), basis=None)
    assert said_words(Said(duty, ("rest",), lines), EN) == (
        "must call_police or report_child_protection, by everyone, immediately: "
        "d1 due; other possible"
    )
    assert said_words(Said(CALL, ("rest",)), FR) == (
        "must call_police ou report_child_protection, par everyone, fondement inference\u00a0: "
        "ne s'applique pas"
    )
    assert said_words(Said(None, ("rest",)), FR) == "n'y figure pas"


def test_what_a_prohibition_says() -> None:
    """A family by its name, its lines once; in doubt where it is."""
    acts = ("view_material", "show_material")
    never = directive("never", "must_not", *acts, family=Family.LOOKING)
    line = Line(
        "never", acts[:1], Target(Entity.DEVICE, Scope.EVERY), Status.IN_FORCE, certain=False
    )
    assert said_words(Said(never, (), (line,)), EN) == (
        "must_not looking, by everyone, basis inference: in force (while in doubt)"
    )


def test_what_a_class_and_a_question_say() -> None:
    """Which routes are possible; whether it is asked."""
    assert said_words(Said(klass("a"), ("a",)), EN) == "route a"
    assert said_words(Said(klass("a"), ("a", "b")), FR) == "voie encore ouverte, a ou b"
    question = Question(
        id="q", origin="test", fact=FactRef(Of.INCIDENT, "blackmail"), urgency="now", text={}
    )
    assert said_words(Said(question, (), asked=2), EN) == "asked"
    assert said_words(Said(question, (), asked=0), FR) == "pas posée, ou en dernier"


def test_deadlines_in_hours_or_minutes() -> None:
    """As an author writes them."""
    for hours, words in ((48, "48 h"), (1.5, "90 min")):
        within = Within(WithinKind.DURATION, timedelta(hours=hours))
        assert within_words(within) == words


def test_what_is_undecided_is_never_the_same() -> None:
    """It is named on the screen and on the page, and nothing says that the two are the same."""
    comparison = Comparison((), ((What.DIRECTIVE, "call"),))
    stream = StringIO()
    show_comparison(Screen(Colour.NEVER, EN, stream), comparison, ["a", "b"])
    page = compare_page(comparison, ["a", "b"], FR)
    assert not comparison.same
    assert "The solver could not decide in time:\n  ? directive call\n" in stream.getvalue()
    assert "0 differences" in stream.getvalue()
    assert "<li>consigne <code>call</code></li>" in page
    assert "la même chose" not in page
