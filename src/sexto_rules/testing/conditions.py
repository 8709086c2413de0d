"""Conditions at random, over a small pool of facts so that they meet each other.

Every node and every mode of the language occurs. Inside `for_each` and inside a quantifier
only that entity, its holder and the incident are named, as the language requires.
"""

from __future__ import annotations

from typing import Final

from attrs import evolve, field, frozen

from sexto_rules.facts.ages import ALL_AGES, AgeSet, ages_from
from sexto_rules.facts.vocabulary import ACTS, FACTS, ActSpec, Entity, FactKind, Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
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
from sexto_rules.protocol.model import AnswerSpec, Choice, Conclusion
from sexto_rules.sampling import Draw

__all__ = ["Pool", "draw_condition", "draw_pool"]

_STATUSES: Final = (Mode.UNKNOWN, Mode.KNOWN, Mode.CANNOT_SAY)
_REGIONS: Final = ("on", "qc-06", "qc-07")
_OWN_ACTS: Final = (
    ActSpec("own-act"),
    ActSpec("own-act-for-person", None, Entity.PERSON),
    ActSpec("own-act-for-device", None, Entity.DEVICE),
)
_THRESHOLDS: Final = (12, 13, 14, 16, 18)


@frozen(kw_only=True)
class Pool:
    """The few things that one protocol speaks of, and what a condition may use where it stands.

    `entity` is what the condition is about. `may_ask_class` is false wherever the class
    could depend on the answer.
    """

    incident: tuple[FactRef, ...]
    person: tuple[str, ...]
    device: tuple[str, ...]
    roles: tuple[Role, ...]
    thresholds: tuple[int, ...]
    gaps: tuple[int, ...] = ()
    acts: tuple[ActSpec, ...]
    answers: tuple[AnswerSpec, ...]
    conclusions: tuple[Conclusion, ...] = ()
    classes: tuple[str, ...] = ()
    entity: Entity | None = None
    values: dict[FactRef, tuple[str | bool, ...]] = field(factory=dict)


def draw_pool(draw: Draw) -> Pool:
    """Return a small pool of facts, roles, thresholds, acts and answers."""
    specs = [spec for spec in FACTS[None].values() if spec.kind is not FactKind.MOMENT]
    usual = [FACTS[None]["persons_complete"], FACTS[None]["devices_complete"]]
    facts = draw.one_or_more(specs, 4) + draw.some(usual, 1, 4)
    answers = tuple(
        AnswerSpec(id=f"a{number}", text={"en": "?"}, choices=choices)
        for number, choices in enumerate(
            draw.some(((), tuple(Choice(id=name, text={"en": name}) for name in "xyz")), 1, 3)
        )
    )
    values: dict[FactRef, tuple[str | bool, ...]] = {}
    for spec in facts:
        own = _REGIONS if spec.kind is FactKind.CODE else spec.values or (True, False)
        values[FactRef(Of.INCIDENT, spec.name)] = own
    for answer in answers:
        own = tuple(choice.id for choice in answer.choices) or (True, False)
        values[FactRef(Of.ANSWERS, answer.id)] = own
    return Pool(
        incident=tuple(values),
        person=tuple(draw.one_or_more(_bools(Entity.PERSON), 2)),
        device=tuple(draw.one_or_more([*_bools(Entity.DEVICE), "in_hand", "owner"], 3)),
        roles=tuple(draw.one_or_more(tuple(Role), 3)),
        thresholds=tuple(draw.one_or_more(_THRESHOLDS, 2)),
        gaps=tuple(draw.one_or_more((2, 3, 5), 2)) if draw.chance(1, 3) else (),
        acts=_draw_acts(draw),
        answers=answers,
        values=values,
    )


def _bools(entity: Entity) -> list[str]:
    """Return the plain yes-or-no facts of a person or a device."""
    return [
        spec.name
        for spec in FACTS[entity].values()
        if spec.kind is FactKind.BOOL and spec.name != "adult"
    ]


def _draw_acts(draw: Draw) -> tuple[ActSpec, ...]:
    """Return a few acts without a target, and one or two with each kind of target."""
    every = (*ACTS.values(), *_OWN_ACTS)
    return tuple(
        act
        for kind, most in ((None, 3), (Entity.PERSON, 2), (Entity.DEVICE, 2))
        for act in draw.one_or_more([act for act in every if act.target is kind], most)
    )


def draw_condition(draw: Draw, pool: Pool, depth: int) -> Condition:
    """Return a condition about `pool.entity`, at most `depth` connectives deep."""
    if depth <= 0 or draw.chance(2, 8):
        return _leaf(draw, pool)
    match draw.number(0, 9):
        case 0 | 1 | 2:
            return All(_parts(draw, pool, depth))
        case 3 | 4 | 5:
            return AnyOf(_parts(draw, pool, depth))
        case 6:
            return Not(draw_condition(draw, pool, depth - 1))
        case 7:
            return _modal(draw, pool, depth)
        case _:
            entity = draw.choose(tuple(Entity))
            inner = evolve(pool, entity=entity)
            body = draw_condition(draw, inner, depth - 1)
            return Quantified(draw.choose(tuple(Quantifier)), entity, body)


