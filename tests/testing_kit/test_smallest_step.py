"""A step of learning made small: less is known before and after, and the same is learned."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from attrs import evolve

from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.known import ages_of
from sexto_rules.sampling import EVERYTHING, RandomDraw, learn, learnable, sample_incident
from sexto_rules.sampling.nearby import with_less_of_both
from sexto_rules.sampling.smallest import smallest_step

KNOWN = Incident(
    blackmail=True,
    persons=[
        Person(id="p1", age=13, pupil=True, roles={"depicted": True, "sharer": False}),
        Person(id="p2", roles=["witness"]),
    ],
    devices=[Device(id="d1", holder="p1", connected=True)],
    done=[
        JournalEntry(act="tell_lead"),
        JournalEntry(act="secure_device", target="d1", at=datetime(2026, 1, 15, tzinfo=UTC)),
    ],
    cannot_say=["coerced", "persons.p1.at_risk"],
)


def steps(count: int) -> Iterator[tuple[Incident, Incident]]:
    """Yield incidents, each with one that tells one thing more."""
    for number in range(count):
        rng = random.Random(f"step-{number}")  # noqa: S311 - no secret
        before = sample_incident(rng)
        draw = RandomDraw(rng)
        if paths := learnable(before, EVERYTHING):
            yield before, learn(draw, before, draw.choose(paths), EVERYTHING)


def test_nothing_is_left_but_what_shows_it() -> None:
    """Persons, facts, the journal and what nobody can say go, before and after alike."""
    after = evolve(KNOWN, coerced=True, cannot_say=["persons.p1.at_risk"])
    small = smallest_step(KNOWN, after, lambda _, now: now.coerced is True)
    assert small == (Incident(), Incident(coerced=True))
    told = smallest_step(KNOWN, after, lambda was, now: bool(was.done) and now.coerced is True)
    assert told[0] == Incident(done=[JournalEntry(act="tell_lead")])
    assert told[1] == evolve(told[0], coerced=True)


def test_of_who_is_listed_now_little_is_told() -> None:
    """What only the later incident tells is left out there alone."""
    new = Person(id="p3", pupil=True, at_risk=False, roles=["sharer"])
    after = evolve(KNOWN, persons=[*KNOWN.persons, new])
    assert smallest_step(KNOWN, after, lambda _, now: len(now.persons) == 3) == (
        Incident(persons=[Person(id="p1"), Person(id="p2")]),
        Incident(persons=[Person(id="p1"), Person(id="p2"), Person(id="p3")]),
    )


def test_what_becomes_narrower_is_kept() -> None:
    """An age that is told more closely is what was learned: it stays on both sides."""
    persons = [evolve(KNOWN.persons[0], age=AgeRange(12, 15)), KNOWN.persons[1]]
    before = evolve(KNOWN, persons=persons)

    def is_narrower(was: Incident, now: Incident) -> bool:
        return [each.age for each in was.persons] != [each.age for each in now.persons]

    small = smallest_step(before, KNOWN, is_narrower)
    assert small == (
        Incident(persons=[Person(id="p1", age=AgeRange(12, 15))]),
        Incident(persons=[Person(id="p1", age=13)]),
    )


def test_a_smaller_step_learns_too() -> None:
    """No age becomes possible by leaving out why it was not: the step would forget."""
    claimed = Incident(persons=[Person(id="p1", age=14, adult_suspected=True)])
    adult = Incident(persons=[Person(id="p1", adult=True, adult_suspected=True)])
    small = smallest_step(claimed, adult, lambda was, now: was != now)
    for step in with_less_of_both(claimed, adult):
        assert step != (claimed, adult)
    assert not ages_of(small[1].persons[0]) & ~ages_of(small[0].persons[0])


def test_every_smaller_step_tells_less_and_takes_nothing_back() -> None:
    """Of steps at random: facts that are told before are told after, and no list shrinks."""
    seen = 0
    for before, after in steps(20):
        for was, now in with_less_of_both(before, after):
            seen += 1
            assert (was, now) != (before, after)
            assert {each.id for each in was.persons} <= {each.id for each in now.persons}
            assert was.done == now.done[: len(was.done)]
            assert was.blackmail in {UNKNOWN, now.blackmail}
            assert set(was.answers) <= set(now.answers)
    assert seen > 200
