"""From `fact: value` to a test: each kind of fact takes its own values.

`unknown`, `known` and `cannot_say` may be asked of any fact.
"""

from __future__ import annotations

from typing import Final

from sexto_rules.authoring.ages import read_ages
from sexto_rules.authoring.fields import found, items_of
from sexto_rules.authoring.hints import help_for_value
from sexto_rules.authoring.names import Reading
from sexto_rules.authoring.report import Report, listed, quoted
from sexto_rules.authoring.values import read_bool
from sexto_rules.documents import MappingNode, Node, ScalarNode
from sexto_rules.errors import Place
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet
from sexto_rules.facts.vocabulary import FactKind, Role, fact_spec
from sexto_rules.protocol.conditions import (
    STATUS_MODES,
    AgeTest,
    Condition,
    FactRef,
    FactStatus,
    Mode,
    Of,
    RoleTest,
    ValueTest,
)

__all__ = ["read_fact_test", "read_status", "read_values"]

_STATUS: Final = {mode.value: mode for mode in STATUS_MODES}


def read_status(node: Node) -> Mode | None:
    """Return which of `unknown`, `known`, `cannot_say` a value is; None if it is another."""
    return _STATUS.get(node.text) if isinstance(node, ScalarNode) else None


def read_fact_test(reading: Reading, ref: FactRef, place: Place, node: Node) -> Condition | None:
    """Return the test that a fact has the value written beside it."""
    mode = read_status(node)
    if mode is not None:
        return FactStatus(ref, mode, place)
    kind, values = kind_of(reading, ref)
    if kind is FactKind.CODE and not reading.report.whole:
        return None
    match kind:
        case FactKind.BOOL:
            return _read_bool_test(reading.report, ref, place, node)
        case FactKind.CHOICE | FactKind.CODE:
            chosen = read_values(reading.report, node, str(ref), values)
            return None if chosen is None else ValueTest(ref, frozenset(chosen), place)
        case FactKind.ROLES:
            roles = read_values(reading.report, node, str(ref), tuple(Role))
            if roles is None:
                return None
            return RoleTest(ref.of, frozenset(Role(role) for role in roles), place)
        case FactKind.AGE:
            ages = read_ages(reading.report, node, str(ref))
            return None if ages is None else AgeTest(ref.of, ages, place)
        case _:
            reading.report.add(
                "SX221",
                f"`{ref}` can only be tested for being `unknown`, `known` or `cannot_say`, "
                f"found {found(node)}",
                node.place,
                "a holder's facts are tested as `device.holder.roles` and the like"
                if kind is FactKind.REFERENCE
                else None,
            )
            return None


def kind_of(reading: Reading, ref: FactRef) -> tuple[FactKind, tuple[str, ...]]:
    """Return the kind of a fact and its values, in this protocol."""
    if ref.of is Of.ANSWERS:
        choices = reading.names.answers[ref.name]
        return (FactKind.CHOICE if choices else FactKind.BOOL), choices
    spec = fact_spec(ref.name)
    assert spec is not None, "a reference names a fact of the vocabulary"
    if spec.kind is FactKind.CODE:
        return spec.kind, tuple(sorted(reading.names.regions))
    return spec.kind, spec.values


def _read_bool_test(report: Report, ref: FactRef, place: Place, node: Node) -> Condition | None:
    items = [node] if not _is_list(node) else items_of(report, node)
    if items is None:
        return None
    if isinstance(node, MappingNode):
        report.add("SX221", f"`{ref}` is `yes` or `no`, found {found(node)}", node.place)
        return None
    values = [read_bool(report, item, f"`{ref}`") for item in items]
    if None in values:
        return None
    if len(set(values)) < len(values):
        report.add("SX226", f"a value of `{ref}` stands in this list twice", node.place)
        return None
    if ref.name == "adult" and ref.of is not Of.ANSWERS:
        ages = 0
        for value in values:
            ages |= ADULT_AGES if value else ALL_AGES & ~ADULT_AGES
        return AgeTest(ref.of, AgeSet(ages), place)
    return ValueTest(ref, frozenset(value for value in values if value is not None), place)


def _is_list(node: Node) -> bool:
    return not isinstance(node, ScalarNode | MappingNode)


def read_values(
    report: Report, node: Node, fact: str, values: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Return one or several different values of a fact; None if any is none of them."""
    if isinstance(node, MappingNode):
        message = f"`{fact}` is one of its values or a list of them, found {found(node)}"
        report.add("SX221", message, node.place, _help(values))
        return None
    items = items_of(report, node, single=True)
    chosen: list[str] = []
    for item in items or ():
        word = item.text if isinstance(item, ScalarNode) else None
        if word in chosen:
            report.add("SX226", f"{quoted(str(word))} stands in this list twice", item.place)
        elif word is not None and word in values:
            chosen.append(word)
        elif word in _STATUS:
            message = f"{quoted(str(word))} cannot stand in a list"
            help_ = f"write `any` with `{fact}: {word}` as one of its parts"
            report.add("SX221", message, item.place, help_)
        else:
            near = help_for_value(word or "", fact, values)
            near = near or report.nearest(word or "", values) or _help(values)
            report.add("SX220", f"{found(item)} is not a value of `{fact}`", item.place, near)
    return tuple(chosen) if items is not None and len(chosen) == len(items) else None


def _help(values: tuple[str, ...]) -> str:
    return f"its values are {listed(values, 'and')}" if values else "the protocol declares none"
