"""A scene with a solver that keeps what it learned from one claim to the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sexto_rules.facts import Incident
from sexto_rules.proof.reading_model import incident_of
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, Solver, neg

__all__ = ["SceneSolver"]


class SceneSolver:
    """Asks the solver about a scene; not safe from several threads."""

    def __init__(self, scene: Scene, milliseconds: int) -> None:
        """Make it; `milliseconds` is how long one question may take."""
        self.scene: Final = scene
        self._solver = Solver(milliseconds)

    def may_hold(self, formulas: Iterable[Formula]) -> bool | None:
        """Return whether all of these can hold in the scene; None where the solver cannot tell."""
        asked = list(formulas)
        self._solver.tell([*self.scene.meaning.close(), *self.scene.world.rules])
        return self._solver.may_hold(asked)

    def may_show(self, claim: Claim) -> bool | None:
        """Return whether something in the scene shows what the claim denies."""
        return self.may_hold([claim.shown(self.scene)])

    def holds(self, formula: Formula) -> bool:
        """Return whether a formula holds in what the solver found last."""
        return self._solver.model().holds(formula)

    def as_found(self, formulas: Iterable[Formula]) -> list[Formula]:
        """Return each formula as it is in what the solver found last, or its contrary."""
        model = self._solver.model()
        return [each if model.holds(each) else neg(each) for each in formulas]

    def incident(self) -> Incident:
        """Return the incident that the solver found last."""
        return incident_of(self.scene.world, self._solver.model())
