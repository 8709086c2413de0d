"""An incident completed: what it leaves open is drawn, most of it as it is when nothing is wrong.

What comes out holds what an interview can come to know (`Knowable`) and nothing else. It can be
told in any order: an age never contradicts `adult`, who holds a device is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta, timezone
from random import Random
from typing import Any, Final

from attrs import frozen

from sexto_rules.facts import UNKNOWN, Device, Incident, Person, Role
from sexto_rules.facts.ages import ages_in
from sexto_rules.facts.known import ages_of
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, FactSpec
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling import Focus, RandomDraw, focus_on
from sexto_rules.sampling.incidents import LISTS, draw_value
from sexto_rules.sampling.people import USUAL, plain_age
from sexto_rules.simulation.knowable import Knowable

__all__ = ["Completer", "Rates"]

_REPORTED: Final = time(10, 20, tzinfo=timezone(timedelta(hours=-5)))
_ADULT: Final = 18
_HOLDS_MATERIAL: Final = 0.7
_TRIES: Final = 20


@frozen(kw_only=True)
class Rates:
    """How often a fact that is drawn is out of the ordinary, and how often nobody can say it."""

    unusual: float
    unsayable: float


class Completer:
    """Completes incidents of one protocol on one day."""

    def __init__(self, day: DayProtocol) -> None:
        """Gather what can become known."""
        self.day: DayProtocol = day
        self.knowable: Knowable = Knowable(day)
        self.focus: Focus = focus_on(day)

    def completed(self, incident: Incident, rng: Random, rates: Rates) -> Incident:
        """Return the incident with every fact that can become known told, or said by nobody.

        Nothing is done in it yet. Whoever is listed is all there are, where it is not said that
        nobody can say that.

        Args:
            incident: What is known of it already.
            rng: What the rest is drawn from.
            rates: How it is drawn.
        """
        return _Completing(self, incident, rng, rates).completed()


class _Completing:
    """One incident being completed; what nobody can say is gathered."""

    def __init__(self, completer: Completer, incident: Incident, rng: Random, rates: Rates) -> None:
        self._day = completer.day
        self._knowable = completer.knowable
        self._focus = completer.focus
        self._incident = incident
        self._rng = rng
        self._draw = RandomDraw(rng)
        self._rates = rates
        self._cannot_say: set[str] = set()

    def completed(self) -> Incident:
        persons = self._persons()
        devices = self._devices([person.id for person in persons])
        return Incident(
            **dict(self._incident_facts()),
            answers=dict(self._answers()),
            persons=persons,
            devices=devices,
            cannot_say=self._cannot_say,
        )

    def _is_unsayable(self, path: str) -> bool:
        """Whether nobody can say a fact that is not told; noted if so."""
        is_so = path in self._incident.cannot_say or self._rng.random() < self._rates.unsayable
        if is_so:
            self._cannot_say.add(path)
        return is_so

    def _is_unusual(self) -> bool:
        return self._rng.random() < self._rates.unusual

    def _incident_facts(self) -> Iterator[tuple[str, Any]]:
        for name in self._knowable.names(Of.INCIDENT):
            value = getattr(self._incident, name)
            if name in LISTS:
                if not self._is_unsayable(name):
                    yield name, True
            elif value is not UNKNOWN:
                yield name, value
            elif not self._is_unsayable(name):
                value = self._value(FACTS[None][name])
                if value is UNKNOWN:
                    self._cannot_say.add(name)
                else:
                    yield name, value

    def _answers(self) -> Iterator[tuple[str, str | bool]]:
        choices = {each.id: [one.id for one in each.choices] for each in self._day.answers}
        for name in self._knowable.names(Of.ANSWERS):
            if name in self._incident.answers:
                yield name, self._incident.answers[name]
            elif not self._is_unsayable(f"answers.{name}"):
                own = choices[name]
                yield name, self._rng.choice(own) if own else self._is_unusual()

    def _value(self, spec: FactSpec) -> object:
        """Return a value of a fact: yes or no mostly as usual, any other as likely as the next.

        Of a region where none is declared there is none.
        """
        match spec.kind:
            case FactKind.BOOL:
                return (spec.name in USUAL) is not self._is_unusual()
            case FactKind.MOMENT:
                return datetime.combine(self._day.as_of, _REPORTED)
            case FactKind.CODE if not self._focus.regions:
                return UNKNOWN
            case _:
                return draw_value(self._draw, spec, self._focus)

    def _persons(self) -> list[Person]:
        if not self._knowable.is_listed(Entity.PERSON):
            return []
        return [self._person(each) for each in self._incident.persons]

    def _person(self, begun: Person) -> Person:
        names = self._knowable.names(Of.PERSON)
        its = f"persons.{begun.id}"
        told: dict[str, Any] = {}
        age = self._age(begun)
        for name in names:
            path = f"{its}.{name}"
            value = getattr(begun, name)
            if name == "roles":
                told[name] = self._roles(begun, path)
            elif name == "age":
                if isinstance(value, int) or not self._is_unsayable(path):
                    told[name] = age
            elif name == "adult":
                continue
            elif value is not UNKNOWN:
                told[name] = value
            elif not self._is_unsayable(path):
                usual = age < _ADULT if name == "pupil" else name in USUAL
                told[name] = usual is not self._is_unusual()
        if "adult" in names:
            told.update(self._adult(begun, f"{its}.adult", age, told))
        return Person(id=begun.id, **told)

    def _age(self, begun: Person) -> int:
        """Return the age as told, or one that is possible by what is told."""
        if isinstance(begun.age, int):
            return begun.age
        possible = list(ages_in(ages_of(begun)))
        drawn = (plain_age(self._rng) for _ in range(_TRIES))
        return next((age for age in drawn if age in possible), possible[0])

    def _adult(
        self, begun: Person, path: str, age: int, told: Mapping[str, Any]
    ) -> dict[str, bool]:
        """Return whether a person is an adult; of one who may pose as younger, often unsayable."""
        if begun.adult is not UNKNOWN:
            return {"adult": begun.adult}
        if told.get("adult_suspected") is True and self._rng.random() < 0.5:
            self._cannot_say.add(path)
            return {}
        return {} if self._is_unsayable(path) else {"adult": age >= _ADULT}

    def _roles(self, begun: Person, path: str) -> dict[Role, bool]:
        """Return the roles: as told, and of the others few."""
        told = dict(begun.roles)
        if len(told) < len(Role) and self._is_unsayable(path):
            return told
        for role in Role:
            its_path = f"{path}.{role}"
            if role in told:
                continue
            if its_path in self._incident.cannot_say:
                self._cannot_say.add(its_path)
            else:
                told[role] = self._rng.random() < self._rates.unusual / 2
        return told

    def _devices(self, person_ids: list[str]) -> list[Device]:
        if not self._knowable.is_listed(Entity.DEVICE):
            return []
        return [self._device(each, person_ids) for each in self._incident.devices]

    def _device(self, begun: Device, person_ids: list[str]) -> Device:
        told: dict[str, Any] = {}
        for name in self._knowable.names(Of.DEVICE):
            value = getattr(begun, name)
            path = f"devices.{begun.id}.{name}"
            if name == "holder" and not person_ids:
                self._cannot_say.add(path)
            elif value is not UNKNOWN:
                told[name] = value
            elif not self._is_unsayable(path):
                told[name] = self._device_value(name, person_ids)
        return Device(id=begun.id, **told)

    def _device_value(self, name: str, person_ids: list[str]) -> object:
        match name:
            case "holder":
                return self._rng.choice(person_ids)
            case "may_hold_material":
                return self._rng.random() < _HOLDS_MATERIAL
            case _:
                return self._value(FACTS[Entity.DEVICE][name])
