"""A protocol held to its promises on drawn incidents; what breaks one is shown small."""

from __future__ import annotations

import os
from datetime import date
from typing import Final

import pytest
from attrs import evolve

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import Invariant, Period, Promise, PromiseKind, Protocol
from sexto_rules.testing import assert_invariants
from support.build import directive, protocol, text, yes
from support.shipped import shipped

EXAMPLES: Final = {"dev": 10, "ci": 10, "nightly": 1_000}[os.environ.get("SEXTO_PROFILE", "dev")]
CALL = directive("call", "must", "call_police", condition=yes("blackmail"))
CALLED = Invariant(
    id="blackmail-means-police",
    origin="test",
    text=text("Where there is blackmail, the police are called."),
    always=yes("blackmail"),
    promises=(Promise(PromiseKind.MUST, ("call_police",)),),
)
KEPT = protocol(directives=(CALL,), invariants=(CALLED,))


@pytest.mark.parametrize("name", ["core", "ca-qc-sexto"])
def test_the_shipped_protocols_keep_their_promises(name: str) -> None:
    """On every interval of dates, with what they inherit."""
    assert_invariants(shipped(name), examples=EXAMPLES)


def broken(by: Protocol, as_of: date | None = None) -> str:
    """Return what is said of a protocol that breaks a promise."""
    with pytest.raises(AssertionError) as caught:
        assert_invariants(by, as_of=as_of)
    return str(caught.value)


def test_what_breaks_a_promise_is_shown_as_a_small_incident() -> None:
    """The invariant with its text, the possible classes, and nothing in the incident but why."""
    assert_invariants(KEPT)
    unless = evolve(CALL, condition=yes("coerced"))
    said = broken(evolve(KEPT, directives=(unless,))).splitlines()
    assert said[0].startswith("`test` breaks a promise on ")
    assert said[1].endswith(
        "`blackmail-means-police`: Where there is blackmail, the police are called."
    )
    assert said[2:] == ["possible classes: ", "incident:", "  blackmail: true"]


def test_a_promise_to_each_person_names_the_person() -> None:
    """The target for which it is broken stands beside the invariant."""
    each = Invariant(
        id="everybody-is-reassured",
        origin="test",
        text=text("Everybody is reassured."),
        for_each=Entity.PERSON,
        promises=(Promise(PromiseKind.MUST, ("reassure_student",)),),
    )
    said = broken(protocol(invariants=(each,)))
    assert "`everybody-is-reassured` (of p" in said
    assert "  persons:\n  - id: p" in said


def test_every_interval_of_dates_is_looked_at() -> None:
    """A duty that ends one day breaks the promise from that day on; as_of looks at one."""
    last = date(2026, 6, 1)
    ending = evolve(KEPT, directives=(evolve(CALL, period=Period(end=last)),))
    assert "on 2026-06-01" in broken(ending)
    assert_invariants(ending, as_of=date(2026, 5, 31))
    assert "on 2026-07-01" in broken(ending, date(2026, 7, 1))


def test_a_protocol_that_promises_nothing_does_not_pass() -> None:
    """Nothing would have been tested, on that day at least."""
    assert "promises nothing" in broken(evolve(KEPT, invariants=()))
    later = evolve(CALLED, period=Period(start=date(2026, 6, 1)))
    assert "promises nothing on 0001-01-01" in broken(evolve(KEPT, invariants=(later,)))


def test_no_example_tests_nothing() -> None:
    """A run without incidents is refused."""
    with pytest.raises(ValueError, match="at least one example, found 0"):
        assert_invariants(KEPT, examples=0)
