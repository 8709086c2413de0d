"""Relevance: sound against the exact definition, and what it says in plain cases."""

from __future__ import annotations

import random
from math import prod

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from decisions.deciding import day_of, decider_of, decision_of
from decisions.mattering import CLOSED, relevant, some, when
from decisions.small_worlds import World, exactly_relevant, learning, sample_world
from reference.small_protocols import (
    DEVICE,
    PERSON,
    concluded,
    conclusion,
    must,
    must_not,
    route,
    told,
)
from sexto_rules.decisions import Decision
from sexto_rules.decisions.openness import NEW, open_facts
from sexto_rules.decisions.reach import CERTAIN, POSSIBLE, spans
from sexto_rules.decisions.relevance import EXACT, Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.errors import IncidentError
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.learning import is_learned
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ClassTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
)
from sexto_rules.protocol.model import AnswerSpec, DayProtocol, InDoubt
from sexto_rules.reference import BLANK, class_value, evaluate
from sexto_rules.reference.knowledge import listed
from sexto_rules.testing import day_protocols, incidents

YES_NO = (True, False)
FACTS = ("blackmail", "coerced")
LISTS = ("persons_complete", "devices_complete")


@pytest.mark.parametrize("seed", range(40))
def test_never_fewer_than_the_exact_definition(seed: int) -> None:
    """In small worlds, where every set of values of every open fact can be tried."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    world = sample_world(rng)
    while prod(len(values) + 1 for values in world.open.values()) > 300:
        world = sample_world(rng)
    relevance = Relevance(Plan(world.day), Residuals(world.day, world.incident))
    open_now = set(open_facts(world.day, world.incident))
    exactly = exactly_relevant(world) & open_now
    assert exactly <= set(relevance.facts) <= set(relevance.candidates) <= open_now
    if not any(path in world.open for path in LISTS):
        assert (exactly, relevance.test) == (set(relevance.facts), EXACT)


@pytest.mark.parametrize("seed", range(40))
def test_what_does_not_matter_does_not_matter_once_more_is_known(seed: int) -> None:
    """By trying everything: so what is ruled out of an incident stays so, and nothing else is."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    world = sample_world(rng)
    while not world.open or prod(len(values) + 1 for values in world.open.values()) > 300:
        world = sample_world(rng)
    known, still_open, incident = {}, dict(world.open), world.incident
    for path in rng.sample(sorted(still_open), rng.randint(1, len(still_open))):
        known[path] = still_open.pop(path)
        try:
            incident = rng.choice(known[path])(incident)
        except IncidentError:
            continue
    after = evolve(world, incident=incident, open=still_open)
    assert exactly_relevant(after) <= exactly_relevant(world)
    plan = Plan(world.day)
    before = Relevance(plan, Residuals(world.day, world.incident))
    assert before.ruled_out == set()
    before.facts  # noqa: B018 - now all were looked at
    if is_learned(incident, world.incident):
        residuals = Residuals(world.day, incident)
        again = Relevance(plan, residuals, before.ruled_out)
        assert again.facts == Relevance(plan, residuals).facts


def test_what_is_ruled_out_is_not_looked_at_again() -> None:
    """Of another incident nothing is, nor before anything was looked at."""
    decider = decider_of(must("a", "tell_lead", told("blackmail")), must("b", "call_police"))
    first = decider.decide(Incident(**CLOSED))
    more = Incident(**CLOSED, coerced=True)
    assert first.ruled_out(more) == set()
    assert first.missing == ("blackmail",)
    assert "coerced" in first.ruled_out(first_incident := Incident(**CLOSED))
    assert first.ruled_out(more) == first.ruled_out(first_incident)
    assert first.ruled_out(Incident(persons_complete=True)) == set()
    after = decider.decide(more, after=first)
    assert (after, after.final) == (decider.decide(more), False)
    written = Decision.from_dict(first.to_dict())
    assert written.ruled_out(more) == set()
    other = decider_of(must("c", "tell_lead", told("coerced")))
    waits = Incident(**CLOSED, blackmail=True)
    assert "coerced" in first.ruled_out(waits)
    assert other.decide(waits, after=first).missing == ("coerced",)


