"""What cannot be shown by how a condition is built, and never more than that."""

from __future__ import annotations

from sexto_rules.coverage.evaluation import Evaluator
from sexto_rules.coverage.goals import GoalKind, goals_of
from sexto_rules.coverage.marks import PAIRS, halves_of
from sexto_rules.coverage.possible import find_possible
from sexto_rules.coverage.sites import sites_of
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from support.build import conclusion, directive, protocol, yes
from support.random_days import random_days

A, B = yes("blackmail"), yes("coerced")


def possible_pairs(condition: Condition, *conclusions: object, **parts: object) -> set[str]:
    """The pairs that the condition of a directive can show."""
    of = protocol(
        conclusions=conclusions,
        directives=(directive("d", "note", condition=condition, **parts),),
    )
    return {
        f"{goal.leaf} {''.join(each.name[0] for each in goal.values)}"
        for goal in goals_of(of, sites_of(of))
        if goal.kind is GoalKind.PAIR
        and goal.entry == "d"
        and goal.is_possible
        and goal.values is not None
    }


def test_nothing_that_happens_is_called_impossible() -> None:
    """Over protocols and incidents at random, every value and half seen was said to be possible."""
    seen = 0
    for day, incidents in random_days(100, 6):
        sites = sites_of(day.protocol)
        possible = find_possible(day.protocol, sites)
        evaluator = Evaluator(day, sites)
        for incident in incidents:
            for each in evaluator.evaluate(incident)[0]:
                if not each.leaves:
                    continue
                key = each.site.key
                assert each.value in possible.values[key], (each.site.condition, incident)
                for half in halves_of(each.site, each.leaves, evaluator.value):
                    assert half in possible.halves[key], (each.site.condition, half, incident)
                    seen += 1
    assert seen > 20_000


def test_what_is_never_unknown_has_one_pair() -> None:
    """The journal, a status and a modal conclusion are true or false."""
    done = DoneTest(frozenset({"call_police"}))
    assert possible_pairs(done) == {"done: call_police FT"}
    known = FactStatus(A.fact, Mode.KNOWN)
    assert possible_pairs(known) == {"blackmail: known FT"}
    sure = conclusion("sure", Modal(Mode.POSSIBLY, A))
    assert possible_pairs(ConclusionTest("sure"), sure) == {"sure: yes FT"}


def test_a_quantifier_over_what_is_certain_may_still_be_unknown() -> None:
    """`every` over a test of certainty: the blank is false of it, so an open list leaves doubt."""
    role = Modal(Mode.CERTAINLY, RoleTest(Of.PERSON, frozenset({Role.DEPICTED})))
    some = possible_pairs(Quantified(Quantifier.SOME, Entity.PERSON, role))
    every = possible_pairs(Quantified(Quantifier.EVERY, Entity.PERSON, role))
    assert {pair[-2:] for pair in some if pair.startswith("some")} == {"FT"}
    assert {pair[-2:] for pair in every if pair.startswith("every")} == {"FT", "UT", "FU"}


def test_nothing_is_known_of_the_blank() -> None:
    """`some` over a known age: the blank is false of it, so an open list leaves no doubt."""
    known = FactStatus(FactRef(Of.PERSON, "age"), Mode.KNOWN)
    some = possible_pairs(Quantified(Quantifier.SOME, Entity.PERSON, known))
    assert {pair[-2:] for pair in some if pair.startswith("some")} == {"FT"}


def test_leaves_of_the_same_fact_are_tied() -> None:
    """`A and not A` is never true: no pair of true against false is possible."""
    assert not {pair for pair in possible_pairs(All((A, Not(A)))) if pair.endswith("FT")}
    low = AgeTest(Of.PERSON, ages_from(0, 12))
    high = AgeTest(Of.PERSON, ages_from(12))
    both = possible_pairs(All((low, high)), for_each=Entity.PERSON)
    assert not {pair for pair in both if pair.endswith("FT")}, "nobody is under 12 and over"
    either = possible_pairs(AnyOf((low, high)), for_each=Entity.PERSON)
    assert either == {"age: {under: 12} UT", "age: {at_least: 12} UT"}


def test_a_known_fact_is_not_unknown() -> None:
    """A test beside `unknown` of the same fact: they are never true together."""
    test = All((A, FactStatus(A.fact, Mode.UNKNOWN)))
    assert "blackmail: unknown FT" not in possible_pairs(test)
    gap = All((GapTest(5), Not(GapTest(3))))
    assert not {pair for pair in possible_pairs(gap) if pair.endswith("FT")}


def test_choices_exclude_each_other() -> None:
    """`content` is one thing: a test of one and of another are never true together."""
    content = FactRef(Of.INCIDENT, "content")
    both = All(
        (ValueTest(content, frozenset({"nude"})), ValueTest(content, frozenset({"text_only"})))
    )
    assert not {pair for pair in possible_pairs(both) if pair.endswith("FT")}


def test_free_leaves_can_show_every_pair() -> None:
    """Two facts that have nothing to do with each other: six pairs."""
    assert len(possible_pairs(All((A, B)))) == 2 * len(PAIRS)


def test_too_many_leaves_are_all_called_possible() -> None:
    """Beyond what is looked through nothing is called impossible."""
    names = [
        "blackmail", "coerced", "grooming", "synthetic", "for_profit", "repeated",
        "intent_to_harm", "assault_shown", "immediate_danger", "self_harm_risk",
    ]  # fmt: skip
    assert len(possible_pairs(All(tuple(map(yes, names))))) == len(names) * len(PAIRS)
