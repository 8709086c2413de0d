"""Learning more never takes back what is settled: a machine that tries, and what it holds on to.

`machine` learns facts in any order; `promises` compares two decisions, one of which knows more;
`losses` finds out why a condition took a value back, and `deliberate` names beforehand every
class and directive whose author meant it to (`design/language.md`, *Three values*, *In doubt*).
"""

from __future__ import annotations

from sexto_rules.testing.learning.deliberate import Deliberate, find_deliberate
from sexto_rules.testing.learning.losses import Learning, Loss, condition_losses
from sexto_rules.testing.learning.machine import (
    LearningMachine,
    Ready,
    TakenBackError,
    decide_compiled,
    machine_for,
)
from sexto_rules.testing.learning.promises import Broken, broken_promises

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
