"""Conditions in the words of an author: what is read is said again as it was written."""

from __future__ import annotations

import random

import pytest

from sexto_rules.authoring import read_protocol
from sexto_rules.facts.ages import age_set
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.library import load_protocol
from sexto_rules.protocol.conditions import (
    AgeTest,
    AnyOf,
    Condition,
    FactRef,
    FactStatus,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.walk import walk
from sexto_rules.protocol.wording import condition_words, is_computed, mapping_words, runs_of
from sexto_rules.testing.random_protocols import sample_protocol
from support.build import yes

HEAD = """
protocol:
  id: tried
  version: 1.0.0
  date: 2026-11-20
  title: {fr: Essai, en: Tried}
  notice: {fr: Non officiel., en: Unofficial.}
  languages: [fr, en]
  extends: core
answers: [{id: known_online, type: bool, text: {fr: Texte, en: Text}}]
given: [stage, blackmail, coerced, person.roles, person.age, person.adult, person.pupil,
  person.adult_suspected, device.holder, device.in_hand, persons_complete, devices_complete,
  answers.known_online, immediate_danger, self_harm_risk]
conclusions:
  - {id: young, for_each: person, text: {fr: Jeune, en: Young}, when: {age: {under: 14}},
     basis: inference}
  - {id: grave, text: {fr: Grave, en: Grave}, when: {blackmail: yes}, basis: inference}
classes:
  - {id: urgent, text: {fr: Urgent, en: Urgent}, when: {grave: yes}, basis: inference}
  - {id: usual, text: {fr: Ordinaire, en: Usual}, otherwise: yes, basis: inference}
directives:
  - id: tried
    note: yes
    {keys}
    text: {fr: Faire., en: Do it.}
    basis: inference
"""


def read(written: str, for_each: str = "") -> Condition:
    """What the reader makes of a condition."""
    keys = f"when: {{{written}}}" + (f"\n    for_each: {for_each}" if for_each else "")
    text = HEAD.replace("{keys}", keys)
    found = read_protocol({"tried.yaml": text}, find_parent=load_protocol)
    return next(each for each in found.directives if each.id == "tried").condition


@pytest.mark.parametrize(
    "written",
    [
        "blackmail: yes",
        "blackmail: no",
        "blackmail: unknown",
        "stage: [closed, referred]",
        "answers.known_online: yes",
        "grave: yes",
        "grave: no",
        "grave: cannot_say",
        "class: urgent",
        "done: call_police",
        "any: [{blackmail: yes}, {coerced: yes, grave: no}]",
        "not: {blackmail: yes, coerced: no}",
        "all: [{any: [{blackmail: yes}, {grave: yes}]}, {any: [{coerced: yes}, {grave: yes}]}]",
        "possibly: {blackmail: yes}",
        "certainly: {coerced: no}",
        "some: {person: {young: yes, roles: [sharer, recipient]}}",
        "every: {device: {in_hand: yes}}",
        "none: {person: {pupil: no}}",
        "some: {person: {done: support_person}}",
        "largest_age_gap: {at_least: 5}",
        "largest_age_gap: {under: 3}",
        "largest_age_gap: {between: [2, 4]}",
        "largest_age_gap: [2, 5]",
        "largest_age_gap: 3",
        "not: {largest_age_gap: 3}",
        "youngest_depicted_age: {under: 12}",
        "oldest_involved_age: {at_least: 16}",
        "adult_involved: yes",
    ],
)
def test_a_condition_about_the_incident_is_said_as_written(written: str) -> None:
    """One key stands bare, several in braces."""
    assert condition_words(read(written)) == written
    assert mapping_words(read(written)) == f"{{{written}}}"


@pytest.mark.parametrize(
    ("for_each", "written"),
    [
        ("person", "age: 13"),
        ("person", "age: {under: 14}"),
        ("person", "age: {at_least: 12}"),
        ("person", "age: {between: [12, 17]}"),
        ("person", "age: [11, 13]"),
        ("person", "adult: yes"),
        ("person", "adult: no"),
        ("person", "age: known"),
        ("device", "holder.roles: sharer"),
        ("device", "holder.adult: yes"),
        ("device", "done: secure_device"),
        ("device", "done: [call_police, secure_device]"),
    ],
)
def test_a_condition_about_one_entity_is_said_as_written(for_each: str, written: str) -> None:
    """Its facts need no name of whose they are; those of a holder do."""
    assert condition_words(read(written, for_each)) == written


def test_several_keys_stand_in_braces() -> None:
    """As a mapping inside a list would."""
    assert condition_words(read("blackmail: yes, coerced: no")) == "{blackmail: yes, coerced: no}"


def test_what_is_computed_is_told_by_its_places() -> None:
    """The same nodes written one by one are said one by one."""
    computed = read("youngest_depicted_age: {under: 12}")
    assert is_computed(computed)
    parts = (RoleTest(Of.PERSON, frozenset({Role.DEPICTED})), AgeTest(Of.PERSON, age_set([3])))
    by_hand = Quantified(Quantifier.SOME, Entity.PERSON, AnyOf(parts))
    assert not is_computed(by_hand)
    assert condition_words(by_hand) == "some: {person: {any: [{roles: depicted}, {age: 3}]}}"


def test_facts_are_named_as_an_author_would() -> None:
    """A holder's and an answer's with whose they are."""
    holders = FactStatus(FactRef(Of.HOLDER, "age"), Mode.KNOWN)
    assert condition_words(holders) == "holder.age: known"
    answer = ValueTest(FactRef(Of.ANSWERS, "x"), frozenset({"b", "a"}))
    assert condition_words(answer) == "answers.x: [a, b]"
    assert condition_words(Not(yes("blackmail"))) == "not: {blackmail: yes}"


def test_ages_are_runs_of_years() -> None:
    """The first and the last of each."""
    assert runs_of(age_set([1, 2, 3, 7])) == [(1, 3), (7, 7)]


@pytest.mark.parametrize("seed", range(30))
def test_any_condition_can_be_said(seed: int) -> None:
    """Whatever a protocol may say, on one line."""
    sampled = sample_protocol(random.Random(seed))  # noqa: S311 - reproducible, no secret
    for directive in sampled.directives:
        for node in walk(directive.condition):
            words = condition_words(node)
            assert words
            assert "\n" not in words
