"""Hand-made cases of the incident as a whole: facts, connectives, modes, journal, names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from sexto_rules.facts import Device, Incident, JournalEntry, Person, Role
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    ALWAYS,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    DoneTest,
    FactRef,
    FactStatus,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
)
from sexto_rules.testing.conformance.case import (
    BLACKMAIL,
    COERCED,
    PUPIL,
    TOLD,
    Case,
    a_class,
    a_conclusion,
    has_value,
    is_yes,
    told_as,
)

__all__ = ["incident_cases"]

PERSON: Final = Entity.PERSON
DEVICE: Final = Entity.DEVICE


def _facts() -> Iterator[Case]:
    """Facts of the incident, of every kind."""
    for said in ("T", "F", "U"):
        yield Case(f"a fact that is {said}", BLACKMAIL, None, TOLD[said], said)
        swapped = {"T": "F", "F": "T", "U": "U"}[said]
        yield Case(f"not a fact that is {said}", Not(BLACKMAIL), None, TOLD[said], swapped)
    nude, wide = has_value("content", "nude", "semi_nude"), has_value("distribution", "none")
    yield Case("one of two choices", nude, None, Incident(content="semi_nude"), "T")
    yield Case("another choice", nude, None, Incident(content="other"), "F")
    yield Case("none is knowledge", wide, None, Incident(distribution="none"), "T")
    yield Case("none is no default", wide, None, Incident(), "U")
    yield Case("a region", has_value("region", "north"), None, Incident(region="south"), "F")
    where = has_value("where", "home", of=Of.ANSWERS)
    yield Case("an answer", where, None, Incident(answers={"where": "home"}), "T")
    yield Case("another answer", where, None, Incident(answers={"where": "school"}), "F")
    yield Case("no answer", where, None, Incident(answers={"noticed": True}), "U")
    moment = FactStatus(FactRef(Of.INCIDENT, "reported_at"), Mode.KNOWN)
    reported = Incident(reported_at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    yield Case("a moment", moment, None, reported, "T")
    complete = is_yes("persons_complete")
    yield Case("whether a list is complete, not told", complete, None, Incident(), "U")
    told_open = Incident(persons_complete=False)
    yield Case("a list told to be open", complete, None, told_open, "F")


def _connectives() -> Iterator[Case]:
    """Kleene's tables, and connectives of nothing."""
    tables = {"TT": "TT", "TF": "FT", "TU": "UT", "FF": "FF", "FU": "FU", "UU": "UU"}
    told: dict[str, dict[str, Any]] = {"T": {"coerced": True}, "F": {"coerced": False}, "U": {}}
    for told_of, rows in tables.items():
        (one, other), (both, either) = list(told_of), list(rows)
        incident = Incident(blackmail=told_as(one), **told[other])
        pair = (BLACKMAIL, COERCED)
        yield Case(f"{one} and {other}", All(pair), None, incident, both)
        yield Case(f"{one} or {other}", AnyOf(pair), None, incident, either)
    yield Case("all of nothing", ALWAYS, None, Incident(), "T")
    yield Case("any of nothing", AnyOf(()), None, Incident(), "F")


def _modes() -> Iterator[Case]:
    """What is asked of knowledge itself is never unknown."""
    answers = {
        Mode.POSSIBLY: "TFTT",
        Mode.CERTAINLY: "TFFF",
        Mode.UNKNOWN: "FFTT",
        Mode.KNOWN: "TTFF",
        Mode.CANNOT_SAY: "FFFT",
    }
    for mode, rows in answers.items():
        for said, row in zip("TFUX", rows, strict=True):
            yield Case(f"{mode} of {said}", Modal(mode, BLACKMAIL), None, TOLD[said], row)
            if mode in {Mode.UNKNOWN, Mode.KNOWN, Mode.CANNOT_SAY}:
                status = FactStatus(FactRef(Of.INCIDENT, "blackmail"), mode)
                yield Case(f"a fact is {mode}, {said}", status, None, TOLD[said], row)
    both = Modal(Mode.CANNOT_SAY, AnyOf((BLACKMAIL, COERCED)))
    yield Case("one fact of two nobody can say", both, None, TOLD["X"], "F")
    settled = Incident(coerced=False, cannot_say=["blackmail"])
    yield Case("the other one is known", both, None, settled, "T")
    inner = Modal(Mode.POSSIBLY, Modal(Mode.UNKNOWN, BLACKMAIL))
    yield Case("a mode in a mode", inner, None, TOLD["F"], "F")


