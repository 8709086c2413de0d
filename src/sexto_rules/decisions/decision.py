"""A decision: everything that a protocol says of an incident on a day, typed, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from sexto_rules.decisions.classification import (
    Classification,
    class_from_dict,
    class_to_dict,
)
from sexto_rules.decisions.grounds import DecisionGrounds, Inquiry, WrittenGrounds
from sexto_rules.decisions.line import DecidedLine
from sexto_rules.decisions.merged import PlanLine, merge
from sexto_rules.decisions.questions import QuestionToAsk
from sexto_rules.decisions.reasons import CitedConclusion, Reason
from sexto_rules.decisions.texts import frozen_text
from sexto_rules.decisions.what_if import PlanDifference
from sexto_rules.decisions.why import Why
from sexto_rules.decisions.why_not import WhyNot, line_named
from sexto_rules.decisions.written import (
    conclusion_from_dict,
    conclusion_to_dict,
    conflict_to_dict,
    line_from_dict,
    line_to_dict,
    question_from_dict,
    question_to_dict,
    source_from_dict,
    source_to_dict,
    texts_of,
)
from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.facts.incident import Incident
from sexto_rules.protocol.model import Source, Text
from sexto_rules.protocol.outcome import Status

__all__ = ["Decision", "ProtocolStamp"]


@frozen(kw_only=True)
class ProtocolStamp:
    """Which protocol decided, as it stood on which day."""

    id: str
    version: str
    digest: str
    as_of: date
    title: Text = field(converter=frozen_text)
    notice: Text = field(converter=frozen_text)


@frozen(kw_only=True, eq=False, repr=False)
class Decision:
    """What applies now: the classification, every line in plan order, and what to find out.

    Immutable. Reasons and questions are worked out when first read, and are the same whenever
    that is. Two decisions are equal when they say the same; one read from JSON equals the one
    that was written. Safe from any number of threads.

    `decided_by` names the engines, in the order in which they were asked for; of two, the
    first answer was compared with the second. `relevance` names the test by which `questions`
    were chosen: `exact`, or where that came to no end for some fact, `residual`, which never
    leaves out a fact that matters.

    Example:
        >>> decision.due[0].text["fr"]  # doctest: +SKIP
        'Appeler la police.'
    """

    protocol: ProtocolStamp
    classification: Classification
    directives: tuple[DecidedLine, ...]
    decided_by: tuple[str, ...]
    _grounds: DecisionGrounds

    def _with(self, status: Status) -> tuple[DecidedLine, ...]:
        return tuple(line for line in self.directives if line.status is status)

    @property
    def in_force(self) -> tuple[DecidedLine, ...]:
        """The prohibitions in force, certain or in doubt."""
        return self._with(Status.IN_FORCE)

    @property
    def due(self) -> tuple[DecidedLine, ...]:
        """The duties, recommendations, permissions and notes that are given now."""
        return self._with(Status.DUE)

    @property
    def held(self) -> tuple[DecidedLine, ...]:
        """What a prohibition that may not apply keeps from being given."""
        return self._with(Status.HELD)

    @property
    def possible(self) -> tuple[DecidedLine, ...]:
        """What may come to apply once more is known."""
        return self._with(Status.POSSIBLE)

    @property
    def done(self) -> tuple[DecidedLine, ...]:
        """What the journal says was done."""
        return self._with(Status.DONE)

    @property
    def overridden(self) -> tuple[DecidedLine, ...]:
        """What another directive defeats."""
        return self._with(Status.OVERRIDDEN)

    @property
    def lifted(self) -> tuple[DecidedLine, ...]:
        """The prohibitions that certainly do not apply; never to be shown as a permission."""
        return self._with(Status.LIFTED)

    @property
    def conflicts(self) -> tuple[DecidedLine, ...]:
        """What the protocol both demands and prohibits: the protocol is wrong, it is not given."""
        return self._with(Status.CONFLICT)

    @property
    def plan(self) -> tuple[PlanLine, ...]:
        """The lines that people are shown, those of the same act, target and doer merged."""
        return merge(self.directives)

    def ruled_out(self, incident: Incident) -> frozenset[str]:
        """Return the open facts that matter no more, as far as they were looked at, by their paths.

        Args:
            incident: The one that was decided, of which more may have been learned since; of
                another one nothing is ruled out.
        """
        return self._grounds.ruled_out(incident)

    @property
    def class_because(self) -> tuple[str, ...]:
        """The conclusions and facts by which the possible classes are possible."""
        return self._grounds.class_because()

    @property
    def conclusions(self) -> tuple[CitedConclusion, ...]:
        """The conclusions that the reasons cite, each with its value, text and basis."""
        return self._grounds.conclusions()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the lines, the possible classes and the conclusions cited name."""
        return self._grounds.sources()

    @property
    def questions(self) -> tuple[QuestionToAsk, ...]:
        """The questions whose answers may still change something, the next one first."""
        return self._grounds.inquiry().questions

    @property
    def next_question(self) -> QuestionToAsk | None:
        """The question to ask next; None where none matters."""
        return self.question_beside(frozenset())

    def question_beside(self, put_off: Container[str]) -> QuestionToAsk | None:
        """Return the question to ask next beside those put off; None where none is left.

        Args:
            put_off: What was put off, each by the id of the question and the path of its fact,
                with a space between them.
        """
        return self._grounds.next_question(put_off)

    @property
    def relevance(self) -> str:
        """By which test the questions were chosen."""
        return self._grounds.inquiry().relevance

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that matter and that no question asks: the application must supply them."""
        return self._grounds.inquiry().missing

    @property
    def final(self) -> bool:
        """Whether nothing that can still be learned changes anything."""
        return self._grounds.is_final()

    @property
    def because(self) -> dict[str, Any]:
        """The reasons of the classes and of every line as plain data, to be written as JSON."""
        keys = ("id", "acts", "target", "status", "because")
        lines = [line_to_dict(line) for line in self.directives]
        return {
            "classification": list(self.class_because),
            "directives": [{key: line[key] for key in keys} for line in lines],
        }

    def why(self, directive: DecidedLine | str, target: str | None = None) -> Why:
        """Return why a line is what it is: a tree, and the smallest part of what is told.

        Args:
            directive: A line of this decision, or the id of its directive.
            target: Beside an id: the id of the person or device that the line is about.

        Raises:
            ProblemsError: There is no such line (SX493) or several (SX494), or the decision
                was read and has no incident (SX492).
        """
        if isinstance(directive, str):
            directive = line_named(self.directives, directive, target)
        return self._grounds.why(directive)

    def why_classes(self) -> tuple[Reason, ...]:
        """Return why these classes are possible, as a tree, by the smallest part of what is told.

        Raises:
            ProblemsError: The decision was read and has no incident (SX492).
        """
        return self._grounds.why_classes()

    def why_not(self, act: str, target: str | None = None) -> WhyNot:
        """Return what would have to be otherwise for an act to be asked for, or a directive.

        Args:
            act: An act, or the id of a directive.
            target: The id of the person or device that it is about; None: of any.

        Raises:
            ProblemsError: There is no such act or directive (SX493) or target (SX494), or the
                decision was read and has no incident (SX492).
        """
        return self._grounds.why_not(self.directives, act, target)

    def what_if(
        self, facts: Mapping[str, object] | None = None, /, **more: object
    ) -> PlanDifference:
        """Return what would be otherwise in the plan if these facts were.

        By the engine `compiled` alone: to act on it, decide the incident with these facts.

        Args:
            facts: Values by path, as `because` names facts (`persons.p1.age`,
                `done.call_police`); UNKNOWN takes a fact back.
            more: Facts of the incident by their name.

        Raises:
            IncidentError: A fact or a value is none of an incident's or of the protocol's.
            ProblemsError: The decision was read and has no incident (SX492).

        Example:
            >>> decision.what_if({"persons.p1.age": 12}, blackmail=True)  # doctest: +SKIP
        """
        return self._grounds.what_if(self.directives, {**(facts or {}), **more})

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        if not isinstance(other, Decision):
            return NotImplemented
        return self._said() == other._said()

    def __hash__(self) -> int:
        """Equal decisions have the same hash."""
        return hash((self.protocol.digest, self.protocol.as_of, self.directives))

    def __repr__(self) -> str:
        """The decision in short."""
        route = self.classification.class_ or " or ".join(self.classification.possible)
        return (
            f"<Decision of {self.protocol.id} {self.protocol.version} on {self.protocol.as_of}: "
            f"{route}, {len(self.due)} due, {len(self.in_force)} in force>"
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle what it says, not the incident and the protocol it was decided from."""
        return _restored, self._said()

    def _said(self) -> tuple[object, ...]:
        """Return everything that the decision says."""
        return (
            self.protocol,
            self.classification,
            self.directives,
            self.decided_by,
            self._grounds.inquiry(),
            self.class_because,
            self.conclusions,
            self.sources,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the decision as plain data, with the keys of `design/language.md`."""
        return {
            "protocol": {
                "id": self.protocol.id,
                "version": self.protocol.version,
                "digest": self.protocol.digest,
                "as_of": self.protocol.as_of.isoformat(),
                "title": dict(self.protocol.title),
                "notice": dict(self.protocol.notice),
            },
            "classification": {
                "class": self.classification.class_,
                "settled": self.classification.settled,
                "possible": list(self.classification.possible),
                "texts": {each.id: dict(each.text) for each in self.classification.classes},
                "classes": [class_to_dict(each) for each in self.classification.classes],
                "because": list(self.class_because),
            },
            "directives": [line_to_dict(line) for line in self.directives],
            "questions": [question_to_dict(question) for question in self.questions],
            "missing": list(self.missing),
            "final": self.final,
            "relevance": self.relevance,
            "conflicts": [conflict_to_dict(line) for line in self.conflicts],
            "conclusions": [conclusion_to_dict(each) for each in self.conclusions],
            "sources": [source_to_dict(source) for source in self.sources],
            "decided_by": list(self.decided_by),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the decision as a JSON text."""
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False)

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Decision:
        """Return the decision that was written as this plain data; the protocol is not needed.

        Raises:
            ProblemsError: It is not what `to_dict` writes (SX491).
        """
        try:
            return _read(data)
        except (AttributeError, KeyError, TypeError, ValueError):
            message = "found something else than a decision, expected what `to_dict` writes"
            raise ProblemsError([Problem("SX491", message)]) from None

    @staticmethod
    def from_json(text: str) -> Decision:
        """Return the decision that was written as this JSON text; the protocol is not needed.

        Raises:
            ProblemsError: It is not what `to_json` writes (SX491).
        """
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            raise ProblemsError([Problem("SX491", "found something else than JSON")]) from None
        return Decision.from_dict(data)


