"""What an engine must say of an incident: the truth of every condition, by the reference."""

from __future__ import annotations

from sexto_rules.engines.base import Conditions
from sexto_rules.facts import Incident
from sexto_rules.facts.known import list_closed
from sexto_rules.protocol.model import DayProtocol, Directive
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK, class_value, evaluate
from sexto_rules.reference.knowledge import listed

__all__ = ["differences", "expected_conditions"]


def expected_conditions(day: DayProtocol, incident: Incident) -> Conditions:
    """Return the truth of every condition, by the reference."""
    return Conditions(
        classes=tuple(class_value(each, day, incident) for each in day.classes),
        directives=tuple(_expected_values(each, day, incident) for each in day.directives),
    )


def _expected_values(
    directive: Directive, day: DayProtocol, incident: Incident
) -> tuple[Truth, ...]:
    """Return the value for each listed entity, and for the blank while the list is open."""
    if directive.for_each is None:
        return (evaluate(directive.condition, day, incident),)
    further = [] if list_closed(incident, directive.for_each) else [BLANK]
    return tuple(
        evaluate(directive.condition, day, incident, about)
        for about in [*listed(incident, directive.for_each), *further]
    )


def differences(day: DayProtocol, expected: Conditions, found: Conditions) -> str:
    """Return the classes and directives on which two sets of conditions differ."""
    counts = [
        f"expected {len(wanted)} {what}, found {len(given)}"
        for what, wanted, given in (
            ("classes", expected.classes, found.classes),
            ("directives", expected.directives, found.directives),
        )
        if len(wanted) != len(given)
    ]
    classes = zip(day.classes, expected.classes, found.classes, strict=False)
    directives = zip(day.directives, expected.directives, found.directives, strict=False)
    wrong = [
        f"{each.id}: expected {one!r}, found {other!r}"
        for each, one, other in (*classes, *directives)
        if one != other
    ]
    return "; ".join(counts or wrong)
