"""How a short condition relates to a difference, decided by the solver.

Of the candidates those are kept that hold wherever the two differ. If all of them together are
enough for a difference, it is told *exactly* when there is one, by as few as will do. Else one of
them says that there is one *only* when it holds; and where none holds, there is but the incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from time import process_time
from typing import Final

from attrs import field, frozen

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.cases import Case, Cases
from sexto_rules.proof.finder import Finder, Found
from sexto_rules.proof.routes import scene_of
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, disj, neg
from sexto_rules.protocol.conditions import ALWAYS, All, Condition
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.protocol.wording import condition_words
from sexto_rules.reference import About, evaluate

__all__ = ["Relation", "Stated", "Stating"]

_MOST: Final = 40
"""So many candidates are looked at; the first are the most telling."""


class Relation(StrEnum):
    """How a condition relates to a difference, over all incidents."""

    ALWAYS = "always"
    """They differ in every incident."""

    EXACTLY = "exactly"
    """They differ where it holds, and nowhere else."""

    ONLY_WHEN = "only_when"
    """They differ nowhere else, but need not differ wherever it holds."""

    FOR_EXAMPLE = "for_example"
    """Nothing short is known to hold wherever they differ; the incident is one in which they do."""


@frozen
class Stated:
    """What is known of when two protocols differ.

    `of` is what the condition is asked of, each one; None for the incident. `until_done`: what is
    said of every incident is said of those in which none of the acts was done yet. `in_time` says
    whether the solver had the time for all that was asked of it.
    """

    relation: Relation
    condition: Condition | None = None
    of: Entity | None = None
    until_done: bool = False
    in_time: bool = True


class Stating:
    """Finds the conditions of differences between two protocols, as long as there is time."""

    def __init__(self, finder: Finder, day: DayProtocol, seconds: float) -> None:
        """Make it.

        Args:
            finder: Looks for incidents of the two.
            day: The one in whose words candidates are read; they mean the same in the other.
            seconds: How much of the processor's time all conditions together may take.
        """
        self._finder = finder
        self._day = day
        self._seconds = seconds
        self._spent = 0.0

    def of(
        self, cases: Cases, candidates: Iterable[Condition], told: Iterable[Condition]
    ) -> Stated:
        """Return when the two differ.

        Args:
            cases: Where they differ.
            candidates: Conditions to try, the most telling first.
            told: What the incident tells that shows it, to fall back on.
        """
        started = process_time()
        search = _Search(self._finder, self._day, cases, started + self._seconds - self._spent)
        stated = search.stated(list(candidates)[:_MOST], list(told))
        self._spent += process_time() - started
        return stated


@frozen(eq=False)
class _Search:
    """The search for the condition of one difference."""

    finder: Finder
    day: DayProtocol
    cases: Cases
    deadline: float
    unsure: list[None] = field(factory=list)

    def stated(self, candidates: list[Condition], told: list[Condition]) -> Stated:
        kept = self._necessary(candidates)
        if self._is_enough(kept):
            return self._exactly(self._fewest(kept))
        if not kept and self.cases.of is None:
            kept = self._necessary(told)
        relation = Relation.ONLY_WHEN if kept else Relation.FOR_EXAMPLE
        condition = kept[0] if kept else None
        return Stated(relation, condition, self.cases.of, in_time=not self.unsure)

    def _exactly(self, kept: Sequence[Condition]) -> Stated:
        return Stated(
            Relation.EXACTLY if kept else Relation.ALWAYS,
            _all_of(kept) if kept else None,
            self.cases.of,
            until_done=self.cases.ends_when_done,
            in_time=not self.unsure,
        )

    def _necessary(self, candidates: list[Condition]) -> list[Condition]:
        """Return those that hold wherever the two differ."""
        left = list(candidates)
        while left:
            found = self._shown(self._differs_without(left))
            if found is None:
                return left
            if not isinstance(found, Incident):
                return [each for each in left if self._shown(self._differs_without([each])) is None]
            left = [each for each in left if not self._fails_in(found, each)]
        return left

    def _fewest(self, kept: list[Condition]) -> list[Condition]:
        """Leave out, the longest first, what the others make superfluous."""
        for each in sorted(kept, key=_length, reverse=True):
            others = [one for one in kept if one is not each]
            if self._is_enough(others):
                kept = others
        return kept

    def _is_enough(self, kept: Sequence[Condition]) -> bool:
        """Whether the two differ wherever all of these hold."""
        return self._shown(self._alike_with(_all_of(kept))) is None

    def _shown(self, claim: Claim) -> Incident | Found | None:
        """Return an incident, None where there certainly is none, else what came of it."""
        if process_time() > self.deadline:
            self.unsure.append(None)
            return Found.UNDECIDED
        answer = self.finder.find(claim, is_read=False)
        if answer.found is Found.UNDECIDED:
            self.unsure.append(None)
            return Found.UNDECIDED
        return answer.incident

    def _fails_in(self, incident: Incident, condition: Condition) -> bool:
        return any(
            each.differs and not self._holds(condition, incident, each.about)
            for each in self.cases.shows(incident)
        )

    def _holds(self, condition: Condition, incident: Incident, about: About) -> bool:
        return evaluate(condition, self.day, incident, about) is Truth.TRUE

    def _differs_without(self, conditions: Sequence[Condition]) -> Claim:
        """Return the claim that nothing differs where one of these does not hold."""
        whole = _all_of(conditions)

        def shown(scene: Scene) -> Formula:
            return disj(
                both(each.differs, neg(holds)) for each, holds in self._each_case(scene, whole)
            )

        return Claim(shown, lambda incident: self._fails_in(incident, whole))

    def _alike_with(self, condition: Condition) -> Claim:
        """Return the claim that no case differs not although this holds, with nothing done."""

        def shown(scene: Scene) -> Formula:
            alike = disj(
                both(each.here, holds, neg(each.differs))
                for each, holds in self._each_case(scene, condition)
            )
            return both(alike, self.cases.nothing_done(scene))

        def shows(incident: Incident) -> bool:
            return not self.cases.is_done(incident) and any(
                not each.differs and self._holds(condition, incident, each.about)
                for each in self.cases.shows(incident)
            )

        return Claim(shown, shows)

    def _each_case(self, scene: Scene, condition: Condition) -> Iterator[tuple[Case, Formula]]:
        meaning = scene_of(self.day, scene).meaning
        for each in self.cases.shown(scene):
            about = None if self.cases.of is None else each.about
            yield each, meaning.value(condition, about).true


def _all_of(conditions: Sequence[Condition]) -> Condition:
    if not conditions:
        return ALWAYS
    return conditions[0] if len(conditions) == 1 else All(tuple(conditions))


def _length(condition: Condition) -> int:
    return len(condition_words(condition))
