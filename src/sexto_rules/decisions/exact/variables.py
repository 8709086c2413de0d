"""What can still be learned of an incident, as variables; and further persons and devices.

`design/language.md`, *Questions*. A list that is open may get one more entity, again and again,
and may be closed: so many as are asked for are written out one by one. Beyond those each place
that asks about all of them gets its own (`MANY`): that is more than can come about, so what is
found there is unsure, and what is not found there is not to be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from attrs import frozen

from sexto_rules.decisions.exact.ages_learned import UNSAYABLE, Edges, ages_learned
from sexto_rules.decisions.exact.formulas import Variable
from sexto_rules.decisions.openness import COMPLETE, is_list_open, path_of
from sexto_rules.facts.ages import AgeRange
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, Role
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.reads import AGE_FACTS

__all__ = [
    "BEFORE_AND_AFTER",
    "MANY",
    "MORE",
    "Further",
    "ListState",
    "Variables",
    "is_there",
]

MANY: Final = -1
"""The place of one that stands for any further entity that is not written out."""

MORE: Final = -2
"""The place of one that comes when one more is listed beside those many."""

BEFORE_AND_AFTER: Final = 2
"""How many of any number account for a value before and after a step: one for each."""


@frozen
class Further:
    """One person or device who is not listed yet; `place` counts from one, or is one of many."""

    id: str
    kind: Entity
    place: int


Bearer: TypeAlias = Person | Device | Further


class ListState(NamedTuple):
    """How many more than now are listed (or one of many), and if that is all, or nobody can say."""

    further: int
    closed: bool
    unsayable: bool


def is_there(place: int, state: ListState) -> bool:
    """Whether the further entity of a place is listed in a state of its list."""
    if place == MORE:
        return state.further == MORE
    return state.further in {MANY, MORE} or 0 < place <= state.further


class Variables:
    """The variables of one incident, each made when first asked for."""

    def __init__(
        self, day: DayProtocol, incident: Incident, edges: Edges, *, further: int, many: bool
    ) -> None:
        """Begin with none.

        Args:
            day: The protocol on the day.
            incident: What is known.
            edges: The ages at which some test changes its answer.
            further: How many further entities are written out where a list is open.
            many: Whether there may be more than those.
        """
        self.day: DayProtocol = day
        self.incident: Incident = incident
        self.many: bool = many
        self._edges = edges
        self._further = further
        self._made: dict[str, Variable | None] = {}

    def places(self, kind: Entity) -> range:
        """Return the places of the further entities written out."""
        return range(1, self._further + 1 if is_list_open(self.incident, kind) else 1)

    def list_of(self, kind: Entity) -> Variable | None:
        """Return the variable of a list; None where nothing more can be learned of it."""
        name = COMPLETE[kind]
        if name not in self._made:
            is_open = is_list_open(self.incident, kind)
            self._made[name] = self._list(name) if is_open else None
        return self._made[name]

    def _list(self, name: str) -> Variable:
        counts = [*range(self._further + 1), *((MANY, MORE) if self.many else ())]
        ends = ((False, False), (True, False), (False, True))
        states = [ListState(count, *end) for count in counts for end in ends]
        opens = range(0, len(states), len(ends))
        steps = [(place, place + end) for place in opens for end in (1, 2)]
        steps += [(place, place + len(ends)) for place in opens[:-1]]
        unsure = frozenset(place for place, state in enumerate(states) if state.further < 0)
        return Variable(name, tuple(states), {name: tuple(steps)}, unsure)

    def incident_fact(self, name: str) -> Variable | None:
        """Return the variable of a fact of the incident; None where nothing can be learned."""
        if name not in self._made:
            value = getattr(self.incident, name)
            is_open = value is UNKNOWN and name not in self.incident.cannot_say
            self._made[name] = _plain(name, name, self._values(None, name)) if is_open else None
        return self._made[name]

    def answer(self, name: str) -> Variable | None:
        """Return the variable of an answer; None where nothing can be learned."""
        path = f"answers.{name}"
        if path not in self._made:
            is_open = name not in self.incident.answers and path not in self.incident.cannot_say
            choices = next(each.choices for each in self.day.answers if each.id == name)
            values = tuple(choice.id for choice in choices) or (True, False)
            self._made[path] = _plain(path, path, values) if is_open else None
        return self._made[path]

    def fact(self, whose: Bearer, name: str) -> Variable | None:
        """Return the variable of a fact of a person or device that is no role, age or holder."""
        entity = _kind(whose)
        path = path_of(entity, whose.id, name)
        if path not in self._made:
            known = UNKNOWN if isinstance(whose, Further) else getattr(whose, name)
            is_open = known is UNKNOWN and path not in self.incident.cannot_say
            values = self._values(entity, name)
            self._made[path] = _plain(path, path, values) if is_open else None
        return self._made[path]

    def role(self, whose: Person | Further, role: Role) -> Variable | None:
        """Return the variable of a role; None where nothing can be learned of it."""
        path = path_of(Entity.PERSON, whose.id, "roles")
        name = f"{path}.{role}"
        if name not in self._made:
            known = UNKNOWN if isinstance(whose, Further) else whose.role(role)
            is_open = known is UNKNOWN and self.incident.cannot_say.isdisjoint({path, name})
            self._made[name] = _plain(name, path, (True, False)) if is_open else None
        return self._made[name]

    def age(self, whose: Person | Further) -> Variable | None:
        """Return the variable of the age of a person; None where nothing can be learned of it."""
        name = path_of(Entity.PERSON, whose.id, "age")
        if name not in self._made:
            person = _NOBODY_YET if isinstance(whose, Further) else whose
            known = (person.age, person.adult, person.adult_suspected)
            ages = ages_learned(known, self._open_ages(person, whose.id), self._edges)
            variable = Variable(
                name,
                ages.states,
                {path_of(Entity.PERSON, whose.id, fact): found for fact, found in ages.steps},
                columns=ages.columns,
            )
            self._made[name] = variable if len(ages.states) > 1 else None
        return self._made[name]

    def _open_ages(self, person: Person, its_id: str) -> frozenset[str]:
        """Return which of the facts about an age can still be told, or told more closely."""
        return frozenset(
            name
            for name in AGE_FACTS
            if (getattr(person, name) is UNKNOWN or isinstance(getattr(person, name), AgeRange))
            and path_of(Entity.PERSON, its_id, name) not in self.incident.cannot_say
        )

    def holder(self, device: Device | Further) -> Variable | None:
        """Return the variable of who holds a device: listed persons, then further ones."""
        path = path_of(Entity.DEVICE, device.id, "holder")
        if path not in self._made:
            known = UNKNOWN if isinstance(device, Further) else device.holder
            is_open = known is UNKNOWN and path not in self.incident.cannot_say
            self._made[path] = self._holder(path, device) if is_open else None
        return self._made[path]

    def _holder(self, path: str, device: Device | Further) -> Variable:
        persons: list[Bearer] = [*self.incident.persons, *self.further(Entity.PERSON, device.id, 1)]
        states = (None, *persons, UNSAYABLE)
        places = {
            number: each.place for number, each in enumerate(states) if isinstance(each, Further)
        }
        steps = tuple((0, number) for number in range(1, len(states)))
        unsure = frozenset(number for number, place in places.items() if place < 0)
        return Variable(path, states, {path: steps}, unsure, places, self.list_of(Entity.PERSON))

    def further(self, kind: Entity, asking: str, accounting: int) -> Iterator[Further]:
        """Yield the further entities: those written out, then what stands for any beyond them.

        Args:
            kind: Persons or devices.
            asking: What asks for them; each that asks gets its own.
            accounting: How many of any number are enough to account for a value before and
                after a step. One more may come.
        """
        for place in self.places(kind):
            yield Further(f"+{place}", kind, place)
        if self.many and is_list_open(self.incident, kind):
            for number in range(accounting):
                yield Further(f"+{asking}+{number}", kind, MANY)
            yield Further(f"+{asking}+more", kind, MORE)

    def _values(self, entity: Entity | None, name: str) -> tuple[object, ...]:
        spec = FACTS[entity][name]
        match spec.kind:
            case FactKind.BOOL:
                return (True, False)
            case FactKind.CODE:
                return tuple(region.id for region in self.day.protocol.regions) or ("any",)
            case FactKind.MOMENT:
                return ("some moment",)
            case _:
                return spec.values


_NOBODY_YET: Final = Person(id="p1")


def _kind(whose: Bearer) -> Entity:
    if isinstance(whose, Further):
        return whose.kind
    return Entity.PERSON if isinstance(whose, Person) else Entity.DEVICE


def _plain(name: str, path: str, values: tuple[object, ...]) -> Variable:
    """Return the variable of a fact that is unknown, then has one of these values."""
    steps = tuple((0, number) for number in range(1, len(values) + 2))
    return Variable(name, (UNKNOWN, *values, UNSAYABLE), {path: steps})
