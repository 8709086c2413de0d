"""What every engine must show: both rails of every condition, and exactly one of each pair."""

from __future__ import annotations

import pytest

from sexto_rules.engines.base import (
    Conditions,
    EngineFailureError,
    aggregate_holds,
    check_rails,
    conditions_from,
)
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering import Observation, Program
from sexto_rules.lowering.program import Aggregate, Over, Rails
from sexto_rules.protocol.outcome import Truth

FALSE, UNSURE, TRUE = Truth
RAILS = Rails("c", Entity.PERSON, true=0, not_true=1, false=2, not_false=3)


def test_both_rails_give_the_truth_of_each_row() -> None:
    """True, false, or neither: unknown."""
    assert check_rails(RAILS, [0b001, 0b110, 0b010, 0b101], 3) == (TRUE, FALSE, UNSURE)
    assert check_rails(RAILS, [0, 0, 0, 0], 0) == ()


@pytest.mark.parametrize(
    "columns",
    [
        [0b00, 0b10, 0b00, 0b11],  # neither true nor not true in row 0: a lost match
        [0b01, 0b11, 0b00, 0b11],  # both
        [0b00, 0b11, 0b00, 0b10],  # neither false nor not false in row 0
        [0b00, 0b11, 0b10, 0b11],  # both
        [0b01, 0b10, 0b01, 0b10],  # true and false
        [0b100, 0b011, 0b00, 0b11],  # a row that is not there
        [0b00, 0b11, 0b000, 0b111],
    ],
)
def test_rails_that_contradict_each_other_are_a_failure(columns: list[int]) -> None:
    """Neither of a pair, both of a pair, or true and false: nothing of it may be used."""
    with pytest.raises(EngineFailureError, match="the rails of `c` contradict each other"):
        check_rails(RAILS, columns, 2)


def test_conditions_are_read_off_the_columns() -> None:
    """Each class one value, each directive one or one a row."""
    whole = Rails("a", None, true=4, not_true=5, false=6, not_false=7)
    program = Program(
        literals=(), base=0, stages=(), classes=(whole,), directives=(RAILS, whole), digest=""
    )
    observation = Observation((), 1, True, 0, False)  # noqa: FBT003 - a row of its fields
    columns = [0b01, 0b10, 0b00, 0b11, 0, 1, 1, 0]
    said = conditions_from(program, observation, columns)
    assert said == Conditions((FALSE,), ((TRUE, UNSURE), (FALSE,)))


@pytest.mark.parametrize("entity", list(Entity))
@pytest.mark.parametrize(
    ("over", "blank", "column", "expected"),
    [
        (Over.SOME, False, 0b100, False),
        (Over.SOME, True, 0b100, True),
        (Over.SOME, False, 0b010, True),
        (Over.SOME, True, 0b000, False),
        (Over.EVERY, False, 0b011, True),
        (Over.EVERY, True, 0b011, False),
        (Over.EVERY, True, 0b111, True),
        (Over.EVERY, False, 0b101, False),
    ],
)
def test_aggregates_count_the_listed_and_where_it_says_so_the_blank(
    entity: Entity, over: Over, column: int, *, blank: bool, expected: bool
) -> None:
    """Of three rows the last is the blank one."""
    observation = Observation((), 2, True, 2, True)  # noqa: FBT003 - a row of its fields
    aggregate = Aggregate(1, over, 0, entity, blank)
    assert aggregate_holds(aggregate, column, observation) is expected


@pytest.mark.parametrize("blank", [True, False])
def test_aggregates_over_nobody(*, blank: bool) -> None:
    """Nobody is not some, and is every."""
    observation = Observation((), 0, False, 0, False)  # noqa: FBT003 - a row of its fields
    some = Aggregate(1, Over.SOME, 0, Entity.PERSON, blank)
    every = Aggregate(1, Over.EVERY, 0, Entity.PERSON, blank)
    assert not aggregate_holds(some, 0, observation)
    assert aggregate_holds(every, 0, observation)


def test_rows_of_an_observation() -> None:
    """The incident is one row; an entity has one a listed one, and one for the blank."""
    observation = Observation((), 2, True, 1, False)  # noqa: FBT003 - a row of its fields
    assert [observation.rows(each) for each in (None, *Entity)] == [1, 3, 1]
    assert [observation.listed(each) for each in (None, *Entity)] == [1, 2, 1]
