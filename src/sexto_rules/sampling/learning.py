"""One step of an incident that becomes known, and one of what changes with time.

`learn` tells one thing more: a fact, an answer, a role, a narrower age, one more person or
device, the end of a list; also a fact that nobody could say before. What was told stays told.
`happen` is the other thing: the journal grows, a state changes, an age turns out to be only a
claim. What is open to learning is named by paths like those of `cannot_say`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from attrs import evolve

from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet, possible_ages
from sexto_rules.facts.journal import holds_after
from sexto_rules.facts.known import ages_of, list_closed
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, FactSpec
from sexto_rules.sampling.draws import Draw
from sexto_rules.sampling.focus import Focus
from sexto_rules.sampling.incidents import (
    LISTS,
    draw_device,
    draw_entry,
    draw_person,
    draw_value,
)

__all__ = ["MOST_LISTED", "happen", "learn", "learnable", "unsayable"]

MOST_LISTED: Final = 8
"""How many persons, and how many devices, `learn` lists at most."""

_COMPLETE: Final = {"persons": Entity.PERSON, "devices": Entity.DEVICE}


def learnable(incident: Incident, focus: Focus) -> tuple[str, ...]:
    """Return the path of everything that can still be learned, where the focus looks.

    `persons` and `devices` stand for one more of them. The others are facts as `cannot_say`
    names them (`blackmail`, `persons.p1.age`, `persons.p1.roles`, `persons_complete`).

    Example:
        >>> from sexto_rules.sampling import EVERYTHING
        >>> "blackmail" in learnable(Incident(blackmail=False), EVERYTHING)
        False
    """
    return (
        *(
            name
            for name, spec in FACTS[None].items()
            if name in focus.incident
            and name not in LISTS
            and getattr(incident, name) is UNKNOWN
            and (focus.regions or spec.kind is not FactKind.CODE)
        ),
        *(f"answers.{name}" for name in focus.answers if name not in incident.answers),
        *(
            f"persons.{each.id}.{name}"
            for each in incident.persons
            for name in _open_of_person(each, focus)
        ),
        *(
            f"devices.{each.id}.{name}"
            for each in incident.devices
            for name in _open_of_device(each, incident, focus)
        ),
        *_open_lists(incident),
    )


def _open_of_person(person: Person, focus: Focus) -> Iterator[str]:
    """Yield the facts of a person that are not known yet."""
    ages = ages_of(person)
    for name, spec in FACTS[Entity.PERSON].items():
        if name not in focus.person:
            continue
        match name:
            case "age":
                is_open = not isinstance(person.age, int) and ages.bit_count() > 1
            case "adult":
                is_open = bool(ages & ADULT_AGES and ages & ~ADULT_AGES)
            case "roles":
                is_open = len(person.roles) < len(Role)
            case _:
                assert spec.kind is FactKind.BOOL, "what a person has besides is yes or no"
                is_open = getattr(person, name) is UNKNOWN
        if is_open:
            yield name


def _open_of_device(device: Device, incident: Incident, focus: Focus) -> Iterator[str]:
    """Yield the facts of a device that are not known yet."""
    for name in FACTS[Entity.DEVICE]:
        if name in focus.device and getattr(device, name) is UNKNOWN:
            if name == "holder" and not incident.persons:
                continue
            if name == "in_hand" and holds_after(incident.done, device.id) is not UNKNOWN:
                continue
            yield name


def _open_lists(incident: Incident) -> Iterator[str]:
    """Yield the lists that may grow, and whether they are complete."""
    for name, entity in _COMPLETE.items():
        if not list_closed(incident, entity):
            yield f"{name}_complete"
            if len(getattr(incident, name)) < MOST_LISTED:
                yield name


def unsayable(incident: Incident, focus: Focus) -> tuple[str, ...]:
    """Return the path of every open fact that nobody has said yet that they cannot say."""
    return tuple(
        path
        for path in learnable(incident, focus)
        if path not in _COMPLETE
        and path not in incident.cannot_say
        and (path not in LISTS or getattr(incident, path) is UNKNOWN)
        and not (path.endswith(".adult") and _person_of(incident, path).adult is not UNKNOWN)
    )


def _person_of(incident: Incident, path: str) -> Person:
    return incident.person(path.split(".")[1])


def learn(draw: Draw, incident: Incident, path: str, focus: Focus) -> Incident:
    """Return the incident with one thing more told, at a path that is `learnable`.

    Where nobody could say it, that is given up for the answer.
    """
    match path.split("."):
        case ["persons"]:
            return _with_person(draw, incident, focus)
        case ["devices"]:
            return _with_device(draw, incident, focus)
        case [name] if name in LISTS:
            is_complete = getattr(incident, name) is False or draw.chance(5, 8)
            return _told(incident, {path}, **{name: is_complete})
        case [name]:
            return _told(incident, {path}, **{name: draw_value(draw, FACTS[None][name], focus)})
        case ["answers", name]:
            answers = {**incident.answers, name: draw.choose(focus.answers[name])}
            return _told(incident, {path}, answers=answers)
        case ["persons", _, name]:
            return _learn_of_person(draw, incident, path, name, focus)
        case [_, code, name]:
            return _learn_of_device(draw, incident, code, name, focus)
        case _:
            message = f"nothing is learned at {path!r}"
            raise ValueError(message)


def _told(incident: Incident, said: set[str], **changes: Any) -> Incident:  # noqa: ANN401 - any attribute
    """Return the incident with these changes; what is said now could be said after all."""
    return evolve(incident, cannot_say=incident.cannot_say - said, **changes)


def _new_code(letter: str, listed: Sequence[Person] | Sequence[Device]) -> str:
    codes = {each.id for each in listed}
    return next(code for number in range(1, 999) if (code := f"{letter}{number}") not in codes)


def _with_person(draw: Draw, incident: Incident, focus: Focus) -> Incident:
    code = _new_code("p", incident.persons)
    person, unsaid = draw_person(draw, focus, code)
    return evolve(
        incident,
        persons=(*incident.persons, person),
        cannot_say=incident.cannot_say | unsaid,
    )


def _with_device(draw: Draw, incident: Incident, focus: Focus) -> Incident:
    code = _new_code("d", incident.devices)
    holders = [person.id for person in incident.persons]
    device, unsaid = draw_device(draw, focus, code, holders)
    return evolve(
        incident,
        devices=(*incident.devices, device),
        cannot_say=incident.cannot_say | unsaid,
    )


def _learn_of_person(
    draw: Draw, incident: Incident, path: str, name: str, focus: Focus
) -> Incident:
    person = _person_of(incident, path)
    said = {path}
    match name:
        case "age":
            told = _narrower(draw, person, focus.edges)
            said = {path} if isinstance(told.age, int) else set()
        case "adult":
            told = _grown_up_or_not(draw, person)
        case "roles":
            told = evolve(person, roles=_more_roles(draw, person))
            said = {f"{path}.{role}" for role in told.roles}
            said |= {path} if len(told.roles) == len(Role) else set()
        case "adult_suspected":
            told = evolve(person, adult_suspected=True)
            if ages_of(told) & ~ages_of(person) or draw.chance(1, 2):
                told = evolve(person, adult_suspected=False)
        case _:
            fact: dict[str, Any] = {name: draw.choose((True, False))}
            told = evolve(person, **fact)
    return _told(incident, said, persons=_replaced(incident.persons, told))


def _replaced(persons: Sequence[Person], told: Person) -> tuple[Person, ...]:
    return tuple(told if each.id == told.id else each for each in persons)


def _narrower(draw: Draw, person: Person, edges: Sequence[int]) -> Person:
    """Return the person with a narrower age: one that was possible, or a range around it.

    Each age possible before is possible for a reason that stays: the bounds only close in.
    """
    age = person.age
    low, high = (age.at_least, age.under - 1) if isinstance(age, AgeRange) else (0, 120)
    bounds = AgeSet((1 << high + 1) - (1 << low))
    possible = ages_of(person) & bounds
    lowest = (possible & -possible).bit_length() - 1
    within = [edge for edge in edges if possible >> edge & 1] or [lowest]
    one = draw.choose(within)
    if draw.chance(4, 8):
        return evolve(person, age=one)
    other = min(max(draw.choose(edges or [lowest]), low), high)
    return evolve(person, age=AgeRange(at_least=min(one, other), under=max(one, other) + 1))


def _grown_up_or_not(draw: Draw, person: Person) -> Person:
    """Return the person, told to be an adult or not; a claimed age that this refutes is no more."""
    adult = draw.choose((True, False))
    fits = possible_ages(person.age, adult=adult, adult_suspected=person.adult_suspected)
    return evolve(person, adult=adult, age=person.age if fits else UNKNOWN)


def _more_roles(draw: Draw, person: Person) -> dict[Role, bool]:
    """Return the roles known of a person, and at least one more."""
    others = [role for role in Role if role not in person.roles]
    new = others if draw.chance(2, 8) else draw.one_or_more(others, 2)
    return {**person.roles, **{role: draw.choose((True, False)) for role in new}}


def _learn_of_device(
    draw: Draw, incident: Incident, code: str, name: str, focus: Focus
) -> Incident:
    fact: dict[str, Any] = {}
    if name == "holder":
        fact[name] = draw.choose([person.id for person in incident.persons])
    else:
        fact[name] = draw_value(draw, FACTS[Entity.DEVICE][name], focus)
    devices = tuple(evolve(each, **fact) if each.id == code else each for each in incident.devices)
    return _told(incident, {f"devices.{code}.{name}"}, devices=devices)


def happen(draw: Draw, incident: Incident, focus: Focus) -> Incident:
    """Return the incident after something has changed; this takes things back as it likes."""
    return draw.choose(_HAPPENINGS)(draw, incident, focus)


def _something_done(draw: Draw, incident: Incident, focus: Focus) -> Incident:
    """Return the incident with one more entry in the journal."""
    persons = [each.id for each in incident.persons]
    devices = [each.id for each in incident.devices]
    entry = draw_entry(draw, focus, persons, devices)
    if entry is None:
        return incident
    done = (*incident.done, entry)
    return evolve(incident, done=done, devices=_where_the_journal_says(incident.devices, done))


def _where_the_journal_says(
    devices: Sequence[Device], done: Sequence[JournalEntry]
) -> tuple[Device, ...]:
    """Return the devices; `in_hand` is forgotten where the journal speaks of the device."""
    return tuple(
        each if holds_after(done, each.id) is UNKNOWN else evolve(each, in_hand=UNKNOWN)
        for each in devices
    )


def _state_changed(draw: Draw, incident: Incident, focus: Focus) -> Incident:
    """Return the incident with one state that is not what it was, or is not known any more."""
    specs = [spec for spec in FACTS[None].values() if spec.state]
    spec = draw.choose(specs)
    value = UNKNOWN if draw.chance(1, 3) else draw_value(draw, spec, focus)
    return _told(incident, {spec.name}, **{spec.name: value})


def _device_changed(draw: Draw, incident: Incident, focus: Focus) -> Incident:
    """Return the incident with a device that is not as it was."""
    devices = [each for each in incident.devices if holds_after(incident.done, each.id) is UNKNOWN]
    if not devices:
        return _state_changed(draw, incident, focus)
    states: list[FactSpec] = [spec for spec in FACTS[Entity.DEVICE].values() if spec.state]
    device, spec = draw.choose(devices), draw.choose(states)
    return _learn_of_device(draw, incident, device.id, spec.name, focus)


def _claim_doubted(draw: Draw, incident: Incident, focus: Focus) -> Incident:
    """Return the incident with somebody whose age is only a claim: more ages are possible."""
    claims = [each for each in incident.persons if ages_of(each) != ALL_AGES]
    if not claims:
        return _state_changed(draw, incident, focus)
    person = evolve(draw.choose(claims), adult_suspected=True)
    said = {f"persons.{person.id}.adult_suspected"}
    return _told(incident, said, persons=_replaced(incident.persons, person))


_HAPPENINGS: Final[tuple[Callable[[Draw, Incident, Focus], Incident], ...]] = (
    _something_done,
    _state_changed,
    _device_changed,
    _claim_doubted,
)
