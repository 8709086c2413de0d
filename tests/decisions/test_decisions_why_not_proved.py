"""Why not, held against brute force: every smallest set of facts is found, and no other.

On small protocols of random conditions, over all sets of facts with all their values.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, Final

import pytest

from decisions.deciding import day_of
from reference.small_protocols import must, must_not, note, route, told
from sexto_rules.decisions import Plan
from sexto_rules.decisions.changes import with_changes
from sexto_rules.decisions.grounds import Grounds
from sexto_rules.decisions.replay import Replay
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ClassTest,
    Condition,
    DoneTest,
    Modal,
    Mode,
    Not,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Status

SEEDS: Final = {"dev": 40, "ci": 40, "nightly": 4_000}[os.environ.get("SEXTO_PROFILE", "dev")]
LARGEST: Final = 3
FACTS: Final = ("blackmail", "coerced", "ongoing", "grooming")
VALUES: Final = (True, False, "cannot_say")
MODES: Final = (Mode.POSSIBLY, Mode.CERTAINLY, Mode.KNOWN, Mode.UNKNOWN)


def a_condition(rng: random.Random, depth: int, *, classes: bool = False) -> Condition:
    """Return a random condition over a few facts, somebody and the journal."""
    kind = rng.randrange(8 if depth else 3)
    if kind == 0 or (kind == 1 and depth):
        return told(rng.choice(FACTS))
    if kind == 1:
        return DoneTest(frozenset({"tell_lead"}))
    if kind == 2:
        return Quantified(rng.choice(list(Quantifier)), Entity.PERSON, told("pupil"))
    if kind == 3 and classes:
        return ClassTest(frozenset(rng.sample(["first", "second", "last"], rng.randint(1, 2))))
    parts = tuple(a_condition(rng, depth - 1, classes=classes) for _ in range(rng.randint(2, 3)))
    if kind <= 4:
        return All(parts)
    if kind == 5:
        return AnyOf(parts)
    return Not(parts[0]) if kind == 6 else Modal(rng.choice(MODES), parts[0])


def a_protocol(rng: random.Random) -> DayProtocol:
    """Return a duty that a prohibition may hold and a note may override, and classes."""
    routes = [route(name, a_condition(rng, 1)) for name in ("first", "second")]
    parts = [a_condition(rng, 2, classes=True) for _ in range(4)]
    return day_of(
        must("duty", "call_police", parts[0], may_be_held=True),
        must_not("hold", "call_police", parts[1]),
        note("instead", parts[2], overrides=("duty",)),
        note("lift", parts[3], overrides=("hold",)),
        classes=[*routes, route("last")],
    )


def an_incident(rng: random.Random) -> Incident:
    """Return what is known of the few facts."""
    known: dict[str, Any] = {name: rng.random() < 0.5 for name in FACTS if rng.random() < 0.6}
    persons = [Person(id="p1", pupil=rng.random() < 0.5) if rng.random() < 0.6 else Person(id="p1")]
    return Incident(persons=persons, persons_complete=rng.random() < 0.5, **known)


def every_change(incident: Incident) -> dict[str, tuple[object, ...]]:
    """Return every fact that there is, with its values."""
    paths = [*FACTS, "persons_complete", "persons.p1.pupil"]
    changes: dict[str, tuple[object, ...]] = dict.fromkeys(paths, VALUES)
    changes["done.tell_lead"] = (True,)
    if incident.persons_complete is not True:
        changes["persons.new1.pupil"] = (True, False)
    return changes


def smallest_by_force(replay: Replay, incident: Incident) -> tuple[int, set[frozenset[str]]]:
    """Return the smallest size of a set of facts by which the duty is due, and all such sets."""
    changes = every_change(incident)
    for size in range(1, LARGEST + 1):
        found = {
            frozenset(paths)
            for paths in combinations(changes, size)
            if any(is_due(replay, incident, each) for each in valued(paths, changes))
        }
        if found:
            return size, found
    return LARGEST + 1, set()


def valued(
    paths: tuple[str, ...], changes: dict[str, tuple[object, ...]]
) -> Iterator[dict[str, object]]:
    """Yield these facts with all their values."""
    for values in product(*(changes[path] for path in paths)):
        yield dict(zip(paths, values, strict=True))


def is_due(replay: Replay, incident: Incident, changes: dict[str, object]) -> bool:
    """Whether the duty is due once these facts are otherwise."""
    try:
        changed = with_changes(incident, changes)
    except IncidentError:
        return False
    lines = replay.outcome(changed).lines
    return any(line.directive == "duty" and line.status is Status.DUE for line in lines)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_smallest_set_of_facts_is_found(seed: int) -> None:
    """And where none is, there is none; what more is found is enough, and no part of it is."""
    rng = random.Random(f"small {seed}")  # noqa: S311 - reproducible, no secret
    day, incident = a_protocol(rng), an_incident(rng)
    replay = Replay(Plan(day))
    outcome = replay.outcome(incident)
    found = Grounds(replay.plan, incident, outcome, replay).why_not((), "duty", None)
    if is_due(replay, incident, {}):
        return
    assert found.complete
    size, by_force = smallest_by_force(replay, incident)
    sets = [frozenset(change.path for change in each.changes) for each in found.alternatives]
    if size > LARGEST:
        assert all(len(each) > LARGEST for each in sets)
        return
    assert {each for each in sets if len(each) == size} == by_force
    assert all(len(each) >= size for each in sets)
    assert not [(one, other) for one, other in combinations(sets, 2) if one <= other]
    for each in found.alternatives:
        assert is_due(replay, incident, {change.path: change.to[0] for change in each.changes})
