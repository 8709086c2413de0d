"""Incidents at random, valid by construction and full of edges.

What makes them interesting: facts unknown at every rate, lists empty, open and closed, ages on
both sides of every threshold or known only as a range, holders nobody knows, partial roles,
facts nobody can say, and a journal that speaks of the protocol's own acts and directives.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from attrs import evolve, frozen

from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.known import in_hand
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, FactSpec
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling.draws import Draw, RandomDraw
from sexto_rules.sampling.focus import EVERYTHING, Focus, focus_on

__all__ = [
    "LISTS",
    "draw_device",
    "draw_entry",
    "draw_incident",
    "draw_person",
    "draw_value",
    "sample_incident",
]

_SOME_MOMENT: Final = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
_MOMENTS: Final = (
    _SOME_MOMENT,
    _SOME_MOMENT + timedelta(hours=14),
    datetime(2026, 3, 1, tzinfo=UTC),
)
_RATE: Final = 8
"""Rates below are in eighths."""
LISTS: Final = frozenset({"persons_complete", "devices_complete"})
"""The facts that say that a list is complete."""


@frozen
class _Rates:
    """In eighths: how often a fact is told, and how often nobody can say one that is not."""

    told: int
    unsayable: int


def draw_incident(draw: Draw, focus: Focus = EVERYTHING) -> Incident:
    """Return an incident built from the choices of `draw`, most of them where `focus` looks."""
    rates = _draw_rates(draw)
    cannot_say: set[str] = set()
    told = _incident_facts(draw, focus, rates, cannot_say)
    persons = [
        _person(draw, f"p{number}", focus, rates, cannot_say)
        for number in range(1, _how_many(draw) + 1)
    ]
    person_ids = [person.id for person in persons]
    devices = [
        _device(draw, f"d{number}", person_ids, focus, rates, cannot_say)
        for number in range(1, _how_many(draw) + 1)
    ]
    device_ids = [device.id for device in devices]
    done = _journal(draw, focus, person_ids, device_ids)
    incident = Incident(
        **told,
        answers=_answers(draw, focus, rates, cannot_say),
        persons=persons,
        devices=devices,
        done=done,
        cannot_say=cannot_say,
    )
    return _with_devices_in_hand(draw, incident, focus, rates)


def _draw_rates(draw: Draw) -> _Rates:
    """Return rates from one end to the other."""
    return _Rates(draw.choose((0, 8, 6, 2, 4, 5)), draw.choose((0, 0, 1, 4, 7, 8)))


def _how_many(draw: Draw) -> int:
    """Return the length of a list: mostly a few, now and then many."""
    return draw.choose((0, 1, 2, 1, 2, 3, 0, 1, 2, 3, 4, 1, 2, 6))


def _is_told(draw: Draw, rate: int, *, used: bool) -> bool:
    """Whether to tell a fact; one that the protocol does not use, seldom."""
    return draw.chance(rate, _RATE) and (used or draw.chance(1, 12))


def _is_unsayable(draw: Draw, rates: _Rates, *, used: bool) -> bool:
    """Whether nobody can say a fact that is not told."""
    return rates.unsayable > 0 and used and draw.chance(rates.unsayable, _RATE)


def draw_value(draw: Draw, spec: FactSpec, focus: Focus) -> object:
    """Return a value of a fact that has plain values."""
    match spec.kind:
        case FactKind.BOOL:
            return draw.choose((True, False))
        case FactKind.CHOICE:
            return draw.choose(spec.values)
        case FactKind.CODE:
            return draw.choose(focus.regions)
        case _:
            return draw.choose(_MOMENTS)


def _incident_facts(
    draw: Draw, focus: Focus, rates: _Rates, cannot_say: set[str]
) -> dict[str, Any]:
    """Return the facts of the incident that are told; note those that nobody can say."""
    told: dict[str, Any] = {}
    for name, spec in FACTS[None].items():
        used = name in focus.incident
        rate = max(rates.told, 4) if name in LISTS else rates.told
        if spec.kind is FactKind.CODE and not focus.regions:
            continue
        if _is_told(draw, rate, used=used):
            told[name] = draw_value(draw, spec, focus)
        elif _is_unsayable(draw, rates, used=used):
            cannot_say.add(name)
    return told


def _answers(
    draw: Draw, focus: Focus, rates: _Rates, cannot_say: set[str]
) -> dict[str, str | bool]:
    """Return answers to the protocol's own questions."""
    answers: dict[str, str | bool] = {}
    for name, values in focus.answers.items():
        if draw.chance(rates.told, _RATE):
            answers[name] = draw.choose(values)
        elif _is_unsayable(draw, rates, used=True):
            cannot_say.add(f"answers.{name}")
    return answers


