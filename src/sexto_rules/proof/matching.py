"""Which directives, classes and questions of two protocols speak of the same thing.

By id; what is left of directives, by what they say: the same modality, acts, kind of target and
doer, in the order written; what is left of conclusions, by their rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from attrs import frozen

from sexto_rules.proof.spelled import Spelling
from sexto_rules.protocol.conditions import ConclusionTest
from sexto_rules.protocol.model import Conclusion, DayProtocol, Directive, Entry

__all__ = ["Pair", "pairs_by_id", "pairs_of_conclusions", "pairs_of_directives"]

_Entry = TypeVar("_Entry", bound=Entry | Conclusion)


@frozen
class Pair(Generic[_Entry]):
    """An entry before and after; None where it has no counterpart."""

    before: _Entry | None
    after: _Entry | None

    @property
    def entry(self) -> _Entry:
        """The entry as it is after, or was before."""
        entry = self.before if self.after is None else self.after
        assert entry is not None, "a pair has an entry at least"
        return entry


def pairs_by_id(before: Iterable[_Entry], after: Iterable[_Entry]) -> Iterator[Pair[_Entry]]:
    """Yield the entries of two protocols, those of one id together."""
    now = {each.id: each for each in after}
    for each in before:
        yield Pair(each, now.pop(each.id, None))
    for left in now.values():
        yield Pair(None, left)


def pairs_of_directives(before: DayProtocol, after: DayProtocol) -> Iterator[Pair[Directive]]:
    """Yield the directives of two protocols, those that speak of the same together."""
    lonely: dict[object, list[Directive]] = {}
    waiting: list[Directive] = []
    for pair in pairs_by_id(before.directives, after.directives):
        if pair.before is not None and pair.after is not None:
            yield pair
        elif pair.before is not None:
            waiting.append(pair.before)
        elif pair.after is not None:
            lonely.setdefault(_subject(pair.after, after.protocol.doers), []).append(pair.after)
    for was in waiting:
        alike = lonely.get(_subject(was, before.protocol.doers), [])
        yield Pair(was, alike.pop(0) if alike else None)
    for left in lonely.values():
        for each in left:
            yield Pair(None, each)


def pairs_of_conclusions(before: DayProtocol, after: DayProtocol) -> Iterator[Pair[Conclusion]]:
    """Yield the conclusions that both protocols have, under one name or with the same rules."""
    numbers: dict[object, int] = {}
    was, now = Spelling(before, numbers), Spelling(after, numbers)
    lonely: dict[object, list[Conclusion]] = {}
    waiting: list[Conclusion] = []
    for pair in pairs_by_id(before.conclusions, after.conclusions):
        if pair.before is not None and pair.after is not None:
            yield pair
        elif pair.before is not None:
            waiting.append(pair.before)
        elif pair.after is not None:
            rules = now.of(ConclusionTest(pair.after.id))
            lonely.setdefault((pair.after.for_each, rules), []).append(pair.after)
    for one in waiting:
        alike = lonely.get((one.for_each, was.of(ConclusionTest(one.id))))
        if alike:
            yield Pair(one, alike.pop(0))


def _subject(directive: Directive, doers: Mapping[str, frozenset[str]]) -> object:
    acts = frozenset(directive.acts)
    note = None if acts else tuple(sorted(directive.text.items()))
    return directive.modality, acts, directive.for_each, doers[directive.by], note
