"""Where two protocols differ, told of each person, device or incident that they speak of.

What is found is that one of the cases shows a difference. Of which ones it does is a question of
its own: `stated`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import About
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, conj, disj, neg
from sexto_rules.reference import About as AboutOf

__all__ = ["Case", "CaseOf", "Cases"]


@frozen(eq=False)
class Case:
    """That something differs of whom or what a condition is about, as a formula.

    `here` says that it is listed, or that the list is open, for "any other".
    """

    about: About
    here: Formula
    differs: Formula


@frozen(eq=False)
class CaseOf:
    """Whether something differs of whom or what a condition is about, in an incident."""

    about: AboutOf
    differs: bool


@frozen(eq=False)
class Cases:
    """Every case, in a scene and in an incident; `of` is what a case is about.

    Once one of `done_by` is in the journal, or something done for one of `done_for`, the difference
    may be over.
    """

    of: Entity | None
    shown: Callable[[Scene], Sequence[Case]]
    shows: Callable[[Incident], Sequence[CaseOf]]
    done_by: frozenset[str] = frozenset()
    done_for: frozenset[str] = frozenset()

    @property
    def ends_when_done(self) -> bool:
        """Whether the difference is over once the line is done."""
        return bool(self.done_for)

    def is_done(self, incident: Incident) -> bool:
        """Whether the journal has what may have ended the difference."""
        return any(
            each.act in self.done_by or not self.done_for.isdisjoint(each.for_ or ())
            for each in incident.done
        )

    def nothing_done(self, scene: Scene) -> Formula:
        """Return that the journal has nothing of the kind."""
        return conj(
            neg(formula)
            for directive, act, _, formula in scene.world.journal()
            if act in self.done_by or directive in self.done_for
        )

    @property
    def claim(self) -> Claim:
        """The claim that no incident has a case that differs."""
        return Claim(
            lambda scene: disj(each.differs for each in self.shown(scene)),
            lambda incident: any(each.differs for each in self.shows(incident)),
        )
