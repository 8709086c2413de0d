"""Conditions in the words of an author: the YAML that would be read as this condition.

What is computed from ages, and what `no` and `unknown` say of a conclusion, is told apart by
its places: the reader gives all parts of such a test the place of its one key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import Final, TypeAlias, assert_never

from sexto_rules.errors import NOWHERE
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet, ages_from, ages_in
from sexto_rules.facts.vocabulary import AGES, INVOLVED_ROLES, Role
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
    Not,
    Of,
    Quantified,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.walk import children, walk

__all__ = ["condition_words", "is_computed", "listed_words", "mapping_words", "runs_of"]

_Pair: TypeAlias = tuple[str, str]
_OLDEST: Final = AGES[-1]
_MINOR_AGES: Final = ALL_AGES & ~ADULT_AGES


def condition_words(condition: Condition) -> str:
    """Return the condition as its author writes it on one line, braces only where needed.

    Example:
        >>> condition_words(GapTest(5))
        'largest_age_gap: {at_least: 5}'
    """
    pairs = list(_pairs(condition))
    if len(pairs) == 1:
        return ": ".join(pairs[0])
    return _braced(pairs)


def listed_words(names: Iterable[str]) -> str:
    """Return one name as it is, several as a YAML list."""
    each = list(names)
    return each[0] if len(each) == 1 else f"[{', '.join(each)}]"


def is_computed(condition: Condition) -> bool:
    """Whether the reader wrote this out from a single test, such as `youngest_depicted_age`."""
    return (
        isinstance(condition, Quantified | All | AnyOf)
        and condition.place != NOWHERE
        and all(node.place == condition.place for node in walk(condition))
    )


def runs_of(ages: AgeSet) -> list[tuple[int, int]]:
    """Return the ages as runs of years, the first and the last of each."""
    runs: list[tuple[int, int]] = []
    for age in ages_in(ages):
        if runs and runs[-1][1] == age - 1:
            runs[-1] = (runs[-1][0], age)
        else:
            runs.append((age, age))
    return runs


def _braced(pairs: Iterable[_Pair]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def mapping_words(condition: Condition) -> str:
    """Return the condition as a mapping in braces."""
    return _braced(_pairs(condition))


def _pairs(condition: Condition) -> Iterator[_Pair]:  # noqa: C901, PLR0912 - one case a node
    """Yield the keys and values of the mapping that says the condition."""
    if is_computed(condition):
        yield _computed(condition)
        return
    match condition:
        case All(parts):
            yield from _conjunction(parts)
        case AnyOf(parts):
            yield "any", f"[{', '.join(map(mapping_words, parts))}]"
        case Not(ConclusionTest(name, place)) if place == condition.place != NOWHERE:
            yield name, "no"
        case Not(GapTest(years, place)) if place == condition.place != NOWHERE:
            yield "largest_age_gap", f"{{under: {years}}}"
        case Not(body):
            yield "not", mapping_words(body)
        case Modal(mode, ConclusionTest(name)) if mode in STATUS_MODES:
            yield name, mode
        case Modal(mode, body):
            yield mode, mapping_words(body)
        case Quantified(quantifier, entity, body):
            yield quantifier, _braced([(entity, mapping_words(body))])
        case ConclusionTest(name):
            yield name, "yes"
        case ClassTest(classes):
            yield "class", listed_words(sorted(classes))
        case DoneTest(acts):
            yield "done", listed_words(sorted(acts))
        case GapTest(years):
            yield "largest_age_gap", f"{{at_least: {years}}}"
        case RoleTest(of, roles):
            yield _name(FactRef(of, "roles")), listed_words(r for r in Role if r in roles)
        case AgeTest():
            yield _age(condition)
        case FactStatus(fact, mode):
            yield _name(fact), mode
        case ValueTest(fact, values):
            yield _name(fact), listed_words(sorted(map(_value, values)))
        case _:
            assert_never(condition)


def _conjunction(parts: tuple[Condition, ...]) -> Iterator[_Pair]:
    """Yield the keys of a mapping, or `all` where two parts would have the same key."""
    pairs = [pair for part in parts for pair in _pairs(part)]
    if len({key for key, _ in pairs}) == len(pairs):
        yield from pairs
    else:
        yield "all", f"[{', '.join(map(mapping_words, parts))}]"


def _name(fact: FactRef) -> str:
    match fact.of:
        case Of.PERSON | Of.DEVICE | Of.INCIDENT:
            return fact.name
        case Of.HOLDER | Of.ANSWERS:
            return f"{fact.of}.{fact.name}"
        case _:
            assert_never(fact.of)


def _value(value: str | bool) -> str:  # noqa: FBT001 - a value that a fact is tested for
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _age(test: AgeTest) -> _Pair:
    if test.ages in {ADULT_AGES, _MINOR_AGES}:
        return _name(FactRef(test.of, "adult")), "yes" if test.ages == ADULT_AGES else "no"
    return _name(FactRef(test.of, "age")), _years(test.ages)


def _years(ages: AgeSet) -> str:
    runs = runs_of(ages)
    if len(runs) != 1:
        return f"[{', '.join(map(str, ages_in(ages)))}]"
    ((first, last),) = runs
    if first == last:
        return str(first)
    if first == 0:
        return f"{{under: {last + 1}}}"
    return f"{{at_least: {first}}}" if last == _OLDEST else f"{{between: [{first}, {last}]}}"


def _computed(condition: Condition) -> _Pair:
    """Return a test of what is computed from the list of persons, as it was written."""
    nodes = list(walk(condition))
    tests = [node.ages for node in nodes if isinstance(node, AgeTest)]
    if any(isinstance(node, GapTest) for node in nodes):
        return "largest_age_gap", _years(_gap_years(condition))
    if not tests:
        acts = {act for node in nodes if isinstance(node, DoneTest) for act in node.acts}
        return "done", listed_words(sorted(acts))
    roles = next(node.roles for node in nodes if isinstance(node, RoleTest))
    if roles == INVOLVED_ROLES and tests == [ADULT_AGES]:
        return "adult_involved", "yes"
    join = or_ if isinstance(condition, AnyOf) else and_
    years = _years(AgeSet(reduce(join, tests)))
    return ("oldest_involved_age" if roles == INVOLVED_ROLES else "youngest_depicted_age"), years


def _gap_years(condition: Condition) -> AgeSet:
    """Return the numbers of years that pass a test of the largest gap."""
    if isinstance(condition, GapTest):
        return ages_from(condition.years)
    passing = [_gap_years(part) for part in children(condition)]
    if isinstance(condition, Not):
        return AgeSet(ALL_AGES & ~passing[0])
    return AgeSet(reduce(or_ if isinstance(condition, AnyOf) else and_, passing))
