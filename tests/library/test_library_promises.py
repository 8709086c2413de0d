"""What the shipped protocols promise, and on what their promises rest."""

from __future__ import annotations

from typing import Final

import pytest

from sexto_rules.facts.labels import LANGUAGES
from sexto_rules.library import load_protocol
from sexto_rules.protocol.model import Basis, Protocol

FEWEST_WITH_SOURCES: Final = 25
FEWEST_FOR_EACH: Final = 8
READERS: Final = ("prosecutor", "police", "child-protection worker", "parent")
"""Those of whom the remarks say that they would want a promise kept."""


@pytest.fixture(scope="module")
def quebec() -> Protocol:
    """The Québec protocol, with what it inherits from `core`."""
    return load_protocol("ca-qc-sexto")


def test_most_promises_rest_on_sources(quebec: Protocol) -> None:
    """At least twenty-five name one; those of `core` are among them."""
    with_sources = [each for each in quebec.invariants if each.sources]
    assert len(with_sources) >= FEWEST_WITH_SOURCES
    assert {each.origin for each in with_sources} == {"core", "ca-qc-sexto"}


def test_a_promise_that_is_our_reading_says_so(quebec: Protocol) -> None:
    """Whatever is inference has a remark, and no source that carries it wholly."""
    read = [each for each in quebec.invariants if each.basis is Basis.INFERENCE]
    assert [each.id for each in read if not each.note] == []
    assert [each.id for each in read if not all(cited.partly for cited in each.sources)] == []


def test_each_reader_has_promises_to_hold_the_school_to(quebec: Protocol) -> None:
    """The first sentence of a remark says for whom its promise is; each is for somebody."""
    for_whom = [(each.note or "").partition(".")[0] for each in quebec.invariants]
    assert all(each.startswith("For ") for each in for_whom)
    for reader in READERS:
        assert sum(reader in each for each in for_whom) >= FEWEST_FOR_EACH, reader


def test_a_promise_is_told_in_every_language(quebec: Protocol) -> None:
    """Proofs are read in French and in English."""
    assert all(set(each.text) == set(LANGUAGES) for each in quebec.invariants)
