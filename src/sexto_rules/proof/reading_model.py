"""An incident out of what the solver fixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, JournalEntry, Person, Unknown
from sexto_rules.facts.ages import OLDEST
from sexto_rules.proof.facts import Ages, Fact
from sexto_rules.proof.solver import Formula, Model
from sexto_rules.proof.world import FOR_NONE, DevicePlace, PersonPlace, World

__all__ = ["incident_of"]

Holds = Callable[[Formula], bool]
_REPORTED = datetime(2026, 1, 15, 13, 0, tzinfo=UTC)


def incident_of(world: World, model: Model) -> Incident:
    """Return the incident that the solver found in a world."""
    holds = model.holds
    cannot_say: set[str] = set()
    told = _told(world.facts, "", holds, cannot_say)
    if "reported_at" in told:
        told["reported_at"] = _REPORTED
    return Incident(
        **told,
        persons=[_person(each, model, cannot_say) for each in world.persons if holds(each.filled)],
        devices=[_device(each, holds, cannot_say) for each in world.devices if holds(each.filled)],
        done=list(_journal(world, holds)),
        answers=_told(world.answers, "answers.", holds, cannot_say),
        cannot_say=frozenset(cannot_say),
    )


def _told(
    facts: Mapping[str, Fact], prefix: str, holds: Holds, cannot_say: set[str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, fact in facts.items():
        for value, formula in fact.told.items():
            if holds(formula):
                found[name] = value
        if holds(fact.unsayable):
            cannot_say.add(f"{prefix}{name}")
    return found


def _person(place: PersonPlace, model: Model, cannot_say: set[str]) -> Person:
    holds = model.holds
    path = f"persons.{place.name}."
    roles = _told(
        {str(role): fact for role, fact in place.roles.each.items()},
        f"{path}roles.",
        holds,
        cannot_say,
    )
    if holds(place.roles.unsayable):
        cannot_say.add(f"{path}roles")
    if holds(place.ages.unsayable):
        cannot_say.add(f"{path}age")
    facts = _told(place.facts, path, holds, cannot_say)
    return Person(id=place.name, roles=roles, age=_age(place.ages, model), **facts)


def _age(ages: Ages, model: Model) -> int | AgeRange | Unknown:
    low, high = model.number(ages.low), model.number(ages.high)
    if model.holds(ages.exact):
        return low
    if (low, high) == (0, OLDEST):
        return UNKNOWN
    return AgeRange(low, high + 1)


def _device(place: DevicePlace, holds: Holds, cannot_say: set[str]) -> Device:
    path = f"devices.{place.name}."
    facts = _told({**place.facts, "in_hand": place.told_in_hand}, path, holds, cannot_say)
    if holds(place.holder_unsayable):
        cannot_say.add(f"{path}holder")
    for held, person in place.held_by:
        if holds(held):
            facts["holder"] = person.name
    return Device(id=place.name, **facts)


def _journal(world: World, holds: Holds) -> list[JournalEntry]:
    """Return the entries; of a device both secured and handed over, the later act last."""
    entries = [
        JournalEntry(act=act, target=target, for_=_done_for(directive))
        for directive, act, target, formula in world.journal()
        if holds(formula)
    ]
    moves = {
        (each.name, "secure_device" if holds(each.secured_last) else "hand_over_device")
        for each in world.devices
    }
    last = [each for each in entries if (each.target, each.act) in moves]
    return [*(each for each in entries if each not in last), *last]


def _done_for(directive: str | None) -> tuple[str, ...] | None:
    if directive is None:
        return None
    return () if directive == FOR_NONE else (directive,)
