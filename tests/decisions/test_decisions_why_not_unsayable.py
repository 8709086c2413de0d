"""Why not, of what nobody can say: which facts said or unsayable make it so, and which not."""

from __future__ import annotations

from typing import Any

import pytest

from decisions.explaining import Sets, ways_to
from reference.small_protocols import (
    DEVICE,
    PERSON,
    at_least,
    concluded,
    conclusion,
    fact,
    has_role,
    route,
    told,
)
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ClassTest,
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

UNSAID = "cannot_say"
C, K, U = Mode.CANNOT_SAY, Mode.KNOWN, Mode.UNKNOWN
ROLES: dict[str, bool] = dict.fromkeys(Role, False)
PARTS = (told("blackmail"), told("coerced"))
CONCLUSIONS = [conclusion("either", *PARTS)]
AGE_UNKNOWN = FactStatus(fact("age"), Mode.UNKNOWN)
CLASSES = [route("first", told("blackmail")), route("last")]


def cannot_say(body: Condition) -> Condition:
    """Return whether nobody can say it."""
    return Modal(Mode.CANNOT_SAY, body)


def some(body: Condition) -> Condition:
    """Return a test of somebody."""
    return Quantified(Quantifier.SOME, PERSON, body)


def is_(mode: Mode, name: str, of: Of | None = None) -> Condition:
    """Return a test of what is known of a fact, of a person or a device of any."""
    status = FactStatus(fact(name, of), mode)
    kinds = {Of.PERSON: PERSON, Of.DEVICE: DEVICE, Of.HOLDER: DEVICE}
    kind = kinds.get(status.fact.of)
    return status if kind is None else Quantified(Quantifier.SOME, kind, status)


def with_one(cannot_say: tuple[str, ...] = (), **told_of: Any) -> Incident:
    """Return an incident of one person, and nobody else."""
    person = Person(id="p1", **{"roles": ROLES, **told_of})
    return Incident(persons=[person], persons_complete=True, cannot_say=cannot_say)


def with_device(*done: str, cannot_say: tuple[str, ...] = (), **told_of: Any) -> Incident:
    """Return an incident of one device and one person, and nothing else."""
    return Incident(
        persons=[Person(id="p1", roles=ROLES, age=12)],
        persons_complete=True,
        devices=[Device(id="d1", **told_of)],
        devices_complete=True,
        done=[JournalEntry(act=act, target="d1") for act in done],
        cannot_say=cannot_say,
    )


