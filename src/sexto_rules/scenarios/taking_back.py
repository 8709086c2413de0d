"""What a step takes back of what was told before: a fact of what happened does not change.

Only what the vocabulary calls a state changes with time (`design/vocabulary.md`), and the
answers that a protocol marks so. Of anything else a step may only tell more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from sexto_rules.facts import FACTS, UNKNOWN, Entity, Incident, Person
from sexto_rules.facts.ages import AgeRange, possible_ages
from sexto_rules.facts.shown import shown
from sexto_rules.protocol.model import Protocol

__all__ = ["TakenBack", "taken_back"]

_LISTS: Final = {"persons": "persons_complete", "devices": "devices_complete"}


@frozen
class TakenBack:
    """One thing told before and taken back: the path of what is told now, and both in words."""

    path: str
    words: str


def taken_back(before: Incident, now: Incident, protocol: Protocol) -> Iterator[TakenBack]:
    """Yield everything that the incident before says and the one now does not say any more."""
    yield from _facts(before, now, None, "")
    states = {answer.id for answer in protocol.answers if answer.state}
    for name, old in before.answers.items():
        new = now.answers.get(name, UNKNOWN)
        if new != old and name not in states:
            yield _changed(f"answers.{name}", f"answers.{name}", old, new)
    for name, complete in _LISTS.items():
        listed = {each.id: each for each in getattr(before, name)}
        for at, each in enumerate(getattr(now, name)):
            path = f"{name}[{at}]"
            if each.id in listed:
                yield from _entity(listed[each.id], each, path)
            elif getattr(before, complete) is True:
                yield TakenBack(path, f"`{each.id}` is new, and `{complete}` was yes before")


def _changed(path: str, name: str, before: object, now: object) -> TakenBack:
    return TakenBack(path, f"`{name}` was {_word(before)} before, and is {_word(now)} here")


def _facts(before: object, now: object, entity: Entity | None, path: str) -> Iterator[TakenBack]:
    """Yield the facts of the incident, a person or a device that are not what they were."""
    for name, spec in FACTS[entity].items():
        if spec.state or name in {"age", "roles"}:
            continue
        old, new = getattr(before, name), getattr(now, name)
        grows = name in _LISTS.values() and new is True
        if old is not UNKNOWN and old != new and not grows:
            yield _changed(f"{path}{name}", name, old, new)


def _entity(before: object, now: object, path: str) -> Iterator[TakenBack]:
    if not isinstance(before, Person) or not isinstance(now, Person):
        yield from _facts(before, now, Entity.DEVICE, f"{path}.")
        return
    yield from _facts(before, now, Entity.PERSON, f"{path}.")
    for role, had in before.roles.items():
        has = now.roles.get(role, UNKNOWN)
        if has is not had:
            yield _changed(f"{path}.roles", f"roles.{role}", had, has)
    if before.age is not UNKNOWN and not _is_narrower(before, now):
        yield _changed(f"{path}.age", "age", before.age, now.age)


def _is_narrower(before: Person, now: Person) -> bool:
    """Whether the ages told now are among those told before; a claim may turn out to be wrong."""
    if before.adult_suspected is True:
        return True
    ages = possible_ages(before.age, adult=UNKNOWN, adult_suspected=UNKNOWN)
    return not possible_ages(now.age, adult=UNKNOWN, adult_suspected=UNKNOWN) & ~ages


def _word(value: object) -> str:
    """Return a value as an author writes it, and as a problem may show it."""
    match value:
        case True:
            return "yes"
        case False:
            return "no"
        case _ if value is UNKNOWN:
            return "unknown"
        case AgeRange(low, high):
            return f"{low} to {high - 1}"
        case str():
            return str(value)
        case _:
            return shown(value)
