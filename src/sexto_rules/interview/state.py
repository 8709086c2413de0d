"""One point of an interview: what is known there, what was put off, and what is corrected."""

from __future__ import annotations

from attrs import frozen

from sexto_rules.facts import Incident

__all__ = ["State"]


@frozen
class State:
    """What is known at one point.

    `skipped` are the questions that were put off, each by its id and path; `correcting` is the
    path of the fact that is asked for again.
    """

    incident: Incident
    skipped: frozenset[str] = frozenset()
    correcting: str | None = None
