"""The incidents that are simulated: fully known, told in any order, the same for a seed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from decisions.deciding import day_of, question
from reference.small_protocols import PERSON, must, told, under
from sexto_rules.facts import UNKNOWN, AgeRange, Device, Incident, Person
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import AnswerSpec, Choice, DayProtocol
from sexto_rules.simulation.completing import Completer, Rates
from sexto_rules.simulation.knowable import Knowable
from sexto_rules.simulation.truth import Truths
from sexto_rules.simulation.worker import Worker
from simulation.simulating import SHIPPED, grid_of, scenarios, shipped, small, truths, unanswered

NUMBERS = range(12)
USUAL = Rates(unusual=0.0, unsayable=0.0)


@pytest.mark.parametrize("name", SHIPPED)
def test_everything_that_is_asked_is_known_or_said_by_nobody(name: str) -> None:
    """No fact that a question asks for is open, and nothing has been done."""
    day = shipped(name).day
    for number in NUMBERS:
        incident = truths(name).truth(number).incident
        assert unanswered(day, incident) == []
        assert incident.done == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_truth_can_be_told_in_any_order(name: str) -> None:
    """Whatever is asked next, what is then known is an incident; in the end it is the truth."""
    decider = shipped(name)
    for number in NUMBERS:
        truth = truths(name).truth(number).incident
        rng = Random(number)  # noqa: S311 - an order, no secret
        worker = Worker(Knowable(decider.day), truth)
        incident = worker.begin()
        while pending := unanswered(decider.day, incident):
            incident = worker.reply(incident, rng.choice(pending))
        told_all, known = decider.outcome(incident), decider.outcome(truth)
        assert told_all.possible_classes == known.possible_classes
        assert set(told_all.lines) == set(known.lines)


@pytest.mark.parametrize("name", SHIPPED)
def test_half_of_them_end_a_worked_case(name: str) -> None:
    """What the case tells and the grid asks is so; each case comes once."""
    drawn = [truths(name).truth(number) for number in range(20)]
    cases = {each.file: each.steps[-1].incident for each in scenarios(name)}
    ended = [each for each in drawn if each.case is not None]
    assert len(ended) == len({each.case for each in ended}) == 10
    names = Knowable(shipped(name).day).names(Of.INCIDENT)
    for each in ended:
        begun = cases[each.case or ""]
        for fact in names:
            value = getattr(begun, fact)
            if value is not UNKNOWN and not fact.endswith("_complete"):
                assert getattr(each.incident, fact) == value, (each.case, fact)
        assert [one.id for one in begun.persons] == [one.id for one in each.incident.persons]


def test_the_same_seed_draws_the_same_incidents() -> None:
    """Whoever draws them, in whatever order; another seed draws others."""
    first, again, other = (
        Truths(shipped("au-wa").day, scenarios("au-wa"), seed) for seed in (1, 1, 2)
    )
    drawn = [first.truth(number) for number in range(8)]
    assert [again.truth(number) for number in reversed(range(8))][::-1] == drawn
    assert [other.truth(number) for number in range(8)] != drawn


def test_where_there_are_too_few_cases_the_others_are_drawn() -> None:
    """Also where there is none."""
    for own in ((), scenarios("au-wa")[:1]):
        few = Truths(shipped("au-wa").day, own, 1)
        cases = [few.truth(number).case for number in range(6)]
        assert cases == [*(Path(each.file).as_posix() for each in own), *[None] * (6 - len(own))]


def completed_by(
    day: DayProtocol, incident: Incident, rates: Rates = USUAL, seed: int = 1
) -> Incident:
    """The incident completed by a protocol."""
    rng = Random(seed)  # noqa: S311 - an incident, no secret
    return Completer(day).completed(incident, rng, rates)


def completed(incident: Incident, rates: Rates = USUAL, seed: int = 1) -> Incident:
    """The incident completed by the small protocol."""
    return completed_by(small().day, incident, rates, seed)


def test_where_nothing_is_unusual_everything_is_as_usual() -> None:
    """Of a fact that is not told: no; of a list: that is everybody."""
    incident = completed(Incident(persons=[Person(id="p1", age=15)]))
    assert (incident.blackmail, incident.immediate_danger) == (False, False)
    assert incident.persons_complete is incident.devices_complete is True
    assert not any(incident.person("p1").roles.values())
    assert len(incident.person("p1").roles) == 10
    assert incident.person("p1").adult is False
    assert incident.cannot_say == frozenset()


def test_what_nobody_can_say_stays_so() -> None:
    """What a case says that nobody can say; where a rate says so, other facts too."""
    unsaid = {"blackmail", "persons_complete", "persons.p1.age", "persons.p1.roles.sharer"}
    incident = completed(Incident(persons=[Person(id="p1")], cannot_say=unsaid))
    assert incident.cannot_say == unsaid
    assert incident.persons_complete is incident.blackmail is UNKNOWN
    assert incident.person("p1").age is UNKNOWN
    assert len(incident.person("p1").roles) == 9
    everything = completed(Incident(persons=[Person(id="p1")]), Rates(unusual=0.0, unsayable=1.0))
    assert "persons.p1.adult" in everything.cannot_say
    assert everything.person("p1").roles == {}


def test_ages_are_as_told() -> None:
    """A range becomes an age in it, an adult has the age of one; a claim stays as it is."""
    told_ages = [
        Person(id="p1", age=AgeRange(at_least=3, under=5)),
        Person(id="p2", adult=True),
        Person(id="p3", adult=False),
        Person(id="p4", age=15, adult_suspected=True),
    ]
    for seed in range(10):
        incident = completed(Incident(persons=told_ages), seed=seed)
        first, second, third, last = (person.age for person in incident.persons)
        assert first in {3, 4}
        assert isinstance(second, int)
        assert isinstance(third, int)
        assert second >= 18 > third
        assert last == 15


def test_who_holds_a_device_is_listed() -> None:
    """Without persons nobody can say it."""
    device = Device(id="d1")
    with_one = completed(Incident(persons=[Person(id="p1")], devices=[device]))
    assert with_one.device("d1").holder == "p1"
    alone = completed(Incident(devices=[device]))
    assert alone.device("d1").holder is UNKNOWN
    assert "devices.d1.holder" in alone.cannot_say


def test_only_what_can_become_known_is_in_a_truth() -> None:
    """What the application gives, also of somebody, and what the grid asks; answers too."""
    day = day_of(
        must("young", "inform_parents", under(14), for_each=PERSON),
        must("own", "tell_lead", told("own", "much", of=Of.ANSWERS)),
        questions=(question("own", "own", Of.ANSWERS), question("plain", "plain", Of.ANSWERS)),
        given=(
            FactRef(Of.INCIDENT, "persons_complete"),
            FactRef(Of.INCIDENT, "reported_at"),
            FactRef(Of.PERSON, "age"),
        ),
        answers=(
            AnswerSpec(
                id="own",
                text={"en": "own"},
                choices=tuple(Choice(id=name, text={"en": name}) for name in ("much", "little")),
            ),
            AnswerSpec(id="plain", text={"en": "plain"}),
        ),
    )
    begun = Incident(blackmail=True, persons=[Person(id="p1", age=9)], devices=[Device(id="d1")])
    incident = completed_by(day, begun)
    assert incident.blackmail is UNKNOWN
    assert incident.devices == ()
    assert incident.person("p1") == Person(id="p1", age=9)
    assert incident.answers["own"] in {"much", "little"}
    assert incident.answers["plain"] is False
    assert incident.reported_at is not UNKNOWN
    begins = Worker(Knowable(day), incident).begin()
    assert begins.persons == incident.persons
    assert begins.persons_complete is True
    assert begins.answers == {}


def test_a_grid_that_lists_nobody_has_nobody() -> None:
    """Persons that nothing can tell of are in no truth."""
    day = day_of(must("lead", "tell_lead", told("blackmail")), questions=grid_of("blackmail"))
    begun = Incident(persons=[Person(id="p1")])
    assert completed_by(day, begun) == Incident(blackmail=False)


def test_a_region_that_is_not_declared_cannot_be_said() -> None:
    """Where the grid asks for it all the same."""
    day = day_of(must("lead", "tell_lead", told("blackmail")), questions=grid_of("region"))
    assert completed_by(day, Incident()) == Incident(cannot_say={"region"})
