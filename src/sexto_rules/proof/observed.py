"""When a base literal of a Program holds in a world: what an Observer promises to read.

Written from what `lowering.program` says of each reading; the tests hold it against the Observer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, assert_never

from attrs import frozen

from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet
from sexto_rules.facts.vocabulary import Role
from sexto_rules.lowering.program import (
    AgeSettled,
    AgesMeet,
    AgesWithin,
    Constant,
    Done,
    FactIs,
    GapIs,
    Reading,
)
from sexto_rules.proof.conditions import About, Meaning
from sexto_rules.proof.facts import Fact
from sexto_rules.proof.solver import Formula, both, disj, either, neg
from sexto_rules.proof.world import DevicePlace, PersonPlace
from sexto_rules.protocol.conditions import GapTest, Of

__all__ = ["observed"]

_ROLES: Final = "roles."


@frozen(eq=False)
class _Told:
    """What is told of a fact: in each value, known at all, or (unknown) never to be known."""

    among: Callable[[frozenset[str | bool]], Formula]
    known: Formula
    unsayable: Formula


def observed(reading: Reading, meaning: Meaning, about: About) -> Formula:
    """Return that a reading holds of the incident (None), a place, or the blank (its entity)."""
    match reading:
        case FactIs(fact):
            return _of_whom(fact.of, about, lambda whose: _fact_is(reading, meaning, whose))
        case AgesWithin(of, ages):
            others = AgeSet(ALL_AGES & ~ages)
            return neg(_of_whom(of, about, lambda whose: _may_be(whose, others)))
        case AgesMeet(of, ages):
            return _of_whom(of, about, lambda whose: _may_be(whose, ages))
        case AgeSettled(of, settled):
            is_so = _of_whom(of, about, _age_settled)
            return is_so if settled else neg(is_so)
        case GapIs(years, true, unknown, false):
            gap = meaning.value(GapTest(years))
            return either(
                both(true, gap.true), both(unknown, gap.unknown), both(false, neg(gap.possible))
            )
        case Done(of, acts, done):
            is_done = _of_whom(of, about, lambda whose: _was_done(acts, meaning, whose))
            return is_done if done else neg(is_done)
        case Constant(_, value):
            return value
        case _:
            assert_never(reading)


@frozen
class _Nobody:
    """A person or device of which nothing is known; `unsayable` where nobody can say it either."""

    unsayable: bool = False


_Whose = PersonPlace | DevicePlace | _Nobody | None


def _of_whom(of: Of, about: About, holds: Callable[[_Whose], Formula]) -> Formula:
    """Return that it holds of whoever the reading is about; of a holder, whoever that is."""
    if of in {Of.INCIDENT, Of.ANSWERS}:
        return holds(None)
    if not isinstance(about, PersonPlace | DevicePlace):
        return holds(_Nobody())
    if of is not Of.HOLDER:
        return holds(about)
    assert isinstance(about, DevicePlace)
    nobody = neg(about.holder_known)
    return disj(
        (
            *(both(held, holds(person)) for held, person in about.held_by),
            both(nobody, about.holder_unsayable, holds(_Nobody(unsayable=True))),
            both(nobody, neg(about.holder_unsayable), holds(_Nobody())),
        )
    )


def _fact_is(reading: FactIs, meaning: Meaning, whose: _Whose) -> Formula:
    told = _told(reading, meaning, whose)
    among = told.among(reading.values)
    return either(
        both(told.known, neg(among)) if reading.outside else among,
        both(reading.unknown, neg(told.known), neg(told.unsayable)),
        both(reading.cannot_say, neg(told.known), told.unsayable),
    )


def _told(reading: FactIs, meaning: Meaning, whose: _Whose) -> _Told:
    """Return what is told of the fact of a reading."""
    name, world = reading.fact.name, meaning.world
    match whose:
        case None:
            answers = reading.fact.of is Of.ANSWERS
            return _plain(world.answers[name] if answers else world.facts[name])
        case _Nobody(unsayable):
            return _Told(lambda _: False, known=False, unsayable=unsayable)
        case PersonPlace() if name.startswith(_ROLES):
            roles = whose.roles
            role = roles.each[Role(name.removeprefix(_ROLES))]
            return _plain(role, either(role.unsayable, roles.unsayable))
        case PersonPlace(ages=ages) if name == "age":
            return _Told(lambda _: False, ages.known, ages.unsayable)
        case PersonPlace(ages=ages) if name == "adult":
            minor = neg(ages.may_be_in(ADULT_AGES))
            adult = neg(ages.may_be_in(AgeSet(ALL_AGES & ~ADULT_AGES)))
            told: dict[str | bool, Formula] = {True: adult, False: minor}
            return _plain(Fact(told, ages.adult.unsayable))
        case DevicePlace() if name == "holder":
            return _Told(lambda _: False, whose.holder_known, whose.holder_unsayable)
        case _:
            return _plain(whose.facts[name])


def _plain(fact: Fact, unsayable: Formula | None = None) -> _Told:
    return _Told(
        lambda values: disj(holds for value, holds in fact.told.items() if value in values),
        fact.known,
        fact.unsayable if unsayable is None else unsayable,
    )


def _may_be(whose: _Whose, ages: AgeSet) -> Formula:
    """Return that the person may be of one of these ages."""
    return whose.ages.may_be_in(ages) if isinstance(whose, PersonPlace) else ages != 0


def _age_settled(whose: _Whose) -> Formula:
    if isinstance(whose, PersonPlace):
        return whose.ages.settled
    return isinstance(whose, _Nobody) and whose.unsayable


def _was_done(acts: frozenset[str], meaning: Meaning, whose: _Whose) -> Formula:
    """Return that one of the acts was done, to the person or device where it is of one."""
    if isinstance(whose, _Nobody):
        return False
    target = None if whose is None else whose.name
    return disj(meaning.world.done(act, target) for act in acts)
