"""Conditions under which two protocols may differ, the most telling first.

Nothing here is certain: `stating` proves which of them a difference keeps to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sexto_rules.facts import UNKNOWN, Incident, Person
from sexto_rules.facts.ages import AgeSet
from sexto_rules.facts.known import ages_of
from sexto_rules.facts.vocabulary import FACTS, Entity, Role
from sexto_rules.proof.changed_part import ChangedParts
from sexto_rules.proof.shorter import where_true
from sexto_rules.proof.written_out import WrittenOut
from sexto_rules.protocol.conditions import (
    ALWAYS,
    AgeTest,
    All,
    AnyOf,
    Condition,
    FactRef,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.wording import condition_words

__all__ = ["Candidates", "contrary", "parts_of", "possibly", "told_by"]

_LONGEST: Final = 240
"""What is longer than so many letters is no short condition."""


class Candidates:
    """Finds conditions for what one protocol says and the other does not."""

    def __init__(self, here: DayProtocol, there: DayProtocol) -> None:
        """Make it for what the first says."""
        self._parts = ChangedParts(here, there)
        self._here, self._there = WrittenOut(here, there), WrittenOut(there, here)
        self._days = here, there

    def between(
        self, holds: Condition, fails: Condition | None, *, weak: bool = False, fails_weak: bool
    ) -> list[Condition]:
        """Return conditions for that the first holds and the second, if there is one, does not.

        Args:
            holds: A condition here.
            fails: One there.
            weak: Whether the first only has to be possible.
            fails_weak: Whether the second fails only where it is not even possible.
        """
        part = None if fails is None else self._parts.between(holds, fails)
        changed = [] if part is None else [part, possibly(part)]
        holds = self._here.of(holds) or holds
        ours = [possibly(each) if weak else each for each in parts_of(holds)]
        if fails is None:
            return _each_once(self._of(ours))
        fails = self._there.of(fails) or fails
        alone = _only_in(holds, fails)
        theirs = [*parts_of(fails), *_alternatives(fails), fails]
        against = [contrary(each, weak=fails_weak) for each in theirs]
        changed += [possibly(each) if weak else each for each in alone]
        return _each_once([*self._of([*changed, *ours]), *self._of(against, there=True)])

    def of_both(self, here: Condition, there: Condition) -> list[Condition]:
        """Return conditions for that neither is certainly false."""
        ours = self._of(map(possibly, parts_of(here)))
        return _each_once([*ours, *self._of(map(possibly, parts_of(there)), there=True)])

    def of_classes(self) -> list[Condition]:
        """Return conditions for that an incident is routed otherwise."""
        part = self._parts.between_classes()
        changed = [] if part is None else [part, possibly(part)]
        found = self._of(changed)
        whens = [
            {each.id: each.when and (words.of(each.when) or each.when) for each in day.classes}
            for day, words in zip(self._days, (self._here, self._there), strict=True)
        ]
        pairs = [[of.get(name) for of in whens] for name in {**whens[0], **whens[1]}]
        changed_pairs = [(one, other) for one, other in pairs if one != other]
        for one, other in changed_pairs:
            if one is not None and other is not None:
                for each in _only_in(one, other):
                    found += self._of((each, possibly(each)))
                for each in _only_in(other, one):
                    found += self._of((each, possibly(each)), there=True)
        for pair in changed_pairs:
            for is_there, when in enumerate(pair):
                for each in [] if when is None else [*_alternatives(when), when]:
                    around = (each, possibly(each), Not(each), contrary(each, weak=False))
                    found += self._of(around, there=bool(is_there))
        return _each_once(found)

    def common(self, conditions: Iterable[Condition]) -> list[Condition]:
        """Return those of some conditions that both protocols understand alike, each once."""
        return _each_once(self._of(conditions))

    def _of(self, conditions: Iterable[Condition], *, there: bool = False) -> list[Condition]:
        """Return conditions in words that both understand; those for which there are short ones."""
        one, other = (self._there, self._here) if there else (self._here, self._there)
        found = []
        for each in conditions:
            known = one.of(each) or other.of(each)
            written = None if known is None else where_true(known)
            if written not in {None, ALWAYS} and len(condition_words(written)) <= _LONGEST:
                found.append(written)
        return found


def possibly(condition: Condition) -> Condition:
    """Return that it is not certainly false."""
    match condition:
        case Not(body):
            return contrary(body, weak=False)
        case Modal() | All(()):
            return condition
        case _:
            return Modal(Mode.POSSIBLY, condition)


def contrary(condition: Condition, *, weak: bool) -> Condition:
    """Return that it is not certainly true; with `weak`, that it is not even possible."""
    match condition:
        case Modal():
            return Not(condition)
        case Not(body) if weak:
            return body if isinstance(body, Modal) else Modal(Mode.CERTAINLY, body)
        case Not(body):
            return possibly(body)
        case _:
            return Not(condition) if weak else Not(Modal(Mode.CERTAINLY, condition))


def parts_of(condition: Condition) -> list[Condition]:
    """Return the parts that all have to hold."""
    if isinstance(condition, All):
        return [part for each in condition.parts for part in parts_of(each)]
    return [condition]


def told_by(incident: Incident) -> Iterator[Condition]:
    """Yield what an incident tells, a condition for each fact, person and device."""
    for name, spec in FACTS[None].items():
        value = getattr(incident, name)
        if value is not UNKNOWN and isinstance(value, bool | str) and spec.values != ():
            yield ValueTest(FactRef(Of.INCIDENT, name), frozenset({value}))
    for name, value in incident.answers.items():
        yield ValueTest(FactRef(Of.ANSWERS, name), frozenset({value}))
    for person in incident.persons:
        told = tuple(_told_of(person))
        if told:
            body = told[0] if len(told) == 1 else All(told)
            yield Quantified(Quantifier.SOME, Entity.PERSON, body)


def _told_of(person: Person) -> Iterator[Condition]:
    for role in Role:
        if person.role(role) is True:
            yield RoleTest(Of.PERSON, frozenset({role}))
    if person.age is not UNKNOWN:
        yield AgeTest(Of.PERSON, AgeSet(ages_of(person)))


def _alternatives(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, AnyOf) else ()


def _only_in(holds: Condition, fails: Condition) -> list[Condition]:
    """Return that one of the alternatives holds which only the first has."""
    others = _alternatives(fails) or (fails,)
    ours = tuple(each for each in _alternatives(holds) if each not in others)
    if not ours:
        return []
    return [ours[0] if len(ours) == 1 else AnyOf(ours)]


def _each_once(conditions: Iterable[Condition]) -> list[Condition]:
    """Return each condition once; two that read alike are one."""
    found: dict[str, Condition] = {}
    for each in conditions:
        found.setdefault(condition_words(each), each)
    return list(found.values())
