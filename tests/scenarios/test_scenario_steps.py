"""What is known at each step: from a base and how it differs, then learned and done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scenarios.small_protocol import scenarios_of
from sexto_rules.facts import UNKNOWN, AgeRange, Incident, Role, structure_incident

EXPECT = "expect: {must_not: view_material}\n"
BEFORE = """
incident:
  blackmail: no
  immediate_danger: no
  answers: {heard_before: yes}
  persons:
    - {id: p1, roles: [depicted], age: {at_least: 13}}
    - {id: p2, roles: {sharer: yes}}
  devices: [{id: d1, holder: p1, in_hand: no}]
  done: [{act: tell_lead}]
  cannot_say: [distribution, persons.p1.pupil, persons.p2.roles.witness]
"""


def last_of(tmp_path: Path, told: str) -> Incident:
    """What is known after one step of this text."""
    step = told.replace("\n", "\n    ")
    (one,) = scenarios_of(tmp_path, one=f"{BEFORE}{EXPECT}steps:\n  - {step}\n    {EXPECT}")
    return one.steps[-1].incident


def differing(tmp_path: Path, differs: str) -> Incident:
    """What is known in a scenario that differs so from another."""
    variant = f"base: first\ndiffers: {differs}\n{EXPECT}"
    _, second = scenarios_of(tmp_path, first=BEFORE + EXPECT, second=variant)
    return second.steps[0].incident


def test_a_file_without_steps_is_one_step(tmp_path: Path) -> None:
    """What a scenario begins with is its first step, at the place of its `expect`."""
    (one,) = scenarios_of(tmp_path, one="incident: {blackmail: yes}\n" + EXPECT)
    (step,) = one.steps
    assert step.incident == Incident(blackmail=True)
    assert (step.place.line, step.place_of("must_not").line) == (3, 3)


def test_facts_are_added_to_what_was_known(tmp_path: Path) -> None:
    """What a step teaches is known beside what was, in the steps after it too."""
    text = f"""incident: {{blackmail: yes}}
{EXPECT}steps:
  - then_learn: {{content: nude}}
    {EXPECT}
  - then_learn: {{synthetic: no}}
    {EXPECT}"""
    (one,) = scenarios_of(tmp_path, one=text)
    assert [each.incident for each in one.steps] == [
        Incident(blackmail=True),
        Incident(blackmail=True, content="nude"),
        Incident(blackmail=True, content="nude", synthetic=False),
    ]


def test_persons_and_devices_are_merged_by_their_ids(tmp_path: Path) -> None:
    """An id that was there gets more facts, a new one is one more."""
    now = last_of(
        tmp_path, "then_learn: {persons: [{id: p3, age: 15}, {id: p2, roles: {witness: no}}]}"
    )
    assert [each.id for each in now.persons] == ["p1", "p2", "p3"]
    assert now.person("p2").roles == {Role.SHARER: True, Role.WITNESS: False}
    assert now.person("p1") == structure_incident(
        {"persons": [{"id": "p1", "roles": ["depicted"], "age": {"at_least": 13}}]}
    ).person("p1")


@pytest.mark.parametrize(
    ("age", "known"),
    [
        ("{under: 18}", AgeRange(13, 18)),
        ("{at_least: 12}", AgeRange(13, 121)),
        ("{at_least: 13, under: 14}", 13),
        ("15", 15),
    ],
)
def test_an_age_told_in_a_step_closes_in(tmp_path: Path, age: str, known: int | AgeRange) -> None:
    """A second bound does not forget the first."""
    now = last_of(
        tmp_path, f"then_learn: {{blackmail: no, content: nude, persons: [{{id: p1, age: {age}}}]}}"
    )
    assert now.person("p1").age == known


def test_what_can_be_said_after_all_is_no_longer_unsayable(tmp_path: Path) -> None:
    """Told facts leave `cannot_say`, the others stay in it, and a step may add some."""
    now = last_of(
        tmp_path,
        "then_learn: {distribution: group, cannot_say: [grooming], "
        "persons: [{id: p2, roles: {witness: no}}]}",
    )
    assert now.cannot_say == {"grooming", "persons.p1.pupil"}


def test_the_journal_grows(tmp_path: Path) -> None:
    """`then_done` stands after what was done before."""
    now = last_of(tmp_path, "then_done: [{act: call_police}]")
    assert [each.act for each in now.done] == ["tell_lead", "call_police"]


def test_the_journal_says_where_a_device_is(tmp_path: Path) -> None:
    """A device that is secured is in hand, whatever was told before."""
    now = last_of(tmp_path, "then_done: [{act: secure_device, target: d1}]")
    assert now.device("d1").in_hand is UNKNOWN


def test_a_state_may_change(tmp_path: Path) -> None:
    """Danger may come later; that is no correction."""
    assert last_of(tmp_path, "then_learn: {immediate_danger: yes}").immediate_danger is True


def test_an_answer_that_is_a_state_may_change(tmp_path: Path) -> None:
    """The protocol says which of its own facts change with time."""
    text = f"""incident: {{answers: {{still_there: yes}}}}
{EXPECT}steps:
  - then_learn: {{answers: {{still_there: no}}}}
    {EXPECT}"""
    (one,) = scenarios_of(tmp_path, one=text)
    assert one.steps[-1].incident.answers == {"still_there": False}


def test_a_claimed_age_may_turn_out_to_be_another(tmp_path: Path) -> None:
    """Of a suspected adult the age was only a claim."""
    text = f"""incident: {{persons: [{{id: p1, age: 15, adult_suspected: yes}}]}}
{EXPECT}steps:
  - then_learn: {{persons: [{{id: p1, age: 34}}]}}
    {EXPECT}"""
    (one,) = scenarios_of(tmp_path, one=text)
    assert one.steps[-1].incident.person("p1").age == 34


def test_a_list_that_was_said_to_be_open_may_be_closed(tmp_path: Path) -> None:
    """`persons_complete: no` says that somebody is still to be listed."""
    text = f"""incident: {{persons_complete: no}}
{EXPECT}steps:
  - then_learn: {{persons: [{{id: p1}}], persons_complete: yes}}
    {EXPECT}"""
    (one,) = scenarios_of(tmp_path, one=text)
    assert one.steps[-1].incident.persons_complete is True


def test_a_scenario_may_differ_from_another_in_anything(tmp_path: Path) -> None:
    """`differs` says what is not the same, also what is not known; the rest is that of `base`."""
    now = differing(
        tmp_path,
        "{blackmail: yes, immediate_danger: unknown, persons: [{id: p1, age: 12}, {id: p3}]}",
    )
    assert (now.blackmail, now.immediate_danger) == (True, UNKNOWN)
    assert [(each.id, each.age) for each in now.persons] == [
        ("p1", 12),
        ("p2", UNKNOWN),
        ("p3", UNKNOWN),
    ]
    assert now.answers == {"heard_before": True}


def test_a_scenario_has_the_day_of_its_base(tmp_path: Path) -> None:
    """The day is taken over with the incident; another one may be given."""
    first = f"as_of: 2026-01-15\nincident: {{blackmail: yes}}\n{EXPECT}"
    _, same, _, _ = made = scenarios_of(
        tmp_path,
        a=first,
        b=f"base: a\ndiffers: {{content: nude}}\n{EXPECT}",
        c=f"base: b\nas_of: 2026-02-01\n{EXPECT}",
        d=f"base: c\ndiffers: {{synthetic: yes}}\n{EXPECT}",
    )
    assert [each.as_of for each in made] == [
        date(2026, 1, 15),
        date(2026, 1, 15),
        date(2026, 2, 1),
        date(2026, 2, 1),
    ]
    assert made[3].steps[0].incident == Incident(blackmail=True, content="nude", synthetic=True)
    assert made[2].steps[0].incident == same.steps[0].incident


def test_a_base_is_taken_as_it_begins(tmp_path: Path) -> None:
    """Neither the steps nor the expectations of the base are part of it."""
    first = f"""incident: {{blackmail: yes}}
expect: {{class: urgent}}
steps:
  - then_learn: {{content: nude}}
    {EXPECT}"""
    _, second = scenarios_of(
        tmp_path, first=first, second=f"base: first\ndiffers: {{synthetic: no}}\n{EXPECT}"
    )
    (step,) = second.steps
    assert step.incident == Incident(blackmail=True, synthetic=False)
    assert step.class_ is None
