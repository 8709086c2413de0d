"""Directives that another makes idle are found, however their conditions are written."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve

from proof.pinned import AMOUNTS, rng_of
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.proof.finder import Answer, Finder, Found
from sexto_rules.proof.subsumed import subsumed_pairs
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    Condition,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Within, WithinKind
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol
from support.build import directive, protocol, yes

DAY: Final = date(2026, 1, 1)
BLACKMAIL, COERCED = yes("blackmail"), yes("coerced")
DEPICTED: Final = RoleTest(Of.PERSON, frozenset({Role.DEPICTED}))
CREATOR: Final = RoleTest(Of.PERSON, frozenset({Role.CREATOR}))


def call(name: str, when: Condition, **parts: Any) -> Directive:
    """A duty to call the police."""
    return directive(name, "must", "call_police", condition=when, **parts)


def day_of(*directives: Directive) -> DayProtocol:
    """A protocol with these directives."""
    return on(protocol(directives=directives), DAY)


def answers(day: DayProtocol) -> dict[tuple[str, str], Answer]:
    """What is found of each pair."""
    finder = Finder(day)
    return {(each.subject, each.beside): finder.find(each.claim) for each in subsumed_pairs(day)}


def is_subsumed(one: Directive, other: Directive) -> tuple[bool, bool]:
    """Whether the first is subsumed by the second, and the second by the first."""
    found = answers(day_of(one, other))
    keys = (one.id, other.id), (other.id, one.id)
    first, second = (found[key].found is Found.IMPOSSIBLE for key in keys)
    return first, second


def somebody(body: Condition) -> Quantified:
    """Some person of whom it holds."""
    return Quantified(Quantifier.SOME, Entity.PERSON, body)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (All((BLACKMAIL, COERCED)), BLACKMAIL, (True, False)),
        (BLACKMAIL, COERCED, (False, False)),
        (Not(All((BLACKMAIL, COERCED))), AnyOf((Not(COERCED), Not(BLACKMAIL))), (True, True)),
        (BLACKMAIL, Modal(Mode.POSSIBLY, BLACKMAIL), (True, False)),
        (BLACKMAIL, Modal(Mode.CERTAINLY, BLACKMAIL), (True, True)),
        (somebody(All((DEPICTED, CREATOR))), somebody(DEPICTED), (True, False)),
    ],
)
def test_a_narrower_condition_adds_nothing(
    one: Condition, other: Condition, expected: tuple[bool, bool]
) -> None:
    """By what conditions mean, of partly known incidents with any number of persons."""
    assert is_subsumed(call("one", one), call("other", other)) == expected


def test_what_it_adds_is_shown_by_the_smallest_incident() -> None:
    """One where the first applies and the other does not."""
    found = answers(day_of(call("one", BLACKMAIL), call("other", All((BLACKMAIL, COERCED)))))
    assert found["one", "other"].incident == Incident(blackmail=True)


def test_a_prohibition_applies_in_doubt_and_a_duty_does_not() -> None:
    """So a wider condition makes a prohibition idle, of each target by itself."""
    bans = [
        directive(name, "must_not", "meet_involved", condition=when, for_each=Entity.PERSON)
        for name, when in (("one", All((DEPICTED, CREATOR))), ("other", DEPICTED))
    ]
    assert is_subsumed(*bans) == (True, False)
    surely = directive(
        "other",
        "must_not",
        "meet_involved",
        condition=Modal(Mode.CERTAINLY, DEPICTED),
        for_each=Entity.PERSON,
    )
    assert is_subsumed(
        directive("one", "must_not", "meet_involved", condition=DEPICTED, for_each=Entity.PERSON),
        surely,
    ) == (False, True)


def test_one_that_is_overridden_leaves_the_other_something_to_say() -> None:
    """Where the second is overridden, the first may be all that is left."""
    lifted = directive("lifts", "may", "tell_lead", condition=COERCED, overrides=("other",))
    found = answers(day_of(call("one", BLACKMAIL), call("other", BLACKMAIL), lifted))
    assert found["one", "other"].found is Found.INCIDENT
    assert found["other", "one"].found is Found.IMPOSSIBLE


@pytest.mark.parametrize(
    "parts",
    [
        {"within": Within(WithinKind.IMMEDIATELY)},
        {"by": "principal"},
        {"in_doubt": InDoubt.APPLIES},
        {"separately": True},
        {"personal": True},
        {"overrides": ("third",)},
    ],
)
def test_what_asks_for_something_else_is_not_compared(parts: dict[str, Any]) -> None:
    """A deadline, a doer, how it stands in doubt or is done."""
    third = directive("third", "may", "tell_lead")
    day = day_of(call("one", BLACKMAIL, **parts), call("other", BLACKMAIL), third)
    assert ("one", "other") not in answers(day)


def test_notes_say_what_their_text_says() -> None:
    """Two notes under the same condition both have something to say."""
    assert not answers(day_of(directive("one", "note"), directive("other", "note")))


def test_what_is_called_idle_never_applies_alone() -> None:
    """Of random protocols, on random incidents; no pair is left undecided."""
    found: Counter[Found] = Counter()
    for seed in range(AMOUNTS.protocols // 2):
        rng = rng_of(f"subsumed-{seed}")
        day = _said_twice(sample_day_protocol(rng))
        finder, focus = Finder(day), focus_on(day)
        incidents = [sample_incident(rng, focus) for _ in range(AMOUNTS.incidents)]
        for pair in subsumed_pairs(day):
            answer = finder.find(pair.claim)
            found[answer.found] += 1
            if answer.found is Found.IMPOSSIBLE:
                assert not any(map(pair.claim.shows, incidents)), (seed, pair.subject)
    assert {*found} == {Found.INCIDENT, Found.IMPOSSIBLE}


def _said_twice(day: DayProtocol) -> DayProtocol:
    """Return the protocol with each directive a second time, under one condition more."""
    narrower = [
        evolve(each, id=f"{each.id}-again", condition=All((each.condition, BLACKMAIL)))
        for each in day.directives
    ]
    return evolve(day, directives=(*day.directives, *narrower))
