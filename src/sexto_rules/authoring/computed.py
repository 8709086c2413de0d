"""Computed facts, written out in terms of persons (`design/vocabulary.md`, *Computed facts*).

Only the gap between two ages has a node of its own in the core; the others become
quantifiers over persons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sexto_rules.authoring.ages import read_ages
from sexto_rules.authoring.fact_tests import read_status
from sexto_rules.authoring.report import Report
from sexto_rules.authoring.values import read_bool
from sexto_rules.documents import Node, ScalarNode
from sexto_rules.errors import Place
from sexto_rules.facts.ages import ADULT_AGES, AgeSet, ages_from, ages_in
from sexto_rules.facts.vocabulary import AGES, INVOLVED_ROLES, Entity, Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    Condition,
    GapTest,
    Modal,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
)

__all__ = ["COMPUTED", "read_computed"]

_DEPICTED: Final = frozenset({Role.DEPICTED})
_OLDEST: Final = AGES[-1]

COMPUTED: Final = (
    "adult_involved",
    "youngest_depicted_age",
    "oldest_involved_age",
    "largest_age_gap",
)


def read_computed(report: Report, name: str, place: Place, node: Node) -> Condition | None:
    """Return the test of a computed fact, written out."""
    mode = read_status(node)
    if name == "adult_involved":
        test = _some(INVOLVED_ROLES, ADULT_AGES, place)
        if mode is not None:
            return Modal(mode, test, place)
        value = read_bool(report, node, f"`{name}`")
        if value is None:
            return None
        return test if value else Not(test, place)
    if mode is not None and isinstance(node, ScalarNode):
        report.add(
            "SX221",
            f"`{name}` is computed for each test and is never itself `{node.text}`",
            node.place,
            f"ask it of a test: `{node.text}: {{{name}: {{under: 12}}}}`",
        )
        return None
    years = read_ages(report, node, name)
    if years is None:
        return None
    at_least = _AT_LEAST[name]

    def part(first: int, last: int) -> Condition:
        return _between(name, at_least, first, last, place)

    parts = tuple(part(first, last) for first, last in _runs(years))
    return parts[0] if len(parts) == 1 else AnyOf(parts, place)


def _runs(years: AgeSet) -> list[tuple[int, int]]:
    """Return the set as intervals, first and last year of each."""
    runs: list[tuple[int, int]] = []
    for year in ages_in(years):
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _between(
    name: str, at_least: Callable[[int, Place], Condition], first: int, last: int, place: Place
) -> Condition:
    """Return that the computed fact is one of these years."""
    if last == _OLDEST:
        return at_least(first, place)
    if first == 0:
        return _UNDER[name](last + 1, place)
    return All((at_least(first, place), _UNDER[name](last + 1, place)), place)


def _some(roles: frozenset[Role], ages: AgeSet, place: Place) -> Condition:
    """Return that some person has one of the roles and one of the ages."""
    body = All((RoleTest(Of.PERSON, roles, place), AgeTest(Of.PERSON, ages, place)), place)
    return Quantified(Quantifier.SOME, Entity.PERSON, body, place)


def _all(roles: frozenset[Role], ages: AgeSet, place: Place) -> Condition:
    """Return that somebody has one of the roles and everybody who has one is of these ages."""
    has = RoleTest(Of.PERSON, roles, place)
    body = AnyOf((Not(has, place), AgeTest(Of.PERSON, ages, place)), place)
    return All(
        (
            Quantified(Quantifier.SOME, Entity.PERSON, has, place),
            Quantified(Quantifier.EVERY, Entity.PERSON, body, place),
        ),
        place,
    )


def _under_gap(years: int, place: Place) -> Condition:
    return Not(GapTest(years, place), place)


_AT_LEAST: Final[dict[str, Callable[[int, Place], Condition]]] = {
    "youngest_depicted_age": lambda years, place: _all(_DEPICTED, ages_from(years), place),
    "oldest_involved_age": lambda years, place: _some(INVOLVED_ROLES, ages_from(years), place),
    "largest_age_gap": GapTest,
}
_UNDER: Final[dict[str, Callable[[int, Place], Condition]]] = {
    "youngest_depicted_age": lambda years, place: _some(_DEPICTED, ages_from(0, years), place),
    "oldest_involved_age": lambda years, place: _all(INVOLVED_ROLES, ages_from(0, years), place),
    "largest_age_gap": _under_gap,
}
