"""*Three values* and *Conditions*: what each sentence of the language says."""

from __future__ import annotations

from typing import Any

import pytest

from reference.small_protocols import (
    DEVICE,
    EMPTY,
    FALSE,
    PERSON,
    TRUE,
    UNSURE,
    at_least,
    concluded,
    conclusion,
    fact,
    has_role,
    protocol_of,
    told,
    under,
)
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person
from sexto_rules.facts.ages import ALL_AGES
from sexto_rules.facts.vocabulary import Content
from sexto_rules.protocol.conditions import (
    ALWAYS,
    AgeTest,
    All,
    AnyOf,
    Condition,
    DoneTest,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK, evaluate
from sexto_rules.reference.kleene import greatest, least, opposite

BLACKMAIL = told("blackmail")
DEPICTED = has_role("depicted")
P1 = Person(id="p1")
D1 = Device(id="d1")
UNKNOWN_INCIDENT = Incident()


def value(condition: Condition, about: Any = None, **facts: Any) -> Truth:
    """Return the value of the condition in an incident of these facts."""
    return evaluate(condition, EMPTY, Incident(**facts), about)


def about_person(condition: Condition, **facts: Any) -> Truth:
    """Return the value of the condition about a person of these facts."""
    person = Person(id="p1", **facts)
    return value(condition, person, persons=[person])


def test_and_is_the_least_or_the_greatest_not_swaps() -> None:
    """Kleene's tables, all nine pairs, and `not`."""
    for left in Truth:
        for right in Truth:
            assert least([left, right]) is min(left, right)
            assert greatest([left, right]) is max(left, right)
    assert [opposite(each) for each in Truth] == [TRUE, UNSURE, FALSE]


def test_the_least_of_nothing_is_true_and_the_greatest_false() -> None:
    """An empty `all` is true, an empty `any` false."""
    assert value(ALWAYS) is TRUE
    assert value(AnyOf(())) is FALSE


def test_connectives_follow_the_tables() -> None:
    """`all`, `any` and `not` over an unknown fact and a known one."""
    grooming = told("grooming")
    assert value(All((BLACKMAIL, grooming)), blackmail=True) is UNSURE
    assert value(All((BLACKMAIL, grooming)), blackmail=False) is FALSE
    assert value(AnyOf((BLACKMAIL, grooming)), blackmail=True) is TRUE
    assert value(AnyOf((BLACKMAIL, grooming)), blackmail=False) is UNSURE
    assert value(Not(BLACKMAIL)) is UNSURE
    assert value(Not(BLACKMAIL), blackmail=True) is FALSE


def test_a_test_on_an_unknown_fact_is_unknown() -> None:
    """Even when it names every value; `none` is a value like any other."""
    assert value(BLACKMAIL) is UNSURE
    assert value(told("content", *Content)) is UNSURE
    assert value(told("distribution", "none", "group"), distribution="none") is TRUE
    assert value(told("distribution", "none", "group"), distribution="wide") is FALSE


def test_an_answer_is_a_fact() -> None:
    """The protocol's own questions are tested like any fact."""
    mine = told("mine", "x", of=Of.ANSWERS)
    assert value(mine) is UNSURE
    assert value(mine, answers={"mine": "x"}) is TRUE
    assert value(mine, answers={"mine": "y"}) is FALSE


def test_a_role_test_asks_for_one_of_the_roles() -> None:
    """A list of roles means has one of them, by Kleene's `or`."""
    either = has_role("sharer", "threatener")
    assert about_person(either, roles=["sharer"]) is TRUE
    assert about_person(either, roles=["witness"]) is FALSE
    assert about_person(either, roles={"sharer": False}) is UNSURE
    assert about_person(either, roles={"threatener": True}) is TRUE


def test_a_test_on_age_asks_every_possible_age() -> None:
    """True when every possible age passes, false when none does, else unknown."""
    assert about_person(under(13), age=12) is TRUE
    assert about_person(under(13), age=13) is FALSE
    assert about_person(under(13), age=AgeRange(at_least=12, under=14)) is UNSURE
    assert about_person(under(13), age=AgeRange(under=13)) is TRUE
    assert about_person(at_least(18), adult=True) is TRUE
    assert about_person(at_least(13), adult=True) is TRUE
    assert about_person(under(13)) is UNSURE


def test_a_suspected_adult_widens_a_claimed_age() -> None:
    """The claimed age is only a claim, unless `adult` is told."""
    assert about_person(under(13), age=12, adult_suspected=True) is UNSURE
    assert about_person(under(13), age=12, adult_suspected=True, adult=False) is TRUE


def test_every_age_is_a_known_answer() -> None:
    """A test that every age passes is true of anybody, also of the blank person."""
    assert about_person(AgeTest(Of.PERSON, ALL_AGES)) is TRUE
    assert value(AgeTest(Of.PERSON, ALL_AGES), BLANK) is TRUE


def test_adult_follows_from_age_and_in_hand_from_the_journal() -> None:
    """A fact that follows is known."""
    assert about_person(told("adult"), age=18) is TRUE
    assert about_person(told("adult"), age=17) is FALSE
    secured = [JournalEntry(act="secure_device", target="d1")]
    assert value(told("in_hand"), D1, devices=[D1], done=secured) is TRUE
    assert value(told("in_hand"), D1, devices=[D1]) is UNSURE


def test_the_holder_is_a_person() -> None:
    """`device.holder.x` is a fact of the listed person who holds it."""
    holder = Person(id="p1", roles=["suspected_author"], age=15)
    held = Device(id="d1", holder="p1")
    facts: dict[str, Any] = {"persons": [holder], "devices": [held]}
    assert value(has_role("suspected_author", of=Of.HOLDER), held, **facts) is TRUE
    assert value(under(13, of=Of.HOLDER), held, **facts) is FALSE


def test_of_an_unknown_holder_nothing_is_known() -> None:
    """Until somebody says who holds it; the same for a device nobody has listed."""
    facts: dict[str, Any] = {"persons": [Person(id="p1", age=12)], "devices": [D1]}
    assert value(under(13, of=Of.HOLDER), D1, **facts) is UNSURE
    assert value(under(13, of=Of.HOLDER), BLANK, **facts) is UNSURE
    assert value(has_role("depicted", of=Of.HOLDER), D1, **facts) is UNSURE
    assert value(told("pupil", of=Of.HOLDER), D1, **facts) is UNSURE


def test_the_age_gap_is_a_fact() -> None:
    """Two different persons, one depicted and both involved, by possible ages."""
    young = Person(id="p1", roles=["depicted"], age=12)
    old = Person(id="p2", roles=["requester"], age=16)
    assert value(GapTest(3), persons=[young, old]) is TRUE
    assert value(GapTest(5), persons=[young, old]) is UNSURE
    assert value(GapTest(5), persons=[young, old], persons_complete=True) is FALSE


def test_what_is_not_in_the_journal_was_not_done() -> None:
    """`done` is never unknown; for a target, only what was done to it counts."""
    called = DoneTest(frozenset({"call_police", "consult_police"}))
    assert value(called) is FALSE
    assert value(called, done=[JournalEntry(act="consult_police")]) is TRUE
    secured = DoneTest(frozenset({"secure_device"}), Of.DEVICE)
    two = {
        "devices": [D1, Device(id="d2")],
        "done": [JournalEntry(act="secure_device", target="d1")],
    }
    assert value(secured, D1, **two) is TRUE
    assert value(secured, Device(id="d2"), **two) is FALSE
    assert value(secured, BLANK, **two) is FALSE


@pytest.mark.parametrize(
    ("quantifier", "values"),
    [
        (Quantifier.SOME, (UNSURE, UNSURE, TRUE, FALSE, UNSURE, TRUE, FALSE)),
        (Quantifier.EVERY, (UNSURE, FALSE, UNSURE, TRUE, UNSURE, TRUE, FALSE)),
        (Quantifier.NONE, (UNSURE, UNSURE, FALSE, TRUE, UNSURE, FALSE, TRUE)),
    ],
)
def test_quantifiers_range_over_the_listed_and_one_blank(
    quantifier: Quantifier, values: tuple[Truth, ...]
) -> None:
    """An open list counts one more of whom nothing is known, which never decides."""
    condition = Quantified(quantifier, PERSON, DEPICTED)
    yes, no = Person(id="p1", roles=["depicted"]), Person(id="p2", roles=[])
    closed = {"persons_complete": True}
    assert values == (
        value(condition),
        value(condition, persons=[no]),
        value(condition, persons=[yes]),
        value(condition, **closed),
        value(condition, persons=[Person(id="p1")], **closed),
        value(condition, persons=[yes], **closed),
        value(condition, persons=[no], **closed),
    )


def test_a_list_said_not_to_be_complete_is_open() -> None:
    """Until `persons_complete` is true the list is open."""
    nobody = Quantified(Quantifier.NONE, PERSON, DEPICTED)
    assert value(nobody, persons_complete=False) is UNSURE


def test_the_body_is_evaluated_on_the_blank_entity() -> None:
    """What is certainly false of an entity of which nothing is known counts as false."""
    surely = Modal(Mode.CERTAINLY, told("may_hold_material"))
    assert value(Quantified(Quantifier.SOME, DEVICE, surely)) is FALSE
    assert value(Quantified(Quantifier.EVERY, DEVICE, surely)) is UNSURE
    perhaps = Modal(Mode.POSSIBLY, told("may_hold_material"))
    assert value(Quantified(Quantifier.SOME, DEVICE, perhaps)) is UNSURE
    assert value(Quantified(Quantifier.EVERY, DEVICE, perhaps)) is TRUE


def test_modes_are_never_unknown() -> None:
    """`possibly`, `certainly`, `unknown`, `known` of each value."""
    for mode, expected in {
        Mode.POSSIBLY: (FALSE, TRUE, TRUE),
        Mode.CERTAINLY: (FALSE, FALSE, TRUE),
        Mode.UNKNOWN: (FALSE, TRUE, FALSE),
        Mode.KNOWN: (TRUE, FALSE, TRUE),
        Mode.CANNOT_SAY: (FALSE, FALSE, FALSE),
    }.items():
        modal = Modal(mode, BLACKMAIL)
        assert expected == (
            value(modal, blackmail=False),
            value(modal),
            value(modal, blackmail=True),
        )


def test_a_conclusion_is_the_or_of_its_rules() -> None:
    """Conclusions may use conclusions; one per entity speaks of the entity at hand."""
    day = protocol_of(
        conclusions=[
            conclusion("pressure", BLACKMAIL, told("coerced")),
            conclusion("young", All((under(14), concluded("pressure"))), for_each=PERSON),
        ]
    )
    boy = Person(id="p1", age=13)
    both = Incident(coerced=True, persons=[boy])
    assert evaluate(concluded("pressure"), day, both) is TRUE
    assert evaluate(concluded("pressure"), day, Incident(coerced=False)) is UNSURE
    assert evaluate(concluded("young"), day, both, boy) is TRUE
    assert evaluate(concluded("young"), day, both, BLANK) is UNSURE


def test_a_status_tests_a_fact() -> None:
    """`unknown`, `known` and `cannot_say` of a plain fact."""
    for mode, expected in {
        Mode.UNKNOWN: (TRUE, FALSE, TRUE),
        Mode.KNOWN: (FALSE, TRUE, FALSE),
        Mode.CANNOT_SAY: (FALSE, FALSE, TRUE),
    }.items():
        status = FactStatus(fact("blackmail"), mode)
        assert expected == (
            value(status),
            value(status, blackmail=False),
            value(status, cannot_say={"blackmail"}),
        )


def test_an_age_is_known_when_one_is_possible_and_roles_when_all_are() -> None:
    """A range is not a known age; a single role does not make the roles known."""
    age = FactStatus(fact("age"), Mode.KNOWN)
    assert about_person(age, age=12) is TRUE
    assert about_person(age, age=AgeRange(at_least=12, under=13)) is TRUE
    assert about_person(age, age=AgeRange(at_least=12, under=14)) is FALSE
    assert about_person(age, age=12, adult_suspected=True) is FALSE
    roles = FactStatus(fact("roles"), Mode.KNOWN)
    assert about_person(roles, roles=[]) is TRUE
    assert about_person(roles, roles={"depicted": True}) is FALSE
    assert value(roles, BLANK) is FALSE
    assert value(FactStatus(fact("age", Of.HOLDER), Mode.KNOWN), D1, devices=[D1]) is FALSE
