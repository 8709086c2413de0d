"""Tests on whole years: `{under: 13}`, `{at_least: 12}`, `{between: [12, 17]}`, a number, a list.

An age and a gap between two ages are written the same way; what is read is the set of
years that pass.
"""

from __future__ import annotations

from typing import Final

from sexto_rules.authoring.fields import Shape, found, items_of, open_fields
from sexto_rules.authoring.report import Report
from sexto_rules.authoring.values import read_number
from sexto_rules.documents import MappingNode, Node, SequenceNode
from sexto_rules.facts.ages import ALL_AGES, AgeSet, age_set, ages_from
from sexto_rules.facts.vocabulary import AGES

__all__ = ["read_ages"]

_OLDEST: Final = AGES[-1]
_ORDER: Final = "`between` takes the smaller number first; several tests must all pass"
_TEST: Final = Shape(what="a test of years", optional=("under", "at_least", "between"))


def read_ages(report: Report, node: Node, fact: str) -> AgeSet | None:
    """Return the years that pass the test; None if it is none, or lets all or no years pass."""
    if isinstance(node, MappingNode):
        ages = _read_bounds(report, node, fact)
    elif isinstance(node, SequenceNode):
        ages = _read_list(report, node, fact)
    else:
        number = read_number(report, node, f"`{fact}`", 0, _OLDEST)
        ages = None if number is None else age_set([number])
    if ages in {0, ALL_AGES}:
        which = "no" if ages == 0 else "every"
        message = f"this test of `{fact}` lets {which} number of years pass"
        report.add("SX222", message, node.place, _ORDER if ages == 0 else None)
        return None
    return ages


def _read_list(report: Report, node: SequenceNode, fact: str) -> AgeSet | None:
    items = items_of(report, node)
    if items is None:
        return None
    numbers = [read_number(report, item, f"`{fact}`", 0, _OLDEST) for item in items]
    told = [number for number in numbers if number is not None]
    if len(told) < len(numbers):
        return None
    if len(set(told)) < len(told):
        report.add("SX226", f"a value of `{fact}` stands in this list twice", node.place)
        return None
    return age_set(told)


def _read_bounds(report: Report, node: MappingNode, fact: str) -> AgeSet | None:
    fields = open_fields(report, node, _TEST)
    if fields is None or len(fields.own) < len(node.entries):
        return None
    if not fields.own:
        report.add("SX225", f"this test of `{fact}` is empty", node.place)
        return None
    ages: int = ALL_AGES
    whole = True
    for key, value in fields.own.items():
        if key == "between":
            bounds = _read_between(report, value, fact)
        else:
            number = read_number(report, value, f"`{key}`", 0, _OLDEST + (key == "under"))
            bounds = None if number is None else _bounded(key, number)
        whole = whole and bounds is not None
        ages &= ALL_AGES if bounds is None else bounds
    return AgeSet(ages) if whole else None


def _bounded(key: str, number: int) -> AgeSet:
    return ages_from(0, number) if key == "under" else ages_from(number)


def _read_between(report: Report, node: Node, fact: str) -> AgeSet | None:
    if not isinstance(node, SequenceNode) or len(node.items) != 2:
        message = f"`between` takes the first and the last of the years, found {found(node)}"
        report.add("SX221", message, node.place, f"write `{fact}: {{between: [12, 17]}}`")
        return None
    first, last = (read_number(report, item, "`between`", 0, _OLDEST) for item in node.items)
    return None if first is None or last is None else ages_from(first, last + 1)
