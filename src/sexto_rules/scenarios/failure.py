"""How an outcome or a decision fails a step: what was expected, what came instead, and where.

An outcome may come from the reference or from any engine. What only a decision says (`final`,
`next_question`, `because`) is held against a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from attrs import frozen

from sexto_rules.authoring.within import within_words
from sexto_rules.decisions import DecidedLine, Decision, Reason
from sexto_rules.errors import Place
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target
from sexto_rules.scenarios.expectation import (
    CLASS,
    NO_DEADLINE,
    NONE_OF,
    OPEN,
    STANDING,
    WAYS,
    Because,
    Expectation,
    InOrder,
)
from sexto_rules.scenarios.scenario import Step

__all__ = ["Failure", "Why", "decision_failures", "failures", "label_of", "speaks_of"]


@frozen(kw_only=True)
class Why:
    """Why something came out as it did: what it is (`call (d1): possible`), and its reasons."""

    what: str
    reasons: tuple[Reason, ...]


@frozen(kw_only=True)
class Failure:
    """One expectation that is not met.

    `expected` and `got` are in the words of the protocol, as an author writes them; `got` is
    empty where nothing of the kind came out. `about` is the line expected; None where it is the
    class or the questions. `why` is empty until somebody asks for it. `is_ours`: engines or the
    reference decide differently, which no author can mend.
    """

    place: Place
    expected: str
    got: str
    about: Expectation | Because | None = None
    why: tuple[Why, ...] = ()
    is_ours: bool = False

    def __str__(self) -> str:
        """`expected must: call_police, got call: possible`."""
        return f"expected {self.expected}, got {self.got or 'nothing of the kind'}"


def failures(step: Step, day: DayProtocol, outcome: Outcome) -> Iterator[Failure]:
    """Yield each way in which the outcome is not what the step expects.

    What an outcome does not say (`final`, `next_question`, `because`) is not looked at.

    Example:
        >>> list(failures(step, day, decider.outcome(step.incident)))  # doctest: +SKIP
        []
    """
    got = outcome.possible_classes
    settled = got[0] if len(got) == 1 else OPEN
    if step.class_ is not None and step.class_ != settled:
        said = f"class: {settled}" + ("" if len(got) == 1 else f" ({', '.join(got)})")
        yield Failure(place=step.place_of("class"), expected=f"class: {step.class_}", got=said)
    if step.classes is not None and set(step.classes) != set(got):
        yield Failure(
            place=step.place_of("classes"),
            expected=f"classes: [{', '.join(step.classes)}]",
            got=f"classes: [{', '.join(got)}]",
        )
    modalities = {each.id: each.modality for each in day.directives}
    for expected in step.expectations:
        fits = WAYS[expected.way]
        speaking = [line for line in outcome.lines if speaks_of(expected, line)]
        fitting = [line for line in speaking if fits(line, modalities[line.directive])]
        if bool(fitting) is (expected.way in NONE_OF):
            said = "; ".join(label_of(line) for line in speaking)
            yield Failure(place=expected.place, expected=str(expected), got=said, about=expected)
    yield from _said_otherwise(step, day, outcome)
    for order in step.order:
        got_order = _order_of(order, day, outcome)
        if got_order is not None:
            yield Failure(place=order.place, expected=str(order), got=got_order)


def _said_otherwise(step: Step, day: DayProtocol, outcome: Outcome) -> Iterator[Failure]:
    """Yield what no line says of who does it, and by when."""
    directives = {each.id: each for each in day.directives}
    for expected in step.said:
        its = [
            directives[line.directive]
            for line in outcome.lines
            if line.status in STANDING and expected.name in {line.directive, *line.acts}
        ]
        said = dict.fromkeys(each.by if expected.key == "by" else _deadline(each) for each in its)
        if expected.value not in said:
            got = f"{expected.key}: {', '.join(said)}" if said else ""
            yield Failure(place=expected.place, expected=str(expected), got=got)


def _deadline(directive: Directive) -> str:
    return NO_DEADLINE if directive.within is None else within_words(directive.within)


def _order_of(expected: InOrder, day: DayProtocol, outcome: Outcome) -> str | None:
    """Return the order in which the lines stand; None where it is the one expected.

    A name that no line has is not in it.
    """
    plan = {each.id for each in day.directives if each.modality is not Modality.MUST_NOT}
    lines = [each for each in outcome.lines if each.directive in plan and each.status in STANDING]
    places = {
        name: [at for at, line in enumerate(lines) if name in {line.directive, *line.acts}]
        for name in expected.names
    }
    if all(places.values()) and all(
        max(places[one]) < min(places[other]) for one, other in pairwise(expected.names)
    ):
        return None
    stand = sorted((at, name) for name, its in places.items() for at in its)
    return f"order: [{', '.join(name for name, _ in groupby(name for _, name in stand))}]"


def decision_failures(step: Step, decision: Decision) -> Iterator[Failure]:
    """Yield each way in which a decision has other reasons or questions than the step expects."""
    if step.final is not None and decision.final is not step.final:
        yield Failure(
            place=step.place_of("final"),
            expected=f"final: {_word(yes=step.final)}",
            got=f"final: {_word(yes=decision.final)}{_still_open(decision)}",
        )
    if step.next_question is not None:
        got = decision.next_question
        if got is None or got.id != step.next_question:
            yield Failure(
                place=step.place_of("next_question"),
                expected=f"next_question: {step.next_question}",
                got="" if got is None else f"next_question: {got.id}",
            )
    for expected in step.because:
        if expected.name == CLASS:
            named = [decision.class_because]
        else:
            named = [line.because for line in _given(expected, decision.directives)]
        if not any(_rests_on(expected, reasons) for reasons in named):
            said = "; ".join(", ".join(reasons) or "-" for reasons in named)
            yield Failure(place=expected.place, expected=str(expected), got=said, about=expected)


def _word(*, yes: bool) -> str:
    return "yes" if yes else "no"


def _still_open(decision: Decision) -> str:
    """Return the facts that may still change a decision, in brackets."""
    paths = [*(question.path for question in decision.questions), *decision.missing]
    return f" ({', '.join(paths)})" if paths else ""


def _given(expected: Because, lines: Iterable[DecidedLine]) -> list[DecidedLine]:
    """Return the lines of an act or a directive: those due or in force, else whichever."""
    speaking = [line for line in lines if expected.name in {line.id, *line.acts}]
    given = [line for line in speaking if line.status in {Status.DUE, Status.IN_FORCE}]
    return given or speaking


def _rests_on(expected: Because, reasons: Iterable[str]) -> bool:
    """Whether every name expected is among the reasons."""
    paths = [reason.partition(": ") for reason in reasons]
    return all(any(_names(name, *path) for path in paths) for name in expected.reasons)


def _names(name: str, path: str, _: str, value: str) -> bool:
    """Whether a reason is of this name; of whomever, where the name does not say."""
    first, *rest = path.split(".", 2)
    bare = rest[1] if first in {"persons", "devices"} and len(rest) == 2 else path
    if path == "overridden_by":
        return value == name
    return any(each == name or each.startswith(f"{name}.") for each in (path, bare))


def label_of(line: Line) -> str:
    """Return a line in short: `secure-device (d1): held`."""
    whom = "" if line.target is None else f" ({_target(line.target)})"
    return f"{line.directive}{whom}: {line.status}"


def _target(target: Target) -> str:
    if target.id is not None:
        return target.id
    return "any" if target.scope is Scope.OTHER else "every"


def speaks_of(expected: Expectation | Because, line: Line) -> bool:
    """Whether a line is of the act or directive, and of the target, that is expected."""
    if expected.name != line.directive and expected.name not in line.acts:
        return False
    if isinstance(expected, Because) or expected.target is None:
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
