"""The Program: what a protocol asks of an incident, as positive clauses in strata.

Everything an engine needs and nothing it must interpret. A *literal* is a statement that
holds or does not hold, of the incident or of each person or device (its `entity`; None: the
incident). *Base* literals state one fact and are read off the incident by `observe`; the
others are *derived*: they hold when the body of one of their clauses does, or when an
aggregate over the listed entities does. There is no negation: where one is meant,
it is a literal of its own.

Rows: persons (or devices) are the rows of an entity, in the listed order; while the list is
open one more row, the last, is the *blank*: an entity of which nothing is known. So a literal
of an entity is a column of bits, bit *i* for row *i*; a literal of the incident is 0 or 1.
An incident literal in the body of an entity's clause counts for every row.

A literal is named by its index in `Program.literals`. Two processes lower one protocol to
the same Program and the same digest.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from sexto_rules.facts.ages import AgeSet
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import FactRef, Of

__all__ = [
    "AgeSettled",
    "AgesMeet",
    "AgesWithin",
    "Aggregate",
    "Clause",
    "Constant",
    "Done",
    "FactIs",
    "GapIs",
    "Literal",
    "Over",
    "Program",
    "Rails",
    "Reading",
    "Stage",
]


@frozen
class FactIs:
    """The fact is known and in `values` (with `outside`: known and not in them), or else ...

    ... `unknown` allows that it is unknown and somebody may still say, `cannot_say` that
    nobody can. One role is the fact `roles.sharer`. `adult` and `in_hand` are the effective
    values; `age` is asked only with no values, and is known when one age is possible.
    """

    fact: FactRef
    values: frozenset[str | bool] = frozenset()
    outside: bool = False
    unknown: bool = False
    cannot_say: bool = False


@frozen
class AgesWithin:
    """Every possible age of the person (or holder) is in the set."""

    of: Of
    ages: AgeSet


@frozen
class AgesMeet:
    """Some possible age of the person (or holder) is in the set."""

    of: Of
    ages: AgeSet


@frozen
class AgeSettled:
    """Nothing more can be learned of the age (`settled`), or something can."""

    of: Of
    settled: bool


@frozen
class GapIs:
    """The test on the largest age gap is true, or false, or unknown: one of those allowed here."""

    years: int
    true: bool = False
    unknown: bool = False
    false: bool = False


@frozen
class Done:
    """The journal has one of the acts (to the entity, where `of` is one), or has none of them."""

    of: Of
    acts: frozenset[str]
    done: bool


@frozen
class Constant:
    """Holds always, or never: of the incident, or of every row of the entity."""

    entity: Entity | None
    value: bool


Reading: TypeAlias = FactIs | AgesWithin | AgesMeet | AgeSettled | GapIs | Done | Constant
"""What a base literal states."""


@frozen
class Literal:
    """A statement: its name for people, whose it is, and what it reads (None: derived)."""

    name: str
    entity: Entity | None
    reading: Reading | None = None


@frozen
class Clause:
    """The head holds where every literal of the body does; the body is sorted, never empty."""

    head: int
    body: tuple[int, ...]


class Over(StrEnum):
    """How many rows must have the literal for the aggregate to hold."""

    SOME = "some"
    EVERY = "every"


@frozen
class Aggregate:
    """The head (of the incident) holds when `over` of the rows have `literal`.

    `blank` says whether the blank row counts; without it only the listed ones do.
    No rows: `some` does not hold, `every` does.
    """

    head: int
    over: Over
    literal: int
    entity: Entity
    blank: bool


@frozen
class Stage:
    """One stratum: its aggregates, then the clauses of the incident, then those of the rows.

    Aggregates count literals that are base or of earlier stages. Clauses of one head stand
    together, after the clauses of every literal in their bodies; those of persons and devices
    may use incident literals of this stage, never each other's.
    """

    aggregates: tuple[Aggregate, ...] = ()
    incident: tuple[Clause, ...] = ()
    person: tuple[Clause, ...] = ()
    device: tuple[Clause, ...] = ()


@frozen
class Rails:
    """The four literals of one condition: of the first two exactly one holds, so of the last two.

    `true` implies `not_false`. All four are literals of `entity`: None gives the condition one
    value, else it has one per row.
    """

    name: str
    entity: Entity | None
    true: int
    not_true: int
    false: int
    not_false: int


@frozen(kw_only=True)
class Program:
    """A lowered protocol.

    `literals`: first the `base` ones (incident, persons, devices), then the derived ones, by
    stage. `classes` and `directives` are in the order of the `DayProtocol`.
    `digest` is `sha256:` and the hash of all the rest.
    """

    literals: tuple[Literal, ...] = field(repr=False)
    base: int
    stages: tuple[Stage, ...] = field(repr=False)
    classes: tuple[Rails, ...] = field(repr=False)
    directives: tuple[Rails, ...] = field(repr=False)
    digest: str
