"""An incident as an author writes it, on one line."""

from __future__ import annotations

from collections.abc import Mapping

from sexto_rules.facts import Incident
from sexto_rules.facts.converter import unstructure_incident

__all__ = ["written"]


def written(incident: Incident) -> str:
    """Return an incident in backticks; words where nothing is known in it."""
    told = unstructure_incident(incident)
    return f"`{_as_written(told)}`" if told else "nothing is known"


def _as_written(told: object) -> str:
    """Return part of an incident as an author writes it on one line."""
    if isinstance(told, Mapping):
        return "{" + ", ".join(f"{key}: {_as_written(value)}" for key, value in told.items()) + "}"
    if isinstance(told, list | tuple):
        return f"[{', '.join(_as_written(each) for each in told)}]"
    if isinstance(told, bool):
        return "yes" if told else "no"
    return str(told)
