"""*Classes*: an ordered list, first match wins, the last is `otherwise`."""

from __future__ import annotations

from reference.small_protocols import EMPTY, FALSE, TRUE, UNSURE, protocol_of, route, told
from sexto_rules.facts import Incident
from sexto_rules.protocol.conditions import ClassTest
from sexto_rules.reference import class_value, decide, evaluate, possible_classes

DAY = protocol_of(
    classes=[route("first", told("blackmail")), route("second", told("grooming")), route("last")]
)


def test_a_class_is_possible_while_not_excluded() -> None:
    """Its condition is not false and no earlier one is true."""
    assert possible_classes(DAY, Incident()) == ("first", "second", "last")
    assert possible_classes(DAY, Incident(blackmail=True)) == ("first",)
    assert possible_classes(DAY, Incident(blackmail=False)) == ("second", "last")
    assert possible_classes(DAY, Incident(grooming=True)) == ("first", "second")
    assert possible_classes(DAY, Incident(blackmail=False, grooming=False)) == ("last",)


def test_a_class_test_looks_at_the_possible_classes() -> None:
    """True when every possible class is among them, false when none is, else unknown."""
    first = ClassTest(frozenset({"first"}))
    either = ClassTest(frozenset({"first", "second"}))
    assert evaluate(first, DAY, Incident()) is UNSURE
    assert evaluate(first, DAY, Incident(blackmail=True)) is TRUE
    assert evaluate(first, DAY, Incident(blackmail=False)) is FALSE
    assert evaluate(either, DAY, Incident(grooming=True)) is TRUE
    assert evaluate(either, DAY, Incident(blackmail=False)) is UNSURE


def test_otherwise_is_true() -> None:
    """The last class has no condition."""
    assert class_value(DAY.classes[-1], DAY, Incident()) is TRUE
    assert class_value(DAY.classes[0], DAY, Incident()) is UNSURE


def test_a_protocol_may_have_no_classes() -> None:
    """Then none is possible."""
    assert decide(EMPTY, Incident()).possible_classes == ()
