"""What the parts of one formula can take at most, by what is left of the variables.

Where only some of what a part can take is of use, states of a variable that give something else
are dropped: so most of what cannot come about is seen without trying it. What parts can take is
worked out from what they could when more was left: only those that depend on what was dropped
are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from sexto_rules.decisions.exact.formulas import Formula, Leaf, Op, Variable
from sexto_rules.decisions.exact.layout import Layout, Learned, Left
from sexto_rules.decisions.exact.pairs import (
    BITS,
    CHANGES,
    EVERY,
    Pairs,
    join_pairs,
    joining,
    pair,
    pairs_of,
    same,
    usefulness,
)
from sexto_rules.protocol.outcome import Truth

__all__ = ["AtMost", "Narrowing"]


@frozen(eq=False)
class AtMost:
    """What each part can take at most; `pending` are those with a part that has yet to change.

    Of these a single pair is but what is wanted. So it is by what was `left`, and all on a way
    `changing`.
    """

    pairs: list[Pairs]
    pending: frozenset[int]
    left: Left
    changing: frozenset[int]

    def is_known(self, place: int) -> bool:
        """Whether a part takes one pair, whatever comes about."""
        pairs = self.pairs[place]
        return not pairs & (pairs - 1) and place not in self.pending


class Narrowing(Layout):
    """One formula, of which is worked out what its parts can take at most."""

    def __init__(self, root: Formula) -> None:
        """Lay it out."""
        super().__init__(root)
        self.failures: dict[Variable, int] = {}
        """How often a part that depends on a variable could not be as it had to."""
        self.changing: frozenset[int] = frozenset()
        """The places of parts that are to change."""
        self._at_rest = self._what_is_at_rest()
        self._wholly_open: dict[Learned, AtMost] = {}
        self._touched: dict[tuple[tuple[int, ...], frozenset[Variable]], list[int]] = {}

    def let_change(self, way: Iterable[int]) -> None:
        """Go on with all on a way having to change."""
        self.changing = frozenset(way)

    def allowed(self, place: int) -> Pairs:
        """Return the pairs that a part may take, as far as it is to change."""
        return CHANGES if place in self.changing else EVERY

    def narrowed(
        self, kids: tuple[int, ...], op: Op, left: Left, wanted: Pairs, before: AtMost | None = None
    ) -> AtMost | None:
        """Return what the parts can take at most, and what is left of the variables.

        Where only some of what a part can take is of use, the states of a variable that give
        something else are dropped, until nothing more is. None: nothing wanted can be taken.

        Args:
            kids: The parts of what is to take it.
            op: How it is made of them.
            left: What is left of the variables.
            wanted: The pairs of which it is to take one.
            before: What the parts could take when more was left.
        """
        found = self._when_wholly_open() if before is None else before
        while True:
            found = self._at_most(kids, left, found)
            pairs = found.pairs
            at_most = join_pairs(op, [pairs[kid] for kid in kids]) & wanted
            if not at_most:
                return None
            narrower = self._narrower(kids, op, at_most, found)
            if narrower is None:
                return None
            if narrower == left:
                return found
            left = narrower

    def _narrower(self, kids: tuple[int, ...], op: Op, wanted: Pairs, found: AtMost) -> Left | None:
        """Return what is left once what is of no use is dropped; None: nothing is."""
        pairs = found.pairs
        useful = list(pairs)
        _limit(op, kids, wanted, pairs, useful)
        narrower = dict(found.left)
        for place in reversed(self.all_below(kids)):
            if not useful[place]:
                self._fail(place)
                return None
            if useful[place] == pairs[place] and place not in found.pending:
                continue
            part = self.parts[place]
            if isinstance(part, Leaf):
                if not self.narrow(part, useful[place], narrower):
                    self._fail(place)
                    return None
            elif part.op is Op.ASKED:
                kid = self.kids[place][0]
                useful[kid] &= sum(bit for bit in BITS if pairs_of(part, [bit]) & useful[place])
            else:
                _limit(part.op, self.kids[place], useful[place], pairs, useful)
        return narrower

    def _fail(self, place: int) -> None:
        """Note on which variables a part depends that cannot be as it has to."""
        for variable in self.parts[place].inside:
            self.failures[variable] = self.failures.get(variable, 0) + 1

    def _when_wholly_open(self) -> AtMost:
        """Return what all parts can take at most while nothing is left out."""
        learned = self.learned
        assert learned is not None, "nothing changes but by what is learned"
        found = self._wholly_open.get(learned)
        if found is None:
            places = self.above[learned.variable]
            self.effort.spend(self.size)
            found = self._again(places, {}, self._at_rest, frozenset())
            self._wholly_open[learned] = found
        return found

    def _what_is_at_rest(self) -> AtMost:
        """What all parts can take at most while nothing is learned."""
        pairs = [same(part.reach) for part in self.parts]
        settled = self.settled({})
        for place, part in enumerate(self.parts):
            if isinstance(part, Leaf) and not settled.isdisjoint(part.variables):
                pairs[place] = self.of_leaf(part, {})
        return AtMost(pairs, frozenset(), {}, frozenset())

    def _at_most(self, kids: tuple[int, ...], left: Left, before: AtMost) -> AtMost:
        """Return the pairs that each part below these can take at most.

        Only parts are looked at again that depend on what was dropped since.
        """
        dropped = {each for each, states in left.items() if before.left.get(each) != states}
        if before.changing != self.changing:
            assert self.learned is not None, "nothing changes but by what is learned"
            dropped.add(self.learned.variable)
        places = self._depending_on(frozenset(dropped), kids)
        self.effort.spend(len(self.all_below(kids)))
        return self._again(places, left, before, self.changing)

    def _again(
        self, places: Iterable[int], left: Left, before: AtMost, changing: frozenset[int]
    ) -> AtMost:
        """Return the same with some parts looked at again, each after what it is made of."""
        pairs = list(before.pairs)
        pending = set(before.pending)
        for place in places:
            part = self.parts[place]
            pending.discard(place)
            if isinstance(part, Leaf):
                found = self.of_leaf(part, left)
            else:
                found = pairs_of(part, [pairs[kid] for kid in self.kids[place]])
                if not pending.isdisjoint(self.kids[place]):
                    pending.add(place)
            if place in changing and found & ~CHANGES:
                found &= CHANGES
                pending.add(place)
            pairs[place] = found
        return AtMost(pairs, frozenset(pending), left, changing)

    def _depending_on(self, variables: frozenset[Variable], kids: tuple[int, ...]) -> list[int]:
        """Return the places below these of what depends on some of the variables, in order."""
        key = (kids, variables)
        found = self._touched.get(key)
        if found is None:
            below = set(self.all_below(kids))
            above = {place for each in variables for place in self.above.get(each, ())}
            found = self._touched[key] = sorted(below & above)
        return found


def _limit(
    op: Op, kids: tuple[int, ...], wanted: Pairs, pairs: list[Pairs], useful: list[Pairs]
) -> None:
    """Drop from what is useful of some parts that with which the whole is nothing wanted."""
    join, useful_of = joining(op), usefulness(op)
    after = [pairs[kid] for kid in kids]
    for at in range(len(kids) - 2, -1, -1):
        after[at] = join(after[at], after[at + 1])
    before = _NOTHING[op]
    last = len(kids) - 1
    for at, kid in enumerate(kids):
        its = pairs[kid]
        if its & (its - 1):
            others = before if at == last else join(before, after[at + 1])
            useful[kid] &= useful_of(others, wanted)
        before = join(before, its)


_NOTHING: Final = {Op.ALL: pair(Truth.TRUE, Truth.TRUE), Op.ANY: pair(Truth.FALSE, Truth.FALSE)}
"""The pairs of an `and` or `or` of no parts."""
