"""One step of learning: something more is known, and nothing is taken back."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from attrs import evolve

from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.known import ages_of, list_closed
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.sampling import (
    EVERYTHING,
    Focus,
    RandomDraw,
    focus_on,
    happen,
    learn,
    learnable,
    sample_incident,
    unsayable,
)
from sexto_rules.sampling.learning import MOST_LISTED
from sexto_rules.testing import sample_day_protocol


def draw_of(seed: str) -> RandomDraw:
    """Return choices that are the same for the same seed."""
    return RandomDraw(random.Random(seed))  # noqa: S311 - no secret


def steps(count: int) -> Iterator[tuple[str, Incident, Incident]]:
    """Yield what was learned, and the incident before and after, along many walks."""
    for number in range(count):
        rng = random.Random(f"walk-{number}")  # noqa: S311 - no secret
        draw = RandomDraw(rng)
        focus = EVERYTHING if number % 2 else focus_on(sample_day_protocol(rng))
        incident = sample_incident(rng, focus)
        for _ in range(25):
            paths = learnable(incident, focus)
            if not paths or draw.chance(1, 10):
                incident = happen(draw, incident, focus)
                continue
            path = draw.choose(paths)
            after = learn(draw, incident, path, focus)
            yield path, incident, after
            incident = after


def test_what_was_told_stays_told() -> None:
    """Facts, answers, roles, holders, the journal; lists only grow, and closed ones stay."""
    for path, before, after in steps(60):
        for name in FACTS[None]:
            told = getattr(before, name)
            if told is not UNKNOWN and not path.endswith("_complete"):
                assert getattr(after, name) == told, path
        assert before.done == after.done
        assert dict(before.answers).items() <= dict(after.answers).items()
        assert len(before.persons) <= len(after.persons)
        for entity in Entity:
            assert list_closed(after, entity) or not list_closed(before, entity)
        for person in before.persons:
            now = after.person(person.id)
            assert not ages_of(now) & ~ages_of(person), path
            assert dict(person.roles).items() <= dict(now.roles).items()
        for device in before.devices:
            kept = {name: getattr(device, name) for name in FACTS[Entity.DEVICE]}
            assert all(
                value is UNKNOWN or getattr(after.device(device.id), name) == value
                for name, value in kept.items()
            )


def test_something_is_learned() -> None:
    """A fact that is learned can be told, and is no longer one that nobody can say."""
    seen: Counter[str] = Counter()
    for path, before, after in steps(60):
        seen[path.rsplit(".", maxsplit=1)[-1]] += 1
        is_range = path.endswith(".age") and path in after.cannot_say
        is_some_roles = path.endswith(".roles") and path in after.cannot_say
        assert before != after or path.endswith((".age", ".adult"))
        assert path not in after.cannot_say or is_range or is_some_roles
    kinds = ("persons", "devices", "persons_complete", "age", "adult", "roles", "holder", "in_hand")
    assert all(seen[kind] for kind in kinds)


def test_nothing_is_learned_of_what_is_known() -> None:
    """A whole incident has nothing open where the focus looks."""
    focus = Focus(
        incident=frozenset({"blackmail"}),
        person=frozenset({"age", "adult", "pupil", "roles"}),
        device=frozenset({"holder", "in_hand"}),
        edges=(13,),
        acts=(),
    )
    person = Person(id="p1", age=13, pupil=True, roles=["depicted"])
    device = Device(id="d1", holder="p1", in_hand=True)
    whole = Incident(
        blackmail=False,
        persons=[person],
        devices=[device],
        persons_complete=True,
        devices_complete=True,
    )
    assert learnable(whole, focus) == ()
    opened = evolve(
        whole,
        persons=[evolve(person, age=AgeRange(12, 14), roles={Role.DEPICTED: True})],
        persons_complete=False,
        cannot_say=["persons.p1.age"],
    )
    paths = ("persons.p1.roles", "persons.p1.age", "persons_complete", "persons")
    assert set(learnable(opened, focus)) == set(paths)
    assert set(unsayable(opened, focus)) == {"persons.p1.roles"}


def test_a_device_is_not_told_to_be_where_the_journal_says_it_is_not() -> None:
    """Whether it is in hand is known from the journal; the holder must be listed."""
    secured = Incident(
        devices=[Device(id="d1")], done=[JournalEntry(act="secure_device", target="d1")]
    )
    paths = learnable(secured, EVERYTHING)
    assert "devices.d1.in_hand" not in paths
    assert "devices.d1.holder" not in paths
    assert "devices.d1.connected" in paths


def test_lists_grow_only_so_far() -> None:
    """A walk does not end in a crowd."""
    many = Incident(persons=[Person(id=f"p{at}") for at in range(MOST_LISTED)])
    paths = learnable(many, EVERYTHING)
    assert "persons" not in paths
    assert "persons_complete" in paths
    assert "devices" in paths


def test_an_adult_under_a_claimed_age_is_learned() -> None:
    """Whoever claimed to be fourteen and is an adult has no age that is known any more."""
    claimed = Incident(persons=[Person(id="p1", age=14, adult_suspected=True)])
    learned = {
        learn(draw_of(str(seed)), claimed, "persons.p1.adult", EVERYTHING).persons[0]
        for seed in range(20)
    }
    adult = Person(id="p1", adult=True, adult_suspected=True)
    minor = Person(id="p1", age=14, adult=False, adult_suspected=True)
    assert learned == {adult, minor}


def test_a_suspicion_is_learned_only_where_it_widens_nothing() -> None:
    """It makes a known age a claim; that is no learning, and happens otherwise."""
    known = Incident(persons=[Person(id="p1", age=14)])
    unknown = Incident(persons=[Person(id="p1")])
    path = "persons.p1.adult_suspected"
    for seed in range(20):
        told = learn(draw_of(str(seed)), known, path, EVERYTHING).persons[0]
        assert told.adult_suspected is False
    suspected = {
        learn(draw_of(str(seed)), unknown, path, EVERYTHING).persons[0].adult_suspected
        for seed in range(20)
    }
    assert suspected == {True, False}
    claims = (happen(draw_of(str(seed)), known, EVERYTHING) for seed in range(40))
    assert any(each.persons[0].adult_suspected is True for each in claims)


def test_no_path_no_learning() -> None:
    """A path that leads nowhere is a mistake of the caller."""
    with pytest.raises(ValueError, match="nothing is learned at"):
        learn(draw_of("x"), Incident(), "a.b", EVERYTHING)


def test_whatever_happens_the_incident_is_valid() -> None:
    """The journal and what is told of a device never contradict each other."""
    changed = Counter[str]()
    for number in range(300):
        rng = random.Random(f"happen-{number}")  # noqa: S311 - no secret
        before = sample_incident(rng)
        after = happen(RandomDraw(rng), before, EVERYTHING)
        changed["journal"] += len(after.done) > len(before.done)
        changed["state"] += after.stage != before.stage or after.actor != before.actor
        changed["device"] += after.devices != before.devices
        changed["claim"] += after.persons != before.persons
    assert all(changed[each] for each in ("journal", "state", "device", "claim"))
