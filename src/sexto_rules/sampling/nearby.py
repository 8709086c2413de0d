"""Incidents near another one: with more told, or with one thing less.

They are made as plain data and read again, so that what contradicts itself is left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final, TypeAlias

from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident
from sexto_rules.facts.converter import structure_incident, unstructure_incident

__all__ = ["forgotten", "laid_over", "with_less"]

_Data: TypeAlias = dict[str, Any]
_LISTED: Final = ("persons", "devices")


def laid_over(base: Incident, told: Incident) -> Incident | None:
    """Return the base with all that another incident tells; None where the two contradict.

    Persons and devices are matched by their ids. What nobody can say by the other incident is
    not told any more.
    """
    data, more = unstructure_incident(base), unstructure_incident(told)
    unsayable: list[str] = more.pop("cannot_say", [])
    kept = [path for path in data.pop("cannot_say", []) if not _is_told(more, path)]
    for path in unsayable:
        _untell(data, path)
    for name in _LISTED:
        data[name] = _laid(data.get(name, []), more.pop(name, []))
    answers = {**data.get("answers", {}), **more.pop("answers", {})}
    whole = {**data, **more, "answers": answers, "cannot_say": sorted({*kept, *unsayable})}
    return _read(whole)


def with_less(incident: Incident) -> Iterator[Incident]:
    """Yield the incident without each single thing that it tells, the largest things first."""
    whole = unstructure_incident(incident)
    for smaller in _smaller(whole):
        read = _read(smaller)
        if read is not None:
            yield read


def forgotten(incident: Incident, rng: random.Random, times: int) -> Incident:
    """Return the incident without so many of the things that it tells, whichever they are."""
    data = unstructure_incident(incident)
    for _ in range(times):
        less = list(_smaller(data))
        data = rng.choice(less) if less else data
    return _read(data) or incident


def _read(data: _Data) -> Incident | None:
    try:
        return structure_incident(data)
    except IncidentError:
        return None


def _laid(base: list[_Data], more: list[_Data]) -> list[_Data]:
    by_id = {each["id"]: each for each in base}
    for each in more:
        by_id[each["id"]] = {**by_id.get(each["id"], {}), **each}
    return list(by_id.values())


def _is_told(data: _Data, path: str) -> bool:
    """Whether there is a value at a path such as `persons.p1.age`."""
    holder, name = _holder_of(data, path)
    return holder is not None and name in holder


def _untell(data: _Data, path: str) -> None:
    holder, name = _holder_of(data, path)
    if holder is not None:
        holder.pop(name, None)


def _holder_of(data: _Data, path: str) -> tuple[_Data | None, str]:
    """Return the mapping that has the fact of a path, and the name that the fact has in it."""
    match path.split("."):
        case [name]:
            return data, name
        case ["answers", name]:
            return data.get("answers"), name
        case [("persons" | "devices") as listed, code, name, *_]:
            return next((each for each in data.get(listed, []) if each["id"] == code), None), name
        case _:
            return None, path


def _smaller(whole: _Data) -> Iterator[_Data]:
    for name in _LISTED:
        for each in whole.get(name, []):
            yield _without_entity(whole, name, each["id"])
    for name in ("done", "cannot_say"):
        for at in range(len(whole.get(name, []))):
            yield {**whole, name: [*whole[name][:at], *whole[name][at + 1 :]]}
    for name in whole:
        if name not in {*_LISTED, "done", "cannot_say", "answers"}:
            yield {key: value for key, value in whole.items() if key != name}
    for name in whole.get("answers", {}):
        yield {**whole, "answers": _left(whole["answers"], name)}
    for name in _LISTED:
        yield from _less_of_each(whole, name)
    for at, entry in enumerate(whole.get("done", [])):
        for name in ("at", "by", "for"):
            if name in entry:
                yield _with_item(whole, "done", at, _left(entry, name))


def _less_of_each(whole: _Data, listed: str) -> Iterator[_Data]:
    for at, each in enumerate(whole.get(listed, [])):
        for name in each:
            if name != "id":
                yield _with_item(whole, listed, at, _left(each, name))
        roles = each.get("roles", [])
        for role in roles:
            fewer = (
                _left(roles, role)
                if isinstance(roles, dict)
                else [other for other in roles if other != role]
            )
            if fewer:
                yield _with_item(whole, listed, at, {**each, "roles": fewer})


def _with_item(whole: _Data, listed: str, at: int, item: _Data) -> _Data:
    return {**whole, listed: [*whole[listed][:at], item, *whole[listed][at + 1 :]]}


def _left(data: _Data, name: str) -> _Data:
    return {key: value for key, value in data.items() if key != name}


def _without_entity(whole: _Data, listed: str, code: str) -> _Data:
    """Return the incident without a person or device, and without whatever names it."""
    data = deepcopy(whole)
    data[listed] = [each for each in data[listed] if each["id"] != code]
    for device in data.get("devices", []):
        if device.get("holder") == code:
            del device["holder"]
    data["done"] = [entry for entry in data.get("done", []) if entry.get("target") != code]
    data["cannot_say"] = [
        path for path in data.get("cannot_say", []) if not path.startswith(f"{listed}.{code}.")
    ]
    return data
