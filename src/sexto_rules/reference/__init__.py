"""The specification: what a protocol means, as plainly as it can be read.

Everything but the way to a decision may use it. The engines are held against it; it knows
nothing of them, keeps nothing between two calls and takes no shortcut.
"""

from __future__ import annotations

from sexto_rules.reference.conditions import class_value, evaluate, possible_classes
from sexto_rules.reference.decide import decide
from sexto_rules.reference.directives import directive_value
from sexto_rules.reference.invariants import called_for, violations
from sexto_rules.reference.knowledge import BLANK, About, Blank

__all__ = [
    "BLANK",
    "About",
    "Blank",
    "called_for",
    "class_value",
    "decide",
    "directive_value",
    "evaluate",
    "possible_classes",
    "violations",
]
