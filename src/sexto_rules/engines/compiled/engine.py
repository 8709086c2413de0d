"""The engine that runs the generated code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NoReturn

from sexto_rules.engines.base import Conditions, EngineFailureError
from sexto_rules.engines.compiled.generate import FUNCTION, generate, needed_literals
from sexto_rules.errors import Problem, ProtocolError
from sexto_rules.facts.incident import Incident
from sexto_rules.lowering.observe import Observer
from sexto_rules.lowering.program import Program
from sexto_rules.protocol.outcome import Truth

__all__ = ["MOST_CLAUSES", "CompiledEngine"]

MOST_CLAUSES: Final = 20_000
"""The largest program that is compiled: beyond it Python takes seconds to compile the code."""

_TRUTHS: Final = tuple(Truth)
_LONGEST_KEPT: Final = 16
_MOST_KEPT: Final = 1_024


class _RowValues(dict[tuple[int, int], tuple[Truth, ...]]):
    """The truths of so many rows, by the columns of *true* and *not false*.

    Worked out when first met, and kept up to a bound.
    """

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, columns: tuple[int, int]) -> tuple[Truth, ...]:
        true, not_false = columns
        if true & ~not_false:
            _contradiction()
        truths = tuple(
            _TRUTHS[(true >> row & 1) + (not_false >> row & 1)] for row in range(self._rows)
        )
        if len(self) < _MOST_KEPT:
            self[columns] = truths
        return truths


def _contradiction() -> NoReturn:
    message = "the engine `compiled` found a condition true and false at once"
    raise EngineFailureError(message)


_ROW_VALUES: Final = tuple(_RowValues(rows) for rows in range(_LONGEST_KEPT + 1))
"""For lists that are not very long; they know nothing of any protocol."""


def _row_values(rows: int) -> _RowValues:
    return _ROW_VALUES[rows] if rows <= _LONGEST_KEPT else _RowValues(rows)


class CompiledEngine:
    """Derives conditions by generated Python; immutable, safe from any number of threads.

    Example:
        >>> engine = CompiledEngine(lower(day))  # doctest: +SKIP
        >>> engine.conditions(incident).classes  # doctest: +SKIP
        (<Truth.TRUE: 2>, <Truth.TRUE: 2>)
    """

    name: Final = "compiled"

    def __init__(self, program: Program) -> None:
        """Generate and compile the code.

        Raises:
            ProtocolError: The program has more clauses than this engine takes (SX501).
        """
        clauses = sum(
            len(stage.incident) + len(stage.person) + len(stage.device) for stage in program.stages
        )
        if clauses > MOST_CLAUSES:
            raise ProtocolError(
                [
                    Problem(
                        "SX501",
                        f"the protocol lowers to {clauses} clauses, and `compiled` takes at most "
                        f"{MOST_CLAUSES}",
                        help="name common conditions as conclusions, or split the protocol",
                    )
                ]
            )
        self._observer = Observer(program, needed_literals(program))
        self._derive = _compiled(program)

    def conditions(self, incident: Incident) -> Conditions:
        """Return the truth of every condition.

        Raises:
            EngineFailureError: A rail is true and false at once.
        """
        columns, persons, persons_open, devices, devices_open = self._observer.observe(incident)
        person_rows, device_rows = persons + persons_open, devices + devices_open
        return self._derive(
            columns,
            (1 << person_rows) - 1,
            (1 << persons) - 1,
            _row_values(person_rows),
            (1 << device_rows) - 1,
            (1 << devices) - 1,
            _row_values(device_rows),
        )

    def close(self) -> None:
        """Nothing to free."""


def _compiled(program: Program) -> Callable[..., Conditions]:
    """Return the generated function."""
    names: dict[str, Any] = {"Conditions": Conditions, "contradiction": _contradiction}
    for truth in Truth:
        names[truth.name] = truth
        names[f"{truth.name}S"] = (truth,)
    code = compile(generate(program), f"<compiled {program.digest}>", "exec")
    exec(code, names)  # noqa: S102 - our own text: numbers and fixed names, nothing that was read
    derive: Callable[..., Conditions] = names[FUNCTION]
    return derive
