"""Where two protocols route an incident differently, or ask a question differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.cases import Case, CaseOf, Cases
from sexto_rules.proof.scene import Scene
from sexto_rules.proof.solver import Formula, both, conj, is_same, neg
from sexto_rules.protocol.conditions import Condition, Of
from sexto_rules.protocol.model import DayProtocol, Question
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import About, evaluate, possible_classes

__all__ = [
    "abouts_of",
    "all_hold",
    "asked_more",
    "entity_of",
    "is_asked",
    "routed_in_both",
    "routed_more",
    "scene_of",
]

_ENTITIES: Final = {Of.PERSON: Entity.PERSON, Of.DEVICE: Entity.DEVICE}


def routed_more(name: str, one: DayProtocol, other: DayProtocol | None, *, settled: bool) -> Cases:
    """Return that the one takes a route where the other does not.

    A protocol without such a class never takes it.

    Args:
        name: The class.
        one: The protocol that may take it.
        other: The protocol that may not; None where it does not matter.
        settled: Whether to ask of the only possible class, or of any that is possible.
    """

    def shown(scene: Scene) -> list[Case]:
        its = _takes(name, scene_of(one, scene), settled=settled)
        others = False if other is None else _takes(name, scene_of(other, scene), settled=settled)
        differs = False if is_same(its, others) else both(its, neg(others))
        return [Case(None, True, differs)]  # noqa: FBT003 - a formula

    def takes(day: DayProtocol, incident: Incident) -> bool:
        possible = possible_classes(day, incident)
        return possible == (name,) if settled else name in possible

    def shows(incident: Incident) -> list[CaseOf]:
        differs = takes(one, incident) and not (other is not None and takes(other, incident))
        return [CaseOf(None, differs)]

    return Cases(None, shown, shows)


def routed_in_both(name: str, one: DayProtocol, other: DayProtocol) -> Cases:
    """Return that both protocols may take a route."""

    def shown(scene: Scene) -> list[Case]:
        takes = (_takes(name, scene_of(day, scene), settled=False) for day in (one, other))
        return [Case(None, True, both(*takes))]  # noqa: FBT003 - a formula

    def shows(incident: Incident) -> list[CaseOf]:
        takes = (name in possible_classes(day, incident) for day in (one, other))
        return [CaseOf(None, all(takes))]

    return Cases(None, shown, shows)


def scene_of(day: DayProtocol, scene: Scene) -> Scene:
    """Return the scene of one of the two protocols."""
    return next(each for each in (scene, *scene.beside) if each.day is day)


def _takes(name: str, scene: Scene, *, settled: bool) -> Formula:
    possible = scene.meaning.possible_classes()
    if name not in possible:
        return False
    others = () if not settled else (may for each, may in possible.items() if each != name)
    return both(possible[name], *map(neg, others))


def asked_more(
    question: Question, one: DayProtocol, instead: Question | None, other: DayProtocol
) -> Cases:
    """Return that the one asks a question, in its place, where the other does not.

    A question is put last where its `when` is certainly false. Whether the fact still matters is
    not looked at: that follows from routes and lines.
    """
    kind = entity_of(question)

    def shown(scene: Scene) -> list[Case]:
        place = None if kind is None else scene.chosen[kind][0]
        asked = scene_of(one, scene).meaning.value(question.when, place).possible
        if instead is not None:
            elsewhere = scene_of(other, scene).meaning.value(instead.when, place).possible
            asked = False if is_same(asked, elsewhere) else both(asked, neg(elsewhere))
        here = True if place is None else place.filled
        return [Case(place, here, both(here, asked))]

    def shows(incident: Incident) -> list[CaseOf]:
        return [
            CaseOf(
                about,
                is_asked(question, one, incident, about)
                and not (instead is not None and is_asked(instead, other, incident, about)),
            )
            for about in abouts_of(question, incident)
        ]

    return Cases(kind, shown, shows)


def all_hold(conditions: Sequence[tuple[DayProtocol, Condition]]) -> Cases:
    """Return that conditions, each of one of the two protocols, all are certainly true."""

    def shown(scene: Scene) -> list[Case]:
        holds = (scene_of(day, scene).meaning.value(each).true for day, each in conditions)
        return [Case(None, True, conj(holds))]  # noqa: FBT003 - a formula

    def shows(incident: Incident) -> list[CaseOf]:
        holds = (evaluate(each, day, incident) is Truth.TRUE for day, each in conditions)
        return [CaseOf(None, all(holds))]

    return Cases(None, shown, shows)


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
