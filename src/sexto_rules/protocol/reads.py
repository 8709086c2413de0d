"""Which facts a condition reads, as a protocol names them, whatever is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.errors import Place
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    Condition,
    FactRef,
    FactStatus,
    GapTest,
    Of,
    Quantified,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.walk import walk

__all__ = ["AGE_FACTS", "LIST_FACTS", "facts_read"]

AGE_FACTS: Final = ("age", "adult", "adult_suspected")
"""The facts of a person that together say what is known of an age."""

LIST_FACTS: Final = {
    Entity.PERSON: FactRef(Of.INCIDENT, "persons_complete"),
    Entity.DEVICE: FactRef(Of.INCIDENT, "devices_complete"),
}
"""The fact that says that a list is complete."""


def facts_read(condition: Condition) -> Iterator[tuple[FactRef, Place]]:
    """Yield the facts that a condition reads itself, with where, in order."""
    for node in walk(condition):
        match node:
            case ValueTest(fact) | FactStatus(fact):
                yield from ((each, node.place) for each in _with_holder(fact))
            case AgeTest(of):
                yield from ((each, node.place) for each in _with_holder(FactRef(of, "age")))
            case RoleTest(of):
                yield from ((each, node.place) for each in _with_holder(FactRef(of, "roles")))
            case Quantified(_, entity):
                yield LIST_FACTS[entity], node.place
            case GapTest():
                for name in ("roles", *AGE_FACTS):
                    yield FactRef(Of.PERSON, name), node.place
                yield LIST_FACTS[Entity.PERSON], node.place
            case _:
                pass


def _with_holder(fact: FactRef) -> Iterator[FactRef]:
    """Yield the facts that a fact is found by: a holder's by who holds the device."""
    of = fact.of
    if of is Of.HOLDER:
        yield FactRef(Of.DEVICE, "holder")
        of = Of.PERSON
    if of is Of.PERSON and fact.name in {"age", "adult"}:
        yield from (FactRef(of, name) for name in AGE_FACTS)
    else:
        yield FactRef(of, fact.name)
