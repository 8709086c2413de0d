"""Practice: fictional cases in which a learner says what to do and what never to do.

A case is data beside a protocol: what is told, step by step, and what is then known. What is
right is nowhere written: the decision of the protocol on the incident of a step judges each
answer. `offers` chooses what a learner is asked about, `judging` says what each answer is worth,
`generating` makes a new case from the protocol's own structure. Nothing here reads or writes.
"""

from __future__ import annotations

from sexto_rules.practice.case import LEVELS, PracticeCase, PracticeStep
from sexto_rules.practice.exercise import Exercise, Moment
from sexto_rules.practice.generating import new_case
from sexto_rules.practice.judging import Answer, Expected, Judged, Mark, expected_of, judge
from sexto_rules.practice.offers import Offer, Task, tasks_of
from sexto_rules.practice.reading import read_case
from sexto_rules.practice.result import PracticeResult
from sexto_rules.practice.schema import practice_schema

__all__ = [
    "LEVELS",
    "Answer",
    "Exercise",
    "Expected",
    "Judged",
    "Mark",
    "Moment",
    "Offer",
    "PracticeCase",
    "PracticeResult",
    "PracticeStep",
    "Task",
    "expected_of",
    "judge",
    "new_case",
    "practice_schema",
    "read_case",
    "tasks_of",
]