def _modal(draw: Draw, pool: Pool, depth: int) -> Modal:
    """Return a question about a truth value; a small condition is one that nobody can say."""
    mode = draw.choose((*Mode, Mode.CANNOT_SAY, Mode.CANNOT_SAY))
    within = draw.number(0, 1) if mode is Mode.CANNOT_SAY else depth - 1
    return Modal(mode, draw_condition(draw, pool, min(within, depth - 1)))


def _parts(draw: Draw, pool: Pool, depth: int) -> tuple[Condition, ...]:
    """Return the parts of a connective: two or three, seldom one or none."""
    count = draw.choose((2, 2, 3, 2, 2, 3, 1, 0))
    return tuple(draw_condition(draw, pool, depth - 1) for _ in range(count))


def _leaf(draw: Draw, pool: Pool) -> Condition:
    """Return a condition without parts: about the entity, if there is one, more often than not."""
    if draw.chance(2, 8):
        named = _named(draw, pool)
        if named is not None:
            return named
    if pool.entity is not None and draw.chance(6, 8):
        return _leaf_about(draw, pool, pool.entity)
    if pool.gaps and draw.chance(2, 8):
        return GapTest(draw.choose(pool.gaps))
    match draw.number(0, 9):
        case 0:
            return FactStatus(draw.choose(pool.incident), draw.choose(_STATUSES))
        case 1 | 2:
            acts = [act.name for act in pool.acts if act.target is None]
            return DoneTest(frozenset(draw.one_or_more(acts, 2)))
        case 3:
            return FactStatus(FactRef(Of.INCIDENT, "reported_at"), draw.choose(_STATUSES))
        case _:
            fact = draw.choose(pool.incident)
            return ValueTest(fact, frozenset(draw.one_or_more(pool.values[fact], 2)))


def _named(draw: Draw, pool: Pool) -> Condition | None:
    """Return a test of a class or of a conclusion that may be used here, if there is one."""
    usable = [each for each in pool.conclusions if each.for_each in {None, pool.entity}]
    if pool.classes and (not usable or draw.chance(3, 8)):
        return ClassTest(frozenset(draw.one_or_more(pool.classes, 2)))
    return ConclusionTest(draw.choose(usable).id) if usable else None


def _leaf_about(draw: Draw, pool: Pool, entity: Entity) -> Condition:
    """Return a test of the person or device at hand, or of the device's holder."""
    if entity is Entity.PERSON:
        return _leaf_about_person(draw, pool, Of.PERSON)
    match draw.number(0, 7):
        case 0:
            return FactStatus(FactRef(Of.DEVICE, "holder"), draw.choose(_STATUSES))
        case 1:
            return FactStatus(FactRef(Of.DEVICE, draw.choose(pool.device)), draw.choose(_STATUSES))
        case 2:
            acts = [act.name for act in pool.acts if act.target is Entity.DEVICE]
            return DoneTest(frozenset(draw.one_or_more(acts, 2)), Of.DEVICE)
        case 3 | 4:
            return _leaf_about_person(draw, pool, Of.HOLDER)
        case _:
            name = draw.choose(pool.device)
            values = FACTS[Entity.DEVICE][name].values or (True, False)
            return ValueTest(FactRef(Of.DEVICE, name), frozenset(draw.one_or_more(values, 2)))


def _leaf_about_person(draw: Draw, pool: Pool, of: Of) -> Condition:
    """Return a test of the person at hand, or of the holder."""
    match draw.number(0, 9):
        case 0 | 1 | 2:
            return RoleTest(of, frozenset(draw.one_or_more(pool.roles, 2)))
        case 3 | 4 | 5:
            return AgeTest(of, _ages(draw, pool))
        case 6:
            acts = [act.name for act in pool.acts if act.target is Entity.PERSON]
            if of is Of.PERSON:
                return DoneTest(frozenset(draw.one_or_more(acts, 2)), of)
            return RoleTest(of, frozenset(pool.roles))
        case 7:
            names = ("roles", "age", "adult", "adult_suspected", *pool.person)
            return FactStatus(FactRef(of, draw.choose(names)), draw.choose(_STATUSES))
        case _:
            return ValueTest(
                FactRef(of, draw.choose(pool.person)), frozenset({draw.choose((True, False))})
            )


def _ages(draw: Draw, pool: Pool) -> AgeSet:
    """Return a set of ages: under, at least, adults, between, one age, seldom every age."""
    one, other = draw.choose(pool.thresholds), draw.choose(_THRESHOLDS)
    match draw.number(0, 9):
        case 0 | 1 | 2:
            return ages_from(0, one)
        case 3 | 4 | 5:
            return ages_from(one)
        case 6:
            return ages_from(18)
        case 7:
            return ages_from(min(one, other), max(one, other) + 1)
        case 8:
            return ages_from(one, one + 1)
        case _:
            return AgeSet(ALL_AGES & ~ages_from(one, other + 1))
