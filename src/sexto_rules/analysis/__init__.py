"""What is decided about a protocol as a whole, over incidents rather than for one.

`check` is quick and needs no solver. What it calls an error is one, and is shown with an
incident where it is about incidents; what it does not find is left to proof.
"""

from __future__ import annotations

from sexto_rules.analysis.checks import check_meaning
from sexto_rules.analysis.lints import lint_protocol
from sexto_rules.analysis.meetings import Meetings

__all__ = ["Meetings", "check_meaning", "lint_protocol"]
