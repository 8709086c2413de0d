"""Incidents that make a condition true: the short way to a witness.

`ways` lists, simplest first, partly known incidents in which a condition has a wanted
truth value, by reading the condition from the outside in and telling only the facts it
needs. It may miss incidents (it never lists all), so what it finds is a witness and what
it does not find is no proof; callers confirm each witness on the reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeAlias, assert_never

from attrs import evolve, field, frozen

from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import ALL_AGES, AgeSet, ages_in
from sexto_rules.facts.vocabulary import AGES, FACTS, Entity, FactKind, Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol

__all__ = ["Focus", "Sketch", "Ways", "focus_on"]

_TRIED_VALUES: Final = 3
Value: TypeAlias = Any  # str, bool or int: what the fact takes


@frozen
class Told:
    """What is told of one entity, or of the incident: facts, and roles where it is a person."""

    facts: Mapping[str, Value] = field(factory=dict)
    roles: Mapping[Role, bool] = field(factory=dict)

    def tell(self, name: str, value: Value) -> Told | None:
        """Return this with one fact more; None if it contradicts."""
        if name in self.facts:
            return self if self.facts[name] == value else None
        return evolve(self, facts={**self.facts, name: value})

    def tell_role(self, role: Role, *, has: bool) -> Told | None:
        """Return this with one role more; None if it contradicts."""
        if role in self.roles:
            return self if self.roles[role] is has else None
        return evolve(self, roles={**self.roles, role: has})


@frozen
class Sketch:
    """An incident being drawn: told facts, listed entities, closed lists, acts done."""

    incident: Told = Told()
    answers: Told = Told()
    persons: tuple[Told, ...] = ()
    devices: tuple[Told, ...] = ()
    closed: frozenset[Entity] = frozenset()
    done: tuple[tuple[str, str | None], ...] = ()
    cannot_say: frozenset[str] = frozenset()

    def entities(self, kind: Entity) -> tuple[Told, ...]:
        """Return what is told of the listed persons or devices."""
        return self.persons if kind is Entity.PERSON else self.devices

    def with_entity(self, kind: Entity, number: int, told: Told) -> Sketch:
        """Return this with one entity told anew, or one more where `number` is the next."""
        entities = list(self.entities(kind))
        entities[number : number + 1] = [told]
        if kind is Entity.PERSON:
            return evolve(self, persons=tuple(entities))
        return evolve(self, devices=tuple(entities))

    def finished(self) -> Incident:
        """Return the incident.

        Raises:
            IncidentError: What is told contradicts itself.
        """
        closed = {f"{kind}s_complete": True for kind in self.closed}
        return Incident(
            **{**self.incident.facts, **closed},
            answers=dict(self.answers.facts),
            persons=tuple(
                Person(id=f"p{number}", roles=told.roles, **told.facts)
                for number, told in enumerate(self.persons, 1)
            ),
            devices=tuple(
                Device(id=f"d{number}", **told.facts) for number, told in enumerate(self.devices, 1)
            ),
            done=tuple(JournalEntry(act=act, target=target) for act, target in self.done),
            cannot_say=self.cannot_say,
        )


@frozen
class Focus:
    """Which listed entity a condition speaks of."""

    kind: Entity
    number: int

    @property
    def id(self) -> str:
        """The id that the finished incident gives it."""
        return f"{self.kind[0]}{self.number + 1}"


def focus_on(kind: Entity | None) -> tuple[Sketch, Focus | None]:
    """Return an empty sketch; with a kind given, one entity of it is listed and in focus."""
    if kind is None:
        return Sketch(), None
    return Sketch().with_entity(kind, 0, Told()), Focus(kind, 0)


class Ways:
    """The ways to make conditions of one day true or false."""

    def __init__(self, day: DayProtocol) -> None:
        """Remember the conclusions, classes and domains of the day."""
        self._day = day
        self._conclusions = {each.id: each for each in day.conclusions}

    def to(
        self, condition: Condition, sketch: Sketch, focus: Focus | None = None, *, wanted: bool
    ) -> Iterator[Sketch]:
        """Yield sketches grown from `sketch` that should give the condition the wanted value."""
        match condition:
            case Not(body):
                yield from self.to(body, sketch, focus, wanted=not wanted)
            case All(parts) | AnyOf(parts):
                if isinstance(condition, All) is wanted:
                    yield from self._together(parts, sketch, focus, wanted=wanted)
                else:
                    for part in parts:
                        yield from self.to(part, sketch, focus, wanted=wanted)
            case Quantified():
                yield from self._quantified(condition, sketch, wanted=wanted)
            case ConclusionTest(name):
                rules = tuple(rule.when for rule in self._conclusions[name].rules)
                yield from self.to(AnyOf(rules), sketch, focus, wanted=wanted)
            case ClassTest(names):
                yield from self._class(names, sketch, wanted=wanted)
            case Modal() | FactStatus():
                yield from self._modal(condition, sketch, focus, wanted=wanted)
            case GapTest(years):
                yield from self._gap(years, sketch, wanted=wanted)
            case DoneTest(acts, of):
                yield from _done(acts, of, sketch, focus, wanted=wanted)
            case ValueTest() | AgeTest() | RoleTest():
                yield from self._told(condition, sketch, focus, wanted=wanted)
            case _:
                assert_never(condition)

    def _together(
        self, parts: tuple[Condition, ...], sketch: Sketch, focus: Focus | None, *, wanted: bool
    ) -> Iterator[Sketch]:
        if not parts:
            yield sketch
            return
        for grown in islice(self.to(parts[0], sketch, focus, wanted=wanted), 30):
            yield from self._together(parts[1:], grown, focus, wanted=wanted)

    def _quantified(self, test: Quantified, sketch: Sketch, *, wanted: bool) -> Iterator[Sketch]:
        one_is_enough = wanted is (test.quantifier is Quantifier.SOME)
        body_wanted = wanted is not (test.quantifier is Quantifier.NONE)
        count = len(sketch.entities(test.entity))
        if one_is_enough:
            more = 0 if test.entity in sketch.closed else 1
            for number in range(count + more):
                grown = sketch
                if number == count:
                    grown = sketch.with_entity(test.entity, number, Told())
                yield from self.to(test.body, grown, Focus(test.entity, number), wanted=body_wanted)
            return
        closed = evolve(sketch, closed=sketch.closed | {test.entity})
        yield from self._each(test, closed, count, wanted=body_wanted)

    def _each(
        self, test: Quantified, sketch: Sketch, count: int, *, wanted: bool
    ) -> Iterator[Sketch]:
        if not count:
            yield sketch
            return
        focus = Focus(test.entity, count - 1)
        for grown in islice(self.to(test.body, sketch, focus, wanted=wanted), 10):
            yield from self._each(test, grown, count - 1, wanted=wanted)

    def _class(self, names: frozenset[str], sketch: Sketch, *, wanted: bool) -> Iterator[Sketch]:
        earlier: list[Condition] = []
        for each in self._day.classes:
            if (each.id in names) is wanted:
                own = () if each.when is None else (each.when,)
                yield from self.to(All((*own, *earlier)), sketch, wanted=True)
            if each.when is not None:
                earlier.append(Not(each.when))

    def _modal(
        self, test: Modal | FactStatus, sketch: Sketch, focus: Focus | None, *, wanted: bool
    ) -> Iterator[Sketch]:
        body = test.body if isinstance(test, Modal) else _any_value(test.fact)
        match test.mode, wanted:
            case (Mode.CERTAINLY, True) | (Mode.POSSIBLY, False):
                yield from self.to(body, sketch, focus, wanted=test.mode is Mode.CERTAINLY)
            case (Mode.CERTAINLY, False) | (Mode.POSSIBLY, True):
                yield sketch
                yield from self.to(body, sketch, focus, wanted=test.mode is Mode.POSSIBLY)
            case (Mode.KNOWN, True) | (Mode.UNKNOWN, False):
                yield from self.to(body, sketch, focus, wanted=True)
                yield from self.to(body, sketch, focus, wanted=False)
            case (Mode.CANNOT_SAY, True):
                paths = _paths(body, focus)
                yield evolve(sketch, cannot_say=sketch.cannot_say | paths)
            case _:
                yield sketch

    def _gap(self, years: int, sketch: Sketch, *, wanted: bool) -> Iterator[Sketch]:
        if not wanted:
            yield evolve(sketch, closed=sketch.closed | {Entity.PERSON})
            return
        number = len(sketch.persons)
        younger = Told({"age": 0}, {Role.DEPICTED: True})
        older = Told({"age": min(years, AGES[-1])}, {Role.SHARER: True})
        grown = sketch.with_entity(Entity.PERSON, number, younger)
        yield grown.with_entity(Entity.PERSON, number + 1, older)

    def _told(
        self,
        test: ValueTest | AgeTest | RoleTest,
        sketch: Sketch,
        focus: Focus | None,
        *,
        wanted: bool,
    ) -> Iterator[Sketch]:
        of = test.fact.of if isinstance(test, ValueTest) else test.of
        if of in {Of.INCIDENT, Of.ANSWERS}:
            told = sketch.incident if of is Of.INCIDENT else sketch.answers
            for more in self._tell(test, told, wanted=wanted):
                if of is Of.INCIDENT:
                    yield evolve(sketch, incident=more)
                else:
                    yield evolve(sketch, answers=more)
            return
        if focus is None:
            return
        if of is Of.HOLDER:
            sketch, focus = _holder(sketch, focus)
        told = sketch.entities(focus.kind)[focus.number]
        for more in self._tell(test, told, wanted=wanted):
            yield sketch.with_entity(focus.kind, focus.number, more)

    def _tell(
        self, test: ValueTest | AgeTest | RoleTest, told: Told, *, wanted: bool
    ) -> Iterator[Told]:
        tries: list[Told | None]
        match test:
            case RoleTest(_, roles) if wanted:
                tries = [told.tell_role(role, has=True) for role in sorted(roles)]
            case RoleTest(_, roles):
                none: Told | None = told
                for role in sorted(roles):
                    none = none and none.tell_role(role, has=False)
                tries = [none]
            case AgeTest(_, ages):
                tries = [told.tell("age", age) for age in _ages(ages, told, wanted=wanted)]
            case ValueTest(fact, values):
                domain = self._domain(fact)
                fitting = [value for value in domain if (value in values) is wanted]
                tries = [told.tell(fact.name, each) for each in fitting]
        yield from (each for each in tries if each is not None)

    def _domain(self, fact: FactRef) -> tuple[str | bool, ...]:
        if fact.of is Of.ANSWERS:
            for answer in self._day.answers:
                if answer.id == fact.name:
                    return tuple(each.id for each in answer.choices) or (True, False)
        for facts in FACTS.values():
            spec = facts.get(fact.name)
            if spec is not None and spec.kind is FactKind.CHOICE:
                return spec.values
            if spec is not None and spec.kind is FactKind.CODE:
                return tuple(region.id for region in self._day.protocol.regions)
        return (True, False)


def _any_value(fact: FactRef) -> Condition:
    match fact.name:
        case "age" | "adult":
            return AgeTest(fact.of, AgeSet(ALL_AGES & ~1))
        case "roles":
            return All(tuple(RoleTest(fact.of, frozenset({role})) for role in Role))
        case _:
            return ValueTest(fact, frozenset({True}))


def _ages(ages: AgeSet, told: Told, *, wanted: bool) -> list[int]:
    fitting = list(ages_in(ages if wanted else AgeSet(ALL_AGES & ~ages)))
    given = told.facts.get("age")
    if given is not None:
        return [age for age in fitting if age == given]
    if len(fitting) <= _TRIED_VALUES:
        return fitting
    return [fitting[len(fitting) // 2], fitting[0], fitting[-1]]


def _holder(sketch: Sketch, focus: Focus) -> tuple[Sketch, Focus]:
    """Return the sketch with the device's holder listed, and the holder as focus."""
    device = sketch.devices[focus.number]
    given = device.facts.get("holder")
    if isinstance(given, str):
        return sketch, Focus(Entity.PERSON, int(given[1:]) - 1)
    holder = Focus(Entity.PERSON, len(sketch.persons))
    sketch = sketch.with_entity(Entity.PERSON, holder.number, Told())
    told = evolve(device, facts={**device.facts, "holder": holder.id})
    return sketch.with_entity(Entity.DEVICE, focus.number, told), holder


