"""One hand-made case: a condition, an incident, and the truth in each row.

`T`, `U` and `F` are true, unknown and false: one letter without `for_each`; with it one for each
listed person or device, and one more for the blank entity while the list is open.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from attrs import frozen

from sexto_rules.facts import Incident, Unknown
from sexto_rules.facts.vocabulary import ACTS, DOERS, Entity
from sexto_rules.protocol.conditions import Condition, FactRef, Of, ValueTest
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    AnswerSpec,
    Basis,
    Choice,
    Class,
    Conclusion,
    DayProtocol,
    Directive,
    InDoubt,
    Modality,
    Protocol,
    Region,
    Rule,
)
from sexto_rules.protocol.outcome import Truth

__all__ = [
    "BLACKMAIL",
    "COERCED",
    "PUPIL",
    "TOLD",
    "Case",
    "a_class",
    "a_conclusion",
    "has_value",
    "is_yes",
    "note_of",
    "protocol_of",
    "told_as",
]

_DAY: Final = date(2026, 11, 23)
_TEXT: Final = {"en": "text"}
_LETTERS: Final = {"T": Truth.TRUE, "U": Truth.UNKNOWN, "F": Truth.FALSE}


@frozen
class Case:
    """A condition (the incident's, or one for each entity), an incident, the truth of each row."""

    name: str
    condition: Condition
    for_each: Entity | None
    incident: Incident
    rows: str
    conclusions: tuple[Conclusion, ...] = ()
    classes: tuple[Class, ...] = ()

    @property
    def day(self) -> DayProtocol:
        """The protocol: one note that has the condition."""
        note = note_of(self.condition, self.for_each)
        return protocol_of(note, conclusions=self.conclusions, classes=self.classes)

    @property
    def truths(self) -> tuple[Truth, ...]:
        """The truth in each row."""
        return tuple(_LETTERS[letter] for letter in self.rows)


def protocol_of(*directives: Directive, **parts: Any) -> DayProtocol:  # noqa: ANN401 - any attribute
    """Return a protocol of these directives and parts, on a day."""
    protocol = Protocol(
        id="conformance",
        version="1.0.0",
        date=_DAY,
        title=_TEXT,
        notice=_TEXT,
        languages=("en",),
        digest="sha256:conformance",
        regions=(Region(id="north", text=_TEXT), Region(id="south", text=_TEXT)),
        answers=(
            AnswerSpec(id="noticed", text=_TEXT),
            AnswerSpec(
                id="where",
                text=_TEXT,
                choices=(Choice(id="home", text=_TEXT), Choice(id="school", text=_TEXT)),
            ),
        ),
        doers=DOERS,
        acts=ACTS,
        directives=directives,
        **parts,
    )
    return on(protocol, _DAY)


def note_of(condition: Condition, for_each: Entity | None = None, code: str = "note") -> Directive:
    """Return a note that has this condition."""
    return Directive(
        id=code,
        origin="conformance",
        basis=Basis.INFERENCE,
        modality=Modality.NOTE,
        acts=(),
        for_each=for_each,
        condition=condition,
        text=_TEXT,
        in_doubt=InDoubt.WAITS,
    )


def is_yes(name: str, of: Of = Of.INCIDENT) -> ValueTest:
    """The fact is yes."""
    return ValueTest(FactRef(of, name), frozenset({True}))


def has_value(name: str, *values: str, of: Of = Of.INCIDENT) -> ValueTest:
    """The fact has one of these values."""
    return ValueTest(FactRef(of, name), frozenset(values))


def a_conclusion(code: str, *conditions: Condition, for_each: Entity | None = None) -> Conclusion:
    """A conclusion with one rule a condition."""
    rules = tuple(Rule(when=each, basis=Basis.INFERENCE) for each in conditions)
    return Conclusion(id=code, origin="conformance", text=_TEXT, for_each=for_each, rules=rules)


def a_class(code: str, when: Condition | None = None) -> Class:
    """A class; without a condition, the last."""
    return Class(id=code, origin="conformance", text=_TEXT, when=when)


BLACKMAIL: Final = is_yes("blackmail")
COERCED: Final = is_yes("coerced")
PUPIL: Final = is_yes("pupil", Of.PERSON)
TOLD: Final = {
    "T": Incident(blackmail=True),
    "F": Incident(blackmail=False),
    "U": Incident(),
    "X": Incident(cannot_say=["blackmail"]),
}
"""Incidents of which blackmail is told, denied, not told, or cannot be said (`X`)."""


def told_as(letter: str) -> bool | Unknown:
    """Return yes, no or unknown."""
    return TOLD[letter].blackmail
