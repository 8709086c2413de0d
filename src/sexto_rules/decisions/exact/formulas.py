"""Formulas in Kleene's three values over what is still open.

A formula is built once for an incident, from what the protocol says and what is known; known
parts fold away. A *variable* is one thing that can still be learned; its states are what may
be known of it, the first being what is known now. A pair is the value of a formula before and
after one fact is learned; sets of pairs are bits (`3 * before + after`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import Enum
from functools import reduce
from typing import Any, Final

from attrs import field, frozen

from sexto_rules.decisions.reach import ANY, Reach, both, either, opposite, reach_of, truths_in
from sexto_rules.protocol.conditions import Mode
from sexto_rules.protocol.outcome import Truth

__all__ = [
    "FALSE",
    "TRUE",
    "UNKNOWN",
    "Formula",
    "Formulas",
    "Leaf",
    "Op",
    "Variable",
    "asked_of",
    "constant",
]


@frozen(eq=False)
class Variable:
    """Something that can still be learned.

    `steps` has, by the path of a fact, which state may follow which when that fact is learned.
    `unsure` has the states that stand for more than is written out: what is found there may
    not come about. `entities` says of each state how many further persons (or devices) it
    takes to be listed.
    """

    name: str
    states: tuple[Any, ...]
    steps: dict[str, tuple[tuple[int, int], ...]]
    unsure: frozenset[int] = frozenset()
    entities: dict[int, int] = field(factory=dict)
    lists: Variable | None = None


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
    """A formula that depends on one variable, or on two, by a table."""

    __slots__ = ("table", "variables")

    def __init__(
        self, variables: tuple[Variable, ...], table: Callable[..., Truth], reach: Reach
    ) -> None:
        """Keep them; `table` takes the index of a state of each variable."""
        super().__init__(Op.LEAF, (), reach)
        self.inside: frozenset[Variable] = frozenset(variables)
        self.variables: tuple[Variable, ...] = variables
        self.table: Callable[..., Truth] = table


FALSE, UNKNOWN, TRUE = (Formula(Op.CONSTANT, (), 1 << value) for value in Truth)
_CONSTANTS: Final = {each.reach: each for each in (FALSE, UNKNOWN, TRUE)}


def constant(value: Truth) -> Formula:
    """Return the formula that has this value."""
    return _CONSTANTS[1 << value]


@frozen
class _Join:
    """What `and` and `or` have in common, one being the other upside down."""

    op: Op
    nothing: Formula
    settles: Formula
    of_reaches: Callable[[Reach, Reach], Reach]
    of_values: Callable[[Truth, Truth], Truth]


_JOINS: Final = {
    Op.ALL: _Join(Op.ALL, TRUE, FALSE, both, min),
    Op.ANY: _Join(Op.ANY, FALSE, TRUE, either, max),
}
_VALUE_OF: Final = {1 << value: value for value in Truth}
_TWO: Final[Reach] = 1 << Truth.FALSE | 1 << Truth.TRUE
_NOT: Final = "not"
_UPSIDE_DOWN: Final = {Op.ALL: Op.ANY, Op.ANY: Op.ALL}


class Formulas:
    """Makes formulas: two that say the same are mostly one, and say it once.

    What is known folds away. `not`, `possibly` and `certainly` go down to the leaves, which
    they may: Kleene's `and` and `or` are least and greatest, and those turn round or keep the
    order. What several parts have in common is taken out of them.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[Hashable, Formula] = {}
        self._bodies: list[Formula] = []

    def leaf(self, variable: Variable, column: Sequence[Truth]) -> Formula:
        """Return the formula that has one of these values for each state of a variable."""
        reach = reach_of(column)
        if reach in _CONSTANTS:
            return _CONSTANTS[reach]
        values = tuple(column)
        key = (Op.LEAF, id(variable), values)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Leaf((variable,), values.__getitem__, reach)
        return found

    def leaf_of_two(
        self, variables: tuple[Variable, Variable], table: Callable[[int, int], Truth]
    ) -> Formula:
        """Return the formula that has one of these values for states of two variables."""
        return Leaf(variables, table, ANY)

    def all_of(self, parts: Iterable[Formula]) -> Formula:
        """Kleene's `and`."""
        return self._joined(_JOINS[Op.ALL], parts)

    def any_of(self, parts: Iterable[Formula]) -> Formula:
        """Kleene's `or`."""
        return self._joined(_JOINS[Op.ANY], parts)

    def _joined(self, join: _Join, parts: Iterable[Formula]) -> Formula:
        """Return the parts joined, those of a part of the same kind being its own."""
        kept: dict[int, Formula] = {}
        for part in parts:
            if part is join.settles:
                return part
            for each in part.parts if part.op is join.op else (part,):
                if each is not join.nothing:
                    kept[id(each)] = each
        merged = self._merged(join, kept.values())
        if merged is not None:
            return self._joined(join, merged)
        beside = self._beside_leaves(join, list(kept.values()))
        if beside is not None:
            return self._joined(join, beside)
        common = self._common(join, kept)
        if common is not None:
            return self._joined(join, common)
        return self._made_of(join, list(kept.values()))

    def _made_of(self, join: _Join, parts: list[Formula]) -> Formula:
        if not parts:
            return join.nothing
        if len(parts) == 1:
            return parts[0]
        reach = parts[0].reach
        for each in parts[1:]:
            reach = join.of_reaches(reach, each.reach)
        if reach in _CONSTANTS:
            return _CONSTANTS[reach]
        key = (join.op, frozenset(map(id, parts)))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Formula(join.op, tuple(parts), reach)
        return found

    def _merged(self, join: _Join, parts: Iterable[Formula]) -> list[Formula] | None:
        """Return the parts with all leaves of one variable as one leaf; None if it is so."""
        by_variable: dict[Variable, list[Leaf]] = {}
        others: list[Formula] = []
        for part in parts:
            if isinstance(part, Leaf) and len(part.variables) == 1:
                by_variable.setdefault(part.variables[0], []).append(part)
            else:
                others.append(part)
        if all(len(leaves) == 1 for leaves in by_variable.values()):
            return None
        for variable, leaves in by_variable.items():
            columns = ([leaf.table(at) for leaf in leaves] for at in range(len(variable.states)))
            others.append(self.leaf(variable, [reduce(join.of_values, each) for each in columns]))
        return others

    def _beside_leaves(self, join: _Join, parts: list[Formula]) -> list[Formula] | None:
        """Return the parts freed of what a leaf beside them settles anyway; None if nothing.

        Where a leaf that is true or false settles the whole, what the others are in that state
        of its variable does not matter: it is made to look like a state in which it does.
        """
        changed = False
        for leaf in parts:
            if not isinstance(leaf, Leaf) or len(leaf.variables) > 1 or leaf.reach != _TWO:
                continue
            variable = leaf.variables[0]
            settled = frozenset(
                at
                for at in range(len(variable.states))
                if leaf.table(at) == _VALUE_OF[join.settles.reach]
            )
            for number, part in enumerate(parts):
                if part is not leaf and variable in part.inside:
                    parts[number] = self._without(part, variable, settled)
                    changed = changed or parts[number] is not part
        return parts if changed else None

    def _without(self, part: Formula, variable: Variable, states: frozenset[int]) -> Formula:
        """Return a formula in which these states of a variable look like the first other one."""
        if variable not in part.inside:
            return part
        key = ("without", id(part), id(variable), states)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._made_without(part, variable, states)
            self._bodies.append(part)
        return found

    def _made_without(self, part: Formula, variable: Variable, states: frozenset[int]) -> Formula:
        if isinstance(part, Leaf):
            if len(part.variables) > 1:
                return part
            rest = next(at for at in range(len(variable.states)) if at not in states)
            return self.leaf(
                variable,
                [part.table(rest if at in states else at) for at in range(len(variable.states))],
            )
        parts = [self._without(each, variable, states) for each in part.parts]
        if part.op is Op.ASKED:
            assert part.mode is not None, "a question has a mode"
            return self.asked(part.mode, parts[0])
        return self._joined(_JOINS[part.op], parts)

    def _common(self, join: _Join, kept: dict[int, Formula]) -> list[Formula] | None:
        """Return the parts with what several of them have in common taken out; None if nothing."""
        other = _JOINS[_UPSIDE_DOWN[join.op]]
        times: dict[int, int] = {}
        inside: dict[int, Formula] = {}
        made = [part for part in kept.values() if part.op is other.op]
        if any(id(each) in kept for part in made for each in part.parts):
            return [
                part
                for part in kept.values()
                if part.op is not other.op or not any(id(each) in kept for each in part.parts)
            ]
        for part in made:
            for each in part.parts:
                times[id(each)] = times.get(id(each), 0) + 1
                inside[id(each)] = each
        most = max(times, key=times.__getitem__, default=None)
        if most is None or times[most] == 1:
            return None
        factor = inside[most]
        rests = []
        others = []
        for part in kept.values():
            if part.op is other.op and factor in part.parts:
                rest = [each for each in part.parts if each is not factor]
                rests.append(self._joined(other, rest))
            else:
                others.append(part)
        return [*others, self._joined(other, (factor, self._joined(join, rests)))]

    def negated(self, body: Formula) -> Formula:
        """Kleene's `not`."""
        if body.op is Op.CONSTANT:
            return _CONSTANTS[opposite(body.reach)]
        if body.op in _JOINS:
            join = _JOINS[_UPSIDE_DOWN[body.op]]
            return self._once(_NOT, body, lambda: self._joined(join, map(self.negated, body.parts)))
        if isinstance(body, Leaf):
            return self._once(_NOT, body, lambda: self._mapped(body, lambda it: Truth(2 - it)))
        assert body.mode is not None, "a question has a mode"
        return self.asked(_OPPOSITE_MODE[body.mode], body.parts[0])

    def asked(self, mode: Mode, body: Formula) -> Formula:
        """Return the question about the value itself; it is never unknown."""
        reach = reach_of(asked_of(mode, value) for value in truths_in(body.reach))
        if reach in _CONSTANTS:
            return _CONSTANTS[reach]
        if isinstance(body, Leaf):
            return self._once(mode, body, lambda: self._mapped(body, lambda it: asked_of(mode, it)))
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

    def _mapped(self, leaf: Leaf, change: Callable[[Truth], Truth]) -> Formula:
        """Return a leaf with each of its values changed."""
        if len(leaf.variables) == 1:
            states = range(len(leaf.variables[0].states))
            return self.leaf(leaf.variables[0], [change(leaf.table(at)) for at in states])
        reach = reach_of(change(value) for value in truths_in(leaf.reach))
        return Leaf(leaf.variables, lambda *places: change(leaf.table(*places)), reach)

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
