"""Which facts can become known: those that the application gives, and those that the grid asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.decisions.openness import COMPLETE, listed, path_of
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import DayProtocol, Question
from sexto_rules.reference import About

__all__ = ["OF_ENTITY", "Knowable", "asked_about"]

OF_ENTITY: Final = {Entity.PERSON: Of.PERSON, Entity.DEVICE: Of.DEVICE}


class Knowable:
    """Which facts of an incident can become known by a protocol on a day."""

    def __init__(self, day: DayProtocol) -> None:
        """Gather them."""
        self.given: frozenset[FactRef] = frozenset(day.protocol.given)
        self.asked: frozenset[FactRef] = frozenset(question.fact for question in day.questions)

    def names(self, of: Of) -> tuple[str, ...]:
        """Return the names of these facts, in the order of the vocabulary or as declared."""
        facts = self.given | self.asked
        if of is Of.ANSWERS:
            return tuple(sorted(fact.name for fact in facts if fact.of is of))
        entity = next((each for each, its in OF_ENTITY.items() if its is of), None)
        return tuple(name for name in FACTS[entity] if FactRef(of, name) in facts)

    def given_names(self, of: Of) -> tuple[str, ...]:
        """Return the names of those that the application gives."""
        return tuple(name for name in self.names(of) if FactRef(of, name) in self.given)

    def is_given(self, entity: Entity) -> bool:
        """Whether the application knows who or what there is."""
        return FactRef(Of.INCIDENT, COMPLETE[entity]) in self.given

    def is_listed(self, entity: Entity) -> bool:
        """Whether it can become known at all who or what there is."""
        return COMPLETE[entity] in self.names(Of.INCIDENT)


def asked_about(question: Question, incident: Incident) -> Iterator[tuple[str, About]]:
    """Yield the fact that a question asks for, of each one listed whom it is about."""
    of = question.fact.of
    kind = question.for_each or next((each for each, its in OF_ENTITY.items() if its is of), None)
    if kind is None:
        yield str(question.fact), None
        return
    for each in listed(incident, kind):
        is_its = of is OF_ENTITY[kind]
        path = path_of(kind, each.id, question.fact.name) if is_its else str(question.fact)
        yield path, each
