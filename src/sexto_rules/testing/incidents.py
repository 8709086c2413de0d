"""Strategies for incidents, persons and devices; what they draw shrinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from sexto_rules.facts import Device, Incident, Person
from sexto_rules.protocol.model import DayProtocol
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

__all__ = ["devices", "incidents", "persons"]


def incidents(day: DayProtocol | Focus | None = None) -> SearchStrategy[Incident]:
    """Return a strategy for incidents; with a protocol, mostly of what it looks at.

    Example:
        >>> from hypothesis import given
        >>> @given(incidents())
        ... def test_something(incident): ...
    """
    if day is None:
        return _incidents(EVERYTHING)
    return _incidents(day if isinstance(day, Focus) else focus_on(day))


def persons() -> SearchStrategy[Person]:
    """Return a strategy for persons, each with the id `p1`."""
    return _persons()


def devices() -> SearchStrategy[Device]:
    """Return a strategy for devices, each with the id `d1`, held by `p1` or who knows whom."""
    return _devices()


@st.composite
def _incidents(draw: DrawFn, focus: Focus) -> Incident:
    return draw_incident(HypothesisDraw(draw), focus)


@st.composite
def _persons(draw: DrawFn) -> Person:
    return draw_person(HypothesisDraw(draw))


@st.composite
def _devices(draw: DrawFn) -> Device:
    return draw_device(HypothesisDraw(draw))
