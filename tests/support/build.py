"""Short ways to write typed protocols for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sexto_rules.facts.vocabulary import ACTS, DOERS
from sexto_rules.protocol.conditions import Condition, FactRef, Of, ValueTest
from sexto_rules.protocol.model import (
    Basis,
    Class,
    Conclusion,
    Directive,
    InDoubt,
    Modality,
    Protocol,
    Rule,
)


def yes(name: str) -> ValueTest:
    """The incident fact is yes."""
    return ValueTest(FactRef(Of.INCIDENT, name), frozenset({True}))


def text(words: str = "words") -> dict[str, str]:
    """A text in English."""
    return {"en": words}


def protocol(**parts: Any) -> Protocol:
    """A protocol of these parts."""
    defaults: dict[str, Any] = {
        "id": "test",
        "version": "1",
        "date": date(2026, 1, 1),
        "title": text(),
        "notice": text(),
        "languages": ("en",),
        "doers": DOERS,
        "acts": ACTS,
    }
    return Protocol(**{**defaults, **parts})


def directive(name: str, modality: str, *acts: str, **parts: Any) -> Directive:
    """A directive of the protocol `test`."""
    usual = InDoubt.APPLIES if modality == "must_not" else InDoubt.WAITS
    defaults: dict[str, Any] = {
        "id": name,
        "origin": "test",
        "basis": Basis.INFERENCE,
        "modality": Modality(modality),
        "acts": acts,
        "text": text(name),
        "in_doubt": usual,
    }
    return Directive(**{**defaults, **parts})


def conclusion(name: str, *conditions: Condition, **parts: Any) -> Conclusion:
    """A conclusion with one rule a condition."""
    rules = tuple(Rule(when=each, basis=Basis.INFERENCE) for each in conditions)
    return Conclusion(**{"id": name, "origin": "test", "text": text(), "rules": rules, **parts})


def klass(name: str, when: Condition | None = None, **parts: Any) -> Class:
    """A class; without a condition, the last."""
    return Class(
        **{
            "id": name,
            "origin": "test",
            "basis": Basis.INFERENCE,
            "text": text(),
            "when": when,
            **parts,
        }
    )
