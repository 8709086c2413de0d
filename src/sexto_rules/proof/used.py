"""What a protocol on a day looks at: the values that its conditions name, the acts it asks for.

A value that nobody names is like any other such value, so that one stands for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, FactSpec
from sexto_rules.protocol.conditions import DoneTest, Of, ValueTest
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.walk import walk
from sexto_rules.sampling.focus import conditions_of

__all__ = ["Used", "possible_values", "used_by"]

_MOVES = frozenset({"secure_device", "hand_over_device"})


@frozen
class Used:
    """Values of each fact (by what it belongs to and its name), and the acts.

    `values` ends with one that no condition names, where the fact has one; that is what
    anything else stands for.
    """

    values: Mapping[tuple[Of, str], tuple[str | bool, ...]]
    acts: tuple[str, ...]

    def of_entity(self, of: Of) -> Mapping[str, tuple[str | bool, ...]]:
        """Return the values of each fact of one kind of bearer."""
        return {name: values for (whose, name), values in self.values.items() if whose is of}


def used_by(day: DayProtocol) -> Used:
    """Return what a protocol on a day looks at."""
    named: dict[tuple[Of, str], set[str | bool]] = {}
    acts = set(_MOVES)
    for condition in conditions_of(day):
        for node in walk(condition):
            if isinstance(node, ValueTest):
                of = Of.PERSON if node.fact.of is Of.HOLDER else node.fact.of
                named.setdefault((of, node.fact.name), set()).update(node.values)
            elif isinstance(node, DoneTest):
                acts |= node.acts
    for directive in day.directives:
        if directive.modality is not Modality.NOTE:
            acts.update(directive.acts)
    return Used(
        {
            key: _told(possible, named.get(key, set()))
            for key, possible in possible_values(day).items()
        },
        tuple(act for act in day.protocol.acts if act in acts),
    )


def possible_values(day: DayProtocol) -> dict[tuple[Of, str], tuple[str | bool, ...]]:
    """Return every value of every fact that is a yes or no, a choice or a code."""
    found: dict[tuple[Of, str], tuple[str | bool, ...]] = {}
    bearers = {None: Of.INCIDENT, Entity.PERSON: Of.PERSON, Entity.DEVICE: Of.DEVICE}
    for entity, of in bearers.items():
        for spec in FACTS[entity].values():
            values = _values_of(spec, day)
            if values:
                found[of, spec.name] = values
    for answer in day.answers:
        choices = tuple(choice.id for choice in answer.choices)
        found[Of.ANSWERS, answer.id] = choices or (True, False)
    return found


def _values_of(spec: FactSpec, day: DayProtocol) -> tuple[str | bool, ...]:
    match spec.kind:
        case FactKind.BOOL:
            return (True, False)
        case FactKind.CHOICE:
            return spec.values
        case FactKind.CODE:
            return tuple(region.id for region in day.protocol.regions)
        case FactKind.MOMENT:
            return ("told",)
        case _:
            return ()


def _told(possible: tuple[str | bool, ...], named: set[str | bool]) -> tuple[str | bool, ...]:
    """Return the values that are named, and one that is not."""
    if True in possible:
        return possible
    others = [value for value in possible if value not in named]
    return (*(value for value in possible if value in named), *others[:1])
