"""Which open facts are relevant: exactly, those first that may be.

`design/language.md`, *Questions*. First by residual conditions: every class and directive says
between which truth values it matters on which side its condition is (a *cut*): a duty that
waits for certainty does not care whether it is false or unknown. Least, greatest and not carry a
cut to the parts. Where both sides of a cut are in reach, the facts behind it may be relevant;
never fewer than are. Of each it is then decided whether it is (`exact`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from attrs import frozen

from sexto_rules.decisions.exact import ExactRelevance, Finding
from sexto_rules.decisions.openness import (
    COMPLETE,
    NEW,
    Around,
    is_list_open,
    listed,
    open_facts,
)
from sexto_rules.decisions.reach import CERTAIN, POSSIBLE, Cuts, Reach
from sexto_rules.decisions.readers import CLASSES, fact_of
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.sieve import BOTH, Sieve, class_conditions
from sexto_rules.decisions.statuses import Plan, is_discharged
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Scope, Target, Truth
from sexto_rules.reference import BLANK

__all__ = ["APPLYING", "EXACT", "RESIDUAL", "Dependents", "Relevance"]

EXACT: Final = "exact"
"""The name of this test of relevance, in a decision."""

RESIDUAL: Final = "residual"
"""The name of the cheaper test, where for some fact no other came to an end."""


@frozen
class Dependents:
    """What an open fact may change: the route, and these directives.

    Those that depend on the fewest open facts stand first: they say most about the question.
    """

    route: bool
    directives: tuple[Directive, ...]


class Relevance:
    """What is relevant of one incident; each answer is worked out when first asked for."""

    def __init__(
        self, plan: Plan, residuals: Residuals, ruled_out: frozenset[str] = frozenset()
    ) -> None:
        """Begin with nothing worked out.

        Args:
            plan: The protocol on the day.
            residuals: What every condition can still become.
            ruled_out: Facts that are known not to be relevant.
        """
        self._plan = plan
        self._residuals = residuals
        self._exact = ExactRelevance(plan, residuals)
        self._sieve = Sieve(residuals)
        self._behind: dict[int, frozenset[str]] = {}
        self._findings: dict[str, Finding] = dict.fromkeys(ruled_out, Finding.NO)

    @cached_property
    def open(self) -> dict[str, None]:
        """The open facts, in the order of the vocabulary."""
        return dict.fromkeys(open_facts(self._plan.day, self._residuals.incident))

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """The facts that may be relevant, in the order of the vocabulary: never fewer than are."""
        return tuple(path for path in self.open if next(self._may_depend(path), None) is not None)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that are relevant, in the order of the vocabulary."""
        return tuple(filter(self.is_relevant, self.open))

    @property
    def test(self) -> str:
        """By which test the answers so far were given."""
        is_exact = Finding.UNSURE not in self._findings.values()
        return EXACT if is_exact else RESIDUAL

    @property
    def ruled_out(self) -> frozenset[str]:
        """The facts that were found not to be relevant."""
        return frozenset(path for path, found in self._findings.items() if found is Finding.NO)

    def is_relevant(self, path: str) -> bool:
        """Whether a fact is open and relevant; where that cannot be decided, it counts as such."""
        if path not in self.open:
            return False
        found = self._findings.get(path)
        if found is None:
            found = self._findings[path] = self._exact.of(path, lambda: self._affected(path))
        return found is not Finding.NO

    def _may_depend(self, path: str) -> Iterator[int]:
        """Yield the directives that may depend on a fact, those that read the fewest first."""
        for number in self._plan.readers.get(fact_of(path), ()):
            if path in self._facts_behind(number):
                yield number

    def _facts_behind(self, number: int) -> frozenset[str]:
        """Return which facts may change the classes, or a directive."""
        found = self._behind.get(number)
        if found is None:
            parts = (
                _behind_classes(self._sieve)
                if number == CLASSES
                else _behind_directive(self._sieve, self._plan, number)
            )
            found = self._behind[number] = frozenset().union(*parts)
        return found

    def _affected(self, path: str) -> Iterator[int]:
        """Yield what may depend on a fact, then what that may override, hold or free."""
        seen: set[int] = set()
        for number in self._may_depend(path):
            seen.add(number)
            yield number
        pending = [number for number in seen if number != CLASSES]
        while pending:
            number = pending.pop()
            others = sorted({*self._plan.met[number], *self._plan.overridden[number]} - seen)
            seen.update(others)
            pending += others
            yield from others

    def dependents(self, path: str) -> Dependents:
        """Return for what an open fact is found to matter; it matters for nothing else."""
        found = [
            number
            for number in self._affected(path)
            if self._exact.of(path, lambda: [number]) is not Finding.NO  # noqa: B023 - at once
        ]
        directives = self._plan.day.directives
        return Dependents(
            CLASSES in found,
            tuple(directives[number] for number in found if number != CLASSES),
        )


