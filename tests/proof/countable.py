"""Small incidents of every kind, and random conditions on what tells them apart."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Final, TypeAlias

from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import AGES, Entity, Role
from sexto_rules.proof.counting import Size
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
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
from support.build import klass, protocol, yes

__all__ = [
    "ALL_AGES",
    "BLACKMAIL",
    "COERCED",
    "GRID",
    "MOVES",
    "ROLES",
    "Conditions",
    "counted",
    "day_of",
    "has",
    "held",
    "incidents",
    "some",
]

BLACKMAIL, COERCED = yes("blackmail"), yes("coerced")
GRID: Final = DoneTest(frozenset({"complete_grid"}))
ROLES: Final = (Role.DEPICTED, Role.SHARER)
ALL_AGES: Final = Size(1, 0)
"""The size of the incidents in which the one person has every age."""

MOVES: Final = ("secure_device", "hand_over_device")


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
        for roles in ((), (Role.DEPICTED,), (Role.SHARER,), ROLES)
        for age in (AGES if size == ALL_AGES else (9, 30))
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
            lambda: has(self._rng.choice(ROLES)),
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
            lambda: has(self._rng.choice(ROLES), of=Of.HOLDER),
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
