"""The suite that every engine passes, ours and anybody else's: there is no list of exceptions.

A subclass of `EngineConformance` in a file of tests says how its engine is made:

    class TestMyEngine(EngineConformance):
        def make_engine(self, program):
            return MyEngine(program)

Each case is held against the specification; the hand-made ones say besides what must come out.
"""

from __future__ import annotations

from sexto_rules.testing.conformance.case import Case
from sexto_rules.testing.conformance.expected import expected_conditions
from sexto_rules.testing.conformance.suite import CASES, EngineConformance

__all__ = ["CASES", "Case", "EngineConformance", "expected_conditions"]