def test_the_exact_definition_itself() -> None:
    """A fact that changes nothing alone, but does once another is known, is relevant."""
    both = All((told("blackmail"), told("coerced")))

    facts = {name: [learning(**{name: value}) for value in YES_NO] for name in FACTS}
    world = World(day_of(must("do", "tell_lead", both)), Incident(**CLOSED), facts)
    assert exactly_relevant(world) == {"blackmail", "coerced"}


@pytest.mark.no_cover
@given(data=st.data())
def test_values_are_those_of_the_reference_and_in_reach(data: st.DataObject) -> None:
    """The value that a condition has now is the reference's, and among those it can have."""
    day: DayProtocol = data.draw(day_protocols())
    incident = data.draw(incidents(day))
    residuals = Residuals(day, incident)
    for one in day.classes:
        if one.when is not None:
            assert residuals.value(one.when) is class_value(one, day, incident)
    for directive in day.directives:
        kind = directive.for_each
        for about in [None] if kind is None else [*listed(incident, kind), BLANK]:
            residual = residuals.of(directive.condition, about)
            assert residual.value is evaluate(directive.condition, day, incident, about)
            assert residual.reach >> residual.value & 1
            if about is BLANK:
                assert not residual.reach & ~residuals.of(directive.condition, NEW).reach


def test_an_unknown_fact_matters_and_a_known_one_does_not() -> None:
    """Nothing more is to be learned of what is told, or of what nobody can say."""
    assert when(told("blackmail")) == {"blackmail"}
    assert when(told("blackmail"), Incident(**CLOSED, blackmail=False)) == set()
    assert when(told("blackmail"), Incident(**CLOSED, cannot_say={"blackmail"})) == set()


def test_a_settled_part_settles_the_rest() -> None:
    """Beside a true alternative, or a false part of an `all`, nothing else matters."""
    either = AnyOf((told("blackmail"), told("coerced")))
    both = All((told("blackmail"), told("coerced")))
    assert when(either, Incident(**CLOSED, blackmail=True)) == set()
    assert when(both, Incident(**CLOSED, blackmail=False)) == set()
    assert when(both, Incident(**CLOSED, blackmail=True)) == {"coerced"}
    assert when(Not(both), Incident(**CLOSED, blackmail=False)) == set()


def test_a_duty_waits_for_certainty_alone() -> None:
    """Where one part can never be known, the others cannot make a duty due."""
    both = All((told("blackmail"), told("coerced")))
    unsayable = Incident(**CLOSED, cannot_say={"blackmail"})
    assert when(both, unsayable) == set()
    in_doubt = must("do", "tell_lead", both, in_doubt=InDoubt.APPLIES)
    assert relevant(unsayable, in_doubt) == {"coerced"}
    assert relevant(unsayable, must_not("no", "discipline", both)) == {"coerced"}
    assert relevant(unsayable, must_not("no", "discipline", Not(both))) == set()


def test_whether_a_prohibition_is_certain_matters_where_it_meets_a_duty() -> None:
    """It tells a conflict from a held duty; where the duty cannot come to be, it does not."""
    no = must_not("no", "complete_grid", AnyOf((told("blackmail"), told("coerced"))))
    doubtful = Incident(**CLOSED, cannot_say={"blackmail"}, grooming=True)
    assert relevant(doubtful, no) == set()
    assert relevant(doubtful, no, must("do", "complete_grid", told("grooming"))) == {"coerced"}
    assert relevant(doubtful, no, must("do", "complete_grid", told("repeated"))) == {
        "coerced",
        "repeated",
    }
    assert relevant(doubtful, no, must("do", "complete_grid", Not(told("grooming")))) == set()


def test_whether_an_overrider_is_certain_matters() -> None:
    """Also of a directive that applies in doubt."""
    either = AnyOf((told("blackmail"), told("coerced")))
    doubtful = Incident(**CLOSED, cannot_say={"blackmail"})
    overriding = must("do", "tell_lead", either, in_doubt=InDoubt.APPLIES, overrides=("other",))
    assert relevant(doubtful, overriding, must("other", "record_facts")) == {"coerced"}


