"""Values of conditions: the same as the specification's, whatever the protocol."""

from __future__ import annotations

from sexto_rules import reference
from sexto_rules.coverage.evaluation import Evaluator
from sexto_rules.coverage.sites import sites_of
from sexto_rules.coverage.trees import leaves_of, value_of
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import (
    ALWAYS,
    All,
    AnyOf,
    ConclusionTest,
    Condition,
    Modal,
    Mode,
    Not,
)
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Truth
from support.build import yes
from support.random_days import random_days

FALSE, UNKNOWN, TRUE = Truth


def test_every_value_is_that_of_the_specification() -> None:
    """Each condition, quantified body and conclusion has the value that the reference gives."""
    seen = 0
    for day, incidents in random_days(150, 3):
        evaluator = Evaluator(day, sites_of(day.protocol))
        for incident in incidents:
            evaluations, _ = evaluator.evaluate(incident)
            for each in evaluations:
                site = each.site
                condition: Condition = (
                    ConclusionTest(site.entry) if site.is_whole else site.condition
                )
                expected = reference.evaluate(condition, day, incident, each.about)
                assert each.value is expected, (site.key, incident)
                seen += 1
    assert seen > 5_000


def test_the_whole_is_what_an_engine_would_say() -> None:
    """The values of classes and directives stand in the order of the day, one for each entity."""
    for day, incidents in random_days(80, 2):
        evaluator = Evaluator(day, sites_of(day.protocol))
        for incident in incidents:
            _, conditions = evaluator.evaluate(incident)
            assert conditions.classes == tuple(
                reference.class_value(each, day, incident) for each in day.classes
            )
            assert conditions.directives == tuple(
                expected_row(number, day, incident, conditions.directives[number])
                for number in range(len(day.directives))
            )


def expected_row(
    number: int, day: DayProtocol, incident: Incident, got: tuple[Truth, ...]
) -> tuple[Truth, ...]:
    """Return the values of a directive for each entity that is listed, then for the blank."""
    directive = day.directives[number]
    abouts: list[reference.About] = [None]
    if directive.for_each is not None:
        kind = "persons" if directive.for_each == "person" else "devices"
        abouts = list(getattr(incident, kind))
        if getattr(incident, f"{kind}_complete") is not True:
            abouts.append(reference.BLANK)
    assert len(got) == len(abouts)
    return tuple(reference.evaluate(directive.condition, day, incident, about) for about in abouts)


def test_leaves_stand_in_the_order_of_writing() -> None:
    """A tree has its leaves from left to right, also those that say the same."""
    one, other = yes("blackmail"), yes("coerced")
    tree = All((one, AnyOf((Not(other), one)), Modal(Mode.CERTAINLY, other)))
    assert leaves_of(tree) == (one, other, one, other)


def test_cannot_say_is_a_leaf() -> None:
    """What nobody can say does not follow from a value: the body is not looked into."""
    asked = Modal(Mode.CANNOT_SAY, yes("blackmail"))
    assert leaves_of(Not(asked)) == (asked,)
    assert value_of(Not(asked), (TRUE,)) is FALSE


def test_a_tree_follows_the_tables_of_kleene() -> None:
    """Least, greatest and swapped; a modal answers for certain."""
    one, other = yes("blackmail"), yes("coerced")
    assert value_of(All((one, other)), (TRUE, UNKNOWN)) is UNKNOWN
    assert value_of(AnyOf((one, other)), (FALSE, UNKNOWN)) is UNKNOWN
    assert value_of(AnyOf((Not(one), other)), (FALSE, UNKNOWN)) is TRUE
    assert value_of(Modal(Mode.POSSIBLY, one), (UNKNOWN,)) is TRUE
    assert value_of(Modal(Mode.CERTAINLY, one), (UNKNOWN,)) is FALSE
    assert value_of(Modal(Mode.KNOWN, one), (UNKNOWN,)) is FALSE
    assert value_of(Modal(Mode.UNKNOWN, one), (UNKNOWN,)) is TRUE
    assert value_of(ALWAYS, ()) is TRUE
    assert value_of(AnyOf(()), ()) is FALSE
