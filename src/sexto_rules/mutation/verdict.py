"""What became of a mutant: caught and by what, alive, or the same as the original."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.facts import Incident
from sexto_rules.protocol.outcome import Outcome

__all__ = ["Fate", "Shown", "Verdict"]


class Fate(StrEnum):
    """What became of a mutant."""

    SCENARIO = "scenario"
    INVARIANT = "invariant"
    CHECK = "check"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"


@frozen(kw_only=True)
class Shown:
    """An incident on which a mutant differs, on a day, and both outcomes, as the reference says."""

    incident: Incident
    as_of: date
    before: Outcome
    after: Outcome


@frozen(kw_only=True)
class Verdict:
    """What became of the mutant of a number.

    `by` is the file of the scenario, the id of the invariant or the code of the problem that
    catches it, and `place` where that stands. `searched` counts the incidents looked at in vain.
    """

    number: int
    fate: Fate
    by: str = ""
    place: Place = NOWHERE
    searched: int = 0
    shown: Shown | None = None