def test_what_was_done_asks_nothing_more() -> None:
    """The condition of a duty that the journal discharges matters only if it overrides."""
    done = Incident(**CLOSED, done=[JournalEntry(act="tell_lead")])
    assert when(told("blackmail"), done) == set()
    overriding = must("do", "tell_lead", told("blackmail"), overrides=("other",))
    assert relevant(done, overriding, must("other", "record_facts")) == {"blackmail"}


def test_classes_matter_up_to_one_that_is_true() -> None:
    """Conditions after a class that is and stays true change nothing."""
    classes = [route("a", told("blackmail")), route("b", told("coerced")), route("c")]
    assert relevant(Incident(**CLOSED), classes=classes) == {"blackmail", "coerced"}
    assert relevant(Incident(**CLOSED, blackmail=True), classes=classes) == set()
    no_last = [route("a", told("blackmail"))]
    assert relevant(Incident(**CLOSED, blackmail=False), classes=no_last) == set()


def test_a_test_of_the_class_asks_for_its_facts() -> None:
    """Through the test; once the class is settled, for none."""
    classes = [route("a", told("blackmail")), route("b", told("coerced")), route("c")]
    do = must("do", "tell_lead", ClassTest(frozenset({"b"})))
    assert relevant(Incident(**CLOSED, blackmail=False), do, classes=classes) == {"coerced"}
    assert relevant(Incident(**CLOSED, blackmail=True), do, classes=classes) == set()


@pytest.mark.parametrize("mode", list(Mode))
def test_modals_ask_for_what_they_test(mode: Mode) -> None:
    """A fact that can still be learned, or be one nobody can say, changes a modal."""
    assert when(Modal(mode, told("blackmail"))) == {"blackmail"}
    assert when(Modal(mode, told("blackmail")), Incident(**CLOSED, blackmail=True)) == set()
    unsayable = Incident(**CLOSED, cannot_say={"blackmail"})
    assert when(Modal(mode, told("blackmail")), unsayable) == set()


@pytest.mark.parametrize(
    "other",
    [
        Not(told("coerced")),
        AnyOf((told("coerced"), told("coerced"))),
        Modal(Mode.KNOWN, told("coerced")),
        concluded("inside"),
        ClassTest(frozenset({"first"})),
        FactStatus(FactRef(Of.INCIDENT, "coerced"), Mode.UNKNOWN),
    ],
)
def test_cannot_say_asks_for_everything_it_reads(other: Condition) -> None:
    """A condition is `cannot_say` only when every unknown fact it reads is: each one matters."""
    body = All((told("blackmail"), AnyOf((other, told("grooming")))))
    incident = Incident(**CLOSED, cannot_say={"blackmail"}, grooming=True)
    found = when(
        Modal(Mode.CANNOT_SAY, body),
        incident,
        conclusions=[conclusion("inside", told("coerced"))],
        classes=[route("first", told("coerced")), route("last")],
    )
    assert found == {"coerced"}


def test_cannot_say_asks_for_lists_it_reads() -> None:
    """An open list, and the facts of those on it."""
    body = All((told("blackmail"), Not(All((some(PERSON, told("pupil")), told("coerced"))))))
    incident = Incident(
        cannot_say={"blackmail"}, coerced=False, persons=[Person(id="p1")], devices_complete=True
    )
    assert when(Modal(Mode.CANNOT_SAY, body), incident) == {
        "persons_complete",
        "persons.p1.pupil",
    }
    closed = evolve(incident, persons_complete=True)
    assert when(Modal(Mode.CANNOT_SAY, body), closed) == {"persons.p1.pupil"}
    nobody = evolve(closed, persons=[])
    assert when(Modal(Mode.CANNOT_SAY, body), nobody) == set()


