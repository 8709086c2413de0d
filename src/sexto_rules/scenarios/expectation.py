"""What a scenario expects, and how an outcome fails it.

The outcome may come from the reference or from any engine; the words of a failure say what
was expected and what was got.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import frozen

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol, Modality, Text
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status

__all__ = ["OPEN", "WAYS", "Expectation", "Scenario", "failures"]

OPEN: Final = "open"
"""The class expected while more than one is possible."""


@frozen(kw_only=True)
class Expectation:
    """One line expected: the way (`must`, `held`, …), an act or a directive, and a target.

    `target` is an id, `any` (any other, not listed), `every`, or None: whichever.
    """

    way: str
    name: str
    target: str | None = None
    place: Place = NOWHERE

    def __str__(self) -> str:
        """As the author wrote it."""
        return f"{self.way}: {self.name}" + (f" of {self.target}" if self.target else "")


@frozen(kw_only=True)
class Scenario:
    """A worked case. `class_`, `classes`, `final`, `next_question` are None where not expected."""

    file: str
    title: Text
    as_of: date | None
    incident: Incident
    expectations: tuple[Expectation, ...]
    class_: str | None = None
    classes: tuple[str, ...] | None = None
    final: bool | None = None
    next_question: str | None = None


Way = Callable[[Line, Modality], bool]


def _given(modality: Modality) -> Way:
    return lambda line, its: its is modality and line.status is Status.DUE


def _has(status: Status) -> Way:
    return lambda line, _: line.status is status


WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {
        "must": _given(Modality.MUST),
        "should": _given(Modality.SHOULD),
        "may": _given(Modality.MAY),
        "note": _given(Modality.NOTE),
        "must_not": _has(Status.IN_FORCE),
        "breached": lambda line, _: line.breached,
        "held": _has(Status.HELD),
        "possible": _has(Status.POSSIBLE),
        "done": _has(Status.DONE),
        "overridden": _has(Status.OVERRIDDEN),
        "not_due": _has(Status.DUE),
        "lifted": _has(Status.IN_FORCE),
    }
)
"""What each way asks of a line; for `not_due` and `lifted`, what no line may be."""

_NONE_OF: Final = frozenset({"not_due", "lifted"})


def failures(scenario: Scenario, day: DayProtocol, outcome: Outcome) -> Iterator[str]:
    """Yield each way in which the outcome is not what the scenario expects."""
    got = outcome.possible_classes
    settled = got[0] if len(got) == 1 else OPEN
    if scenario.class_ is not None and scenario.class_ != settled:
        yield f"expected the class {scenario.class_}, got {settled} ({', '.join(got)})"
    if scenario.classes is not None and set(scenario.classes) != set(got):
        yield f"expected the possible classes {', '.join(scenario.classes)}, got {', '.join(got)}"
    modalities = {each.id: each.modality for each in day.directives}
    for expected in scenario.expectations:
        fits = WAYS[expected.way]
        speaking = [line for line in outcome.lines if _speaks_of(expected, line)]
        fitting = [line for line in speaking if fits(line, modalities[line.directive])]
        if bool(fitting) is (expected.way in _NONE_OF):
            said = "; ".join(f"{line.directive}: {line.status}" for line in speaking)
            yield f"expected {expected}, got {said or 'no such line'}"


def _speaks_of(expected: Expectation, line: Line) -> bool:
    if expected.name != line.directive and expected.name not in line.acts:
        return False
    if expected.target is None:
        return True
    if line.target is None:
        return False
    match expected.target:
        case "any":
            return line.target.scope is Scope.OTHER
        case "every":
            return line.target.scope is Scope.EVERY
        case _:
            return line.target.scope is Scope.EVERY or line.target.id == expected.target
