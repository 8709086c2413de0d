"""Whether `check` would refuse a mutant: then its author hears of it before anybody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from attrs import evolve

from sexto_rules.analysis import check_meaning
from sexto_rules.analysis.checks import only_by_doing, prohibition_meets_duty
from sexto_rules.analysis.meetings import Meeting, Meetings
from sexto_rules.authoring.checks import check_protocol
from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.protocol.model import DayProtocol, Directive, Protocol

__all__ = ["Refusals"]


class Refusals:
    """The errors of a protocol as written, beside which those of its mutants are new."""

    def __init__(self, protocol: Protocol) -> None:
        """Work them out."""
        problems = [*check_protocol(protocol), *check_meaning(protocol)]
        self._known = frozenset(_errors(problems))

    def at_sight(self, mutant: Protocol) -> Problem | None:
        """Return an error that the mutant has and the original has not, and no incident shows."""
        return self._new(check_protocol(mutant))

    def shown(self, mutant: DayProtocol, names: AbstractSet[str]) -> Problem | None:
        """Return a new error that an incident shows, on a day.

        `names` are the directives that may be stopped otherwise: what stops the others is known.
        """
        problem = self._new(prohibition_meets_duty.check(mutant, _MeetingsOf(names)))
        if problem is not None:
            return problem
        directives = tuple(each for each in mutant.directives if each.id in names)
        return self._new(only_by_doing.check(evolve(mutant, directives=directives)))

    def _new(self, problems: Iterable[Problem]) -> Problem | None:
        errors = (each for each in problems if each.severity is Severity.ERROR)
        return next((each for each in errors if _error(each) not in self._known), None)


def _errors(problems: Iterable[Problem]) -> Iterator[tuple[str, Place]]:
    return (_error(each) for each in problems if each.severity is Severity.ERROR)


def _error(problem: Problem) -> tuple[str, Place]:
    """Return what stays the same of a problem whose words show an incident."""
    return problem.code, problem.place


class _MeetingsOf(Meetings):
    """The meetings of these directives alone."""

    def __init__(self, names: AbstractSet[str]) -> None:
        super().__init__()
        self._names = names

    def of(self, day: DayProtocol, directive: Directive) -> tuple[Meeting, ...]:
        return super().of(day, directive) if directive.id in self._names else ()
