"""How few questions any interview can take: never more than one takes, and proved."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from decisions.deciding import URGENCY, decider_of, question
from reference.small_protocols import PERSON, has_role, must, must_not, told, under
from sexto_rules.decisions import Decider
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    FactRef,
    FactStatus,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import Directive
from sexto_rules.simulation.fewest import Fewest
from sexto_rules.simulation.knowable import Knowable
from sexto_rules.simulation.worker import Worker
from simulation.simulating import (
    EVERYBODY,
    SHIPPED,
    fewest,
    grid_of,
    interview,
    shipped,
    small,
    truths,
    unanswered,
)

FACTS = ("blackmail", "coerced", "grooming", "ongoing")
A, B, C, D = (told(each) for each in FACTS)


U = FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.CANNOT_SAY)


def deciding(*directives: Directive) -> Decider:
    """A protocol that asks for the four facts."""
    return decider_of(*directives, questions=grid_of(*FACTS), urgency=URGENCY)


PROTOCOLS = {
    "any": deciding(must("x", "tell_lead", AnyOf((A, B, C)))),
    "all": deciding(must("x", "tell_lead", All((A, B, C)))),
    "parted": deciding(
        must("x", "tell_lead", All((A, B))), must("y", "call_police", AnyOf((C, D)))
    ),
    "met": deciding(
        must("x", "tell_lead", All((A, Not(B)))), must_not("y", "tell_lead", AnyOf((C, D)))
    ),
    "known": deciding(
        must("x", "tell_lead", FactStatus(FactRef(Of.INCIDENT, "ongoing"), Mode.KNOWN))
    ),
    "unsayable": deciding(must("x", "tell_lead", AnyOf((All((U, B)), C)))),
    "a whole that is unsayable": deciding(
        must("x", "tell_lead", Modal(Mode.CANNOT_SAY, AnyOf((A, B)))), must("y", "call_police", C)
    ),
}


@pytest.mark.parametrize("name", PROTOCOLS)
def test_it_is_never_more_than_any_questions_that_end_an_interview(name: str) -> None:
    """Whatever is asked for, in whatever order: every choice of facts is tried, of every incident.

    None: nobody can say it.
    """
    decider = PROTOCOLS[name]
    final: dict[Incident, bool] = {}
    for values in product((True, False, None), repeat=4):
        truth = dict(zip(FACTS, values, strict=True))
        ends = []
        for known in (some for count in range(5) for some in combinations(FACTS, count)):
            incident = knowing({each: truth[each] for each in known})
            if incident not in final:
                final[incident] = decider.decide(incident).final
            if final[incident]:
                ends.append(len(known))
        assert fewest(decider, knowing(truth)) <= min(ends), truth


def knowing(values: Mapping[str, bool | None]) -> Incident:
    """What is known when these facts are told; of None it is said that nobody can say it."""
    told_so: dict[str, Any] = {each: value for each, value in values.items() if value is not None}
    return Incident(**told_so, cannot_say={each for each in values if values[each] is None})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((False, False, False, True), 3),  # each alone would make it due
        ((True, False, False, True), 1),  # that one is enough, and no other
        ((True, True, False, True), 1),  # either is enough, and one of them is needed
    ],
)
def test_facts_of_which_one_is_enough_count_once(values: tuple[bool, ...], expected: int) -> None:
    """Of a condition with `any`."""
    told_so: dict[str, Any] = dict(zip(FACTS, values, strict=True))
    truth = Incident(**told_so)
    assert fewest(PROTOCOLS["any"], truth) == expected


def test_sets_that_share_no_fact_add_up() -> None:
    """Two duties, each with two facts of which one is enough."""
    decider = deciding(
        must("x", "tell_lead", AnyOf((A, B))), must("y", "call_police", AnyOf((C, D)))
    )
    assert fewest(decider, Incident(blackmail=True, coerced=True, grooming=True, ongoing=True)) == 2


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_needed_matters_whatever_else_is_known(name: str) -> None:
    """As long as it is not asked for, whatever else is, in whatever order."""
    decider = shipped(name)
    everything = [truths(name).truth(number).incident for number in range(30)]
    for truth in (
        next(each for each in everything if not each.cannot_say),
        next(each for each in everything if len(each.cannot_say) > 2),
    ):
        facts = Fewest(decider).needed(truth, interview(decider, truth)).facts
        _matters_whatever_is_known(
            decider, truth, [each for each in facts if "complete" not in each]
        )


def _matters_whatever_is_known(decider: Decider, truth: Incident, needed: list[str]) -> None:
    rng = Random(1)  # noqa: S311 - an order, no secret
    for path in rng.sample(sorted(needed), 4):
        worker = Worker(Knowable(decider.day), truth)
        incident = worker.begin()
        for _ in range(rng.randrange(40)):
            others = [each for each in unanswered(decider.day, incident) if each != path]
            if others:
                incident = worker.reply(incident, rng.choice(others))
        if not path.startswith(("persons.", "devices.")) or path.split(".")[1] in _listed(incident):
            assert path in {each.path for each in decider.decide(incident).questions}


@pytest.mark.parametrize("name", ["au-wa", "us-il"])
@pytest.mark.parametrize("in_order", [False, True])
def test_no_interview_is_shorter_than_is_proved(name: str, *, in_order: bool) -> None:
    """Whatever is asked of what matters; in the order of urgency, of its first group."""
    decider = shipped(name)
    rng = Random(2)  # noqa: S311 - an order, no secret
    truth = truths(name).truth(5).incident
    proved = Fewest(decider, in_order=in_order).needed(truth, interview(decider, truth))
    worker = Worker(Knowable(decider.day), truth)
    incident = worker.begin()
    asked = 0
    while questions := decider.decide(incident).questions:
        group = questions[0].urgency
        some = [each.path for each in questions if not in_order or each.urgency == group]
        incident = worker.reply(incident, rng.choice(some))
        asked += 1
    assert 0 < proved.questions <= asked


def _listed(incident: Incident) -> set[str]:
    return {each.id for each in incident.persons} | {each.id for each in incident.devices}


def test_everybody_who_matters_is_named_by_an_answer() -> None:
    """One answer for each, and one that this is all; who holds a device may be told otherwise."""
    decider = decider_of(
        must("support", "support_person", has_role("sharer"), for_each=PERSON),
        questions=EVERYBODY[:2],
        urgency=URGENCY,
    )
    persons = [Person(id=f"p{number}", roles=["depicted"]) for number in (1, 2)]
    truth = Incident(persons_complete=True, persons=persons)
    assert fewest(decider, truth) == len(interview(decider, truth)) == 5
    held = Incident(
        ongoing=True,
        blackmail=True,
        immediate_danger=True,
        persons_complete=True,
        devices_complete=True,
        persons=[Person(id="p1", roles=["sharer"], age=12, adult=False)],
        devices=[Device(id="d1", holder="p1")],
    )
    assert fewest(small(), held) == len(interview(small(), held)) - 1


def test_somebody_who_settles_it_must_be_named() -> None:
    """Also where nobody else matters any more once they are."""
    some = Quantified(Quantifier.SOME, PERSON, has_role("sharer"))
    decider = decider_of(must("lead", "tell_lead", some), questions=EVERYBODY[:2], urgency=URGENCY)
    truth = Incident(persons_complete=True, persons=[Person(id="p1", roles=["sharer"])])
    assert fewest(decider, truth) == 2


def test_what_nobody_can_say_is_asked_for_too() -> None:
    """Where a condition asks that, and where it only keeps something open."""
    asks = must("x", "tell_lead", FactStatus(FactRef(Of.INCIDENT, "ongoing"), Mode.CANNOT_SAY))
    unsaid = Incident(grooming=True, coerced=True, cannot_say={"blackmail", "ongoing"})
    assert fewest(deciding(must("y", "call_police", A)), unsaid) == 1
    assert fewest(deciding(asks, must("y", "call_police", A)), unsaid) == 2


def test_a_set_is_proved_beside_single_facts() -> None:
    """Of two facts that each settle a duty one is needed, beside those needed alone."""
    decider = decider_of(
        must("young", "inform_parents", under(18), for_each=PERSON),
        questions=(
            question("everybody", "persons_complete"),
            question("age", "age", Of.PERSON, for_each=PERSON),
            question("adult", "adult", Of.PERSON, for_each=PERSON),
        ),
        urgency=URGENCY,
    )
    truth = Incident(persons_complete=True, persons=[Person(id="p1", age=15, adult=False)])
    assert fewest(decider, truth) == len(interview(decider, truth)) == 3
