"""Short words for explaining the lines of small protocols."""

from __future__ import annotations

from typing import Any

from decisions.deciding import decision_of, line_of
from reference.small_protocols import must
from sexto_rules.decisions import Why, WhyNot
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import Condition

Sets = list[dict[str, list[Any]]]


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


def sets_of(found: WhyNot) -> Sets:
    """Return the sets of facts, each as the values by path."""
    return [
        {change.path: list(change.to) for change in alternative.changes}
        for alternative in found.alternatives
    ]


def ways_to(when: Condition, incident: Incident | None = None, **more: Any) -> Sets:
    """Return the sets of facts that would make a duty of this condition due."""
    of_incident = Incident() if incident is None else incident
    return sets_of(
        decision_of(of_incident, must("duty", "tell_lead", when), **more).why_not("duty")
    )
