"""Generators of incidents and protocols for property tests; brought by the extra `testing`.

Every generator builds what it draws (nothing is filtered), and exists twice over the same
construction: as a hypothesis strategy, which shrinks, and as a fast sampler over a
`random.Random` (from `sampling`, which needs no extra), for large numbers and benchmarks.
"""

from __future__ import annotations

from importlib.util import find_spec

from sexto_rules.errors import MissingExtraError

if find_spec("hypothesis") is None:
    _message = "sexto_rules.testing needs hypothesis: pip install 'sexto-rules[testing]'"
    raise MissingExtraError(_message)

from sexto_rules.sampling import Draw, Focus, RandomDraw, focus_on, sample_incident
from sexto_rules.testing.hypothesis_draw import HypothesisDraw
from sexto_rules.testing.incidents import devices, incidents, persons
from sexto_rules.testing.protocols import (
    day_protocols,
    protocols,
    sample_day_protocol,
    sample_protocol,
)

__all__ = [
    "Draw",
    "Focus",
    "HypothesisDraw",
    "RandomDraw",
    "day_protocols",
    "devices",
    "focus_on",
    "incidents",
    "persons",
    "protocols",
    "sample_day_protocol",
    "sample_incident",
    "sample_protocol",
]
