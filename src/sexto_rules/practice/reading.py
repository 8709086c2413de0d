"""Reading a practice case: each mistake is a problem at its line, never a pass.

It is written as a scenario is, with what is told to the learner in the place of what must come
out: `told`, `incident`, then `steps` with `told` and `then_learn` or `then_done`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from sexto_rules.authoring.fields import Fields, Shape, found, items_of, open_fields
from sexto_rules.authoring.report import Report
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.documents import MappingNode, Node, ScalarNode, SequenceNode
from sexto_rules.errors import IncidentError, Problem
from sexto_rules.facts import Incident
from sexto_rules.practice.case import LEVELS, PracticeCase, PracticeStep
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol, Text
from sexto_rules.scenarios.taking_back import taken_back
from sexto_rules.scenarios.telling import tell

__all__ = ["CASE", "CASE_STEP", "read_case"]

CASE: Final = Shape(
    what="a practice case",
    required=("title", "level", "told", "incident"),
    optional=("as_of", "steps", "remark"),
    hints={"expect": "a practice case says nothing of what is right: the protocol decides it"},
)
CASE_STEP: Final = Shape(
    what="a step of a practice case",
    required=("told",),
    optional=("then_learn", "then_done", "remark"),
    hints={
        "done": "write it under `then_done`",
        "expect": "a practice case says nothing of what is right: the protocol decides it",
    },
)


def read_case(
    node: Node, case_id: str, protocol: Protocol
) -> tuple[PracticeCase | None, tuple[Problem, ...]]:
    """Return the case that a document holds, None if it has a mistake, and every mistake.

    Args:
        node: The document.
        case_id: The name of its file, without `.yaml`.
        protocol: The protocol that is practised.
    """
    report = Report()
    fields = open_fields(report, node, CASE)
    case = None if fields is None else _Reader(report, protocol).case(fields, case_id)
    problems = sorted(report.problems, key=_position)
    return (None if problems else case), tuple(problems)


def _position(problem: Problem) -> tuple[int, int]:
    return problem.place.line or 0, problem.place.column or 0


@frozen
class _Reader:
    """Reads a case for one protocol."""

    report: Report
    protocol: Protocol

    def case(self, fields: Fields, case_id: str) -> PracticeCase | None:
        """Return the case; None where one of its parts is wrong."""
        title = self._text(fields, "title")
        level = self._level(fields.get("level"))
        as_of = self._day(fields.get("as_of"))
        fitting = Fitting(on(self.protocol, as_of or self.protocol.date))
        steps = tuple(self._steps(fields, fitting))
        if self.report.problems or level is None:
            return None
        return PracticeCase(id=case_id, title=title, level=level, as_of=as_of, steps=steps)

    def _steps(self, fields: Fields, fitting: Fitting) -> Iterator[PracticeStep]:
        """Yield the steps, the beginning first, as far as they have no mistakes."""
        told = self._text(fields, "told")
        learned = fields.get("incident")
        incident: Incident | None = Incident()
        if learned is not None:
            incident = self._known(Incident(), learned, None, fields, fitting)
        if incident is not None:
            yield PracticeStep(told=told, incident=incident)
        node = fields.get("steps")
        for item in () if node is None else items_of(self.report, node) or ():
            its_fields = open_fields(self.report, item, CASE_STEP)
            if its_fields is None:
                incident = None
                continue
            told = self._text(its_fields, "told")
            if incident is not None:
                incident = self._next(incident, its_fields, fitting)
            if incident is not None:
                yield PracticeStep(told=told, incident=incident)

    def _next(self, before: Incident, fields: Fields, fitting: Fitting) -> Incident | None:
        """Return what is known after a step."""
        learned, done = fields.get("then_learn"), fields.get("then_done")
        if learned is None and done is None:
            message = "this step has neither `then_learn` nor `then_done`"
            help_ = "say what is learned or done meanwhile"
            self.report.add("SX608", message, fields.place, help_)
            return before
        keys = [
            key
            for key, _ in (learned.entries if isinstance(learned, MappingNode) else ())
            if key.text == "done"
        ]
        for key in keys:
            message = "`done` is not a key of `then_learn`"
            self.report.add("SX202", message, key.place, "write it under `then_done`")
        if done is not None and not isinstance(done, SequenceNode):
            items_of(self.report, done, help="write `then_done: [{act: call_police}]`")
            return None
        return None if keys else self._known(before, learned, done, fields, fitting)

    def _known(
        self,
        before: Incident,
        learned: Node | None,
        done: Node | None,
        fields: Fields,
        fitting: Fitting,
    ) -> Incident | None:
        """Return what is known with what is told beside it, where the protocol takes it."""
        incident, told, problems = tell(before, learned, done, fields.place, narrow=True)
        self.report.problems += problems
        if incident is None:
            return None
        if incident == before and before != Incident():
            help_ = "leave it out, or say what is new"
            self.report.add("SX608", "this step changes nothing", fields.place, help_)
        for each in taken_back(before, incident, self.protocol):
            help_ = "only a state changes with time: put it right where it was first told"
            self.report.add("SX609", each.words, told.place_of(each.path), help_)
        try:
            fitting.require(incident)
        except IncidentError as error:
            self.report.problems += [told.placed(each) for each in error.problems]
            return None
        return incident

    def _text(self, fields: Fields, key: str) -> Text:
        """Return a text, which stands in every language of the protocol."""
        node = fields.get(key)
        if not isinstance(node, MappingNode):
            if node is not None:
                message = f"`{key}` has a text for each language, found {found(node)}"
                self.report.add("SX650", message, node.place)
            return {}
        texts = {
            name.text: value.text for name, value in node.entries if isinstance(value, ScalarNode)
        }
        for name, value in node.entries:
            if name.text not in self.protocol.languages:
                message = f"`{name.text}` is not a language of the protocol"
                self.report.add("SX650", message, name.place)
            elif not isinstance(value, ScalarNode):
                message = f"expected a text, found {found(value)}"
                self.report.add("SX650", message, value.place)
        wrong = {name.text for name, _ in node.entries} - set(texts)
        for language in self.protocol.languages:
            if language not in wrong and not texts.get(language, "").strip():
                message = f"`{key}` has no text in `{language}`"
                self.report.add("SX650", message, fields.place_of(key))
        return texts

    def _level(self, node: Node | None) -> int | None:
        """Return the level; None where it is none."""
        if node is None:
            return None
        text = node.text if isinstance(node, ScalarNode) else ""
        if text in map(str, LEVELS):
            return int(text)
        message = f"a level is 1, 2 or 3, found {found(node)}"
        self.report.add("SX650", message, node.place, "1 is easy, 3 is hard")
        return None

    def _day(self, node: Node | None) -> date | None:
        """Return the day; None where it is none."""
        if node is None:
            return None
        try:
            return date.fromisoformat(node.text if isinstance(node, ScalarNode) else "")
        except ValueError:
            message = f"expected a day such as 2026-01-15, found {found(node)}"
            self.report.add("SX650", message, node.place)
            return None
