"""An incident with some facts told otherwise, each named by its path.

Paths are those by which reasons cite: `blackmail`, `answers.x`, `persons.p1.age`,
`persons.p1.roles.sharer`, `devices.d1.holder`, `done.call_police`, `done.secure_device.d1`.
Values are those of an incident as plain data; None, or `unknown`, takes a fact back.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, TypeAlias

from sexto_rules.errors import IncidentError
from sexto_rules.facts.converter import structure_incident, unstructure_incident
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.values import wrong_type
from sexto_rules.facts.vocabulary import Role

__all__ = ["with_changes"]

_Plain: TypeAlias = dict[str, Any]

_LISTS: Final = ("persons", "devices")
_UNTOLD: Final = (None, "unknown")
_CANNOT_SAY: Final = "cannot_say"
_DONE: Final = (True, "yes")
_NOT_DONE: Final = (None, False, "no", "unknown")


def with_changes(incident: Incident, changes: Mapping[str, object]) -> Incident:
    """Return the incident with other values of these facts.

    A person or device that is not listed is listed. A new age takes the place of all that is
    told of the age; that nobody can say the roles, of what was told of them. What nobody could say
    can be said once it has a value (of roles, each); `cannot_say` as a value says that nobody can.

    Raises:
        IncidentError: A path or a value is not one of an incident, or it contradicts another.

    Example:
        >>> with_changes(Incident(), {"persons.p1.age": 12}).person("p1").age
        12
    """
    data = deepcopy(unstructure_incident(incident))
    for path in changes:
        if path.endswith(".age"):
            _change(data, path.removesuffix("age") + "adult", None)
            _change(data, path.removesuffix("age") + "adult_suspected", None)
    for path, value in sorted(changes.items(), key=lambda each: not each[0].endswith(".roles")):
        _change(data, path, value)
    return structure_incident(data)


def _change(data: _Plain, path: str, value: object) -> None:
    match path.split("."):
        case ["done", act, *target]:
            _change_journal(data, act, next(iter(target), None), value)
        case [("persons" | "devices") as kind, code, "listed"]:
            _listed(data, kind, code)
        case [("persons" | "devices") as kind, code, "roles", role]:
            person = _listed(data, kind, code)
            _say(data, path, value)
            _change_role(person, role, value)
            if len(person["roles"]) == len(Role):
                _say(data, f"persons.{code}.roles", None)
        case [("persons" | "devices") as kind, code, name]:
            _say(data, path, value)
            _set(_listed(data, kind, code), name, value)
        case ["answers", name]:
            _say(data, path, value)
            _set(data.setdefault("answers", {}), name, value)
        case _:
            _say(data, path, value)
            _set(data, path, value)


def _say(data: _Plain, path: str, value: object) -> None:
    """Say that nobody can say it, or no longer."""
    unsayable = [each for each in data.get("cannot_say", []) if each != path]
    data["cannot_say"] = [*unsayable, path] if value == _CANNOT_SAY else unsayable


def _set(holder: _Plain, name: str, value: object) -> None:
    if value in _UNTOLD or value == _CANNOT_SAY:
        holder.pop(name, None)
    else:
        holder[name] = value


def _listed(data: _Plain, kind: str, code: str) -> _Plain:
    """Return the person or device of an id, listed if it was not."""
    entities: list[_Plain] = data.setdefault(kind, [])
    found = next((each for each in entities if each["id"] == code), None)
    if found is None:
        found = {"id": code}
        entities.append(found)
    return found


def _change_role(person: _Plain, role: str, value: object) -> None:
    told = person.get("roles", {})
    if isinstance(told, list):
        told = {str(each): str(each) in told for each in Role}
    roles = dict(told)
    _set(roles, role, value)
    person["roles"] = roles


def _change_journal(data: _Plain, act: str, target: str | None, value: object) -> None:
    """Write into the journal that something was done, or strike it out."""
    if value not in (*_DONE, *_NOT_DONE):
        raise IncidentError([wrong_type(value, "yes or no", f"done.{act}")])
    journal = data.get("done", [])
    kept = [each for each in journal if (each["act"], each.get("target")) != (act, target)]
    if value in _NOT_DONE:
        data["done"] = kept
    elif len(kept) == len(journal):
        data["done"] = [*journal, {"act": act} | ({} if target is None else {"target": target})]
