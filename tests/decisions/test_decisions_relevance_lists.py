"""What may still matter of persons and devices: open lists, holders, roles, ages, gaps."""

from __future__ import annotations

from typing import Any

from decisions.mattering import CLOSED, relevant, some, when
from reference.small_protocols import (
    DEVICE,
    PERSON,
    at_least,
    has_role,
    must,
    must_not,
    told,
    under,
)
from sexto_rules.facts import AgeRange, Device, Incident, JournalEntry, Person, Role
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    Condition,
    DoneTest,
    GapTest,
    Modal,
    Mode,
    Of,
    Quantified,
    Quantifier,
)


def test_an_open_list_matters_where_one_more_could() -> None:
    """Somebody not yet listed may be the one; not where the incident excludes it."""
    body = All((told("pupil"), told("blackmail")))
    assert when(some(PERSON, body), Incident()) == {"blackmail", "persons_complete"}
    assert when(some(PERSON, body), Incident(blackmail=False)) == set()
    informed = All((told("pupil"), DoneTest(frozenset({"inform_parents"}), Of.PERSON)))
    done = Incident(
        persons=[Person(id="p1")],
        devices_complete=True,
        done=[JournalEntry(act="inform_parents", target="p1")],
    )
    assert when(some(PERSON, informed), done) == {"persons.p1.pupil"}
    nobody = Quantified(Quantifier.NONE, PERSON, told("pupil"))
    assert when(nobody, Incident()) == {"persons_complete"}
    everybody = Quantified(Quantifier.EVERY, PERSON, AnyOf((told("pupil"), told("blackmail"))))
    assert when(everybody, Incident()) == {"blackmail", "persons_complete"}
    assert when(everybody, Incident(blackmail=True)) == set()


def test_a_list_that_nobody_can_say_is_complete_stays_open_and_asks_nothing() -> None:
    """The blank stays; what the incident tells may still decide it."""
    unsayable = Incident(cannot_say={"persons_complete"}, devices_complete=True)
    body = All((told("pupil"), told("blackmail")))
    assert when(some(PERSON, body), unsayable) == set()
    assert when(Modal(Mode.POSSIBLY, some(PERSON, body)), unsayable) == {"blackmail"}
    every = Quantified(Quantifier.EVERY, PERSON, AnyOf((told("pupil"), told("blackmail"))))
    assert when(every, unsayable) == {"blackmail"}
    no = must_not("no", "inform_parents", body, for_each=PERSON)
    assert relevant(unsayable, no) == {"blackmail"}
    do = must("do", "inform_parents", body, for_each=PERSON)
    assert relevant(unsayable, do) == set()


def test_a_list_told_to_be_incomplete_is_still_open() -> None:
    """`no` to "is that everybody?" is not the last word."""
    incident = Incident(persons_complete=False, devices_complete=True)
    assert when(some(PERSON, told("pupil")), incident) == {"persons_complete"}
    assert when(told("persons_complete"), incident) == {"persons_complete"}


def test_a_duty_for_each_asks_for_everybody_listed() -> None:
    """And for the list, where one more could be concerned."""
    do = must("do", "inform_parents", told("pupil"), for_each=PERSON)
    people = [Person(id="p1", pupil=True), Person(id="p2"), Person(id="p3")]
    incident = Incident(
        persons=people,
        devices_complete=True,
        done=[JournalEntry(act="inform_parents", target="p3")],
    )
    assert relevant(incident, do) == {"persons_complete", "persons.p2.pupil"}
    never = must("do", "inform_parents", All((told("pupil"), told("blackmail"))), for_each=PERSON)
    assert relevant(Incident(blackmail=False), never) == set()


def test_the_holder_may_be_anybody_listed() -> None:
    """While nobody knows who holds a device, the facts of all who may matter."""
    do = must("do", "secure_device", has_role("sharer", of=Of.HOLDER), for_each=DEVICE)
    people = [Person(id="p1"), Person(id="p2", roles=["sharer"])]
    unknown = Incident(**CLOSED, persons=people, devices=[Device(id="d1")])
    assert relevant(unknown, do) == {"devices.d1.holder", "persons.p1.roles"}
    known = Incident(**CLOSED, persons=people, devices=[Device(id="d1", holder="p1")])
    assert relevant(known, do) == {"persons.p1.roles"}
    unsayable = Incident(
        **CLOSED, persons=people, devices=[Device(id="d1")], cannot_say={"devices.d1.holder"}
    )
    assert relevant(unsayable, do) == set()
    listed_later = Incident(persons=people, persons_complete=True)
    assert relevant(listed_later, do) == {"devices_complete", "persons.p1.roles"}


