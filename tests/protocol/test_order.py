"""The plan order and the order of conclusions."""

from __future__ import annotations

from datetime import timedelta

from sexto_rules.protocol.conditions import AnyOf, ConclusionTest
from sexto_rules.protocol.model import Directive, Within, WithinKind
from sexto_rules.protocol.order import conclusions_in_order, find_cycle, plan_order
from support.build import conclusion, directive, yes

NOW = Within(WithinKind.IMMEDIATELY)
NEXT = Within(WithinKind.WITHOUT_DELAY)
TODAY = Within(WithinKind.SAME_DAY)


def ids(directives: tuple[Directive, ...]) -> list[str]:
    """The ids in order."""
    return [each.id for each in directives]


def test_prohibitions_stand_first_as_written() -> None:
    """Prohibitions keep their order and stand before everything else."""
    written = [
        directive("b", "must", "call_police", within=NOW),
        directive("z", "must_not", "view_material"),
        directive("a", "must_not", "copy_material"),
    ]
    assert ids(plan_order(written)) == ["z", "a", "b"]


def test_earlier_deadlines_stand_first_and_ties_as_written() -> None:
    """Without `after` and `before`, the deadline decides, then the place in the file."""
    written = [
        directive("none", "must", "record_facts"),
        directive("day", "must", "call_police", within=TODAY),
        directive(
            "hour", "must", "tell_lead", within=Within(WithinKind.DURATION, timedelta(hours=1))
        ),
        directive("next", "must", "complete_grid", within=NEXT),
        directive("now", "must", "consult_lawyer", within=NOW),
        directive("now-too", "should", "review_meeting", within=NOW),
    ]
    assert ids(plan_order(written)) == ["now", "now-too", "next", "hour", "day", "none"]


def test_a_line_inherits_the_urgency_of_what_must_come_after_it() -> None:
    """A line without deadline that must precede an immediate one is itself early."""
    written = [
        directive("day", "must", "record_facts", within=TODAY),
        directive("grid", "must", "complete_grid"),
        directive("middle", "may", "consult_lawyer", before=("call",), after=("complete_grid",)),
        directive("call", "must", "call_police", within=NOW, after=("middle",)),
    ]
    assert ids(plan_order(written)) == ["grid", "middle", "call", "day"]


def test_before_names_acts_and_a_prohibition_takes_no_part() -> None:
    """`before` an act moves a line before every duty of that act; prohibitions are not moved."""
    written = [
        directive("call", "must", "call_police"),
        directive("first", "should", "tell_lead", before=("call_police",)),
        directive("never", "must_not", "call_police", after=("first",)),
    ]
    assert ids(plan_order(written)) == ["never", "first", "call"]


def test_directives_in_a_circle_are_all_kept() -> None:
    """An order that cannot be loses nothing: the lines stand last."""
    written = [
        directive("a", "must", "call_police", after=("b",)),
        directive("b", "must", "tell_lead", after=("a",)),
        directive("c", "must", "complete_grid"),
    ]
    assert ids(plan_order(written)) == ["c", "a", "b"]


def test_conclusions_stand_after_those_they_use() -> None:
    """Each conclusion stands after what it names, else as written."""
    written = [
        conclusion("a", AnyOf((ConclusionTest("c"), yes("blackmail")))),
        conclusion("b", yes("blackmail")),
        conclusion("c", ConclusionTest("b")),
    ]
    assert [each.id for each in conclusions_in_order(written)] == ["b", "c", "a"]


def test_a_cycle_is_found_with_its_first_name_repeated() -> None:
    """The cycle is given as a chain; a graph without one gives None."""
    cycle = find_cycle({"a": ["b"], "b": ["a"], "c": []})
    assert cycle is not None
    assert cycle[0] == cycle[-1]
    assert set(cycle) == {"a", "b"}
    assert find_cycle({"a": ["b"], "b": []}) is None
