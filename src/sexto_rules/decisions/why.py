"""Why a line is what it is: the smallest part of what is known that makes it so, as a tree.

`Why.facts` is enough and not more: an incident that tells only these, of the same persons and
devices, gives the same line, and without any one of them it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

from attrs import field, frozen

from sexto_rules.decisions.alternatives import Alternative, Alternatives
from sexto_rules.decisions.defeating import defeating
from sexto_rules.decisions.explanation import Explainer
from sexto_rules.decisions.line import DecidedLine, Statement
from sexto_rules.decisions.openness import Around, about_of
from sexto_rules.decisions.otherwise import GIVEN, LIFTED, Goal, find_ways
from sexto_rules.decisions.part_explanation import PartExplainer
from sexto_rules.decisions.reasons import Reason, every_reason, is_unknown
from sexto_rules.decisions.replay import Replay
from sexto_rules.decisions.told import smallest_part, told_in, with_only
from sexto_rules.decisions.wish import NEW_IDS
from sexto_rules.decisions.written import line_to_dict, source_to_dict
from sexto_rules.facts.incident import Incident
from sexto_rules.protocol.model import Source
from sexto_rules.protocol.outcome import Line, Scope, Status, Target, Truth

__all__ = ["Beside", "Relation", "Why", "WhyFinder"]


class Relation(StrEnum):
    """How another directive makes a line what it is."""

    HELD_BY = "held_by"
    """A prohibition, certain or in doubt, holds the line or contradicts it."""

    INSTEAD_OF = "instead_of"
    """A prohibition keeps one of the alternatives from being given, and this one is free."""

    OVERRIDDEN_BY = "overridden_by"
    """The line gives way to it."""

    NOT_PROHIBITED_BY = "not_prohibited_by"
    """A prohibition of the act does not apply: the line would be held, were it not so."""

    NOT_OVERRIDDEN_BY = "not_overridden_by"
    """A directive that the line would give way to does not apply."""


@frozen(kw_only=True)
class Beside:
    """Another directive that makes a line what it is, and why it applies or does not."""

    relation: Relation
    directive: Statement
    reasons: tuple[Reason, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "relation": str(self.relation),
            "directive": self.directive.id,
            "modality": str(self.directive.modality),
            "text": dict(self.directive.text),
            "basis": None if self.directive.basis is None else str(self.directive.basis),
            "sources": list(self.directive.sources),
            "partly": list(self.directive.partly),
            "reasons": [reason.to_dict() for reason in self.reasons],
        }


@frozen(kw_only=True)
class Why:
    """Why a line is what it is.

    `facts`: what is told that makes it so; enough, and without any one of them it is not so.
    Empty where it is so whatever is told. `reasons`: the way from the facts to the line, as a
    tree. `unknown`: the facts, not known or that nobody can say, by which it is in doubt or
    waits. `beside`: the other directives that make it what it is. `sources`: in full, of the
    line and of all that is cited.
    """

    line: DecidedLine
    facts: tuple[Reason, ...]
    reasons: tuple[Reason, ...]
    unknown: tuple[Reason, ...]
    beside: tuple[Beside, ...]
    sources: tuple[Source, ...] = field(repr=False)
    _find_changes: Callable[[], Alternatives] = field(eq=False, repr=False)

    @property
    def changed_by(self) -> tuple[Alternative, ...]:
        """What would lift a prohibition in doubt, free what is held, make due what waits.

        Looked for when first read.
        """
        return self._changes.found

    @property
    def changed_by_complete(self) -> bool:
        """Whether every smallest set of facts that would is there; none, where there are none."""
        return self._changes.complete

    @cached_property
    def _changes(self) -> Alternatives:
        return self._find_changes()

    def cited(self) -> dict[str, Any]:
        """Return what it cites as plain data."""
        return {
            "facts": [str(fact) for fact in self.facts],
            "reasons": [reason.to_dict() for reason in self.reasons],
            "unknown": [str(fact) for fact in self.unknown],
            "beside": [each.to_dict() for each in self.beside],
        }

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "line": line_to_dict(self.line),
            **self.cited(),
            "changed_by": [each.to_dict() for each in self.changed_by],
            "changed_by_complete": self.changed_by_complete,
            "sources": [source_to_dict(source) for source in self.sources],
        }

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle what it says, not the incident and the protocol it was found in."""
        told = (self.line, self.facts, self.reasons, self.unknown, self.beside, self.sources)
        return _restored, (*told, self._changes)


