"""Which facts a directive may read, whatever is known: worked out with the protocol.

Facts are named as a protocol names them (`blackmail`, `answers.x`, `person.age`), so that for a
fact of an incident only those directives are looked at that can depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sexto_rules.decisions.openness import COMPLETE
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import Condition, GapTest
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.reads import facts_read
from sexto_rules.protocol.walk import conclusions_used, uses_class, walk

__all__ = ["CLASSES", "fact_of", "gap_readers_of", "readers_of", "reads_of"]

CLASSES: Final = -1
"""Stands among the numbers of directives for the possible classes."""


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
    reads = _Reads(day, _facts_in)
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


def gap_readers_of(day: DayProtocol) -> frozenset[int]:
    """Return the directives that ask how far two ages are apart, and `CLASSES` if these do."""
    reads = _Reads(day, _gaps_in)
    found = {number for number, each in enumerate(day.directives) if reads.of(each.condition)}
    return frozenset(found | {CLASSES} if reads.of_classes() else found)


def _facts_in(condition: Condition) -> frozenset[str]:
    return frozenset(str(fact) for fact, _ in facts_read(condition))


def _gaps_in(condition: Condition) -> frozenset[str]:
    return frozenset(str(each.years) for each in walk(condition) if isinstance(each, GapTest))


class _Reads:
    """What conditions read, through conclusions and classes, from what each reads itself."""

    def __init__(self, day: DayProtocol, own: Callable[[Condition], frozenset[str]]) -> None:
        self._day = day
        self._own = own
        self._conclusions = {each.id: each for each in day.conclusions}
        self._known: dict[str, frozenset[str]] = {}

    def of_classes(self) -> frozenset[str]:
        conditions = (each.when for each in self._day.classes if each.when is not None)
        return frozenset().union(*map(self.of, conditions))

    def of(self, condition: Condition) -> frozenset[str]:
        behind = map(self._of_conclusion, conclusions_used(condition))
        classes = self.of_classes() if uses_class(condition) else frozenset()
        return self._own(condition).union(classes, *behind)

    def _of_conclusion(self, name: str) -> frozenset[str]:
        found = self._known.get(name)
        if found is None:
            rules = self._conclusions[name].rules
            found = self._known[name] = frozenset().union(*(self.of(rule.when) for rule in rules))
        return found
