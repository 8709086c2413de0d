"""What a protocol looks at: the facts, values, thresholds, acts and ids that matter to it.

An incident drawn at random from the whole vocabulary hardly ever touches what one protocol
asks. A `Focus` says where to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from attrs import field, frozen

from sexto_rules.facts.ages import AgeSet
from sexto_rules.facts.vocabulary import ACTS, AGES, DOERS, FACTS, ActSpec, Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Of,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.walk import walk

__all__ = ["EVERYTHING", "Focus", "conditions_of", "deciding_conditions", "focus_on"]

_USUAL_THRESHOLDS: Final = (12, 13, 14, 18)
_FOLLOWS_FROM: Final = {"secure_device", "hand_over_device"}


@frozen(kw_only=True)
class Focus:
    """Where a generator of incidents looks.

    `incident`, `person` and `device` are the names of the facts in use; the others are told
    now and then, to show that they do not matter. `edges` are ages around every threshold.
    `directives_by_act` are those that an act may be done for; notes may be with any act.
    """

    incident: frozenset[str]
    person: frozenset[str]
    device: frozenset[str]
    edges: tuple[int, ...]
    acts: tuple[ActSpec, ...]
    notes: tuple[str, ...] = ()
    directives_by_act: Mapping[str, tuple[str, ...]] = field(factory=dict)
    doers: tuple[str, ...] = tuple(DOERS)
    regions: tuple[str, ...] = ("on", "qc-06")
    answers: Mapping[str, tuple[str | bool, ...]] = field(factory=dict)


def _edges(thresholds: Iterable[int]) -> tuple[int, ...]:
    """Return each threshold with its neighbours, and both ends of life."""
    near = {age for threshold in thresholds for age in (threshold - 1, threshold, threshold + 1)}
    return tuple(sorted(age for age in near | {AGES[0], AGES[-1]} if age in AGES))


EVERYTHING: Final = Focus(
    incident=frozenset(FACTS[None]),
    person=frozenset(FACTS[Entity.PERSON]),
    device=frozenset(FACTS[Entity.DEVICE]),
    edges=_edges(_USUAL_THRESHOLDS),
    acts=tuple(ACTS.values()),
)
"""The whole vocabulary, for no protocol in particular."""


def focus_on(day: DayProtocol) -> Focus:
    """Return what the protocol looks at on the day.

    It walks the whole protocol: keep the focus when drawing many incidents.
    """
    conditions = list(chain.from_iterable(walk(condition) for condition in conditions_of(day)))
    facts = {fact for condition in conditions for fact in _facts_of(condition)}
    acts = _acts(day, conditions)
    named = {
        act: tuple(each.id for each in day.directives if act in each.acts) for act in sorted(acts)
    }
    return Focus(
        incident=frozenset(fact.name for fact in facts if fact.of is Of.INCIDENT)
        | {"persons_complete", "devices_complete"},
        person=frozenset(fact.name for fact in facts if fact.of in {Of.PERSON, Of.HOLDER}),
        device=frozenset(fact.name for fact in facts if fact.of is Of.DEVICE)
        | {"holder" for fact in facts if fact.of is Of.HOLDER},
        edges=_edges({18, *chain.from_iterable(map(_thresholds, conditions))}),
        acts=tuple(day.protocol.acts[act] for act in sorted(acts)),
        notes=tuple(each.id for each in day.directives if each.modality is Modality.NOTE),
        directives_by_act=named,
        doers=tuple(sorted(day.protocol.doers)),
        regions=tuple(region.id for region in day.protocol.regions),
        answers={
            answer.id: tuple(choice.id for choice in answer.choices) or (True, False)
            for answer in day.answers
        },
    )


def conditions_of(day: DayProtocol) -> Iterator[Condition]:
    """Yield every condition that decides something or that a promise speaks of."""
    yield from deciding_conditions(day)
    for invariant in day.invariants:
        yield invariant.always


def deciding_conditions(day: DayProtocol) -> Iterator[Condition]:
    """Yield every condition that decides something."""
    for conclusion in day.conclusions:
        for rule in conclusion.rules:
            yield rule.when
    for one in day.classes:
        if one.when is not None:
            yield one.when
    for directive in day.directives:
        yield directive.condition


def _facts_of(condition: Condition) -> Iterator[FactRef]:
    """Yield the facts that one node reads itself."""
    match condition:
        case ValueTest(fact) | FactStatus(fact):
            yield fact
        case AgeTest(of):
            for name in ("age", "adult", "adult_suspected"):
                yield FactRef(of, name)
        case RoleTest(of):
            yield FactRef(of, "roles")
        case GapTest():
            for name in ("roles", "age", "adult", "adult_suspected"):
                yield FactRef(Of.PERSON, name)
        case _:
            pass


def _thresholds(condition: Condition) -> Iterator[int]:
    """Yield the ages at which a test changes its answer."""
    match condition:
        case AgeTest(_, ages):
            edges = AgeSet(ages ^ (ages << 1))
            yield from (age for age in AGES if edges >> age & 1)
        case GapTest(years):
            yield from (years, 14, 14 + years)
        case _:
            pass


def _acts(day: DayProtocol, conditions: Iterable[Condition]) -> set[str]:
    """Return the acts that the protocol names, and those from which `in_hand` follows."""
    acts = set(_FOLLOWS_FROM).intersection(day.protocol.acts)
    acts.update(chain.from_iterable(directive.acts for directive in day.directives))
    for condition in conditions:
        if isinstance(condition, DoneTest):
            acts.update(condition.acts)
    return acts
