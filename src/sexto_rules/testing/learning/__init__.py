"""Learning more never takes back what is settled: a machine that tries, and what it holds on to.

`machine` learns facts in any order. What it holds on to is what the specification promises
(`sexto_rules.reference.learning`).
"""

from __future__ import annotations

from sexto_rules.reference.learning import (
    Broken,
    Deliberate,
    Learning,
    Loss,
    broken_promises,
    condition_losses,
    find_deliberate,
)
from sexto_rules.testing.learning.machine import (
    LearningMachine,
    Ready,
    TakenBackError,
    decide_compiled,
    machine_for,
)

__all__ = [
    "Broken",
    "Deliberate",
    "Learning",
    "LearningMachine",
    "Loss",
    "Ready",
    "TakenBackError",
    "broken_promises",
    "condition_losses",
    "decide_compiled",
    "find_deliberate",
    "machine_for",
]
