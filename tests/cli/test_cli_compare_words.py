"""How a difference is told: the condition that the incident gives, and what each side says."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any, Final

import pytest
from attrs import evolve

from sexto_rules.cli.compare_page import compare_page
from sexto_rules.cli.compare_view import show_comparison
from sexto_rules.cli.compare_words import (
    changes_words,
    name_words,
    said_words,
    side_words,
    when_words,
    within_words,
)
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.words import Language
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity, Family
from sexto_rules.proof.differences import Comparison, Difference, Group, Said, What
from sexto_rules.proof.stating import Relation, Stated
from sexto_rules.proof.worded import Aspect, Change
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import (
    Invariant,
    Promise,
    PromiseKind,
    Question,
    Within,
    WithinKind,
)
from sexto_rules.protocol.outcome import Line, Scope, Status, Target
from support.build import conclusion, directive, klass, yes

CALL: Final = directive("call", "must", "call_police", "report_child_protection")
EN, FR = Language.EN, Language.FR


EXAMPLE: Final = Stated(Relation.FOR_EXAMPLE)


def difference(incident: Incident, stated: Stated = EXAMPLE, **parts: Any) -> Difference:
    """A duty that only the second protocol has."""
    usual: dict[str, Any] = {
        "what": What.DIRECTIVE,
        "group": Group.ADDED,
        "id": "call",
        "stated": stated,
        "incident": incident,
        "before": Said(None, ("rest",)),
        "after": Said(CALL, ("rest",)),
    }
    return Difference(**{**usual, **parts})


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
    assert when_words(difference(incident), EN) == f"for example when {words}"


def test_the_condition_in_french_and_where_nothing_is_told() -> None:
    """An incident is an example; of nothing told that is said."""
    incident = Incident(persons=[Person(id="p1", age=15)])
    assert when_words(difference(incident), FR) == "par exemple quand personne p1 age: 15"
    assert when_words(difference(Incident()), EN) == "for example when nothing is known yet"
    assert when_words(difference(Incident()), FR) == "par exemple quand rien n'est encore connu"


STATED: Final[dict[str, tuple[Stated, str, str]]] = {
    "always": (Stated(Relation.ALWAYS), "toujours", "always"),
    "exactly": (
        Stated(Relation.EXACTLY, yes("blackmail")),
        "exactement quand blackmail: yes",
        "exactly when blackmail: yes",
    ),
    "only": (
        Stated(Relation.ONLY_WHEN, yes("blackmail")),
        "seulement quand blackmail: yes",
        "only when blackmail: yes",
    ),
    "of each, until it is done": (
        Stated(Relation.EXACTLY, yes("blackmail"), Entity.PERSON, until_done=True),
        "pour chaque personne\u00a0: exactement quand blackmail: yes, tant que ce n'est pas fait",
        "for each person: exactly when blackmail: yes, as long as it is not done",
    ),
    "no time": (
        Stated(Relation.ONLY_WHEN, yes("blackmail"), Entity.DEVICE, in_time=False),
        (
            "pour chaque appareil\u00a0: seulement quand blackmail: yes "
            "(le solveur n'a pas eu le temps d'en dire plus)"
        ),
        "for each device: only when blackmail: yes (the solver had no time to say more)",
    ),
}


@pytest.mark.parametrize("name", STATED)
def test_how_a_condition_relates_is_said(name: str) -> None:
    """Exactly when, only when, or always; of each, where it is asked of each."""
    stated, french, english = STATED[name]
    assert when_words(difference(Incident(), stated), FR) == french
    assert when_words(difference(Incident(), stated), EN) == english


def test_what_is_worded_otherwise_is_named() -> None:
    """The texts stand beside what each side says; other changes in a line of their own."""
    changes = (
        Change(Aspect.TEXT, ({"en": "Call."},), ({"en": "Phone."},)),
        Change(Aspect.BASIS, ({"": "inference"},), ({"": "law"},)),
        Change(Aspect.WEIGHT, ({"": "1"},), ({"": "5"},)),
        Change(Aspect.CONTACTS, (), ({"fr": "la police", "en": "the police"},)),
    )
    reworded = difference(Incident(), group=Group.REWORDED, changed=changes)
    assert name_words(reworded, EN) == "directive call (text, basis, weight, contacts)"
    assert name_words(reworded, FR) == "consigne call (texte, fondement, poids, coordonnées)"
    assert list(changes_words(reworded, FR)) == [
        "fondement\u00a0: inference → law",
        "poids\u00a0: 1 → 5",
        "coordonnées\u00a0: - → la police",
    ]


def test_which_line_it_stands_before() -> None:
    """Of what moved, each side says on which side of the other it stands."""
    earlier = difference(Incident(), group=Group.EARLIER, beside="tell")
    later = evolve(earlier, group=Group.LATER)
    assert side_words(earlier, EN, after=False) == "lower down than tell"
    assert side_words(earlier, EN, after=True) == "higher up than tell"
    assert side_words(later, FR, after=False) == "plus haut que tell"
    assert side_words(later, FR, after=True) == "plus bas que tell"


def test_what_a_conclusion_and_a_promise_say() -> None:
    """Whether the one may hold, and whether the other is called for; what is promised, by key."""
    threat = conclusion("threat", yes("blackmail"))
    assert said_words(Said(threat, (), holds=1), EN) == "holds, or may hold"
    assert said_words(Said(threat, (), holds=0), FR) == "ne vaut pas"
    promise = Invariant(
        id="kept",
        origin="test",
        text={},
        for_each=Entity.DEVICE,
        always=yes("blackmail"),
        when_due=("call_police",),
        promises=(
            Promise(PromiseKind.NEVER, ("view_material",), (Family.LOOKING,)),
            Promise(PromiseKind.NO_CONFLICT),
        ),
        some_of=(Promise(PromiseKind.MUST, ("tell_lead",)),),
    )
    assert said_words(Said(promise, (), holds=1), EN) == (
        "for_each: device; always: {blackmail: yes}; when_due: call_police; never: looking; "
        "no_conflict; some_of: [{must: tell_lead}]: promised"
    )
    assert said_words(Said(promise, (), holds=0), FR).endswith("]\u00a0: rien de promis")


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
    assert "could not decide in time (a longer --timeout may help):\n  ? directive call\n" in (
        stream.getvalue()
    )
    assert stream.getvalue().endswith("\nno difference found; 1 undecided\n")
    assert "<li>consigne <code>call</code></li>" in page
    assert "la même chose" not in page
