"""Which question is asked first: urgency, then what its answer is expected to settle."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from decisions.deciding import URGENCY, decision_of, question
from reference.small_protocols import PERSON, must, must_not, route, told, under
from sexto_rules.facts import Incident, JournalEntry, Person
from sexto_rules.protocol.conditions import All, Of
from sexto_rules.protocol.model import Directive, Question

BLACKMAIL, COERCED, GROOMING = told("blackmail"), told("coerced"), told("grooming")
GRID = (question("b", "blackmail"), question("c", "coerced"), question("g", "grooming"))


def asked(
    *directives: Directive,
    incident: Incident | None = None,
    grid: tuple[Question, ...] = GRID,
    **more: Any,
) -> list[str]:
    """Return the questions in the order in which they are asked."""
    decision = decision_of(
        incident or Incident(), *directives, questions=grid, urgency=URGENCY, **more
    )
    return [each.id for each in decision.questions]


def test_equals_stand_as_the_grid_has_them() -> None:
    """One line each."""
    lines = (
        must("one", "call_police", GROOMING),
        must("two", "tell_lead", COERCED),
        must("three", "discipline", BLACKMAIL),
    )
    assert asked(*lines) == ["b", "c", "g"]


def test_what_settles_more_lines_is_asked_first() -> None:
    """Two lines that wait for it alone, then one."""
    lines = (
        must("one", "call_police", BLACKMAIL),
        must("two", "tell_lead", GROOMING),
        must("three", "discipline", GROOMING),
    )
    assert asked(*lines) == ["g", "b"]


def test_a_line_counts_in_as_many_parts_as_it_waits_for_facts() -> None:
    """One that waits for two facts is settled by either only half the time."""
    both = must("both", "call_police", All((BLACKMAIL, COERCED)))
    assert asked(both, must("alone", "tell_lead", COERCED)) == ["c", "b"]
    assert asked(both, must("alone", "tell_lead", GROOMING)) == ["g", "b", "c"]


def test_it_is_worked_out_again_with_what_is_known() -> None:
    """What is known is waited for no more; a line that is certain, lifted or done not at all."""
    both = must("both", "call_police", All((BLACKMAIL, COERCED)))
    lines = (both, must("other", "tell_lead", All((GROOMING, told("repeated")))))
    grid = (question("r", "repeated"), *GRID)
    assert asked(*lines, grid=grid) == ["r", "b", "c", "g"]
    known = Incident(blackmail=True)
    assert asked(*lines, grid=grid, incident=known) == ["c", "r", "g"]
    many = tuple(must(f"line{number}", "call_police", COERCED) for number in range(3))
    alone = must("alone", "tell_lead", GROOMING)
    assert asked(*many, alone) == ["c", "g"]
    done = Incident(done=[JournalEntry(act="call_police")])
    forbidden = must_not("no", "discipline", All((COERCED, GROOMING)))
    assert asked(*many, alone, forbidden, incident=done) == ["g", "c"]


def test_the_route_counts_as_one_line() -> None:
    """As long as more than one class is possible."""
    classes = (route("danger", GROOMING), route("calm"))
    assert asked(must("one", "tell_lead", COERCED), classes=classes) == ["c", "g"]
    both = must("both", "call_police", All((COERCED, BLACKMAIL)))
    assert asked(both, classes=classes) == ["g", "b", "c"]


def test_a_weight_makes_an_answer_count_so_many_times() -> None:
    """More than what it settles; never beyond its urgency group."""
    lines = (
        must("one", "call_police", BLACKMAIL),
        must("two", "tell_lead", GROOMING),
        must("three", "discipline", GROOMING),
    )
    blackmail, coerced, grooming = GRID
    assert asked(*lines, grid=(evolve(blackmail, weight=3), coerced, grooming)) == ["b", "g"]
    assert asked(*lines, grid=(evolve(blackmail, weight=2), coerced, grooming)) == ["b", "g"]
    urgent = evolve(grooming, urgency=URGENCY[0].id)
    late = evolve(blackmail, weight=100, urgency=URGENCY[-1].id)
    assert asked(*lines, grid=(late, urgent)) == ["g", "b"]


def test_of_a_fact_of_persons_one_is_asked_about_all() -> None:
    """Nobody is left out between two questions about one person."""
    incident = Incident(persons=[Person(id="p1"), Person(id="p2")], persons_complete=True)
    lines = (
        must("young", "inform_parents", under(14), for_each=PERSON),
        must("pupil", "support_person", told("pupil"), for_each=PERSON),
    )
    grid = tuple(question(name, name, Of.PERSON, for_each=PERSON) for name in ("age", "pupil"))
    assert asked(*lines, grid=grid, incident=incident) == ["pupil", "pupil", "age", "age"]