def test_cannot_say_of_the_age_gap_asks_also_for_who_is_not_involved() -> None:
    """Their facts cannot change the gap, but whether everything it reads can be said."""
    witness = Person(id="p1", roles=["witness"], age=AgeRange(13, 19))
    unsayable = {"blackmail", "persons.p1.age", "persons.p1.adult_suspected"}
    incident = Incident(**CLOSED, persons=[witness], cannot_say=unsayable)
    body = AnyOf((told("blackmail"), GapTest(5)))
    assert when(body, incident) == set()
    assert when(Modal(Mode.CANNOT_SAY, body), incident) == {"persons.p1.adult"}


def test_cannot_say_of_somebody_not_yet_listed() -> None:
    """Somebody listed later may be one of whom nobody can say, or one of whom somebody can."""
    do = must("do", "support_person", Modal(Mode.CANNOT_SAY, told("pupil")), for_each=PERSON)
    assert relevant(Incident(), do) == {"persons_complete"}


def test_the_status_of_a_fact_matters_while_it_can_change() -> None:
    """Known now, unknown once an adult is suspected."""
    known = some(PERSON, FactStatus(FactRef(Of.PERSON, "age"), Mode.KNOWN))

    def of(person: Person) -> set[str]:
        return when(known, Incident(**CLOSED, persons=[person]))

    assert of(Person(id="p1", age=12)) == {"persons.p1.adult_suspected"}
    assert of(Person(id="p1", age=12, adult=False)) == set()


def test_devices_answers_and_the_journal() -> None:
    """A device in hand by the journal is known to be; what was done is never asked."""
    in_hand = some(DEVICE, told("in_hand"))
    secured = Incident(
        **CLOSED,
        devices=[Device(id="d1"), Device(id="d2")],
        done=[JournalEntry(act="secure_device", target="d1")],
    )
    assert when(in_hand, secured) == set()
    unsecured = Incident(**CLOSED, devices=[Device(id="d2")])
    assert when(in_hand, unsecured) == {"devices.d2.in_hand"}
    assert when(DoneTest(frozenset({"tell_lead"}))) == set()
    answers = (AnswerSpec(id="own", text={"en": "own"}),)
    own = told("own", of=Of.ANSWERS)
    assert when(own, answers=answers) == {"answers.own"}
    assert when(own, Incident(**CLOSED, answers={"own": False}), answers=answers) == set()
    unsayable = Incident(**CLOSED, cannot_say={"answers.own"})
    assert when(own, unsayable, answers=answers) == set()


def test_open_facts_of_an_incident() -> None:
    """In the order of the vocabulary, then of the lists."""
    day = day_of(answers=(AnswerSpec(id="own", text={"en": "own"}),))
    incident = Incident(persons=[Person(id="p1", age=12, adult=False)], devices=[Device(id="d1")])
    found = list(open_facts(day, incident))
    assert found[0] == "setting"
    assert found.index("persons_complete") < found.index("answers.own")
    assert found.index("answers.own") < found.index("persons.p1.roles")
    assert "persons.p1.age" not in found
    assert found[-1] == "devices.d1.holder_refuses"


def test_no_cut_is_spanned_by_one_value() -> None:
    """A set of one value lies on one side of everything."""
    both = POSSIBLE | CERTAIN
    for reach in (0b001, 0b010, 0b100):
        assert spans(reach, both) == 0
    assert spans(0b011, both) == POSSIBLE
    assert spans(0b110, both) == CERTAIN
    assert spans(0b111, POSSIBLE) == POSSIBLE


def test_a_final_decision_asks_nothing() -> None:
    """Nothing that can still be learned changes anything, whether a question asks or not."""
    do = must("do", "tell_lead", told("blackmail"))
    assert not decision_of(Incident(**CLOSED), do).final
    assert decision_of(Incident(**CLOSED, blackmail=True), do).final
    blackmail = told("blackmail")
    never = must("do", "tell_lead", All((blackmail, Not(blackmail))))
    relevance = Relevance(Plan(day_of(never)), Residuals(day_of(never), Incident(**CLOSED)))
    assert relevance.candidates == ("blackmail",)
    assert decision_of(Incident(**CLOSED), never).final
