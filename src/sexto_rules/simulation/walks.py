"""Two ways through one incident: the interview, and the whole grid in order.

The grid is gone through as on paper: the first question in the order of the file that has no
answer yet, about each person and device listed by then, whether it matters or not. Two things are
in its favour: a question is left out where its `when` is certainly false, unless it still matters
in the end, and where its answer follows from what was told (whether somebody is an adult, from
their age). "Is that everybody?" is asked until it is, on both ways, and counts each time.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from sexto_rules.decisions import Decider
from sexto_rules.decisions.openness import COMPLETE, listed, open_facts
from sexto_rules.facts import Incident
from sexto_rules.interview import Interview
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import evaluate
from sexto_rules.simulation.knowable import asked_about
from sexto_rules.simulation.worker import Worker

__all__ = ["Step", "by_grid", "by_interview"]


@frozen
class Step:
    """A question: the fact that it asks for, what is known before, and after the answer."""

    path: str
    before: Incident
    after: Incident

    @property
    def lists(self) -> tuple[str, ...]:
        """Whom or what the answer to "is that everybody?" listed; nothing of another question."""
        for kind, path in COMPLETE.items():
            if path == self.path:
                known = {each.id for each in listed(self.before, kind)}
                return tuple(one.id for one in listed(self.after, kind) if one.id not in known)
        return ()

    @property
    def key(self) -> str:
        """What was learned: the fact, or the list and whom the answer listed."""
        return " ".join((self.path, *self.lists))


def by_interview(decider: Decider, worker: Worker) -> Iterator[Step]:
    """Yield the questions of an interview, until none is left that matters."""
    yield from _as_they_matter(decider, worker, worker.begin())


def by_grid(decider: Decider, worker: Worker) -> Iterator[Step]:
    """Yield the questions of the whole grid, in its order."""
    incident = worker.begin()
    while (path := _next_of_grid(decider.day, incident)) is not None:
        before, incident = incident, worker.reply(incident, path)
        yield Step(path, before, incident)
    yield from _as_they_matter(decider, worker, incident)


def _as_they_matter(decider: Decider, worker: Worker, incident: Incident) -> Iterator[Step]:
    """Yield the questions that matter, the most urgent first."""
    interview = Interview.led_by(decider, incident)
    while (question := interview.question) is not None:
        before = interview.incident
        interview = interview.with_incident(worker.reply(before, question.path))
        yield Step(question.path, before, interview.incident)


def _next_of_grid(day: DayProtocol, incident: Incident) -> str | None:
    """Return what the first question asks for that has no answer and is not out of place."""
    unanswered = frozenset(open_facts(day, incident))
    for question in day.questions:
        for path, about in asked_about(question, incident):
            if path not in unanswered:
                continue
            if evaluate(question.when, day, incident, about) is not Truth.FALSE:
                return path
    return None
