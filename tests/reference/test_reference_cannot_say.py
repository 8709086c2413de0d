"""`cannot_say`: nothing more can be learned, of a fact, of a condition, of a conclusion."""

from __future__ import annotations

from typing import Any

import pytest

from reference.small_protocols import (
    DEVICE,
    FALSE,
    PERSON,
    TRUE,
    UNSURE,
    concluded,
    conclusion,
    fact,
    has_role,
    protocol_of,
    route,
    told,
    under,
)
from sexto_rules.facts import AgeRange, Device, Incident, Person, Role
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    ALWAYS,
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
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK, evaluate

DAY = protocol_of(
    conclusions=[
        conclusion("pressure", told("blackmail"), told("coerced")),
        conclusion("young", under(14), for_each=PERSON),
    ],
    classes=[route("first", told("blackmail")), route("second", told("grooming")), route("last")],
)
D1 = Device(id="d1")


def unsayable(condition: Condition, about: Any = None, **facts: Any) -> Truth:
    """Return whether nobody can say the condition."""
    return evaluate(Modal(Mode.CANNOT_SAY, condition), DAY, Incident(**facts), about)


def unsayable_of_person(condition: Condition, *cannot_say: str, **facts: Any) -> Truth:
    """Return whether nobody can say the condition about a person of these facts."""
    person = Person(id="p1", **facts)
    paths = {f"persons.p1.{path}" for path in cannot_say}
    return unsayable(condition, person, persons=[person], cannot_say=paths)


def test_a_condition_is_cannot_say_when_every_unknown_fact_is() -> None:
    """One unknown fact that may still be learned is enough to hope."""
    both = All((told("blackmail"), told("coerced")))
    either = AnyOf((told("blackmail"), told("coerced")))
    assert unsayable(both, cannot_say={"blackmail"}) is FALSE
    assert unsayable(both, cannot_say={"blackmail", "coerced"}) is TRUE
    assert unsayable(either, cannot_say={"blackmail"}, coerced=False) is TRUE
    assert unsayable(Not(either), cannot_say={"blackmail", "coerced"}) is TRUE


def test_what_is_known_is_not_cannot_say() -> None:
    """A condition that is false whatever is unknown can be said."""
    both = All((told("blackmail"), told("coerced")))
    assert unsayable(both, cannot_say={"blackmail"}, coerced=False) is FALSE


def test_a_conclusion_reads_every_rule() -> None:
    """A conclusion is `cannot_say` when it is unknown and every unknown fact it reads is."""
    assert unsayable(concluded("pressure"), cannot_say={"blackmail"}) is FALSE
    assert unsayable(concluded("pressure"), cannot_say={"blackmail", "coerced"}) is TRUE
    assert unsayable_of_person(concluded("young"), "age", "adult") is TRUE
    assert unsayable_of_person(concluded("young"), "age") is FALSE


def test_the_class_reads_the_condition_of_every_class() -> None:
    """Also one that an earlier class makes idle."""
    first = ClassTest(frozenset({"first"}))
    assert unsayable(first, cannot_say={"blackmail"}) is FALSE
    assert unsayable(first, cannot_say={"blackmail", "grooming"}) is TRUE


def test_an_age_is_settled_by_age_and_adult() -> None:
    """Each known or one nobody can say, or only one age possible; a suspicion is not asked."""
    assert unsayable_of_person(under(14)) is FALSE
    assert unsayable_of_person(under(14), "age", "adult") is TRUE
    assert unsayable_of_person(under(14), "age", adult=False) is TRUE
    about_14 = AgeRange(at_least=13, under=16)
    assert unsayable_of_person(under(14), age=about_14) is FALSE
    assert unsayable_of_person(under(14), "adult", age=about_14) is FALSE
    assert unsayable_of_person(under(14), "age", age=about_14) is TRUE
    about_18 = AgeRange(at_least=13, under=21)
    assert unsayable_of_person(under(14), "age", age=about_18) is FALSE
    assert unsayable_of_person(under(14), "age", "adult", age=about_18) is TRUE
    assert unsayable_of_person(under(14), "adult", age=12, adult_suspected=True) is TRUE
    settled = AnyOf((under(14), has_role("depicted")))
    assert unsayable_of_person(settled, "roles", age=15) is TRUE


def test_roles_are_asked_one_by_one_or_together() -> None:
    """Only the roles that the test names matter."""
    test = has_role("depicted", "sharer")
    assert unsayable_of_person(test, "roles.depicted") is FALSE
    assert unsayable_of_person(test, "roles.depicted", "roles.sharer") is TRUE
    assert unsayable_of_person(test, "roles.depicted", roles={"sharer": False}) is TRUE
    assert unsayable_of_person(test, "roles") is TRUE


def test_the_roles_are_cannot_say_when_every_unknown_one_is() -> None:
    """The status of `roles` looks at all ten."""
    status = FactStatus(fact("roles"), Mode.CANNOT_SAY)
    others = [f"roles.{role}" for role in Role if role is not Role.DEPICTED]

    def value(*cannot_say: str, **facts: Any) -> Truth:
        person = Person(id="p1", **facts)
        paths = {f"persons.p1.{path}" for path in cannot_say}
        incident = Incident(persons=[person], cannot_say=paths)
        return evaluate(status, DAY, incident, person)

    assert value() is FALSE
    assert value("roles") is TRUE
    assert value(*others) is FALSE
    assert value(*others, roles={"depicted": True}) is TRUE
    assert value(roles=["depicted"]) is FALSE


