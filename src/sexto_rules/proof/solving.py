"""A scene with a solver that keeps what it learned from one claim to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import z3

from sexto_rules.facts import Incident
from sexto_rules.proof.reading_model import incident_of
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, neg

__all__ = ["SceneSolver"]


class SceneSolver:
    """Asks the solver about a scene; not safe from several threads."""

    def __init__(self, scene: Scene, milliseconds: int) -> None:
        """Make it; `milliseconds` is how long one question may take."""
        self.scene: Final = scene
        self._solver = z3.Solver()
        self._solver.set("timeout", milliseconds)
        self._solver.set("random_seed", 1)
        self._said: set[int] = set()

    def may_hold(self, formulas: Iterable[Formula]) -> bool | None:
        """Return whether all of these can hold in the scene; None where the solver cannot tell."""
        terms = [_term(each) for each in formulas]
        self._say()
        outcome = self._solver.check(*terms)
        if outcome == z3.unknown:
            return None
        return bool(outcome == z3.sat)

    def may_show(self, claim: Claim) -> bool | None:
        """Return whether something in the scene shows what the claim denies."""
        return self.may_hold([claim.shown(self.scene)])

    def holds(self) -> Callable[[Formula], bool]:
        """Return whether a formula holds in what the solver found last."""
        model = self._solver.model()

        def holds(formula: Formula) -> bool:
            return z3.is_true(model.eval(_term(formula), model_completion=True))

        return holds

    def incident(self) -> Incident:
        """Return the incident that the solver found last."""
        model = self._solver.model()
        return incident_of(
            self.scene.world,
            self.holds(),
            lambda number: model.eval(number, model_completion=True).as_long(),
        )

    def as_found(self, formulas: Iterable[Formula]) -> list[Formula]:
        """Return each formula as it is in what the solver found last, or its contrary."""
        holds = self.holds()
        return [each if holds(each) else neg(each) for each in formulas]

    def _say(self) -> None:
        """Tell the solver what it was not told yet."""
        for rule in [*self.scene.meaning.close(), *self.scene.world.rules]:
            term = _term(rule)
            if term.get_id() not in self._said:
                self._said.add(term.get_id())
                self._solver.add(term)


def _term(formula: Formula) -> z3.BoolRef:
    return z3.BoolVal(formula) if isinstance(formula, bool) else formula
