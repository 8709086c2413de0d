"""Whether learning one fact can change a formula, decided exactly.

The set of pairs that a formula can take is exact while no variable stands in it twice. Where one
does, each of its states is tried in turn, until all that was thought to be in reach is found.
Parts of an `and` or an `or` that have no variable in common are looked at one by one. What changes
is looked for along each way from the whole down to what is learned: all on it change at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, IntEnum
from itertools import product
from typing import Final, TypeAlias

from sexto_rules.decisions.exact.effort import Effort, TooLongError
from sexto_rules.decisions.exact.formulas import Formula, Leaf, Op, Variable
from sexto_rules.decisions.exact.layout import Left, Step
from sexto_rules.decisions.exact.narrowing import AtMost, Narrowing
from sexto_rules.decisions.exact.pairs import BITS, CHANGES, Pairs, join_pairs, pairs_of
from sexto_rules.decisions.exact.states import States, states_in
from sexto_rules.decisions.exact.variables import MORE, ListState, is_there

__all__ = ["Changing", "Component", "Finding"]

Changing: TypeAlias = dict[
    tuple[Formula, Variable, object, frozenset[tuple[Variable, States]]], bool
]
"""Whether a formula can change by a variable, by what is learned of it and what others are left."""


class Finding(IntEnum):
    """Whether something can come about; `UNSURE` where only more than is written out shows it."""

    NO = 0
    UNSURE = 1
    YES = 2


class _Order(Enum):
    """What is tried first: what stands most often, or what failed most often of few states."""

    BY_NUMBER = "by number"
    BY_FAILURES = "by failures"


_AT_FIRST: Final = 2_000
"""Steps for which one order is followed at first."""

_LONGER: Final = 4
"""So many times as long each time."""


class Component(Narrowing):
    """One formula, of which is decided what can change it."""

    def __init__(self, root: Formula, changing: Changing) -> None:
        """Lay it out.

        Args:
            root: The formula.
            changing: What is found of parts that other formulas have too.
        """
        super().__init__(root)
        self._changing = changing
        self._found: dict[object, Pairs] = {}
        self._order = _Order.BY_NUMBER

    def find_change(self, path: str, effort: Effort) -> Finding:
        """Return whether learning the fact can change the formula, other facts being learned.

        First whatever the lists may be, which is more than can be.

        Raises:
            TooLongError: It takes more effort than that.
        """
        self.allow(effort)
        if not self._is_found(path, self._openings_at_most):
            return Finding.NO
        if not self._is_found(path, self._openings):
            return Finding.NO
        return Finding.UNSURE if any(each.unsure for each in self.leaves) else Finding.YES

    def _is_found(
        self, path: str, openings: Callable[[Variable, tuple[Step, ...]], Iterable[Left]]
    ) -> bool:
        """Return whether a change is found by some step of the fact, with one of the openings."""
        for variable in [each for each in self.leaves if path in each.steps]:
            for steps in self._steps(variable, path):
                self.learn(variable, steps, steps if _is_by_step(variable) else path)
                for left in openings(variable, steps):
                    if self._can_change(self.root, left):
                        return True
        return False

    def _can_change(self, place: int, left: Left) -> bool:
        """Return whether a part can change; a whole does only where some part of it can.

        So most of what cannot change is seen part by part, each smaller than the whole, and
        once for all formulas that it is a part of.
        """
        part, learned = self.parts[place], self.learned
        assert learned is not None, "nothing changes but by what is learned"
        if learned.variable not in part.inside:
            return False
        here = frozenset(item for item in left.items() if item[0] in part.inside)
        key = (part, learned.variable, learned.what, here)
        found = self._changing.get(key)
        if found is None:
            found = self._changing[key] = self._changes_along((place,), left)
        return found

    def _changes_along(self, way: tuple[int, ...], left: Left) -> bool:
        """Return whether all on a way down from a part can change, and so on to what is learned."""
        kids = self.kids[way[-1]]
        if not kids:
            return self._is_taken(way, left)
        changing = [kid for kid in kids if self._can_change(kid, left)]
        return any(
            self._is_open(further, left) and self._changes_along(further, left)
            for further in ((*way, kid) for kid in changing)
        )

    def _is_open(self, way: tuple[int, ...], left: Left) -> bool:
        """Whether nothing speaks against all on a way changing at once."""
        self.let_change(way)
        return self.narrowed(way[:1], Op.ALL, left, CHANGES) is not None

    def _is_taken(self, way: tuple[int, ...], left: Left) -> bool:
        """Whether all on a way can change at once.

        What is tried next is chosen in one order and in another in turn, each time for longer:
        where one takes very long, another mostly does not, and what failed is known by then.
        """
        self.let_change(way)
        whole, steps = self.effort, _AT_FIRST
        while True:
            for self._order in _Order:
                self.allow(Effort(steps, whole))
                try:
                    return bool(self._taken(way[:1], Op.ALL, left, CHANGES, None, one=True))
                except TooLongError:
                    if whole.is_spent:
                        raise
                finally:
                    self.allow(whole)
            steps *= _LONGER

    def _openings_at_most(self, learned: Variable, _steps: tuple[Step, ...]) -> Iterable[Left]:
        """Return what is left of the variables at most, whatever the lists are."""
        return [self._lists_beside(learned)]

    def _lists_beside(self, learned: Variable) -> Left:
        """Return the lists of any number, beside what is learned, with what they can be.

        One more than many is no more than many, but where it is learned that there is one more.
        """
        return {
            each: sum(
                1 << at for at in states_in(self.distinct(each)) if each.states[at].further != MORE
            )
            for each in self.leaves
            if each.unsure and not each.entities and each is not learned
        }

    def _openings(self, learned: Variable, steps: tuple[Step, ...]) -> Iterator[Left]:
        """Yield what is left of the variables, for all that the lists may be.

        Who holds a device may be one not listed yet, as the list allows it.

        Args:
            learned: What is learned.
            steps: What it is before and after; one only where a list is learned.
        """
        others = [each for each in self.leaves if each is not learned]
        holders = [each for each in others if each.entities]
        lists = self._lists_beside(learned)
        for choice in product(*map(states_in, lists.values())):
            chosen: dict[Variable, Step] = {
                each: (at, at) for each, at in zip(lists, choice, strict=True)
            }
            left: Left = {each: 1 << states[0] for each, states in chosen.items()}
            for each in holders:
                states = self.distinct(each)
                possible = sum(
                    1 << state
                    for state in states_in(states)
                    if _is_possible(each, state, {learned: steps[0], **chosen})
                )
                if possible != states:
                    left[each] = possible
            yield left

    def _steps(self, variable: Variable, path: str) -> list[tuple[Step, ...]]:
        """Return the steps of a variable, each that looks otherwise than those before it.

        All at once, but one by one where it depends on the step what else may be.
        """
        found: dict[object, Step] = {}
        its_seen = self.seen(variable)
        for step in variable.steps[path]:
            before, after = (its_seen[state] for state in step)
            if before != after:
                found.setdefault((before, after, _is_unsure(variable, step)), step)
        if _is_by_step(variable):
            return [(step,) for step in found.values()]
        return [tuple(found.values())] if found else []

    def _taken(  # noqa: PLR0913 - what is known of this point of the search
        self,
        kids: tuple[int, ...],
        op: Op,
        left: Left,
        wanted: Pairs,
        before: AtMost | None,
        *,
        one: bool,
    ) -> Pairs:
        """Return which of the pairs wanted an `and` or `or` of these parts can take.

        With `one`, one of them is enough. `before` is what they could when more was left.
        """
        inside = self.inside(kids)
        here = frozenset([item for item in left.items() if item[0] in inside])
        learned, changing = self.learned, self.changing
        if learned is not None and learned.variable not in inside:
            learned, changing = None, frozenset()
        key = (learned, changing, kids, op, here, wanted, one)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._worked_out(kids, op, left, wanted, before, one=one)
        return found

    def _worked_out(  # noqa: PLR0913 - what is known of this point of the search
        self,
        kids: tuple[int, ...],
        op: Op,
        left: Left,
        wanted: Pairs,
        before: AtMost | None,
        *,
        one: bool,
    ) -> Pairs:
        taken = self.narrowed(kids, op, left, wanted, before)
        if taken is None:
            return 0
        left, pairs = taken.left, taken.pairs
        at_most = join_pairs(op, [pairs[kid] for kid in kids]) & wanted
        alive = [kid for kid in kids if not taken.is_known(kid)]
        twice, groups = self._twice(alive, taken)
        if twice is None:
            return at_most
        if len(groups) > 1 or (len(groups[0]) == 1 and self.kids[groups[0][0]]):
            known = [pairs[kid] for kid in kids if taken.is_known(kid)]
            return self._of_groups(groups, known, op, taken, wanted, one=one)
        found = 0
        for states in self._branches(twice, taken):
            further = {**left, twice: states}
            found |= self._taken(kids, op, further, at_most & ~found, taken, one=one)
            if found == at_most or (found and one):
                break
        return found

    def _branches(self, variable: Variable, taken: AtMost) -> list[States]:
        """Return what is left of a variable in parts: by what the leaves in question see of it.

        First by those that see it alone, in which many of its states look the same.
        """
        states = self.left_of(variable, taken.left)
        alive = [place for place in self.leaves[variable] if not taken.is_known(place)]
        alone = [place for place in alive if len(self.parts[place].inside) == 1]
        groups = self.told_apart(variable, states, alone)
        if len(groups) == 1:
            groups = self.told_apart(variable, states, alive)
        return groups if len(groups) > 1 else [states & -states]

    def _of_groups(  # noqa: PLR0913 - what is known of this point of the search
        self,
        groups: list[tuple[int, ...]],
        known: list[Pairs],
        op: Op,
        before: AtMost,
        wanted: Pairs,
        *,
        one: bool,
    ) -> Pairs:
        """Return the same for groups of parts that have nothing in common, each on its own.

        The one in which something changes comes last: what the others allow is known by then.
        """
        taken = [join_pairs(op, [before.pairs[kid] for kid in group]) for group in groups]
        order = sorted(range(len(groups)), key=lambda at: bool(taken[at] & CHANGES))
        for at in order:
            others = [*known, *(its for number, its in enumerate(taken) if number != at)]
            useful = sum(
                bit for bit in BITS if taken[at] & bit and join_pairs(op, [*others, bit]) & wanted
            )
            is_last = at == order[-1]
            taken[at] = self._of_group(groups[at], op, useful, before, one=one and is_last)
            if not taken[at]:
                return 0
        return join_pairs(op, [*known, *taken]) & wanted

    def _of_group(
        self, group: tuple[int, ...], op: Op, wanted: Pairs, before: AtMost, *, one: bool
    ) -> Pairs:
        part, kids = self.parts[group[0]], self.kids[group[0]]
        if len(group) > 1 or not kids:
            return self._taken(group, op, before.left, wanted, before, one=one)
        if part.op is not Op.ASKED:
            return self._taken(kids, part.op, before.left, wanted, before, one=one)
        of_body = sum(bit for bit in BITS if pairs_of(part, [bit]) & wanted)
        of_body &= self.allowed(kids[0])
        body = self._of_group(kids, op, of_body, before, one=one)
        return pairs_of(part, [body]) if body else 0

    def _twice(
        self, kids: list[int], taken: AtMost
    ) -> tuple[Variable | None, list[tuple[int, ...]]]:
        """Return what to try next of what stands more than once in what is still alive.

        And the parts in groups, so that no variable of those stands in two.
        """
        settled = self.settled(taken.left)
        ways = [0] * len(self.parts)
        for kid in kids:
            ways[kid] = 1
        count: dict[Variable, int] = {}
        for place in reversed(self.all_below(tuple(kids))):
            if not ways[place] or taken.is_known(place):
                continue
            part = self.parts[place]
            if isinstance(part, Leaf):
                open_ = [each for each in part.variables if each not in settled]
                for variable in open_:
                    times = ways[place] + len(open_) - 1
                    count[variable] = count.get(variable, 0) + times
            for kid in self.kids[place]:
                ways[kid] += ways[place]
        twice = [each for each, times in count.items() if times > 1]
        if not twice:
            return None, []
        if self._order is _Order.BY_FAILURES:
            best = max(twice, key=lambda each: self._failures_a_state(each, taken.left))
        else:
            best = max(twice, key=count.__getitem__)
        return best, self._groups(kids, set(twice))

    def _failures_a_state(self, variable: Variable, left: Left) -> float:
        """Return how often what depends on a variable failed, by the states that are left of it."""
        return (1 + self.failures.get(variable, 0)) / self.left_of(variable, left).bit_count()

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


def _is_by_step(variable: Variable) -> bool:
    """Whether it depends on the step of a variable what others may be, or if it is sure."""
    return isinstance(variable.states[0], ListState) or bool(variable.unsure)


def _is_unsure(variable: Variable, states: Iterable[int]) -> bool:
    return not variable.unsure.isdisjoint(states)


def _is_possible(variable: Variable, state: int, chosen: dict[Variable, Step]) -> bool:
    """Whether a state can be at this step: a holder who comes with it was not known before."""
    place = variable.entities.get(state)
    if place is None or variable.lists not in chosen:
        return True
    before, after = (variable.lists.states[each] for each in chosen[variable.lists])
    return is_there(place, before) or not is_there(place, after)
