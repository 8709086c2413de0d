"""Incidents near another one: with more told, or with one thing less; also of two at once.

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

__all__ = ["forgotten", "laid_over", "with_less", "with_less_of_both"]

_Data: TypeAlias = dict[str, Any]
_Place: TypeAlias = tuple[str | int, ...]
"""Where something is told: `blackmail`; `persons`, `p1`, `roles`, `depicted`; `done`, 0, `at`."""
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


def with_less_of_both(before: Incident, after: Incident) -> Iterator[tuple[Incident, Incident]]:
    """Yield two incidents without each single thing that both tell alike, or that one tells alone.

    The second is the first with more told; of the yielded pairs it may not be.
    """
    one, other = unstructure_incident(before), unstructure_incident(after)
    for place in dict.fromkeys((*_places(other), *_places(one))):
        was, now = _told(one, place), _told(other, place)
        if was is None or now is None or was == now or (place[0] in _LISTED and len(place) == 2):
            less = _read(one if was is None else _without(one, place))
            less_after = _read(other if now is None else _without(other, place))
            if less is not None and less_after is not None:
                yield less, less_after


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
    return (_without(whole, place) for place in _places(whole))


def _places(whole: _Data) -> Iterator[_Place]:
    """Yield every place of which something can be left out, the largest first."""
    for listed in _LISTED:
        for each in whole.get(listed, []):
            yield listed, each["id"]
    for at in range(len(whole.get("done", []))):
        yield "done", at
    for path in whole.get("cannot_say", []):
        yield "cannot_say", path
    for name in whole:
        if name not in {*_LISTED, "done", "cannot_say", "answers"}:
            yield (name,)
    for name in whole.get("answers", {}):
        yield "answers", name
    for listed in _LISTED:
        for each in whole.get(listed, []):
            yield from _places_of_entity(listed, each)
    for at, entry in enumerate(whole.get("done", [])):
        for name in ("at", "by", "for"):
            if name in entry:
                yield "done", at, name


def _places_of_entity(listed: str, each: _Data) -> Iterator[_Place]:
    for name in each:
        if name != "id":
            yield listed, each["id"], name
    roles = each.get("roles", [])
    if len(roles) > 1:
        for role in roles:
            yield listed, each["id"], "roles", role


def _told(whole: _Data, place: _Place) -> Any:  # noqa: ANN401 - whatever is told there
    """Return what is told at a place, or None."""
    found: Any = whole
    for key in place:
        match found:
            case dict():
                found = found.get(key)
            case list() if isinstance(key, int):
                found = found[key] if key < len(found) else None
            case list():
                found = next((each for each in found if key in (each, _id_of(each))), None)
            case _:
                return None
    return found


def _id_of(each: Any) -> Any:  # noqa: ANN401 - a person or a device, else nothing
    return each["id"] if isinstance(each, dict) else None


def _without(whole: _Data, place: _Place) -> _Data:
    """Return the incident without what is at a place that it has."""
    match place:
        case [("persons" | "devices") as listed, str(code)]:
            return _without_entity(whole, listed, code)
        case ["done", int(at)]:
            return {**whole, "done": [*whole["done"][:at], *whole["done"][at + 1 :]]}
        case ["done", int(at), str(name)]:
            return _with_item(whole, "done", at, _left(whole["done"][at], name))
        case [("persons" | "devices") as listed, str(code), str(name), *role]:
            at = next(at for at, each in enumerate(whole[listed]) if each["id"] == code)
            each = whole[listed][at]
            less = {**each, name: _left(each[name], *role)} if role else _left(each, name)
            return _with_item(whole, listed, at, less)
        case [str(name), str(inner)]:
            return {**whole, name: _left(whole[name], inner)}
        case _:
            return {key: value for key, value in whole.items() if key != place[0]}


def _with_item(whole: _Data, listed: str, at: int, item: _Data) -> _Data:
    return {**whole, listed: [*whole[listed][:at], item, *whole[listed][at + 1 :]]}


def _left(data: Any, name: Any) -> Any:  # noqa: ANN401 - a mapping or a list, as it was read
    """Return a mapping without a key, or a list without a member."""
    if isinstance(data, dict):
        return {key: value for key, value in data.items() if key != name}
    return [each for each in data if each != name]


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
