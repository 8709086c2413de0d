"""Which classes and directives may take something back on purpose, worked out beforehand.

Conditions are walked through conclusions and classes for whatever asks about knowledge itself
(`losses` says which nodes those are). `not` swaps the values that may be taken back; the other
connectives and the quantifiers pass them on. The result names too much rather than too little:
where the classes may take something back, every test of the class may.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias, assert_never

from attrs import define, field, frozen

from sexto_rules.protocol.conditions import (
    ALWAYS,
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Quantified,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol, InDoubt, Modality
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference.learning.losses import COMPLETENESS, gives_up

__all__ = ["Deliberate", "DeliberateNodes", "find_deliberate"]

_VALUES: Final = (Truth.TRUE, Truth.FALSE)


@frozen
class Deliberate:
    """What a class or directive may take back, and through which nodes.

    `values` are what learning more may take back: of a directive a certain duty or prohibition
    (true), or that it is absent or lifted (false); of a class that it is excluded (false), which
    it is by its own condition or by that of an earlier class. `in_doubt`: a duty given in doubt
    goes when its condition turns out to be false.
    """

    id: str
    values: frozenset[Truth]
    nodes: tuple[Condition, ...]
    in_doubt: bool = False


def find_deliberate(day: DayProtocol) -> dict[str, Deliberate]:
    """Return, by id, each class and directive that may take something back on purpose.

    Example:
        >>> from datetime import date
        >>> from sexto_rules import load_protocol
        >>> from sexto_rules.protocol.dates import on
        >>> find_deliberate(on(load_protocol("core"), date(2026, 1, 15)))
        {}
    """
    walker = DeliberateNodes(day)
    found = {}
    earlier: tuple[Condition, ...] = ()
    for one in day.classes:
        own = walker.of(ALWAYS if one.when is None else one.when)
        if excluded := (*earlier, *own.get(Truth.FALSE, ())):
            found[one.id] = _deliberate(one.id, {Truth.FALSE: excluded})
        earlier = (*earlier, *own.get(Truth.TRUE, ()))
    for directive in day.directives:
        nodes = walker.of(directive.condition)
        in_doubt = (
            directive.modality is not Modality.MUST_NOT and directive.in_doubt is InDoubt.APPLIES
        )
        if nodes or in_doubt:
            found[directive.id] = _deliberate(directive.id, nodes, in_doubt=in_doubt)
    return found


_Nodes: TypeAlias = dict[Truth, tuple[Condition, ...]]


def _deliberate(name: str, nodes: _Nodes, *, in_doubt: bool = False) -> Deliberate:
    every = tuple(dict.fromkeys(node for each in nodes.values() for node in each))
    return Deliberate(name, frozenset(nodes), every, in_doubt)


@define
class DeliberateNodes:
    """Walks the conditions of a day; each conclusion and the classes once for each value."""

    day: DayProtocol
    _conclusions: dict[tuple[str, Truth], tuple[Condition, ...]] = field(factory=dict)
    _classes: tuple[Condition, ...] | None = None

    def of(self, condition: Condition) -> _Nodes:
        """Return the nodes by the value that they may take back, without values that stay."""
        found = {value: tuple(self._through(condition, value)) for value in _VALUES}
        return {value: nodes for value, nodes in found.items() if nodes}

    def _through(self, condition: Condition, value: Truth) -> Iterator[Condition]:
        """Yield the nodes through which the condition may take back this value."""
        match condition:
            case All(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._through(part, value)
            case Not(body):
                yield from self._through(body, _opposite(value))
            case Quantified(quantifier, _, body):
                yield from self._through(body, _opposite(value) if quantifier == "none" else value)
            case Modal():
                yield from self._through_mode(condition, value)
            case FactStatus(_, mode):
                if value in gives_up(mode):
                    yield condition
            case ConclusionTest(name):
                yield from self._through_conclusion(name, value)
            case ClassTest():
                yield from self._through_classes()
            case ValueTest(fact):
                if fact.name in COMPLETENESS:
                    yield condition
            case AgeTest() | RoleTest() | GapTest() | DoneTest():
                return
            case _:
                assert_never(condition)

    def _through_mode(self, condition: Modal, value: Truth) -> Iterator[Condition]:
        """The way that the mode goes is deliberate; the other way only its body may go."""
        match condition.mode:
            case mode if value in gives_up(mode):
                yield condition
            case Mode.POSSIBLY | Mode.CERTAINLY:
                yield from self._through(condition.body, value)
            case _:
                for each in _VALUES:
                    yield from self._through(condition.body, each)

    def _through_conclusion(self, name: str, value: Truth) -> tuple[Condition, ...]:
        key = (name, value)
        if key not in self._conclusions:
            conclusion = next(each for each in self.day.conclusions if each.id == name)
            self._conclusions[key] = tuple(
                node for rule in conclusion.rules for node in self._through(rule.when, value)
            )
        return self._conclusions[key]

    def _through_classes(self) -> tuple[Condition, ...]:
        if self._classes is None:
            self._classes = tuple(
                node
                for one in self.day.classes
                if one.when is not None
                for nodes in self.of(one.when).values()
                for node in nodes
            )
        return self._classes


def _opposite(value: Truth) -> Truth:
    return Truth(Truth.TRUE - value)