def test_a_holder_nobody_knows_makes_every_fact_of_the_holder_unsayable() -> None:
    """While the holder is unknown, only who it is can be asked."""
    in_vain = Incident(devices=[D1], cannot_say={"devices.d1.holder"})
    for name in ("age", "roles", "pupil"):
        status = FactStatus(fact(name, Of.HOLDER), Mode.CANNOT_SAY)
        assert evaluate(status, DAY, in_vain, D1) is TRUE
        assert evaluate(status, DAY, Incident(devices=[D1]), D1) is FALSE
        assert evaluate(status, DAY, in_vain, BLANK) is FALSE
    conditions: list[Condition] = [
        under(14, of=Of.HOLDER),
        has_role("sender", of=Of.HOLDER),
        told("pupil", of=Of.HOLDER),
    ]
    for condition in conditions:
        assert unsayable(condition, D1, devices=[D1], cannot_say={"devices.d1.holder"}) is TRUE
        assert unsayable(condition, D1, devices=[D1]) is FALSE


def test_facts_of_a_known_holder_are_that_persons() -> None:
    """Once the holder is known, the person's own facts are asked."""
    held = Device(id="d1", holder="p1")
    facts: dict[str, Any] = {"persons": [Person(id="p1")], "devices": [held]}
    pupil = told("pupil", of=Of.HOLDER)
    assert unsayable(pupil, held, cannot_say={"persons.p1.pupil"}, **facts) is TRUE
    assert unsayable(pupil, held, **facts) is FALSE


def test_facts_of_devices_and_answers_have_their_paths() -> None:
    """`devices.d1.connected`, `answers.x`."""
    connected = told("connected")
    assert unsayable(connected, D1, devices=[D1], cannot_say={"devices.d1.connected"}) is TRUE
    assert unsayable(connected, D1, devices=[D1]) is FALSE
    answer = told("x", of=Of.ANSWERS)
    assert unsayable(answer, cannot_say={"answers.x"}) is TRUE
    assert unsayable(answer, cannot_say={"blackmail"}) is FALSE


@pytest.mark.parametrize(
    ("entity", "complete"), [(PERSON, "persons_complete"), (DEVICE, "devices_complete")]
)
def test_a_list_is_settled_when_closed_or_nobody_can_say(entity: Entity, complete: str) -> None:
    """A quantifier reads the body on every listed entity, and whether there are more."""
    test = FactStatus(fact("pupil" if entity is PERSON else "connected"), Mode.KNOWN)
    condition = Quantified(Quantifier.SOME, entity, Not(test))
    assert unsayable(condition) is FALSE
    assert unsayable(condition, cannot_say={complete}) is TRUE
    assert unsayable(condition, **{complete: False}) is FALSE


def test_a_quantifier_reads_the_body_on_every_listed_entity() -> None:
    """The blank entity is not looked at."""
    some = Quantified(Quantifier.SOME, PERSON, told("pupil"))
    persons = {"persons": [Person(id="p1"), Person(id="p2")], "persons_complete": True}
    assert unsayable(some, cannot_say={"persons.p1.pupil"}, **persons) is FALSE
    both = {"persons.p1.pupil", "persons.p2.pupil"}
    assert unsayable(some, cannot_say=both, **persons) is TRUE


def test_an_age_gap_reads_roles_and_ages_of_everybody() -> None:
    """And whether everybody is listed."""
    roles = {"persons.p1.roles"}
    ages = {"persons.p1.age", "persons.p1.adult"}
    complete = {"persons_complete"}
    facts: dict[str, Any] = {"persons": [Person(id="p1")]}
    assert unsayable(GapTest(3), cannot_say=roles | ages | complete, **facts) is TRUE
    assert unsayable(GapTest(3), cannot_say=roles | ages, **facts) is FALSE
    assert unsayable(GapTest(3), cannot_say=roles | complete, **facts) is FALSE
    assert unsayable(GapTest(3), cannot_say=ages | complete, **facts) is FALSE


def test_the_journal_has_nothing_to_learn() -> None:
    """A test of the journal does not keep a condition from being one nobody can say."""
    condition = All((told("blackmail"), Not(DoneTest(frozenset({"call_police"})))))
    assert unsayable(condition, cannot_say={"blackmail"}) is TRUE


def test_a_mode_reads_what_its_body_reads() -> None:
    """A fact that still may be learned counts, also inside `certainly` or a status."""
    asked = told("blackmail")
    inner: list[Condition] = [
        Modal(Mode.CERTAINLY, told("grooming")),
        FactStatus(fact("grooming"), Mode.KNOWN),
    ]
    for each in inner:
        condition = AnyOf((asked, each))
        assert unsayable(condition, cannot_say={"blackmail"}) is FALSE
        assert unsayable(condition, cannot_say={"blackmail", "grooming"}) is TRUE


def test_of_the_blank_entity_somebody_may_still_say() -> None:
    """Nothing about one who is not listed has been asked."""
    assert unsayable(told("pupil"), BLANK, cannot_say={"persons_complete"}) is FALSE
    assert unsayable(under(14), BLANK) is FALSE
    assert unsayable(has_role("depicted"), BLANK) is FALSE
    assert evaluate(told("pupil"), DAY, Incident(), BLANK) is UNSURE
    assert unsayable(ALWAYS) is FALSE
