"""Protocols at random: typed, structurally sound, and full of directives that meet.

They keep what the typed core promises (names resolve, nothing is circular, targets fit acts,
overriders fit what they override), not what the checks of an author's protocol ask besides:
a random protocol may have a duty that meets its own prohibition, and often has.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen
from hypothesis import strategies as st

from sexto_rules.facts.vocabulary import ACTS, DOERS, FAMILIES, Doer, Entity, Family
from sexto_rules.protocol.conditions import ALWAYS, All, Condition, Not
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    Basis,
    Class,
    Conclusion,
    DayProtocol,
    Directive,
    InDoubt,
    Modality,
    Protocol,
    Region,
    Rule,
    Within,
    WithinKind,
)
from sexto_rules.sampling import Draw, RandomDraw
from sexto_rules.testing.conditions import Pool, draw_condition, draw_pool
from sexto_rules.testing.hypothesis_draw import HypothesisDraw

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "day_protocols",
    "draw_protocol",
    "protocols",
    "sample_day_protocol",
    "sample_protocol",
]

_DAY: Final = date(2026, 11, 23)
_TEXT: Final = {"en": "text"}
_OWN_DOERS: Final = {
    **DOERS,
    "nurse": frozenset({"nurse"}),
    "hotline": frozenset({"hotline"}),
    Doer.STAFF: DOERS[Doer.STAFF] | {"nurse"},
    Doer.EVERYONE: DOERS[Doer.EVERYONE] | {"nurse", "hotline"},
}
_TIMES: Final = (
    None,
    Within(WithinKind.IMMEDIATELY),
    Within(WithinKind.WITHOUT_DELAY),
    Within(WithinKind.SAME_DAY),
    Within(WithinKind.DURATION, timedelta(hours=2)),
    Within(WithinKind.DURATION, timedelta(days=3)),
)
_FAMILIES: Final = tuple(family for family in Family if family is not Family.ALARM)
_DUTIES: Final = (
    Modality.MUST,
    Modality.MUST,
    Modality.MUST,
    Modality.SHOULD,
    Modality.MAY,
    Modality.NOTE,
)


@frozen(kw_only=True)
class _Size:
    """How much of everything, at most."""

    conclusions: int
    classes: int
    directives: int
    depth: int


_SIZES: Final = (
    _Size(conclusions=2, classes=2, directives=4, depth=2),
    _Size(conclusions=1, classes=1, directives=7, depth=1),
    _Size(conclusions=5, classes=4, directives=8, depth=2),
    _Size(conclusions=4, classes=3, directives=12, depth=3),
    _Size(conclusions=7, classes=5, directives=24, depth=2),
)


def draw_protocol(draw: Draw) -> Protocol:
    """Return a protocol built from the choices of `draw`.

    Conclusions come in two layers: those the classes may use, and those that may use the
    class; each may use those before it.
    """
    size = draw.choose(_SIZES)
    pool = draw_pool(draw)
    before = draw.number(0, size.conclusions)
    depth = min(size.depth, 2)
    pool = _with_conclusions(draw, pool, before, depth)
    classes = _classes(draw, pool, size)
    pool = evolve(pool, classes=tuple(one.id for one in classes))
    pool = _with_conclusions(draw, pool, size.conclusions - before, depth)
    directives: list[Directive] = []
    for number in range(draw.number(1, size.directives)):
        directives.append(_directive(draw, pool, f"r{number}", directives, size))
    return Protocol(
        id="random",
        version="1.0.0",
        date=_DAY,
        title=_TEXT,
        notice=_TEXT,
        languages=("en",),
        digest="sha256:random",
        regions=tuple(Region(id=name, text=_TEXT) for name in ("on", "qc-06", "qc-07")),
        doers=_OWN_DOERS,
        acts={**ACTS, **{act.name: act for act in pool.acts}},
        answers=pool.answers,
        conclusions=pool.conclusions,
        classes=classes,
        directives=tuple(directives),
    )


def _with_conclusions(draw: Draw, pool: Pool, count: int, depth: int) -> Pool:
    """Return the pool with so many more conclusions, each free to use those before it."""
    for _ in range(count):
        entity = draw.choose((None, Entity.PERSON, Entity.DEVICE))
        inner = evolve(pool, entity=entity)
        rules = tuple(
            Rule(when=draw_condition(draw, inner, depth), basis=Basis.INFERENCE)
            for _ in range(draw.choose((1, 1, 2, 3)))
        )
        one = Conclusion(
            id=f"k{len(pool.conclusions)}",
            origin="random",
            text=_TEXT,
            for_each=entity,
            rules=rules,
        )
        pool = evolve(pool, conclusions=(*pool.conclusions, one))
    return pool


def _classes(draw: Draw, pool: Pool, size: _Size) -> tuple[Class, ...]:
    """Return the classes, the last of them `otherwise`; seldom none."""
    if draw.chance(1, 12):
        return ()
    conditions: list[Condition | None] = [
        draw_condition(draw, pool, size.depth) for _ in range(draw.number(0, size.classes))
    ]
    return tuple(
        Class(id=f"c{number}", origin="random", text=_TEXT, when=when)
        for number, when in enumerate([*conditions, None])
    )


def _directive(
    draw: Draw, pool: Pool, code: str, earlier: list[Directive], size: _Size
) -> Directive:
    """Return a directive; it may override earlier ones that have its `for_each`."""
    modality = Modality.MUST_NOT if draw.chance(3, 8) else draw.choose(_DUTIES)
    family, acts, entity = _acts(draw, pool, modality, earlier)
    overridable = [each.id for each in earlier if entity is None or each.for_each is entity]
    in_plan = [each.id for each in earlier if each.modality is not Modality.MUST_NOT]
    return Directive(
        id=code,
        origin="random",
        modality=modality,
        acts=acts,
        family=family,
        for_each=entity,
        condition=_directive_condition(draw, evolve(pool, entity=entity), size),
        by=draw.choose(_BY),
        within=draw.choose(_TIMES),
        after=tuple(draw.some(in_plan, 1, 8)) if modality is not Modality.MUST_NOT else (),
        text=_TEXT,
        in_doubt=_in_doubt(draw, modality),
        overrides=tuple(draw.some(overridable, 1, 3)) if draw.chance(3, 8) else (),
        separately=draw.chance(1, 6),
        personal=draw.chance(1, 8),
    )


_BY: Final = ("everyone", "staff", "everyone", *sorted(_OWN_DOERS))


def _acts(
    draw: Draw, pool: Pool, modality: Modality, earlier: list[Directive]
) -> tuple[Family | None, tuple[str, ...], Entity | None]:
    """Return the family, the acts and the `for_each` of a directive, which fit each other."""
    if modality is Modality.NOTE:
        return None, (), draw.choose((None, Entity.PERSON, Entity.DEVICE))
    if modality is Modality.MUST_NOT:
        return _forbidden(draw, pool)
    kind = draw.choose((None, None, Entity.PERSON, Entity.DEVICE))
    acts = _of_kind(pool, kind)
    if draw.chance(1, 2):
        acts = _forbidden_among(acts, earlier) or acts
    alternatives = draw.some(acts, 2, 3) if modality is Modality.MUST and draw.chance(4, 8) else []
    return None, tuple(alternatives) or (draw.choose(acts),), kind


def _forbidden(draw: Draw, pool: Pool) -> tuple[Family | None, tuple[str, ...], Entity | None]:
    """Return what a prohibition names: a family, an act for every target, or for each."""
    own_families = sorted({act.family for act in pool.acts if act.family in _FAMILIES})
    if draw.chance(2, 8):
        family = draw.choose(own_families or _FAMILIES)
        kinds = {ACTS[act].target for act in FAMILIES[family]}
        entity = kinds.pop() if len(kinds) == 1 and draw.chance(1, 2) else None
        return family, FAMILIES[family], entity
    acts = [act for act in pool.acts if act.family is not Family.ALARM]
    if not acts:
        acts = [ACTS["view_material"]]
    act = draw.choose(acts)
    entity = act.target if draw.chance(1, 2) else None
    return None, (act.name,), entity


def _of_kind(pool: Pool, kind: Entity | None) -> list[str]:
    """Return the names of the acts of the pool with this kind of target."""
    return [act.name for act in pool.acts if act.target is kind]


def _forbidden_among(acts: list[str], earlier: list[Directive]) -> list[str]:
    """Return those of the acts that an earlier prohibition names."""
    forbidden = {act for each in earlier if each.modality is Modality.MUST_NOT for act in each.acts}
    return [act for act in acts if act in forbidden]


def _directive_condition(draw: Draw, pool: Pool, size: _Size) -> Condition:
    """Return `when`, now and then with an `unless`, now and then none."""
    if draw.chance(1, 8):
        return ALWAYS
    when = draw_condition(draw, pool, size.depth)
    if draw.chance(1, 6):
        return All((when, Not(draw_condition(draw, pool, size.depth - 1))))
    return when


def _in_doubt(draw: Draw, modality: Modality) -> InDoubt:
    """Return the usual in-doubt rule, or the other one where the language allows it."""
    usual, other = InDoubt.WAITS, InDoubt.APPLIES
    if modality is Modality.MUST_NOT:
        usual, other = other, usual
    if modality in {Modality.MAY, Modality.NOTE}:
        return usual
    return other if draw.chance(2, 8) else usual


def sample_protocol(rng: random.Random) -> Protocol:
    """Return a protocol drawn with `rng`."""
    return draw_protocol(RandomDraw(rng))


def sample_day_protocol(rng: random.Random) -> DayProtocol:
    """Return a protocol drawn with `rng`, on a day."""
    return on(sample_protocol(rng), _DAY)


def protocols() -> SearchStrategy[Protocol]:
    """Return a strategy for protocols."""
    return _protocols()


def day_protocols() -> SearchStrategy[DayProtocol]:
    """Return a strategy for protocols on a day."""
    return _protocols().map(lambda protocol: on(protocol, _DAY))


@st.composite
def _protocols(draw: DrawFn) -> Protocol:
    return draw_protocol(HypothesisDraw(draw))
