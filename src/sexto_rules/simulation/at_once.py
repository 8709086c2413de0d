"""After how many questions the duties that are due at once are named.

These are the duties that are due by the decision on the truth and say `immediately`, each for those
for whom it is due. One is named as soon as the decision on what is known says that it is due.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from sexto_rules.decisions import Decider
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Family
from sexto_rules.protocol.model import Modality, WithinKind
from sexto_rules.protocol.outcome import Status, Target

__all__ = ["AtOnce", "Duty", "Named", "Way", "at_once", "due_at_once"]


@frozen
class Duty:
    """A duty that is due at once: its directive, for whom, and whether it is a call for help."""

    directive: str
    target: Target | None
    is_call: bool


@frozen
class Way:
    """The duties that are due at once before the first question, and after each."""

    due: Sequence[frozenset[Duty]]

    def all_after(self, wanted: frozenset[Duty]) -> int:
        """Return after how many questions all of these are due."""
        return next(number for number, duties in enumerate(self.due) if wanted <= duties)

    def first_after(self, wanted: frozenset[Duty]) -> int:
        """Return after how many questions the first of these is due."""
        return next(number for number, duties in enumerate(self.due) if wanted & duties)


@frozen
class Named:
    """After how many questions something is named, by the interview and by the grid."""

    interview: int
    grid: int


@frozen(kw_only=True)
class AtOnce:
    """When the duties that are due at once are named; None where there are none.

    `first_call`: the first call for help (an act of the family `alarm`) of those that are not due
    before anything is asked. `of_incident`: all that are about nobody in particular. `everybody`:
    all, for everybody for whom they are due.
    """

    first_call: Named | None
    of_incident: Named | None
    everybody: Named | None


def at_once(wanted: frozenset[Duty], interview: Way, grid: Way) -> AtOnce:
    """Return when duties are named on both ways, which lead to all of them."""
    calls = frozenset(duty for duty in wanted - interview.due[0] if duty.is_call)
    of_incident = frozenset(duty for duty in wanted if duty.target is None)
    return AtOnce(
        first_call=Named(interview.first_after(calls), grid.first_after(calls)) if calls else None,
        of_incident=_all_named(of_incident, interview, grid),
        everybody=_all_named(wanted, interview, grid),
    )


def _all_named(wanted: frozenset[Duty], interview: Way, grid: Way) -> Named | None:
    return Named(interview.all_after(wanted), grid.all_after(wanted)) if wanted else None


def due_at_once(decider: Decider, incident: Incident) -> frozenset[Duty]:
    """Return the duties that are due at once by what is known."""
    statements, acts = decider.plan.statements, decider.day.protocol.acts
    found = set()
    for line in decider.outcome(incident).lines:
        statement = statements[line.directive]
        within = statement.within
        if (
            line.status is Status.DUE
            and statement.modality is Modality.MUST
            and within is not None
            and within.kind is WithinKind.IMMEDIATELY
        ):
            is_call = all(acts[act].family is Family.ALARM for act in line.acts)
            found.add(Duty(line.directive, line.target, is_call))
    return frozenset(found)
