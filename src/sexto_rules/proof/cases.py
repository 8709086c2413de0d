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
from sexto_rules.proof.solver import Formula, disj
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

    Once one of `done_by` is in the journal, the difference may be over.
    """

    of: Entity | None
    shown: Callable[[Scene], Sequence[Case]]
    shows: Callable[[Incident], Sequence[CaseOf]]
    done_by: frozenset[str] = frozenset()

    @property
    def claim(self) -> Claim:
        """The claim that no incident has a case that differs."""
        return Claim(
            lambda scene: disj(each.differs for each in self.shown(scene)),
            lambda incident: any(each.differs for each in self.shows(incident)),
        )
