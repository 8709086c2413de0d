"""Which values of a leaf count, and which two evaluations make a pair."""

from __future__ import annotations

from itertools import product

from sexto_rules.coverage.goals import Goal, GoalKind, goals_of
from sexto_rules.coverage.marks import Half, Mark, halves_of
from sexto_rules.coverage.sites import Site, sites_of
from sexto_rules.coverage.trees import value_of
from sexto_rules.protocol.conditions import All, AnyOf, Condition, Modal, Mode, Not
from sexto_rules.protocol.outcome import Truth
from support.build import directive, protocol, yes

FALSE, UNKNOWN, TRUE = Truth
A, B, C = yes("blackmail"), yes("coerced"), yes("grooming")


def value(site: Site, values: tuple[Truth, ...]) -> Truth:
    """The value of a site over values of its leaves."""
    return value_of(site.condition, values)


def pairs_shown(condition: Condition, *evaluations: tuple[Truth, ...]) -> set[str]:
    """The pairs that these evaluations of a condition show, as leaf and initials of values."""
    of = protocol(directives=(directive("d", "must", "call_police", condition=condition),))
    sites = sites_of(of)
    (site,) = sites.all()
    marks: set[Mark] = {half for each in evaluations for half in halves_of(site, each, value)}
    return {named(goal) for goal in pair_goals(goals_of(of, sites)) if goal.met_by(marks)}


def pair_goals(goals: tuple[Goal, ...]) -> list[Goal]:
    """The goals that are pairs."""
    return [goal for goal in goals if goal.kind is GoalKind.PAIR]


def named(goal: Goal) -> str:
    """A short name of a pair: `blackmail FT`."""
    assert goal.values is not None
    assert goal.leaf is not None
    return f"{goal.leaf.split(':')[0]} {''.join(each.name[0] for each in goal.values)}"


def test_a_pair_needs_both_values() -> None:
    """One evaluation shows no pair; two that differ in the leaf alone show one."""
    assert pairs_shown(All((A, B)), (TRUE, TRUE)) == set()
    assert pairs_shown(All((A, B)), (TRUE, TRUE), (FALSE, TRUE)) == {"blackmail FT"}


def test_a_leaf_that_is_masked_shows_nothing() -> None:
    """Where the rest already decides, what the leaf is does not count."""
    assert pairs_shown(All((A, B)), (TRUE, FALSE), (FALSE, FALSE)) == set()
    assert pairs_shown(AnyOf((A, B)), (TRUE, TRUE), (FALSE, TRUE)) == set()


def test_the_rest_may_differ_where_it_is_masked() -> None:
    """Masking MC/DC: `B and C` is false in both, one way or the other, so `A` makes a pair."""
    condition = AnyOf((A, All((B, C))))
    shown = pairs_shown(condition, (TRUE, FALSE, TRUE), (FALSE, TRUE, FALSE))
    assert shown == {"blackmail FT"}


def test_the_rest_must_do_the_same_in_both() -> None:
    """A doubt in the rest of one evaluation makes another effect: that is no pair."""
    assert pairs_shown(All((A, B)), (TRUE, TRUE), (FALSE, UNKNOWN)) == set()
    assert pairs_shown(All((A, B)), (TRUE, UNKNOWN), (FALSE, UNKNOWN)) == {"blackmail FT"}


def test_unknown_is_a_case_of_its_own() -> None:
    """True against unknown and false against unknown are pairs beside true against false."""
    every = pairs_shown(A, (TRUE,), (UNKNOWN,), (FALSE,))
    assert every == {"blackmail FT", "blackmail UT", "blackmail FU"}
    assert pairs_shown(A, (TRUE,), (UNKNOWN,)) == {"blackmail UT"}


def test_what_asks_for_certainty_does_not_tell_false_from_unknown() -> None:
    """`certainly: A` is false of both: only true against each is shown."""
    shown = pairs_shown(Modal(Mode.CERTAINLY, A), (TRUE,), (UNKNOWN,), (FALSE,))
    assert shown == {"blackmail FT", "blackmail UT"}


def test_each_occurrence_counts_for_itself() -> None:
    """A fact that is tested twice has two leaves; only the one that counts is shown."""
    condition = AnyOf((All((A, B)), All((Not(A), C))))
    shown = pairs_shown(condition, (TRUE, TRUE, TRUE, FALSE), (FALSE, TRUE, FALSE, FALSE))
    assert shown == {"blackmail FT"}


def test_where_both_ways_count_the_effect_must_agree() -> None:
    """Not unate: `A` can open or close it; one of each is no pair although `A` counts in both."""
    either = AnyOf((All((A, Not(B))), All((Not(A), B))))
    assert pairs_shown(either, (TRUE, FALSE, TRUE, FALSE), (FALSE, TRUE, FALSE, TRUE)) == set()


def test_enough_evaluations_show_every_possible_pair() -> None:
    """All values of three free leaves together show all nine pairs."""
    condition = AnyOf((A, All((B, C))))
    everything = product(Truth, repeat=3)
    assert len(pairs_shown(condition, *everything)) == 9


def test_half_says_what_would_have_been() -> None:
    """A half has the values of the condition with the lesser and with the greater value."""
    (site,) = sites_of(
        protocol(directives=(directive("d", "must", "call_police", condition=All((A, B))),))
    ).all()
    halves = set(halves_of(site, (FALSE, UNKNOWN), value))
    assert Half(site.key, 0, FALSE, TRUE, (FALSE, UNKNOWN)) in halves
    assert all(half.leaf == 0 for half in halves), "B is masked while A is false"
