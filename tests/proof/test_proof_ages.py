"""Ages in a world: whatever may be told of two of them, it is worth what it is on the reference."""

from __future__ import annotations

from functools import cache
from typing import Final

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from proof.pinned import AMOUNTS, pins_of, rng_of, solver_of, truth_in
from sexto_rules.errors import IncidentError
from sexto_rules.facts import UNKNOWN, AgeRange, Incident, Person, Role, Unknown
from sexto_rules.facts.ages import OLDEST, ages_from
from sexto_rules.proof.conditions import Meaning
from sexto_rules.proof.solver import Solver
from sexto_rules.proof.world import World, small_world
from sexto_rules.protocol.conditions import (
    AgeTest,
    Condition,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Of,
)
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.reference import evaluate
from sexto_rules.testing import sample_day_protocol

AGES: Final = st.sampled_from((0, 1, 11, 12, 13, 14, 16, 17, 18, 19, 23, 119, 120))
TOLD: Final = st.one_of(
    st.just(UNKNOWN),
    AGES,
    st.tuples(AGES, AGES).map(lambda ends: AgeRange(min(ends), max(ends) + 1)),
)
MAYBE: Final[st.SearchStrategy[bool | Unknown]] = st.sampled_from((True, False, UNKNOWN))
MODES: Final = (Mode.KNOWN, Mode.UNKNOWN, Mode.CANNOT_SAY)
TESTS: Final = tuple(
    AgeTest(Of.PERSON, ages)
    for ages in (ages_from(0, 13), ages_from(14), ages_from(18), ages_from(12, 18))
)
OF_ONE: Final[tuple[Condition, ...]] = (
    *TESTS,
    *(Modal(Mode.CANNOT_SAY, each) for each in TESTS),
    *(FactStatus(FactRef(Of.PERSON, name), mode) for name in ("age", "adult") for mode in MODES),
)
OF_ALL: Final[tuple[Condition, ...]] = (
    *(GapTest(years) for years in (1, 2, 3, 5, 40)),
    Modal(Mode.CANNOT_SAY, GapTest(2)),
)


@cache
def encoded() -> tuple[DayProtocol, World, Meaning, Solver]:
    """Return a world with two persons; the protocol is any."""
    day = sample_day_protocol(rng_of("ages"))
    world = small_world(day, 2, 0)
    return day, world, Meaning(world), solver_of(world)


@st.composite
def persons(draw: st.DrawFn, code: str) -> tuple[Person, frozenset[str]]:
    """Return a person with any age, and which of age and majority nobody can say."""
    age, suspected = draw(TOLD), draw(MAYBE)
    role = draw(st.sampled_from((Role.DEPICTED, Role.SENDER, Role.WITNESS)))
    roles = [role] if draw(st.booleans()) else UNKNOWN
    person = Person(id=code, age=age, adult_suspected=suspected, roles=roles)
    unsayable = {"roles"} if roles is UNKNOWN and draw(st.booleans()) else set()
    try:
        person = evolve(person, adult=draw(MAYBE))
    except IncidentError:
        person = evolve(person, adult=UNKNOWN)
    if not isinstance(age, int) and draw(st.booleans()):
        unsayable.add("age")
    if person.adult is UNKNOWN and draw(st.booleans()):
        unsayable.add("adult")
    return person, frozenset(f"persons.{code}.{name}" for name in unsayable)


@settings(max_examples=4 * AMOUNTS.protocols)
@given(persons("p1"), persons("p2"), MAYBE)
def test_ages_are_worth_what_they_are_on_the_reference(
    one: tuple[Person, frozenset[str]],
    other: tuple[Person, frozenset[str]],
    complete: bool | Unknown,  # noqa: FBT001 - a told fact
) -> None:
    """Tests of an age, what is known of it, and the years between two."""
    require_the_same(
        Incident(
            persons=[one[0], other[0]],
            persons_complete=complete,
            cannot_say=one[1] | other[1],
        )
    )


def test_the_claim_of_a_suspected_adult_is_no_known_age() -> None:
    """Also where the claim is the oldest age there is: any age from 18 up is possible."""
    person = Person(id="p1", age=OLDEST, adult_suspected=True)
    require_the_same(Incident(persons=[person]))


def require_the_same(incident: Incident) -> None:
    """Require that the world fixed to the incident says of its ages what the reference says."""
    day, world, meaning, solver = encoded()
    pins = pins_of(world, incident)
    assert solver.may_hold(pins), incident
    model = solver.model()
    for condition in OF_ALL:
        said = truth_in(model, meaning.value(condition))
        assert said is evaluate(condition, day, incident), (condition, incident)
    for place, person in zip(world.persons, incident.persons, strict=False):
        for condition in OF_ONE:
            said = truth_in(model, meaning.value(condition, place))
            assert said is evaluate(condition, day, incident, person), (condition, person)
