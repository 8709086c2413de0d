"""Which facts a directive may read, whatever is known: worked out with the protocol.

Facts are named as a protocol names them (`blackmail`, `answers.x`, `person.age`), so that for a
fact of an incident only those directives are looked at that can depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from sexto_rules.decisions.openness import COMPLETE
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
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
from sexto_rules.protocol.model import DayProtocol

__all__ = ["CLASSES", "fact_of", "readers_of", "reads_of"]

CLASSES: Final = -1
"""Stands among the numbers of directives for the possible classes."""

_AGE_FACTS: Final = ("age", "adult", "adult_suspected")
_GAP_FACTS: Final = frozenset(
    {COMPLETE[Entity.PERSON], "person.roles", *(f"person.{name}" for name in _AGE_FACTS)}
)


def fact_of(path: str) -> str:
    """Return the fact as a protocol names it: `persons.p1.age` is `person.age`."""
    for kind in Entity:
        if path.startswith(f"{kind}s."):
            return f"{kind}.{path.rpartition('.')[2]}"
    return path


def reads_of(day: DayProtocol) -> dict[int, frozenset[str]]:
    """Return by its number the facts that a directive may depend on, and those of `CLASSES`.

    Those that read the fewest facts stand first.
    """
    reads = _Reads(day)
    found = {CLASSES: reads.of_classes()}
    for number, directive in enumerate(day.directives):
        facts = reads.of(directive.condition)
        if directive.for_each is not None:
            facts |= {COMPLETE[directive.for_each]}
        found[number] = facts
    return dict(sorted(found.items(), key=lambda each: len(each[1])))


def readers_of(reads: Mapping[int, frozenset[str]]) -> dict[str, tuple[int, ...]]:
    """Return the same the other way round: by fact the directives, in that order."""
    found: dict[str, list[int]] = {}
    for number, facts in reads.items():
        for fact in facts:
            found.setdefault(fact, []).append(number)
    return {fact: tuple(numbers) for fact, numbers in found.items()}


class _Reads:
    """The facts that conditions read, through conclusions and classes."""

    def __init__(self, day: DayProtocol) -> None:
        self._day = day
        self._conclusions = {each.id: each for each in day.conclusions}
        self._known: dict[int, frozenset[str]] = {}

    def of_classes(self) -> frozenset[str]:
        conditions = (each.when for each in self._day.classes if each.when is not None)
        return frozenset().union(*map(self.of, conditions))

    def of(self, condition: Condition) -> frozenset[str]:
        found = self._known.get(id(condition))
        if found is None:
            found = self._known[id(condition)] = frozenset(self._read(condition))
        return found

    def _read(self, condition: Condition) -> Iterator[str]:
        match condition:
            case All(parts) | AnyOf(parts):
                for part in parts:
                    yield from self.of(part)
            case Not(body) | Modal(_, body):
                yield from self.of(body)
            case Quantified(_, kind, body):
                yield COMPLETE[kind]
                yield from self.of(body)
            case ConclusionTest(name):
                for rule in self._conclusions[name].rules:
                    yield from self.of(rule.when)
            case ClassTest():
                yield from self.of_classes()
            case ValueTest(fact) | FactStatus(fact):
                yield from _facts(fact)
            case AgeTest(of):
                yield from _facts(FactRef(of, "age"))
            case RoleTest(of):
                yield from _facts(FactRef(of, "roles"))
            case GapTest():
                yield from _GAP_FACTS
            case DoneTest():
                return
            case _:
                assert_never(condition)


def _facts(fact: FactRef) -> Iterator[str]:
    """Yield the facts that can change what is known of one; any of an age says more of it."""
    match fact.of:
        case Of.INCIDENT | Of.ANSWERS:
            yield str(fact)
            return
        case Of.HOLDER:
            yield "device.holder"
    entity = Entity.DEVICE if fact.of is Of.DEVICE else Entity.PERSON
    for name in _AGE_FACTS if fact.name in {"age", "adult"} else (fact.name,):
        yield f"{entity}.{name}"
