"""Which truth values can still come about in a world, as formulas, with Kleene's tables on them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from sexto_rules.proof.solver import Formula, both, conj, disj, either, neg
from sexto_rules.proof.three_values import Value

__all__ = ["Reach", "opposite_reach", "reach_now", "some_reach"]


@frozen(eq=False)
class Reach:
    """Which values can still come about; one of them at least."""

    false: Formula
    unknown: Formula
    true: Formula

    @property
    def not_true(self) -> Formula:
        """That it may come to be other than true."""
        return either(self.false, self.unknown)

    @property
    def possible(self) -> Formula:
        """That it may come to be other than false."""
        return either(self.unknown, self.true)

    def widened(self, more: Reach, where: Formula) -> Reach:
        """Return these values, and those of another where a formula holds."""
        return Reach(
            either(self.false, both(where, more.false)),
            either(self.unknown, both(where, more.unknown)),
            either(self.true, both(where, more.true)),
        )


def some_reach(parts: Sequence[Reach]) -> Reach:
    """Kleene's `or` of every value of each with every one of the others."""
    return Reach(
        conj(each.false for each in parts),
        both(disj(each.unknown for each in parts), *(each.not_true for each in parts)),
        disj(each.true for each in parts),
    )


def opposite_reach(reach: Reach) -> Reach:
    """Return Kleene's `not` of every value."""
    return Reach(reach.true, reach.unknown, reach.false)


def reach_now(value: Value) -> Reach:
    """Return the value that there is now, and no other."""
    return Reach(neg(value.possible), value.unknown, value.true)
