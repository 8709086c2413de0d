"""A child keeps what its parent says, or an incident shows where it does not."""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from proof.families import PARENT, child_of, read
from sexto_rules.facts import Incident
from sexto_rules.library import load_protocol
from sexto_rules.mutation import mutants_of
from sexto_rules.proof.refinement import Refinement, Refining, is_refined, refine
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Modality, Protocol
from sexto_rules.protocol.outcome import Status
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing.random_protocols import sample_protocol

ROOT: Final = Path(__file__).parents[2]
SHIPPED: Final = (
    ROOT / "rulesets" / "ca-qc-sexto",
    ROOT / "examples" / "own_protocol.yaml",
    ROOT / "examples" / "third_party_protocol" / "src" / "riverside_board",
)
SEEDS: Final = {"dev": 5, "ci": 5, "nightly": 400}[os.environ.get("SEXTO_PROFILE", "dev")]
_BEFORE: Final = """
classes:
  - {id: own, before: urgent, when: {grooming: yes}, text: {en: Own}, basis: unverified}
"""
_HOLDS_A_DEVICE: Final = """
directives:
  - id: wait
    for_each: device
    must_not: secure_device
    when: {device.may_hold_material: yes, repeated: yes}
    text: {en: Wait.}
    basis: unverified
"""
_TALKS: Final = """
directives:
  - id: talk
    for_each: person
    may: interview_suspected_author
    when: {class: own}
    text: {en: Talk.}
    basis: unverified
"""
WEAKER: Final = {
    "a class takes incidents from an inherited one": (
        _BEFORE,
        {
            ("prohibition", "no-interview", Status.LIFTED, "own"),
            ("duty", "call-police", Status.POSSIBLE, "own"),
        },
    ),
    "a prohibition in doubt holds a duty": (
        _HOLDS_A_DEVICE,
        {("duty", "secure", Status.HELD, "wait")},
    ),
    "what was forbidden is permitted": (
        _BEFORE + _TALKS,
        {
            ("prohibition", "no-interview", Status.LIFTED, "own"),
            ("duty", "call-police", Status.POSSIBLE, "own"),
            ("against", "talk", Status.DUE, "no-interview"),
        },
    ),
}
KEPT: Final = {
    "nothing is added": "",
    "a class after those that anything depends on": _BEFORE.replace("urgent", "everyday"),
    "a duty marked as a default is overridden": """
acts:
  - {id: fill_in_the_form, text: {en: Fill in the form}}
directives:
  - id: form
    must: fill_in_the_form
    overrides: [write-it-down]
    text: {en: The form.}
    basis: unverified
""",
    "a permission of what nobody forbids": _TALKS.replace(
        "{class: own}", "{grooming: yes}"
    ).replace("interview_suspected_author", "support_person"),
    "a prohibition of what no duty asks": _HOLDS_A_DEVICE.replace(
        "secure_device", "hand_over_device"
    ),
}


@pytest.fixture(scope="module")
def parent() -> Protocol:
    """The parent of the children here."""
    return read(PARENT)


def _said(refinement: Refinement) -> set[tuple[str, str, Status | None, str]]:
    return {
        (str(each.kind), each.directive.id, each.instead.status, ", ".join(each.instead.by))
        for each in refinement.weakenings
        if each.instead is not None
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_is_shipped_keeps_all_of_core(path: Path) -> None:
    """The protocol of Québec and the examples weaken nothing that they inherit."""
    assert refine(load_protocol(path), load_protocol("core")) == Refinement()


def test_the_ways_are_counted(parent: Protocol) -> None:
    """Each is told of once it is looked at, whatever comes of it."""
    refining = Refining(child_of(parent, _BEFORE + _TALKS), parent)
    calls: list[None] = []
    assert len(refining.result(lambda: calls.append(None)).weakenings) == 3
    assert len(calls) == refining.count == 6


@pytest.mark.parametrize("name", WEAKER)
def test_a_child_that_weakens_is_shown(parent: Protocol, name: str) -> None:
    """Exactly what is lost is named, with what takes it and an incident that shows it."""
    text, expected = WEAKER[name]
    child = child_of(parent, text)
    refinement = refine(child, parent)
    assert _said(refinement) == expected
    assert refinement.decided_by == ("durable", "compiled")
    for each in refinement.weakenings:
        assert each.incident is not None
        assert not is_refined(on(child, child.date), on(parent, child.date), each.incident)


@pytest.mark.parametrize("name", KEPT)
def test_a_child_that_only_adds_keeps_all(parent: Protocol, name: str) -> None:
    """What stands beside the inherited lines, and what the parent lets go, is no weakening."""
    assert refine(child_of(parent, KEPT[name]), parent) == Refinement()


def test_a_weakening_has_the_day_from_which_it_is_one(parent: Protocol) -> None:
    """A class that comes into force later weakens nothing before."""
    child = child_of(parent, _BEFORE.replace("unverified", "unverified, in_force_from: 2027-01-01"))
    assert {each.day for each in refine(child, parent).weakenings} == {date(2027, 1, 1)}
    assert is_refined(
        on(child, date(2026, 12, 31)), on(parent, child.date), Incident(grooming=True)
    )


def test_a_smallest_incident_has_nothing_to_spare(parent: Protocol) -> None:
    """One device that may hold material is enough for a duty that waits for another fact."""
    [weakening] = refine(child_of(parent, _HOLDS_A_DEVICE), parent).weakenings
    incident = weakening.incident
    assert incident is not None
    assert [each.may_hold_material for each in incident.devices] == [True]
    assert evolve(incident, devices=()) == Incident()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a later deadline", "within: without_delay", "within: same_day"),
        ("no deadline", "    within: without_delay\n", ""),
        ("fewer people", "    must: tell_lead", "    by: principal\n    must: tell_lead"),
        ("a recommendation", "    must: tell_lead", "    should: tell_lead"),
        ("another act", "    must: tell_lead", "    must: notify_school_board"),
        ("one act or another", "must: tell_lead", "must: {one_of: [tell_lead, call_police]}"),
    ],
)
def test_a_duty_is_kept_by_one_that_asks_as_much(
    parent: Protocol, name: str, before: str, after: str
) -> None:
    """Of a protocol that does not inherit it, more is asked than a line of the same act."""
    assert before in PARENT
    lost = {
        each.directive.id for each in refine(read(PARENT.replace(before, after)), parent).weakenings
    }
    assert "tell" in lost, name
    assert "secure" not in lost


