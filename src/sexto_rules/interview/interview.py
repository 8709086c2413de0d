"""An interview in progress: what is known so far, the next question, and the way back.

A value: every answer gives a new interview and leaves the old one as it was. It asks nothing
itself; a terminal, a form or a console shows `question` and hands back what it was told.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, TypeAlias

from attrs import evolve, field, frozen

from sexto_rules.decisions import (
    Decider,
    Decision,
    Dependents,
    QuestionToAsk,
    require_incident_fits,
)
from sexto_rules.decisions.openness import COMPLETE, open_facts
from sexto_rules.decisions.questions import questions_about
from sexto_rules.decisions.relevance import Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.told import told_in
from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.facts import AgeRange, Incident
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.interview.kept import KeptInterview, leading_of
from sexto_rules.interview.state import State
from sexto_rules.interview.telling import (
    forgotten,
    is_within,
    told,
    unlisted,
    unsayable,
    with_one_more,
)
from sexto_rules.protocol.model import Protocol

__all__ = ["Answer", "Interview"]

Answer: TypeAlias = (
    bool | int | str | AgeRange | datetime | Collection[str] | Mapping[str, bool] | None
)
"""What a fact takes: yes or no, an age, a value, an id, a moment, roles; None asks for nothing."""

_LISTS: Final = {path: kind for kind, path in COMPLETE.items()}


@frozen(slots=False)
class Interview:
    """An interview in progress.

    Two interviews are equal when they know the same and came the same way. One of a list that
    nobody can say to be complete (`cannot_say` to "is that everybody?") goes on without it:
    the plan keeps its lines for any other, and nothing is asked of anybody who is not listed.

    Example:
        >>> interview = Interview.start(protocol, date(2026, 1, 15))  # doctest: +SKIP
        >>> while (question := interview.question) is not None:  # doctest: +SKIP
        ...     interview = interview.answer(ask(question))
    """

    decider: Decider = field(eq=False, repr=False)
    states: tuple[State, ...]
    _before: Decision | None = field(default=None, eq=False, repr=False)

    @staticmethod
    def start(protocol: Protocol, as_of: date, incident: Incident | None = None) -> Interview:
        """Begin with what is known already.

        The protocol is made ready here, and nothing is to be closed: what the engines hold is
        freed with the last interview that goes on from this one. `led_by` is for many
        interviews by one protocol.

        Args:
            protocol: The protocol.
            as_of: The day; nothing here reads a clock.
            incident: What is known; None: nothing.

        Raises:
            ProtocolError: An engine cannot take the protocol.
            AdviceWithheldError: An engine failed.
        """
        return Interview.led_by(Decider(protocol, as_of), incident)

    @staticmethod
    def led_by(decider: Decider, incident: Incident | None = None) -> Interview:
        """Begin with what is known already, by a protocol that was made ready for the day.

        Args:
            decider: It decides as long as the interview goes on, and is closed by who made it.
            incident: What is known; None: nothing.
        """
        return Interview(decider, (State(Incident() if incident is None else incident),))

    @property
    def incident(self) -> Incident:
        """What is known now."""
        return self.states[-1].incident

    @cached_property
    def decision(self) -> Decision:
        """What the protocol says of what is known now.

        Raises:
            IncidentError: The incident names what the protocol does not declare.
            AdviceWithheldError: An engine failed, or two disagree.
        """
        return self.decider.decide(self.incident, after=self._before)

    @cached_property
    def question(self) -> QuestionToAsk | None:
        """The question to be corrected, else the next that matters and was not put off, or None."""
        if self._correcting is not None:
            return self._grid(self._base, {self._correcting})[0]
        return self.decision.question_beside(self.states[-1].skipped)

    def because(self, question: QuestionToAsk) -> Dependents:
        """Return what the answer may still change: the route, and directives of the plan.

        A question that matters no more changes nothing.
        """
        decider = self.decider
        residuals = Residuals(decider.day, self._base)
        return Relevance(decider.plan, residuals).dependents(question.path)

    @property
    def answered(self) -> tuple[QuestionToAsk, ...]:
        """The questions of the grid of which something is told, in its order; `correct` asks one.

        Also those of which is told that nobody can say.
        """
        paths = {_asked_path(path) for path in told_in(self.incident)}
        return self._grid(self.incident, paths)

    @property
    def skipped(self) -> tuple[QuestionToAsk, ...]:
        """The questions that were put off and still matter."""
        skipped = self.states[-1].skipped
        return tuple(each for each in self.decision.questions if _key(each) in skipped)

    @property
    def is_correcting(self) -> bool:
        """Whether the present question is one that is asked again."""
        return self._correcting is not None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step to take back."""
        return len(self.states) > 1

    def answer(self, value: Answer) -> Interview:
        """Return the interview with the answer to the present question.

        *No* to "is that everybody?" lists one more person or device, of whom nothing is known
        yet, and goes on. None puts the question off.

        Raises:
            IncidentError: The answer is none that the fact takes, or contradicts what is known.
            ProblemsError: There is no question to answer (SX495).
        """
        question = self._present_question()
        if value is None:
            return self.skip()
        if value is False and question.path in _LISTS:
            return self.add()
        return self.with_incident(told(self._base, question.path, value))

    def add(self, kind: Entity | None = None) -> Interview:
        """Return the interview with one more person or device, of whom nothing is known yet.

        Args:
            kind: What is listed, whatever is asked at present; a list that was told to be
                complete is asked about again. None: what the present question allows; for who
                holds a device that is a person, who holds it.

        Raises:
            ProblemsError: None, and the present question adds nobody (SX496), or there is none
                (SX495).
        """
        state = self.states[-1]
        if kind is not None:
            return self._further(evolve(state, incident=with_one_more(state.incident, kind)[0]))
        question = self._present_question()
        if question.kind is FactKind.REFERENCE:
            incident, its_id = with_one_more(self._base, Entity.PERSON)
            return self.with_incident(told(incident, question.path, its_id))
        if question.path in _LISTS:
            return self.with_incident(with_one_more(self._base, _LISTS[question.path])[0])
        if question.adds is None:
            message = f"the question `{question.id}` adds nobody and no device"
            raise ProblemsError([Problem("SX496", message)])
        return self.add(question.adds)

    def remove(self, its_id: str) -> Interview:
        """Return the interview without a person or device that was listed by mistake.

        What was told of it goes with it.

        Raises:
            IncidentError: The journal says that something was done to it.
        """
        state = self.states[-1]
        skipped = frozenset({key for key in state.skipped if f".{its_id}." not in key})
        incident = unlisted(state.incident, its_id)
        return self._further(evolve(state, incident=incident, skipped=skipped))

    def cannot_say(self) -> Interview:
        """Return the interview with the note that nobody can say this; it is not asked again.

        Of "is that everybody?" this says: there are more, or there may be, and nobody can say
        how many. The list stays open, and the plan speaks of any other. `add` still lists one
        more, and `correct` asks again.

        Raises:
            ProblemsError: There is no question to answer (SX495).
        """
        return self.with_incident(unsayable(self._base, {self._present_question().path}))

    def cannot_say_more(self, its_id: str) -> Interview:
        """Return the interview with the note that nobody can say more of a person or device.

        For somebody, or for a group listed as one, of whom a role is told and nothing else:
        what is not known of them stays unknown, and is not asked.
        """
        incident = self._base
        whose = (f"persons.{its_id}", f"devices.{its_id}")
        still_open = open_facts(self.decider.day, incident)
        paths = {path for path in still_open if any(is_within(path, each) for each in whose)}
        return self.with_incident(unsayable(incident, paths))

    def skip(self) -> Interview:
        """Return the interview with the present question put off: it stays open.

        Raises:
            ProblemsError: There is no question to put off (SX495).
        """
        skipped = self.states[-1].skipped | {_key(self._present_question())}
        return self._further(State(self._base, skipped))

    def resume(self) -> Interview:
        """Return the interview with every question that was put off to be asked again."""
        return self._further(State(self.incident))

    def correct(self, path: str) -> Interview:
        """Return the interview that asks again for a fact, whatever was told of it.

        What was told counts until the next step: an answer, `cannot_say`, or `skip`, after
        which it is unknown. `back` leaves it as it was.

        Args:
            path: The path of a question, such as those in `answered`.

        Raises:
            ProblemsError: No question of the grid asks for it (SX495).
        """
        if not self._grid(self.incident, {path}):
            message = "no question of the protocol asks for this fact"
            raise ProblemsError([Problem("SX495", message)])
        return self._further(evolve(self.states[-1], correcting=path))

    def back(self) -> Interview:
        """Return the interview before the last step; the same one where there is none."""
        return evolve(self, states=self.states[:-1]) if self.can_go_back else self

    def with_incident(self, incident: Incident) -> Interview:
        """Return the interview going on from this incident: told, ticked or corrected elsewhere."""
        return self._further(State(incident, self.states[-1].skipped))

    def to_dict(self) -> dict[str, Any]:
        """Return the interview as plain data: what is known, how it came about, by what protocol.

        `ResumedInterview` takes it up again with another version of that protocol.
        """
        return KeptInterview(leading_of(self.decider.day), self.states).to_dict()

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the same as a JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @staticmethod
    def from_dict(data: Mapping[str, Any], decider: Decider) -> Interview:
        """Return the interview that was written as this plain data, to go on as it was.

        Raises:
            IncidentError: What is known is not an incident, or does not fit the day.
            ProblemsError: It is not what `to_dict` writes (SX497), or was led by another
                protocol, or another version of it (SX499).
        """
        return _as_it_was(KeptInterview.from_dict(data), decider)

    @staticmethod
    def from_json(text: str, decider: Decider) -> Interview:
        """Return the interview that was written as this JSON text, to go on as it was.

        Raises:
            IncidentError: What is known is not an incident, or does not fit the day.
            ProblemsError: It is not what `to_json` writes (SX497), or was led by another
                protocol, or another version of it (SX499).
        """
        return _as_it_was(KeptInterview.from_json(text), decider)

    @cached_property
    def _correcting(self) -> str | None:
        """The fact that is asked for again; None: none, or nothing asks for it any more."""
        path = self.states[-1].correcting
        return path if path is not None and self._grid(self.incident, {path}) else None

    @property
    def _base(self) -> Incident:
        """What an answer adds to: what is known, without what is being corrected."""
        path = self._correcting
        return self.incident if path is None else forgotten(self.incident, path)

    def _grid(self, incident: Incident, paths: Collection[str]) -> tuple[QuestionToAsk, ...]:
        """Return the questions of the grid for these facts, whether they matter or not."""
        return questions_about(Residuals(self.decider.day, incident), paths)

    def _further(self, state: State) -> Interview:
        before = self.__dict__.get("decision", self._before)
        return evolve(self, states=(*self.states, state), before=before)

    def _present_question(self) -> QuestionToAsk:
        question = self.question
        if question is None:
            message = "there is no question to answer: none matters, or all were put off"
            raise ProblemsError([Problem("SX495", message)])
        return question


def _as_it_was(written: KeptInterview, decider: Decider) -> Interview:
    """Return an interview for which nothing is otherwise than when it was kept."""
    before, now = written.protocol, leading_of(decider.day)
    if (before.id, before.digest) != (now.id, now.digest):
        message = (
            f"the interview was led by `{before.id}` `{before.version}`, and this is `{now.id}` "
            f"`{now.version}`, which does not say the same"
        )
        help_ = "`ResumedInterview` goes on with another version, and says what changed"
        raise ProblemsError([Problem("SX499", message, help=help_)])
    for state in written.states:
        require_incident_fits(decider.day, state.incident)
    return Interview(decider, written.states)


def _key(question: QuestionToAsk) -> str:
    """Return what a question put off is known by: two questions may ask for one fact."""
    return f"{question.id} {question.path}"


def _asked_path(path: str) -> str:
    """Return the path that a question asks for: a role is told, and roles are asked for."""
    return path.partition(".roles.")[0] + ".roles" if ".roles." in path else path
