"""What a condition can show at all, by how it is built.

Never too little: what is called impossible here cannot happen in any incident. What is not
called so may still be, where conditions are tied in a way that only search would tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, permutations, product
from math import prod
from typing import Final, TypeAlias, assert_never

from attrs import frozen

from sexto_rules.coverage.evaluation import Evaluator
from sexto_rules.coverage.marks import Half, Values, halves_of
from sexto_rules.coverage.sites import Site, Sites
from sexto_rules.coverage.ties import Group, joint_values
from sexto_rules.coverage.trees import value_of
from sexto_rules.protocol.conditions import (
    ConclusionTest,
    Condition,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import Protocol
from sexto_rules.protocol.outcome import Truth

__all__ = ["Possible", "find_possible"]

_MOST_VECTORS: Final = 20_000
_FALSE, _UNKNOWN, _TRUE = Truth
_EVERY: Final = frozenset(Truth)


@frozen
class _Shown:
    """What a condition can show: its values, and halves of pairs."""

    values: frozenset[Truth]
    halves: frozenset[Half]


_Seen: TypeAlias = dict[tuple[str, tuple[Group, ...]], _Shown]
"""What was worked out already, by site and by what its leaves can be: most days are alike."""


@frozen
class Possible:
    """By the key of each site: the values it can have, and the halves it can show."""

    values: Mapping[str, frozenset[Truth]]
    halves: Mapping[str, frozenset[Half]]


def find_possible(protocol: Protocol, sites: Sites) -> Possible:
    """Return what each condition of the protocol can show, on any day."""
    values: dict[str, set[Truth]] = {site.key: set() for site in sites.all()}
    halves: dict[str, set[Half]] = {site.key: set() for site in sites.all()}
    seen: _Seen = {}
    for day in intervals(protocol):
        evaluator = Evaluator(on(protocol, day), sites)
        search = _OfDay(evaluator, seen)
        for site in evaluator.in_force():
            values[site.key] |= search.values(site, blank=False)
            if site.entity is not None:
                values[site.key] |= search.values(site, blank=True)
            halves[site.key] |= search.halves(site)
    return Possible(
        {key: frozenset(found) for key, found in values.items()},
        {key: frozenset(found) for key, found in halves.items()},
    )


class _OfDay:
    """What is possible on one day; conclusions in terms of what their rules can be."""

    def __init__(self, evaluator: Evaluator, seen: _Seen) -> None:
        self._evaluator = evaluator
        self._seen = seen
        self._found: dict[tuple[str, bool], _Shown] = {}
        self._concluded: dict[tuple[str, bool], frozenset[Truth]] = {}

    def values(self, site: Site, *, blank: bool) -> frozenset[Truth]:
        """Return the values that the condition can have for a listed entity, or for the blank."""
        return self._shown(site, blank=blank).values

    def halves(self, site: Site) -> frozenset[Half]:
        """Return the halves that the condition can show, for whatever entity."""
        found = self._shown(site, blank=False).halves
        return found if site.entity is None else found | self._shown(site, blank=True).halves

    def _shown(self, site: Site, *, blank: bool) -> _Shown:
        key = (site.key, blank)
        found = self._found.get(key)
        if found is None:
            groups = self._groups(site, blank=blank)
            if (site.key, groups) not in self._seen:
                self._seen[site.key, groups] = _shown(site, groups)
            found = self._found[key] = self._seen[site.key, groups]
        return found

    def _groups(self, site: Site, *, blank: bool) -> tuple[Group, ...]:
        """Return the leaves in groups, with the values that they can have together."""
        leaves = [
            (leaf, self._leaf(site, place, leaf, blank=blank))
            for place, leaf in enumerate(site.leaves)
        ]
        return joint_values(leaves, blank=blank)

    def _leaf(
        self, site: Site, place: int, leaf: Condition, *, blank: bool
    ) -> frozenset[Truth] | None:
        """Return the values of a leaf that stands for more than facts; None for one of facts."""
        match leaf:
            case ConclusionTest() if site.is_whole:
                rule = self._evaluator.rules[site.entry][place]
                return frozenset({_FALSE}) if rule is None else self.values(rule, blank=blank)
            case ConclusionTest(name):
                return self._conclusion(name, blank=blank)
            case Quantified(quantifier):
                return self._quantified(quantifier, site.bodies[place])
            case _:
                return None

    def _conclusion(self, name: str, *, blank: bool) -> frozenset[Truth]:
        blank = blank and self._evaluator.conclusions[name].for_each is not None
        key = (name, blank)
        found = self._concluded.get(key)
        if found is None:
            found = frozenset({_FALSE})
            for rule in self._evaluator.rules[name]:
                if rule is not None:
                    values = self.values(rule, blank=blank)
                    found = frozenset(max(one, other) for one in found for other in values)
            self._concluded[key] = found
        return found

    def _quantified(self, quantifier: Quantifier, body: Site) -> frozenset[Truth]:
        """Return what comes of any number of listed entities, and perhaps of the blank."""
        listed = self.values(body, blank=False)
        further = self.values(body, blank=True)
        match quantifier:
            case Quantifier.SOME:
                return _of_some(listed, further)
            case Quantifier.NONE:
                return _swapped(_of_some(listed, further))
            case Quantifier.EVERY:
                return _swapped(_of_some(_swapped(listed), _swapped(further)))
            case _:
                assert_never(quantifier)


def _of_some(listed: frozenset[Truth], further: frozenset[Truth]) -> frozenset[Truth]:
    """Return the values of `some`: false of nobody, and never certain of the blank alone."""
    blank = {min(value, _UNKNOWN) for value in further}
    return frozenset({_FALSE, *listed, *blank})


def _swapped(values: frozenset[Truth]) -> frozenset[Truth]:
    return frozenset(Truth(_TRUE - value) for value in values)


def _vectors(groups: Sequence[Group]) -> list[Values] | None:
    """Return the values that all leaves can have together, in order; None if far too many."""
    if prod(len(group.values) for group in groups) > _MOST_VECTORS:
        return None
    places = [place for group in groups for place in group.places]
    order = [places.index(place) for place in range(len(places))]
    vectors = []
    for chosen in product(*(group.values for group in groups)):
        flat = tuple(chain.from_iterable(chosen))
        vectors.append(tuple([flat[place] for place in order]))
    return vectors


def _shown(site: Site, groups: Sequence[Group]) -> _Shown:
    """Return what comes of every evaluation there can be; everything, where these are too many."""
    vectors = _vectors(groups)
    if vectors is None:
        return _Shown(_EVERY, frozenset(_every_half(site)))
    values = {vector: value_of(site.condition, vector) for vector in vectors}

    def value(_: Site, vector: Values) -> Truth:
        if vector not in values:
            values[vector] = value_of(site.condition, vector)
        return values[vector]

    own = frozenset(values.values())
    halves = (half for vector in vectors for half in halves_of(site, vector, value))
    return _Shown(own, frozenset(halves))


def _every_half(site: Site) -> Iterator[Half]:
    for leaf in range(len(site.leaves)):
        for value, other in permutations(Truth, 2):
            for effect in permutations(Truth, 2):
                yield Half(site.key, leaf, value, other, effect)
