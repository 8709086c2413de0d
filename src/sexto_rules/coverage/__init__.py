"""What scenarios show of a protocol, what they leave out, and scenarios that would show it.

Measured over conditions of three values: every class, conclusion, directive and question, and
for every leaf of a condition whether it is shown to matter (`coverage.marks` has the rule).
"""

from __future__ import annotations

from sexto_rules.coverage.goals import Goal, GoalKind, Shown
from sexto_rules.coverage.measure import (
    Coverage,
    GoalState,
    Measuring,
    Moment,
    Result,
    Share,
    measure,
    share_of,
)

__all__ = [
    "Coverage",
    "Goal",
    "GoalKind",
    "GoalState",
    "Measuring",
    "Moment",
    "Result",
    "Share",
    "Shown",
    "measure",
    "share_of",
]
