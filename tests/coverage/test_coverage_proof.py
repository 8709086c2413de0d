"""What is proved never to happen, and never more than that."""

from __future__ import annotations

from sexto_rules.coverage.evaluation import Evaluator
from sexto_rules.coverage.goals import GoalKind, goals_of
from sexto_rules.coverage.marks import halves_of
from sexto_rules.coverage.proof import Proof
from sexto_rules.coverage.sites import sites_of
from sexto_rules.protocol.conditions import All, ClassTest, ConclusionTest, Condition, Modal, Mode
from sexto_rules.protocol.model import Protocol
from support.build import conclusion, directive, klass, protocol, yes
from support.random_days import random_days

A, B = yes("blackmail"), yes("coerced")


def left(of: Protocol, entry: str) -> set[str]:
    """The pairs of an entry that are left after proof, by leaf and initials of values."""
    sites = sites_of(of)
    proof = Proof(of, sites)
    return {
        f"{goal.leaf} {''.join(value.name[0] for value in goal.values)}"
        for goal in goals_of(of, sites)
        if goal.kind is GoalKind.PAIR
        and goal.entry == entry
        and goal.values is not None
        and proof.left_of(goal).is_possible
    }


def of_condition(condition: Condition) -> Protocol:
    """A protocol with two classes, a conclusion that follows the first, and a directive."""
    return protocol(
        conclusions=(conclusion("first", A), conclusion("either", A, All((A, B)))),
        classes=(klass("a", A), klass("b")),
        directives=(directive("d", "note", condition=condition),),
    )


def test_nothing_that_happens_is_proved_impossible() -> None:
    """Over protocols and incidents at random, every value and half seen is left after proof."""
    seen = 0
    for day, incidents in random_days(60, 5):
        sites = sites_of(day.protocol)
        proof = Proof(day.protocol, sites)
        evaluator = Evaluator(day, sites)
        for incident in incidents:
            for each in evaluator.evaluate(incident)[0]:
                if not each.leaves:
                    continue
                assert proof.can_be(each.site.key, each.value), (each.site.condition, incident)
                for half in halves_of(each.site, each.leaves, evaluator.value):
                    assert proof.can_show(half), (each.site.condition, half, incident)
                    seen += 1
    assert seen > 10_000


def test_a_leaf_that_follows_from_another_makes_no_pair() -> None:
    """Class `a` is the same as the conclusion: it is never true beside the conclusion false."""
    redundant = All((ClassTest(frozenset({"a"})), ConclusionTest("first")))
    assert "first: yes FT" not in left(of_condition(redundant), "d")
    free = All((ClassTest(frozenset({"a"})), B))
    assert "coerced: yes FT" in left(of_condition(free), "d")


def test_a_rule_inside_another_is_never_alone() -> None:
    """The second rule is the first and more: alone it never makes the conclusion true."""
    pairs = {pair for pair in left(of_condition(A), "either") if pair.startswith("None")}
    assert pairs == {"None FT", "None UT", "None FU"}, "those of the first rule"
    goals = goals_of(of_condition(A), sites_of(of_condition(A)))
    proof = Proof(of_condition(A), sites_of(of_condition(A)))
    second = [
        goal
        for goal in goals
        if goal.key == "conclusion either" and goal.number == 1 and goal.kind is GoalKind.PAIR
    ]
    assert len(second) == 3
    assert not [goal for goal in second if proof.left_of(goal).is_possible]


def test_a_doubt_beside_a_leaf_mutes_it_only_so_far() -> None:
    """Beside a conclusion that is never true, true and unknown of a leaf are the same."""
    never_sure = conclusion("never_sure", All((Modal(Mode.UNKNOWN, A), A)))
    of = protocol(
        conclusions=(never_sure,),
        directives=(directive("d", "note", condition=All((ConclusionTest("never_sure"), B))),),
    )
    pairs = {pair for pair in left(of, "d") if pair.startswith("coerced")}
    assert pairs == {"coerced: yes FT", "coerced: yes FU"}
