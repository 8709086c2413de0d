"""What is wrong with a whole incident: its values, its references, its contradictions.

Everything here returns problems and raises nothing; `Incident` raises them together.
A value told beside `cannot_say` is a contradiction, except partial knowledge: a range of
ages, or some of the roles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from sexto_rules.errors import Place, Problem
from sexto_rules.facts.ages import AgeRange
from sexto_rules.facts.device import Device
from sexto_rules.facts.journal import JournalEntry, holds_after
from sexto_rules.facts.person import Person
from sexto_rules.facts.shown import is_slip, nearest, shown
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.values import (
    CODE,
    RESERVED,
    find_code_problem,
    find_value_problem,
    wrong_type,
)
from sexto_rules.facts.vocabulary import ACTS, FACTS, Entity, Role

if TYPE_CHECKING:
    from sexto_rules.facts.incident import Incident

__all__ = ["LIMITS", "TRUE_AND_FALSE", "find_incident_problems", "too_many"]

LIMITS: Final = {
    "persons": 200,
    "devices": 200,
    "done": 2_000,
    "answers": 500,
    "cannot_say": 5_000,
}
"""How much an incident may list: far above any real one, far below what would hang."""

TRUE_AND_FALSE: Final = frozenset({"yes", "no", "true", "false"})
"""Words for a bool; an answer that is one of these is a bool, never the name of a choice."""

_LISTS: Final[tuple[tuple[str, type, str], ...]] = (
    ("persons", Person, "a list of persons"),
    ("devices", Device, "a list of devices"),
    ("done", JournalEntry, "a list of journal entries"),
)


def find_incident_problems(incident: Incident) -> list[Problem]:
    """Return everything that is wrong with an incident, in the order of its attributes."""
    problems = [
        problem
        for name, spec in FACTS[None].items()
        if (problem := find_value_problem(spec, getattr(incident, name), name))
    ]
    malformed = list(_malformed_lists(incident))
    problems += malformed
    if not malformed:
        problems += _wrong_ids(incident)
        problems += _wrong_references(incident)
        problems += _wrong_hands(incident)
        problems += _wrong_answers(incident)
        problems += _wrong_unsayables(incident)
    return problems


def too_many(name: str, count: int) -> Problem | None:
    """Say whether a list is longer than any incident needs."""
    if count <= LIMITS[name]:
        return None
    return Problem(
        "SX415",
        f"found {count} entries in `{name}`, expected at most {LIMITS[name]}",
        Place(path=name),
    )


def _malformed_lists(incident: Incident) -> Iterator[Problem]:
    """Yield the problems of lists that are no lists, hold something else, or are too long."""
    for name, kind, expected in _LISTS:
        value: object = getattr(incident, name)
        if not isinstance(value, tuple):
            yield wrong_type(value, expected, name)
            continue
        if problem := too_many(name, len(value)):
            yield problem
        for index, item in enumerate(value):
            if not isinstance(item, kind):
                yield wrong_type(item, f"a `{kind.__name__}`", f"{name}[{index}]")
    answers: object = incident.answers
    if not isinstance(answers, Mapping):
        yield wrong_type(answers, "a map of answers", "answers")
    elif problem := too_many("answers", len(answers)):
        yield problem
    cannot_say: object = incident.cannot_say
    if not isinstance(cannot_say, frozenset) or not all(isinstance(p, str) for p in cannot_say):
        yield wrong_type(cannot_say, "a list of facts", "cannot_say")
    elif problem := too_many("cannot_say", len(cannot_say)):
        yield problem


def _wrong_ids(incident: Incident) -> Iterator[Problem]:
    """Yield the problems of ids that stand for two things."""
    seen: set[str] = set()
    for name in ("persons", "devices"):
        for index, each in enumerate(getattr(incident, name)):
            if each.id in seen:
                yield Problem(
                    "SX407",
                    f"`{each.id}` is the id of two entries, expected one for each",
                    Place(path=f"{name}[{index}].id"),
                    "an id is of one person or of one device",
                )
            seen.add(each.id)


def _wrong_references(incident: Incident) -> Iterator[Problem]:
    """Yield the problems of holders and targets that are not listed."""
    persons = {person.id for person in incident.persons}
    devices = {device.id for device in incident.devices}
    listed = {Entity.PERSON: persons, Entity.DEVICE: devices, None: persons | devices}
    for index, device in enumerate(incident.devices):
        if device.holder is not UNKNOWN and device.holder not in persons:
            yield _not_listed(device.holder, "person", persons, f"devices[{index}].holder")
    for index, entry in enumerate(incident.done):
        if entry.target is None:
            continue
        spec = ACTS.get(entry.act)
        kind = spec.target if spec else None
        known = listed[kind]
        if entry.target not in known:
            what = kind or "person or device"
            yield _not_listed(entry.target, what, known, f"done[{index}].target")


def _not_listed(found: str, kind: str, known: set[str], path: str) -> Problem:
    """Return the problem of an id that nothing listed has."""
    return Problem(
        "SX408",
        f"`{found}` is not the id of a listed {kind}",
        Place(path=path),
        nearest(found, sorted(known)) or f"list the {kind} first, or leave this out",
    )


def _wrong_hands(incident: Incident) -> Iterator[Problem]:
    """Yield the problems of devices that are told to be where the journal says they are not."""
    for index, device in enumerate(incident.devices):
        by_journal = holds_after(incident.done, device.id)
        if UNKNOWN not in (device.in_hand, by_journal) and device.in_hand is not by_journal:
            yield Problem(
                "SX410",
                f"`in_hand` is {'yes' if device.in_hand is True else 'no'}, and by the journal the "
                f"device was {'secured' if by_journal is True else 'handed over'}",
                Place(path=f"devices[{index}].in_hand"),
                "leave `in_hand` out where the journal speaks of the device",
            )


def _wrong_answers(incident: Incident) -> Iterator[Problem]:
    """Yield the problems of answers; whether a protocol declares them is checked with it."""
    for index, (name, answer) in enumerate(incident.answers.items()):
        path = f"answers[{index}]"
        if problem := find_code_problem(name, path, "the id of an answer"):
            yield problem
        elif answer is not True and answer is not False:
            if isinstance(answer, str) and answer in TRUE_AND_FALSE:
                yield wrong_type(answer, "yes or no as a bool, or the name of a choice", path)
            elif problem := find_code_problem(answer, path, "yes or no, or the name of a choice"):
                yield problem


def _wrong_unsayables(incident: Incident) -> Iterator[Problem]:
    """Yield the problems of `cannot_say`: what is no fact, and values beside it."""
    for path in sorted(incident.cannot_say):
        value = _told_at(incident, path)
        if isinstance(value, Problem):
            yield value
        elif value:
            found = "an answer" if path.startswith("answers.") else f"`{path}`"
            yield Problem(
                "SX411",
                f"{found} has a value, and `cannot_say` says that nobody can say it",
                Place(path="cannot_say"),
                "keep the one that is true",
            )


def _told_at(incident: Incident, path: str) -> bool | Problem:
    """Return whether a value is told at a path of `cannot_say`, or what is wrong with it."""
    match path.split("."):
        case [name] if name in FACTS[None]:
            return getattr(incident, name) is not UNKNOWN
        case [name]:
            return _no_fact(path, list(FACTS[None]))
        case ["answers", name] if CODE.fullmatch(name) and name not in RESERVED:
            return name in incident.answers
        case ["persons", person_id, *names]:
            for person in incident.persons:
                if person.id == person_id:
                    return _told_of_person(person, names, path)
            return _no_entity(person_id, "person")
        case ["devices", device_id, *names]:
            for device in incident.devices:
                if device.id == device_id:
                    if len(names) != 1 or names[0] not in FACTS[Entity.DEVICE]:
                        return _no_fact(path, _paths("devices", device_id, FACTS[Entity.DEVICE]))
                    return getattr(device, names[0]) is not UNKNOWN
            return _no_entity(device_id, "device")
        case _:
            return _no_fact(path, list(FACTS[None]))


def _told_of_person(person: Person, names: list[str], path: str) -> bool | Problem:
    """Return whether a value is told of a person; a range and some roles leave room."""
    match names:
        case ["roles"]:
            return len(person.roles) == len(Role)
        case ["roles", role]:
            if role not in set(Role):
                return _no_fact(path, [f"persons.{person.id}.roles.{each}" for each in Role])
            return Role(role) in person.roles
        case ["age"]:
            return person.age is not UNKNOWN and not isinstance(person.age, AgeRange)
        case [name] if name in FACTS[Entity.PERSON]:
            return getattr(person, name) is not UNKNOWN
        case _:
            return _no_fact(path, _paths("persons", person.id, FACTS[Entity.PERSON]))


def _paths(name: str, entity_id: str, facts: Mapping[str, object]) -> list[str]:
    """Return the paths of every fact of one person or device."""
    return [f"{name}.{entity_id}.{fact}" for fact in facts]


def _no_fact(path: str, known: list[str]) -> Problem:
    """Return the problem of a path that leads to no fact."""
    parent, _, name = path.rpartition(".")
    beside = [each.rpartition(".")[2] for each in known if each.rpartition(".")[0] == parent]
    found = f"`{path}`" if is_slip(name, beside) else "a text"
    return Problem(
        "SX412",
        f"found {found}, expected a fact such as `blackmail`, `persons.p1.age` or `answers.x`",
        Place(path="cannot_say"),
        nearest(path, known),
    )


def _no_entity(entity_id: str, kind: str) -> Problem:
    """Return the problem of a path through something that is not listed."""
    return Problem(
        "SX408",
        f"{shown(entity_id)} is not the id of a listed {kind}",
        Place(path="cannot_say"),
        f"list the {kind} first, or take its facts out of `cannot_say`",
    )
