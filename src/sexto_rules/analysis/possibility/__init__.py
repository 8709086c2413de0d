"""What the conditions of a protocol can be at all: where not, no incident exists.

Sound on one side: that something cannot be is certain, that it can be is not.
"""

from __future__ import annotations

from sexto_rules.analysis.possibility.rails import Rail, Wish
from sexto_rules.analysis.possibility.tableau import Possibility

__all__ = ["Possibility", "Rail", "Wish"]
