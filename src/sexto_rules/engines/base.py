"""What every engine is: an incident in, the truth of each class and directive out.

An engine takes a `Program` when it is made, refuses one beyond its limits (`ProtocolError`
with codes SX5xx: SX50x `compiled`, SX51x `durable`), and never answers in part: whatever
goes wrong while it decides is an `EngineFailureError`. What follows from the conditions
(statuses, overrides, order) is not an engine's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from attrs import frozen

from sexto_rules.facts.incident import Incident
from sexto_rules.lowering.observation import Observation
from sexto_rules.lowering.program import Aggregate, Over, Program, Rails
from sexto_rules.protocol.outcome import Truth

__all__ = [
    "Conditions",
    "Engine",
    "EngineFailureError",
    "aggregate_holds",
    "check_rails",
    "conditions_from",
]

_TRUTHS: Final = tuple(Truth)


class EngineFailureError(RuntimeError):
    """An engine broke, or its answer cannot be right; nothing it said may be used."""


@frozen
class Conditions:
    """The truth of every condition, in the order of the `DayProtocol`.

    `classes`: one value a class (`otherwise` is true). `directives`: for each directive one
    value without `for_each`; with it one a listed entity, and one more, for the blank, while
    the list is open.
    """

    classes: tuple[Truth, ...]
    directives: tuple[tuple[Truth, ...], ...]


class Engine(Protocol):
    """Derives conditions. Safe from any number of threads; `close` frees what it holds.

    An engine that derives by what it finds (`durable`) derives all four rails of a condition,
    so that something it lost shows. One that computes every bit (`compiled`) derives two,
    *true* and *not false*, and of these only *true but not `not false`* shows.
    """

    @property
    def name(self) -> str:
        """The name under which a decision lists it."""

    def conditions(self, incident: Incident) -> Conditions:
        """Return the truth of every condition.

        Raises:
            EngineFailureError: It could not, or the rails that it derives contradict each other.
        """

    def close(self) -> None:
        """Free what the engine holds outside Python; it cannot be used any more."""


def aggregate_holds(aggregate: Aggregate, column: int, observation: Observation) -> bool:
    """Whether the aggregate holds, given the column of the literal it counts."""
    rows, listed = observation.rows(aggregate.entity), observation.listed(aggregate.entity)
    wanted = (1 << (rows if aggregate.blank else listed)) - 1
    if aggregate.over is Over.SOME:
        return column & wanted != 0
    return column & wanted == wanted


def check_rails(rails: Rails, columns: Sequence[int], rows: int) -> tuple[Truth, ...]:
    """Return the truth in each row, from the columns of all four rails, for who derives them.

    Args:
        rails: The four literals.
        columns: The column of every literal of the program, by index.
        rows: How many rows; 1 where the condition is the incident's.

    Raises:
        EngineFailureError: In some row both or neither of a pair hold, or the condition is
            true and false at once.
    """
    every = (1 << rows) - 1
    true, not_true = columns[rails.true], columns[rails.not_true]
    false, not_false = columns[rails.false], columns[rails.not_false]
    if true ^ not_true != every or false ^ not_false != every or true & false:
        message = (
            f"the rails of `{rails.name}` contradict each other: true {true:b}, "
            f"not true {not_true:b}, false {false:b}, not false {not_false:b} of {rows} rows"
        )
        raise EngineFailureError(message)
    return tuple(_TRUTHS[(true >> row & 1) + (not_false >> row & 1)] for row in range(rows))


def conditions_from(
    program: Program, observation: Observation, columns: Sequence[int]
) -> Conditions:
    """Return the conditions that the columns of all literals say, every rail checked.

    Args:
        program: The program.
        observation: Tells how many rows there are.
        columns: The column of every literal, by index; an incident literal is 0 or 1.

    Raises:
        EngineFailureError: The rails of some condition contradict each other.
    """
    return Conditions(
        classes=tuple(check_rails(rails, columns, 1)[0] for rails in program.classes),
        directives=tuple(
            check_rails(rails, columns, observation.rows(rails.entity))
            for rails in program.directives
        ),
    )