def _restored(*said: Any) -> Why:  # noqa: ANN401 - what a `Why` says, in its order
    """Return the explanation that says this."""
    line, facts, reasons, unknown, beside, sources, changes = said
    return Why(
        line=line,
        facts=facts,
        reasons=reasons,
        unknown=unknown,
        beside=beside,
        sources=sources,
        find_changes=lambda: changes,
    )


class WhyFinder:
    """Explains the lines of one incident."""

    def __init__(self, replay: Replay, whole: Explainer, incident: Incident) -> None:
        """Keep them.

        Args:
            replay: Decides the incident again, with less told.
            whole: Says why, of the whole incident.
            incident: The incident.
        """
        self._replay = replay
        self._plan = replay.plan
        self._whole = whole
        self._incident = incident
        self._told = told_in(incident)

    def why(self, decided: DecidedLine, line: Line) -> Why:
        """Return why a line is what it is."""
        number = self._plan.numbers[line.directive]
        related = tuple(self._related(number, line))
        kept = self._smallest(line, related)
        part = PartExplainer(self._whole, with_only(self._incident, kept))
        reasons = part.line_reasons(line.directive, line.target)
        beside = tuple(self._beside(related, part, kept, line))
        cited = dict.fromkeys(every_reason([*reasons, *_all_reasons(beside)]))
        uncited = [
            reason
            for path, reason in self._told.items()
            if path in kept and not any(_is_cited(path, each) for each in cited)
        ]
        return Why(
            line=decided,
            facts=tuple(reason for path, reason in self._told.items() if path in kept),
            reasons=(*reasons, *uncited),
            unknown=tuple(filter(is_unknown, dict.fromkeys([*cited, *uncited]))),
            beside=beside,
            sources=self._sources(decided, cited, beside),
            find_changes=partial(self._changed_by, number, line),
        )

    def why_classes(self) -> tuple[Reason, ...]:
        """Return why these classes are possible, by the smallest part that makes them so."""
        possible = self._replay.outcome(self._incident).possible_classes

        def holds(part: Incident) -> bool:
            return self._replay.outcome(part).possible_classes == possible

        kept = self._least([self._whole.class_reason()], holds)
        part = PartExplainer(self._whole, with_only(self._incident, kept))
        return part.class_reason().parts

    def _related(self, number: int, line: Line) -> Iterator[tuple[Relation, int]]:
        """Yield the directives that may make a line what it is, and how."""
        about = about_of(line.target, self._incident)
        defeated_by = self._defeating(number, about)
        if line.status is Status.OVERRIDDEN:
            for other in defeated_by:
                yield Relation.OVERRIDDEN_BY, other
            return
        for other in self._plan.overriders.get(number, ()):
            yield Relation.NOT_OVERRIDDEN_BY, other
        meeting = self._plan.meetings.get(number)
        if meeting is None or line.status not in _BESIDE_PROHIBITIONS:
            return
        for other in meeting.prohibitions:
            if self._plan.day.directives[other].id in line.blocked_by:
                yield Relation.HELD_BY, other
            elif self._binds(other, about):
                yield Relation.INSTEAD_OF, other
            else:
                yield Relation.NOT_PROHIBITED_BY, other

    def _value(self, number: int, about: Around) -> Truth:
        directive = self._plan.day.directives[number]
        whom = about if directive.for_each else None
        return self._whole.residuals.value(directive.condition, whom)

    def _binds(self, number: int, about: Around) -> bool:
        """Whether a prohibition is in force."""
        applies = self._value(number, about) >= self._plan.starts[number]
        return applies and not self._defeating(number, about)

    def _defeating(self, number: int, about: Around) -> tuple[int, ...]:
        return defeating(self._plan, self._whole.residuals, number, about)

    def _smallest(self, line: Line, related: Iterable[tuple[Relation, int]]) -> frozenset[str]:
        """Return the paths of what is told that makes the line so, and of nothing more."""

        def holds(part: Incident) -> bool:
            return self._replay.line(part, line) == line

        reasons = list(self._whole.line_reasons(line.directive, line.target))
        for _, number in related:
            reasons += self._reasons_of(self._whole, number, line)
        return self._least(reasons, holds)

    def _least(
        self, reasons: Iterable[Reason], holds: Callable[[Incident], bool]
    ) -> frozenset[str]:
        """Return the smallest part with which it holds, of what the reasons follow from."""
        paths = dict.fromkeys(
            path for each in every_reason(reasons) for path in self._told if _is_behind(path, each)
        )
        paths |= dict.fromkeys(path for path in self._told if path.startswith("done."))
        enough = holds(with_only(self._incident, frozenset(paths)))
        return smallest_part(self._incident, paths if enough else self._told, holds)

    def _reasons_of(self, explainer: Explainer, number: int, line: Line) -> Sequence[Reason]:
        """Return why another directive applies, or not; defeated, why what defeats it does."""
        about = about_of(line.target, self._incident)
        numbers = [number]
        if self._value(number, about) >= self._plan.starts[number]:
            numbers += self._defeating(number, about)
        return [
            reason
            for each in numbers
            for reason in explainer.line_reasons(self._plan.day.directives[each].id, line.target)
        ]

    def _beside(
        self,
        related: Iterable[tuple[Relation, int]],
        part: PartExplainer,
        kept: frozenset[str],
        line: Line,
    ) -> Iterator[Beside]:
        """Yield the other directives; those that do not apply only where what is told says so."""
        for relation, number in related:
            reasons = tuple(dict.fromkeys(self._reasons_of(part, number, line)))
            says_so = any(
                _is_behind(path, reason) for reason in every_reason(reasons) for path in kept
            )
            if relation in _APPLYING or says_so:
                statement = self._plan.statements[self._plan.day.directives[number].id]
                yield Beside(relation=relation, directive=statement, reasons=reasons)

    def _changed_by(self, number: int, line: Line) -> Alternatives:
        """Return what would lift, free or make due a line that is in doubt or waits."""
        in_doubt = line.status is Status.IN_FORCE and not line.certain
        if not in_doubt and line.status not in {Status.HELD, Status.POSSIBLE}:
            return Alternatives(found=(), complete=True)
        goal = Goal(
            directives=(number,),
            statuses=LIFTED if in_doubt else GIVEN,
            act=line.acts[0] if in_doubt else None,
            target=None if line.target is None else _id_for(line.target),
        )
        return find_ways(self._replay, self._incident, goal)

    def _sources(
        self, decided: DecidedLine, cited: Iterable[Reason], beside: Iterable[Beside]
    ) -> tuple[Source, ...]:
        """Return the sources named, in the order of the protocol."""
        named = {*decided.sources}
        for reason in cited:
            named.update(reason.sources)
        for each in beside:
            named.update(each.directive.sources)
        known = self._plan.day.sources.items()
        return tuple(source for name, source in known if name in named)


