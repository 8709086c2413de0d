"""Why a step failed: the reasons of the lines that came out, or of those that did not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from attrs import evolve

from sexto_rules.decisions import explain, explain_class
from sexto_rules.facts import Entity, Incident
from sexto_rules.protocol.model import DayProtocol, Directive
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target
from sexto_rules.scenarios.expectation import CLASS, Because, Expectation
from sexto_rules.scenarios.failure import Failure, Why, label_of, speaks_of

__all__ = ["with_reasons"]

_MOST: Final = 4
"""Lines whose reasons are given: an act has one for each person, and may have many."""


def with_reasons(
    failure: Failure, day: DayProtocol, incident: Incident, outcome: Outcome
) -> Failure:
    """Return a failure with why it came out so, and why what was expected did not.

    Of a line that is not there, the reasons are those for which its condition is false.
    """
    about = failure.about
    if about is None or about.name == CLASS:
        if not failure.expected.startswith(CLASS):
            return failure
        route = " / ".join(outcome.possible_classes)
        return evolve(failure, why=(Why(what=route, reasons=explain_class(day, incident)),))
    lines = [line for line in outcome.lines if speaks_of(about, line)]
    labels = [(label_of(line), line) for line in lines] or list(_absent(about, day, incident))
    return evolve(
        failure,
        why=tuple(
            Why(what=label, reasons=explain(day, incident, line))
            for label, line in islice(labels, _MOST)
        ),
    )


def _absent(
    about: Expectation | Because, day: DayProtocol, incident: Incident
) -> Iterator[tuple[str, Line]]:
    """Yield the lines that would speak of what is expected, and do not apply."""
    wanted = about.target if isinstance(about, Expectation) else None
    for directive in day.directives:
        if about.name not in {directive.id, *directive.acts}:
            continue
        for target in _targets(directive, incident):
            line = Line(directive.id, directive.acts, target, Status.POSSIBLE, certain=False)
            if wanted is None or speaks_of(about, line):
                yield label_of(line).replace(str(Status.POSSIBLE), "absent"), line


def _targets(directive: Directive, incident: Incident) -> list[Target | None]:
    if directive.for_each is None:
        return [None]
    is_person = directive.for_each is Entity.PERSON
    listed = incident.persons if is_person else incident.devices
    return [Target(directive.for_each, Scope.ONE, each.id) for each in listed]