def _behind_classes(sieve: Sieve) -> Iterator[frozenset[str]]:
    """Yield what is behind the conditions of the classes that may still be the route."""
    for condition in class_conditions(sieve.residuals):
        yield sieve.behind(condition, None, BOTH)


def _behind_directive(sieve: Sieve, plan: Plan, number: int) -> Iterator[frozenset[str]]:
    """Yield what is behind the condition of a directive, for everybody whom it is about."""
    directive, residuals = plan.day.directives[number], sieve.residuals
    cuts = _cuts_of(plan, residuals, number)
    if directive.for_each is not None:
        yield from _behind_each(sieve, directive, directive.for_each, cuts)
    elif not _is_over(directive, None, residuals):
        yield sieve.behind(directive.condition, None, cuts)


def _cuts_of(plan: Plan, residuals: Residuals, number: int) -> Cuts:
    """Return where it matters on which side the condition of a directive is.

    Where it begins to apply; and whether it is certain, for one that overrides, and for one
    that applies in doubt and meets another: so held and conflict are told apart.
    """
    directive = plan.day.directives[number]
    if directive.in_doubt is InDoubt.WAITS:
        return CERTAIN
    meets = any(
        _can_be_certain(plan.day.directives[other], residuals) for other in plan.met[number]
    )
    return BOTH if directive.overrides or meets else POSSIBLE


def _can_be_certain(directive: Directive, residuals: Residuals) -> bool:
    """Whether the condition of a directive is or may become true, for somebody at least."""
    kind = directive.for_each
    abouts: list[Around] = [None]
    if kind is not None:
        abouts = [*listed(residuals.incident, kind)]
        abouts += [NEW] if is_list_open(residuals.incident, kind) else [BLANK]
    certain = 1 << Truth.TRUE
    return any(residuals.of(directive.condition, about).reach & certain for about in abouts)


def _is_over(directive: Directive, target: Target | None, residuals: Residuals) -> bool:
    """Whether a directive was done for a target, so that its condition matters no more."""
    return (
        directive.modality is not Modality.MUST_NOT
        and not directive.overrides
        and is_discharged(directive, target, residuals.incident)
    )


def _behind_each(
    sieve: Sieve, directive: Directive, kind: Entity, cuts: Cuts
) -> Iterator[frozenset[str]]:
    """Yield what is behind the condition for everybody listed, and for whoever may yet be.

    While the list is open, closing it takes the line "any other" away, and listing one more
    adds a line: the list matters if one of these could apply.
    """
    residuals = sieve.residuals
    condition = directive.condition
    for each in listed(residuals.incident, kind):
        if not _is_over(directive, Target(kind, Scope.ONE, each.id), residuals):
            yield sieve.behind(condition, each, cuts)
    applying = APPLYING[directive.in_doubt]
    if is_list_open(residuals.incident, kind):
        yield sieve.behind(condition, NEW, cuts)
        if residuals.of(condition, NEW).reach & applying:
            yield frozenset({COMPLETE[kind]})
    elif directive.modality is Modality.MUST_NOT and not list_closed(residuals.incident, kind):
        yield sieve.behind(condition, BLANK, cuts)


APPLYING: Final[dict[InDoubt, Reach]] = {
    InDoubt.APPLIES: 1 << Truth.UNKNOWN | 1 << Truth.TRUE,
    InDoubt.WAITS: 1 << Truth.TRUE,
}
"""Of which values of its condition a directive applies."""