def _done(
    acts: frozenset[str], of: Of, sketch: Sketch, focus: Focus | None, *, wanted: bool
) -> Iterator[Sketch]:
    target = None if of is Of.INCIDENT or focus is None else focus.id
    if not wanted:
        if not any((act, target) in sketch.done for act in acts):
            yield sketch
        return
    for act in sorted(acts):
        yield evolve(sketch, done=(*sketch.done, (act, target)))


def _paths(body: Condition, focus: Focus | None) -> frozenset[str]:
    """Return the paths of the facts that a plain condition reads."""
    match body:
        case ValueTest(fact):
            return frozenset({_path(fact.of, fact.name, focus)})
        case AgeTest(of):
            return frozenset({_path(of, "age", focus), _path(of, "adult", focus)})
        case RoleTest(of):
            return frozenset({_path(of, "roles", focus)})
        case Not(inner) | Modal(_, inner) | Quantified(_, _, inner):
            return _paths(inner, focus)
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(_paths(part, focus) for part in parts))
        case _:
            return frozenset()


def _path(of: Of, name: str, focus: Focus | None) -> str:
    if of in {Of.INCIDENT, Of.ANSWERS} or focus is None:
        return name if of is not Of.ANSWERS else f"answers.{name}"
    if of is Of.HOLDER:
        return f"devices.{focus.id}.holder"
    return f"{focus.kind}s.{focus.id}.{name}"
