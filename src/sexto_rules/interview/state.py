"""One point of an interview: what is known there, and what was put off."""

from __future__ import annotations

from attrs import frozen

from sexto_rules.facts import Incident

__all__ = ["State"]


@frozen
class State:
    """What is known at one point, and which questions were put off, each by its id and path."""

    incident: Incident
    skipped: frozenset[str] = frozenset()
