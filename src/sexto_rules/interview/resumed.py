"""An interview taken up again, perhaps with another version of the protocol that led it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from sexto_rules.decisions import Decider, Reason
from sexto_rules.decisions.fitted import fitted
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.decisions.told import told_in
from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.interview.interview import Interview
from sexto_rules.interview.kept import KeptInterview, Leading, leading_of
from sexto_rules.interview.state import State

__all__ = ["ResumedInterview"]


@frozen
class ResumedInterview:
    """An interview to go on with, and what is no more as it was when it was kept.

    Nothing is lost without a word: of what was told, `kept` still counts and `dropped` does
    not, because the protocol no longer declares it; each is a reason that cites it, with its
    `path` and its value. `dropped` names also what only the way back holds.

    `before` is the protocol that led it, `now` the one that leads it. `questions_gone` and
    `questions_new` are ids of the grid.

    Example:
        >>> resumed = ResumedInterview.from_json(text, decider)  # doctest: +SKIP
        >>> [reason.path for reason in resumed.dropped]  # doctest: +SKIP
        ['answers.lead_told']
    """

    interview: Interview
    before: Leading
    now: Leading
    kept: tuple[Reason, ...]
    dropped: tuple[Reason, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the protocol or its grid is another than before, or something counts no more."""
        return self.before != self.now or bool(self.dropped)

    @property
    def questions_gone(self) -> tuple[str, ...]:
        """The questions that were in the grid and are no more."""
        return tuple(each for each in self.before.questions if each not in self.now.questions)

    @property
    def questions_new(self) -> tuple[str, ...]:
        """The questions that are in the grid and were not."""
        return tuple(each for each in self.now.questions if each not in self.before.questions)

    @staticmethod
    def from_dict(data: Mapping[str, Any], decider: Decider) -> ResumedInterview:
        """Take up the interview that was written as this plain data.

        Raises:
            IncidentError: What is known is not an incident.
            ProblemsError: It is not what `to_dict` writes (SX497), or was led by a protocol of
                another id (SX499).
        """
        return _resumed(KeptInterview.from_dict(data), decider)

    @staticmethod
    def from_json(text: str, decider: Decider) -> ResumedInterview:
        """Take up the interview that was written as this JSON text.

        Raises:
            IncidentError: What is known is not an incident.
            ProblemsError: It is not what `to_json` writes (SX497), or was led by a protocol of
                another id (SX499).
        """
        return _resumed(KeptInterview.from_json(text), decider)


def _resumed(written: KeptInterview, decider: Decider) -> ResumedInterview:
    before, now = written.protocol, leading_of(decider.day)
    if before.id != now.id:
        message = f"the interview was led by `{before.id}`, and `{now.id}` would go on with it"
        help_ = f"go on with a version of `{before.id}`, or begin anew from what is known"
        raise ProblemsError([Problem("SX499", message, help=help_)])
    fitting = Fitting(decider.day)
    states: list[State] = []
    dropped: dict[tuple[str, str], Reason] = {}
    for state in written.states:
        found = fitted(state.incident, fitting)
        dropped.update({(each.path, each.value): each for each in found.dropped})
        asked = {each for each in state.skipped if each.partition(" ")[0] in now.questions}
        states.append(State(found.incident, frozenset(asked), state.correcting))
    return ResumedInterview(
        interview=Interview(decider, tuple(states)),
        before=before,
        now=now,
        kept=tuple(told_in(states[-1].incident).values()),
        dropped=tuple(dropped.values()),
    )
