"""The conditions of the language as plain data.

A closed union: match on it and end with `assert_never`. A condition has no method that
evaluates it; what it means is in `reference`. Facts computed from the lists
(`adult_involved`, `youngest_depicted_age`, `oldest_involved_age`) are written out by
`authoring` in terms of these nodes, only `largest_age_gap` has a node of its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeAlias

from attrs import field, frozen

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.facts.ages import AgeSet
from sexto_rules.facts.vocabulary import Entity, Role

__all__ = [
    "ALWAYS",
    "AgeTest",
    "All",
    "AnyOf",
    "ClassTest",
    "ConclusionTest",
    "Condition",
    "DoneTest",
    "FactRef",
    "FactStatus",
    "GapTest",
    "Modal",
    "Mode",
    "Not",
    "Of",
    "Quantified",
    "Quantifier",
    "RoleTest",
    "ValueTest",
]


class Of(StrEnum):
    """To whom or what a fact belongs, seen from where the condition stands."""

    INCIDENT = "incident"
    ANSWERS = "answers"
    PERSON = "person"
    DEVICE = "device"
    HOLDER = "holder"


@frozen
class FactRef:
    """A fact as a condition names it: `blackmail`, `person.age`, `device.holder.roles`.

    `HOLDER` is the holder of the device the condition is about; its `name` is a person's attribute.
    """

    of: Of
    name: str

    def __str__(self) -> str:
        """The name as an author would write it."""
        match self.of:
            case Of.INCIDENT:
                return self.name
            case Of.HOLDER:
                return f"device.holder.{self.name}"
            case _:
                return f"{self.of}.{self.name}"


class Quantifier(StrEnum):
    """How many of the listed (and possibly unlisted) entities."""

    SOME = "some"
    EVERY = "every"
    NONE = "none"


class Mode(StrEnum):
    """What is asked about the truth value itself; the answer is never unknown."""

    POSSIBLY = "possibly"
    CERTAINLY = "certainly"
    UNKNOWN = "unknown"
    KNOWN = "known"
    CANNOT_SAY = "cannot_say"


STATUS_MODES: Final = frozenset({Mode.UNKNOWN, Mode.KNOWN, Mode.CANNOT_SAY})


@frozen
class ValueTest:
    """The fact (bool, choice, region, answer) has one of these values."""

    fact: FactRef
    values: frozenset[str | bool]
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class AgeTest:
    """The age of the person (`Of.PERSON`) or of the holder (`Of.HOLDER`) is in the set.

    `adult: yes` is an age test too: 18 or over.
    """

    of: Of
    ages: AgeSet
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class RoleTest:
    """The person (or the holder) has one of these roles."""

    of: Of
    roles: frozenset[Role]
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class GapTest:
    """Two different persons, one depicted and both involved, are at least `years` apart."""

    years: int
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class DoneTest:
    """The journal has one of these acts; with `of`, done to that person or device."""

    acts: frozenset[str]
    of: Of = Of.INCIDENT
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class ConclusionTest:
    """The named conclusion holds (of this entity where it is one per entity)."""

    conclusion: str
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class ClassTest:
    """The class of the incident is one of these."""

    classes: frozenset[str]
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class FactStatus:
    """Whether a fact is unknown, known, or one that nobody can say (one of those modes).

    `name` may be any attribute, also `roles` (known when every role is) and `age`
    (known when only one age is possible).
    """

    fact: FactRef
    mode: Mode
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Modal:
    """A question about the value of a condition; the answer is never unknown."""

    mode: Mode
    body: Condition
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Quantified:
    """`some`, `every` or `none` of the persons or devices.

    In the body, `Of.PERSON` (or `Of.DEVICE`) is that entity.
    """

    quantifier: Quantifier
    entity: Entity
    body: Condition
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Not:
    """The body swapped."""

    body: Condition
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class All:
    """The least of the parts; with no parts, true."""

    parts: tuple[Condition, ...]
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class AnyOf:
    """The greatest of the parts; with no parts, false."""

    parts: tuple[Condition, ...]
    place: Place = field(default=NOWHERE, eq=False, repr=False)


Condition: TypeAlias = (
    ValueTest
    | AgeTest
    | RoleTest
    | GapTest
    | DoneTest
    | ConclusionTest
    | ClassTest
    | FactStatus
    | Modal
    | Quantified
    | Not
    | All
    | AnyOf
)

ALWAYS: Final = All(())
"""The condition of an entry that has no `when`."""
