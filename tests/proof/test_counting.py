"""The shares of the classes are those that deciding every single incident finds."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any, Final

import pytest

from proof.countable import (
    ALL_AGES,
    BLACKMAIL,
    COERCED,
    GRID,
    MOVES,
    ROLES,
    Conditions,
    counted,
    day_of,
    has,
    held,
    incidents,
    some,
)
from proof.pinned import AMOUNTS, rng_of
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import age_set, ages_from
from sexto_rules.facts.vocabulary import AGES, INVOLVED_ROLES, Entity, Role
from sexto_rules.proof.counted_by_sample import bounds
from sexto_rules.proof.counting import CONFIDENCE, Size, count_classes
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    DoneTest,
    FactRef,
    GapTest,
    Not,
    Of,
    Quantified,
    Quantifier,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.reference import possible_classes
from support.build import conclusion
from support.shipped import shipped


@pytest.mark.parametrize("seed", range(AMOUNTS.protocols))
@pytest.mark.parametrize("size", [Size(0, 0), Size(1, 0), Size(1, 1), Size(2, 1)], ids=str)
def test_shares_are_those_of_deciding_every_incident(size: Size, seed: int) -> None:
    """Whatever the classes and the condition say, with exact fractions."""
    write = Conditions(rng_of(f"counting {size} {seed}"), ages=size == ALL_AGES)
    whole = conclusion("whole", AnyOf((BLACKMAIL, some(Entity.PERSON, has(Role.SHARER)))))
    someone = conclusion("someone", All((has(*ROLES), COERCED)), for_each=Entity.PERSON)
    day = day_of(write.of_incident(3), write.of_incident(3), None, conclusions=(whole, someone))
    where = AnyOf((write.of_incident(2), ClassTest(frozenset({"c1"}))))
    expected = counted(day, where, incidents(size))
    counts = count_classes(day, size, where)
    assert counts.sample is None
    assert bool(counts.classes) is bool(expected[""])
    for name, share in counts.classes.items():
        assert share.share == Fraction(expected[name], expected[""])


def test_ages_of_two_are_compared() -> None:
    """One depicted, both involved: each pair of ages, and each set of roles, counts alike."""
    involved = 1 - Fraction(1, 2 ** len(INVOLVED_ROLES))
    neither_depicted = (involved - Fraction(1, 2)) ** 2
    pairs = involved**2 - neither_depicted
    for years in (0, 5):
        gaps = sum(abs(one - other) >= years for one, other in product(AGES, repeat=2))
        counts = count_classes(day_of(GapTest(years), None), Size(2, 0))
        assert counts.classes["c0"].share == pairs * Fraction(gaps, len(AGES) ** 2)


def test_ages_are_compared_in_what_is_drawn() -> None:
    """The bounds hold the exact share."""
    day = day_of(GapTest(5), None)
    exact = count_classes(day, Size(2, 0)).classes["c0"].share
    drawn = count_classes(day, Size(2, 0), steps=0, drawn=3_000).classes["c0"]
    assert drawn.at_least <= exact <= drawn.at_most


def test_nobody_is_years_apart_from_himself() -> None:
    """Not even none: it takes two."""
    counts = count_classes(day_of(GapTest(0), None), Size(1, 0))
    assert counts.classes["c0"].share == 0


def test_ages_of_three_are_compared() -> None:
    """Whoever of them it is; here all are newborn or very old, so that not much is counted."""
    involved = len(INVOLVED_ROLES)
    sharer = All((has(*INVOLVED_ROLES), Not(has(Role.DEPICTED))))
    few = AgeTest(Of.PERSON, age_set([0, 119, 120]))
    where = All((some(Entity.PERSON, sharer), Quantified(Quantifier.EVERY, Entity.PERSON, few)))
    counts = count_classes(day_of(GapTest(120), None), Size(3, 0), where)
    kinds = {"depicted": 2 ** (involved - 1), "other": 2 ** (involved - 1) - 1, "none": 1}
    found = {True: 0, False: 0}
    for three in product(product(kinds, (0, 119, 120)), repeat=3):
        weight = 1
        for kind, _ in three:
            weight *= kinds[kind]
        if "other" in {kind for kind, _ in three}:
            apart = any(
                one[0] == "depicted" and other[0] != "none" and abs(one[1] - other[1]) == 120
                for one, other in product(three, repeat=2)
            )
            found[apart] += weight
    assert counts.classes["c0"].share == Fraction(found[True], found[True] + found[False])


def test_the_journal_agrees_with_whose_hands_it_is_in() -> None:
    """A device last handed over is not in hand: no incident that says so is counted."""
    secured, handed = (DoneTest(frozenset({act}), Of.DEVICE) for act in MOVES)
    day = day_of(
        some(Entity.DEVICE, All((secured, held("in_hand")))),
        some(Entity.DEVICE, AnyOf((handed, held("in_hand")))),
        None,
    )
    states = [
        (moves, in_hand)
        for moves in ((), MOVES[:1], MOVES[1:], MOVES, MOVES[::-1])
        for in_hand in ([moves[-1] == MOVES[0]] if moves else [True, False])
    ]
    found: Counter[str] = Counter()
    for moves, in_hand in states:
        incident = Incident(
            persons=[Person(id="p1")],
            devices=[Device(id="d1", holder="p1", in_hand=in_hand)],
            done=[JournalEntry(act=act, target="d1") for act in moves],
            persons_complete=True,
            devices_complete=True,
        )
        found.update(possible_classes(day, incident))
    counts = count_classes(day, Size(1, 1))
    assert counts.incidents == len(states)
    assert {name: share.share for name, share in counts.classes.items()} == {
        name: Fraction(found[name], len(states)) for name in ("c0", "c1", "c2")
    }


def test_bounds_hold_as_often_as_they_say() -> None:
    """For every share and any number drawn, by the binomial distribution itself."""
    for drawn in (1, 7, 40):
        pairs = [bounds(found, drawn, CONFIDENCE) for found in range(drawn + 1)]
        for share in (k / 50 for k in range(51)):
            caught = sum(
                comb(drawn, found) * share**found * (1 - share) ** (drawn - found)
                for found, (low, high) in enumerate(pairs)
                if low <= share <= high
            )
            assert caught >= CONFIDENCE - 1e-9
        assert all(low <= found / drawn <= high for found, (low, high) in enumerate(pairs))
    low, high = bounds(100, 200, CONFIDENCE)
    assert 0.37 < low < high < 0.63
    assert bounds(0, 0, CONFIDENCE) == (0.0, 1.0)


@pytest.mark.parametrize("size", [Size(1, 1), Size(3, 2)], ids=str)
def test_drawn_shares_keep_within_their_bounds(size: Size) -> None:
    """Where exact counting is not allowed a step, the bounds hold the exact share."""
    sharer = some(Entity.DEVICE, All((has(Role.SHARER, of=Of.HOLDER), held("connected"))))
    day = day_of(COERCED, AnyOf((All((BLACKMAIL, GRID)), sharer)), None)
    where = Not(some(Entity.PERSON, All((has(Role.DEPICTED), BLACKMAIL))))
    exact = count_classes(day, size, where)
    drawn = count_classes(day, size, where, steps=0, drawn=3_000)
    assert exact.sample is None
    assert drawn.sample is not None
    assert 0 < drawn.sample.matching < drawn.sample.drawn == 3_000
    assert drawn.matching.at_least <= exact.matching.share <= drawn.matching.at_most
    for name, share in drawn.classes.items():
        assert share.at_least <= exact.classes[name].share <= share.at_most
        assert share.at_most - share.at_least < 0.12
    assert drawn == count_classes(day, size, where, steps=0, drawn=3_000)


def test_incidents_settled_as_no_class_are_left_over() -> None:
    """Without an `otherwise` the shares lack what no class takes."""
    counts = count_classes(day_of(BLACKMAIL, COERCED), Size(0, 0))
    assert [each.share for each in counts.classes.values()] == [Fraction(1, 2), Fraction(1, 4)]
    assert counts.read == ("blackmail", "coerced")
    assert counts.incidents == 4


def test_without_such_an_incident_there_is_no_share() -> None:
    """No person can hold the device; or none satisfies the condition."""
    day = day_of(BLACKMAIL, None)
    assert count_classes(day, Size(0, 1)).incidents == 0
    assert not count_classes(day, Size(0, 1)).classes
    never = count_classes(day, Size(1, 0), All((BLACKMAIL, Not(BLACKMAIL))))
    assert never.matching.share == 0
    assert not never.classes


def test_a_person_and_a_device_more_reach_more_signs() -> None:
    """The Québec protocol is counted exactly; a class given takes everything."""
    made = shipped("ca-qc-sexto")
    day = on(made, made.date)
    for size in (Size(1, 0), Size(1, 1)):
        counts = count_classes(day, size)
        assert counts.sample is None
        assert sum(each.share for each in counts.classes.values()) == 1
        alone = count_classes(day, Size(0, 0)).classes["signs_of_malice"].share
        assert alone < counts.classes["signs_of_malice"].share < 1
    given = count_classes(day, Size(1, 0), ClassTest(frozenset({"outside_kit"})))
    assert given.classes["outside_kit"].share == 1
    assert given.matching.share == counts.classes["outside_kit"].share


_NO_SIGN: Final = (
    *("immediate_danger", "self_harm_risk", "blackmail", "threat_to_share", "coerced", "grooming"),
    *("staff_member_accused", "recorded_without_knowledge", "synthetic", "assault_shown"),
    *("intent_to_harm", "for_profit", "repeated"),
)


def test_two_persons_of_the_shipped_protocol_are_as_the_reference_decides() -> None:
    """Where only the two persons can be a sign, drawn and decided one by one."""
    made = shipped("ca-qc-sexto")
    day = on(made, made.date)
    facts: dict[str, Any] = {
        **dict.fromkeys(_NO_SIGN, False),
        "content": "nude",
        "distribution": "one_person",
        "setting": "secondary",
        "partner_agreement": True,
        "trained_responder_available": True,
    }
    told = [
        ValueTest(FactRef(Of.INCIDENT, name), frozenset({value})) for name, value in facts.items()
    ]
    online = ValueTest(FactRef(Of.ANSWERS, "known_only_online"), frozenset({False}))
    few = (Role.DEPICTED, Role.RECIPIENT)
    others = has(*(set(Role) - set(few) - {Role.WITNESS, Role.REPORTER}))
    young = AgeTest(Of.PERSON, ages_from(8, 20))
    known = All((young, Not(others)))
    where = All((*told, online, Quantified(Quantifier.EVERY, Entity.PERSON, known)))
    rng, drawn = rng_of("two persons"), 1_500
    found: Counter[str] = Counter()
    for _ in range(drawn):
        persons = [_drawn_person(rng, f"p{index}", few) for index in range(2)]
        incident = Incident(
            **facts,
            answers={"known_only_online": False},
            persons=persons,
            persons_complete=True,
            devices_complete=True,
        )
        found.update(possible_classes(day, incident))
    counts = count_classes(day, Size(2, 0), where)
    assert counts.sample is None
    for name, share in counts.classes.items():
        low, high = bounds(found[name], drawn, 0.9999)
        assert low <= share.share <= high
        assert share.share > Fraction(1, 100)


def _drawn_person(rng: random.Random, name: str, roles: tuple[Role, ...]) -> Person:
    age = rng.randrange(8, 20)
    return Person(
        id=name,
        roles={role: role in roles and rng.random() < 0.5 for role in Role},
        age=age,
        adult=age >= 18,
        pupil=True,
        adult_suspected=rng.random() < 0.5,
        capacity_concern=rng.random() < 0.5,
        position_of_trust=rng.random() < 0.5,
    )
