"""Exact relevance of an age where only something else asks how far two ages are apart."""

from __future__ import annotations

import pytest

from decisions.mattering import CLOSED, relevant
from reference.small_protocols import must, must_not, told
from sexto_rules.facts import AgeRange, Incident, Person
from sexto_rules.facts.vocabulary import Role
from sexto_rules.protocol.conditions import All, AnyOf, GapTest, Not
from sexto_rules.protocol.model import Directive, InDoubt

FIVE_YEARS = All((GapTest(5), Not(GapTest(6))))
UNKNOWN_OR_FIVE_YEARS = AnyOf((told("coerced"), FIVE_YEARS))
INCIDENT = Incident(
    **CLOSED,
    persons=[
        Person(
            id="p1",
            roles={role: role is Role.DEPICTED for role in Role},
            age=11,
            adult=False,
            adult_suspected=False,
        ),
        Person(
            id="p2",
            roles={role: role is Role.SHARER for role in Role},
            age=AgeRange(8, 18),
            adult=False,
            adult_suspected=False,
        ),
    ],
    cannot_say={"coerced"},
)
OVERRIDES = must(
    "other", "record_facts", UNKNOWN_OR_FIVE_YEARS, in_doubt=InDoubt.APPLIES, overrides=("do",)
)


@pytest.mark.parametrize(
    "directives",
    [
        (must("do", "tell_lead"), OVERRIDES),
        (must("do", "discipline"), must_not("other", "discipline", UNKNOWN_OR_FIVE_YEARS)),
    ],
    ids=["overridden", "held or in conflict"],
)
def test_an_age_matters_to_what_one_that_asks_for_a_gap_decides(
    directives: tuple[Directive, Directive],
) -> None:
    """It counts anyhow; but at one age, in the middle of all, it is certain."""
    assert relevant(INCIDENT, *directives) == {"persons.p2.age"}
    assert relevant(INCIDENT, directives[1]) == set()
