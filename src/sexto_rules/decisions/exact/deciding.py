"""Of each open fact, whether it is relevant: first by what can surely come about, then by more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from sexto_rules.decisions.exact.building import Builder
from sexto_rules.decisions.exact.effort import Effort, TooLongError
from sexto_rules.decisions.exact.lines import LineFormulas
from sexto_rules.decisions.exact.search import Component, Finding
from sexto_rules.decisions.exact.variables import Edges, Variables
from sexto_rules.decisions.openness import is_list_open
from sexto_rules.decisions.readers import CLASSES
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts.ages import AgeRange
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.vocabulary import Entity

__all__ = ["ExactRelevance", "edges_of"]

_FOR_A_FACT: Final = 60_000
"""How many steps are done for one fact and one way to look for it, before it is unsure."""

_FOR_ALL: Final = 600_000
"""How many for all facts of an incident."""


class ExactRelevance:
    """Says of open facts of one incident whether they are relevant.

    First with one further person and device at most where a list is open: what is found so is
    so. What is not is looked for with two, and with any number beyond: what is not found then is
    not to be found. What is found only there, or not in bounded time, is `UNSURE`.
    """

    def __init__(self, plan: Plan, incident: Incident) -> None:
        """Begin with nothing worked out."""
        edges = edges_of(plan, incident)
        self._are_lists_open = any(is_list_open(incident, kind) for kind in Entity)
        effort = Effort(_FOR_ALL)
        surely = Variables(plan.day, incident, edges, further=1, many=False)
        self._surely = _Formulas(plan, surely, effort)
        at_most = Variables(plan.day, incident, edges, further=2, many=True)
        self._at_most = _Formulas(plan, at_most, effort)

    def of(self, path: str, numbers: Callable[[], Iterable[int]]) -> Finding:
        """Return whether a fact can change what counts.

        Args:
            path: The fact.
            numbers: Gives the directives that may depend on it, those that say most first;
                `CLASSES` stands for the classes. Only as many are taken as it needs.
        """
        found = self._surely.find(path, numbers())
        if found is Finding.YES or not self._are_lists_open:
            return found
        return self._at_most.find(path, numbers())


class _Formulas:
    """All that counts, as formulas, each made when first asked for."""

    def __init__(self, plan: Plan, variables: Variables, effort: Effort) -> None:
        self._effort = effort
        self._builder = Builder(variables)
        self._lines = LineFormulas(plan, self._builder)
        self._made: dict[int, list[Component]] = {}

    def find(self, path: str, numbers: Iterable[int]) -> Finding:
        """Return the surest of what is found for these directives."""
        effort = self._builder.make.effort = Effort(_FOR_A_FACT, self._effort)
        best = Finding.NO
        try:
            for component in chain.from_iterable(map(self._of, numbers)):
                best = max(best, component.find_change(path, effort))
                if best is Finding.YES:
                    break
        except TooLongError:
            return Finding.UNSURE
        return best

    def _of(self, number: int) -> list[Component]:
        """Return the formulas of a directive, or of the classes, the smallest first."""
        found = self._made.get(number)
        if found is None:
            lines = self._lines
            formulas = lines.of_classes() if number == CLASSES else lines.of(number)
            found = [Component(each) for each in formulas if each.inside]
            found.sort(key=lambda each: each.size)
            self._made[number] = found
        return found


def edges_of(plan: Plan, incident: Incident) -> Edges:
    """Return the ages at which some test of a protocol changes its answer, in ascending order.

    Where the protocol asks how far two ages are apart, also those so far from the others, and
    from every age that is told.
    """
    if not plan.gaps:
        return plan.edges
    near = {*plan.edges, *_told_edges(incident)}
    far = {edge + way for edge in near for years in plan.gaps for way in (-years, 1 - years, years)}
    return tuple(sorted(near | far))


def _told_edges(incident: Incident) -> Iterator[int]:
    """Yield where the ages told begin and end."""
    for person in incident.persons:
        if isinstance(person.age, int):
            yield from (person.age, person.age + 1)
        elif isinstance(person.age, AgeRange):
            yield from (person.age.at_least, person.age.under)
