"""Exact relevance: held against steps of learning in every shipped protocol, and case by case."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from decisions.deciding import day_of
from decisions.mattering import CLOSED, relevant, some, when
from reference.small_protocols import (
    DEVICE,
    PERSON,
    concluded,
    conclusion,
    has_role,
    must,
    must_not,
    route,
    told,
    under,
)
from sexto_rules.decisions import Decider
from sexto_rules.decisions.exact import deciding, search
from sexto_rules.decisions.exact.effort import Effort, TooLongError
from sexto_rules.decisions.exact.formulas import UNKNOWN, Formulas, Variable
from sexto_rules.decisions.relevance import EXACT, RESIDUAL, Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.errors import IncidentError
from sexto_rules.facts import AgeRange, Device, Incident, Person
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
from sexto_rules.protocol.outcome import Status, Truth
from sexto_rules.protocol.reads import AGE_FACTS
from sexto_rules.sampling import RandomDraw, focus_on, sample_incident
from sexto_rules.sampling.learning import learn, learnable
from support.shipped import shipped

SHIPPED = sorted(
    path.parent.name for path in (Path(__file__).parents[2] / "rulesets").glob("*/protocol.yaml")
)
COUNTING = frozenset({Status.DUE, Status.HELD, Status.IN_FORCE})
WAYS = {
    "persons_complete": ("persons", "persons_complete"),
    "devices_complete": ("devices", "devices_complete"),
}
TRIES = 60


class Steps:
    """Steps of learning at random from an incident, and whether the last changes what counts."""

    def __init__(self, decider: Decider, incident: Incident, rng: random.Random) -> None:
        """Keep what they start from."""
        self._decider = decider
        self._incident = incident
        self._rng = rng
        self._focus = focus_on(decider.day)

    def changes(self, path: str) -> bool:
        """Whether learning the fact changes what counts, some others being learned before."""
        incident = self._incident
        for _ in range(self._rng.randrange(10)):
            incident = self._learned(incident, self._learnable(incident))
        ways = [each for each in WAYS.get(path, (path,)) if each in self._learnable(incident)]
        after = self._learned(incident, ways)
        return self._counts(after) != self._counts(incident)

    def _learnable(self, incident: Incident) -> list[str]:
        """Return what can be learned, of what nobody was said to be unable to say."""
        unsayable = self._incident.cannot_say
        closed = {each for name, ways in WAYS.items() if name in unsayable for each in ways}
        return [
            each
            for each in learnable(incident, self._focus)
            if each not in unsayable and each not in closed
        ]

    def _learned(self, incident: Incident, paths: list[str]) -> Incident:
        if not paths:
            return incident
        path = self._rng.choice(paths)
        try:
            return learn(RandomDraw(self._rng), incident, path, self._focus)
        except IncidentError:
            return incident

    def _counts(self, incident: Incident) -> object:
        outcome = self._decider.outcome(incident)
        lines = {
            (line.directive, line.acts, line.target, line.status)
            for line in outcome.lines
            if line.status in COUNTING
        }
        return outcome.possible_classes, lines


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_said_to_be_irrelevant_never_changes_anything(name: str) -> None:
    """Whatever else is learned; and of what is said to be relevant, most is seen to be."""
    rng = random.Random(f"exact {name}")  # noqa: S311 - no secret
    with Decider(shipped(name), date(2026, 11, 23), ["compiled"]) as decider:
        seen = []
        for _ in range(4):
            incident = sample_incident(rng, decider.day)
            relevance = Relevance(decider.plan, Residuals(decider.day, incident))
            steps = Steps(decider, incident, rng)
            for path in relevance.candidates:
                changes = any(steps.changes(path) for _ in range(TRIES))
                assert relevance.is_relevant(path) or not changes, path
                if relevance.is_relevant(path):
                    seen.append(changes)
    assert sum(seen) > len(seen) / 2


@pytest.mark.no_cover
def test_no_other_fact_comes_to_matter_by_what_is_learned() -> None:
    """Of Québec: what is not even a candidate never changes anything either."""
    rng = random.Random("candidates")  # noqa: S311 - no secret
    with Decider(shipped("ca-qc-sexto"), date(2026, 11, 23), ["compiled"]) as decider:
        incident = sample_incident(rng, decider.day)
        candidates = Relevance(decider.plan, Residuals(decider.day, incident)).candidates
        steps = Steps(decider, incident, rng)
        listing = {"persons": "persons_complete", "devices": "devices_complete"}
        for path in learnable(incident, focus_on(decider.day)):
            if listing.get(path, path) not in candidates:
                assert not any(steps.changes(path) for _ in range(TRIES)), path


def test_what_stands_twice_is_not_taken_for_two() -> None:
    """Residual conditions alone take both of these to be open."""
    blackmail, coerced = told("blackmail"), told("coerced")
    never = All((blackmail, AnyOf((Not(blackmail), coerced)), Not(coerced)))
    assert when(never) == set()
    always = AnyOf((blackmail, Modal(Mode.UNKNOWN, blackmail), Not(blackmail)))
    assert relevant(Incident(**CLOSED), must_not("no", "discipline", always)) == set()


def test_one_more_person_may_be_needed_and_a_second() -> None:
    """Two of whom each is what the other cannot be: both may yet be listed."""
    child, adult = some(PERSON, under(13)), some(PERSON, Not(under(18)))
    waits = All((told("blackmail"), child, adult))
    nobody = Incident(devices_complete=True)
    assert when(waits, nobody) == {"blackmail", "persons_complete"}
    unsayable = Incident(devices_complete=True, cannot_say={"persons_complete"})
    assert when(waits, unsayable) == set()


def test_a_route_is_open_once_an_earlier_one_is_not() -> None:
    """A condition after a class that always holds in its place changes nothing."""
    first, second = told("blackmail"), told("coerced")
    do = must("do", "tell_lead", All((first, AnyOf((Not(first), second)))))
    assert relevant(Incident(**CLOSED), do) == {"blackmail", "coerced"}


def cannot_say(fact: FactRef) -> FactStatus:
    """Nobody can say this fact."""
    return FactStatus(fact, Mode.CANNOT_SAY)


def test_what_two_parts_ask_of_a_fact_may_not_go_together() -> None:
    """One counts only where pressure is certain, the other changes only where it is not.

    That nobody can say whether there was coercion counts: it takes the second part away.
    """
    pressured, coerced = told("pressured"), told("coerced")
    sayable = Not(cannot_say(FactRef(Of.INCIDENT, "coerced")))
    either = All((AnyOf((pressured, coerced)), AnyOf((sayable, Modal(Mode.UNKNOWN, pressured)))))
    condition = AnyOf((Not(Modal(Mode.CERTAINLY, pressured)), either))
    assert when(condition) == {"pressured", "coerced"}


@pytest.mark.parametrize(
    ("condition", "incident", "expected"),
    [
        (cannot_say(FactRef(Of.INCIDENT, "persons_complete")), {}, {"persons_complete"}),
        (
            cannot_say(FactRef(Of.INCIDENT, "persons_complete")),
            {"persons_complete": True},
            set(),
        ),
        (
            some(DEVICE, cannot_say(FactRef(Of.HOLDER, "pupil"))),
            {"devices": [Device(id="d1")], "devices_complete": True, "persons_complete": True},
            {"devices.d1.holder"},
        ),
        (
            some(DEVICE, Modal(Mode.CANNOT_SAY, has_role("sharer", of=Of.HOLDER))),
            {"devices": [Device(id="d1")], "devices_complete": True, "persons_complete": True},
            {"devices.d1.holder"},
        ),
        (
            some(DEVICE, Modal(Mode.CANNOT_SAY, under(13, Of.HOLDER))),
            {"devices": [Device(id="d1")], "devices_complete": True, "persons_complete": True},
            {"devices.d1.holder"},
        ),
        (
            some(PERSON, Modal(Mode.CANNOT_SAY, under(13))),
            {
                "persons": [Person(id="p1", age=AgeRange(12, 14), adult=False)],
                "persons_complete": True,
                "cannot_say": {"persons.p1.adult_suspected"},
            },
            {"persons.p1.age"},
        ),
        (
            some(PERSON, cannot_say(FactRef(Of.PERSON, "roles"))),
            {
                "persons": [Person(id="p1", roles=["sharer"]), Person(id="p2")],
                "persons_complete": True,
            },
            {"persons.p2.roles"},
        ),
        (
            Modal(Mode.CANNOT_SAY, GapTest(5)),
            {
                "persons": [
                    Person(id="p1", roles=["depicted"], age=13, adult=False),
                    Person(id="p2", roles=["sharer"], adult=False),
                ],
                "persons_complete": True,
                "cannot_say": {"persons.p1.adult_suspected", "persons.p2.adult_suspected"},
            },
            {"persons.p2.age"},
        ),
    ],
)
def test_that_nobody_can_say_it_may_be_what_is_learned(
    condition: Condition, incident: dict[str, Any], expected: set[str]
) -> None:
    """Asked, and not known: that changes what waits for it."""
    assert when(condition, Incident(**{"devices_complete": True, **incident})) == expected


def test_a_settled_part_beside_an_open_one() -> None:
    """A closed list, the journal: nothing is to be learned of them, and of the other there is."""
    listed = cannot_say(FactRef(Of.INCIDENT, "persons_complete"))
    assert when(AnyOf((told("blackmail"), listed))) == {"blackmail"}
    done = DoneTest(frozenset({"tell_lead"}))
    settled = Modal(Mode.CANNOT_SAY, AnyOf((told("blackmail"), done)))
    assert when(settled) == {"blackmail"}


def test_a_question_about_a_condition_that_stands_beside_others() -> None:
    """Whether it is known asks for both of its facts, of which each stands elsewhere too."""
    blackmail, coerced, grooming = told("blackmail"), told("coerced"), told("grooming")
    known = Modal(Mode.KNOWN, AnyOf((All((blackmail, coerced)), All((Not(blackmail), grooming)))))
    assert when(All((known, told("repeated")))) == {"blackmail", "coerced", "grooming", "repeated"}


def test_a_formula_of_one_value_is_that_value() -> None:
    """Beside what is unknown, what is not false is unknown."""
    variable = Variable("x", (0, 1), {})
    make = Formulas()
    make.effort = Effort(3)
    not_false = make.leaf(variable, bytes((Truth.UNKNOWN, Truth.TRUE)))
    assert make.all_of((not_false, UNKNOWN)) is UNKNOWN
    with pytest.raises(TooLongError):
        make.all_of((not_false, UNKNOWN))


HOLDER = FactRef(Of.DEVICE, "holder")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"devices": [Device(id="d1")]}, {"devices.d1.holder"}),
        ({"devices": [Device(id="d1", holder="p1")]}, set()),
        ({"devices": [Device(id="d1")], "cannot_say": {"devices.d1.holder"}}, set()),
    ],
)
@pytest.mark.parametrize("mode", [Mode.KNOWN, Mode.UNKNOWN, Mode.CANNOT_SAY])
def test_who_holds_a_device(mode: Mode, facts: dict[str, Any], expected: set[str]) -> None:
    """It matters until it is known, or nobody can say."""
    incident = Incident(**{**CLOSED, "persons": [Person(id="p1")], **facts})
    assert when(some(DEVICE, FactStatus(HOLDER, mode)), incident) == expected


def test_of_two_devices_the_holder_of_one_is_known() -> None:
    """The other one is asked for, where some holder unknown is enough."""
    incident = Incident(
        **CLOSED, persons=[Person(id="p1")], devices=[Device(id="d1", holder="p1"), Device(id="d2")]
    )
    unknown = some(DEVICE, FactStatus(HOLDER, Mode.UNKNOWN))
    assert when(unknown, incident) == {"devices.d2.holder"}


def test_of_two_devices_nobody_can_say_who_holds_one() -> None:
    """The other one is asked for, where one holder known is enough."""
    incident = Incident(
        **CLOSED,
        persons=[Person(id="p1")],
        devices=[Device(id="d1"), Device(id="d2")],
        cannot_say={"devices.d1.holder"},
    )
    assert when(some(DEVICE, FactStatus(HOLDER, Mode.KNOWN)), incident) == {"devices.d2.holder"}


def test_of_two_ages_that_are_known_only_the_roles_matter() -> None:
    """Whether they are apart is known; whether the one was involved is not."""
    child = Person(id="p1", roles=["depicted"], age=12, adult=False, adult_suspected=False)
    grown = Person(id="p2", age=20, adult=True, adult_suspected=False)
    incident = Incident(**CLOSED, persons=[child, grown])
    assert when(GapTest(5), incident) == {"persons.p2.roles"}


def test_whether_nobody_can_say_the_route() -> None:
    """It depends on whether all that the classes read is known."""
    classes = (route("danger", told("immediate_danger")), route("calm"))
    in_vain = Modal(Mode.CANNOT_SAY, ClassTest(frozenset({"danger"})))
    assert when(in_vain, classes=classes) == {"immediate_danger"}
    do = must("do", "tell_lead", All((in_vain, told("blackmail"))))
    assert relevant(Incident(**CLOSED), do, classes=classes) == {"immediate_danger", "blackmail"}


def test_it_may_take_two_who_are_not_listed() -> None:
    """One alone has nobody to be so many years apart from."""
    apart = All((GapTest(5), told("blackmail")))
    day = day_of(must("do", "tell_lead", apart))
    relevance = Relevance(Plan(day), Residuals(day, Incident(devices_complete=True)))
    assert (set(relevance.facts), relevance.test) == ({"blackmail", "persons_complete"}, EXACT)


def test_a_line_for_one_who_is_not_listed_may_take_another() -> None:
    """Whom it is about is not the one of whom it asks."""
    another = some(PERSON, All((has_role("sharer"), Not(has_role("depicted")))))
    do = must(
        "do",
        "tell_lead",
        All((told("blackmail"), has_role("depicted"), another)),
        for_each=PERSON,
    )
    found = relevant(Incident(devices_complete=True), do)
    assert found == {"blackmail", "persons_complete"}


def test_somebody_not_listed_may_hold_a_device() -> None:
    """Who holds it may be one more: the question for the holder lists them."""
    held_by_a_child = All((told("blackmail"), some(DEVICE, under(13, Of.HOLDER))))
    device = Incident(devices=[Device(id="d1")], devices_complete=True)
    assert when(held_by_a_child, device) == {"blackmail", "devices.d1.holder"}
    some_child = All((some(PERSON, under(13)), some(DEVICE, under(13, Of.HOLDER))))
    assert when(some_child, device) == {"persons_complete", "devices.d1.holder"}
    nobody_else = Incident(**CLOSED, devices=[Device(id="d1")])
    assert when(held_by_a_child, nobody_else) == set()


def test_who_is_said_to_be_settled_reads_the_route_too() -> None:
    """Nobody can say what the route is: every fact of a class is asked for."""
    classes = [route("a", told("blackmail")), route("b", told("coerced")), route("c")]
    settled = Modal(Mode.CANNOT_SAY, ClassTest(frozenset({"b"})))
    do = must("do", "tell_lead", settled)
    assert relevant(Incident(**CLOSED), do, classes=classes) == {"blackmail", "coerced"}


def test_nobody_can_say_what_a_conclusion_reads() -> None:
    """Every fact of its rules is asked for."""
    do = must("do", "tell_lead", Modal(Mode.CANNOT_SAY, concluded("harm")))
    harm = conclusion("harm", told("blackmail"), told("coerced"))
    assert relevant(Incident(**CLOSED), do, conclusions=[harm]) == {"blackmail", "coerced"}


def test_two_ages_of_which_very_much_can_be_learned() -> None:
    """Each is tried in turn: any two may be so far apart, and one of them under any age."""
    persons = [Person(id="p1", roles=["depicted"]), Person(id="p2", roles=["sharer"])]
    young = AnyOf(tuple(some(PERSON, under(age)) for age in (9, 11, 14, 16)))
    found = when(All((GapTest(5), young, told("blackmail"))), Incident(**CLOSED, persons=persons))
    ages = {f"persons.{its_id}.{fact}" for its_id in ("p1", "p2") for fact in AGE_FACTS}
    assert found == {"blackmail", *ages}


def test_ages_far_apart() -> None:
    """As long as both may be so far apart, each of the two matters."""
    persons = [
        Person(id="p1", roles=["depicted"], adult=False, adult_suspected=False),
        Person(id="p2", roles=["sharer"], adult=False, adult_suspected=False),
    ]
    both = {"persons.p1.age", "persons.p2.age"}
    assert when(GapTest(5), Incident(**CLOSED, persons=persons)) == both
    assert when(Not(GapTest(5)), Incident(**CLOSED, persons=persons)) == both
    assert when(GapTest(18), Incident(**CLOSED, persons=persons)) == set()
    told_ages = [Person(id="p1", age=12, adult=False), Person(id="p2", age=17, adult=False)]
    roles = {"persons.p1.roles", "persons.p2.roles"}
    assert when(GapTest(5), Incident(**CLOSED, persons=told_ages)) == roles
    assert when(GapTest(6), Incident(**CLOSED, persons=told_ages)) == set()


def test_what_is_known_of_lists_and_holders_is_settled() -> None:
    """Nobody can say a whole of which a part is known: only the rest is asked for."""
    blackmail = told("blackmail")
    closed = FactStatus(FactRef(Of.INCIDENT, "persons_complete"), Mode.KNOWN)
    whole = Modal(
        Mode.CANNOT_SAY, All((blackmail, AnyOf((blackmail, Not(told("persons_complete"))))))
    )
    assert when(whole, Incident(**CLOSED)) == {"blackmail"}
    assert when(All((closed, blackmail)), Incident(**CLOSED)) == {"blackmail"}

    def beside(mode: Mode) -> Condition:
        holder = FactStatus(FactRef(Of.DEVICE, "holder"), mode)
        return some(DEVICE, Modal(Mode.CANNOT_SAY, AnyOf((blackmail, holder, told("coerced")))))

    facts = {**CLOSED, "persons": [Person(id="p1")]}
    known = Incident(**facts, devices=[Device(id="d1", holder="p1")])
    assert when(beside(Mode.UNKNOWN), known) == {"blackmail", "coerced"}
    unsaid = Incident(**facts, devices=[Device(id="d1")], cannot_say={"devices.d1.holder"})
    assert when(beside(Mode.KNOWN), unsaid) == {"blackmail", "coerced"}


def _differ(one: Condition, other: Condition) -> Condition:
    """One of two, and not both."""
    return AnyOf((All((one, Not(other))), All((Not(one), other))))


def test_however_short_each_attempt_is_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time it goes on for longer, in one order and in another; or it counts as relevant."""
    names = ("coerced", "pressured", "grooming", "for_profit")
    facts = tuple(map(told, names))
    chain = All((told("blackmail"), *map(_differ, facts, facts[1:])))
    three = facts[:3]
    ring = All((told("blackmail"), *map(_differ, three, (*three[1:], three[0]))))
    for steps in range(1, 160, 10):
        monkeypatch.setattr(search, "_AT_FIRST", steps)
        assert when(chain, Incident(**CLOSED)) == {"blackmail", *names}
        assert when(ring, Incident(**CLOSED)) == set(), "of three, two are alike"
    for steps in range(0, 400, 20):
        monkeypatch.setattr(deciding, "_FOR_ONE", steps)
        assert when(chain, Incident(**CLOSED)) == {"blackmail", *names}


def test_where_no_end_is_found_it_counts_as_relevant(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the decision says that the cheaper test was used."""
    blackmail, coerced = told("blackmail"), told("coerced")
    either = AnyOf((All((blackmail, Not(coerced))), All((Not(blackmail), coerced))))
    day = day_of(must("do", "tell_lead", either))

    def relevance() -> Relevance:
        return Relevance(Plan(day), Residuals(day, Incident(**CLOSED)))

    both = {"blackmail", "coerced"}
    sure = relevance()
    assert (set(sure.facts), sure.test) == (both, EXACT)
    monkeypatch.setattr(deciding, "_FOR_ONE", 0)
    unsure = relevance()
    assert (set(unsure.facts), unsure.test) == (both, RESIDUAL)
