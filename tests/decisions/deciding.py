"""Short words for deciding incidents by small protocols."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve

from reference.small_protocols import protocol_of
from sexto_rules.decisions import DecidedLine, Decider, Decision
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import (
    Basis,
    Contact,
    DayProtocol,
    Directive,
    Question,
    Source,
    SourceRef,
    UrgencyGroup,
)

SOURCES = tuple(
    Source(
        id=name,
        title=name.title(),
        publisher="Somebody",
        url="https://example.org",
        citation=None,
        read=date(2026, 11, 1),
        note="a note",
    )
    for name in ("law", "guide", "unused")
)
CONTACTS = (
    Contact(
        id="lead-line",
        origin="small",
        basis=Basis.INFERENCE,
        name={"en": "The lead"},
        phone="555-0100",
        text={"en": "at any hour"},
    ),
    Contact(id="site", origin="small", name={"en": "A site"}, url="https://example.org"),
)
CITED = (SourceRef("law"), SourceRef("guide", partly=True))


def day_of(*directives: Directive, **more: Any) -> DayProtocol:
    """Return a protocol of these directives on a day; `more` may hold any of its other parts."""
    own = {name: more.pop(name) for name in tuple(more) if name in _OWN}
    day = protocol_of(directives=directives, **more)
    parts = {"sources": SOURCES, "contacts": CONTACTS, **own}
    protocol = evolve(day.protocol, **parts)
    return Decider(protocol, day.as_of, ["compiled"]).day


_OWN = (
    "answers",
    "contacts",
    "given",
    "lineage",
    "questions",
    "regions",
    "sources",
    "urgency",
)


def decider_of(
    *directives: Directive, engines: Iterable[str] | None = ("compiled",), **more: Any
) -> Decider:
    """Return a decider for a protocol of these directives."""
    day = day_of(*directives, **more)
    return Decider(day.protocol, day.as_of, None if engines is None else list(engines))


def decision_of(incident: Incident, *directives: Directive, **more: Any) -> Decision:
    """Return the decision of a protocol of these directives."""
    return decider_of(*directives, **more).decide(incident)


def lines_of(decision: Decision, name: str) -> list[DecidedLine]:
    """Return the lines of a directive."""
    return [line for line in decision.directives if line.id == name]


def line_of(decision: Decision, name: str) -> DecidedLine:
    """Return the only line of a directive."""
    (line,) = lines_of(decision, name)
    return line


def question(name: str, fact: str, of: Of = Of.INCIDENT, **more: Any) -> Question:
    """Return a question of the grid."""
    defaults: dict[str, Any] = {"urgency": "soon", "text": {"en": name}}
    return Question(id=name, origin="small", fact=FactRef(of, fact), **{**defaults, **more})


URGENCY = tuple(UrgencyGroup(id=name, text={"en": name}) for name in ("danger", "soon"))