@pytest.mark.parametrize(
    ("stricter", "looser"),
    [
        (
            "within: {time: P1D, counted_from: call_police}",
            "within: {time: P2D, counted_from: call_police}",
        ),
        ("within: P1D", "within: {time: P1D, counted_from: call_police}"),
        ("separately: yes", "personal: no"),
        ("personal: yes", "separately: no"),
        ("within: immediately", "within: P1D"),
    ],
)
def test_what_is_asked_sooner_or_of_each_keeps_what_is_not(stricter: str, looser: str) -> None:
    """The one keeps the other, and is not kept by it."""
    strict, loose = (
        read(
            PARENT.replace(
                "    must: tell_lead\n    within: without_delay", f"    must: tell_lead\n    {each}"
            )
        )
        for each in (stricter, looser)
    )
    assert [each.directive.id for each in refine(loose, strict).weakenings] == ["tell"]
    assert refine(strict, loose) == Refinement()


def test_a_prohibition_is_kept_for_all_whom_it_binds(parent: Protocol) -> None:
    """One that binds fewer is weaker, two that together bind all are not."""
    of_staff = PARENT.replace("    must_not: looking", "    by: staff\n    must_not: looking")
    [weakening] = refine(read(of_staff), parent).weakenings
    assert weakening.directive.id == "no-looking"
    assert weakening.instead is not None
    assert weakening.instead.status is Status.IN_FORCE
    rest = "".join(
        f"""
  - {{id: {doer}, by: {doer}, must_not: looking, text: {{en: Never look.}}, basis: unverified}}"""
        for doer in sorted(parent.doers["everyone"] - parent.doers["staff"])
    )
    assert refine(read(of_staff + rest.lstrip("\n")), parent) == Refinement()


def test_two_meanings_of_one_name_are_left_undecided() -> None:
    """An act with a target and one without cannot be held against each other."""
    named = "acts:\n  - {id: wave, text: {en: Wave}}\n" + PARENT
    other = "acts:\n  - {id: wave, target: person, text: {en: Wave}}\n" + PARENT
    assert refine(read(named), read(named)) == Refinement()
    refinement = refine(read(other), read(named))
    assert refinement == Refinement(unlike=("wave",))
    assert not refinement.holds


def test_random_children_lose_what_the_reference_says() -> None:
    """A mistake made in a random protocol is a child of it: incidents at random say no more.

    What is proved holds of every incident that is drawn; what is refuted is so on the reference.
    Some mistakes weaken and some do not.
    """
    answers = set()
    for seed in range(SEEDS):
        rng = random.Random(f"refinement-{seed}")  # noqa: S311 - no secret
        parent = sample_protocol(rng)
        day = on(parent, parent.date)
        mutants = mutants_of(parent)
        for mutant in rng.sample(mutants, min(4, len(mutants))):
            refinement = refine(mutant.protocol, parent)
            own = on(mutant.protocol, parent.date)
            for each in refinement.weakenings:
                assert each.incident is not None
                assert not is_refined(own, day, each.incident)
            incidents = [sample_incident(rng, focus_on(day)) for _ in range(25)]
            if not all(is_refined(own, day, each) for each in incidents):
                assert not refinement.holds, (seed, mutant)
            answers.add(refinement.holds)
    assert answers == {True, False}


def test_a_dropped_line_is_lost(parent: Protocol) -> None:
    """Each duty and prohibition that is left out is found out, one by one."""
    for each in parent.directives:
        rest = tuple(other for other in parent.directives if other is not each)
        lost = {
            weakening.directive.id
            for weakening in refine(evolve(parent, directives=rest), parent).weakenings
        }
        assert lost == (set() if each.default else {each.id})
        assert each.modality in {Modality.MUST, Modality.MUST_NOT}
