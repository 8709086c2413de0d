"""What an answer is worth: the decision of the protocol says what was right, and by which lines.

Nothing is known here of any case. An act is *to be done* while a duty or a recommendation of it is
due, *never* while a prohibition of it is in force, in doubt or not, and *neither* while nothing
asks for it or forbids it. Where the decision says more than one of these (due for one doer and
forbidden for another) or something between them (a permission, a prohibition lifted) an act is not
fit to be asked about; nor where it is done already, since it may have to go on, or be done again.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from attrs import frozen

from sexto_rules.decisions import DecidedLine, Decision
from sexto_rules.protocol.model import Modality
from sexto_rules.protocol.outcome import Scope, Status, Target

__all__ = ["Answer", "Expected", "Judged", "Mark", "Offer", "expected_of", "judge"]


class Answer(StrEnum):
    """What a learner may say of an act."""

    DO = "do"
    NEVER = "never"
    NEITHER = "neither"


class Mark(StrEnum):
    """What an answer is worth.

    `FORBIDDEN` is the gravest: what the protocol prohibits would have been done. `EARLY` is an act
    that nothing asks for at this point.
    """

    RIGHT = "right"
    FORBIDDEN = "forbidden"
    REFUSED = "refused"
    MISSED = "missed"
    UNNAMED = "unnamed"
    EARLY = "early"
    OVERCAUTIOUS = "overcautious"


@frozen
class Offer:
    """An act, or the alternatives of which one is enough, and to whom or what it is done."""

    acts: tuple[str, ...]
    target: Target | None = None


@frozen
class Expected:
    """What the protocol says of an act: the right answer, and the lines that make it so.

    Of what is neither due nor forbidden, the lines are those that may come to ask for it, or that
    have given way; there may be none.
    """

    answer: Answer
    lines: tuple[DecidedLine, ...]


@frozen
class Judged:
    """An answer to an offer, with what was expected and what the answer is worth."""

    offer: Offer
    expected: Expected
    answer: Answer
    mark: Mark


_MARKS: Final = {
    (Answer.DO, Answer.NEITHER): Mark.MISSED,
    (Answer.DO, Answer.NEVER): Mark.REFUSED,
    (Answer.NEVER, Answer.DO): Mark.FORBIDDEN,
    (Answer.NEVER, Answer.NEITHER): Mark.UNNAMED,
    (Answer.NEITHER, Answer.DO): Mark.EARLY,
    (Answer.NEITHER, Answer.NEVER): Mark.OVERCAUTIOUS,
}

_DUTIES: Final = frozenset({Modality.MUST, Modality.SHOULD})
_QUIET: Final = frozenset({Status.POSSIBLE, Status.OVERRIDDEN})
"""A duty of such a status asks for nothing now."""


def judge(offer: Offer, expected: Expected, answer: Answer) -> Judged:
    """Return what an answer is worth."""
    right = expected.answer
    mark = Mark.RIGHT if answer is right else _MARKS[right, answer]
    return Judged(offer, expected, answer, mark)


def expected_of(decision: Decision, offer: Offer) -> Expected | None:
    """Return what a decision says of an act; None where it is not one thing alone."""
    lines = [line for line in decision.directives if _speaks(line, offer)]
    prohibitions = [line for line in lines if line.modality is Modality.MUST_NOT]
    duties = [line for line in lines if line.modality in _DUTIES]
    in_force = _of(prohibitions, Status.IN_FORCE)
    due = _of(duties, Status.DUE)
    if in_force:
        return None if due else Expected(Answer.NEVER, in_force)
    exact = tuple(line for line in due if line.acts == offer.acts)
    if exact:
        return Expected(Answer.DO, exact)
    if (
        due
        or prohibitions
        or len(duties) < len(lines)
        or any(line.status not in _QUIET for line in duties)
    ):
        return None
    return Expected(Answer.NEITHER, tuple(duties))


def _of(lines: Iterable[DecidedLine], status: Status) -> tuple[DecidedLine, ...]:
    return tuple(line for line in lines if line.status is status)


def _speaks(line: DecidedLine, offer: Offer) -> bool:
    """Whether a line is about an act of the offer, done to the same."""
    if set(line.acts).isdisjoint(offer.acts):
        return False
    whom = line.target
    if whom is None or whom.scope is Scope.EVERY or offer.target is None:
        return True
    return whom == offer.target
