"""Cases made anew: from what the protocol asks, the same for a seed, and never one there is."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import pytest

from practice.practising import DAY, decider, ids_of, made, quebec, shipped, told_before
from sexto_rules.authoring import check_folder
from sexto_rules.decisions import Decider
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.library import load_protocol
from sexto_rules.practice import new_case
from sexto_rules.practice.case import told_alike
from sexto_rules.scenarios.taking_back import taken_back

ALL = [(level, seed) for level in (1, 2, 3) for seed in range(2)]


@pytest.mark.parametrize(("level", "seed"), ALL)
def test_a_new_case_is_no_copy(level: int, seed: int) -> None:
    """None of its incidents is told in any scenario or practice case, whatever the ids."""
    taken = {told_alike(incident) for incident in told_before()}
    assert len(taken) > 100
    assert [step for step in made(level, seed).steps if told_alike(step.incident) in taken] == []


@pytest.mark.parametrize(("level", "seed"), ALL)
def test_a_new_case_is_told_step_by_step(level: int, seed: int) -> None:
    """It begins with who is in it, only learns, and is told in both languages."""
    case = made(level, seed)
    assert (case.level, case.as_of) == (level, DAY)
    assert len(case.steps) == {1: 2, 2: 3, 3: 3}[level]
    for before, now in pairwise(step.incident for step in case.steps):
        assert now != before
        assert list(taken_back(before, now, quebec())) == []
    for step in case.steps:
        assert set(step.told) == {"fr", "en"}
        assert all(len(words.splitlines()) > 1 for words in step.told.values())
    first = case.steps[0]
    for words in first.told.values():
        assert [each for each in ids_of(first.incident) if f" {each}" not in words] == []


@pytest.mark.parametrize(("level", "seed"), ALL)
def test_levels_are_what_is_known_at_the_end(level: int, seed: int) -> None:
    """At the easy levels the route is settled in the end, at the hardest it is still open."""
    outcome = decider().outcome(made(level, seed).steps[-1].incident)
    assert (len(outcome.possible_classes) > 1) is (level == 3)


def test_every_class_comes_up() -> None:
    """A class is chosen first, so that none is rare."""
    found = {
        decider().outcome(made(level, seed).steps[-1].incident).possible_classes
        for level, seed in ALL
    }
    assert {each.id for each in decider().day.classes} <= {one for each in found for one in each}
    assert len(found) > 3


def test_the_same_seed_makes_the_same_case_and_another_one_else() -> None:
    """A case that somebody did can be done by another."""
    again = new_case(decider(), level=2, seed=1, known=told_before())
    assert again == made(2, 1)
    assert len({made(2, seed).steps for seed in range(2)}) == 2


def test_a_case_that_there_is_is_not_made_again() -> None:
    """Once a new case is known, the same seed makes another one."""
    first = made(1, 0)
    known = [*told_before(), *(step.incident for step in first.steps)]
    other = new_case(decider(), level=1, seed=0, known=known)
    assert other is not None
    taken = {told_alike(step.incident) for step in first.steps}
    assert [step for step in other.steps if told_alike(step.incident) in taken] == []


def test_none_is_made_where_each_that_is_drawn_is_known() -> None:
    """Rather than a copy, nothing."""
    known = list(told_before())
    for _ in range(5):
        case = new_case(decider(), level=1, seed=0, known=known, attempts=2)
        if case is None:
            break
        known += [step.incident for step in case.steps]
    assert case is None


@pytest.mark.parametrize("name", ["core", "nz-school"])
def test_any_protocol_can_be_practised(name: str) -> None:
    """The generator knows no protocol by name: what another grid asks is told too."""
    with Decider(load_protocol(name), DAY, engines=["compiled"]) as other:
        case = new_case(other, level=2, seed=1, known=())
    assert case is not None
    assert all(step.told["en"] for step in case.steps)


def test_told_alike_looks_through_ids_and_order() -> None:
    """Other codes and another order are the same story; another holder is another one."""
    persons = [Person(id="p1", age=14), Person(id="p2", age=15)]
    swapped = [Person(id="a1", age=15), Person(id="a2", age=14)]
    one = Incident(persons=persons, devices=[Device(id="d1", holder="p1")])
    same = Incident(persons=swapped, devices=[Device(id="x9", holder="a2")])
    other = Incident(persons=swapped, devices=[Device(id="x9", holder="a1")])
    assert told_alike(one) == told_alike(same)
    assert told_alike(one) != told_alike(other)
    assert len({told_alike(case.steps[0].incident) for case in shipped()}) == len(shipped())


OWN: Final = """\
protocol: {id: tiny, version: "1.0.0", date: 2026-01-01, languages: [en, fr],
  title: {en: Tiny, fr: Petit}, notice: {en: Not official, fr: Non officiel}, extends: core}
regions: [{id: qc-06, text: {en: Montreal, fr: Montréal}}]
acts: [{id: ring_bell, text: {en: Ring the bell, fr: Sonner la cloche}}]
answers:
  - {id: where, text: {en: Where it was, fr: Où c'était},
     choices: [{id: yard, text: {en: In the yard, fr: Dans la cour}},
       {id: hall, text: {en: In the hall, fr: Dans le couloir}}]}
urgency: [{id: first, text: {en: First, fr: D'abord}}]
given: [stage, immediate_danger, self_harm_risk]
questions:
  - {id: q1, fact: region, urgency: first, text: {en: Which region?, fr: Quelle région?}}
  - {id: q2, fact: answers.where, urgency: first, text: {en: Where?, fr: Où?}}
  - {id: q3, fact: reported_at, urgency: first, text: {en: When?, fr: Quand?}}
directives:
  - {id: bell, must: ring_bell, by: staff, text: {en: Ring., fr: Sonner.}, basis: inference,
     when: {any: [{region: qc-06}, {answers.where: yard}]}}
"""


def test_what_a_protocol_adds_itself_is_told_in_its_words() -> None:
    """Its regions, its own questions and acts; a moment, which nobody could make up, is not."""
    protocol, problems = check_folder({"tiny.yaml": OWN}, find_parent=load_protocol)
    assert protocol is not None, problems
    with Decider(protocol, DAY, engines=["compiled"]) as own:
        made_cases = [new_case(own, level=1, seed=seed, known=()) for seed in range(12)]
    told = [step.told for case in made_cases if case is not None for step in case.steps]
    english = "\n".join(text["en"] for text in told)
    french = "\n".join(text["fr"] for text in told)
    assert "- Region: Montreal" in english
    assert "- Where it was: In the yard" in english
    assert "- Où c'était\u00a0: Dans la cour" in french
    assert "- Done: Ring the bell" in english
    assert "- Fait\u00a0: Sonner la cloche" in french
    assert "2026" not in english + french
