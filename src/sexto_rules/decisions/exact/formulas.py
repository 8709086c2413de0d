"""Formulas in Kleene's three values over what is still open.

A formula is built once for an incident, from what the protocol says and what is known; known
parts fold away. A *variable* is one thing that can still be learned; its states are what may
be known of it, the first being what is known now. A pair is the value of a formula before and
after one fact is learned; sets of pairs are bits (`3 * before + after`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from enum import Enum
from functools import partial
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from sexto_rules.decisions.exact.effort import Effort
from sexto_rules.decisions.reach import ANY, Reach, both, either, opposite, reach_of, truths_in
from sexto_rules.protocol.conditions import Mode
from sexto_rules.protocol.outcome import Truth

__all__ = [
    "CONSTANTS",
    "FALSE",
    "TRUE",
    "UNKNOWN",
    "Column",
    "Formula",
    "Formulas",
    "Leaf",
    "Op",
    "Row",
    "Variable",
    "asked_of",
    "constant",
]


Column: TypeAlias = bytes
"""A truth value for each state of a variable."""

Row: TypeAlias = Callable[[int], Column]
"""The column of a variable by the state of another one."""


@frozen(eq=False)
class Variable:
    """Something that can still be learned.

    `steps` has, by the path of a fact, which state may follow which when that fact is learned.
    `unsure` has the states that stand for more than is written out: what is found there may
    not come about. `entities` says of each state how many further persons (or devices) it
    takes to be listed. `columns` keeps the values of tests that were worked out before.
    """

    name: str
    states: tuple[Any, ...]
    steps: dict[str, tuple[tuple[int, int], ...]]
    unsure: frozenset[int] = frozenset()
    entities: dict[int, int] = field(factory=dict)
    lists: Variable | None = None
    columns: dict[Hashable, Column] = field(factory=dict)


class Op(Enum):
    """What a formula is made by."""

    CONSTANT = "constant"
    LEAF = "leaf"
    ALL = "all"
    ANY = "any"
    ASKED = "asked"


class Formula:
    """A formula: what it is made of, and every value it can take while nothing is chosen."""

    __slots__ = ("inside", "mode", "op", "parts", "reach")

    def __init__(
        self, op: Op, parts: tuple[Formula, ...], reach: Reach, mode: Mode | None = None
    ) -> None:
        """Keep them; `Formulas` makes them, and folds what is known."""
        self.inside: frozenset[Variable] = frozenset().union(*(part.inside for part in parts))
        self.op: Op = op
        self.parts: tuple[Formula, ...] = parts
        self.reach: Reach = reach
        self.mode: Mode | None = mode


class Leaf(Formula):
    """A formula that depends on one variable, by a column, or on two, by a table.

    `sees` has of each variable what is seen of each state: two that look the same are not told
    apart. `rows` gives for each of two variables its column, by the state of the other one.
    """

    __slots__ = ("column", "rows", "sees", "variables")

    def __init__(
        self,
        variables: tuple[Variable, ...],
        reach: Reach,
        *,
        column: Column = b"",
        sees: tuple[Sequence[object], ...] = (),
        rows: tuple[Row, ...] = (),
    ) -> None:
        """Keep them."""
        super().__init__(Op.LEAF, (), reach)
        self.inside: frozenset[Variable] = frozenset(variables)
        self.variables: tuple[Variable, ...] = variables
        self.column: Column = column
        self.sees: tuple[Sequence[object], ...] = sees or (column,)
        self.rows: tuple[Row, ...] = rows


FALSE, UNKNOWN, TRUE = (Formula(Op.CONSTANT, (), 1 << value) for value in Truth)
CONSTANTS: Final = {each.reach: each for each in (FALSE, UNKNOWN, TRUE)}


def constant(value: Truth) -> Formula:
    """Return the formula that has this value."""
    return CONSTANTS[1 << value]


@frozen
class _Join:
    """What `and` and `or` have in common, one being the other upside down."""

    op: Op
    nothing: Formula
    settles: Formula
    of_reaches: Callable[[Reach, Reach], Reach]
    of_values: Callable[[tuple[int, ...]], int]


_ALL: Final = _Join(Op.ALL, TRUE, FALSE, both, min)
_ANY: Final = _Join(Op.ANY, FALSE, TRUE, either, max)
_JOINS: Final = {Op.ALL: _ALL, Op.ANY: _ANY}
_NOT: Final = "not"


def _mapping(change: Callable[[Truth], int]) -> bytes:
    """Return what maps the values of a column (`bytes.translate`)."""
    return bytes(change(value) for value in Truth).ljust(256, b"\0")


_TURNED: Final = _mapping(lambda value: 2 - value)


def _reach_in(column: Column) -> Reach:
    return (0 in column) | (1 in column) << 1 | (2 in column) << 2


_UPSIDE_DOWN: Final = {Op.ALL: Op.ANY, Op.ANY: Op.ALL}


class Formulas:
    """Makes formulas: two that say the same are mostly one, and say it once.

    What is known folds away. `not`, `possibly` and `certainly` go down to the leaves, which
    they may: Kleene's `and` and `or` are least and greatest, and those turn round or keep the
    order.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.effort: Effort = Effort(0)
        """What making may still take."""
        self._made: dict[Hashable, Formula] = {}
        self._bodies: list[Formula] = []

    def leaf(self, variable: Variable, column: Column) -> Formula:
        """Return the formula that has one of these values for each state of a variable."""
        key = (id(variable), column)
        found = self._made.get(key)
        if found is None:
            reach = _reach_in(column)
            found = CONSTANTS.get(reach) or Leaf((variable,), reach, column=column)
            self._made[key] = found
        return found

    def leaf_of_two(
        self,
        variables: tuple[Variable, Variable],
        sees: tuple[Sequence[object], Sequence[object]],
        rows: tuple[Row, Row],
    ) -> Formula:
        """Return the formula that has one of these values for states of two variables."""
        return Leaf(variables, ANY, sees=sees, rows=rows)

    def all_of(self, parts: Iterable[Formula]) -> Formula:
        """Kleene's `and`."""
        return self._joined(_ALL, parts)

    def any_of(self, parts: Iterable[Formula]) -> Formula:
        """Kleene's `or`."""
        return self._joined(_ANY, parts)

    def _joined(self, join: _Join, parts: Iterable[Formula]) -> Formula:
        """Return the parts joined, those of a part of the same kind being its own.

        Raises:
            TooLongError: It takes more effort than may be.
        """
        kept: dict[int, Formula] = {}
        for part in parts:
            if part is join.settles:
                return part
            for each in part.parts if part.op is join.op else (part,):
                if each is not join.nothing:
                    kept[id(each)] = each
        self.effort.spend(len(kept) + 1)
        merged = self._merged(join, kept.values())
        if merged is not None:
            return self._joined(join, merged)
        return self._made_of(join, list(kept.values()))

    def _made_of(self, join: _Join, parts: list[Formula]) -> Formula:
        if not parts:
            return join.nothing
        if len(parts) == 1:
            return parts[0]
        reach = parts[0].reach
        for each in parts[1:]:
            reach = join.of_reaches(reach, each.reach)
        if reach in CONSTANTS:
            return CONSTANTS[reach]
        key = (join.op, frozenset(map(id, parts)))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Formula(join.op, tuple(parts), reach)
        return found

    def _merged(self, join: _Join, parts: Collection[Formula]) -> list[Formula] | None:
        """Return the parts with all leaves of one variable as one leaf; None if it is so."""
        alone = [part for part in parts if isinstance(part, Leaf) and len(part.variables) == 1]
        if len(alone) <= 1:
            return None
        by_variable: dict[Variable, list[Leaf]] = {}
        for leaf in alone:
            by_variable.setdefault(leaf.variables[0], []).append(leaf)
        if len(by_variable) == len(alone):
            return None
        others = [part for part in parts if not isinstance(part, Leaf) or len(part.variables) > 1]
        for variable, leaves in by_variable.items():
            columns = zip(*(leaf.column for leaf in leaves), strict=True)
            others.append(self.leaf(variable, bytes(map(join.of_values, columns))))
        return others

    def negated(self, body: Formula) -> Formula:
        """Kleene's `not`."""
        if body.op is Op.CONSTANT:
            return CONSTANTS[opposite(body.reach)]
        if body.op in _JOINS:
            join = _JOINS[_UPSIDE_DOWN[body.op]]
            return self._once(_NOT, body, lambda: self._joined(join, map(self.negated, body.parts)))
        if isinstance(body, Leaf):
            return self._once(_NOT, body, lambda: self._mapped(body, _TURNED))
        assert body.mode is not None, "a question has a mode"
        return self.asked(_OPPOSITE_MODE[body.mode], body.parts[0])

    def asked(self, mode: Mode, body: Formula) -> Formula:
        """Return the question about the value itself; it is never unknown."""
        reach = _REACHES[mode][body.reach]
        if reach in CONSTANTS:
            return CONSTANTS[reach]
        if isinstance(body, Leaf):
            return self._once(mode, body, lambda: self._mapped(body, _ANSWERS[mode]))
        if mode in _KEEPS_ORDER:
            if body.op in _JOINS:
                join = _JOINS[body.op]
                return self._once(
                    mode,
                    body,
                    lambda: self._joined(join, (self.asked(mode, each) for each in body.parts)),
                )
            return body
        return self._once(mode, body, lambda: Formula(Op.ASKED, (body,), reach, mode))

    def _mapped(self, leaf: Leaf, mapping: bytes) -> Formula:
        """Return a leaf with each of its values changed."""
        if len(leaf.variables) == 1:
            return self.leaf(leaf.variables[0], leaf.column.translate(mapping))
        reach = sum({1 << mapping[value] for value in truths_in(leaf.reach)})
        one, other = leaf.rows
        rows: tuple[Row, Row] = (
            lambda at: one(at).translate(mapping),
            lambda at: other(at).translate(mapping),
        )
        return Leaf(leaf.variables, reach, sees=leaf.sees, rows=rows)

    def _once(self, what: str | Mode, body: Formula, make: Callable[[], Formula]) -> Formula:
        key = (what, id(body))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make()
            self._bodies.append(body)
        return found


_KEEPS_ORDER: Final = frozenset({Mode.POSSIBLY, Mode.CERTAINLY})
_OPPOSITE_MODE: Final = {Mode.UNKNOWN: Mode.KNOWN, Mode.KNOWN: Mode.UNKNOWN}

_HOLDS: Final = {
    Mode.POSSIBLY: (False, True, True),
    Mode.CERTAINLY: (False, False, True),
    Mode.UNKNOWN: (False, True, False),
    Mode.KNOWN: (True, False, True),
}


def asked_of(mode: Mode, value: Truth) -> Truth:
    """Return the answer to a question about a value."""
    return Truth.TRUE if _HOLDS[mode][value] else Truth.FALSE


_ANSWERS: Final = {mode: _mapping(partial(asked_of, mode)) for mode in _HOLDS}
_REACHES: Final = {
    mode: tuple(
        reach_of(asked_of(mode, value) for value in truths_in(reach)) for reach in range(ANY + 1)
    )
    for mode in _HOLDS
}
