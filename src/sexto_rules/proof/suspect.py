"""One way in which two protocols may differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from sexto_rules.proof.cases import Cases
from sexto_rules.proof.differences import Group, What
from sexto_rules.proof.matching import Pair
from sexto_rules.proof.scene import Claim
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import Class, Conclusion, Directive, Invariant, Question

__all__ = ["Suspect"]

_Either: TypeAlias = (
    Pair[Directive] | Pair[Class] | Pair[Question] | Pair[Conclusion] | Pair[Invariant]
)


@frozen(eq=False)
class Suspect:
    """A way in which two entries may differ.

    Of those with one `key` the first that an incident shows is enough. `candidates` are conditions
    that it may depend on. `beside` and `by_structure` are as in a `Difference`.
    """

    what: What
    group: Group
    pair: _Either
    cases: Cases
    key: object
    candidates: Callable[[], Iterable[Condition]]
    beside: str | None = None
    by_structure: bool = False

    @cached_property
    def claim(self) -> Claim:
        """The claim that no incident shows it."""
        return self.cases.claim
