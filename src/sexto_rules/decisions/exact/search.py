"""Whether learning one fact can change a formula, decided exactly.

The set of pairs that a formula can take is exact while no variable stands in it twice. Where one
does, each of its states is tried in turn, until all that was thought to be in reach is found.
Parts of an `and` or an `or` that have no variable in common are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import product
from typing import TypeAlias

from sexto_rules.decisions.exact.effort import Effort
from sexto_rules.decisions.exact.formulas import Formula, Leaf, Op, Variable
from sexto_rules.decisions.exact.pairs import (
    BITS,
    CHANGES,
    Pairs,
    join_pairs,
    pair,
    pairs_of,
    same,
    useful_of,
)
from sexto_rules.decisions.exact.variables import is_there
from sexto_rules.protocol.outcome import Truth

__all__ = ["Component", "Finding"]


class Finding(IntEnum):
    """Whether something can come about; `UNSURE` where only more than is written out shows it."""

    NO = 0
    UNSURE = 1
    YES = 2


_Step: TypeAlias = tuple[int, int]
"""The state of a variable before and after a fact is learned, by their index."""

_States: TypeAlias = tuple[int, ...]
"""Those states of a variable that are still considered, by their index."""

_Left: TypeAlias = dict[Variable, _States]
"""Of each variable that is not wholly open, what is left of it."""


class Component:
    """One formula, laid out so that each part stands after what it is made of."""

    def __init__(self, root: Formula) -> None:
        """Lay it out."""
        self._parts: list[Formula] = []
        self._kids: list[tuple[int, ...]] = []
        self._root = self._lay_out(root, {})
        self._leaves: dict[Variable, list[int]] = {}
        for place, part in enumerate(self._parts):
            if isinstance(part, Leaf):
                for variable in part.variables:
                    self._leaves.setdefault(variable, []).append(place)
        self._states: dict[Variable, _States] = {}
        self._at_rest: list[Pairs] = [same(part.reach) for part in self._parts]
        self._below: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._found: dict[object, Pairs] = {}
        self._rows: dict[tuple[Leaf, Variable, _Step], dict[int, Pairs]] = {}
        self._effort = Effort(0)
        self._learned: tuple[Variable, _Step] | None = None

    def _lay_out(self, formula: Formula, places: dict[int, int]) -> int:
        place = places.get(id(formula))
        if place is None:
            kids = tuple(self._lay_out(part, places) for part in formula.parts)
            place = places[id(formula)] = len(self._parts)
            self._parts.append(formula)
            self._kids.append(kids)
        return place

    @property
    def size(self) -> int:
        """How many parts it has."""
        return len(self._parts)

    def find_change(self, path: str, effort: Effort) -> Finding:
        """Return whether learning the fact can change the formula, other facts being learned.

        Raises:
            TooLongError: It takes more effort than that.
        """
        self._effort = effort
        for finding in (Finding.YES, Finding.UNSURE):
            for variable in self._leaves:
                for step in self._steps(variable, path):
                    self._learned = (variable, step)
                    for left in self._openings(variable, step, surely=finding is Finding.YES):
                        if self._taken((self._root,), Op.ALL, left, CHANGES, one=True):
                            return finding
            if not any(variable.unsure for variable in self._leaves):
                break
        return Finding.NO

    def _openings(self, learned: Variable, step: _Step, *, surely: bool) -> Iterator[_Left]:
        """Yield what is left of the variables, for all that the lists may be.

        Who holds a device may be one not listed yet, as the list allows it.

        Args:
            learned: What is learned.
            step: What it is before and after.
            surely: Whether only states are left that can surely come about.
        """
        if surely and _is_unsure(learned, step):
            return
        others = [each for each in self._leaves if each is not learned]
        holders = [each for each in others if each.entities]
        lists = [each for each in others if each.unsure and not each.entities]
        for choice in product(*(self._distinct(each) for each in lists)):
            chosen: dict[Variable, _Step] = {
                each: (at, at) for each, at in zip(lists, choice, strict=True)
            }
            if surely and any(_is_unsure(each, states) for each, states in chosen.items()):
                continue
            left: _Left = {each: states[:1] for each, states in chosen.items()}
            for each in holders:
                left[each] = tuple(
                    state
                    for state in self._distinct(each)
                    if _is_possible(each, state, {learned: step, **chosen})
                    and not (surely and state in each.unsure)
                )
            yield left

    def _seen(self, variable: Variable) -> list[object]:
        """Return all that this formula sees of each state of a variable."""
        return list(
            zip(*(self._sees(place, variable) for place in self._leaves[variable]), strict=True)
        )

    def _sees(self, place: int, variable: Variable) -> Sequence[object]:
        leaf = self._parts[place]
        assert isinstance(leaf, Leaf), "a place of `_leaves`"
        return leaf.sees[leaf.variables.index(variable)]

    def _steps(self, variable: Variable, path: str) -> list[_Step]:
        """Return the steps of a variable, each that looks otherwise than those before it."""
        steps = variable.steps.get(path, ())
        if not steps:
            return []
        found: dict[object, _Step] = {}
        its_seen = self._seen(variable)
        for step in steps:
            seen = tuple(its_seen[state] for state in step)
            if seen[0] != seen[1]:
                found.setdefault((seen, _is_unsure(variable, step)), step)
        return list(found.values())

    def _distinct(self, variable: Variable) -> _States:
        """Return the states of a variable that this formula tells apart, in their order."""
        states = self._states.get(variable)
        if states is None:
            found: dict[object, int] = {}
            for state, seen in enumerate(self._seen(variable)):
                key = (seen, state in variable.unsure, variable.entities.get(state))
                found.setdefault(key, state)
            states = self._states[variable] = tuple(found.values())
        return states

    def _taken(
        self, kids: tuple[int, ...], op: Op, left: _Left, wanted: Pairs, *, one: bool
    ) -> Pairs:
        """Return which of the pairs wanted an `and` or `or` of these parts can take.

        With `one`, one of them is enough.
        """
        here = frozenset(item for item in left.items() if self._is_in(item[0], kids))
        key = (self._learned, kids, op, here, wanted, one)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._worked_out(kids, op, left, wanted, one=one)
        return found

    def _is_in(self, variable: Variable, kids: tuple[int, ...]) -> bool:
        return any(variable in self._parts[kid].inside for kid in kids)

    def _worked_out(
        self, kids: tuple[int, ...], op: Op, left: _Left, wanted: Pairs, *, one: bool
    ) -> Pairs:
        narrowed = self._narrowed(kids, op, left, wanted)
        if narrowed is None:
            return 0
        pairs, left = narrowed
        at_most = join_pairs(op, [pairs[kid] for kid in kids]) & wanted
        alive = [kid for kid in kids if not _is_single(pairs[kid])]
        twice, groups = self._twice(alive, pairs, left)
        if twice is None:
            return at_most
        if len(groups) > 1 or (len(groups[0]) == 1 and self._kids[groups[0][0]]):
            known = [pairs[kid] for kid in kids if _is_single(pairs[kid])]
            return self._of_groups(groups, known, op, pairs, left, wanted, one=one)
        found = 0
        for states in self._branches(twice, pairs, left):
            found |= self._taken(kids, op, {**left, twice: states}, at_most & ~found, one=one)
            if found == at_most or (found and one):
                break
        return found

    def _narrowed(
        self, kids: tuple[int, ...], op: Op, left: _Left, wanted: Pairs
    ) -> tuple[list[Pairs], _Left] | None:
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
            for place in reversed(self._all_below(kids)):
                if not useful[place]:
                    return None
                if useful[place] == pairs[place]:
                    continue
                part = self._parts[place]
                if isinstance(part, Leaf):
                    self._narrow(part, useful[place], narrower)
                elif part.op is Op.ASKED:
                    kid = self._kids[place][0]
                    useful[kid] &= sum(bit for bit in BITS if pairs_of(part, [bit]) & useful[place])
                else:
                    _limit(part.op, self._kids[place], useful[place], pairs, useful)
            if not all(narrower.values()):
                return None
            if narrower == left:
                return pairs, left
            left = narrower

    def _narrow(self, leaf: Leaf, useful: Pairs, left: _Left) -> None:
        """Drop the states of a variable with which a leaf takes nothing of use."""
        open_ = [each for each in leaf.variables if not self._is_settled(each, left)]
        if len(open_) != 1:
            return
        variable = open_[0]
        states = left.get(variable) or self._distinct(variable)
        if len(leaf.variables) == 1:
            column = leaf.column
            values = {value for value in Truth if useful & pair(value, value)}
            left[variable] = tuple([state for state in states if column[state] in values])
        else:
            taken = self._by_state(leaf, variable, left)
            left[variable] = tuple([state for state in states if taken[state] & useful])

    def _by_state(self, leaf: Leaf, variable: Variable, left: _Left) -> dict[int, Pairs]:
        """Return what a leaf takes with each state of one of its two, the other being settled."""
        one, other = leaf.variables
        step = self._steps_left(other if variable is one else one, left)[0]
        key = (leaf, variable, step)
        found = self._rows.get(key)
        if found is None:
            row = leaf.rows[0 if variable is one else 1]
            before, after = map(row, step)
            states = self._distinct(variable)
            found = self._rows[key] = {at: pair(before[at], after[at]) for at in states}
        return found

    def _is_settled(self, variable: Variable, left: _Left) -> bool:
        """Whether a variable is what is learned, or only one of its states is left."""
        if self._learned is not None and variable is self._learned[0]:
            return True
        return variable in left and len(left[variable]) == 1

    def _of_leaf(self, leaf: Leaf, left: _Left) -> Pairs:
        """Return the pairs of a leaf by what is left of its variables."""
        open_ = [each for each in leaf.variables if not self._is_settled(each, left)]
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

    def _steps_left(self, variable: Variable, left: _Left) -> Sequence[_Step]:
        if self._learned is not None and variable is self._learned[0]:
            return (self._learned[1],)
        states = left.get(variable) or self._distinct(variable)
        return [(state, state) for state in states]

    def _branches(self, variable: Variable, pairs: list[Pairs], left: _Left) -> Iterable[_States]:
        """Return what is left of a variable in parts: by what the leaves in question see of it.

        First by those that see it alone, in which many of its states look the same.
        """
        states = left.get(variable) or self._distinct(variable)
        alive = [place for place in self._leaves[variable] if not _is_single(pairs[place])]
        alone = [place for place in alive if len(self._parts[place].inside) == 1]
        for places in (alone, alive):
            sees = [self._sees(place, variable) for place in places]
            found: dict[object, list[int]] = {}
            for state in states:
                found.setdefault(tuple(its[state] for its in sees), []).append(state)
            if len(found) > 1:
                return list(map(tuple, found.values()))
        return [(states[0],)]

    def _of_groups(  # noqa: PLR0913, PLR0917 - what is known of this point of the search
        self,
        groups: list[tuple[int, ...]],
        known: list[Pairs],
        op: Op,
        pairs: list[Pairs],
        left: _Left,
        wanted: Pairs,
        *,
        one: bool,
    ) -> Pairs:
        """Return the same for groups of parts that have nothing in common, each on its own.

        The one in which something changes comes last: what the others allow is known by then.
        """
        taken = [join_pairs(op, [pairs[kid] for kid in group]) for group in groups]
        order = sorted(range(len(groups)), key=lambda at: bool(taken[at] & CHANGES))
        for at in order:
            others = [*known, *(its for number, its in enumerate(taken) if number != at)]
            useful = sum(
                bit for bit in BITS if taken[at] & bit and join_pairs(op, [*others, bit]) & wanted
            )
            is_last = at == order[-1]
            taken[at] = self._of_group(groups[at], op, left, useful, one=one and is_last)
            if not taken[at]:
                return 0
        return join_pairs(op, [*known, *taken]) & wanted

    def _of_group(
        self, group: tuple[int, ...], op: Op, left: _Left, wanted: Pairs, *, one: bool
    ) -> Pairs:
        part, kids = self._parts[group[0]], self._kids[group[0]]
        if len(group) > 1 or not kids:
            return self._taken(group, op, left, wanted, one=one)
        if part.op is not Op.ASKED:
            return self._taken(kids, part.op, left, wanted, one=one)
        of_body = sum(bit for bit in BITS if pairs_of(part, [bit]) & wanted)
        body = self._of_group(kids, op, left, of_body, one=one)
        return pairs_of(part, [body]) if body else 0

    def _pairs(self, kids: tuple[int, ...], left: _Left) -> list[Pairs]:
        """Return the pairs that each part below these can take at most."""
        self._effort.spend(len(self._all_below(kids)))
        found = list(self._at_rest)
        learned = None if self._learned is None else self._learned[0]
        for place in self._all_below(kids):
            part = self._parts[place]
            if isinstance(part, Leaf):
                if learned in part.inside or not left.keys().isdisjoint(part.variables):
                    found[place] = self._of_leaf(part, left)
            elif part.parts:
                found[place] = pairs_of(part, [found[kid] for kid in self._kids[place]])
        return found

    def _all_below(self, kids: tuple[int, ...]) -> tuple[int, ...]:
        """Return the places of these parts and of all that they are made of, in their order."""
        places = self._below.get(kids)
        if places is None:
            inside = set(kids)
            pending = list(kids)
            while pending:
                for kid in self._kids[pending.pop()]:
                    if kid not in inside:
                        inside.add(kid)
                        pending.append(kid)
            places = self._below[kids] = tuple(sorted(inside))
        return places

    def _twice(
        self, kids: list[int], pairs: list[Pairs], left: _Left
    ) -> tuple[Variable | None, list[tuple[int, ...]]]:
        """Return what stands most often in what is still alive, if anything does more than once.

        And the parts in groups, so that no variable stands in two.
        """
        ways = [0] * len(self._parts)
        for kid in kids:
            ways[kid] = 1
        count: dict[Variable, int] = {}
        for place in reversed(self._all_below(tuple(kids))):
            if not ways[place] or _is_single(pairs[place]):
                continue
            part = self._parts[place]
            if isinstance(part, Leaf):
                open_ = [each for each in part.variables if not self._is_settled(each, left)]
                for variable in open_:
                    times = ways[place] + len(open_) - 1
                    count[variable] = count.get(variable, 0) + times
            for kid in self._kids[place]:
                ways[kid] += ways[place]
        most = max(count, key=count.__getitem__, default=None)
        if most is None or count[most] == 1:
            return None, []
        return most, self._groups(kids, {each for each, times in count.items() if times > 1})

    def _groups(self, kids: list[int], doubles: set[Variable]) -> list[tuple[int, ...]]:
        groups: list[tuple[list[int], set[Variable]]] = []
        for kid in kids:
            its = set(self._parts[kid].inside & doubles)
            members = [kid]
            apart = []
            for group in groups:
                if group[1].isdisjoint(its):
                    apart.append(group)
                else:
                    members = group[0] + members
                    its |= group[1]
            groups = [*apart, (members, its)]
        return [tuple(sorted(members)) for members, _ in groups]


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
        if not _is_single(pairs[kid]):
            useful[kid] &= useful_of(op, others, wanted)
        before = (join_pairs(op, (*before, pairs[kid])),)


def _is_single(pairs: Pairs) -> bool:
    return not pairs & (pairs - 1)


def _is_unsure(variable: Variable, states: Iterable[int]) -> bool:
    return not variable.unsure.isdisjoint(states)


def _is_possible(variable: Variable, state: int, chosen: dict[Variable, _Step]) -> bool:
    """Whether a state can be at this step: a holder who comes with it was not known before."""
    place = variable.entities.get(state)
    if place is None or variable.lists not in chosen:
        return True
    before, after = (variable.lists.states[each] for each in chosen[variable.lists])
    return is_there(place, before) or not is_there(place, after)
