"""Of each open fact, whether it is relevant: first by what can surely come about, then by more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from sexto_rules.decisions.exact.ages_learned import Edges
from sexto_rules.decisions.exact.building import Builder
from sexto_rules.decisions.exact.effort import Effort, TooLongError
from sexto_rules.decisions.exact.lines import LineFormulas
from sexto_rules.decisions.exact.search import Changing, Component, Finding
from sexto_rules.decisions.exact.variables import Variables
from sexto_rules.decisions.openness import is_list_open
from sexto_rules.decisions.readers import CLASSES
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts.ages import AgeRange
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.vocabulary import Entity

__all__ = ["ExactRelevance", "edges_of"]

_FOR_ONE: Final = 500_000
"""How many steps are done for a fact of one directive, and one way to look for it."""

_FOR_ALL: Final = 4_000_000
"""How many for all facts of an incident."""


class ExactRelevance:
    """Says of open facts of one incident whether they are relevant.

    First with one further person and device at most where a list is open: what is found so is
    so. What is not is looked for with any number: what is not found then is not to be found.
    What is found only there is looked for with two; if it takes more, or more steps than are
    allowed, it is `UNSURE`.
    """

    def __init__(self, plan: Plan, residuals: Residuals) -> None:
        """Begin with nothing worked out."""
        incident = residuals.incident
        self._are_lists_open = any(is_list_open(incident, kind) for kind in Entity)
        effort = Effort(_FOR_ALL)
        self._surely = _Formulas(plan, residuals, effort, further=1, many=False)
        self._at_most = _Formulas(plan, residuals, effort, further=0, many=True)
        self._with_two = _Formulas(plan, residuals, effort, further=2, many=False)

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
        found = self._at_most.find(path, numbers())
        if found is Finding.UNSURE and self._with_two.find(path, numbers()) is Finding.YES:
            return Finding.YES
        return found


class _Formulas:
    """All that counts, as formulas, each made when first asked for."""

    def __init__(
        self, plan: Plan, residuals: Residuals, effort: Effort, *, further: int, many: bool
    ) -> None:
        self._effort = effort
        self._plan = plan
        self._residuals = residuals
        self._further = further
        self._many = many
        self._lines: dict[bool, LineFormulas] = {}
        self._made: dict[int, list[Component]] = {}
        self._changing: Changing = {}

    def find(self, path: str, numbers: Iterable[int]) -> Finding:
        """Return the surest of what is found for these directives."""
        best = Finding.NO
        for number in numbers:
            best = max(best, self._find_in(path, number))
            if best is Finding.YES:
                break
        return best

    def _find_in(self, path: str, number: int) -> Finding:
        """Return the surest of what is found for one directive, or for the classes."""
        effort = Effort(_FOR_ONE, self._effort)
        best = Finding.NO
        try:
            for component in self._of(number, effort):
                best = max(best, component.find_change(path, effort))
                if best is Finding.YES:
                    break
        except TooLongError:
            return Finding.UNSURE
        return best

    def _of(self, number: int, effort: Effort) -> list[Component]:
        """Return the formulas of a directive, or of the classes, the smallest first."""
        found = self._made.get(number)
        if found is None:
            lines = self._lines_of(number)
            lines.builder.make.effort = effort
            formulas = lines.of_classes() if number == CLASSES else lines.of(number)
            found = [Component(each, self._changing) for each in formulas if each.inside]
            found.sort(key=lambda each: each.size)
            self._made[number] = found
        return found

    def _lines_of(self, number: int) -> LineFormulas:
        """Return what makes the formulas of a directive.

        Of an age much more counts where an age gap is asked for, so that is apart.
        """
        asks_for_gaps = number in self._plan.gap_readers
        found = self._lines.get(asks_for_gaps)
        if found is None:
            plan, incident = self._plan, self._residuals.incident
            edges = edges_of(plan, incident) if asks_for_gaps else plan.edges
            variables = Variables(plan.day, incident, edges, further=self._further, many=self._many)
            found = LineFormulas(plan, Builder(variables, self._residuals))
            self._lines[asks_for_gaps] = found
        return found


def edges_of(plan: Plan, incident: Incident) -> Edges:
    """Return the ages at which some test of a protocol changes its answer, in ascending order.

    Where it is asked how far two ages are apart: so also those so far from the others, and from
    every age that is told.
    """
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