def _person(draw: Draw, code: str, focus: Focus, rates: _Rates, cannot_say: set[str]) -> Person:
    """Return a person whose age and majority do not contradict each other."""
    told: dict[str, Any] = {}
    prefix = f"persons.{code}."
    for name, spec in FACTS[Entity.PERSON].items():
        if spec.kind is not FactKind.BOOL:
            continue
        if _is_told(draw, rates.told, used=name in focus.person):
            told[name] = draw.choose((True, False))
        elif _is_unsayable(draw, rates, used=name in focus.person):
            cannot_say.add(prefix + name)
    used = "age" in focus.person
    possible = _possible_edges(told.get("adult", UNKNOWN), focus.edges)
    if possible and _is_told(draw, rates.told, used=used):
        told["age"] = _age(draw, possible, focus.edges)
    if not isinstance(told.get("age"), int) and _is_unsayable(draw, rates, used=used):
        cannot_say.add(prefix + "age")
    _roles(draw, code, focus, rates, cannot_say, told)
    return Person(id=code, **told)


def _possible_edges(adult: object, edges: Sequence[int]) -> list[int]:
    """Return the edges at which an adult (or a minor) can be; there may be none."""
    low, high = (18, 120) if adult is True else (0, 17) if adult is False else (0, 120)
    return [edge for edge in edges if low <= edge <= high]


def _age(draw: Draw, possible: Sequence[int], edges: Sequence[int]) -> int | AgeRange:
    """Return an age that is possible, or a range from or to it that another edge bounds."""
    if draw.chance(5, 8):
        return draw.choose(possible)
    one, other = draw.choose(possible), draw.choose(edges)
    return AgeRange(at_least=min(one, other), under=max(one, other) + 1)


def _roles(  # noqa: PLR0913, PLR0917 - the state of one draw
    draw: Draw,
    code: str,
    focus: Focus,
    rates: _Rates,
    cannot_say: set[str],
    told: dict[str, Any],
) -> None:
    """Tell all the roles of a person, or single ones, or none."""
    used = "roles" in focus.person
    roles = list(Role)
    if _is_told(draw, rates.told, used=used) and draw.chance(5, 8):
        told["roles"] = draw.some(roles, 1, 4)
        return
    known: dict[Role, bool] = {}
    if _is_told(draw, rates.told, used=used):
        known = {role: draw.choose((True, False)) for role in draw.some(roles)}
        told["roles"] = known
    if len(known) < len(roles) and _is_unsayable(draw, rates, used=used):
        cannot_say.add(f"persons.{code}.roles")
    elif rates.unsayable and used:
        cannot_say.update(
            f"persons.{code}.roles.{role}"
            for role in roles
            if role not in known and draw.chance(rates.unsayable, _RATE)
        )


def _device(  # noqa: PLR0913, PLR0917 - the state of one draw
    draw: Draw,
    code: str,
    person_ids: Sequence[str],
    focus: Focus,
    rates: _Rates,
    cannot_say: set[str],
) -> Device:
    """Return a device; whether it is in hand is told later, when the journal is known."""
    told: dict[str, Any] = {}
    for name, spec in FACTS[Entity.DEVICE].items():
        used = name in focus.device
        values = person_ids if name == "holder" else None
        if name == "in_hand" or (values is not None and not values):
            continue
        if _is_told(draw, rates.told, used=used):
            told[name] = draw.choose(values) if values else draw_value(draw, spec, focus)
        elif _is_unsayable(draw, rates, used=used):
            cannot_say.add(f"devices.{code}.{name}")
    return Device(id=code, **told)


