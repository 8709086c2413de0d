"""The one door to z3: formulas with the constants worked out, and what the solver says of them.

A formula is a Python bool where it is known, else a term of the solver; so whatever a protocol
fixes costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

from sexto_rules.errors import MissingExtraError

try:
    import z3
except ImportError as _error:
    _MESSAGE = "proofs need z3, which is not installed: pip install 'sexto-rules[proof]'"
    raise MissingExtraError(_MESSAGE) from _error

__all__ = [
    "Formula",
    "Model",
    "Number",
    "Solver",
    "at_most_one",
    "both",
    "conj",
    "disj",
    "each_impossible",
    "either",
    "greater",
    "implies",
    "is_same",
    "lesser",
    "neg",
    "new_bool",
    "new_number",
    "where",
]

Formula: TypeAlias = Any
"""A bool, or a term of the solver that is one."""

Number: TypeAlias = Any
"""An int, or a term of the solver that is one."""


def new_bool(name: str) -> Formula:
    """Return a bool nobody has said anything of."""
    return z3.Bool(name)


def new_number(name: str) -> Number:
    """Return a whole number nobody has said anything of."""
    return z3.Int(name)


def conj(parts: Iterable[Formula]) -> Formula:
    """Return that all hold."""
    left: list[Formula] = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            left.append(part)
    if not left:
        return True
    return left[0] if len(left) == 1 else z3.And(left)


def disj(parts: Iterable[Formula]) -> Formula:
    """Return that one holds."""
    left: list[Formula] = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            left.append(part)
    if not left:
        return False
    return left[0] if len(left) == 1 else z3.Or(left)


def both(*parts: Formula) -> Formula:
    """Return that all of these hold."""
    return conj(parts)


def either(*parts: Formula) -> Formula:
    """Return that one of these holds."""
    return disj(parts)


def neg(part: Formula) -> Formula:
    """Return that it does not hold."""
    return (not part) if isinstance(part, bool) else z3.Not(part)


def is_same(one: Formula, other: Formula) -> bool:
    """Return whether two formulas are written alike, so that no solver need compare them."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one.eq(other))


def implies(condition: Formula, then: Formula) -> Formula:
    """Return that the second holds wherever the first does."""
    return either(neg(condition), then)


def where(condition: Formula, then: Number, otherwise: Number) -> Number:
    """Return the one number where the condition holds, else the other."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    return z3.If(condition, then, otherwise)


def greater(one: Number, other: Number) -> Number:
    """Return the greater of two numbers."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return z3.If(one >= other, one, other)


def lesser(one: Number, other: Number) -> Number:
    """Return the lesser of two numbers."""
    if isinstance(one, int) and isinstance(other, int):
        return min(one, other)
    return z3.If(one <= other, one, other)


def at_most_one(parts: Iterable[Formula]) -> Formula:
    """Return that no two of these hold."""
    parts = list(parts)
    return conj(
        neg(both(one, other)) for number, one in enumerate(parts) for other in parts[number + 1 :]
    )


class Model:
    """What the solver found: each formula and number as it is there."""

    def __init__(self, model: z3.ModelRef) -> None:
        """Keep it."""
        self._model = model

    def holds(self, formula: Formula) -> bool:
        """Return whether the formula holds."""
        if isinstance(formula, bool):
            return formula
        return bool(z3.is_true(self._model.eval(formula, model_completion=True)))

    def number(self, number: Number) -> int:
        """Return the number."""
        if isinstance(number, int):
            return number
        return int(self._model.eval(number, model_completion=True).as_long())


class Solver:
    """Says whether formulas can hold together, beside all that it was told before."""

    def __init__(self, milliseconds: int) -> None:
        """Make it; `milliseconds` is how long one question may take."""
        self._solver = z3.Solver()
        self._solver.set("timeout", milliseconds)
        self._solver.set("random_seed", 1)
        self._told: dict[int, z3.BoolRef] = {}  # kept, lest another term get the number of one

    def tell(self, rules: Iterable[Formula]) -> None:
        """Say that these hold; what was told before is not told again."""
        for rule in rules:
            term = _term(rule)
            if term.get_id() not in self._told:
                self._told[term.get_id()] = term
                self._solver.add(term)

    def may_hold(self, formulas: Iterable[Formula]) -> bool | None:
        """Return whether all of these can hold; None where the solver cannot tell.

        Raises:
            KeyboardInterrupt: Somebody stopped it, which the solver takes for an answer.
        """
        terms = [*map(_term, formulas)]
        outcome = self._solver.check(*terms)
        if outcome == z3.unknown and "keyboard" in self._solver.reason_unknown():
            raise KeyboardInterrupt
        if outcome == z3.unsat:
            for listener in _LISTENERS:
                listener(self._written(terms))
        return None if outcome == z3.unknown else bool(outcome == z3.sat)

    def model(self) -> Model:
        """Return what was found when formulas could last hold."""
        return Model(self._solver.model())

    def _written(self, terms: Iterable[z3.BoolRef]) -> str:
        """Return a question in SMT-LIB, with all that was told before."""
        asked = z3.Solver()
        asked.add(self._solver.assertions())
        asked.add(*terms)
        return str(asked.to_smt2())


_LISTENERS: Final[list[Callable[[str], object]]] = []


@contextmanager
def each_impossible(listener: Callable[[str], object]) -> Iterator[None]:
    """Meanwhile, tell a listener of each question in which nothing can hold together.

    So another solver can be asked the same: every proof of this process rests on such answers.

    Args:
        listener: Called with the question in SMT-LIB, as soon as it is answered.
    """
    _LISTENERS.append(listener)
    try:
        yield
    finally:
        _LISTENERS.remove(listener)


def _term(formula: Formula) -> z3.BoolRef:
    return z3.BoolVal(formula) if isinstance(formula, bool) else formula
