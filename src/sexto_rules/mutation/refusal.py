"""Whether `check` would refuse a mutant: then its author hears of it before anybody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from sexto_rules.analysis import check_meaning
from sexto_rules.authoring.checks import check_protocol
from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.mutation.reach import reach_of
from sexto_rules.protocol.model import DayProtocol, Directive, Period, Protocol

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

    def shown(self, before: DayProtocol, after: DayProtocol) -> Problem | None:
        """Return a new error that an incident shows, on a day, where the mistake reaches."""
        return self._new(check_meaning(_reached(before, after)))

    def _new(self, problems: Iterable[Problem]) -> Problem | None:
        errors = (each for each in problems if each.severity is Severity.ERROR)
        return next((each for each in errors if _error(each) not in self._known), None)


def _errors(problems: Iterable[Problem]) -> Iterator[tuple[str, Place]]:
    return (_error(each) for each in problems if each.severity is Severity.ERROR)


def _error(problem: Problem) -> tuple[str, Place]:
    """Return what stays the same of a problem whose words show an incident."""
    return problem.code, problem.place


def _reached(before: DayProtocol, after: DayProtocol) -> Protocol:
    """Return the mutant's day as a protocol without dates, of the directives that may meet."""
    reached = reach_of(before, after).directives
    old = {each.id: each for each in before.directives}
    changed = [each for each in after.directives if each.id in reached or each != old.get(each.id)]
    acts = {act for each in changed for act in each.acts}
    wanted = [each for each in after.directives if not acts.isdisjoint(each.acts)]
    wanted = _with_overriders(wanted, after)
    return evolve(
        after.protocol,
        terms=(),
        contacts=(),
        questions=tuple(evolve(each, period=Period()) for each in after.questions),
        conclusions=tuple(
            evolve(each, rules=tuple(evolve(rule, period=Period()) for rule in each.rules))
            for each in after.conclusions
        ),
        classes=tuple(evolve(each, period=Period()) for each in after.classes),
        directives=tuple(evolve(each, period=Period()) for each in wanted),
        invariants=(),
    )


def _with_overriders(wanted: list[Directive], day: DayProtocol) -> list[Directive]:
    names = {each.id for each in wanted}
    while more := {
        each.id
        for each in day.directives
        if each.id not in names and not names.isdisjoint(each.overrides)
    }:
        names |= more
    return [each for each in day.directives if each.id in names]
