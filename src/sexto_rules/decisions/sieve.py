"""The open facts behind a condition: never fewer than can bring it to the other side of a cut.

A class or directive matters where its condition changes sides between certain truth values: at
a *cut*. Least, greatest and not carry a cut to the parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias, assert_never

from sexto_rules.decisions.leaves import facts_read
from sexto_rules.decisions.openness import COMPLETE, NEW, Around, is_list_open, listed
from sexto_rules.decisions.reach import CERTAIN, POSSIBLE, Cuts, spans
from sexto_rules.decisions.residual import Residuals, key_of
from sexto_rules.facts.known import list_closed
from sexto_rules.protocol.conditions import (
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
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK

__all__ = ["BOTH", "Sieve", "class_conditions"]

BOTH: Final = POSSIBLE | CERTAIN
"""Both cuts."""

_NONE: Final[frozenset[str]] = frozenset()

_Around: TypeAlias = tuple[Condition, Around, Cuts]


def class_conditions(residuals: Residuals) -> Iterator[Condition]:
    """Yield the conditions of the classes, up to one that is and stays true."""
    for each in residuals.day.classes:
        if each.when is None:
            return
        yield each.when
        if residuals.of(each.when).reach == 1 << Truth.TRUE:
            return


class Sieve:
    """The open facts behind conditions, each looked at once for every cut."""

    def __init__(self, residuals: Residuals) -> None:
        """Begin with none."""
        self.residuals = residuals
        self._found: dict[tuple[int, object, Cuts], frozenset[str]] = {}

    def behind(self, condition: Condition, about: Around, cuts: Cuts) -> frozenset[str]:
        """Return the open facts that can bring the condition to the other side of a cut."""
        cuts = spans(self.residuals.of(condition, about).reach, cuts)
        if not cuts:
            return _NONE
        key = (id(condition), key_of(about), cuts)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._inside(condition, about, cuts)
        return found

    def _all_behind(self, parts: Iterable[_Around]) -> frozenset[str]:
        return _NONE.union(*(self.behind(*each) for each in parts))

    def _inside(self, condition: Condition, about: Around, cuts: Cuts) -> frozenset[str]:
        """Return the facts behind the parts on which a condition depends, or that it tests."""
        match condition:
            case All(parts) | AnyOf(parts):
                return self._all_behind((part, about, cuts) for part in parts)
            case Not(body):
                return self.behind(body, about, _swapped(cuts))
            case ConclusionTest(name):
                conclusion = self.residuals.conclusions[name]
                return self._all_behind(
                    (*rule, cuts) for rule in self.residuals.rules(conclusion, about)
                )
            case Quantified():
                return self._in_quantified(condition, cuts)
            case ClassTest():
                return self._all_behind(
                    (each, None, BOTH) for each in class_conditions(self.residuals)
                )
            case Modal(Mode.CANNOT_SAY, body):
                return self._read_by(body, about)
            case Modal(mode, body):
                return self.behind(body, about, _MODAL_CUTS[mode])
            case ValueTest() | AgeTest() | RoleTest() | GapTest() | DoneTest() | FactStatus():
                return self.residuals.behind(condition, about) or _NONE
            case _:
                assert_never(condition)

    def _in_quantified(self, condition: Quantified, cuts: Cuts) -> frozenset[str]:
        """Return the facts behind the body for everybody listed, and whoever may yet be."""
        body, kind = condition.body, condition.entity
        if condition.quantifier is Quantifier.NONE:
            cuts = _swapped(cuts)
        incident, is_and = self.residuals.incident, condition.quantifier is Quantifier.EVERY
        found = self._all_behind((body, each, cuts) for each in listed(incident, kind))
        if is_list_open(incident, kind):
            found |= self.behind(body, NEW, cuts)
            nothing = Truth.TRUE if is_and else Truth.FALSE
            if self.residuals.further(condition).reach != 1 << nothing:
                found |= {COMPLETE[kind]}
        elif not list_closed(incident, kind):
            found |= self.behind(body, BLANK, cuts & (CERTAIN if is_and else POSSIBLE))
        return found

    def _read_by(self, condition: Condition, about: Around) -> frozenset[str]:
        """Return every open fact that a condition reads, whatever its value."""
        return _NONE.union(*self._reads(condition, about))

    def _reads(self, condition: Condition, about: Around) -> Iterator[Iterable[str]]:
        match condition:
            case All(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._reads(part, about)
            case Not(body) | Modal(_, body):
                yield from self._reads(body, about)
            case ConclusionTest(name):
                conclusion = self.residuals.conclusions[name]
                for when, its_about in self.residuals.rules(conclusion, about):
                    yield from self._reads(when, its_about)
            case ClassTest():
                for each in self.residuals.day.classes:
                    if each.when is not None:
                        yield from self._reads(each.when, None)
            case Quantified(_, entity, body):
                for one in listed(self.residuals.incident, entity):
                    yield from self._reads(body, one)
                if is_list_open(self.residuals.incident, entity):
                    yield (COMPLETE[entity],)
                    yield from self._reads(body, NEW)
            case ValueTest() | AgeTest() | RoleTest() | GapTest() | DoneTest() | FactStatus():
                yield facts_read(condition, self.residuals.incident, about)
            case _:
                assert_never(condition)


_MODAL_CUTS: Final = {
    Mode.POSSIBLY: POSSIBLE,
    Mode.CERTAINLY: CERTAIN,
    Mode.UNKNOWN: BOTH,
    Mode.KNOWN: BOTH,
}
"""Where it matters on which side the body of a modal is."""


def _swapped(cuts: Cuts) -> Cuts:
    """Return the cuts of the body of a `not`: possible and certain change places."""
    return (CERTAIN if cuts & POSSIBLE else 0) | (POSSIBLE if cuts & CERTAIN else 0)
