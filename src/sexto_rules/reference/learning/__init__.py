"""What learning more promises, and why a value was taken back.

`promises` compares two decisions, one of which knows more; `losses` finds out why a condition took
a value back, and `deliberate` names beforehand every class and directive whose author meant it to
(`design/language.md`, *Three values*, *In doubt*).
"""

from __future__ import annotations

from sexto_rules.reference.learning.deliberate import (
    Deliberate,
    DeliberateNodes,
    find_deliberate,
)
from sexto_rules.reference.learning.losses import (
    Learning,
    Loss,
    class_losses,
    condition_losses,
)
from sexto_rules.reference.learning.promises import Broken, broken_promises, matching_targets

__all__ = [
    "Broken",
    "Deliberate",
    "DeliberateNodes",
    "Learning",
    "Loss",
    "broken_promises",
    "class_losses",
    "condition_losses",
    "find_deliberate",
    "matching_targets",
]
