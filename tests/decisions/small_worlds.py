"""Small worlds in which relevance can be worked out exactly, by trying everything.

`design/language.md`, *Questions*: an open fact is relevant when there are values of any set of
other open facts such that, these known, learning this one changes the possible classes, or
which directives are due, held or in force. `exactly_relevant` tries every set of values, with
the reference; a `World` says which facts are open and what each may turn out to be.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

from attrs import evolve, frozen

from reference.small_protocols import (
    conclusion,
    directive,
    has_role,
    protocol_of,
    route,
    told,
    under,
)
from sexto_rules.errors import IncidentError
from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Status
from sexto_rules.reference import decide

Learning: TypeAlias = Callable[[Incident], Incident]
"""What one value of a fact does to an incident; contradictions raise."""

_COUNTING = frozenset({Status.DUE, Status.HELD, Status.IN_FORCE})
_BOOLS = ("blackmail", "coerced")
_PERSON, _DEVICE = Entity.PERSON, Entity.DEVICE


@frozen
class World:
    """A protocol, an incident, and what each of its open facts may turn out to be."""

    day: DayProtocol
    incident: Incident
    open: Mapping[str, Sequence[Learning]]


def exactly_relevant(world: World) -> set[str]:
    """Return the open facts that are relevant by the definition."""
    seen: dict[tuple[int, ...], object] = {}
    paths = list(world.open)
    for choice in product(*(range(len(world.open[path]) + 1) for path in paths)):
        incident = world.incident
        try:
            for path, index in zip(paths, choice, strict=True):
                if index:
                    incident = world.open[path][index - 1](incident)
        except IncidentError:
            continue
        seen[choice] = _what_counts(world.day, incident)
    relevant = set()
    for choice, outcome in seen.items():
        for place, path in enumerate(paths):
            before = (*choice[:place], 0, *choice[place + 1 :])
            if choice[place] and before in seen and seen[before] != outcome:
                relevant.add(path)
    return relevant


def _what_counts(day: DayProtocol, incident: Incident) -> object:
    outcome = decide(day, incident)
    lines = {
        (line.directive, line.acts, line.target, line.status)
        for line in outcome.lines
        if line.status in _COUNTING
    }
    return outcome.possible_classes, lines


def sample_world(rng: random.Random) -> World:
    """Return a small world: at most a handful of open facts, each of a few values."""
    day = _day(rng)
    open_facts: dict[str, Sequence[Learning]] = {}
    facts: dict[str, Any] = {}
    cannot_say: set[str] = set()
    for name in _BOOLS:
        state = rng.choice(("open", "open", "told", "unsayable"))
        if state == "open":
            open_facts[name] = [learning(**{name: value}) for value in (True, False)]
        elif state == "told":
            facts[name] = rng.choice((True, False))
        else:
            cannot_say.add(name)
    persons = [
        _person(rng, f"p{number}", open_facts, cannot_say)
        for number in range(1, rng.choice((1, 1, 2, 3)))
    ]
    devices = [
        _device(rng, "d1", persons, open_facts, cannot_say) for _ in range(rng.choice((0, 0, 1)))
    ]
    _lists(rng, open_facts, facts, cannot_say)
    done = [JournalEntry(act="tell_lead")] if rng.choice((True, False)) else []
    incident = Incident(**facts, persons=persons, devices=devices, done=done, cannot_say=cannot_say)
    return World(day, incident, open_facts)


def learning(**values: Any) -> Learning:
    """Return what learning these facts of the incident does."""
    return lambda incident: evolve(incident, **values)


def _learn_of(which: str, code: str, **values: Any) -> Learning:
    def learn(incident: Incident) -> Incident:
        listed = [
            evolve(each, **values) if each.id == code else each for each in getattr(incident, which)
        ]
        told_now: dict[str, Any] = {which: listed}
        return evolve(incident, **told_now)

    return learn


def _person(
    rng: random.Random,
    code: str,
    open_facts: dict[str, Sequence[Learning]],
    cannot_say: set[str],
) -> Person:
    """Return a person of whom one thing is open, at most two."""
    told_of: dict[str, Any] = {}
    path = f"persons.{code}."
    budget = 2 if len(open_facts) < 2 else 1
    values: dict[str, list[Any]] = {
        "pupil": [True, False],
        "adult_suspected": [True, False],
        "adult": [True, False],
        "age": [12, 20, AgeRange(13, 19)],
        "roles": [{Role.DEPICTED: True}, {Role.DEPICTED: False}, [Role.WITNESS], [Role.DEPICTED]],
    }
    first_open = rng.sample(list(values), budget)
    for name, options in values.items():
        if name in first_open and rng.random() < 0.8:
            open_facts[path + name] = [
                _learn_of("persons", code, **{name: value}) for value in options
            ]
        elif rng.random() < 0.6 and not ("age" in told_of and name == "adult"):
            told_of[name] = rng.choice(options)
        else:
            cannot_say.add(path + name)
    if "age" in told_of and "adult" in told_of:
        del told_of["adult"]
        cannot_say.add(path + "adult")
    if isinstance(told_of.get("age"), AgeRange):
        cannot_say.add(path + "age")
    if "roles" in told_of and isinstance(told_of["roles"], dict):
        cannot_say.add(path + "roles")
    if path + "adult" in open_facts and isinstance(told_of.get("age"), int):
        del told_of["age"]
        cannot_say.add(path + "age")
    return Person(id=code, **told_of)


def _device(
    rng: random.Random,
    code: str,
    persons: Sequence[Person],
    open_facts: dict[str, Sequence[Learning]],
    cannot_say: set[str],
) -> Device:
    told_of: dict[str, Any] = {}
    path = f"devices.{code}."
    if persons and rng.random() < 0.4:
        told_of["holder"] = persons[0].id
    elif persons and len(open_facts) < 4 and rng.random() < 0.7:
        open_facts[path + "holder"] = [
            _learn_of("devices", code, holder=person.id) for person in persons
        ]
    else:
        cannot_say.add(path + "holder")
    if rng.random() < 0.5:
        told_of["connected"] = rng.choice((True, False))
    else:
        cannot_say.add(path + "connected")
    return Device(id=code, **told_of)


def _lists(
    rng: random.Random,
    open_facts: dict[str, Sequence[Learning]],
    facts: dict[str, Any],
    cannot_say: set[str],
) -> None:
    """Close each list, leave it open, or let nobody say whether it is complete."""
    more = {
        "persons_complete": [
            _one_more("persons", Person(id="p8", pupil=pupil, age=age, roles=roles))
            for pupil, age, roles in (
                (UNKNOWN, UNKNOWN, {}),
                (True, 12, [Role.DEPICTED]),
                (False, 20, [Role.SHARER]),
                (False, UNKNOWN, {Role.DEPICTED: True}),
                (True, 20, []),
            )
        ],
        "devices_complete": [
            _one_more("devices", Device(id="d8", connected=value, holder=holder))
            for value in (UNKNOWN, True, False)
            for holder in (UNKNOWN, "p1")
        ],
    }
    for name, learnings in more.items():
        state = rng.choice(("open", "told", "told", "unsayable"))
        if state == "open" and len(open_facts) < 5:
            open_facts[name] = [learning(**{name: True}), *learnings]
        elif state == "unsayable":
            cannot_say.add(name)
        else:
            facts[name] = True


def _one_more(which: str, more: Person | Device) -> Learning:
    def learn(incident: Incident) -> Incident:
        told_now: dict[str, Any] = {which: [*getattr(incident, which), more]}
        return evolve(incident, **told_now)

    return learn


def _day(rng: random.Random) -> DayProtocol:
    whens = [_condition(rng, None, 2) for _ in range(2)]
    conclusions = [
        conclusion("inside", *whens),
        conclusion("of_person", _condition(rng, _PERSON, 1), for_each=_PERSON),
    ]
    classes = [route("first", _condition(rng, None, 2)), route("last")]
    directives = [_directive(rng, number) for number in range(rng.choice((2, 3, 4)))]
    overridden = [each.id for each in directives if each.for_each is None]
    if len(overridden) > 1 and rng.random() < 0.6:
        directives = [
            evolve(each, overrides=(overridden[1],)) if each.id == overridden[0] else each
            for each in directives
        ]
    return protocol_of(conclusions=conclusions, classes=classes, directives=directives)


_ACTS = {
    None: ("tell_lead", "call_police", "tell_lead call_police", "record_facts"),
    _PERSON: ("inform_parents", "support_person"),
    _DEVICE: ("secure_device",),
}


def _directive(rng: random.Random, number: int) -> Directive:
    kind = rng.choice((None, None, _PERSON, _DEVICE))
    modality = rng.choice((Modality.MUST, Modality.MUST, Modality.MUST_NOT, Modality.MUST_NOT))
    return directive(
        modality,
        f"d{number}",
        rng.choice(_ACTS[kind]),
        _condition(rng, kind, 2, allow_class=True),
        for_each=kind,
        in_doubt=rng.choice(tuple(InDoubt)),
    )


def _condition(
    rng: random.Random, about: Entity | None, depth: int, *, allow_class: bool = False
) -> Condition:
    """Return a condition about the incident, or about a person or device."""
    if depth == 0 or rng.random() < 0.25:
        return _leaf(rng, about, allow_class=allow_class)

    def inside() -> Condition:
        return _condition(rng, about, depth - 1, allow_class=allow_class)

    match rng.randrange(6):
        case 0 | 1:
            return All((inside(), inside()))
        case 2:
            return AnyOf((inside(), inside()))
        case 3:
            return Not(inside())
        case 4:
            return Modal(rng.choice(tuple(Mode)), inside())
        case _:
            kind = rng.choice((_PERSON, _PERSON, _DEVICE))
            return Quantified(rng.choice(tuple(Quantifier)), kind, _condition(rng, kind, depth - 1))


def _leaf(rng: random.Random, about: Entity | None, *, allow_class: bool) -> Condition:
    leaves: list[Condition] = [
        *(told(name) for name in _BOOLS),
        FactStatus(FactRef(Of.INCIDENT, "coerced"), Mode.KNOWN),
        DoneTest(frozenset({"tell_lead"})),
        GapTest(5),
        told("persons_complete"),
    ]
    if allow_class:
        leaves += [ConclusionTest("inside"), ClassTest(frozenset({"first"}))]
    of = Of.PERSON if about is _PERSON else Of.HOLDER
    if about is not None:
        mode = rng.choice((Mode.KNOWN, Mode.UNKNOWN, Mode.CANNOT_SAY))
        name = rng.choice(("age", "adult", "roles", "pupil"))
        leaves = [
            *leaves[:2],
            told("pupil", of=of),
            under(13, of),
            under(18, of),
            under(18, of),
            has_role("depicted", of=of),
            has_role("depicted", "sharer", of=of),
            FactStatus(FactRef(of, name), mode),
        ]
    if about is _DEVICE:
        leaves += [told("connected"), FactStatus(FactRef(Of.DEVICE, "holder"), Mode.KNOWN)]
    if about is _PERSON and allow_class:
        leaves.append(ConclusionTest("of_person"))
    return rng.choice(leaves)
