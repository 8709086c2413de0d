"""An incident and what is told beside it, as one incident: how it differs, or what is learned.

Persons and devices are matched by their ids: a new id is one more, an old one is told more of.
The journal and `cannot_say` grow; any other value takes the place of the one before. Every
mistake stands where it was written.
"""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import evolve, field, frozen

from sexto_rules.documents import Node, place_of, plain
from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts import (
    Incident,
    Role,
    structure_incident,
    unstructure_incident,
)
from sexto_rules.facts.ages import OLDEST

__all__ = ["Told", "tell"]

_OF_KEYS: Final = frozenset({"SX401", "SX402"})
"""Problems of a key rather than of its value."""

_ENTRY: Final = re.compile(r"(persons|devices|done|answers|cannot_say)\[([0-9]+)\]\.?")
_MOVES: Final = ("secure_device", "hand_over_device")


@frozen
class Told:
    """What was written beside an incident, and where each entry of the whole comes from.

    `origins` says which entry as written an entry of the whole is; one that is not in it was
    there before. `learned` holds facts, `done` entries of the journal; None where not written.
    """

    learned: Node | None
    done: Node | None
    place: Place
    origins: dict[tuple[str, int], int] = field(factory=dict)

    def place_of(self, path: str, *, at_key: bool = False) -> Place:
        """Return where the value at a path of the whole incident was written."""
        entry = _ENTRY.match(path)
        if entry is None:
            return self._written(path, at_key=at_key)
        name, rest = entry[1], path[entry.end() :]
        index = self.origins.get((name, int(entry[2])))
        if index is None:
            return self._written(name, at_key=at_key)
        if name == "done" and self.done is not None:
            return place_of(self.done, _joined(f"[{index}]", rest), at_key=at_key)
        return self._written(_joined(f"{name}[{index}]", rest), at_key=at_key)

    def _written(self, path: str, *, at_key: bool) -> Place:
        if self.learned is None:
            return self.place if self.done is None else self.done.place
        return place_of(self.learned, path, at_key=at_key)

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of the whole incident with the place where it was written."""
        path = problem.place.path or ""
        return evolve(problem, place=self.place_of(path, at_key=problem.code in _OF_KEYS))


def _joined(entry: str, rest: str) -> str:
    return f"{entry}.{rest}" if rest else entry


def tell(
    before: Incident, learned: Node | None, done: Node | None, place: Place, *, narrow: bool
) -> tuple[Incident | None, Told, tuple[Problem, ...]]:
    """Return the incident with what is told beside it; None where that is no incident.

    Args:
        before: What was known.
        learned: Facts, as an incident is written.
        done: Entries of the journal.
        place: Where the whole of it stands.
        narrow: Whether an age told is one thing more that is known of it, and not another age.
    """
    told = Told(learned, done, place)
    data = unstructure_incident(before)
    silent = data.pop("cannot_say", [])
    written = {} if learned is None else plain(learned)
    if not isinstance(written, dict):
        return None, told, _refused(told, written)
    entries = None if done is None else plain(done)
    _forget_hands(data, written.get("done"), entries)
    for name, value in written.items():
        data[name] = _whole(told, name, data.get(name), value, narrow=narrow)
    if entries is not None:
        data["done"] = _whole(told, "done", data.get("done"), entries, narrow=narrow)
    try:
        incident = structure_incident(data)
    except IncidentError as error:
        return None, told, tuple(told.placed(each) for each in error.problems)
    still = {path for path in silent if not _is_told(incident, path)}
    return evolve(incident, cannot_say=incident.cannot_say | still), told, ()


def _refused(told: Told, written: object) -> tuple[Problem, ...]:
    """Return what is wrong with something that is no map of facts."""
    try:
        structure_incident(written)
    except IncidentError as error:
        return tuple(told.placed(each) for each in error.problems)
    return ()


def _whole(told: Told, name: str, before: Any, value: Any, *, narrow: bool) -> Any:  # noqa: ANN401 - as it was read
    """Return the value of a key: what was there before and what is written, as one."""
    match name, before, value:
        case "persons" | "devices", list() | None, list():
            return _merged(told, name, before or [], value, narrow=narrow)
        case "done" | "cannot_say", list() | None, list():
            entries = before or []
            told.origins.update({(name, len(entries) + at): at for at in range(len(value))})
            return [*entries, *value]
        case "answers", dict() | None, dict():
            answers = {**(before or {}), **value}
            places = {key: at for at, key in enumerate(value)}
            told.origins.update(
                {(name, at): places[key] for at, key in enumerate(answers) if key in places}
            )
            return answers
        case _:
            return value


def _merged(
    told: Told, name: str, before: list[Any], written: list[Any], *, narrow: bool
) -> list[Any]:
    """Return persons or devices, those of an id that was there told more of.

    An id that is written twice stays twice, to be refused.
    """
    merged = list(before)
    at = {each["id"]: index for index, each in enumerate(before)}
    for position, entry in enumerate(written):
        its_id = entry.get("id") if isinstance(entry, dict) else None
        index = at.pop(its_id, None) if isinstance(its_id, str) else None
        if index is None:
            index = len(merged)
            merged.append(entry)
        else:
            merged[index] = _told_more(merged[index], entry, narrow=narrow)
        told.origins[name, index] = position
    return merged


def _told_more(before: dict[str, Any], entry: dict[str, Any], *, narrow: bool) -> dict[str, Any]:
    """Return a person or a device with what is told more of it."""
    more = dict(entry)
    roles = before.get("roles")
    if roles is not None and isinstance(entry.get("roles"), dict):
        known = roles if isinstance(roles, dict) else {str(each): each in roles for each in Role}
        more["roles"] = {**known, **entry["roles"]}
    if narrow and "age" in entry and "age" in before:
        more["age"] = _narrowed(before["age"], entry["age"])
    return {**before, **more}


def _narrowed(before: Any, age: Any) -> Any:  # noqa: ANN401 - an age as it is written
    """Return the ages that both allow; the new one where none is, or where it is no age."""
    old, new = _bounds(before), _bounds(age)
    if old is None or new is None:
        return age
    low, high = max(old[0], new[0]), min(old[1], new[1])
    if low >= high:
        return age
    return low if high == low + 1 else {"at_least": low, "under": high}


def _bounds(age: Any) -> tuple[int, int] | None:  # noqa: ANN401 - an age as it is written
    """Return the youngest age, and the one above the oldest; None where it is no age."""
    match age:
        case bool():
            return None
        case int():
            return age, age + 1
        case {"at_least": int(low), "under": int(high)} if len(age) == 2:
            return low, high
        case {"at_least": int(low)} if len(age) == 1:
            return low, OLDEST + 1
        case {"under": int(high)} if len(age) == 1:
            return 0, high
        case _:
            return None


def _forget_hands(data: dict[str, Any], *journals: Any) -> None:  # noqa: ANN401 - as written
    """Take back where a device was said to be, once the journal says that it moved."""
    moved = [
        entry.get("target")
        for journal in journals
        if isinstance(journal, list)
        for entry in journal
        if isinstance(entry, dict) and entry.get("act") in _MOVES
    ]
    for device in data.get("devices", []):
        if device["id"] in moved:
            device.pop("in_hand", None)


def _is_told(incident: Incident, path: str) -> bool:
    """Whether a fact that nobody could say has a value now."""
    try:
        evolve(incident, cannot_say={path})
    except IncidentError:
        return True
    return False