_BESIDE_PROHIBITIONS = frozenset({Status.DUE, Status.HELD, Status.CONFLICT})

_APPLYING = frozenset({Relation.HELD_BY, Relation.INSTEAD_OF, Relation.OVERRIDDEN_BY})


def _id_for(target: Target) -> str | None:
    """Return the id of a target; of "any other", the one that is given to one more."""
    return NEW_IDS[target.kind][0] if target.scope is Scope.OTHER else target.id


def _all_reasons(beside: Iterable[Beside]) -> Iterator[Reason]:
    for each in beside:
        yield from each.reasons


def _is_cited(path: str, reason: Reason) -> bool:
    """Whether a reason cites what is told at a path; the roles of a person, each of them."""
    return path == reason.path or path.startswith(f"{reason.path}.")


def _is_behind(path: str, reason: Reason) -> bool:
    """Whether what is told at a path may be what a reason that is cited follows from."""
    if _is_cited(path, reason):
        return True
    match reason.name:
        case "age" | "adult" | "adult_suspected":
            return path.startswith(f"persons.{reason.id}.") and path.rpartition(".")[2] in _AGES
        case "in_hand":
            return path.startswith("done.") and path.endswith(f".{reason.id}")
        case "largest_age_gap":
            return path.startswith("persons")
        case _:
            return False


_AGES = frozenset({"age", "adult", "adult_suspected"})
