"""What is decided about a protocol as a whole, over incidents rather than for one.

`check` is quick and needs no solver. What it calls an error is one, and is shown with an
incident; what it does not find is left to proof.
"""

from __future__ import annotations

from sexto_rules.analysis.checks import check_meaning

__all__ = ["check_meaning"]
