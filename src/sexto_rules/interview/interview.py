"""An interview in progress: what is known so far, the next question, and the way back.

A value: every answer gives a new interview and leaves the old one as it was. It asks nothing
itself; a terminal, a form or a console shows `question` and hands back what it was told.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cached_property
from itertools import count
from typing import Any, Final, TypeAlias, cast

from attrs import evolve, field, frozen

from sexto_rules.decisions import (
    Decider,
    Decision,
    Dependents,
    QuestionToAsk,
    require_incident_fits,
)
from sexto_rules.decisions.openness import open_roles
from sexto_rules.decisions.relevance import dependents_of
from sexto_rules.decisions.residual import Residuals
from sexto_rules.errors import IncidentError, Place, Problem, ProblemsError
from sexto_rules.facts import (
    UNKNOWN,
    AgeRange,
    Device,
    Incident,
    Person,
)
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.interview.kept import KeptInterview, leading_of
from sexto_rules.interview.state import State

__all__ = ["Answer", "Interview"]

Answer: TypeAlias = (
    bool | int | str | AgeRange | datetime | Collection[str] | Mapping[str, bool] | None
)
"""What a fact takes: yes or no, an age, a value, an id, a moment, roles; None asks for nothing."""

_LISTS: Final = {"persons_complete": Entity.PERSON, "devices_complete": Entity.DEVICE}
_LETTERS: Final = {Entity.PERSON: "p", Entity.DEVICE: "d"}


@frozen(slots=False)
class Interview:
    """An interview in progress.

    Two interviews are equal when they know the same and came the same way.

    Example:
        >>> interview = Interview.start(decider)  # doctest: +SKIP
        >>> while (question := interview.question) is not None:  # doctest: +SKIP
        ...     interview = interview.answer(ask(question))
    """

    decider: Decider = field(eq=False, repr=False)
    states: tuple[State, ...]

    @staticmethod
    def start(decider: Decider, incident: Incident | None = None) -> Interview:
        """Begin with what is known already.

        Args:
            decider: The protocol, made ready for the day.
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
        return self.decider.decide(self.incident)

    @property
    def question(self) -> QuestionToAsk | None:
        """The next question that matters and was not put off; None where there is none left."""
        skipped = self.states[-1].skipped
        return next((each for each in self.decision.questions if _key(each) not in skipped), None)

    def because(self, question: QuestionToAsk) -> Dependents:
        """Return what the answer may still change: the route, and directives of the plan.

        A question that matters no more changes nothing.
        """
        decider = self.decider
        return dependents_of(decider.plan, Residuals(decider.day, self.incident), question.path)

    @property
    def skipped(self) -> tuple[QuestionToAsk, ...]:
        """The questions that were put off and still matter."""
        skipped = self.states[-1].skipped
        return tuple(each for each in self.decision.questions if _key(each) in skipped)

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
        return self.with_incident(_told(self.incident, question, value))

    def add(self) -> Interview:
        """Return the interview with one more person or device, as the present question allows.

        For "is that everybody?" it is one more of them; for who holds a device, a person not
        listed yet, who holds it.

        Raises:
            ProblemsError: The present question adds nobody (SX496), or there is none (SX495).
        """
        question = self._present_question()
        incident = self.incident
        if question.kind is FactKind.REFERENCE:
            incident, its_id = _with_one_more(incident, Entity.PERSON)
            return self.with_incident(_told(incident, question, its_id))
        kind = _LISTS.get(question.path, question.adds)
        if kind is None:
            message = f"the question `{question.id}` adds nobody and no device"
            raise ProblemsError([Problem("SX496", message)])
        return self.with_incident(_with_one_more(incident, kind)[0])

    def cannot_say(self) -> Interview:
        """Return the interview with the note that nobody can say this; it is not asked again.

        Raises:
            ProblemsError: There is no question to answer (SX495).
        """
        path = self._present_question().path
        incident = self.incident
        if path in _LISTS:
            incident = evolve(incident, **cast("Any", {path: UNKNOWN}))
        return self.with_incident(evolve(incident, cannot_say=incident.cannot_say | {path}))

    def skip(self) -> Interview:
        """Return the interview with the present question put off: it stays open.

        Raises:
            ProblemsError: There is no question to put off (SX495).
        """
        state = self.states[-1]
        skipped = state.skipped | {_key(self._present_question())}
        return evolve(self, states=(*self.states, evolve(state, skipped=skipped)))

    def resume(self) -> Interview:
        """Return the interview with every question that was put off to be asked again."""
        return evolve(self, states=(*self.states, State(self.incident)))

    def back(self) -> Interview:
        """Return the interview before the last step; the same one where there is none."""
        return evolve(self, states=self.states[:-1]) if self.can_go_back else self

    def with_incident(self, incident: Incident) -> Interview:
        """Return the interview going on from this incident: told, ticked or corrected elsewhere."""
        return evolve(self, states=(*self.states, evolve(self.states[-1], incident=incident)))

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


def _told(incident: Incident, question: QuestionToAsk, value: object) -> Incident:
    """Return the incident with one more fact."""
    prefix, _, rest = question.path.partition(".")
    match prefix:
        case "answers":
            answers = cast("Any", {**incident.answers, rest: value})
            return evolve(incident, answers=answers)
        case "persons":
            its_id, _, name = rest.partition(".")
            of_person = cast("Any", {name: _merged_roles(incident, its_id, name, value)})
            persons = [
                evolve(each, **of_person) if each.id == its_id else each
                for each in incident.persons
            ]
            return evolve(incident, persons=persons)
        case "devices":
            its_id, _, name = rest.partition(".")
            of_device = cast("Any", {name: value})
            devices = [
                evolve(each, **of_device) if each.id == its_id else each
                for each in incident.devices
            ]
            return evolve(incident, devices=devices)
        case _:
            return evolve(incident, **cast("Any", {question.path: value}))


def _merged_roles(incident: Incident, its_id: str, name: str, value: object) -> object:
    """Return the roles told together with those known; any other value as it is.

    Roles told as a list are these and no others of those still open.

    Raises:
        IncidentError: A role known is told to be otherwise (SX498).
    """
    if name != "roles" or not isinstance(value, Collection) or isinstance(value, str):
        return value
    person = incident.person(its_id)
    told: dict[object, object] = {}
    if isinstance(value, Mapping):
        told.update(value)
    elif all(isinstance(each, str) for each in value):
        told.update(dict.fromkeys(open_roles(incident, person), False))
        told.update(dict.fromkeys(value, True))
    else:
        return value
    place = Place(path=f"persons.{its_id}.roles")
    problems = [
        Problem("SX498", f"found `{role}` told otherwise than it is known to be", place)
        for role, known in person.roles.items()
        if told.get(role, known) is not known
    ]
    if problems:
        raise IncidentError(problems)
    told.update(person.roles.items())
    return told


def _with_one_more(incident: Incident, kind: Entity) -> tuple[Incident, str]:
    """Return the incident with one more person or device, and the id it was given."""
    taken = {person.id for person in incident.persons}
    taken.update(device.id for device in incident.devices)
    codes = (f"{_LETTERS[kind]}{number}" for number in count(1))
    its_id = next(code for code in codes if code not in taken)
    if kind is Entity.PERSON:
        return evolve(incident, persons=[*incident.persons, Person(id=its_id)]), its_id
    return evolve(incident, devices=[*incident.devices, Device(id=its_id)]), its_id
