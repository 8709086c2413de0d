"""Base literals: their one canonical form, their name, and which of them hold always or never.

Two tests that mean the same of a fact must become one literal, else engines read it twice;
so a reading of a fact whose values are all known beforehand is written as a plain set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from sexto_rules.facts.ages import AgeSet, ages_in
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, Role
from sexto_rules.lowering.program import (
    AgeSettled,
    AgesMeet,
    AgesWithin,
    Constant,
    Done,
    FactIs,
    GapIs,
    Reading,
)
from sexto_rules.protocol.conditions import FactRef, Of

__all__ = ["ENTITY_OF", "Domains", "bearer_of", "domains", "name_of", "narrowed", "role_fact"]

Domains = Mapping[FactRef, frozenset[str | bool]]
"""The values of each fact that has no others; a fact that is missing may have any."""

BOOLS: Final[frozenset[str | bool]] = frozenset({True, False})

ENTITY_OF: Final[Mapping[Of, Entity | None]] = {
    Of.INCIDENT: None,
    Of.ANSWERS: None,
    Of.PERSON: Entity.PERSON,
    Of.DEVICE: Entity.DEVICE,
    Of.HOLDER: Entity.DEVICE,
}
"""In whose row a fact is a literal: the holder's facts are in the device's."""

BEARER_OF: Final[Mapping[Entity | None, Of]] = {
    None: Of.INCIDENT,
    Entity.PERSON: Of.PERSON,
    Entity.DEVICE: Of.DEVICE,
}


def role_fact(of: Of, role: Role) -> FactRef:
    """Return the fact that a person (or the holder) has the role."""
    return FactRef(of, f"roles.{role}")


def domains() -> Domains:
    """Return the values of every shared fact that has a closed set of them."""
    closed: dict[FactRef, frozenset[str | bool]] = {}
    owners = {
        None: (Of.INCIDENT,),
        Entity.PERSON: (Of.PERSON, Of.HOLDER),
        Entity.DEVICE: (Of.DEVICE,),
    }
    for entity, specs in FACTS.items():
        for of in owners[entity]:
            for spec in specs.values():
                if spec.kind is FactKind.BOOL:
                    closed[FactRef(of, spec.name)] = BOOLS
                elif spec.kind is FactKind.CHOICE:
                    closed[FactRef(of, spec.name)] = frozenset(spec.values)
    for of in owners[Entity.PERSON]:
        closed.update({role_fact(of, role): BOOLS for role in Role})
    return closed


def narrowed(reading: FactIs, closed: Domains) -> FactIs | bool:
    """Return the canonical form of a reading of a fact; a bool if it holds always or never."""
    domain = closed.get(reading.fact)
    if domain is not None:
        values = domain - reading.values if reading.outside else domain & reading.values
        reading = FactIs(
            reading.fact, values, unknown=reading.unknown, cannot_say=reading.cannot_say
        )
    all_known = reading.values == domain if domain is not None else _is_any(reading)
    if all_known and reading.unknown and reading.cannot_say:
        return True
    if not (reading.values or reading.outside or reading.unknown or reading.cannot_say):
        return False
    return reading


def _is_any(reading: FactIs) -> bool:
    """Whether every value of an open fact is among the reading's."""
    return reading.outside and not reading.values


def bearer_of(reading: Reading) -> Of:
    """Return whose fact it is."""
    match reading:
        case FactIs(fact):
            return fact.of
        case AgesWithin(of) | AgesMeet(of) | AgeSettled(of) | Done(of):
            return of
        case GapIs():
            return Of.INCIDENT
        case Constant(entity):
            return BEARER_OF[entity]
        case _:
            assert_never(reading)


def name_of(reading: Reading) -> str:
    """Return a name for people; no two readings have the same."""
    match reading:
        case FactIs(fact, values, outside, unknown, cannot_say):
            words = sorted(_word(value) for value in values)
            known = [f"not ({' or '.join(words)})" if words else "known"] if outside else words
            rest = ["unknown"] * unknown + ["cannot say"] * cannot_say
            return f"{fact} is {' or '.join([*known, *rest])}"
        case AgesWithin(of, ages):
            return f"{of}.age is certainly {_spans(ages)}"
        case AgesMeet(of, ages):
            return f"{of}.age is possibly {_spans(ages)}"
        case AgeSettled(of, settled):
            return f"{of}.age is {'settled' if settled else 'not settled'}"
        case GapIs(years, true, unknown, false):
            truths = ["true"] * true + ["unknown"] * unknown + ["false"] * false
            return f"a gap of {years} years is {' or '.join(truths)}"
        case Done(of, acts, done):
            return f"{of}: {' or '.join(sorted(acts))} is {'done' if done else 'not done'}"
        case Constant(entity, value):
            return f"{entity or 'incident'}: {'always' if value else 'never'}"
        case _:
            assert_never(reading)


def _word(value: str | bool) -> str:  # noqa: FBT001 - the value of a fact is a bool
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"`{value}`"


def _spans(ages: AgeSet) -> str:
    """Return a set of ages as spans: `0-12, 18-120`."""
    spans: list[list[int]] = []
    for age in ages_in(ages):
        if spans and spans[-1][1] == age - 1:
            spans[-1][1] = age
        else:
            spans.append([age, age])
    return ", ".join(_span(first, last) for first, last in spans) or "none"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
