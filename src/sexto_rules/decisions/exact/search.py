"""Whether learning one fact can change a formula, decided exactly.

The set of pairs that a formula can take is exact while no variable stands in it twice. Where one
does, each of its states is tried in turn, until all that was thought to be in reach is found.
Parts of an `and` or an `or` that have no variable in common are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import partial
from itertools import product

from sexto_rules.decisions.exact.effort import Effort
from sexto_rules.decisions.exact.formulas import Formula, Leaf, Op, Variable
from sexto_rules.decisions.exact.layout import Layout, Left, States, Step, is_single
from sexto_rules.decisions.exact.pairs import BITS, CHANGES, Pairs, join_pairs, pairs_of
from sexto_rules.decisions.exact.variables import is_there

__all__ = ["Component", "Finding"]


class Finding(IntEnum):
    """Whether something can come about; `UNSURE` where only more than is written out shows it."""

    NO = 0
    UNSURE = 1
    YES = 2


class Component(Layout):
    """One formula, of which is decided what can change it."""

    def __init__(self, root: Formula) -> None:
        """Lay it out."""
        super().__init__(root)
        self._found: dict[object, Pairs] = {}

    def find_change(self, path: str, effort: Effort) -> Finding:
        """Return whether learning the fact can change the formula, other facts being learned.

        Raises:
            TooLongError: It takes more effort than that.
        """
        self.allow(effort)
        if self._is_found(path, partial(self._openings, surely=True)):
            return Finding.YES
        if not any(variable.unsure for variable in self.leaves):
            return Finding.NO
        is_unsure = self._is_found(path, lambda _variable, _step: [{}]) and self._is_found(
            path, partial(self._openings, surely=False)
        )
        return Finding.UNSURE if is_unsure else Finding.NO

    def _is_found(self, path: str, openings: Callable[[Variable, Step], Iterable[Left]]) -> bool:
        """Return whether a change is found by some step of the fact, with one of the openings."""
        for variable in self.leaves:
            for step in self._steps(variable, path):
                self.learn(variable, step)
                for left in openings(variable, step):
                    if self._can_change(self.root, left):
                        return True
        return False

    def _can_change(self, place: int, left: Left) -> bool:
        """Return whether a part can change; a whole does only where some part of it can.

        So most of what cannot change is seen part by part, each smaller than the whole.
        """
        kids = self.kids[place]
        if kids and not any(self._can_change(kid, left) for kid in kids):
            return False
        return bool(self._taken((place,), Op.ALL, left, CHANGES, one=True))

    def _openings(self, learned: Variable, step: Step, *, surely: bool) -> Iterator[Left]:
        """Yield what is left of the variables, for all that the lists may be.

        Who holds a device may be one not listed yet, as the list allows it.

        Args:
            learned: What is learned.
            step: What it is before and after.
            surely: Whether only states are left that can surely come about.
        """
        if surely and _is_unsure(learned, step):
            return
        others = [each for each in self.leaves if each is not learned]
        holders = [each for each in others if each.entities]
        lists = [each for each in others if each.unsure and not each.entities]
        for choice in product(*(self.distinct(each) for each in lists)):
            chosen: dict[Variable, Step] = {
                each: (at, at) for each, at in zip(lists, choice, strict=True)
            }
            if surely and any(_is_unsure(each, states) for each, states in chosen.items()):
                continue
            left: Left = {each: states[:1] for each, states in chosen.items()}
            for each in holders:
                left[each] = tuple(
                    state
                    for state in self.distinct(each)
                    if _is_possible(each, state, {learned: step, **chosen})
                    and not (surely and state in each.unsure)
                )
            yield left

    def _steps(self, variable: Variable, path: str) -> list[Step]:
        """Return the steps of a variable, each that looks otherwise than those before it."""
        steps = variable.steps.get(path, ())
        if not steps:
            return []
        found: dict[object, Step] = {}
        its_seen = self.seen(variable)
        for step in steps:
            seen = tuple(its_seen[state] for state in step)
            if seen[0] != seen[1]:
                found.setdefault((seen, _is_unsure(variable, step)), step)
        return list(found.values())

    def _taken(
        self, kids: tuple[int, ...], op: Op, left: Left, wanted: Pairs, *, one: bool
    ) -> Pairs:
        """Return which of the pairs wanted an `and` or `or` of these parts can take.

        With `one`, one of them is enough.
        """
        here = frozenset(item for item in left.items() if self._is_in(item[0], kids))
        key = (self.learned, kids, op, here, wanted, one)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._worked_out(kids, op, left, wanted, one=one)
        return found

    def _is_in(self, variable: Variable, kids: tuple[int, ...]) -> bool:
        return any(variable in self.parts[kid].inside for kid in kids)

    def _worked_out(
        self, kids: tuple[int, ...], op: Op, left: Left, wanted: Pairs, *, one: bool
    ) -> Pairs:
        narrowed = self.narrowed(kids, op, left, wanted)
        if narrowed is None:
            return 0
        pairs, left = narrowed
        at_most = join_pairs(op, [pairs[kid] for kid in kids]) & wanted
        alive = [kid for kid in kids if not is_single(pairs[kid])]
        twice, groups = self._twice(alive, pairs, left)
        if twice is None:
            return at_most
        if len(groups) > 1 or (len(groups[0]) == 1 and self.kids[groups[0][0]]):
            known = [pairs[kid] for kid in kids if is_single(pairs[kid])]
            return self._of_groups(groups, known, op, pairs, left, wanted, one=one)
        found = 0
        for states in self._branches(twice, pairs, left):
            found |= self._taken(kids, op, {**left, twice: states}, at_most & ~found, one=one)
            if found == at_most or (found and one):
                break
        return found

    def _branches(self, variable: Variable, pairs: list[Pairs], left: Left) -> Iterable[States]:
        """Return what is left of a variable in parts: by what the leaves in question see of it.

        First by those that see it alone, in which many of its states look the same.
        """
        states = left.get(variable) or self.distinct(variable)
        alive = [place for place in self.leaves[variable] if not is_single(pairs[place])]
        alone = [place for place in alive if len(self.parts[place].inside) == 1]
        for places in (alone, alive):
            sees = [self.sees(place, variable) for place in places]
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
        left: Left,
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
        self, group: tuple[int, ...], op: Op, left: Left, wanted: Pairs, *, one: bool
    ) -> Pairs:
        part, kids = self.parts[group[0]], self.kids[group[0]]
        if len(group) > 1 or not kids:
            return self._taken(group, op, left, wanted, one=one)
        if part.op is not Op.ASKED:
            return self._taken(kids, part.op, left, wanted, one=one)
        of_body = sum(bit for bit in BITS if pairs_of(part, [bit]) & wanted)
        body = self._of_group(kids, op, left, of_body, one=one)
        return pairs_of(part, [body]) if body else 0

    def _twice(
        self, kids: list[int], pairs: list[Pairs], left: Left
    ) -> tuple[Variable | None, list[tuple[int, ...]]]:
        """Return what stands most often in what is still alive, if anything does more than once.

        And the parts in groups, so that no variable stands in two.
        """
        ways = [0] * len(self.parts)
        for kid in kids:
            ways[kid] = 1
        count: dict[Variable, int] = {}
        for place in reversed(self.all_below(tuple(kids))):
            if not ways[place] or is_single(pairs[place]):
                continue
            part = self.parts[place]
            if isinstance(part, Leaf):
                open_ = [each for each in part.variables if not self.is_settled(each, left)]
                for variable in open_:
                    times = ways[place] + len(open_) - 1
                    count[variable] = count.get(variable, 0) + times
            for kid in self.kids[place]:
                ways[kid] += ways[place]
        most = max(count, key=count.__getitem__, default=None)
        if most is None or count[most] == 1:
            return None, []
        return most, self._groups(kids, {each for each, times in count.items() if times > 1})

    def _groups(self, kids: list[int], doubles: set[Variable]) -> list[tuple[int, ...]]:
        groups: list[tuple[list[int], set[Variable]]] = []
        for kid in kids:
            its = set(self.parts[kid].inside & doubles)
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


def _is_unsure(variable: Variable, states: Iterable[int]) -> bool:
    return not variable.unsure.isdisjoint(states)


def _is_possible(variable: Variable, state: int, chosen: dict[Variable, Step]) -> bool:
    """Whether a state can be at this step: a holder who comes with it was not known before."""
    place = variable.entities.get(state)
    if place is None or variable.lists not in chosen:
        return True
    before, after = (variable.lists.states[each] for each in chosen[variable.lists])
    return is_there(place, before) or not is_there(place, after)
