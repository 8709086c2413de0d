"""Deciding again what would have been, with less or other facts: one outcome after the other.

By the engine `compiled` alone, in microseconds: what is handed out as advice is compared
first, and what would have been is no advice.
"""

from __future__ import annotations

from sexto_rules.decisions.statuses import Plan, outcome_from
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.facts.incident import Incident
from sexto_rules.lowering.lower import lower
from sexto_rules.lowering.program import Program
from sexto_rules.protocol.model import Modality
from sexto_rules.protocol.outcome import Line, Outcome, Target

__all__ = ["Replay"]


class Replay:
    """A protocol on a day, made ready when first used. Safe from any number of threads."""

    def __init__(self, plan: Plan, program: Program | None = None) -> None:
        """Keep them; nothing is compiled yet.

        Args:
            plan: The protocol on the day.
            program: What it lowers to; None: worked out when needed.
        """
        self.plan: Plan = plan
        self._program = program
        self._engine: CompiledEngine | None = None

    def outcome(self, incident: Incident) -> Outcome:
        """Return what the protocol says of an incident.

        Raises:
            ProtocolError: The protocol is larger than `compiled` takes.
        """
        if self._engine is None:
            program = lower(self.plan.day) if self._program is None else self._program
            self._engine = CompiledEngine(program)
        return outcome_from(self.plan, incident, self._engine.conditions(incident))

    def line(self, incident: Incident, like: Line) -> Line | None:
        """Return what an incident makes of a line: the same directive, target and act."""
        return self.find(self.outcome(incident), like.directive, like.target, like.acts)

    def find(
        self, outcome: Outcome, directive: str, target: Target | None, acts: tuple[str, ...]
    ) -> Line | None:
        """Return the line of a directive for a target; of a prohibition, the one of its act."""
        modality = self.plan.statements[directive].modality
        by_act = modality is Modality.MUST_NOT
        for line in outcome.lines:
            if (
                line.directive == directive
                and line.target == target
                and (not by_act or line.acts == acts)
            ):
                return line
        return None
