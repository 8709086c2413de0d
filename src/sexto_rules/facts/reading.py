"""Reading plain data into facts: every mistake gathered, each with its path.

A part that is wrong is reported and left out, so that the rest is checked too. A mistake
is said once: what only follows from a part left out is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from attrs import evolve, field, frozen

from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts.ages import OLDEST, AgeRange
from sexto_rules.facts.contradictions import LIMITS, too_many
from sexto_rules.facts.device import Device
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.journal import JournalEntry
from sexto_rules.facts.person import Person
from sexto_rules.facts.refused_keys import find_refusal, is_refused_word
from sexto_rules.facts.shown import is_slip, nearest
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.values import find_id_problem, wrong_type
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, FactSpec, fact_spec

__all__ = ["MOMENT", "Reading", "read_device", "read_entry", "read_incident", "read_person"]

MOMENT: Final = (
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
)
"""A moment as it is written (ISO 8601), before its offset."""

_OFFSET: Final = r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_WRITTEN_MOMENT: Final = re.compile(f"{MOMENT}{_OFFSET}?")
_BOOLS: Final = {"yes": True, "no": False}
_PERSON_KEYS: Final = ("id", *FACTS[Entity.PERSON])
_DEVICE_KEYS: Final = ("id", *FACTS[Entity.DEVICE])
_ENTRY_KEYS: Final = ("act", "target", "for", "at", "by")
_LISTS: Final = ("persons", "devices", "done", "answers", "cannot_say")
_INCIDENT_KEYS: Final = (*FACTS[None], *_LISTS)
_AT: Final = FactSpec("at", None, FactKind.MOMENT)
_BLANK_ID: Final = "x0"
"""Stands for an id that is missing while the rest is checked."""

_T = TypeVar("_T")


@frozen
class Reading(Generic[_T]):
    """What was read: the value, None where it could not be made, and the problems."""

    value: _T | None
    problems: list[Problem] = field(factory=list)


def read_person(data: object, path: str = "") -> Reading[Person]:
    """Read one person. With problems, the value is a person of that id and nothing else."""
    return _read_entity(data, path, Entity.PERSON, _PERSON_KEYS, Person)


def read_device(data: object, path: str = "") -> Reading[Device]:
    """Read one device. With problems, the value is a device of that id and nothing else."""
    return _read_entity(data, path, Entity.DEVICE, _DEVICE_KEYS, Device)


def _read_entity(
    data: object, path: str, entity: Entity, keys: Iterable[str], make: Callable[..., _T]
) -> Reading[_T]:
    """Read a person or a device."""
    if not isinstance(data, Mapping):
        return Reading(None, [wrong_type(data, f"a map of the facts of a {entity}", path)])
    fields, problems = _fields(data, f"a {entity}", keys, path)
    known = dict(_facts(FACTS[entity], fields, path, problems))
    if "id" not in fields:
        problems.append(_missing("id", f"the {entity}", path))
    value, found = _made(make, path, id=fields.get("id", _BLANK_ID), **known)
    problems += found
    if problems:
        told_id = fields.get("id")
        value = make(id=told_id) if find_id_problem(told_id, path) is None else None
    return Reading(value, problems)


def read_entry(data: object, path: str = "") -> Reading[JournalEntry]:
    """Read one line of the journal."""
    if not isinstance(data, Mapping):
        return Reading(None, [wrong_type(data, "a map with the act that was done", path)])
    fields, problems = _fields(data, "a line of the journal", _ENTRY_KEYS, path)
    if "act" not in fields:
        problems.append(_missing("act", "the line of the journal", path))
        return Reading(None, problems)
    told = {"for_" if name == "for" else name: value for name, value in fields.items()}
    if "at" in told:
        told["at"] = _value(_AT, told["at"])
    value, found = _made(JournalEntry, path, **told)
    problems += found
    return Reading(None if problems else value, problems)


def read_incident(data: object) -> Reading[Incident]:
    """Read an incident."""
    if not isinstance(data, Mapping):
        return Reading(None, [wrong_type(data, "a map of the facts of an incident", "")])
    fields, problems = _fields(data, "an incident", _INCIDENT_KEYS, "")
    told: dict[str, Any] = dict(_facts(FACTS[None], fields, "", problems))
    kept: dict[str, list[int]] = {}
    readers: dict[str, Callable[[object, str], Reading[Any]]] = {
        "persons": read_person,
        "devices": read_device,
        "done": read_entry,
    }
    lost: set[str] = set()
    for name, read in readers.items():
        told[name], kept[name] = [], []
        for index, item in enumerate(_items(fields, name, problems)):
            reading = read(item, f"{name}[{index}]")
            problems += reading.problems
            if reading.value is None:
                lost.add(name)
            else:
                told[name].append(reading.value)
                kept[name].append(index)
    told["answers"] = _read_answers(fields, problems)
    kept["answers"] = [
        index for index, value in enumerate(told["answers"].values()) if value is not UNKNOWN
    ]
    told["cannot_say"] = _read_paths(fields, problems)
    incident, found = _made(Incident, "", **told)
    problems += [_at_source(each, kept) for each in found if not _follows(each, lost)]
    return Reading(None if problems else incident, problems)


def _follows(problem: Problem, lost: set[str]) -> bool:
    """Whether a problem may only follow from a part that is wrong itself."""
    if problem.code == "SX408":
        return not lost.isdisjoint({"persons", "devices"})
    return problem.code == "SX410" and "done" in lost


def _at_source(problem: Problem, kept: dict[str, list[int]]) -> Problem:
    """Put a problem of the n-th entry kept at the entry that was given."""
    match = re.match(r"(persons|devices|done|answers)\[(\d+)\]", problem.place.path or "")
    if match is None:
        return problem
    path = f"{match[1]}[{kept[match[1]][int(match[2])]}]{match.string[match.end() :]}"
    return evolve(problem, place=evolve(problem.place, path=path))


def _made(make: Callable[..., _T], path: str, **told: object) -> tuple[_T | None, list[Problem]]:
    """Build a value; where that is refused, return the problems under this path."""
    try:
        return make(**told), []
    except IncidentError as error:
        return None, [
            evolve(each, place=evolve(each.place, path=_joined(path, each.place.path or "")))
            for each in error.problems
        ]


def _joined(path: str, name: str) -> str:
    """Return the path of a value inside the one at `path`."""
    return f"{path}.{name}" if path and name else path or name


def _fields(
    data: Mapping[Any, object], what: str, known: Iterable[str], path: str
) -> tuple[dict[str, object], list[Problem]]:
    """Return the known entries that are not unknown, and a problem for every other key."""
    fields: dict[str, object] = {}
    problems: list[Problem] = []
    names = tuple(known)
    for index, (key, value) in enumerate(data.items()):
        if key not in names:
            problems.append(_unknown_key(key, what, names, path, index))
        elif not _is_unknown(value):
            fields[key] = value
    return fields, problems


def _is_unknown(value: object) -> bool:
    """Whether this is one of the ways to write that a fact is unknown."""
    return value is None or (isinstance(value, str) and value == "unknown")


def _unknown_key(key: object, what: str, known: tuple[str, ...], path: str, index: int) -> Problem:
    """Return the problem of a key that is not one of those known.

    Its path ends in its position among the keys, unless it is a word that may be shown.
    """
    if not isinstance(key, str):
        return wrong_type(key, f"the name of a fact of {what}", f"{path}[{index}]")
    refusal = find_refusal(key)
    spec = fact_spec(key)
    may_be_shown = spec is not None or is_refused_word(key) or is_slip(key, known)
    shown = f"`{key}`" if may_be_shown else "a key"
    place = Place(path=_joined(path, key) if may_be_shown else f"{path}[{index}]")
    if refusal:
        why, instead = refusal
        return Problem("SX402", f"{shown} is refused: {why}", place, instead)
    if spec is not None:
        owner = f"a {spec.entity}" if spec.entity else "the incident"
        advice = f"`{key}` is a fact of {owner}: put it there"
        return Problem("SX401", f"{shown} is not a fact of {what}", place, advice)
    advice = nearest(key, known) or f"the names are fixed: {', '.join(known[:6])}, …"
    return Problem("SX401", f"{shown} is not a known fact of {what}", place, advice)


def _missing(name: str, what: str, path: str) -> Problem:
    """Return the problem of a key that must be there."""
    return Problem("SX418", f"{what} has no `{name}`, expected one", Place(path=path))


def _facts(
    specs: Mapping[str, FactSpec], fields: Mapping[str, object], path: str, problems: list[Problem]
) -> Iterable[tuple[str, object]]:
    """Yield the facts that are told, as the constructors take them."""
    for name, spec in specs.items():
        if name not in fields:
            continue
        value = fields[name]
        if spec.kind is FactKind.AGE and isinstance(value, Mapping):
            value = _read_range(value, _joined(path, name), problems)
        yield name, _value(spec, value)


def _value(spec: FactSpec, value: object) -> object:
    """Return a value as the constructors take it; what is wrong with it they say."""
    match spec.kind:
        case FactKind.BOOL:
            return _as_bool(value)
        case FactKind.MOMENT if isinstance(value, str) and _WRITTEN_MOMENT.fullmatch(value):
            try:
                return datetime.fromisoformat(value)
            except ValueError:
                return value
        case FactKind.ROLES if isinstance(value, Mapping):
            return {role: _as_bool(has) for role, has in value.items()}
        case _:
            return value


def _as_bool(value: object) -> object:
    """Take `yes` and `no` for a bool, and the words for unknown."""
    if _is_unknown(value):
        return UNKNOWN
    return _BOOLS.get(value, value) if isinstance(value, str) else value


def _read_range(value: Mapping[Any, object], path: str, problems: list[Problem]) -> object:
    """Read a range of ages; UNKNOWN where it cannot be one."""
    fields, found = _fields(value, "a range of ages", ("at_least", "under"), path)
    if not fields and not found:
        found = [wrong_type(value, "`at_least`, `under` or both in a range of ages", path)]
    problems += found
    if found:
        return UNKNOWN
    bounds: dict[str, Any] = {"at_least": 0, "under": OLDEST + 1} | fields
    return AgeRange(**bounds)


def _items(fields: Mapping[str, object], name: str, problems: list[Problem]) -> list[object]:
    """Return the entries of a list, no more than an incident may have."""
    value = fields.get(name, [])
    if not isinstance(value, list):
        problems.append(wrong_type(value, "a list", name))
        return []
    if problem := too_many(name, len(value)):
        problems.append(problem)
    return value[: LIMITS[name]]


def _read_answers(fields: Mapping[str, object], problems: list[Problem]) -> dict[Any, object]:
    """Read the answers to the protocol's own questions."""
    value = fields.get("answers", {})
    if isinstance(value, Mapping):
        return {name: _as_bool(answer) for name, answer in value.items()}
    problems.append(wrong_type(value, "a map of answers", "answers"))
    return {}


def _read_paths(fields: Mapping[str, object], problems: list[Problem]) -> list[str]:
    """Read the facts that nobody can say."""
    paths: list[str] = []
    for index, path in enumerate(_items(fields, "cannot_say", problems)):
        if isinstance(path, str):
            paths.append(path)
        else:
            problems.append(wrong_type(path, "a fact", f"cannot_say[{index}]"))
    return paths
