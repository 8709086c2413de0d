"""The shares of the classes are those that deciding every single incident finds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from math import comb
from typing import Final, TypeAlias

import pytest

from proof.pinned import AMOUNTS, rng_of
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import age_set, ages_from
from sexto_rules.facts.vocabulary import AGES, INVOLVED_ROLES, Entity, Role
from sexto_rules.library import load_protocol
from sexto_rules.proof.counted_by_sample import bounds
from sexto_rules.proof.counting import CONFIDENCE, Size, count_classes
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import evaluate, possible_classes
from support.build import conclusion, klass, protocol, yes

BLACKMAIL, COERCED = yes("blackmail"), yes("coerced")
GRID: Final = DoneTest(frozenset({"complete_grid"}))
_ROLES: Final = (Role.DEPICTED, Role.SHARER)
_ALL_AGES: Final = Size(1, 0)
"""The size of the incidents in which the one person has every age."""

_MOVES: Final = ("secure_device", "hand_over_device")


_Write: TypeAlias = Callable[[], Condition]


def has(*roles: Role, of: Of = Of.PERSON) -> RoleTest:
    """That the person has one of the roles."""
    return RoleTest(of, frozenset(roles))


def held(name: str) -> ValueTest:
    """The fact of a device is yes."""
    return ValueTest(FactRef(Of.DEVICE, name), frozenset({True}))


def some(entity: Entity, body: Condition) -> Quantified:
    """Somebody listed shows it."""
    return Quantified(Quantifier.SOME, entity, body)


def day_of(*classes: Condition | None, **parts: object) -> DayProtocol:
    """A protocol with classes `c0`, `c1` and so on."""
    named = tuple(klass(f"c{index}", when) for index, when in enumerate(classes))
    made = protocol(classes=named, **parts)
    return on(made, made.date)


def people(size: Size) -> Iterator[tuple[Person, ...]]:
    """Every list of so many persons who differ in two roles and an age; other roles are told."""
    kinds = [
        ({role: role in roles for role in Role}, age)
        for roles in ((), (Role.DEPICTED,), (Role.SHARER,), _ROLES)
        for age in (AGES if size == _ALL_AGES else (9, 30))
    ]
    for listed in product(kinds, repeat=size.persons):
        yield tuple(
            Person(id=f"p{index}", roles=roles, age=age, adult=age >= 18)
            for index, (roles, age) in enumerate(listed)
        )


def incidents(size: Size) -> Iterator[Incident]:
    """Every incident of the size that differs in what the random conditions below can read."""
    yes_no = (True, False)
    for persons in people(size):
        kinds = list(product(persons, yes_no, yes_no))
        for held_devices in product(kinds, repeat=size.devices):
            devices = tuple(
                Device(id=f"d{index}", holder=holder.id, connected=connected, may_hold_material=may)
                for index, (holder, connected, may) in enumerate(held_devices)
            )
            for blackmail, coerced, grid in product(yes_no, repeat=3):
                yield Incident(
                    blackmail=blackmail,
                    coerced=coerced,
                    done=[JournalEntry(act="complete_grid")] if grid else [],
                    persons=persons,
                    devices=devices,
                    persons_complete=True,
                    devices_complete=True,
                )


def counted(day: DayProtocol, where: Condition, each: Iterator[Incident]) -> Counter[str]:
    """Decide every incident on the reference; `""` counts those that satisfy the condition."""
    found: Counter[str] = Counter()
    for incident in each:
        if evaluate(where, day, incident) is Truth.TRUE:
            found.update(["", *possible_classes(day, incident)])
    return found


class Conditions:
    """Random conditions; ages are tested only where every age is counted."""

    def __init__(self, rng: random.Random, *, ages: bool) -> None:
        """Make it."""
        self._rng = rng
        self._ages = ages

    def of_incident(self, depth: int) -> Condition:
        """Return a condition on the incident."""
        leaves: list[_Write] = [
            self._of_whole,
            lambda: self._quantified(depth),
            lambda: self._quantified(depth),
        ]
        return self._joined(depth, leaves, self.of_incident)

    def of_person(self, depth: int) -> Condition:
        """Return a condition on a person."""
        leaves: list[_Write] = [
            lambda: has(self._rng.choice(_ROLES)),
            lambda: ConclusionTest("someone"),
            lambda: self.of_incident(0),
        ]
        if self._ages:
            leaves.append(lambda: AgeTest(Of.PERSON, ages_from(self._rng.choice([12, 18]))))
        return self._joined(depth, leaves, self.of_person)

    def of_device(self, depth: int) -> Condition:
        """Return a condition on a device."""
        leaves: list[_Write] = [
            lambda: held(self._rng.choice(["connected", "may_hold_material"])),
            lambda: has(self._rng.choice(_ROLES), of=Of.HOLDER),
            lambda: self.of_incident(0),
        ]
        return self._joined(depth, leaves, self.of_device)

    def _of_whole(self) -> Condition:
        leaves: list[Condition] = [BLACKMAIL, COERCED, GRID]
        return self._rng.choice([*leaves, ConclusionTest("whole")])

    def _quantified(self, depth: int) -> Condition:
        quantifier = self._rng.choice(list(Quantifier))
        if self._rng.random() < 0.6:
            return Quantified(quantifier, Entity.PERSON, self.of_person(depth - 1))
        return Quantified(quantifier, Entity.DEVICE, self.of_device(depth - 1))

    def _joined(
        self,
        depth: int,
        leaves: list[_Write],
        part: Callable[[int], Condition],
    ) -> Condition:
        if depth < 0:
            return self._of_whole()
        if depth == 0 or self._rng.random() < 0.3:
            return self._rng.choice(leaves)()
        parts = (part(depth - 1), part(depth - 1))
        choices: list[Condition] = [All(parts), AnyOf(parts), Not(All(parts))]
        joined = self._rng.choice(choices)
        if self._rng.random() < 0.2:
            return Modal(self._rng.choice([Mode.POSSIBLY, Mode.KNOWN, Mode.UNKNOWN]), joined)
        return joined


@pytest.mark.parametrize("seed", range(AMOUNTS.protocols))
@pytest.mark.parametrize("size", [Size(0, 0), Size(1, 0), Size(1, 1), Size(2, 1)], ids=str)
def test_shares_are_those_of_deciding_every_incident(size: Size, seed: int) -> None:
    """Whatever the classes and the condition say, with exact fractions."""
    write = Conditions(rng_of(f"counting {size} {seed}"), ages=size == _ALL_AGES)
    whole = conclusion("whole", AnyOf((BLACKMAIL, some(Entity.PERSON, has(Role.SHARER)))))
    someone = conclusion("someone", All((has(*_ROLES), COERCED)), for_each=Entity.PERSON)
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
    secured, handed = (DoneTest(frozenset({act}), Of.DEVICE) for act in _MOVES)
    day = day_of(
        some(Entity.DEVICE, All((secured, held("in_hand")))),
        some(Entity.DEVICE, AnyOf((handed, held("in_hand")))),
        None,
    )
    states = [
        (moves, in_hand)
        for moves in ((), _MOVES[:1], _MOVES[1:], _MOVES, _MOVES[::-1])
        for in_hand in ([moves[-1] == _MOVES[0]] if moves else [True, False])
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
    made = load_protocol("ca-qc-sexto")
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
