"""Incidents to and from plain data: what JSON holds, and what YAML reads to.

Reading takes any plain data and says everything that is wrong with it at once, each
problem with the path of the value (`persons[0].age`). Writing gives the canonical form:
what is unknown is left out, and reading it back gives an equal incident.

Reading is generous in two places only, for people who write YAML: `yes` and `no` are
taken for a bool, and nothing (`null`) and the word `unknown` mean unknown.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from cattrs import Converter

from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts.ages import OLDEST, AgeRange
from sexto_rules.facts.contradictions import LIMITS
from sexto_rules.facts.device import Device
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.journal import JournalEntry
from sexto_rules.facts.person import Person
from sexto_rules.facts.reading import Reading, read_device, read_entry, read_incident, read_person
from sexto_rules.facts.shown import shown
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import FACTS, Entity, Role

__all__ = [
    "incident_from_json",
    "incident_to_json",
    "make_converter",
    "structure_incident",
    "unstructure_incident",
]

_T = TypeVar("_T")

_KEYS: Final = frozenset({"id", "act", "target", *LIMITS}.union(*FACTS.values()))
"""Keys that a problem may show."""

LARGEST: Final = 1 << 20
"""The longest JSON text that is read, in characters."""


def structure_incident(data: object) -> Incident:
    """Build an incident from plain data.

    Raises:
        IncidentError: With every problem at once.

    Example:
        >>> structure_incident({"blackmail": "yes", "content": None}).blackmail
        True
    """
    return _raised(read_incident(data))


def unstructure_incident(incident: Incident) -> dict[str, Any]:
    """Return an incident as plain data, what is unknown left out.

    Example:
        >>> unstructure_incident(Incident(blackmail=True, persons=[Person(id="p1", age=14)]))
        {'blackmail': True, 'persons': [{'id': 'p1', 'age': 14}]}
    """
    plain = _facts(incident, None)
    lists = {
        "persons": [_person(person) for person in incident.persons],
        "devices": [_device(device) for device in incident.devices],
        "done": [_entry(entry) for entry in incident.done],
        "answers": dict(incident.answers),
        "cannot_say": sorted(incident.cannot_say),
    }
    return plain | {name: value for name, value in lists.items() if value}


def incident_to_json(incident: Incident, *, indent: int | None = None) -> str:
    """Return an incident as a JSON text.

    Example:
        >>> incident_to_json(Incident(content="nude"))
        '{"content": "nude"}'
    """
    return json.dumps(unstructure_incident(incident), indent=indent, ensure_ascii=False)


def incident_from_json(text: str) -> Incident:
    """Build an incident from a JSON text.

    Raises:
        IncidentError: The text is not JSON, is too long, has a key twice, or is not an
            incident; with every problem at once.

    Example:
        >>> incident_from_json('{"content": "nude"}').content
        <Content.NUDE: 'nude'>
    """
    if len(text) > LARGEST:
        raise IncidentError(
            [Problem("SX416", f"found {len(text)} characters, expected at most {LARGEST}")]
        )
    repeated: list[str] = []

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        content = dict(pairs)
        if len(content) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            repeated.extend(key for key, count in counts.items() if count > 1)
        return content

    try:
        data = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        place = Place(line=error.lineno, column=error.colno)
        raise IncidentError([Problem("SX416", "the text is not JSON", place)]) from None
    except (ValueError, RecursionError):
        reason = "the text is not JSON that can be read: nested too deeply, or a number too long"
        raise IncidentError([Problem("SX416", reason)]) from None
    return _raised(read_incident(data), [_repeated(key) for key in repeated])


def make_converter(converter: Converter | None = None) -> Converter:
    """Return a cattrs converter that knows incidents, persons, devices and journal entries.

    With a converter given, its hooks are added to that one.

    Example:
        >>> make_converter().structure({"id": "p1", "age": 14}, Person).age
        14
    """
    converter = Converter() if converter is None else converter
    _register(converter, Incident, read_incident, unstructure_incident)
    _register(converter, Person, read_person, _person)
    _register(converter, Device, read_device, _device)
    _register(converter, JournalEntry, read_entry, _entry)
    return converter


def _register(
    converter: Converter,
    kind: type[_T],
    read: Callable[[object], Reading[_T]],
    write: Callable[[_T], dict[str, Any]],
) -> None:
    """Let the converter read and write one class our way."""
    converter.register_structure_hook(kind, lambda data, _: _raised(read(data)))
    converter.register_unstructure_hook(kind, write)


def _raised(reading: Reading[_T], others: Iterable[Problem] = ()) -> _T:
    """Return what was read, or raise its problems."""
    problems = [*others, *reading.problems]
    if problems or reading.value is None:
        raise IncidentError(problems)
    return reading.value


def _repeated(key: str) -> Problem:
    """Return the problem of a key that stands twice in one map."""
    found = shown(key, _KEYS, other="a key")
    return Problem("SX417", f"{found} stands twice in one map, expected once", Place(path=""))


def _facts(source: object, entity: Entity | None) -> dict[str, Any]:
    """Return the plain facts that are known."""
    return {
        name: _plain(value)
        for name in FACTS[entity]
        if (value := getattr(source, name)) is not UNKNOWN
    }


def _plain(value: object) -> object:
    """Return one value as JSON has it."""
    match value:
        case datetime():
            return value.isoformat()
        case AgeRange(low, high):
            bounds = {"at_least": low, "under": high}
            silent = {"at_least": 0, "under": OLDEST + 1}
            said = {name: age for name, age in bounds.items() if age != silent[name]}
            return said or {"at_least": 0}
        case str():
            return str(value)
        case Mapping():
            return _roles(value)
        case tuple():
            return list(value)
        case _:
            return value


def _roles(roles: Mapping[Role, bool]) -> object:
    """Return roles as a list when all are known, else as a map."""
    if len(roles) == len(Role):
        return [str(role) for role in Role if roles[role]]
    return {str(role): roles[role] for role in Role if role in roles}


def _person(person: Person) -> dict[str, Any]:
    """Return a person as plain data."""
    facts = _facts(person, Entity.PERSON)
    if not person.roles:
        del facts["roles"]
    return {"id": person.id, **facts}


def _device(device: Device) -> dict[str, Any]:
    """Return a device as plain data."""
    return {"id": device.id, **_facts(device, Entity.DEVICE)}


def _entry(entry: JournalEntry) -> dict[str, Any]:
    """Return a line of the journal as plain data."""
    told: dict[str, Any] = {"act": entry.act, "target": entry.target, "for": entry.for_}
    told |= {"at": entry.at, "by": entry.by}
    return {
        name: _plain(value)
        for name, value in told.items()
        if value is not None and value is not UNKNOWN
    }
