"""Steps of learning, and what they take back, said again in the plainest words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from attrs import evolve

from sexto_rules.facts import UNKNOWN, Device, Incident
from sexto_rules.facts.known import ages_of, in_hand
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.outcome import Scope, Status, Target
from sexto_rules.reference import decide
from sexto_rules.sampling import Focus, RandomDraw, learn, learnable, unsayable

__all__ = ["is_learning", "steps", "taken_back"]

_LISTS: Final = ("persons_complete", "devices_complete")


def steps(rng: random.Random, incident: Incident, focus: Focus, count: int) -> Iterator[Incident]:
    """Yield what is known after each of so many steps; now and then nobody can say a fact."""
    for _ in range(count):
        unsaid = unsayable(incident, focus)
        if unsaid and rng.random() < 0.2:
            path = rng.choice(unsaid)
            incident = _asked_in_vain(incident, path)
        elif paths := learnable(incident, focus):
            incident = learn(RandomDraw(rng), incident, rng.choice(paths), focus)
        yield incident


def _asked_in_vain(incident: Incident, path: str) -> Incident:
    return evolve(incident, cannot_say=incident.cannot_say | {path})


def is_learning(before: Incident, after: Incident) -> bool:
    """Whether all that was told is told still, and no age is possible that was not."""
    pairs = [
        *((before, after, name) for name in FACTS[None] if name not in _LISTS),
        *(
            (one, after.person(one.id), name)
            for one in before.persons
            for name in FACTS[Entity.PERSON]
            if name not in {"age", "roles", "adult"}
        ),
        *(
            (one, _device(after, one.id), name)
            for one in before.devices
            for name in FACTS[Entity.DEVICE]
        ),
    ]
    return (
        all(getattr(one, name) in {UNKNOWN, getattr(same, name)} for one, same, name in pairs)
        and all(not ages_of(after.person(one.id)) & ~ages_of(one) for one in before.persons)
        and all(one.roles.items() <= after.person(one.id).roles.items() for one in before.persons)
        and before.answers.items() <= after.answers.items()
        and before.done == after.done
        and all(_is_list_kept(before, after, kind) for kind in ("persons", "devices"))
        and all(
            in_hand(before, one) in {UNKNOWN, in_hand(after, _device(after, one.id))}
            for one in before.devices
        )
    )


def _device(incident: Incident, code: str) -> Device:
    return next(each for each in incident.devices if each.id == code)


def _is_list_kept(before: Incident, after: Incident, name: str) -> bool:
    """Nobody goes; a closed list stays as it is."""
    were, are = ({each.id for each in getattr(one, name)} for one in (before, after))
    if getattr(before, f"{name}_complete") is True:
        return were == are and getattr(after, f"{name}_complete") is True
    return were <= are


def taken_back(day: DayProtocol, before: Incident, after: Incident) -> set[str]:
    """Return each directive of which a line that was certain and due, or in force, is gone.

    The line of somebody new was that of "any other"; a prohibition may be overridden, and one in
    doubt may turn out not to apply.
    """
    were, are = (
        {
            (
                each.directive,
                each.acts[:1] if each.directive in _bans(day) else (),
                each.target,
            ): each
            for each in decide(day, incident).lines
        }
        for incident in (before, after)
    )
    found = set()
    for (directive, acts, target), line in were.items():
        now = [
            each
            for (name, its_acts, its), each in are.items()
            if (name, its_acts) == (directive, acts) and _is_same(before, target, its)
        ]
        statuses = {each.status for each in now}
        if line.status is Status.IN_FORCE:
            ended = {Status.LIFTED, Status.POSSIBLE} if line.certain else {Status.POSSIBLE}
            is_taken = bool(statuses & ended)
        else:
            is_due = line.status is Status.DUE and line.certain
            is_taken = is_due and statuses <= {Status.POSSIBLE}
        if is_taken:
            found.add(directive)
    return found


def _bans(day: DayProtocol) -> set[str]:
    return {each.id for each in day.directives if each.modality is Modality.MUST_NOT}


def _is_same(before: Incident, was: Target | None, now: Target | None) -> bool:
    """Whether the target is the same, or one that "any other" stood for."""
    if was == now:
        return True
    if was is None or now is None or was.scope is not Scope.OTHER:
        return False
    listed = before.persons if was.kind is Entity.PERSON else before.devices
    is_new = now.id not in {each.id for each in listed}
    return now.kind is was.kind and now.scope is Scope.ONE and is_new
