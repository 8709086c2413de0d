"""What a statement depends on: where that is the same on two days, so is what comes of it.

Only what may decide counts: no words, no sources, no dates. What is left out of a cone cannot
change the truth of the statement on any incident; what stands in it needlessly costs time alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

from attrs import evolve

from sexto_rules.proof.statements import Kind
from sexto_rules.proof.telling import alarm_duties
from sexto_rules.protocol.conditions import ClassTest, ConclusionTest, Condition
from sexto_rules.protocol.model import (
    Class,
    DayProtocol,
    Directive,
    Invariant,
    Modality,
    Period,
    PromiseKind,
)
from sexto_rules.protocol.walk import walk

__all__ = ["Cone", "Cones"]

Cone: TypeAlias = dict[tuple[str, str], object]
"""Whatever a statement depends on, by section and id, without its words."""

_Entry = TypeVar("_Entry", Class, Directive, Invariant)


class Cones:
    """What statements about a protocol on a day depend on."""

    def __init__(self, day: DayProtocol) -> None:
        """Gather the entries by id."""
        self._day = day
        self._conclusions = {each.id: each for each in day.conclusions}
        self._directives = {each.id: each for each in day.directives}
        self._invariants = {each.id: each for each in day.invariants}

    def of(self, kind: Kind, names: Iterable[str]) -> Cone:
        """Return what a statement of a kind about the entries of these names depends on."""
        cone: Cone = {}
        if kind is Kind.TRANSLATION:
            self._add_all(cone)
        if kind is Kind.CLASSES:
            self._add_classes(cone)
        if kind is Kind.TELLING:
            for directive in alarm_duties(self._day):
                self._add_directive(cone, directive)
        for name in filter(None, names):
            if kind in {Kind.INVARIANT, Kind.VACUOUS, Kind.REPEATED}:
                self._add_invariant(cone, self._invariants[name])
            elif name in self._directives:
                self._add_directive(cone, self._directives[name])
            elif name in self._conclusions:
                self._add_conclusion(cone, name)
            else:
                self._add_classes(cone)
        return cone

    def _add_all(self, cone: Cone) -> None:
        self._add_classes(cone)
        for name in self._conclusions:
            self._add_conclusion(cone, name)
        for directive in self._day.directives:
            self._add_directive(cone, directive)
        cone["order", ""] = [each.id for each in self._day.directives]

    def _add_invariant(self, cone: Cone, invariant: Invariant) -> None:
        """Its premise, and every line that one of its promises may speak of."""
        cone["invariants", invariant.id] = _bare(invariant)
        self._add_condition(cone, invariant.always)
        promises = (*invariant.promises, *invariant.some_of)
        acts = {act for each in promises for act in each.acts} | set(invariant.when_due)
        if any(each.kind is PromiseKind.NO_CONFLICT for each in promises):
            acts = set(self._day.protocol.acts)
        speaking = [each for each in self._day.directives if not acts.isdisjoint(each.acts)]
        for directive in speaking:
            self._add_directive(cone, directive)
        cone["order", invariant.id] = [each.id for each in speaking]

    def _add_directive(self, cone: Cone, directive: Directive) -> None:
        """Its condition, what overrides it, and what forbids its acts."""
        if ("directives", directive.id) in cone:
            return
        cone["directives", directive.id] = evolve(_bare(directive), contacts=(), reasons={})
        self._add_condition(cone, directive.condition)
        for other in self._day.directives:
            forbids = other.modality is Modality.MUST_NOT is not directive.modality
            if directive.id in other.overrides or (
                forbids and not set(directive.acts).isdisjoint(other.acts)
            ):
                self._add_directive(cone, other)

    def _add_condition(self, cone: Cone, condition: Condition | None) -> None:
        for node in () if condition is None else walk(condition):
            if isinstance(node, ConclusionTest):
                self._add_conclusion(cone, node.conclusion)
            elif isinstance(node, ClassTest):
                self._add_classes(cone)

    def _add_conclusion(self, cone: Cone, name: str) -> None:
        if ("conclusions", name) in cone:
            return
        conclusion = self._conclusions.get(name)
        if conclusion is None:  # none of its rules is in force
            cone["conclusions", name] = None
            return
        rules = [rule.when for rule in conclusion.rules]
        cone["conclusions", name] = conclusion.for_each, rules
        for condition in rules:
            self._add_condition(cone, condition)

    def _add_classes(self, cone: Cone) -> None:
        if ("classes", "") in cone:
            return
        cone["classes", ""] = [_bare(each) for each in self._day.classes]
        for each in self._day.classes:
            self._add_condition(cone, each.when)


def _bare(entry: _Entry) -> _Entry:
    return evolve(entry, period=Period(), sources=(), basis=None, note=None, text={})
