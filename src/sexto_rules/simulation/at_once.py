"""After how many questions the duties that are due at once are named.

These are the duties that are due by the decision on the truth and say `immediately`, each for those
for whom it is due. One is named as soon as the decision on what is known says that it is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from attrs import frozen

from sexto_rules.decisions import Decider
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import Modality, WithinKind
from sexto_rules.protocol.outcome import Status, Target

__all__ = ["Duty", "NamedDuty", "due_at_once", "named_duties"]

Duty: TypeAlias = tuple[str, Target | None]
"""A duty by the id of its directive, and for whom it is due."""


@frozen(kw_only=True)
class NamedDuty:
    """A duty that is due at once, and after how many questions each way names it.

    `target` is the id of the person or device that it is about, None where it is about none.
    """

    directive: str
    target: str | None
    interview: int
    grid: int


def named_duties(
    decider: Decider, truth: Incident, interview: Iterable[Incident], grid: Iterable[Incident]
) -> tuple[NamedDuty, ...]:
    """Return the duties that are due at once, in plan order, with when they are named.

    Args:
        decider: The protocol on the day.
        truth: The incident.
        interview: What is known along the interview, before the first question and after each.
        grid: The same of the grid.
    """
    first, second = (_named(decider, known) for known in (interview, grid))
    return tuple(
        NamedDuty(
            directive=duty[0],
            target=duty[1].id if duty[1] is not None else None,
            interview=first[duty],
            grid=second[duty],
        )
        for duty in due_at_once(decider, truth)
    )


def _named(decider: Decider, known: Iterable[Incident]) -> dict[Duty, int]:
    """Return after how many questions each duty is due for the first time."""
    found: dict[Duty, int] = {}
    for number, incident in enumerate(known):
        for duty in due_at_once(decider, incident):
            found.setdefault(duty, number)
    return found


def due_at_once(decider: Decider, incident: Incident) -> tuple[Duty, ...]:
    """Return the duties that are due at once by what is known, in plan order."""
    statements = decider.plan.statements
    found: dict[Duty, None] = {}
    for line in decider.outcome(incident).lines:
        statement = statements[line.directive]
        within = statement.within
        if (
            line.status is Status.DUE
            and statement.modality is Modality.MUST
            and within is not None
            and within.kind is WithinKind.IMMEDIATELY
        ):
            found[line.directive, line.target] = None
    return tuple(found)
