"""What may still matter in a protocol of a few directives."""

from __future__ import annotations

from typing import Any

from decisions.deciding import day_of
from reference.small_protocols import (
    must,
)
from sexto_rules.decisions.relevance import Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    Condition,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import Directive

CLOSED: dict[str, Any] = {"persons_complete": True, "devices_complete": True}


def relevant(incident: Incident, *directives: Directive, **more: Any) -> set[str]:
    """Return the relevant facts of a protocol of these directives."""
    day = day_of(*directives, **more)
    return set(Relevance(Plan(day), Residuals(day, incident)).facts)


def when(condition: Condition, incident: Incident | None = None, **more: Any) -> set[str]:
    """Return the relevant facts of a protocol with one duty under a condition."""
    return relevant(incident or Incident(**CLOSED), must("do", "tell_lead", condition), **more)


def some(kind: Entity, body: Condition) -> Quantified:
    """Some person or device is so."""
    return Quantified(Quantifier.SOME, kind, body)
