"""From a protocol on one day to a Program, and from an incident to what the Program reads of it.

`lower` turns the three-valued conditions into positive clauses in strata (`lowering.program`
says what a Program is); an `Observer` reads incidents for it. Every engine starts from these
two. Lowering does not know the reference, which it is held against.
"""

from __future__ import annotations

from sexto_rules.lowering.lower import lower
from sexto_rules.lowering.observation import Observation
from sexto_rules.lowering.observe import Observer, observe
from sexto_rules.lowering.program import Program

__all__ = ["Observation", "Observer", "Program", "lower", "observe"]
