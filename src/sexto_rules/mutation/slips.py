"""Slips in a condition: one node of it wrong, the rest as it stands.

Every node is tried: negated, left out of its list, `any` for `all`, `some` for `every`, a mode
for another, a value too few or too many, an age one year off. What the reader wrote out from
one test of the author (`youngest_depicted_age: {under: 14}`) is one node here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar, assert_never

from attrs import evolve, frozen

from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet, ages_from
from sexto_rules.facts.vocabulary import AGES, FACTS, Entity, Role
from sexto_rules.mutation.mistake import Mistake
from sexto_rules.protocol.conditions import (
    STATUS_MODES,
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
from sexto_rules.protocol.model import Protocol
from sexto_rules.protocol.wording import is_computed, runs_of

__all__ = ["Slip", "slips_in"]

Value = TypeVar("Value", bound=str | bool)

_OLDEST: Final = AGES[-1]
_WRITTEN_AS_ADULT: Final = frozenset({ADULT_AGES, AgeSet(ALL_AGES & ~ADULT_AGES)})


@frozen
class Slip:
    """A condition with one node wrong: which node, and what stands in its place (None: nothing)."""

    mistake: Mistake
    condition: Condition
    written: Condition
    instead: Condition | None


def slips_in(condition: Condition, protocol: Protocol) -> Iterator[Slip]:
    """Yield the condition with each slip, outermost node first; none twice."""
    seen = {condition}
    for slip in _slips(condition, protocol, negate=True):
        if slip.condition not in seen:
            seen.add(slip.condition)
            yield slip


def _slips(node: Condition, protocol: Protocol, *, negate: bool) -> Iterator[Slip]:
    """Yield the slips in a node and inside it; `negate` is False where its `not` may be lost."""
    if negate and not _has_another_negation(node):
        yield Slip(Mistake.NEGATED, Not(node, node.place), node, Not(node, node.place))
    for mistake, wrong in _wrong(node, protocol):
        yield Slip(mistake, wrong, node, wrong)
    if is_computed(node):
        return
    yield from _without_a_part(node)
    for inner, rebuild in _inside(node):
        for slip in _slips(inner, protocol, negate=not isinstance(node, Not)):
            yield evolve(slip, condition=rebuild(slip.condition))


def _has_another_negation(node: Condition) -> bool:
    """Whether negating the node is one of its other slips."""
    match node:
        case Not() | Quantified() | FactStatus():
            return not is_computed(node)
        case Modal(mode):
            return mode in STATUS_MODES
        case All(parts) | AnyOf(parts):
            return not parts
        case _:
            return False


def _inside(node: Condition) -> Iterator[tuple[Condition, Callable[[Condition], Condition]]]:
    """Yield each condition directly inside, with what puts another one in its place."""
    match node:
        case All(parts) | AnyOf(parts):
            for number, part in enumerate(parts):
                yield part, _PutPart(node, number)
        case Not(body) | Modal(_, body) | Quantified(_, _, body):
            yield body, _PutBody(node)
        case _:
            pass


@frozen
class _PutPart:
    """Puts another condition in the place of a part."""

    whole: All | AnyOf
    number: int

    def __call__(self, part: Condition) -> Condition:
        """Return the whole with this part."""
        parts = list(self.whole.parts)
        parts[self.number] = part
        return evolve(self.whole, parts=tuple(parts))


@frozen
class _PutBody:
    """Puts another condition in the place of a body."""

    whole: Not | Modal | Quantified

    def __call__(self, body: Condition) -> Condition:
        """Return the whole with this body."""
        return evolve(self.whole, body=body)


def _without_a_part(node: Condition) -> Iterator[Slip]:
    """Yield the node without each of its parts; a part left alone stands as it is."""
    if not isinstance(node, All | AnyOf) or len(node.parts) < 2:
        return
    for number, part in enumerate(node.parts):
        rest = node.parts[:number] + node.parts[number + 1 :]
        whole = rest[0] if len(rest) == 1 else evolve(node, parts=rest)
        yield Slip(Mistake.PART_LEFT_OUT, whole, part, None)


def _wrong(node: Condition, protocol: Protocol) -> Iterator[tuple[Mistake, Condition]]:  # noqa: C901, PLR0912 - one case a node
    """Yield what may stand in place of a node by a slip, with what kind of slip it is."""
    match node:
        case All() | AnyOf() | Quantified() if is_computed(node):
            yield from _moved_together(node)
        case All(parts, place) if len(parts) > 1:
            yield Mistake.ANY_AND_ALL, AnyOf(parts, place)
        case AnyOf(parts, place) if len(parts) > 1:
            yield Mistake.ANY_AND_ALL, All(parts, place)
        case All() | AnyOf():
            pass
        case Not(body):
            yield Mistake.NOT_LEFT_OUT, body
        case Modal(mode, body):
            for other in _other_modes(mode):
                yield Mistake.CERTAINTY, evolve(node, mode=other)
            if mode not in STATUS_MODES:
                yield Mistake.CERTAINTY, body
        case FactStatus(_, mode):
            for other in _other_modes(mode):
                yield Mistake.CERTAINTY, evolve(node, mode=other)
        case Quantified(quantifier):
            for another in Quantifier:
                if another is not quantifier:
                    yield Mistake.QUANTIFIER, evolve(node, quantifier=another)
        case ConclusionTest():
            pass
        case ValueTest(fact, values):
            for kind, chosen in _other_sets(_domain(fact, protocol), values):
                yield kind, evolve(node, values=chosen)
        case RoleTest(_, roles):
            for kind, chosen in _other_sets(list(Role), roles):
                yield kind, evolve(node, roles=chosen)
        case ClassTest(classes):
            names = list(dict.fromkeys(each.id for each in protocol.classes))
            for kind, chosen in _other_sets(names, classes):
                yield kind, evolve(node, classes=chosen)
        case DoneTest(acts):
            for kind, chosen in _other_sets(sorted(acts), acts):
                yield kind, evolve(node, acts=chosen)
        case AgeTest(_, ages):
            for moved in _moved(ages):
                yield Mistake.THRESHOLD, evolve(node, ages=moved)
        case GapTest(years):
            for near in (years - 1, years + 1):
                if 0 < near <= _OLDEST:
                    yield Mistake.THRESHOLD, evolve(node, years=near)
        case _:
            assert_never(node)


def _other_modes(mode: Mode) -> tuple[Mode, ...]:
    """Return the modes that an author may have meant: the other ones of the same kind."""
    same = STATUS_MODES if mode in STATUS_MODES else {Mode.POSSIBLY, Mode.CERTAINLY}
    return tuple(other for other in Mode if other in same and other is not mode)


def _domain(fact: FactRef, protocol: Protocol) -> tuple[str | bool, ...]:
    """Return the values of a fact in their order; none for a yes or no, which is negated."""
    match fact.of:
        case Of.ANSWERS:
            answers = (each for each in protocol.answers if each.id == fact.name)
            return tuple(choice.id for answer in answers for choice in answer.choices)
        case Of.INCIDENT:
            owner = None
        case Of.PERSON | Of.HOLDER:
            owner = Entity.PERSON
        case Of.DEVICE:
            owner = Entity.DEVICE
        case _:
            assert_never(fact.of)
    values = FACTS[owner][fact.name].values
    return values or tuple(region.id for region in protocol.regions if fact.name == "region")


def _other_sets(
    domain: Sequence[Value], values: frozenset[Value]
) -> Iterator[tuple[Mistake, frozenset[Value]]]:
    """Yield the set without each value, and with each value that stands beside one of it."""
    chosen = [value for value in domain if value in values]
    if len(chosen) > 1:
        for value in chosen:
            yield Mistake.FEWER_VALUES, values - {value}
    for number, value in enumerate(domain):
        beside = {*domain[max(number - 1, 0) : number], *domain[number + 1 : number + 2]}
        if value not in values and not beside.isdisjoint(values):
            yield Mistake.MORE_VALUES, values | {value}


def _moved(ages: AgeSet) -> Iterator[AgeSet]:
    """Yield the ages with one end of one run moved by a year; `adult` has no year to move."""
    if ages in _WRITTEN_AS_ADULT:
        return
    for first, last in runs_of(ages):
        for year, end in ((first, first - 1), (last, last + 1)):
            if end in AGES:
                yield from (
                    AgeSet(moved)
                    for moved in (ages & ~(1 << year), ages | 1 << end)
                    if moved not in {0, ALL_AGES}
                )


def _moved_together(node: Condition) -> Iterator[tuple[Mistake, Condition]]:
    """Yield a test of what is computed from the ages, with its years moved by one."""
    for years in (-1, 1):
        moved = _with_years_moved(node, years)
        if moved is not None and moved != node:
            yield Mistake.THRESHOLD, moved


def _with_years_moved(node: Condition, by: int) -> Condition | None:
    """Return the node with each age and gap in it moved; None where none would be left."""
    match node:
        case AgeTest(_, ages) if ages not in _WRITTEN_AS_ADULT:
            moved = _moved_all(ages, by)
            return evolve(node, ages=moved) if moved not in {0, ALL_AGES} else None
        case GapTest(years):
            return evolve(node, years=years + by) if 0 < years + by <= _OLDEST else None
        case All(parts) | AnyOf(parts):
            wholes = [_with_years_moved(part, by) for part in parts]
            told = tuple(each for each in wholes if each is not None)
            return evolve(node, parts=told) if len(told) == len(wholes) else None
        case Not(body) | Quantified(_, _, body):
            other = _with_years_moved(body, by)
            return None if other is None else evolve(node, body=other)
        case _:
            return node


def _moved_all(ages: AgeSet, by: int) -> AgeSet:
    """Return the ages with every end moved, but for the ends of life."""
    moved = 0
    for first, last in runs_of(ages):
        low = first + by if first else 0
        high = last + by if last < _OLDEST else _OLDEST
        moved |= ages_from(low, high + 1)
    return AgeSet(moved)
