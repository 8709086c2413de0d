"""Whether learning one fact can change a formula, decided exactly.

The set of pairs that a formula can take is exact while no variable stands in it twice. Where one
does, each of its states is tried in turn, until all that was thought to be in reach is found.
Parts of an `and` or an `or` that have no variable in common are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from itertools import product
from typing import Final, TypeAlias

from sexto_rules.decisions.exact.formulas import Formula, Leaf, Op, Variable
from sexto_rules.decisions.exact.pairs import CHANGES, Pairs, join_pairs, pair, pairs_of, same
from sexto_rules.decisions.exact.variables import is_there
from sexto_rules.decisions.reach import ANY

__all__ = ["Component", "Finding", "Looks", "TooLongError"]


class Finding(IntEnum):
    """Whether something can come about; `UNSURE` where only more than is written out shows it."""

    NO = 0
    UNSURE = 1
    YES = 2


class TooLongError(Exception):
    """The search has looked long enough."""


class Looks:
    """How many points of a search may still be looked at."""

    def __init__(self, left: int) -> None:
        """Begin with so many."""
        self._left = left

    def take(self) -> None:
        """Take one.

        Raises:
            TooLongError: None is left.
        """
        if not self._left:
            raise TooLongError
        self._left -= 1


_Step: TypeAlias = tuple[int, int]
"""The state of a variable before and after a fact is learned, by their index."""

_Chosen: TypeAlias = dict[Variable, _Step]


class Component:
    """One formula, laid out so that each part stands after what it is made of."""

    def __init__(self, root: Formula) -> None:
        """Lay it out."""
        self._parts: list[Formula] = []
        self._kids: list[tuple[int, ...]] = []
        self._root = self._lay_out(root, {})
        self._leaves: dict[Variable, list[Leaf]] = {}
        for part in self._parts:
            if isinstance(part, Leaf):
                for variable in part.variables:
                    self._leaves.setdefault(variable, []).append(part)
        self._states: dict[Variable, list[int]] = {}
        self._at_rest: list[Pairs] = [same(part.reach) for part in self._parts]
        self._below: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._found: dict[object, Pairs] = {}
        self._looks = Looks(0)

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

    def find_change(self, path: str, looks: Looks) -> Finding:
        """Return whether learning the fact can change the formula, other facts being learned.

        Raises:
            TooLongError: No look is left.
        """
        self._looks = looks
        best = Finding.NO
        for variable in self._leaves:
            for step in self._steps(variable, path):
                for chosen in self._openings(variable, step):
                    if self._taken((self._root,), Op.ALL, chosen, CHANGES, one=True):
                        if not any(_is_unsure(each, its) for each, its in chosen.items()):
                            return Finding.YES
                        best = Finding.UNSURE
        return best

    def _openings(self, learned: Variable, step: _Step) -> Iterator[_Chosen]:
        """Yield the step with the states of what must be chosen first, the surest first."""
        tied = [
            each
            for each in self._leaves
            if each is not learned and (each.unsure or each.lists is learned)
        ]
        options = [[(each, (state, state)) for state in self._distinct(each)] for each in tied]
        for choice in product(*options):
            chosen = {learned: step, **dict(choice)}
            if all(_is_possible(each, its[0], chosen) for each, its in choice):
                yield chosen

    def _seen(self, variable: Variable, state: int) -> object:
        """Return all that this formula sees of a state of a variable."""
        return tuple(
            leaf.table(state) if len(leaf.variables) == 1 else state
            for leaf in self._leaves[variable]
        )

    def _steps(self, variable: Variable, path: str) -> list[_Step]:
        """Return the steps of a variable, each that looks otherwise than those before it."""
        found: dict[object, _Step] = {}
        for step in variable.steps.get(path, ()):
            seen = tuple(self._seen(variable, state) for state in step)
            if seen[0] != seen[1]:
                found.setdefault((seen, _is_unsure(variable, step)), step)
        return list(found.values())

    def _distinct(self, variable: Variable) -> list[int]:
        """Return the states of a variable that this formula tells apart, in their order."""
        states = self._states.get(variable)
        if states is None:
            found: dict[object, int] = {}
            for state in range(len(variable.states)):
                key = (
                    self._seen(variable, state),
                    state in variable.unsure,
                    variable.entities.get(state),
                )
                found.setdefault(key, state)
            states = self._states[variable] = list(found.values())
        return states

    def _taken(
        self, kids: tuple[int, ...], op: Op, chosen: _Chosen, wanted: Pairs, *, one: bool
    ) -> Pairs:
        """Return which of the pairs wanted an `and` or `or` of these parts can take.

        With `one`, one of them is enough.
        """
        here = frozenset(item for item in chosen.items() if self._is_in(item[0], kids))
        key = (kids, op, here, wanted, one)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._worked_out(kids, op, chosen, wanted, one=one)
        return found

    def _is_in(self, variable: Variable, kids: tuple[int, ...]) -> bool:
        return any(variable in self._parts[kid].inside for kid in kids)

    def _worked_out(
        self, kids: tuple[int, ...], op: Op, chosen: _Chosen, wanted: Pairs, *, one: bool
    ) -> Pairs:
        self._looks.take()
        pairs = self._pairs(kids, chosen)
        at_most = join_pairs(op, [pairs[kid] for kid in kids]) & wanted
        if not at_most:
            return 0
        alive = [kid for kid in kids if not _is_single(pairs[kid])]
        twice, groups = self._twice(alive, pairs, chosen)
        if twice is None:
            return at_most
        if len(groups) > 1 or (len(groups[0]) == 1 and self._kids[groups[0][0]]):
            known = [pairs[kid] for kid in kids if _is_single(pairs[kid])]
            return self._of_groups(groups, known, op, pairs, chosen, wanted, one=one)
        found = 0
        for state in self._distinct(twice):
            found |= self._taken(
                kids, op, {**chosen, twice: (state, state)}, at_most & ~found, one=one
            )
            if found == at_most or (found and one):
                break
        return found

    def _of_groups(  # noqa: PLR0913, PLR0917 - what is known of this point of the search
        self,
        groups: list[tuple[int, ...]],
        known: list[Pairs],
        op: Op,
        pairs: list[Pairs],
        chosen: _Chosen,
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
                bit for bit in _BITS if taken[at] & bit and join_pairs(op, [*others, bit]) & wanted
            )
            is_last = at == order[-1]
            taken[at] = self._of_group(groups[at], op, chosen, useful, one=one and is_last)
            if not taken[at]:
                return 0
        return join_pairs(op, [*known, *taken]) & wanted

    def _of_group(
        self, group: tuple[int, ...], op: Op, chosen: _Chosen, wanted: Pairs, *, one: bool
    ) -> Pairs:
        part, kids = self._parts[group[0]], self._kids[group[0]]
        if len(group) > 1 or not kids:
            return self._taken(group, op, chosen, wanted, one=one)
        if part.op is not Op.ASKED:
            return self._taken(kids, part.op, chosen, wanted, one=one)
        of_body = sum(bit for bit in _BITS if pairs_of(part, [bit]) & wanted)
        body = self._of_group(kids, op, chosen, of_body, one=one)
        return pairs_of(part, [body]) if body else 0

    def _pairs(self, kids: tuple[int, ...], chosen: _Chosen) -> list[Pairs]:
        """Return the pairs that each part below these can take at most."""
        found = list(self._at_rest)
        for place in self._all_below(kids):
            part = self._parts[place]
            if isinstance(part, Leaf):
                if not chosen.keys().isdisjoint(part.variables):
                    found[place] = _of_leaf(part, chosen)
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
        self, kids: list[int], pairs: list[Pairs], chosen: _Chosen
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
                for variable in part.variables:
                    if variable not in chosen:
                        times = ways[place] + len(part.variables) - 1
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


def _of_leaf(leaf: Leaf, chosen: _Chosen) -> Pairs:
    """Return the pairs of a leaf of which a variable is chosen."""
    steps = [chosen[variable] for variable in leaf.variables if variable in chosen]
    if len(steps) == len(leaf.variables):
        before = leaf.table(*(step[0] for step in steps))
        return pair(before, leaf.table(*(step[1] for step in steps)))
    return _ANY_CHANGE if any(before != after for before, after in steps) else same(ANY)


_BITS: Final = tuple(1 << number for number in range(9))

_ANY_CHANGE: Final[Pairs] = CHANGES | same(ANY)


def _is_single(pairs: Pairs) -> bool:
    return not pairs & (pairs - 1)


def _is_unsure(variable: Variable, step: _Step) -> bool:
    return not variable.unsure.isdisjoint(step)


def _is_possible(variable: Variable, state: int, chosen: _Chosen) -> bool:
    """Whether a state can be at this step: a holder who comes with it was not known before."""
    place = variable.entities.get(state)
    if place is None or variable.lists not in chosen:
        return True
    before, after = (variable.lists.states[each] for each in chosen[variable.lists])
    return is_there(place, before) or not is_there(place, after)
