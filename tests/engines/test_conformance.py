"""Both engines pass the suite that the kit hands to everybody: whole, without an exception."""

from __future__ import annotations

from typing import Final

import pytest

from sexto_rules.engines.base import Engine
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.engines.durable import DurableEngine
from sexto_rules.lowering import Program
from sexto_rules.testing.conformance import CASES, Case, EngineConformance, expected_conditions


class TestCompiled(EngineConformance):
    """The engine `compiled`."""

    def make_engine(self, program: Program) -> Engine:
        """Generate and compile the code."""
        return CompiledEngine(program)


class TestDurable(EngineConformance):
    """The engine `durable`."""

    def make_engine(self, program: Program) -> Engine:
        """Make the rulesets of durable-rules."""
        return DurableEngine(program)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_specification_says_what_is_written_beside_each_case(case: Case) -> None:
    """The hand-made cases are right about the language."""
    assert expected_conditions(case.day, case.incident).directives == (case.truths,)


NAMES: Final = [case.name for case in CASES]


def test_no_two_cases_have_the_same_name() -> None:
    """A failure says which case it is."""
    assert len(set(NAMES)) == len(NAMES) > 150
