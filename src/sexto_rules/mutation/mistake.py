"""The mistakes that are made on purpose, and one protocol with one of them: a mutant.

A mutant is the typed protocol with a single change, such as an author makes by a slip: a part
left out, an age one year off. It says where, and both what stands there and what the slip makes
of it, in the words of the author's YAML.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from attrs import frozen

from sexto_rules.errors import Place
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import Protocol

__all__ = ["ConditionChange", "Edit", "Mistake", "Mutant", "Section"]

Thing = TypeVar("Thing")


class Mistake(StrEnum):
    """What kind of slip it is."""

    NEGATED = "negated"
    NOT_LEFT_OUT = "not_left_out"
    PART_LEFT_OUT = "part_left_out"
    CONDITION_LEFT_OUT = "condition_left_out"
    EXCEPTION_LEFT_OUT = "exception_left_out"
    ANY_AND_ALL = "any_and_all"
    QUANTIFIER = "quantifier"
    CERTAINTY = "certainty"
    FEWER_VALUES = "fewer_values"
    MORE_VALUES = "more_values"
    THRESHOLD = "threshold"
    RULE_LEFT_OUT = "rule_left_out"
    DIRECTIVE_LEFT_OUT = "directive_left_out"
    CLASS_ORDER = "class_order"
    MODALITY = "modality"
    ACTS = "acts"
    DEADLINE = "deadline"
    DOER = "doer"
    IN_DOUBT = "in_doubt"
    OVERRIDE = "override"
    ORDER = "order"
    DONE = "done"
    DATE = "date"


class Section(StrEnum):
    """Where in the protocol the slip is."""

    CONCLUSIONS = "conclusions"
    CLASSES = "classes"
    DIRECTIVES = "directives"


@frozen
class ConditionChange:
    """A condition and what the slip makes of it: where incidents that differ are looked for.

    `about` is the kind of entity that the condition is one of.
    """

    before: Condition
    after: Condition
    about: Entity | None = None


@frozen(kw_only=True)
class Edit(Generic[Thing]):
    """An entry with one slip (None where it is left out), and the YAML of both.

    `place` is that of the node, where it is not that of the entry.
    """

    mistake: Mistake
    result: Thing | None
    written: str
    instead: str = ""
    place: Place | None = None
    change: ConditionChange | None = None


@frozen(kw_only=True)
class Mutant:
    """A protocol with one mistake.

    `number` counts from 1 in the order of the protocol. `entry` is the id of what it is in.
    `written` is the YAML of the author, `instead` that of the mistake, empty where something is
    left out.
    """

    number: int
    mistake: Mistake
    section: Section
    entry: str
    place: Place
    written: str
    instead: str
    protocol: Protocol
    change: ConditionChange | None = None
