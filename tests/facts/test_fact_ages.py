"""Ages, and what follows from facts told, against the definitions written out in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sexto_rules.errors import IncidentError
from sexto_rules.facts import (
    AGES,
    INVOLVED_ROLES,
    UNKNOWN,
    AgeRange,
    Device,
    Entity,
    Incident,
    JournalEntry,
    Person,
    Role,
    Unknown,
)
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, age_set, ages_from, ages_in, possible_ages
from sexto_rules.facts.known import (
    age_gap_at_least,
    ages_of,
    has_cannot_say,
    in_hand,
    is_adult,
    is_involved,
    list_closed,
    was_done,
)

MAYBE = st.sampled_from((True, False, UNKNOWN))
RANGES = st.tuples(st.integers(0, 119), st.integers(1, 6)).map(
    lambda pair: AgeRange(pair[0], min(pair[0] + pair[1], 121))
)
TOLD_AGES = st.one_of(st.just(UNKNOWN), st.integers(0, 120), RANGES)


def by_definition(
    age: int | AgeRange | Unknown, *, adult: bool | Unknown, suspected: bool | Unknown
) -> set[int]:
    """The possible ages, as the vocabulary page says them."""
    match age:
        case int():
            ages = {age}
        case AgeRange(low, high):
            ages = set(range(low, high))
        case _:
            ages = set(AGES)
    if adult is not UNKNOWN:
        return {each for each in ages if (each >= 18) is adult}
    return ages | set(range(18, 121)) if suspected is True else ages


@given(age=TOLD_AGES, adult=MAYBE, suspected=MAYBE)
def test_possible_ages_are_those_of_the_definition(
    age: int | AgeRange | Unknown, *, adult: bool | Unknown, suspected: bool | Unknown
) -> None:
    """Ages as bits are the set of the definition, and an empty one is refused."""
    expected = by_definition(age, adult=adult, suspected=suspected)
    ages = possible_ages(age, adult=adult, adult_suspected=suspected)
    assert set(ages_in(ages)) == expected
    assert age_set(expected) == ages
    if not expected:
        with pytest.raises(IncidentError, match=r"^age: SX409"):
            Person(id="p1", age=age, adult=adult, adult_suspected=suspected)
        return
    person = Person(id="p1", age=age, adult=adult, adult_suspected=suspected)
    assert ages_of(person) == ages
    of_age = {each >= 18 for each in expected}
    assert is_adult(person) is (of_age.pop() if len(of_age) == 1 else UNKNOWN)


@given(st.integers(-5, 130), st.integers(-5, 130))
def test_ages_between_bounds(low: int, high: int) -> None:
    """A range of ages never leaves 0 to 120."""
    assert set(ages_in(ages_from(low, high))) == set(range(max(low, 0), min(high, 121)))


def test_sets_of_ages_with_a_name() -> None:
    """An adult is 18 or over, and nobody is over 120."""
    assert set(ages_in(ADULT_AGES)) == set(range(18, 121))
    assert set(ages_in(ALL_AGES)) == set(range(121))


@st.composite
def people(draw: st.DrawFn, person_id: str) -> Person:
    """A person with few possible ages and any roles."""
    low = draw(st.integers(8, 22))
    ages: tuple[int | AgeRange, ...] = (low, AgeRange(low, low + 2), AgeRange(low, low + 4))
    age = draw(st.sampled_from(ages))
    some_roles = st.dictionaries(st.sampled_from(Role), st.booleans(), max_size=3)
    all_roles = st.lists(st.sampled_from(Role), max_size=2)
    almost_all = st.just({role: False for role in Role if role is not Role.DEPICTED})
    roles = draw(st.one_of(all_roles, some_roles, almost_all))
    return Person(id=person_id, age=age, roles=roles)


def lives(person: Person) -> Iterator[tuple[bool, bool, int]]:
    """Everything that may be true of a person: depicted, involved, age."""
    may_have = {
        role: (True, False) if person.role(role) is UNKNOWN else (person.role(role) is True,)
        for role in INVOLVED_ROLES
    }
    others = [has for role, has in may_have.items() if role is not Role.DEPICTED]
    other = {any(have) for have in product(*others)}
    yield from {
        (depicted, depicted or more, age)
        for depicted, more, age in product(may_have[Role.DEPICTED], other, ages_in(ages_of(person)))
    }


def has_gap(completion: tuple[tuple[bool, bool, int], ...], years: int) -> bool:
    """Whether a fully known incident has such a gap."""
    return any(
        first[0] and second[1] and abs(first[2] - second[2]) >= years
        for i, first in enumerate(completion)
        for j, second in enumerate(completion)
        if i != j
    )


@given(data=st.data(), count=st.integers(0, 3), years=st.integers(1, 8), complete=MAYBE)
def test_age_gap_is_that_of_every_completion(
    data: st.DataObject, count: int, years: int, *, complete: bool | Unknown
) -> None:
    """A gap that is told true or false is so however the unknown turns out."""
    persons = [data.draw(people(f"p{number}")) for number in range(1, count + 1)]
    incident = Incident(persons=persons, persons_complete=complete)
    told = age_gap_at_least(incident, years)
    outcomes = {has_gap(each, years) for each in product(*(list(lives(p)) for p in persons))}
    if told is not UNKNOWN:
        assert outcomes == {told}
        assert told is True or complete is True
    elif complete is True and count < 3:
        assert outcomes == {True, False}


def test_a_gap_is_told_to_the_year() -> None:
    """Fifteen and twelve are three years apart, not four; the older may be either one."""
    for depicted, other in ((12, 15), (15, 12)):
        persons = [
            Person(id="p1", roles=["depicted"], age=depicted),
            Person(id="p2", roles=["sharer"], age=other),
        ]
        incident = Incident(persons=persons, persons_complete=True)
        assert age_gap_at_least(incident, 3) is True
        assert age_gap_at_least(incident, 4) is False
    ranges = [
        Person(id="p1", roles=["depicted"], age=AgeRange(11, 13)),
        Person(id="p2", roles=["sharer"], age=AgeRange(15, 17)),
    ]
    incident = Incident(persons=ranges, persons_complete=True)
    told = [age_gap_at_least(incident, years) for years in (3, 4, 5, 6)]
    assert told == [True, UNKNOWN, UNKNOWN, False]


def test_gap_needs_two_different_persons() -> None:
    """Nobody is apart in age from themselves."""
    alone = Incident(
        persons=[Person(id="p1", roles=["depicted", "sharer"], age=AgeRange(8, 17))],
        persons_complete=True,
    )
    assert age_gap_at_least(alone, 1) is False
    assert age_gap_at_least(Incident(persons=alone.persons), 1) is UNKNOWN


def test_a_claimed_age_leaves_a_gap_open() -> None:
    """A suspected adult who says to be 14 may be far older than a pupil of 14."""
    pupil = Person(id="p1", roles=["depicted"], age=14)
    stranger = Person(id="p2", roles=["requester"], age=14, adult_suspected=True)
    incident = Incident(persons=[pupil, stranger], persons_complete=True)
    assert is_adult(stranger) is UNKNOWN
    assert age_gap_at_least(incident, 4) is UNKNOWN


def test_involved_follows_from_roles() -> None:
    """A witness is not involved; somebody whose roles are unknown may be."""
    assert is_involved(Person(id="p1", roles=["witness"])) is False
    assert is_involved(Person(id="p1", roles={"witness": True})) is UNKNOWN
    assert is_involved(Person(id="p1", roles={"sharer": True})) is True


def test_a_list_is_closed_once_it_is_told() -> None:
    """A list is open while nobody has said that it is complete."""
    for entity in Entity:
        assert not list_closed(Incident(), entity)
        assert not list_closed(Incident(persons_complete=False, devices_complete=False), entity)
    assert list_closed(Incident(persons_complete=True), Entity.PERSON)
    assert not list_closed(Incident(persons_complete=True), Entity.DEVICE)
    assert list_closed(Incident(devices_complete=True), Entity.DEVICE)


def test_in_hand_follows_from_the_journal() -> None:
    """A device is in hand once secured, and no longer once handed over."""
    device, other = Device(id="d1"), Device(id="d2", in_hand=True)
    secured = JournalEntry(act="secure_device", target="d1")
    handed = JournalEntry(act="hand_over_device", target="d1")
    for journal, expected in (
        ([], UNKNOWN),
        ([secured], True),
        ([secured, handed], False),
        ([handed], False),
        ([secured, handed, secured], True),
        ([JournalEntry(act="disconnect_device", target="d1")], UNKNOWN),
    ):
        incident = Incident(devices=[device, other], done=journal)
        assert in_hand(incident, device) is expected
        assert in_hand(incident, other) is True


def test_moments_order_the_journal_where_all_are_known() -> None:
    """What was written down late counts from when it was done."""
    early, late = (f"2026-11-23T{hour}:00:00-05:00" for hour in ("09", "10"))

    secured = JournalEntry(act="secure_device", target="d1", at=datetime.fromisoformat(early))
    handed = JournalEntry(act="hand_over_device", target="d1", at=datetime.fromisoformat(late))
    device = Device(id="d1")
    assert in_hand(Incident(devices=[device], done=[handed, secured]), device) is False
    no_moment = JournalEntry(act="secure_device", target="d1")
    assert in_hand(Incident(devices=[device], done=[handed, no_moment]), device) is True


def test_what_is_not_in_the_journal_was_not_done() -> None:
    """An act counts as done for its own target only."""
    journal = [JournalEntry(act="call_police"), JournalEntry(act="secure_device", target="d1")]
    incident = Incident(devices=[Device(id="d1"), Device(id="d2")], done=journal)
    assert was_done(incident, "call_police")
    assert was_done(incident, "secure_device", "d1")
    assert not was_done(incident, "secure_device", "d2")
    assert not was_done(incident, "tell_lead")


def test_cannot_say_is_looked_up_by_path() -> None:
    """A path that is listed is one that nobody can say."""
    incident = Incident(persons=[Person(id="p1")], cannot_say=["blackmail", "persons.p1.age"])
    assert has_cannot_say(incident, "persons.p1.age")
    assert not has_cannot_say(incident, "content")
