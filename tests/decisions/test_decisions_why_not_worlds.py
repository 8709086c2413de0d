"""Why not, held against brute force: of persons, their ages and roles, devices and their holders.

Small worlds at random, over every set of one or two facts with all their values: none of them
does what is said to take more, and each that does is found. So too of ages far apart, of what
nobody can say, and of one more person or device.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain, combinations, product
from typing import Any, Final

import pytest

from decisions.deciding import day_of
from reference.small_protocols import (
    DEVICE,
    PERSON,
    at_least,
    concluded,
    conclusion,
    fact,
    has_role,
    must,
    told,
    under,
)
from sexto_rules.decisions import Alternative, Change, Plan, WhyNot
from sexto_rules.decisions.changes import with_changes
from sexto_rules.decisions.grounds import Grounds
from sexto_rules.decisions.one_more import alike
from sexto_rules.decisions.replay import Replay
from sexto_rules.decisions.wish import NEW_IDS, NEW_ONES, Value
from sexto_rules.errors import IncidentError
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    Condition,
    DoneTest,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import DayProtocol, Directive
from sexto_rules.protocol.outcome import Status

SEEDS: Final = {"dev": 40, "ci": 40, "nightly": 6_000}[os.environ.get("SEXTO_PROFILE", "dev")]
LARGEST: Final = 2
UNSAID: Final = "cannot_say"
BOTH: Final = (True, False)
SAID: Final = (*BOTH, UNSAID)
FACTS: Final = ("blackmail", "coerced")
MOMENT: Final = "2026-11-23T09:15:00-05:00"
ROLES: Final = ("depicted", "sharer")
AGES: Final = (5, 10, 12, 14, 17, 18, 20, 25, 40)
GAP: Final = 5
STATUSES: Final = (Mode.KNOWN, Mode.UNKNOWN, Mode.CANNOT_SAY)
OF_PERSON: Final = ("age", "adult", "adult_suspected", "pupil", "roles")
OF_DEVICE: Final = ("in_hand", "holder", "may_hold_material")


def a_condition(rng: random.Random, depth: int) -> Condition:
    """Return a random condition about the incident."""
    kind = rng.randrange(11 if depth else 6)
    match kind:
        case 0:
            return told(rng.choice(FACTS))
        case 5:
            return FactStatus(fact("reported_at", Of.INCIDENT), rng.choice(STATUSES))
        case 1:
            return GapTest(GAP)
        case 2 | 3:
            entity = rng.choice((PERSON, PERSON, DEVICE))
            quantifier = rng.choice(list(Quantifier))
            return Quantified(quantifier, entity, of_one(rng, entity, rng.randint(0, 1)))
        case 4:
            return concluded(rng.choice(("told", "seen"))) if depth else told(FACTS[0])
        case _:
            return joined(rng, [a_condition(rng, depth - 1) for _ in range(2)])


def joined(rng: random.Random, parts: list[Condition]) -> Condition:
    """Return a condition of these parts, or of the first."""
    match rng.randrange(5):
        case 0 | 1:
            return All(tuple(parts))
        case 2:
            return AnyOf(tuple(parts))
        case 3:
            return Not(parts[0])
        case _:
            return Modal(rng.choice((*Mode, Mode.CANNOT_SAY, Mode.CANNOT_SAY)), parts[0])


def of_one(rng: random.Random, entity: Entity, depth: int) -> Condition:
    """Return a random condition about a person, or a device and whoever holds it."""
    if depth:
        return joined(rng, [of_one(rng, entity, 0) for _ in range(2)])
    of = Of.PERSON if entity is PERSON else Of.HOLDER
    match rng.randrange(6 if entity is PERSON else 9):
        case 0:
            return rng.choice((under(13, of), at_least(18, of)))
        case 1 | 2:
            return has_role(*rng.sample(ROLES, rng.randint(1, 2)), of=of)
        case 3:
            return told("pupil", of=of)
        case 4:
            return FactStatus(fact(rng.choice(OF_PERSON), of), rng.choice(STATUSES))
        case 5:
            return told("adult_suspected", of=of)
        case 6:
            return told(rng.choice(("in_hand", "may_hold_material")))
        case 7:
            return FactStatus(fact(rng.choice(OF_DEVICE)), rng.choice(STATUSES))
        case _:
            return DoneTest(
                frozenset({rng.choice(("secure_device", "hand_over_device"))}), Of.DEVICE
            )


def a_duty(rng: random.Random) -> Directive:
    """Return a duty, of the incident or for each person or device."""
    when: Condition
    match rng.randrange(4):
        case 0:
            when = All((of_one(rng, PERSON, 1), of_one(rng, PERSON, 0)))
            return must("duty", "support_person", when, for_each=PERSON)
        case 1:
            when = AnyOf((of_one(rng, DEVICE, 1), of_one(rng, DEVICE, 0)))
            return must("duty", "disconnect_device", when, for_each=DEVICE)
        case _:
            return must("duty", "tell_lead", All((a_condition(rng, 2), a_condition(rng, 1))))


def a_protocol(rng: random.Random) -> DayProtocol:
    """Return a protocol of one duty and two conclusions."""
    conclusions = [conclusion(name, a_condition(rng, 0)) for name in ("told", "seen")]
    return day_of(a_duty(rng), conclusions=conclusions)


def an_incident(rng: random.Random) -> Incident:
    """Return a few things told of the incident, of up to two persons, and of a device."""
    unsaid: set[str] = set()

    def maybe(path: str, *values: object) -> dict[str, Any]:
        state = rng.random()
        if state < 0.15:
            unsaid.add(path)
        return {path.rpartition(".")[2]: rng.choice(values)} if state > 0.5 else {}

    facts: dict[str, Any] = {}
    for name in (*FACTS, "persons_complete", "devices_complete"):
        facts |= maybe(name, *BOTH, *BOTH[:1])
    facts |= maybe("reported_at", datetime.fromisoformat(MOMENT))
    persons = [a_person(rng, f"p{number}", maybe) for number in range(1, rng.randint(1, 3))]
    devices = []
    if rng.random() < 0.5:
        of_device = maybe("devices.d1.may_hold_material", *BOTH)
        if persons:
            of_device |= maybe("devices.d1.holder", *(each.id for each in persons))
        if rng.random() < 0.5:
            of_device |= maybe("devices.d1.in_hand", *BOTH[:1])
        devices = [Device(id="d1", **of_device)]
    done = (
        [JournalEntry(act="secure_device", target="d1")] if devices and rng.random() < 0.3 else []
    )
    return Incident(persons=persons, devices=devices, done=done, cannot_say=unsaid, **facts)


def a_person(rng: random.Random, code: str, maybe: Any) -> Person:
    """Return a person of whom all roles but two are told."""
    roles: dict[str, bool] = {role: False for role in Role if role not in ROLES}
    for role in ROLES:
        roles |= maybe(f"persons.{code}.roles.{role}", *BOTH)
    of_person: dict[str, Any] = {}
    for name in ("pupil", "adult_suspected"):
        of_person |= maybe(f"persons.{code}.{name}", *BOTH)
    of_person |= maybe(f"persons.{code}.age", 10, 12, 17, 20)
    if "age" not in of_person and rng.random() < 0.3:
        of_person["age"] = rng.choice((AgeRange(at_least=8, under=16), AgeRange(at_least=12)))
    elif "age" not in of_person and rng.random() < 0.4:
        of_person |= maybe(f"persons.{code}.adult", *BOTH)
    return Person(id=code, roles=roles, **of_person)


def every_change(incident: Incident, more: int) -> dict[str, tuple[object, ...]]:
    """Return every fact that there is, with its values; of so many more persons and devices too."""
    changes: dict[str, tuple[object, ...]] = dict.fromkeys(
        (*FACTS, "persons_complete", "devices_complete"), SAID
    )
    changes["reported_at"] = (MOMENT, UNSAID)
    persons = [each.id for each in incident.persons]
    devices = [each.id for each in incident.devices]
    if incident.persons_complete is not True:
        persons += NEW_IDS[PERSON][:more]
    if incident.devices_complete is not True:
        devices += NEW_IDS[DEVICE][:more]
    changes |= {f"persons.{code}.listed": (True,) for code in persons if code in NEW_ONES}
    changes |= {f"devices.{code}.listed": (True,) for code in devices if code in NEW_ONES}
    for code in persons:
        changes[f"persons.{code}.age"] = (*AGES, UNSAID)
        changes[f"persons.{code}.adult"] = (UNSAID,)
        names = ("pupil", "adult_suspected", *(f"roles.{role}" for role in ROLES))
        changes |= {f"persons.{code}.{name}": SAID for name in names}
    for code in devices:
        changes |= {f"devices.{code}.{name}": SAID for name in ("in_hand", "may_hold_material")}
        changes[f"devices.{code}.holder"] = (*persons, UNSAID)
        acts = ("secure_device", "hand_over_device")
        changes |= {f"done.{act}.{code}": BOTH for act in acts}
    return changes


def by_force(
    replay: Replay, incident: Incident, changes: Mapping[str, tuple[object, ...]], size: int
) -> Iterator[frozenset[str]]:
    """Yield the sets of so many facts by which the duty is due."""
    for paths in combinations(changes, size):
        values = product(*(changes[path] for path in paths))
        if any(is_due(replay, incident, dict(zip(paths, each, strict=True))) for each in values):
            yield frozenset(paths)


def is_due(replay: Replay, incident: Incident, changes: Mapping[str, object]) -> bool:
    """Whether the duty is due once these facts are otherwise."""
    try:
        outcome = replay.outcome(with_changes(incident, changes))
    except IncidentError:
        return False
    return any(line.status is Status.DUE for line in outcome.lines)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_smaller_set_of_facts_would_do(seed: int) -> None:
    """And every other as small is found; each that is found does, and no part of it."""
    rng = random.Random(f"world {seed}")  # noqa: S311 - reproducible, no secret
    day, incident = a_protocol(rng), an_incident(rng)
    replay = Replay(Plan(day))
    if is_due(replay, incident, {}):
        return
    outcome = replay.outcome(incident)
    found = Grounds(replay.plan, incident, outcome, replay).why_not((), "duty", None)
    require_smallest(replay, incident, found)
    if not found.complete:
        return
    assert not missed(replay, incident, found)


def missed(replay: Replay, incident: Incident, found: WhyNot) -> set[frozenset[str]]:
    """Return the sets no larger than those that are found, and not among them.

    That one more is listed is a part of whatever is told of that one; which of two is called the
    first is all one.
    """
    sets = {
        frozenset(each)
        for alternative in found.alternatives
        for each in alike({change.path: frozenset[Value]() for change in alternative.changes})
    }
    largest = min([LARGEST, *map(len, sets)])
    is_of_one = any(not is_of_two(alternative) for alternative in found.alternatives)
    changes = every_change(incident, 1 if is_of_one else 2)
    forced = chain.from_iterable(
        by_force(replay, incident, changes, size) for size in range(1, largest + 1)
    )
    in_full = {paths | set(listed_by(paths)) for paths in sets}
    return {
        paths
        for paths in forced
        if paths not in sets and not any(each < paths | set(listed_by(paths)) for each in in_full)
    }


def is_of_two(alternative: Alternative) -> bool:
    """Whether it speaks of a second one more, beside the first."""
    return any(change.is_second for change in alternative.changes)


def listed_by(paths: frozenset[str]) -> Iterator[str]:
    """Yield that each one more is listed of whom something is told."""
    for path in paths:
        kind, _, rest = path.partition(".")
        if rest.startswith("new"):
            yield f"{kind}.{rest.partition('.')[0]}.listed"


def every_value(change: Change) -> Iterator[object]:
    """Yield the values of a change; of any, some; of a span, also its years."""
    if not change.to:
        yield from {"age": AGES, "reported_at": (MOMENT,)}.get(change.name, (True,))
    for value in change.to:
        yield value
        if isinstance(value, Mapping):
            bounds = range(value.get("at_least", 0), value.get("under", 121))
            yield from (age for age in AGES if age in bounds)


def require_smallest(replay: Replay, incident: Incident, found: WhyNot) -> None:
    """Require that each set that is found makes the duty due, and no part of it does."""
    for each in found.alternatives:
        values = {change.path: list(every_value(change)) for change in each.changes}
        for combination in product(*values.values()):
            changes = dict(zip(values, combination, strict=True))
            assert is_due(replay, incident, changes), changes
        changes = {path: told_values[0] for path, told_values in values.items()}
        parts = chain.from_iterable(combinations(changes, size) for size in range(len(changes)))
        for paths in parts:
            assert not is_due(replay, incident, {path: changes[path] for path in paths}), changes