def test_roles_matter_while_one_that_is_asked_for_is_open() -> None:
    """A role told, or one that nobody can say, does not."""
    some_sharer = some(PERSON, has_role("sharer", "sender"))

    def of(person: Person, *unsayable: str) -> set[str]:
        return when(some_sharer, Incident(**CLOSED, persons=[person], cannot_say=set(unsayable)))

    assert of(Person(id="p1")) == {"persons.p1.roles"}
    assert of(Person(id="p1", roles={Role.SHARER: False})) == {"persons.p1.roles"}
    assert of(Person(id="p1", roles={Role.SHARER: False, Role.SENDER: False})) == set()
    assert of(Person(id="p1", roles={Role.SENDER: True})) == set()
    assert of(Person(id="p1"), "persons.p1.roles") == set()
    assert of(Person(id="p1"), "persons.p1.roles.sharer", "persons.p1.roles.sender") == set()


def test_ages_matter_while_they_can_change_the_test() -> None:
    """`age`, `adult` and `adult_suspected` together make what is known of an age."""
    under_15 = some(PERSON, under(15))

    def of(test: Condition = under_15, unsayable: str = "", **facts: Any) -> set[str]:
        person = Person(id="p1", **facts)
        paths = {f"persons.p1.{name}" for name in unsayable.split()}
        found = when(test, Incident(**CLOSED, persons=[person], cannot_say=paths))
        return {path.removeprefix("persons.p1.") for path in found}

    assert of() == {"age", "adult", "adult_suspected"}
    assert of(age=12) == {"adult_suspected"}
    assert of(age=12, adult_suspected=False) == set()
    assert of(age=12, adult=False) == set()
    assert of(age=12, adult_suspected=True) == {"adult"}
    assert of(age=AgeRange(12, 17), adult=False) == {"age"}
    assert of(age=AgeRange(12, 17), adult=False, unsayable="age") == set()
    assert of(age=AgeRange(12, 14), adult=False) == set()
    assert of(age=AgeRange(16, 19), adult_suspected=False) == set()
    assert of(age=AgeRange(12, 14), test=some(PERSON, at_least(18))) == {
        "adult_suspected",
        "age",
    }
    assert of(adult=True) == set()
    assert of(unsayable="age", adult_suspected=False) == set()
    minor = some(PERSON, under(18))
    assert of(minor, unsayable="age", adult_suspected=False) == {"adult"}
    assert of(age=12, adult_suspected=True, unsayable="adult") == set()


def test_the_age_gap_asks_for_all_who_may_be_involved() -> None:
    """Their roles, their ages, and whether there are more."""
    gap = GapTest(5)
    depicted = Person(id="p1", roles=["depicted"], age=12, adult=False)
    sharer = Person(id="p2", roles=["sharer"], age=20, adult=True)
    witness = Person(id="p3", roles=["witness"])
    anybody = Person(id="p4", age=13, adult=False)
    assert when(gap, Incident(**CLOSED, persons=[depicted, sharer])) == set()
    assert when(gap, Incident(**CLOSED, persons=[depicted, witness])) == set()
    assert when(gap, Incident(persons=[depicted], devices_complete=True)) == {"persons_complete"}
    younger = Person(id="p4", age=11, adult=False)
    grown = Person(id="p5", age=AgeRange(12, 30), adult_suspected=False)
    assert when(gap, Incident(**CLOSED, persons=[depicted, grown, younger])) == {
        "persons.p4.roles",
        "persons.p5.roles",
        "persons.p5.age",
        "persons.p5.adult",
    }
    assert when(gap, Incident(**CLOSED, persons=[depicted, grown, anybody])) == {
        "persons.p5.roles",
        "persons.p5.age",
        "persons.p5.adult",
    }
    no_more_than_a_claim = Incident(**CLOSED, persons=[depicted, Person(id="p5", age=12), younger])
    assert when(gap, no_more_than_a_claim) == set()
    known = Incident(**CLOSED, persons=[depicted, anybody])
    assert when(gap, known) == set()
    claimed = Person(id="p6", roles=["sharer"], age=40)
    assert when(gap, Incident(**CLOSED, persons=[depicted, claimed])) == set()
