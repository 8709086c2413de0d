"""The worker of a simulated interview, who answers every question from the truth.

Of "is that everybody?" they name one more, as long as there is one who is not listed, then say yes,
or that nobody can say. Of a fact they tell all that is known of it, and note what nobody can say.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve

from sexto_rules.decisions.openness import COMPLETE, listed
from sexto_rules.facts import UNKNOWN, Device, Incident, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.interview.telling import is_within, told, unsayable
from sexto_rules.protocol.conditions import Of
from sexto_rules.simulation.knowable import OF_ENTITY, Knowable

__all__ = ["Worker", "value_of"]

_KINDS: Final = {path: kind for kind, path in COMPLETE.items()}


class Worker:
    """Tells of one incident, of whom and what there is in the order of its lists."""

    def __init__(self, knowable: Knowable, truth: Incident) -> None:
        """Know the truth.

        Args:
            knowable: What can become known.
            truth: The incident, with all of that told or said by nobody.
        """
        self._knowable = knowable
        self._truth = truth

    def begin(self) -> Incident:
        """Return what the application knows before anything is asked."""
        incident = Incident(
            **{
                name: getattr(self._truth, name) for name in self._knowable.given_names(Of.INCIDENT)
            },
            answers={
                name: self._truth.answers[name]
                for name in self._knowable.given_names(Of.ANSWERS)
                if name in self._truth.answers
            },
        )
        for kind in Entity:
            if self._knowable.is_given(kind):
                for each in listed(self._truth, kind):
                    incident = self._with_listed(incident, kind, each.id)
        return incident

    def reply(self, incident: Incident, path: str) -> Incident:
        """Return what is known once a question was answered: more than before.

        Args:
            incident: What is known before.
            path: The fact that is asked for; it is open.
        """
        kind = _KINDS.get(path)
        if kind is not None:
            known = {each.id for each in listed(incident, kind)}
            for each in listed(self._truth, kind):
                if each.id not in known:
                    return self._with_listed(incident, kind, each.id)
        after = incident
        value = value_of(self._truth, path)
        if path.endswith(".holder"):
            after = self._with_holder(after, value)
        if value is not UNKNOWN:
            after = told(after, path, value)
        unsaid = {each for each in self._truth.cannot_say if is_within(each, path)}
        after = unsayable(after, unsaid)
        assert after != incident, "of a truth every fact is told, or that nobody can say it"
        return after

    def _with_holder(self, incident: Incident, holder: object) -> Incident:
        """Return the incident with the one listed who holds a device, where that is known."""
        if holder is UNKNOWN or holder in {person.id for person in incident.persons}:
            return incident
        return self._with_listed(incident, Entity.PERSON, str(holder))

    def _with_listed(self, incident: Incident, kind: Entity, its_id: str) -> Incident:
        """Return the incident with one more listed, and what the application knows of them."""
        one = next(each for each in listed(self._truth, kind) if each.id == its_id)
        names = self._knowable.given_names(OF_ENTITY[kind])
        known: dict[str, Any] = {name: getattr(one, name) for name in names}
        if kind is Entity.PERSON:
            return evolve(incident, persons=[*incident.persons, Person(id=its_id, **known)])
        incident = self._with_holder(incident, known.get("holder", UNKNOWN))
        return evolve(incident, devices=[*incident.devices, Device(id=its_id, **known)])


def value_of(truth: Incident, path: str) -> object:
    """Return the value of a fact; UNKNOWN where nobody can say it."""
    prefix, _, rest = path.partition(".")
    its_id, _, name = rest.partition(".")
    match prefix:
        case "answers":
            return truth.answers.get(rest, UNKNOWN)
        case "persons":
            return getattr(truth.person(its_id), name)
        case "devices":
            return getattr(truth.device(its_id), name)
        case _:
            return getattr(truth, path)
