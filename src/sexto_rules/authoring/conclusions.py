"""Reading the named conclusions and the classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve

from sexto_rules.authoring.conditions import read_condition, words_of_conditions
from sexto_rules.authoring.entries import (
    DATES,
    Statement,
    find_overlaps,
    read_basis,
    read_for_each,
    read_own_text,
    read_period,
    read_remark,
    read_statement,
)
from sexto_rules.authoring.fields import Fields, Shape, items_of, open_fields
from sexto_rules.authoring.names import Reading
from sexto_rules.authoring.report import listed
from sexto_rules.authoring.values import read_bool, read_name
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import Class, Conclusion, Period, Rule

__all__ = [
    "CLASS",
    "CONCLUSION",
    "RULE",
    "SHARED",
    "SHARED_BY_CLASSES",
    "read_classes",
    "read_conclusions",
]

SHARED: Final = ("sources", "basis", "for_each", *DATES)
"""What a group of conclusions may give to its items."""

SHARED_BY_CLASSES: Final = ("sources", "basis", *DATES)
"""What a group of classes may give to its items."""

CONCLUSION: Final = Shape(
    what="a conclusion",
    required=("id", "text"),
    optional=("for_each", "when", "rules", "basis", "sources", "remark", *DATES),
    hints={"unless": "write `not` inside `when`"},
)
RULE: Final = Shape(
    what="a rule", required=("when",), optional=("basis", "sources", "remark", *DATES)
)
CLASS: Final = Shape(
    what="a class",
    required=("id", "text"),
    optional=("when", "otherwise", "before", "basis", "sources", "remark", *DATES),
    hints={"for_each": "a class is one of the incident", "unless": "write `not` inside `when`"},
)


def read_conclusions(reading: Reading, entries: Sequence[Fields]) -> list[Conclusion]:
    """Return the conclusions; those of one id with different dates become one."""
    read = [
        conclusion
        for conclusion in (_read_conclusion(reading, entry) for entry in entries)
        if conclusion is not None
    ]
    find_overlaps(
        reading.report,
        "the conclusion",
        ((each.id, _hull(rule.period for rule in each.rules), each.place) for each in read),
    )
    merged: dict[str, Conclusion] = {}
    for conclusion in read:
        first = merged.get(conclusion.id)
        if first is None:
            merged[conclusion.id] = conclusion
            continue
        _require_same(reading, first, conclusion)
        merged[conclusion.id] = evolve(first, rules=first.rules + conclusion.rules)
    return list(merged.values())


def _require_same(reading: Reading, first: Conclusion, other: Conclusion) -> None:
    """Report what differs between two entries of one conclusion, and may not."""
    for key, one, two in (
        ("for_each", first.for_each, other.for_each),
        ("text", first.text, other.text),
    ):
        if one != two:
            reading.report.add(
                "SX245",
                f"the conclusion `{first.id}` has another `{key}` at {first.place}",
                other.place,
                "entries of one conclusion differ only in their rules and dates",
            )


def _hull(periods: Iterable[Period]) -> Period:
    """Return the shortest period that covers all of these."""
    all_periods = list(periods)
    starts = [period.start for period in all_periods]
    ends = [period.end for period in all_periods]
    told_starts = [start for start in starts if start is not None]
    told_ends = [end for end in ends if end is not None]
    return Period(
        min(told_starts) if len(told_starts) == len(starts) else None,
        max(told_ends) if len(told_ends) == len(ends) else None,
    )


def _read_conclusion(reading: Reading, entry: Fields) -> Conclusion | None:
    report = reading.report
    has_rules = entry.get("rules") is not None
    common = read_statement(reading, entry, has_basis=not has_rules)
    for_each = read_for_each(report, entry)
    text = read_own_text(reading, entry)
    if has_rules == (entry.get("when") is not None):
        report.add(
            "SX227",
            f"a conclusion has either `when` or `rules`, found {'both' * has_rules or 'neither'}",
            entry.place,
        )
        report.dropped = True
        return None
    rules = (
        _read_rules(reading, entry, for_each)
        if has_rules
        else _read_only_rule(reading, entry, for_each, common)
    )
    if common is None or rules is None:
        report.dropped = True
        return None
    if common["id"] in words_of_conditions():
        report.add(
            "SX212",
            f"`{common['id']}` already means something in a condition and cannot be a conclusion",
            entry.place,
        )
    return Conclusion(
        id=common["id"],
        origin=common["origin"],
        text=text,
        for_each=for_each,
        rules=rules,
        place=common["place"],
    )


def _read_only_rule(
    reading: Reading, entry: Fields, for_each: Entity | None, common: Statement | None
) -> tuple[Rule, ...] | None:
    """Return the rule of a conclusion that says `when` itself."""
    when = read_condition(reading, entry.own["when"], for_each)
    if when is None or common is None or common["basis"] is None:
        return None
    rule = Rule(
        when=when,
        basis=common["basis"],
        sources=common["sources"],
        period=common["period"],
        place=entry.place,
    )
    return (rule,)


def _read_rules(
    reading: Reading, entry: Fields, for_each: Entity | None
) -> tuple[Rule, ...] | None:
    """Return the rules of a conclusion that has several; its own basis and dates are theirs."""
    items = items_of(reading.report, entry.own["rules"])
    if items is None:
        return None
    shared = {
        key: node for key in (*DATES, "basis", "sources") if (node := entry.get(key)) is not None
    }
    fields = [open_fields(reading.report, item, RULE, shared) for item in items]
    rules = [None if each is None else _read_rule(reading, each, for_each) for each in fields]
    whole = tuple(rule for rule in rules if rule is not None)
    return whole if len(whole) == len(rules) else None


def _read_rule(reading: Reading, entry: Fields, for_each: Entity | None) -> Rule | None:
    basis, sources = read_basis(reading, entry)
    period = read_period(reading.report, entry)
    read_remark(reading, entry)
    node = entry.get("when")
    when = None if node is None else read_condition(reading, node, for_each)
    if basis is None or when is None:
        return None
    return Rule(when=when, basis=basis, sources=sources, period=period, place=entry.place)


def read_classes(reading: Reading, entries: Sequence[Fields]) -> list[tuple[Class, str | None]]:
    """Return the classes in order, each with the inherited class that it goes before."""
    read = [each for each in (_read_class(reading, entry) for entry in entries) if each]
    find_overlaps(
        reading.report, "the class", ((each.id, each.period, each.place) for each, _ in read)
    )
    return read


def _read_class(reading: Reading, entry: Fields) -> tuple[Class, str | None] | None:
    report = reading.report
    common = read_statement(reading, entry)
    text = read_own_text(reading, entry)
    before = _read_before(reading, entry)
    node, otherwise = entry.get("when"), entry.get("otherwise")
    if (node is None) == (otherwise is None):
        report.add(
            "SX227",
            "a class has either `when` or, for the last one, `otherwise: yes`, "
            f"found {'neither' if node is None else 'both'}",
            entry.place,
        )
    last = otherwise is not None and read_bool(report, otherwise, "`otherwise`")
    if otherwise is not None and last is False:
        report.add("SX232", "`otherwise: no` says nothing", otherwise.place, "leave it out")
    when = None if node is None else read_condition(reading, node)
    if common is None or (when is None and not last):
        report.dropped = True
        return None
    return Class(**common, text=text, when=when), before


def _read_before(reading: Reading, entry: Fields) -> str | None:
    """Return the inherited class before which this one goes."""
    inherited = reading.names.inherited_classes
    node = entry.get("before")
    if node is None:
        if inherited:
            reading.report.add(
                "SX240",
                "a new class says with `before` which inherited class it goes before",
                entry.place,
                f"the inherited classes are {listed(inherited, 'and')}",
            )
        return None
    if not inherited:
        message = "`before` names an inherited class, and none is inherited"
        reading.report.add("SX240", message, node.place, "classes stand in the order written")
        return None
    return read_name(reading.report, node, "inherited class", inherited)
