"""Hand-made cases of persons and devices: lists, holders, ages, roles, gaps, and crowds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.facts import AgeRange, Device, Incident, Person, Role
from sexto_rules.facts.ages import AgeSet, ages_from
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    FactRef,
    FactStatus,
    GapTest,
    Mode,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
)
from sexto_rules.testing.conformance.case import (
    BLACKMAIL,
    PUPIL,
    Case,
    is_yes,
    told_as,
)

__all__ = ["entity_cases"]

PERSON: Final = Entity.PERSON
DEVICE: Final = Entity.DEVICE
CONNECTED: Final = is_yes("connected", Of.DEVICE)
THREE: Final = (Person(id="p1", pupil=True), Person(id="p2"), Person(id="p3", pupil=False))


def _lists() -> Iterator[Case]:
    """Quantifiers and rows, over lists that are empty, open and closed."""
    table = {
        Quantifier.SOME: {"": "UF", "T": "TT", "F": "UF", "U": "UU", "TF": "TT", "FF": "UF"},
        Quantifier.EVERY: {"": "UT", "T": "UT", "F": "FF", "U": "UU", "TF": "FF", "TT": "UT"},
        Quantifier.NONE: {"": "UT", "T": "FF", "F": "UT", "U": "UU", "TF": "FF", "FF": "UT"},
    }
    for quantifier, lists in table.items():
        condition = Quantified(quantifier, PERSON, PUPIL)
        for told, rows in lists.items():
            when_open, when_closed = list(rows)
            persons = [_person(f"p{at}", said) for at, said in enumerate(told)]
            name = f"{quantifier} of {told or 'nobody'}"
            yield Case(f"{name}, open", condition, None, Incident(persons=persons), when_open)
            closed = Incident(persons=persons, persons_complete=True)
            yield Case(f"{name}, closed", condition, None, closed, when_closed)
    yield Case("rows of an open list", PUPIL, PERSON, Incident(persons=THREE), "TUFU")
    told_open = Incident(persons=THREE, persons_complete=False)
    yield Case("rows of a list told to be open", PUPIL, PERSON, told_open, "TUFU")
    closed = Incident(persons=THREE, persons_complete=True)
    yield Case("rows of a closed list", PUPIL, PERSON, closed, "TUF")
    nobody = Incident(persons_complete=True)
    yield Case("no rows at all", PUPIL, PERSON, nobody, "")
    yield Case("the incident in each row", BLACKMAIL, PERSON, Incident(persons=THREE), "UUUU")
    some = Quantified(Quantifier.SOME, DEVICE, BLACKMAIL)
    threatened = Incident(blackmail=True)
    yield Case("some device, of the incident, open", some, None, threatened, "U")
    none_there = Incident(blackmail=True, devices_complete=True)
    yield Case("some device, of the incident, closed", some, None, none_there, "F")
    one_there = Incident(blackmail=True, devices=[Device(id="d1")])
    yield Case("some device that is there, of the incident", some, None, one_there, "T")
    inner = Quantified(Quantifier.EVERY, DEVICE, CONNECTED)
    nested = Quantified(Quantifier.SOME, PERSON, All((PUPIL, inner)))
    whole = Incident(
        persons=THREE[:1], devices=[Device(id="d1", connected=True)], devices_complete=True
    )
    yield Case("a quantifier in a quantifier", nested, None, whole, "T")
    yield Case("the inner list is open", nested, None, Incident(persons=THREE[:1]), "U")


def _person(code: str, said: str) -> Person:
    return Person(id=code, pupil=told_as(said))


def _holders() -> Iterator[Case]:
    """The holder of a device: known, unknown, of the blank device."""
    depicted = RoleTest(Of.HOLDER, frozenset({Role.DEPICTED}))
    persons = [Person(id="p1", roles=["depicted"], age=12), Person(id="p2", roles=["witness"])]
    devices = [
        Device(id="d1", holder="p1"),
        Device(id="d2", holder="p2"),
        Device(id="d3"),
    ]
    incident = Incident(persons=persons, devices=devices)
    yield Case("the role of the holder", depicted, DEVICE, incident, "TFUU")
    young = AgeTest(Of.HOLDER, ages_from(0, 13))
    yield Case("the age of the holder", young, DEVICE, incident, "TUUU")
    known = FactStatus(FactRef(Of.DEVICE, "holder"), Mode.KNOWN)
    yield Case("who holds it is known", known, DEVICE, incident, "TTFF")
    some = Quantified(Quantifier.SOME, DEVICE, depicted)
    yield Case("some device of the depicted", some, None, incident, "T")


def _ages() -> Iterator[Case]:
    """Both sides of a threshold, ranges, adults, and ages that are only claimed."""
    under = AgeTest(Of.PERSON, ages_from(0, 13))
    persons = (
        Person(id="p1", age=12),
        Person(id="p2", age=13),
        Person(id="p3", age=AgeRange(under=13)),
        Person(id="p4", age=AgeRange(at_least=13)),
        Person(id="p5", age=AgeRange(at_least=12, under=14)),
        Person(id="p6", adult=True),
        Person(id="p7", age=12, adult_suspected=True),
        Person(id="p8", age=12, adult=False, adult_suspected=True),
    )
    incident = Incident(persons=persons)
    yield Case("under thirteen", under, PERSON, incident, "TFTFUFUTU")
    adult = AgeTest(Of.PERSON, ages_from(18))
    yield Case("adults", adult, PERSON, incident, "FFFUFTUFU")
    gap = AgeTest(Of.PERSON, AgeSet(ages_from(0, 12) | ages_from(14)))
    yield Case("an age that is not between", gap, PERSON, incident, "FFUUFTUFU")
    known = FactStatus(FactRef(Of.PERSON, "age"), Mode.KNOWN)
    yield Case("the age is known", known, PERSON, incident, "TTFFFFFTF")
    ends = Incident(persons=[Person(id="p1", age=0), Person(id="p2", age=120)])
    yield Case("both ends of life", adult, PERSON, ends, "FTU")


def _roles_and_gaps() -> Iterator[Case]:
    """Roles told singly, and the gap between the ages of two persons."""
    either = RoleTest(Of.PERSON, frozenset({Role.SHARER, Role.CREATOR}))
    persons = (
        Person(id="p1", roles=["sharer"]),
        Person(id="p2", roles=["witness"]),
        Person(id="p3", roles={"sharer": False}),
        Person(id="p4", roles={"creator": True}),
    )
    yield Case("one of two roles", either, PERSON, Incident(persons=persons), "TFUTU")
    depicted = Person(id="p1", roles=["depicted"], age=12)
    cases = (
        ("certain", Person(id="p2", roles=["sharer"], age=17), "TT"),
        ("just too small", Person(id="p2", roles=["sharer"], age=16), "UF"),
        ("possible", Person(id="p2", roles=["sharer"], age=AgeRange(16, 18)), "UU"),
        ("of a witness", Person(id="p2", roles=["witness"], age=17), "UF"),
        ("of one whose roles are unknown", Person(id="p2", age=17), "UU"),
    )
    for name, other, rows in cases:
        when_open, when_closed = list(rows)
        two = [depicted, other]
        yield Case(f"a gap {name}, open", GapTest(5), None, Incident(persons=two), when_open)
        closed = Incident(persons=two, persons_complete=True)
        yield Case(f"a gap {name}, closed", GapTest(5), None, closed, when_closed)
    alone = Incident(persons=[depicted], persons_complete=True)
    yield Case("nobody else", GapTest(1), None, alone, "F")


def _crowds() -> Iterator[Case]:
    """Two hundred persons and devices, the most that an incident lists."""
    told = "TUF" * 66 + "TU"
    persons = [_person(f"p{at}", said) for at, said in enumerate(told)]
    devices = [Device(id=f"d{at}", holder=f"p{at}") for at in range(200)]
    incident = Incident(persons=persons, devices=devices)
    yield Case("two hundred persons", PUPIL, PERSON, incident, f"{told}U")
    of_holder = is_yes("pupil", Of.HOLDER)
    yield Case("two hundred holders", of_holder, DEVICE, incident, f"{told}U")
    some = Quantified(Quantifier.SOME, PERSON, PUPIL)
    yield Case("some of two hundred", some, None, incident, "T")
    nobody = [Person(id=f"p{at}", pupil=False) for at in range(199)]
    last = Incident(persons=[*nobody, Person(id="p199", pupil=True)], persons_complete=True)
    yield Case("only the last of two hundred", some, None, last, "T")
    without = Incident(persons=nobody, persons_complete=True)
    yield Case("none of so many", some, None, without, "F")


def entity_cases() -> Iterator[Case]:
    """Yield every one of them."""
    yield from _lists()
    yield from _holders()
    yield from _ages()
    yield from _roles_and_gaps()
    yield from _crowds()
