"""One formula laid out, and what its parts can take by what is left of the variables.

Where only some of what a part can take is of use, states of a variable that give something else
are dropped: so most of what cannot come about is seen without trying it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Final, NamedTuple, TypeAlias

from attrs import frozen

from sexto_rules.decisions.exact.effort import Effort
from sexto_rules.decisions.exact.formulas import Formula, Leaf, Op, Variable
from sexto_rules.decisions.exact.pairs import (
    BITS,
    CHANGES,
    EVERY,
    Pairs,
    any_of,
    join_pairs,
    pair,
    pairs_of,
    same,
    useful_of,
)

__all__ = ["AtMost", "Layout", "Left", "States", "Step"]

Step: TypeAlias = tuple[int, int]
"""The state of a variable before and after a fact is learned, by their index."""

States: TypeAlias = tuple[int, ...]
"""Those states of a variable that are still considered, by their index."""

Left: TypeAlias = dict[Variable, States]
"""Of each variable not wholly open, what is left of it: states, or steps if it is learned."""


_Taken: TypeAlias = Sequence[Pairs] | dict[int, Pairs]
"""By the state of a variable, or the step of what is learned, what a leaf takes."""

_FEW: Final = 32
"""States of one of two variables at most for which all that is left of the other is looked at."""


@frozen(eq=False)
class Learned:
    """What is learned, and the steps that it may make by that: those told apart here.

    `what` is the same for every formula, however many steps that tells apart.
    """

    variable: Variable
    steps: tuple[Step, ...]
    what: object


class AtMost(NamedTuple):
    """What each part can take at most; `pending` are those with a part that has yet to change.

    Of these a single pair is but what is wanted.
    """

    pairs: list[Pairs]
    pending: set[int]

    def is_known(self, place: int) -> bool:
        """Whether a part takes one pair, whatever comes about."""
        pairs = self.pairs[place]
        return not pairs & (pairs - 1) and place not in self.pending


class Layout:
    """One formula, laid out so that each part stands after what it is made of."""

    def __init__(self, root: Formula) -> None:
        """Lay it out."""
        self.parts: list[Formula] = []
        self.kids: list[tuple[int, ...]] = []
        self.root: int = self._lay_out(root, {})
        self.leaves: dict[Variable, list[int]] = {}
        for place, part in enumerate(self.parts):
            if isinstance(part, Leaf):
                for variable in part.variables:
                    self.leaves.setdefault(variable, []).append(place)
        self._states: dict[Variable, States] = {}
        self.failures: dict[Variable, int] = {}
        """How often a part that depends on a variable could not be as it had to."""
        self._at_rest: list[Pairs] = [same(part.reach) for part in self.parts]
        self._below: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._all_learned: dict[tuple[Variable, tuple[Step, ...]], Learned] = {}
        self._own: dict[tuple[int, Learned | None], Sequence[Pairs]] = {}
        self._rows: dict[tuple[Leaf, Variable, Step, Learned | None], Sequence[Pairs]] = {}
        self._of_both: dict[object, tuple[tuple[Variable, _Taken], ...]] = {}
        self._looks: dict[tuple[int, Learned], Sequence[object]] = {}
        self.effort: Effort = Effort(0)
        """How much may still be done for the answer."""
        self.learned: Learned | None = None
        """What is learned, and by which steps."""
        self.changing: frozenset[int] = frozenset()
        """The places of parts that are to change."""
        for place, part in enumerate(self.parts):
            if (
                isinstance(part, Leaf)
                and len(part.variables) > 1
                and any(self.is_settled(each, {}) for each in part.variables)
            ):
                self._at_rest[place] = self._of_leaf(place, {})

    def allow(self, effort: Effort) -> None:
        """Go on with so much effort."""
        self.effort = effort

    def let_change(self, way: Iterable[int]) -> None:
        """Go on with all on a way having to change."""
        self.changing = frozenset(way)

    def learn(self, variable: Variable, steps: tuple[Step, ...], what: object) -> None:
        """Go on with this being what is learned."""
        learned = Learned(variable, steps, what)
        self.learned = self._all_learned.setdefault((variable, steps), learned)

    def learned_if(self, variable: Variable) -> Learned | None:
        """Return what is learned if it is this variable."""
        learned = self.learned
        return learned if learned is not None and learned.variable is variable else None

    def _lay_out(self, formula: Formula, places: dict[int, int]) -> int:
        place = places.get(id(formula))
        if place is None:
            kids = tuple(self._lay_out(part, places) for part in formula.parts)
            place = places[id(formula)] = len(self.parts)
            self.parts.append(formula)
            self.kids.append(kids)
        return place

    @property
    def size(self) -> int:
        """How many parts it has."""
        return len(self.parts)

    def seen(self, variable: Variable) -> list[object]:
        """Return all that this formula sees of each state of a variable."""
        return list(
            zip(*(self.sees(place, variable) for place in self.leaves[variable]), strict=True)
        )

    def sees(self, place: int, variable: Variable) -> Sequence[object]:
        """Return what a leaf sees of each state of a variable."""
        leaf = self.parts[place]
        assert isinstance(leaf, Leaf), "a place of `leaves`"
        return leaf.sees[leaf.variables.index(variable)]

    def looks(self, place: int, variable: Variable) -> Sequence[object]:
        """Return what a leaf sees of each state of a variable, or step of what is learned."""
        sees = self.sees(place, variable)
        learned = self.learned_if(variable)
        if learned is None:
            return sees
        found = self._looks.get((place, learned))
        if found is None:
            found = [(sees[before], sees[after]) for before, after in learned.steps]
            self._looks[place, learned] = found
        return found

    def distinct(self, variable: Variable) -> States:
        """Return the states of a variable that this formula tells apart, in their order.

        Of what is learned: its steps.
        """
        learned = self.learned_if(variable)
        if learned is not None:
            return tuple(range(len(learned.steps)))
        states = self._states.get(variable)
        if states is None:
            found: dict[object, int] = {}
            for state, seen in enumerate(self.seen(variable)):
                key = (seen, state in variable.unsure, variable.entities.get(state))
                found.setdefault(key, state)
            states = self._states[variable] = tuple(found.values())
        return states

    def left_of(self, variable: Variable, left: Left) -> States:
        """Return the states of a variable, or the steps of what is learned, that are left."""
        states = left.get(variable)
        return self.distinct(variable) if states is None else states

    def narrowed(
        self, kids: tuple[int, ...], op: Op, left: Left, wanted: Pairs
    ) -> tuple[AtMost, Left] | None:
        """Return what the parts can take at most, and what is left of the variables.

        Where only some of what a part can take is of use, the states of a variable that give
        something else are dropped, until nothing more is. None: nothing wanted can be taken.
        """
        while True:
            found = self._pairs(kids, left)
            pairs, pending = found
            at_most = join_pairs(op, [pairs[kid] for kid in kids]) & wanted
            if not at_most:
                return None
            useful = list(pairs)
            _limit(op, kids, at_most, pairs, useful)
            narrower = dict(left)
            for place in reversed(self.all_below(kids)):
                if not useful[place]:
                    self._fail(place)
                    return None
                if useful[place] == pairs[place] and place not in pending:
                    continue
                part = self.parts[place]
                if isinstance(part, Leaf):
                    if not self._narrow(place, useful[place], narrower):
                        self._fail(place)
                        return None
                elif part.op is Op.ASKED:
                    kid = self.kids[place][0]
                    useful[kid] &= sum(bit for bit in BITS if pairs_of(part, [bit]) & useful[place])
                else:
                    _limit(part.op, self.kids[place], useful[place], pairs, useful)
            if narrower == left:
                return found, left
            left = narrower

    def _fail(self, place: int) -> None:
        """Note on which variables a part depends that cannot be as it has to."""
        for variable in self.parts[place].inside:
            self.failures[variable] = self.failures.get(variable, 0) + 1

    def _narrow(self, place: int, useful: Pairs, left: Left) -> bool:
        """Drop the states of variables with which a leaf takes nothing of use; is any left?"""
        for variable, taken in self._by_state(place, left):
            states = tuple(
                [state for state in self.left_of(variable, left) if taken[state] & useful]
            )
            if not states:
                return False
            left[variable] = states
        return True

    def _by_state(self, place: int, left: Left) -> Iterable[tuple[Variable, _Taken]]:
        """Yield variables of a leaf, each with what the leaf takes at most with its states.

        None where many states are left of two: that would take long.
        """
        leaf = self.parts[place]
        assert isinstance(leaf, Leaf), "a leaf depends on variables"
        if len(leaf.variables) == 1:
            return ((leaf.variables[0], self._own_of(place, leaf)),)
        one, other = sorted(leaf.variables, key=lambda each: len(self.left_of(each, left)))
        its, others = self.left_of(one, left), self.left_of(other, left)
        if len(its) == 1:
            return ((other, self._row_of(leaf, other, self._step(one, its[0]))),)
        if len(its) > _FEW:
            return ()
        key = (leaf, one, its, others, self.learned)
        found = self._of_both.get(key)
        if found is None:
            self.effort.spend(len(its))
            found = self._of_both[key] = self._of_two(leaf, (one, other), (its, others))
        return found

    def _of_two(
        self, leaf: Leaf, variables: tuple[Variable, Variable], left: tuple[States, States]
    ) -> tuple[tuple[Variable, _Taken], ...]:
        """Return what a leaf takes with each state of one of its two, any left of the other."""
        one, other = variables
        its, others = left
        rows = [self._row_of(leaf, other, self._step(one, state)) for state in its]
        within = [[row[state] for state in others] for row in rows]
        by_its = dict(zip(its, (sum(set(row)) for row in within), strict=True))
        by_others = dict(
            zip(others, (sum(set(each)) for each in zip(*within, strict=True)), strict=True)
        )
        return ((one, by_its), (other, by_others))

    def _own_of(self, place: int, leaf: Leaf) -> Sequence[Pairs]:
        """Return what a leaf of one variable takes with each of its states."""
        learned = self.learned_if(leaf.variables[0])
        found = self._own.get((place, learned))
        if found is None:
            column = leaf.column
            found = (
                [pair(value, value) for value in column]
                if learned is None
                else [pair(column[before], column[after]) for before, after in learned.steps]
            )
            self._own[place, learned] = found
        return found

    def _row_of(self, leaf: Leaf, variable: Variable, beside: Step) -> Sequence[Pairs]:
        """Return what a leaf takes with each state of one of its two, by a step of the other."""
        learned = self.learned_if(variable)
        key = (leaf, variable, beside, learned)
        found = self._rows.get(key)
        if found is None:
            row = leaf.rows[0 if variable is leaf.variables[0] else 1]
            before, after = map(row, beside)
            found = self._rows[key] = (
                list(map(pair, before, after))
                if learned is None
                else [pair(before[its], after[others]) for its, others in learned.steps]
            )
        return found

    def _step(self, variable: Variable, state: int) -> Step:
        """Return what a variable is before and after."""
        learned = self.learned_if(variable)
        return (state, state) if learned is None else learned.steps[state]

    def is_settled(self, variable: Variable, left: Left) -> bool:
        """Whether only one state of a variable, or step of what is learned, is left."""
        return len(self.left_of(variable, left)) == 1

    def _of_leaf(self, place: int, left: Left) -> Pairs:
        """Return the pairs of a leaf by what is left of its variables."""
        for variable, taken in self._by_state(place, left):
            return reduce(or_, {taken[state] for state in self.left_of(variable, left)}, 0)
        part = self.parts[place]
        is_learned = self.learned is not None and self.learned.variable in part.inside
        return any_of(part.reach) if is_learned else same(part.reach)

    def _pairs(self, kids: tuple[int, ...], left: Left) -> AtMost:
        """Return the pairs that each part below these can take at most."""
        self.effort.spend(len(self.all_below(kids)))
        found = list(self._at_rest)
        pending: set[int] = set()
        learned = None if self.learned is None else self.learned.variable
        for place in self.all_below(kids):
            part = self.parts[place]
            if isinstance(part, Leaf):
                if learned in part.inside or not left.keys().isdisjoint(part.variables):
                    found[place] = self._of_leaf(place, left)
            elif part.parts:
                found[place] = pairs_of(part, [found[kid] for kid in self.kids[place]])
                if not pending.isdisjoint(self.kids[place]):
                    pending.add(place)
            if place in self.changing and found[place] & ~CHANGES:
                found[place] &= CHANGES
                pending.add(place)
        return AtMost(found, pending)

    def allowed(self, place: int) -> Pairs:
        """Return the pairs that a part may take, as far as it is to change."""
        return CHANGES if place in self.changing else EVERY

    def all_below(self, kids: tuple[int, ...]) -> tuple[int, ...]:
        """Return the places of these parts and of all that they are made of, in their order."""
        places = self._below.get(kids)
        if places is None:
            inside = set(kids)
            pending = list(kids)
            while pending:
                for kid in self.kids[pending.pop()]:
                    if kid not in inside:
                        inside.add(kid)
                        pending.append(kid)
            places = self._below[kids] = tuple(sorted(inside))
        return places


def _limit(
    op: Op, kids: tuple[int, ...], wanted: Pairs, pairs: list[Pairs], useful: list[Pairs]
) -> None:
    """Drop from what is useful of some parts that with which the whole is nothing wanted."""
    after = [pairs[kid] for kid in kids]
    for at in range(len(kids) - 2, -1, -1):
        after[at] = join_pairs(op, (pairs[kids[at]], after[at + 1]))
    before: tuple[Pairs, ...] = ()
    for at, kid in enumerate(kids):
        others = (*before, *after[at + 1 : at + 2])
        if pairs[kid] & (pairs[kid] - 1):
            useful[kid] &= useful_of(op, others, wanted)
        before = (join_pairs(op, (*before, pairs[kid])),)
