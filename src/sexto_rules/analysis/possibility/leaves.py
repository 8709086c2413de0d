"""What is wanted of a test, as what is left for the facts it reads.

Each function narrows what is told and says whether anything is left.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from sexto_rules.analysis.possibility.rails import POSITIVE, SURE, Rail
from sexto_rules.analysis.possibility.told import TOLD, Open, State, Told
from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind
from sexto_rules.protocol.conditions import (
    AgeTest,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Mode,
    Of,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol

__all__ = ["BLANK", "LISTS", "Leaf", "Leaves", "Whose"]

BLANK: Final = -1
"""Whose facts are spoken of: one further person or device, of which nothing is known."""

Whose: TypeAlias = int | None
"""Whose facts are spoken of: a listed person or device by number, `BLANK`, or the incident."""

Leaf: TypeAlias = ValueTest | AgeTest | RoleTest | GapTest | DoneTest | FactStatus

LISTS: Final = {
    Entity.PERSON: FactRef(Of.INCIDENT, "persons_complete"),
    Entity.DEVICE: FactRef(Of.INCIDENT, "devices_complete"),
}
"""The fact that says that a list is complete."""

_UNTOLD: Final[frozenset[State]] = frozenset(Open)
_DONE: Final[frozenset[State]] = frozenset({True, False})
_SPECS: Final = {name: spec for facts in FACTS.values() for name, spec in facts.items()}


class Leaves:
    """The tests of one day's conditions."""

    def __init__(self, day: DayProtocol) -> None:
        """Remember which values the facts of the day can have."""
        self._answers = {
            each.id: frozenset[State](choice.id for choice in each.choices) or _DONE
            for each in day.answers
        }
        self._regions = frozenset[State](region.id for region in day.protocol.regions)

    def want(self, test: Leaf, rail: Rail, whose: Whose, told: Told) -> bool:
        """Narrow what is told to where the test is as wanted; False: nothing is left.

        A test of roles or of acts must be of one.
        """
        if isinstance(test, GapTest):
            return told.limit_gap(test.years, rail)
        of = test.fact.of if isinstance(test, ValueTest | FactStatus) else test.of
        if of in {Of.INCIDENT, Of.ANSWERS}:
            whose = None
        elif whose == BLANK:
            return _of_blank(test, rail)
        if of is Of.HOLDER and _tells(test, rail):
            holder = FactRef(Of.DEVICE, "holder")
            if not self._limit(holder, whose, frozenset({TOLD}), told):
                return False
        match test:
            case AgeTest(of, ages):
                return told.limit_age((whose, of), ages, rail)
            case DoneTest(acts):
                wanted = frozenset[State]({rail in POSITIVE}) if rail is not Rail.SETTLED else _DONE
                return told.limit((whose, of, "done", *acts), _DONE, wanted)
            case RoleTest(_, roles):
                every = _DONE | _UNTOLD
                return told.limit((whose, of, "role", *roles), every, _left(every, {True}, rail))
            case FactStatus(fact, mode):
                return self._status(fact, mode, rail, whose, told)
            case ValueTest(fact, values):
                return self._value(fact, values, rail, whose, told)

    def is_closed(self, kind: Entity, told: Told) -> bool:
        """Want a list to be closed."""
        return self._limit(LISTS[kind], None, frozenset({True}), told)

    def is_open(self, kind: Entity, told: Told) -> bool:
        """Want a list to be open."""
        return self._limit(LISTS[kind], None, frozenset({False, *_UNTOLD}), told)

    def is_list_settled(self, kind: Entity, told: Told) -> bool:
        """Want a list to be closed, or nobody to be able to say whether it is."""
        return self._limit(LISTS[kind], None, frozenset({True, Open.UNSAYABLE}), told)

    def _value(
        self, fact: FactRef, values: frozenset[str | bool], rail: Rail, whose: Whose, told: Told
    ) -> bool:
        if fact.name == "adult":
            ages = (ALL_AGES & ~ADULT_AGES) * (False in values) | ADULT_AGES * (True in values)
            return told.limit_age((whose, fact.of), AgeSet(ages), rail)
        every = self._states(fact)
        return told.limit((whose, fact), every, _left(every, values, rail))

    def _status(self, fact: FactRef, mode: Mode, rail: Rail, whose: Whose, told: Told) -> bool:
        if rail is Rail.SETTLED:
            return self._limit(fact, whose, self._states(fact) - {Open.UNKNOWN}, told)
        every = self._states(fact)
        states = {
            Mode.KNOWN: every - _UNTOLD,
            Mode.UNKNOWN: _UNTOLD,
            Mode.CANNOT_SAY: frozenset({Open.UNSAYABLE}),
        }[mode]
        if fact.name == "age":
            if mode is Mode.CANNOT_SAY and rail not in POSITIVE:
                return True
            return told.limit_to_one_age(
                (whose, fact.of), is_one=(mode is Mode.KNOWN) is (rail in POSITIVE)
            )
        return self._limit(fact, whose, states if rail in POSITIVE else every - states, told)

    def _limit(self, fact: FactRef, whose: Whose, to: frozenset[State], told: Told) -> bool:
        return told.limit((whose, fact), self._states(fact), to)

    def _states(self, fact: FactRef) -> frozenset[State]:
        """Return every state that a fact can have."""
        if fact.of is Of.ANSWERS:
            return self._answers.get(fact.name, frozenset({TOLD})) | _UNTOLD
        spec = _SPECS[fact.name]
        match spec.kind:
            case FactKind.BOOL:
                return _DONE | _UNTOLD
            case FactKind.CHOICE:
                return frozenset[State](spec.values) | _UNTOLD
            case FactKind.CODE:
                return self._regions | _UNTOLD
            case _:
                return frozenset({TOLD}) | _UNTOLD


def _left(
    every: frozenset[State], values: frozenset[str | bool] | set[str | bool], rail: Rail
) -> frozenset[State]:
    """Return the states in which a test for these values is as wanted."""
    passing = every & values
    match rail:
        case Rail.TRUE:
            return passing
        case Rail.FALSE:
            return every - passing - _UNTOLD
        case Rail.NOT_TRUE:
            return every - passing
        case Rail.NOT_FALSE:
            return passing | _UNTOLD
        case Rail.KNOWN:
            return every - _UNTOLD
        case Rail.SETTLED:
            return every - {Open.UNKNOWN}


def _of_blank(test: Leaf, rail: Rail) -> bool:
    """Whether a test is as wanted of one of whom nothing is known, to whom nothing was done."""
    match test:
        case DoneTest():
            return rail not in POSITIVE
        case FactStatus(_, mode):
            if rail is Rail.SETTLED:
                return False
            return (mode is Mode.UNKNOWN) is (rail in POSITIVE)
        case AgeTest(_, ages) if ages in {AgeSet(0), ALL_AGES}:
            return rail is Rail.SETTLED or (ages == ALL_AGES) is (rail in POSITIVE)
        case _:
            return rail in {Rail.NOT_TRUE, Rail.NOT_FALSE}


def _tells(test: Leaf, rail: Rail) -> bool:
    """Whether the test can be as wanted only of a holder who is known."""
    match test:
        case AgeTest(_, ages):
            return rail in SURE and ages not in {AgeSet(0), ALL_AGES}
        case DoneTest():
            return rail in POSITIVE
        case FactStatus(_, mode):
            return rail is not Rail.SETTLED and (mode is Mode.KNOWN) and rail in POSITIVE
        case _:
            return rail in SURE
