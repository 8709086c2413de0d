"""One formula laid out, and what its parts can take by what is left of the variables.

Where only some of what a part can take is of use, states of a variable that give something else
are dropped: so most of what cannot come about is seen without trying it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from sexto_rules.decisions.exact.effort import Effort
from sexto_rules.decisions.exact.formulas import Formula, Leaf, Op, Variable
from sexto_rules.decisions.exact.pairs import (
    BITS,
    Pairs,
    join_pairs,
    pair,
    pairs_of,
    same,
    useful_of,
)
from sexto_rules.protocol.outcome import Truth

__all__ = ["Layout", "Left", "States", "Step", "is_single"]

Step: TypeAlias = tuple[int, int]
"""The state of a variable before and after a fact is learned, by their index."""

States: TypeAlias = tuple[int, ...]
"""Those states of a variable that are still considered, by their index."""

Left: TypeAlias = dict[Variable, States]
"""Of each variable that is not wholly open, what is left of it."""


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
        self._at_rest: list[Pairs] = [same(part.reach) for part in self.parts]
        self._below: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._rows: dict[tuple[Leaf, Variable, Step], dict[int, Pairs]] = {}
        self.effort: Effort = Effort(0)
        """How much may still be done for the answer."""
        self.learned: tuple[Variable, Step] | None = None
        """What is learned, and what it is before and after."""

    def allow(self, effort: Effort) -> None:
        """Begin anew, with so much effort."""
        self.effort = effort

    def learn(self, variable: Variable, step: Step) -> None:
        """Go on with this being what is learned."""
        self.learned = (variable, step)

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

    def distinct(self, variable: Variable) -> States:
        """Return the states of a variable that this formula tells apart, in their order."""
        states = self._states.get(variable)
        if states is None:
            found: dict[object, int] = {}
            for state, seen in enumerate(self.seen(variable)):
                key = (seen, state in variable.unsure, variable.entities.get(state))
                found.setdefault(key, state)
            states = self._states[variable] = tuple(found.values())
        return states

    def narrowed(
        self, kids: tuple[int, ...], op: Op, left: Left, wanted: Pairs
    ) -> tuple[list[Pairs], Left] | None:
        """Return what the parts can take at most, and what is left of the variables.

        Where only some of what a part can take is of use, the states of a variable that give
        something else are dropped, until nothing more is. None: nothing wanted can be taken.
        """
        while True:
            pairs = self._pairs(kids, left)
            at_most = join_pairs(op, [pairs[kid] for kid in kids]) & wanted
            if not at_most:
                return None
            useful = list(pairs)
            _limit(op, kids, at_most, pairs, useful)
            narrower = dict(left)
            for place in reversed(self.all_below(kids)):
                if not useful[place]:
                    return None
                if useful[place] == pairs[place]:
                    continue
                part = self.parts[place]
                if isinstance(part, Leaf):
                    self._narrow(part, useful[place], narrower)
                elif part.op is Op.ASKED:
                    kid = self.kids[place][0]
                    useful[kid] &= sum(bit for bit in BITS if pairs_of(part, [bit]) & useful[place])
                else:
                    _limit(part.op, self.kids[place], useful[place], pairs, useful)
            if not all(narrower.values()):
                return None
            if narrower == left:
                return pairs, left
            left = narrower

    def _narrow(self, leaf: Leaf, useful: Pairs, left: Left) -> None:
        """Drop the states of a variable with which a leaf takes nothing of use."""
        open_ = [each for each in leaf.variables if not self.is_settled(each, left)]
        if len(open_) != 1:
            return
        variable = open_[0]
        states = left.get(variable) or self.distinct(variable)
        if len(leaf.variables) == 1:
            column = leaf.column
            values = {value for value in Truth if useful & pair(value, value)}
            left[variable] = tuple([state for state in states if column[state] in values])
        else:
            taken = self._by_state(leaf, variable, left)
            left[variable] = tuple([state for state in states if taken[state] & useful])

    def _by_state(self, leaf: Leaf, variable: Variable, left: Left) -> dict[int, Pairs]:
        """Return what a leaf takes with each state of one of its two, the other being settled."""
        one, other = leaf.variables
        step = self._steps_left(other if variable is one else one, left)[0]
        key = (leaf, variable, step)
        found = self._rows.get(key)
        if found is None:
            row = leaf.rows[0 if variable is one else 1]
            before, after = map(row, step)
            states = self.distinct(variable)
            found = self._rows[key] = {at: pair(before[at], after[at]) for at in states}
        return found

    def is_settled(self, variable: Variable, left: Left) -> bool:
        """Whether a variable is what is learned, or only one of its states is left."""
        if self.learned is not None and variable is self.learned[0]:
            return True
        return variable in left and len(left[variable]) == 1

    def _of_leaf(self, leaf: Leaf, left: Left) -> Pairs:
        """Return the pairs of a leaf by what is left of its variables."""
        open_ = [each for each in leaf.variables if not self.is_settled(each, left)]
        if len(open_) > 1:
            return same(leaf.reach)
        if len(leaf.variables) == 1:
            column = leaf.column
            if open_:
                states = left[open_[0]]
                return sum([pair(value, value) for value in {column[state] for state in states}])
            before, after = self._steps_left(leaf.variables[0], left)[0]
            return pair(column[before], column[after])
        if not open_:
            one, other = (self._steps_left(each, left)[0] for each in leaf.variables)
            return pair(
                *(leaf.rows[0](second)[first] for first, second in zip(one, other, strict=True))
            )
        taken = self._by_state(leaf, open_[0], left)
        return sum({taken[state] for state in left.get(open_[0]) or taken})

    def _steps_left(self, variable: Variable, left: Left) -> Sequence[Step]:
        if self.learned is not None and variable is self.learned[0]:
            return (self.learned[1],)
        states = left.get(variable) or self.distinct(variable)
        return [(state, state) for state in states]

    def _pairs(self, kids: tuple[int, ...], left: Left) -> list[Pairs]:
        """Return the pairs that each part below these can take at most."""
        self.effort.spend(len(self.all_below(kids)))
        found = list(self._at_rest)
        learned = None if self.learned is None else self.learned[0]
        for place in self.all_below(kids):
            part = self.parts[place]
            if isinstance(part, Leaf):
                if learned in part.inside or not left.keys().isdisjoint(part.variables):
                    found[place] = self._of_leaf(part, left)
            elif part.parts:
                found[place] = pairs_of(part, [found[kid] for kid in self.kids[place]])
        return found

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
        if not is_single(pairs[kid]):
            useful[kid] &= useful_of(op, others, wanted)
        before = (join_pairs(op, (*before, pairs[kid])),)


def is_single(pairs: Pairs) -> bool:
    """Whether these pairs are but one."""
    return not pairs & (pairs - 1)
