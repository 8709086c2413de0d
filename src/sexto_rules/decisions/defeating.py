"""Which directives override one: those whose condition is true, and that nothing overrides."""

from __future__ import annotations

from sexto_rules.decisions.openness import Around
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.protocol.outcome import Truth

__all__ = ["defeating"]


def defeating(plan: Plan, residuals: Residuals, number: int, about: Around) -> tuple[int, ...]:
    """Return the numbers of the directives that override one and are not defeated themselves."""
    found = []
    for other in plan.overriders.get(number, ()):
        directive = plan.day.directives[other]
        whom = about if directive.for_each else None
        is_true = residuals.value(directive.condition, whom) is Truth.TRUE
        if is_true and not defeating(plan, residuals, other, about):
            found.append(other)
    return tuple(found)
