"""Deliberate mistakes in a protocol: which of them its scenarios and invariants would catch.

One mistake at a time is made in the typed protocol. What catches it is a scenario that fails, an
invariant that is broken, or `check`. What nothing catches is shown with an incident on which it
makes a difference. Where a search finds no such incident, the mistake counts as none.
"""

from __future__ import annotations

from sexto_rules.mutation.missing_case import MissingCase, missing_cases
from sexto_rules.mutation.mistake import Mistake, Mutant, Section
from sexto_rules.mutation.mutants import mutants_of
from sexto_rules.mutation.plain import difference_words, report_to_dict
from sexto_rules.mutation.report import MutationReport, measure
from sexto_rules.mutation.search import SearchSize
from sexto_rules.mutation.verdict import Fate, Shown, Verdict

__all__ = [
    "Fate",
    "MissingCase",
    "Mistake",
    "Mutant",
    "MutationReport",
    "SearchSize",
    "Section",
    "Shown",
    "Verdict",
    "difference_words",
    "measure",
    "missing_cases",
    "mutants_of",
    "report_to_dict",
]