def _journal(
    draw: Draw, focus: Focus, person_ids: Sequence[str], device_ids: Sequence[str]
) -> list[JournalEntry]:
    """Return entries of the protocol's acts, done to those listed, for some directives."""
    count = draw.choose((0, 1, 2, 0, 1, 2, 3, 6))
    entries = (draw_entry(draw, focus, person_ids, device_ids) for _ in range(count))
    return [entry for entry in entries if entry is not None]


def draw_entry(
    draw: Draw, focus: Focus, person_ids: Sequence[str], device_ids: Sequence[str]
) -> JournalEntry | None:
    """Return one entry of the journal; None where there is nobody and nothing to act on."""
    targets = {Entity.PERSON: person_ids, Entity.DEVICE: device_ids}
    acts = [act for act in focus.acts if act.target is None or targets[act.target]]
    if not acts:
        return None
    act = draw.choose(acts)
    return JournalEntry(
        act=act.name,
        target=draw.choose(targets[act.target]) if act.target else None,
        for_=_done_for(draw, act.name, focus),
        at=UNKNOWN if draw.chance(4, 8) else draw.choose(_MOMENTS),
        by=UNKNOWN if not focus.doers or draw.chance(4, 8) else draw.choose(focus.doers),
    )


def _done_for(draw: Draw, act: str, focus: Focus) -> tuple[str, ...] | None:
    """Return the directives an entry was made for: not said, none, those of its act, notes."""
    same = focus.directives_by_act.get(act, ())
    fitting = (*same, *focus.notes)
    if not fitting or draw.chance(3, 8):
        return None
    if draw.chance(1, 8):
        return ()
    if same and draw.chance(5, 8):
        return tuple(draw.one_or_more(same))
    return tuple(draw.one_or_more(fitting))


def _with_devices_in_hand(draw: Draw, incident: Incident, focus: Focus, rates: _Rates) -> Incident:
    """Tell of some devices whether they are in hand, as the journal has it where it speaks."""
    used = "in_hand" in focus.device
    told: list[Device] = []
    cannot_say = set(incident.cannot_say)
    for device in incident.devices:
        recorded = in_hand(incident, device)
        if _is_told(draw, rates.told, used=used):
            value = draw.choose((True, False)) if recorded is UNKNOWN else recorded
            told.append(evolve(device, in_hand=value))
        else:
            told.append(device)
            if _is_unsayable(draw, rates, used=used):
                cannot_say.add(f"devices.{device.id}.in_hand")
    return evolve(incident, devices=told, cannot_say=cannot_say)


def sample_incident(rng: random.Random, day: DayProtocol | Focus | None = None) -> Incident:
    """Return an incident drawn with `rng`; with a protocol, mostly of what it looks at.

    For many incidents of one protocol pass `focus_on(day)`, which is worked out once.
    """
    return draw_incident(RandomDraw(rng), _focus(day))


def _focus(day: DayProtocol | Focus | None) -> Focus:
    if day is None:
        return EVERYTHING
    return day if isinstance(day, Focus) else focus_on(day)


def draw_person(
    draw: Draw, focus: Focus = EVERYTHING, code: str = "p1"
) -> tuple[Person, frozenset[str]]:
    """Return a person of whom any part is told, and the paths of what nobody can say of them."""
    cannot_say: set[str] = set()
    person = _person(draw, code, focus, _draw_rates(draw), cannot_say)
    return person, frozenset(cannot_say)


def draw_device(
    draw: Draw, focus: Focus = EVERYTHING, code: str = "d1", holders: Sequence[str] = ("p1",)
) -> tuple[Device, frozenset[str]]:
    """Return a device held by one of `holders` or who knows whom, and what nobody can say of it."""
    cannot_say: set[str] = set()
    rates = _draw_rates(draw)
    device = _device(draw, code, holders, focus, rates, cannot_say)
    if _is_told(draw, rates.told, used="in_hand" in focus.device):
        device = evolve(device, in_hand=draw.choose((True, False)))
    return device, frozenset(cannot_say)
