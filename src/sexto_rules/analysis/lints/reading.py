"""What the conditions of a protocol read: facts, conclusions, acts; on every day together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import Condition, DoneTest, FactRef, Of
from sexto_rules.protocol.model import Directive, Protocol, WithinKind
from sexto_rules.protocol.reads import facts_read
from sexto_rules.protocol.walk import conclusions_used, uses_class, walk

__all__ = ["Reading", "counts_from_report"]

REPORTED_AT: Final = FactRef(Of.INCIDENT, "reported_at")

_COMPLETE: Final = {
    Entity.PERSON: FactRef(Of.INCIDENT, "persons_complete"),
    Entity.DEVICE: FactRef(Of.INCIDENT, "devices_complete"),
}


def counts_from_report(directive: Directive) -> bool:
    """Whether its deadline is a moment that follows from that of the report."""
    within = directive.within
    return (
        within is not None
        and within.kind in {WithinKind.SAME_DAY, WithinKind.DURATION}
        and within.counted_from is None
    )


class Reading:
    """What is read, directly or through conclusions and classes."""

    def __init__(self, protocol: Protocol) -> None:
        """Gather the conditions of all entries, whenever they are in force."""
        self._protocol = protocol
        self._rules = {each.id: [rule.when for rule in each.rules] for each in protocol.conclusions}
        self._classes = [each.when for each in protocol.classes if each.when is not None]
        self.deciding: tuple[Condition, ...] = (
            *self._classes,
            *(each.condition for each in protocol.directives),
            *(each.always for each in protocol.invariants),
            *(each.when for each in protocol.questions),
        )
        """Conditions of what is decided, asked and promised: all but those of conclusions."""
        self.conclusions: frozenset[str] = self._reached(self.deciding)
        """The conclusions that they use, also one through the other."""

    def facts_of(self, conditions: Iterable[Condition]) -> frozenset[FactRef]:
        """Return the facts that the conditions read, also through conclusions and classes."""
        pending = list(conditions)
        if any(map(self.depends_on_class, pending)):
            pending += self._classes
        return frozenset(
            fact for each in self._with_conclusions(pending) for fact, _ in facts_read(each)
        )

    def depends_on_class(self, condition: Condition) -> bool:
        """Whether the condition asks for the class, itself or through conclusions."""
        return any(map(uses_class, self._with_conclusions([condition])))

    def deciding_facts(self) -> frozenset[FactRef]:
        """Return the facts that anything depends on: statuses, targets, deadlines, questions."""
        directives = self._protocol.directives
        lists = {_COMPLETE[each.for_each] for each in directives if each.for_each is not None}
        moment = {REPORTED_AT} if any(map(counts_from_report, directives)) else set()
        return self.facts_of(self.deciding) | lists | moment

    def every_fact(self) -> frozenset[FactRef]:
        """Return the facts that any condition reads, also of conclusions that nothing uses."""
        return self.facts_of([*self.deciding, *chain.from_iterable(self._rules.values())])

    def done(self) -> frozenset[str]:
        """Return the acts that a condition looks for in the journal."""
        every = chain(self.deciding, *self._rules.values())
        nodes = chain.from_iterable(map(walk, every))
        return frozenset(act for each in nodes if isinstance(each, DoneTest) for act in each.acts)

    def _with_conclusions(self, conditions: Iterable[Condition]) -> Iterator[Condition]:
        given = list(conditions)
        yield from given
        for name in sorted(self._reached(given)):
            yield from self._rules.get(name, ())

    def _reached(self, conditions: Iterable[Condition]) -> frozenset[str]:
        reached: set[str] = set()
        pending = list(conditions)
        while pending:
            more = conclusions_used(pending.pop()) - reached
            reached |= more
            pending += [rule for name in sorted(more) for rule in self._rules.get(name, ())]
        return frozenset(reached)
