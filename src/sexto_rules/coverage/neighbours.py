"""Incidents that differ from another in one thing: less is told, or something else is.

Two evaluations that make a pair are often such neighbours: the leaf differs, the rest does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident, Role
from sexto_rules.facts.converter import structure_incident, unstructure_incident
from sexto_rules.sampling.nearby import with_less

__all__ = ["neighbours"]

_Data: TypeAlias = dict[str, Any]
_LISTED: Final = ("persons", "devices")


def neighbours(incident: Incident) -> Iterator[Incident]:
    """Yield the incidents that are one step away."""
    yield from with_less(incident)
    for data in _otherwise(unstructure_incident(incident)):
        try:
            yield structure_incident(data)
        except IncidentError:
            continue


def _otherwise(whole: _Data) -> Iterator[_Data]:
    """Yield the incident with a yes for a no, with a role open or the other way, one by one."""
    yield from _turned(whole)
    for listed in _LISTED:
        for place, each in enumerate(whole.get(listed, [])):
            for other in (*_turned(each), *_with_other_roles(each)):
                items = [*whole[listed]]
                items[place] = other
                yield {**whole, listed: items}


def _turned(data: _Data) -> Iterator[_Data]:
    for name, value in data.items():
        if isinstance(value, bool):
            yield {**data, name: not value}


def _with_other_roles(person: _Data) -> Iterator[_Data]:
    """Yield the person with each role turned, and with each that is told left open."""
    told = person.get("roles")
    if told is None:
        return
    roles = told if isinstance(told, dict) else {str(role): role in told for role in Role}
    for role, has in roles.items():
        yield {**person, "roles": {**roles, role: not has}}
        yield {**person, "roles": {name: value for name, value in roles.items() if name != role}}
