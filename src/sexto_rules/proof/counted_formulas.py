"""Conditions on incidents of which everything is known: formulas that are true or false.

A formula tests variables (a fact, a role, an act of the journal), says that somebody or some device
listed shows something, or that two persons are years apart. Putting a value in makes it shorter;
formulas that come out alike are equal, so that they are counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from attrs import field, frozen

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import Of

__all__ = [
    "Apart",
    "Formula",
    "Joined",
    "Listed",
    "Opposite",
    "Size",
    "Test",
    "Value",
    "Variable",
    "assigned",
    "both",
    "either",
    "opposite",
    "parts_of",
    "replaced",
    "test_of",
    "tests_of",
]

Value: TypeAlias = str | bool | int


@frozen
class Size:
    """How many persons and devices an incident lists."""

    persons: int
    devices: int


@frozen(cache_hash=True)
class Variable:
    """What has one of a few values. The holder of a device is a person here too."""

    of: Of
    name: str
    values: tuple[Value, ...] = field(default=(True, False), eq=False)

    @property
    def path(self) -> str:
        """The name as an author would write it."""
        return self.name if self.of is Of.INCIDENT else f"{self.of}.{self.name}"


@frozen(cache_hash=True)
class Test:
    """The variable has one of these values: some of those it can have, not all."""

    variable: Variable
    values: frozenset[Value]


@frozen(cache_hash=True)
class Listed:
    """Some listed person or device shows the body, which tests nothing but that one."""

    entity: Entity
    body: Formula


@frozen(cache_hash=True)
class Apart:
    """Two persons, one depicted and both involved, are so many years apart."""

    years: int


@frozen(cache_hash=True)
class Joined:
    """All of the parts (`both`), or some of them; in an order that is always the same."""

    both: bool
    among: frozenset[Formula]
    parts: tuple[Formula, ...] = field(eq=False)


@frozen(cache_hash=True)
class Opposite:
    """Not the body, which is a sentence about what is listed."""

    body: Listed | Apart


Formula: TypeAlias = bool | Test | Listed | Apart | Joined | Opposite


def both(parts: Iterable[Formula]) -> Formula:
    """Return that all of them hold."""
    return _joined(parts, is_both=True)


def either(parts: Iterable[Formula]) -> Formula:
    """Return that some of them holds."""
    return _joined(parts, is_both=False)


def _joined(parts: Iterable[Formula], *, is_both: bool) -> Formula:
    found: dict[Formula, None] = {}
    for part in parts:
        if isinstance(part, bool):
            if part is not is_both:
                return part
        elif isinstance(part, Joined) and part.both is is_both:
            found.update(dict.fromkeys(part.parts))
        else:
            found[part] = None
    if len(found) > 1:
        return Joined(is_both, frozenset(found), tuple(found))
    return next(iter(found), is_both)


def test_of(variable: Variable, values: Iterable[Value]) -> Formula:
    """Return that the variable has one of these values."""
    among = frozenset(values) & frozenset(variable.values)
    if not among or len(among) == len(variable.values):
        return bool(among)
    return Test(variable, among)


def opposite(formula: Formula) -> Formula:
    """Return that the formula does not hold; only sentences about the listed keep a `not`."""
    match formula:
        case bool():
            return not formula
        case Test(variable, values):
            return Test(variable, frozenset(variable.values) - values)
        case Joined(is_both, _, parts):
            return _joined(map(opposite, parts), is_both=not is_both)
        case Opposite(body):
            return body
        case _:
            return Opposite(formula)


def assigned(formula: Formula, variable: Variable, value: Value) -> Formula:
    """Return the formula where the variable has the value."""
    match formula:
        case Test() if formula.variable == variable:
            return value in formula.values
        case Joined(is_both, _, parts):
            return _joined((assigned(each, variable, value) for each in parts), is_both=is_both)
        case _:
            return formula


def replaced(formula: Formula, instead: Callable[[Formula], Formula]) -> Formula:
    """Return the formula with something else for each of its tests and sentences."""
    match formula:
        case Joined(is_both, _, parts):
            return _joined((replaced(each, instead) for each in parts), is_both=is_both)
        case Opposite(body):
            return opposite(instead(body))
        case bool():
            return formula
        case _:
            return instead(formula)


def parts_of(formula: Formula) -> Iterator[Test | Listed | Apart]:
    """Yield its tests and sentences; not what the body of a sentence tests."""
    match formula:
        case Joined(_, _, parts):
            for each in parts:
                yield from parts_of(each)
        case Opposite(body):
            yield body
        case bool():
            return
        case _:
            yield formula


def tests_of(formula: Formula) -> Iterator[Test]:
    """Yield its tests; not those of the body of a sentence."""
    return (each for each in parts_of(formula) if isinstance(each, Test))