@pytest.mark.parametrize(
    ("when", "incident", "expected"),
    [
        (
            cannot_say(concluded("either")),
            Incident(),
            [{"blackmail": [UNSAID], "coerced": [False]}],
        ),
        (cannot_say(concluded("either")), Incident(blackmail=False), [{"coerced": [UNSAID]}]),
        (
            Not(cannot_say(concluded("either"))),
            Incident(cannot_say=["blackmail", "coerced"]),
            [{"blackmail": [True]}, {"coerced": [True]}],
        ),
        (cannot_say(ClassTest(frozenset({"first"}))), Incident(), [{"blackmail": [UNSAID]}]),
        (
            cannot_say(Not(All(PARTS))),
            Incident(blackmail=True, coerced=True),
            [{"blackmail": [UNSAID]}, {"coerced": [UNSAID]}],
        ),
        (cannot_say(some(told("pupil"))), Incident(), [{"persons_complete": [UNSAID]}]),
        (
            Not(cannot_say(some(told("pupil")))),
            Incident(cannot_say=["persons_complete"]),
            [
                {"persons.new1.pupil": [True]},
                {"persons.new1.listed": []},
                {"persons_complete": [True, False]},
            ],
        ),
        (
            cannot_say(some(at_least(18))),
            with_one(),
            [
                {"persons.p1.adult": [UNSAID], "persons.p1.age": [UNSAID]},
                {"persons.p1.age": [0], "persons_complete": [UNSAID]},
            ],
        ),
        (
            cannot_say(some(at_least(18))),
            with_one(age=15),
            [
                {"persons_complete": [UNSAID]},
                {"persons.p1.adult": [UNSAID], "persons.p1.adult_suspected": [True]},
                {"persons.p1.adult": [UNSAID], "persons.p1.age": [UNSAID]},
            ],
        ),
        (
            Not(cannot_say(some(at_least(18)))),
            with_one(("persons.p1.age", "persons.p1.adult")),
            [{"persons.p1.age": [{"under": 18}, {"at_least": 18}]}, {"persons_complete": [False]}],
        ),
        (
            cannot_say(some(has_role("sharer"))),
            with_one(roles={}),
            [{"persons.p1.roles.sharer": [UNSAID]}],
        ),
        (
            cannot_say(GapTest(5)),
            Incident(
                persons=[
                    Person(id="p1", roles={**ROLES, "depicted": True}, age=10),
                    Person(id="p2", roles={**ROLES, "sharer": True}),
                ]
            ),
            [{"persons.p2.age": [6], "persons_complete": [UNSAID]}],
        ),
        (
            cannot_say(AnyOf((some(FactStatus(fact("age"), K)), told("blackmail")))),
            with_one(),
            [{"blackmail": [UNSAID], "persons.p1.age": [UNSAID]}],
        ),
        (is_(C, "age"), with_one(age=12), [{"persons.p1.age": [UNSAID]}]),
        (
            is_(C, "age"),
            with_one(("persons.p1.age",), age=AgeRange(17, 30), adult=False),
            [{"persons.p1.age": [UNSAID]}, {"persons.p1.adult": [UNSAID]}],
        ),
        (
            is_(C, "adult"),
            with_one(age=12),
            [
                {"persons.p1.adult": [UNSAID], "persons.p1.adult_suspected": [True]},
                {"persons.p1.adult": [UNSAID], "persons.p1.age": [UNSAID]},
            ],
        ),
        (
            is_(C, "adult"),
            with_one(("persons.p1.adult",), age=12),
            [
                {"persons.p1.adult_suspected": [True]},
                {"persons.p1.adult": [UNSAID], "persons.p1.age": [UNSAID]},
            ],
        ),
        (
            Not(is_(C, "adult")),
            with_one(("persons.p1.adult",)),
            [
                {"persons.p1.age": [{"under": 18}, {"at_least": 18}]},
                {"persons.p1.adult": [True, False]},
            ],
        ),
        (
            is_(K, "adult"),
            with_one(),
            [
                {"persons.p1.adult": [True, False]},
                {"persons.p1.age": [{"under": 18}, {"at_least": 18}]},
            ],
        ),
        (
            is_(U, "adult"),
            with_one(adult=True),
            [{"persons.p1.age": [UNSAID]}, {"persons.p1.adult": [UNSAID]}],
        ),
        (
            is_(U, "age"),
            with_one(age=30),
            [{"persons.p1.adult_suspected": [True]}, {"persons.p1.age": [UNSAID]}],
        ),
        (
            is_(U, "adult_suspected"),
            with_one(adult_suspected=True),
            [
                {"persons.p1.adult_suspected": [UNSAID]},
                {"persons.p1.age": [{"under": 18}, {"at_least": 18}]},
            ],
        ),
        (is_(C, "roles"), with_one(roles={}), [{"persons.p1.roles": [UNSAID]}]),
        (
            is_(C, "in_hand"),
            with_device("secure_device"),
            [{"devices.d1.in_hand": [UNSAID], "done.secure_device.d1": [False]}],
        ),
        (
            is_(K, "in_hand"),
            with_device(),
            [
                {"devices.d1.in_hand": [True, False]},
                {"done.secure_device.d1": [True]},
                {"done.hand_over_device.d1": [True]},
            ],
        ),
        (
            is_(U, "in_hand"),
            with_device("secure_device", in_hand=True),
            [{"devices.d1.in_hand": [UNSAID], "done.secure_device.d1": [False]}],
        ),
        (is_(K, "holder"), with_device(), [{"devices.d1.holder": ["p1"]}]),
        (is_(C, "age", Of.HOLDER), with_device(), [{"devices.d1.holder": [UNSAID]}]),
        (is_(K, "roles", Of.HOLDER), with_device(), [{"devices.d1.holder": ["p1"]}]),
        (
            Quantified(Quantifier.SOME, DEVICE, cannot_say(at_least(18, Of.HOLDER))),
            with_device(),
            [{"devices.d1.holder": [UNSAID]}],
        ),
        (
            Quantified(
                Quantifier.SOME,
                DEVICE,
                cannot_say(AnyOf((told("in_hand"), told("may_hold_material")))),
            ),
            with_device(),
            [
                {"devices.d1.in_hand": [UNSAID], "devices.d1.may_hold_material": [False]},
                {"devices.d1.may_hold_material": [UNSAID], "done.hand_over_device.d1": [True]},
            ],
        ),
        (
            cannot_say(AnyOf((DoneTest(frozenset({"call_police"})), told("blackmail")))),
            Incident(),
            [{"blackmail": [UNSAID]}],
        ),
        (
            Not(cannot_say(AnyOf((DoneTest(frozenset({"call_police"})), told("blackmail"))))),
            Incident(cannot_say=["blackmail"]),
            [{"done.call_police": [True]}, {"blackmail": [True, False]}],
        ),
        (
            Modal(Mode.POSSIBLY, Not(some(told("adult_suspected")))),
            with_one(adult_suspected=True),
            [
                {"persons.p1.adult_suspected": [False]},
                {"persons.p1.age": [{"under": 18}, {"at_least": 18}]},
            ],
        ),
        (
            All((is_(K, "adult"), some(told("pupil")))),
            with_one(age=12, adult_suspected=True),
            [
                {"persons.p1.adult": [False], "persons.p1.pupil": [True]},
                {
                    "persons.p1.age": [{"under": 18}, {"at_least": 18}],
                    "persons.p1.pupil": [True],
                },
                {"persons.p1.adult_suspected": [False], "persons.p1.pupil": [True]},
            ],
        ),
        (
            some(All((at_least(18), AGE_UNKNOWN))),
            with_one(age=17),
            [{"persons.p1.adult_suspected": [True], "persons.p1.age": [18]}],
        ),
        (
            cannot_say(AnyOf((concluded("either"), Not(told("ongoing"))))),
            Incident(blackmail=False),
            [{"coerced": [UNSAID], "ongoing": [True]}],
        ),
    ],
)
def test_the_smallest_sets_of_facts(when: Condition, incident: Incident, expected: Sets) -> None:
    """Facts that are told, or that nobody can say; each set was decided again."""
    assert ways_to(when, incident, conclusions=CONCLUSIONS, classes=CLASSES) == expected


