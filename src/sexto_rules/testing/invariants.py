"""A protocol held to its promises, and to those it inherits, on incidents drawn at random.

This samples; it proves nothing. It costs seconds, and what it finds is shown as the smallest
incident that breaks the promise.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import NoSuchExample

from sexto_rules.facts import Incident
from sexto_rules.library import incident_to_yaml
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import DayProtocol, Protocol
from sexto_rules.protocol.outcome import Target
from sexto_rules.reference import decide, violations
from sexto_rules.sampling import focus_on
from sexto_rules.sampling.smallest import smallest
from sexto_rules.testing.strategies import incidents

__all__ = ["assert_invariants"]

_EXAMPLES: Final = 100


def assert_invariants(
    protocol: Protocol, *, as_of: date | None = None, examples: int = _EXAMPLES
) -> None:
    """Require that a protocol keeps every invariant, its own and those it inherits.

    Args:
        protocol: The protocol.
        as_of: The day; None: every interval between two dates at which something changes.
        examples: How many incidents to draw for each interval.

    Raises:
        AssertionError: A promise is not kept; the message shows an incident as YAML. Or there
            is no promise to keep on some day, and so nothing was tested.

    Example:
        >>> from sexto_rules import load_protocol
        >>> assert_invariants(load_protocol("core"), examples=20)
    """
    __tracebackhide__ = True
    if examples < 1:
        message = f"expected at least one example, found {examples}"
        raise ValueError(message)
    for first in intervals(protocol) if as_of is None else (as_of,):
        day = on(protocol, first)
        if not day.invariants:
            message = f"`{protocol.id}` promises nothing on {first}: no invariant is in force"
            raise AssertionError(message)
        found = _find_broken(day, examples)
        if found is not None:
            raise AssertionError(_message(day, found))


def _find_broken(day: DayProtocol, examples: int) -> Incident | None:
    """Return a small incident on which a promise is not kept, if one was drawn."""
    drawing = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        found = find(
            incidents(focus_on(day)), lambda each: bool(_broken(day, each)), settings=drawing
        )
    except NoSuchExample:
        return None
    first = _broken(day, found)[0][0]
    return smallest(found, lambda each: first in dict(_broken(day, each)))


def _broken(day: DayProtocol, incident: Incident) -> list[tuple[str, Target | None]]:
    return violations(day, incident, decide(day, incident))


def _message(day: DayProtocol, incident: Incident) -> str:
    """Return what is promised, what is broken, and the incident that shows it."""
    promises = {each.id: each for each in day.invariants}
    lines = [f"`{day.protocol.id}` breaks a promise on {day.as_of}:"]
    for name, target in _broken(day, incident):
        of = "" if target is None else f" (of {target.id})"
        text = next(iter(promises[name].text.values()))
        lines.append(f"  {promises[name].place}: `{name}`{of}: {text}")
    possible = ", ".join(decide(day, incident).possible_classes)
    lines += [f"possible classes: {possible}", "incident:"]
    told = incident_to_yaml(incident).splitlines()
    return "\n".join([*lines, *(f"  {line}" for line in told)])
