"""Strategies for incidents, persons and devices; what they draw shrinks.

With a protocol they draw mostly what it looks at: its facts, both sides of its thresholds, its
own acts, directives, answers and regions. Without one they draw from the whole vocabulary.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import strategies as st

from sexto_rules.facts import Device, Incident, Person
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import DayProtocol, Protocol
from sexto_rules.sampling import (
    EVERYTHING,
    Focus,
    draw_device,
    draw_incident,
    draw_person,
    focus_on,
)
from sexto_rules.testing.hypothesis_draw import HypothesisDraw

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["Respected", "devices", "incidents", "persons"]

Respected: TypeAlias = Protocol | DayProtocol | Focus
"""What a strategy respects: a protocol, a protocol on a day, or a focus worked out before."""


def incidents(
    protocol: Respected | None = None, *, as_of: date | None = None
) -> SearchStrategy[Incident]:
    """Return a strategy for incidents that the protocol takes.

    Args:
        protocol: What they are for; None: no protocol in particular.
        as_of: The day of a whole `Protocol`; None: any interval between two dates at which
            something changes.

    Example:
        >>> from hypothesis import given
        >>> @given(incidents())
        ... def test_something(incident): ...
    """
    return _focuses(protocol, as_of).flatmap(_incidents)


def persons(
    protocol: Respected | None = None, *, as_of: date | None = None
) -> SearchStrategy[Person]:
    """Return a strategy for persons, each with the id `p1`; see `incidents`."""
    return _focuses(protocol, as_of).flatmap(_persons)


def devices(
    protocol: Respected | None = None, *, as_of: date | None = None
) -> SearchStrategy[Device]:
    """Return a strategy for devices, each with the id `d1`, held by `p1` or who knows whom."""
    return _focuses(protocol, as_of).flatmap(_devices)


def _focuses(protocol: Respected | None, as_of: date | None) -> SearchStrategy[Focus]:
    match protocol:
        case None:
            return st.just(EVERYTHING)
        case Focus():
            return st.just(protocol)
        case DayProtocol():
            return st.just(focus_on(protocol))
        case _:
            days = intervals(protocol) if as_of is None else (as_of,)
            return st.sampled_from([focus_on(on(protocol, day)) for day in days])


@st.composite
def _incidents(draw: DrawFn, focus: Focus) -> Incident:
    return draw_incident(HypothesisDraw(draw), focus)


@st.composite
def _persons(draw: DrawFn, focus: Focus) -> Person:
    return draw_person(HypothesisDraw(draw), focus)[0]


@st.composite
def _devices(draw: DrawFn, focus: Focus) -> Device:
    return draw_device(HypothesisDraw(draw), focus)[0]
