"""Where two protocols route an incident differently, or ask a question differently."""

from __future__ import annotations

from typing import Final

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, is_same, neg
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import DayProtocol, Question
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import About, evaluate, possible_classes

__all__ = ["abouts_of", "asked_more", "entity_of", "is_asked", "routed_more"]

_ENTITIES: Final = {Of.PERSON: Entity.PERSON, Of.DEVICE: Entity.DEVICE}


def routed_more(name: str, one: DayProtocol, other: DayProtocol | None, *, settled: bool) -> Claim:
    """Return the claim that the one never takes a route where the other does not.

    A protocol without such a class never takes it.

    Args:
        name: The class.
        one: The protocol that may take it.
        other: The protocol that may not; None where it does not matter.
        settled: Whether to ask of the only possible class, or of any that is possible.
    """

    def shown(scene: Scene) -> Formula:
        its = _takes(name, _scene_of(one, scene), settled)
        others = False if other is None else _takes(name, _scene_of(other, scene), settled)
        return False if is_same(its, others) else both(its, neg(others))

    def takes(day: DayProtocol, incident: Incident) -> bool:
        possible = possible_classes(day, incident)
        return possible == (name,) if settled else name in possible

    def shows(incident: Incident) -> bool:
        return takes(one, incident) and not (other is not None and takes(other, incident))

    return Claim(shown, shows)


def _scene_of(day: DayProtocol, scene: Scene) -> Scene:
    return next(each for each in (scene, *scene.beside) if each.day is day)


def _takes(name: str, scene: Scene, settled: bool) -> Formula:  # noqa: FBT001 - as its caller has it
    possible = scene.meaning.possible_classes()
    if name not in possible:
        return False
    others = () if not settled else (may for each, may in possible.items() if each != name)
    return both(possible[name], *map(neg, others))


def asked_more(
    question: Question, one: DayProtocol, instead: Question | None, other: DayProtocol
) -> Claim:
    """Return the claim that the one never asks a question where the other does not.

    A question is put last, as good as not asked, where its `when` is certainly false. Whether
    the fact still matters is not looked at.
    """

    def shown(scene: Scene) -> Formula:
        kind = entity_of(question)
        place = None if kind is None else scene.chosen[kind][0]
        asked = _scene_of(one, scene).meaning.value(question.when, place).possible
        if instead is not None:
            elsewhere = _scene_of(other, scene).meaning.value(instead.when, place).possible
            asked = False if is_same(asked, elsewhere) else both(asked, neg(elsewhere))
        return both(True if place is None else place.filled, asked)

    def shows(incident: Incident) -> bool:
        return any(
            is_asked(question, one, incident, about)
            and not (instead is not None and is_asked(instead, other, incident, about))
            for about in abouts_of(question, incident)
        )

    return Claim(shown, shows)


def entity_of(question: Question) -> Entity | None:
    """Return what a question is asked of, each one listed; None for the incident."""
    return question.for_each or _ENTITIES.get(question.fact.of)


def abouts_of(question: Question, incident: Incident) -> list[About]:
    """Return of whom a question is asked in an incident."""
    match entity_of(question):
        case Entity.PERSON:
            return list(incident.persons)
        case Entity.DEVICE:
            return list(incident.devices)
        case _:
            return [None]


def is_asked(question: Question, day: DayProtocol, incident: Incident, about: About) -> bool:
    """Return whether nothing speaks against asking the question."""
    return evaluate(question.when, day, incident, about) is not Truth.FALSE