def _journal() -> Iterator[Case]:
    """What is not in the journal was not done; nothing was done to the blank entity."""
    called = DoneTest(frozenset({"call_police", "tell_lead"}))
    yield Case("not done", called, None, Incident(), "F")
    told = Incident(done=[JournalEntry(act="tell_lead")])
    yield Case("one of two acts done", called, None, told, "T")
    secured = DoneTest(frozenset({"secure_device"}), Of.DEVICE)
    incident = Incident(
        devices=[Device(id="d1"), Device(id="d2"), Device(id="d3", in_hand=True)],
        done=[
            JournalEntry(act="secure_device", target="d1"),
            JournalEntry(act="secure_device", target="d2"),
            JournalEntry(act="hand_over_device", target="d2"),
        ],
    )
    yield Case("done to this device", secured, DEVICE, incident, "TTFF")
    in_hand = is_yes("in_hand", Of.DEVICE)
    yield Case("in hand by the journal, or as told", in_hand, DEVICE, incident, "TFTU")
    handed_back = Incident(
        devices=[Device(id="d1")],
        done=[
            JournalEntry(act="hand_over_device", target="d1", at=datetime(2026, 3, 2, tzinfo=UTC)),
            JournalEntry(act="secure_device", target="d1", at=datetime(2026, 3, 1, tzinfo=UTC)),
        ],
    )
    yield Case("the later of two moments counts", in_hand, DEVICE, handed_back, "FU")


def _names() -> Iterator[Case]:
    """Conclusions of the incident and of each entity, and the class."""
    sign = a_conclusion("sign", BLACKMAIL, COERCED)
    acted = a_conclusion("acted", RoleTest(Of.PERSON, frozenset({Role.SHARER})), for_each=PERSON)
    behind = a_conclusion(
        "behind", Quantified(Quantifier.SOME, PERSON, All((ConclusionTest("acted"), PUPIL)))
    )
    conclusions = (sign, acted, behind)
    persons = (
        Person(id="p1", roles=["sharer"], pupil=False),
        Person(id="p2", roles=["sharer"]),
        Person(id="p3", roles=[]),
    )
    incident = Incident(coerced=True, persons=persons, persons_complete=True)
    tests: tuple[tuple[str, Entity | None, str], ...] = (
        ("sign", None, "T"),
        ("sign", PERSON, "TTT"),
        ("acted", PERSON, "TTF"),
        ("behind", None, "U"),
    )
    for name, entity, rows in tests:
        test = ConclusionTest(name)
        yield Case(f"{name} for {entity}", test, entity, incident, rows, conclusions)
    classes = (a_class("first", BLACKMAIL), a_class("second", COERCED), a_class("last"))
    told = (
        ("FTF", Incident(blackmail=False, coerced=True)),
        ("TFF", Incident(blackmail=True)),
        ("UUF", Incident(coerced=True)),
        ("FFT", Incident(blackmail=False, coerced=False)),
        ("UFU", Incident(coerced=False)),
    )
    for rows, known in told:
        for one, row in zip(classes, rows, strict=True):
            test_class = ClassTest(frozenset({one.id}))
            name = f"the class {one.id} where they are {rows}"
            yield Case(name, test_class, None, known, row, classes=classes)
    either = ClassTest(frozenset({"first", "second"}))
    yield Case("one of two classes, both possible", either, None, told[2][1], "T", (), classes)


def incident_cases() -> Iterator[Case]:
    """Yield every one of them."""
    yield from _facts()
    yield from _connectives()
    yield from _modes()
    yield from _journal()
    yield from _names()
