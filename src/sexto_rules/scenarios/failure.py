"""How an outcome fails a step: what was expected, what came instead, and where it says so.

The outcome may come from the reference or from any engine.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from sexto_rules.errors import Place
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Line, Outcome, Scope
from sexto_rules.scenarios.expectation import NONE_OF, OPEN, WAYS, Expectation
from sexto_rules.scenarios.scenario import Step

__all__ = ["Failure", "failures"]


@frozen(kw_only=True)
class Failure:
    """One expectation that is not met.

    `lines` are the lines of the outcome that speak of what was expected: whoever has the
    decision can say what they rest on.
    """

    place: Place
    expected: str
    got: str
    lines: tuple[Line, ...] = ()

    def __str__(self) -> str:
        """`expected must: call_police, got call: possible`."""
        return f"expected {self.expected}, got {self.got}"


def failures(step: Step, day: DayProtocol, outcome: Outcome) -> Iterator[Failure]:
    """Yield each way in which the outcome is not what the step expects.

    What an outcome does not say (`final`, `next_question`, `because`) is not looked at.
    """
    got = outcome.possible_classes
    settled = got[0] if len(got) == 1 else OPEN
    if step.class_ is not None and step.class_ != settled:
        said = settled if len(got) == 1 else f"{settled} ({', '.join(got)})"
        yield Failure(place=step.place_of("class"), expected=f"the class {step.class_}", got=said)
    if step.classes is not None and set(step.classes) != set(got):
        wanted = f"the possible classes {', '.join(step.classes)}"
        yield Failure(place=step.place_of("classes"), expected=wanted, got=", ".join(got))
    modalities = {each.id: each.modality for each in day.directives}
    for expected in step.expectations:
        fits = WAYS[expected.way]
        speaking = [line for line in outcome.lines if _speaks_of(expected, line)]
        fitting = [line for line in speaking if fits(line, modalities[line.directive])]
        if bool(fitting) is (expected.way in NONE_OF):
            said = "; ".join(f"{line.directive}: {line.status}" for line in speaking)
            yield Failure(
                place=expected.place,
                expected=str(expected),
                got=said or "no such line",
                lines=tuple(speaking),
            )


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