def test_any_role_that_nobody_can_say_leaves_the_roles_unknown() -> None:
    """Each by itself; that nobody can say the roles is one fact too."""
    unknown = ways_to(is_(U, "roles"), with_one())
    assert unknown == [{f"persons.p1.roles.{role}": [UNSAID]} for role in Role]
    assert ways_to(is_(C, "roles"), with_one()) == [{"persons.p1.roles": [UNSAID]}, *unknown]


def test_an_age_gap_may_be_learned_of_again() -> None:
    """By an age that is told anew, a list that is opened, or one more person."""
    persons = [
        Person(id="p1", roles={**ROLES, Role.DEPICTED: True}, age=10),
        Person(id="p2", roles={**ROLES, Role.SHARER: True}),
    ]
    unsaid = ("persons.p2.age", "persons.p2.adult", "persons_complete")
    found = ways_to(Not(cannot_say(GapTest(5))), Incident(persons=persons, cannot_say=unsaid))
    assert {"persons.p2.age": [{"under": 6}, {"at_least": 15}]} in found
    assert {"persons_complete": [False]} in found
    assert {"persons.new1.listed": []} in found
    settled = ways_to(cannot_say(GapTest(5)), Incident(persons=persons))
    assert settled == [{"persons.p2.age": [6], "persons_complete": [UNSAID]}]
