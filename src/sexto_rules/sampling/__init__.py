"""Incidents at random, valid by construction, mostly of what a protocol looks at.

Everything is built (nothing is filtered) from the choices of a `Draw`. Here they come from a
`random.Random`, fast and the same for the same seed; `testing` draws by hypothesis.
"""

from __future__ import annotations

from sexto_rules.sampling.draws import Draw, RandomDraw
from sexto_rules.sampling.focus import EVERYTHING, Focus, focus_on
from sexto_rules.sampling.incidents import (
    draw_device,
    draw_incident,
    draw_person,
    sample_incident,
)
from sexto_rules.sampling.learning import happen, learn, learnable, unsayable

__all__ = [
    "EVERYTHING",
    "Draw",
    "Focus",
    "RandomDraw",
    "draw_device",
    "draw_incident",
    "draw_person",
    "focus_on",
    "happen",
    "learn",
    "learnable",
    "sample_incident",
    "unsayable",
]
