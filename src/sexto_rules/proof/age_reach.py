"""What a test of an age can still become in a world: of every set of ages that one may learn."""

from __future__ import annotations

from attrs import evolve

from sexto_rules.facts.ages import ADULT_AGES, ALL_AGES, AgeSet
from sexto_rules.proof.facts import ADULT, Ages
from sexto_rules.proof.reach import Reach, reach_now
from sexto_rules.proof.solver import Formula, both, either, greater, lesser, neg

__all__ = ["age_reach", "is_age_open", "may_become_a_claim"]


def is_age_open(ages: Ages) -> Formula:
    """Return that something may be learned that changes the possible ages."""
    return either(_may_be_told(ages), _is_adult_open(ages), may_become_a_claim(ages))


def may_become_a_claim(ages: Ages) -> Formula:
    """Return that it may turn out that somebody may be an adult whatever age is told."""
    return neg(either(ages.adult.known, ages.suspected.settled))


def age_reach(ages: Ages, wanted: AgeSet) -> Reach:
    """Return what a test can become: with the age told, or else with what else may be told."""
    others = AgeSet(ALL_AGES & ~wanted)
    claimed = may_become_a_claim(ages)
    passes = either(ages.may_be_in(wanted), both(claimed, bool(wanted & ADULT_AGES)))
    fails = either(ages.may_be_in(others), both(claimed, bool(others & ADULT_AGES)))
    told = Reach(false=fails, unknown=both(passes, fails), true=passes)
    adult = evolve(ages, lowest=greater(ages.low, ADULT), highest=ages.high, widened=False)
    minor = evolve(ages, lowest=ages.low, highest=lesser(ages.high, ADULT - 1), widened=False)
    opened = _is_adult_open(ages)
    untold = (
        reach_now(ages.among(wanted))
        .widened(reach_now(evolve(ages, widened=True).among(wanted)), claimed)
        .widened(reach_now(adult.among(wanted)), both(opened, ages.high >= ADULT))
        .widened(reach_now(minor.among(wanted)), both(opened, ages.low < ADULT))
    )
    may_be_told = _may_be_told(ages)
    nothing = Reach(false=False, unknown=False, true=False)
    return nothing.widened(told, may_be_told).widened(untold, neg(may_be_told))


def _may_be_told(ages: Ages) -> Formula:
    """Return that the age can be learned, or learned more closely."""
    return both(neg(ages.exact), neg(ages.unsayable), neg(ages.known))


def _is_adult_open(ages: Ages) -> Formula:
    return neg(either(ages.adulthood_known, ages.adult.settled))
