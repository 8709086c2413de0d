"""A decision: everything that a protocol says of an incident on a day, typed, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from sexto_rules.decisions.grounds import DecisionGrounds, Inquiry, WrittenGrounds
from sexto_rules.decisions.line import DecidedLine
from sexto_rules.decisions.merged import PlanLine, merge
from sexto_rules.decisions.questions import QuestionToAsk
from sexto_rules.protocol.model import Source, Text
from sexto_rules.protocol.outcome import Status

__all__ = ["Classification", "Decision", "ProtocolStamp"]


@frozen(kw_only=True)
class ProtocolStamp:
    """Which protocol decided, as it stood on which day."""

    id: str
    version: str
    digest: str
    as_of: date
    title: Text
    notice: Text


@frozen(kw_only=True)
class Classification:
    """The route for the staff: settled, or which ones are not excluded.

    `class_` is None while it is open, and where the protocol has no classes; then nothing is
    left open and it counts as settled. `texts` are those of the possible classes.
    """

    class_: str | None
    settled: bool
    possible: tuple[str, ...]
    texts: Mapping[str, Text]


@frozen(kw_only=True, eq=False, repr=False)
class Decision:
    """What applies now: the classification, every line in plan order, and what to find out.

    Immutable. Reasons and questions are worked out when first read, and are the same whenever
    that is. Two decisions are equal when they say the same; one read from JSON equals the one
    that was written. Safe from any number of threads.

    `decided_by` names the engines, in the order in which they were asked for; of two, the
    first answer was compared with the second. `relevance` names the test by which `questions`
    were chosen: `residual` never leaves out a fact that matters.

    Example:
        >>> decision.due[0].text["fr"]  # doctest: +SKIP
        'Appeler la police.'
    """

    protocol: ProtocolStamp
    classification: Classification
    directives: tuple[DecidedLine, ...]
    decided_by: tuple[str, ...]
    relevance: str
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

    @property
    def class_because(self) -> tuple[str, ...]:
        """The conclusions and facts by which the possible classes are possible."""
        return self._grounds.class_because()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the lines name."""
        return self._grounds.sources()

    @property
    def questions(self) -> tuple[QuestionToAsk, ...]:
        """The questions whose answers may still change something, the next one first."""
        return self._grounds.inquiry().questions

    @property
    def next_question(self) -> QuestionToAsk | None:
        """The question to ask next; None where none matters."""
        return next(iter(self.questions), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that matter and that no question asks: the application must supply them."""
        return self._grounds.inquiry().missing

    @property
    def final(self) -> bool:
        """Whether nothing that can still be learned changes anything."""
        return self._grounds.inquiry().final

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
            self.relevance,
            self._grounds.inquiry(),
            self.class_because,
            self.sources,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the decision as plain data, with the keys of `design/language.md`."""
        from sexto_rules.decisions.written import decision_to_dict  # noqa: PLC0415

        return decision_to_dict(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the decision as a JSON text."""
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False)

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Decision:
        """Return the decision that was written as this plain data; the protocol is not needed.

        Raises:
            ProblemsError: It is not what `to_dict` writes.
        """
        from sexto_rules.decisions.written import decision_from_dict  # noqa: PLC0415

        return decision_from_dict(data)
