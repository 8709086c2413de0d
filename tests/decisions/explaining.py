"""Short words for explaining the lines of small protocols."""

from __future__ import annotations

from typing import Any

from decisions.deciding import decision_of, line_of
from reference.small_protocols import (
    must,
)
from sexto_rules.decisions import Why
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import (
    Condition,
)


def why_of(when: Condition, incident: Incident, **more: Any) -> Why:
    """Return why a duty of this condition is what it is."""
    decision = decision_of(incident, must("duty", "tell_lead", when), **more)
    return decision.why(line_of(decision, "duty"))


def facts_of(why: Why) -> list[str]:
    """Return the facts that are enough, as words."""
    return [str(fact) for fact in why.facts]


def tree_of(why: Why) -> list[str]:
    """Return the reasons at the top, as words."""
    return [str(reason) for reason in why.reasons]