def _restored(*said: Any) -> Decision:  # noqa: ANN401 - what `_said` returns, in its order
    """Return the decision that says this."""
    protocol, classification, directives, decided_by, *grounds = said
    inquiry, because, conclusions, sources = grounds
    return Decision(
        protocol=protocol,
        classification=classification,
        directives=directives,
        decided_by=decided_by,
        grounds=WrittenGrounds(
            its_inquiry=inquiry,
            its_class_because=because,
            its_conclusions=conclusions,
            its_sources=sources,
        ),
    )


def _read(data: Mapping[str, Any]) -> Decision:
    stamp, route = data["protocol"], data["classification"]
    return _restored(
        ProtocolStamp(
            id=stamp["id"],
            version=stamp["version"],
            digest=stamp["digest"],
            as_of=date.fromisoformat(stamp["as_of"]),
            title=texts_of(stamp["title"]),
            notice=texts_of(stamp["notice"]),
        ),
        Classification(
            class_=route["class"],
            settled=route["settled"],
            classes=tuple(class_from_dict(each) for each in route["classes"]),
        ),
        tuple(line_from_dict(line) for line in data["directives"]),
        tuple(data["decided_by"]),
        Inquiry(
            questions=tuple(question_from_dict(question) for question in data["questions"]),
            missing=tuple(data["missing"]),
            final=data["final"],
            relevance=data["relevance"],
        ),
        tuple(route["because"]),
        tuple(conclusion_from_dict(each) for each in data["conclusions"]),
        tuple(source_from_dict(source) for source in data["sources"]),
    )
