"""One formula laid out: its parts, and what its leaves take by the states of their variables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.decisions.exact.effort import Effort
from sexto_rules.decisions.exact.formulas import Column, Formula, Leaf, Variable
from sexto_rules.decisions.exact.pairs import Pairs, any_of, same
from sexto_rules.decisions.exact.states import (
    States,
    Taken,
    giving,
    is_one,
    states_in,
    taken_by,
    taken_with,
)

__all__ = ["Layout", "Learned", "Left", "Step"]

Step: TypeAlias = tuple[int, int]
"""The state of a variable before and after a fact is learned, by their index."""

Left: TypeAlias = dict[Variable, States]
"""Of each variable not wholly open, what is left of it: states, or steps if it is learned."""

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


class Layout:
    """One formula, laid out so that each part stands after what it is made of."""

    def __init__(self, root: Formula) -> None:
        """Lay it out."""
        self.parts: list[Formula] = []
        self.kids: list[tuple[int, ...]] = []
        self.root: int = self._lay_out(root, {})
        self.leaves: dict[Variable, list[int]] = {}
        self.above: dict[Variable, list[int]] = {}
        """The places of all parts that depend on a variable, in their order."""
        for place, part in enumerate(self.parts):
            for variable in part.inside:
                self.above.setdefault(variable, []).append(place)
                if isinstance(part, Leaf):
                    self.leaves.setdefault(variable, []).append(place)
        self._states: dict[Variable, States] = {}
        self._below: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._inside: dict[tuple[int, ...], frozenset[Variable]] = {}
        self._all_learned: dict[tuple[Variable, tuple[Step, ...]], Learned] = {}
        self._own: dict[tuple[Leaf, Learned | None], Taken] = {}
        self._rows: dict[tuple[Leaf, Variable, Step, Learned | None], Taken] = {}
        self._of_both: dict[object, tuple[tuple[Variable, Taken], ...]] = {}
        self._of_steps: dict[tuple[int, Learned], Sequence[object]] = {}
        self._of_one_state: dict[Learned | None, frozenset[Variable]] = {}
        self.effort: Effort = Effort(0)
        """How much may still be done for the answer."""
        self.learned: Learned | None = None
        """What is learned, and by which steps."""

    def allow(self, effort: Effort) -> None:
        """Go on with so much effort."""
        self.effort = effort

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

    def inside(self, kids: tuple[int, ...]) -> frozenset[Variable]:
        """Return the variables that some of these parts depend on."""
        found = self._inside.get(kids)
        if found is None:
            found = frozenset().union(*(self.parts[kid].inside for kid in kids))
            self._inside[kids] = found
        return found

    def seen(self, variable: Variable) -> list[object]:
        """Return all that this formula sees of each state of a variable."""
        return list(
            zip(*(self._sees(place, variable) for place in self.leaves[variable]), strict=True)
        )

    def _sees(self, place: int, variable: Variable) -> Sequence[object]:
        """Return what a leaf sees of each state of a variable."""
        leaf = self.parts[place]
        assert isinstance(leaf, Leaf), "a place of `leaves`"
        return leaf.sees[leaf.variables.index(variable)]

    def told_apart(self, variable: Variable, states: States, places: Iterable[int]) -> list[States]:
        """Return the states in groups, those together that look the same to these leaves.

        Of what is learned: its steps.
        """
        looks = [self._looks(place, variable) for place in places]
        found: dict[object, States] = {}
        for state in states_in(states):
            look = tuple([its[state] for its in looks])
            found[look] = found.get(look, 0) | 1 << state
        return list(found.values())

    def _looks(self, place: int, variable: Variable) -> Sequence[object]:
        """Return what a leaf sees of each state of a variable, or step of what is learned."""
        sees = self._sees(place, variable)
        learned = self.learned_if(variable)
        if learned is None:
            return sees
        found = self._of_steps.get((place, learned))
        if found is None:
            found = [(sees[before], sees[after]) for before, after in learned.steps]
            self._of_steps[place, learned] = found
        return found

    def distinct(self, variable: Variable) -> States:
        """Return the states of a variable that this formula tells apart.

        Of what is learned: its steps.
        """
        learned = self.learned_if(variable)
        if learned is not None:
            return (1 << len(learned.steps)) - 1
        states = self._states.get(variable)
        if states is None:
            looks: list[object] = self.seen(variable)
            if variable.unsure or variable.entities:
                looks = [
                    (look, state in variable.unsure, variable.entities.get(state))
                    for state, look in enumerate(looks)
                ]
            last_first = range(len(looks) - 1, -1, -1)
            first = dict(zip(reversed(looks), last_first, strict=True))
            states = self._states[variable] = sum(1 << state for state in first.values())
        return states

    def left_of(self, variable: Variable, left: Left) -> States:
        """Return the states of a variable, or the steps of what is learned, that are left."""
        states = left.get(variable)
        return self.distinct(variable) if states is None else states

    def settled(self, left: Left) -> frozenset[Variable]:
        """Return the variables of which one state is left, or one step of what is learned."""
        return self._settled_anyhow().union(each for each, its in left.items() if is_one(its))

    def _settled_anyhow(self) -> frozenset[Variable]:
        """Return those that have but one that this formula tells apart."""
        found = self._of_one_state.get(self.learned)
        if found is None:
            found = frozenset(each for each in self.leaves if is_one(self.distinct(each)))
            self._of_one_state[self.learned] = found
        return found

    def of_leaf(self, leaf: Leaf, left: Left) -> Pairs:
        """Return the pairs of a leaf by what is left of its variables."""
        for variable, taken in self._by_state(leaf, left):
            return taken_with(taken, self.left_of(variable, left))
        is_learned = self.learned is not None and self.learned.variable in leaf.inside
        return any_of(leaf.reach) if is_learned else same(leaf.reach)

    def narrow(self, leaf: Leaf, useful: Pairs, left: Left) -> bool:
        """Drop the states of variables with which a leaf takes nothing of use; is any left?"""
        for variable, taken in self._by_state(leaf, left):
            states = self.left_of(variable, left) & giving(taken, useful)
            if not states:
                return False
            left[variable] = states
        return True

    def _by_state(self, leaf: Leaf, left: Left) -> Iterable[tuple[Variable, Taken]]:
        """Return variables of a leaf, each with what the leaf takes at most with its states.

        None where many states are left of two: that would take long.
        """
        if len(leaf.variables) == 1:
            return ((leaf.variables[0], self._own_of(leaf)),)
        one, other = sorted(leaf.variables, key=lambda each: self.left_of(each, left).bit_count())
        its, others = self.left_of(one, left), self.left_of(other, left)
        if is_one(its):
            return ((other, self._row_of(leaf, other, self._step(one, its.bit_length() - 1))),)
        if its.bit_count() > _FEW:
            return ()
        key = (leaf, one, its, others, self.learned)
        found = self._of_both.get(key)
        if found is None:
            self.effort.spend(its.bit_count())
            found = self._of_both[key] = self._of_two(leaf, (one, other), (its, others))
        return found

    def _of_two(
        self, leaf: Leaf, variables: tuple[Variable, Variable], left: tuple[States, States]
    ) -> tuple[tuple[Variable, Taken], ...]:
        """Return what a leaf takes with each state of one of its two, any left of the other."""
        one, other = variables
        its, others = left
        by_its: dict[Pairs, States] = {}
        by_others: dict[Pairs, States] = {}
        for state in states_in(its):
            row = self._row_of(leaf, other, self._step(one, state))
            for pairs, states in [each for each in row if each[1] & others]:
                by_its[pairs] = by_its.get(pairs, 0) | 1 << state
                by_others[pairs] = by_others.get(pairs, 0) | states
        return ((one, tuple(by_its.items())), (other, tuple(by_others.items())))

    def _own_of(self, leaf: Leaf) -> Taken:
        """Return what a leaf of one variable takes with its states."""
        learned = self.learned_if(leaf.variables[0])
        found = self._own.get((leaf, learned))
        if found is None:
            found = self._own[leaf, learned] = _taken(leaf.column, leaf.column, learned)
        return found

    def _row_of(self, leaf: Leaf, variable: Variable, beside: Step) -> Taken:
        """Return what a leaf takes with the states of one of its two, by a step of the other."""
        learned = self.learned_if(variable)
        key = (leaf, variable, beside, learned)
        found = self._rows.get(key)
        if found is None:
            row = leaf.rows[0 if variable is leaf.variables[0] else 1]
            before, after = map(row, beside)
            found = self._rows[key] = _taken(before, after, learned)
        return found

    def _step(self, variable: Variable, state: int) -> Step:
        """Return what a variable is before and after."""
        learned = self.learned_if(variable)
        return (state, state) if learned is None else learned.steps[state]


def _taken(before: Column, after: Column, learned: Learned | None) -> Taken:
    """Return what is taken with the states of a variable, or with the steps of what is learned."""
    if learned is not None:
        befores, afters = zip(*learned.steps, strict=True)
        before, after = (
            bytes(map(before.__getitem__, befores)),
            bytes(map(after.__getitem__, afters)),
        )
    return taken_by(before, after)
