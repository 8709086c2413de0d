"""Incidents whose persons are p1, p2 and so on, and whose devices are d1, d2, in their order.

What is left of a larger incident keeps the ids that it had there: a person alone may be p3. The
names mean nothing; whoever renames an incident that shows something looks again whether it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from attrs import evolve

from sexto_rules.facts import Device, Incident, Person, Unknown

__all__ = ["numbered", "numbered_step"]

_Names: TypeAlias = Mapping[str, Mapping[str, str]]
_LETTERS: Final = {"persons": "p", "devices": "d"}


def numbered(incident: Incident) -> Incident:
    """Return the incident with the ids p1, p2 and d1, d2, in the order of its lists.

    Example:
        >>> numbered(Incident(persons=[Person(id="p3", age=12)])).persons[0].id
        'p1'
    """
    return _renamed(incident, _names(incident))


def numbered_step(before: Incident, after: Incident) -> tuple[Incident, Incident]:
    """Return a step of learning likewise: who is listed in both has one id in both."""
    names = _names(before, after)
    return _renamed(before, names), _renamed(after, names)


def _names(*incidents: Incident) -> _Names:
    """Return the new id of each id, those of the first incident before those of the next."""
    return {
        "persons": _counted("persons", (each.persons for each in incidents)),
        "devices": _counted("devices", (each.devices for each in incidents)),
    }


def _counted(kind: str, lists: Iterable[Iterable[Person | Device]]) -> dict[str, str]:
    ids = dict.fromkeys(each.id for its in lists for each in its)
    return {old: f"{_LETTERS[kind]}{number}" for number, old in enumerate(ids, 1)}


def _renamed(incident: Incident, names: _Names) -> Incident:
    persons, devices = names["persons"], names["devices"]
    targets = {**persons, **devices}
    return evolve(
        incident,
        persons=tuple(evolve(each, id=persons[each.id]) for each in incident.persons),
        devices=tuple(
            evolve(
                each,
                id=devices[each.id],
                holder=each.holder if isinstance(each.holder, Unknown) else persons[each.holder],
            )
            for each in incident.devices
        ),
        done=tuple(
            evolve(each, target=None if each.target is None else targets[each.target])
            for each in incident.done
        ),
        cannot_say=frozenset(_path(each, names) for each in incident.cannot_say),
    )


def _path(path: str, names: _Names) -> str:
    """Return the path of a fact, such as `persons.p3.age`, with the new id in it."""
    parts = path.split(".")
    if parts[0] in names:
        parts[1] = names[parts[0]][parts[1]]
    return ".".join(parts)
