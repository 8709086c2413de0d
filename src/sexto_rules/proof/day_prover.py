"""Everything that is proved of a protocol on one day, question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from attrs import frozen

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.lowering.lower import lower_with_sources
from sexto_rules.proof.finder import Answer, Finder, Found, NotReproducedError
from sexto_rules.proof.learning import Kept, LearningProver, Standing
from sexto_rules.proof.premises import idle_promises
from sexto_rules.proof.report import Finding, Verdict
from sexto_rules.proof.statements import Kind, Statement, held_pairs, statements_of
from sexto_rules.proof.stuck import StuckProver, may_be_held
from sexto_rules.proof.subsumed import subsumed_pairs
from sexto_rules.proof.telling import somebody_is_told
from sexto_rules.proof.translation import validate
from sexto_rules.protocol.model import Class, DayProtocol, Directive

__all__ = ["MAKERS", "DayProver", "Question"]

MAKERS: Final[tuple[Callable[[DayProtocol], Iterable[Statement]], ...]] = (
    statements_of,
    somebody_is_told,
    idle_promises,
    subsumed_pairs,
    held_pairs,
)
"""What makes the statements about a protocol on a day; another one is added here."""

IN_DOUBT: Final = "in_doubt"
"""What stands beside a directive of which it is asked whether it lasts while it is in doubt."""

_OF_LEARNING: Final[Mapping[Kept, Verdict]] = {
    Kept.BY_STRUCTURE: Verdict.PROVED,
    Kept.BY_SOLVER: Verdict.PROVED,
    Kept.ON_PURPOSE: Verdict.LISTED,
    Kept.BROKEN: Verdict.REFUTED,
    Kept.UNDECIDED: Verdict.UNDECIDED,
}

_OF_STUCK: Final[Mapping[bool | None, Verdict]] = {
    False: Verdict.PROVED,
    True: Verdict.REFUTED,
    None: Verdict.UNDECIDED,
}


@frozen
class Question:
    """What is asked: the kind of a statement, what it is about, and beside what."""

    kind: Kind
    subject: str
    beside: str = ""


class DayProver:
    """Answers questions about a protocol on a day; not safe from several threads."""

    def __init__(self, day: DayProtocol, seconds: int) -> None:
        """Make it; `seconds` is how long the solver may take for one answer."""
        self.day: Final = day
        self._seconds = seconds

    def questions(self) -> Iterator[Question]:
        """Yield everything that is asked, in the order in which it is told."""
        yield Question(Kind.TRANSLATION, "")
        yield from self._statements
        for each in may_be_held(self.day):
            yield Question(Kind.STUCK, each.id)
        for name in self._lasting:
            yield Question(Kind.LEARNING, name)

    def findings(self, question: Question) -> list[Finding]:
        """Return what came of a question; incidents are not written as scenarios yet.

        Raises:
            NotReproducedError: An incident that the solver found is decided otherwise: our bug.
        """
        try:
            if question.kind is Kind.LEARNING:
                entry = self._lasting[question.subject]
                return [self._learned(each) for each in self._learning.of(entry)]
            if question.kind is Kind.TRANSLATION:
                return list(self._translated())
            if question.kind is Kind.STUCK:
                return [self._stuck(question.subject)]
            return [self._stated(self._statements[question])]
        except NotReproducedError as error:
            message = f"{question.kind} {question.subject} on {self.day.as_of}: {error}"
            raise NotReproducedError(message) from error

    def lost(self, question: Question) -> Finding:
        """Return that a question is undecided, since whoever was at it was killed."""
        return Finding(
            kind=question.kind,
            subject=question.subject,
            beside=question.beside,
            place=self._place(question),
            days=(self.day.as_of,),
            verdict=Verdict.UNDECIDED,
            is_lost=True,
        )

    def _place(self, question: Question) -> Place:
        """Return where that stands which a question is about."""
        if question.kind is Kind.TRANSLATION:
            return NOWHERE
        if question.kind in {Kind.LEARNING, Kind.STUCK}:
            return self._lasting[question.subject].place
        return self._statements[question].place

    @cached_property
    def _statements(self) -> dict[Question, Statement]:
        return {
            Question(each.kind, each.subject, each.beside): each
            for make in MAKERS
            for each in make(self.day)
        }

    @cached_property
    def _lasting(self) -> dict[str, Class | Directive]:
        """Return what is to last while more is learned."""
        entries: tuple[Class | Directive, ...] = (*self.day.classes, *self.day.directives)
        return {each.id: each for each in entries}

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.day, seconds=self._seconds)

    @cached_property
    def _learning(self) -> LearningProver:
        return LearningProver(self.day, seconds=self._seconds)

    def _stated(self, statement: Statement) -> Finding:
        answer = self._finder.find(statement.claim, is_read=not statement.wanted)
        verdict = self._verdict(statement, answer)
        return Finding(
            kind=statement.kind,
            subject=statement.subject,
            beside=statement.beside,
            place=statement.place,
            days=(self.day.as_of,),
            verdict=verdict,
            incident=None if verdict is Verdict.PROVED else answer.incident,
        )

    def _stuck(self, name: str) -> Finding:
        directive = next(each for each in self.day.directives if each.id == name)
        prover = StuckProver(self.day, directive, seconds=self._seconds)
        stuck = prover.answer(self._finder)
        return Finding(
            kind=Kind.STUCK,
            subject=name,
            beside="",
            place=directive.place,
            days=(self.day.as_of,),
            verdict=_OF_STUCK[stuck.may_be],
            incident=stuck.incident,
        )

    def _learned(self, standing: Standing) -> Finding:
        return Finding(
            kind=Kind.LEARNING,
            subject=standing.subject,
            beside=IN_DOUBT if standing.in_doubt else "",
            place=standing.place,
            days=(self.day.as_of,),
            verdict=_OF_LEARNING[standing.kept],
            incident=standing.before,
            after=standing.after,
        )

    def _translated(self) -> Iterator[Finding]:
        """Yield what is so of each stratum of the Program; a wrong one is our bug."""
        for stratum in validate(self.day, lower_with_sources(self.day), seconds=self._seconds):
            wrong = min(stratum.broken, key=lambda each: each.incident is None, default=None)
            yield Finding(
                kind=Kind.TRANSLATION,
                subject=stratum.name,
                beside="",
                place=NOWHERE if wrong is None else wrong.condition.place,
                days=(self.day.as_of,),
                verdict=Verdict(stratum.verdict),
                incident=None if wrong is None else wrong.incident,
            )

    def _verdict(self, statement: Statement, answer: Answer) -> Verdict:
        if answer.found is Found.UNDECIDED:
            return Verdict.UNDECIDED
        if (answer.found is Found.INCIDENT) is statement.wanted:
            return Verdict.PROVED
        return Verdict.LISTED if self._may_be_wanted(statement) else Verdict.REFUTED

    def _may_be_wanted(self, statement: Statement) -> bool:
        """Whether it is no mistake: what is held, or says again with another ground what is said.

        That may be what is inherited, with the words and the sources of who inherits it.
        """
        if statement.kind is Kind.SUBSUMED:
            one, other = (self._lasting[each] for each in (statement.subject, statement.beside))
            return (one.origin, one.basis) != (other.origin, other.basis)
        return statement.kind is Kind.HELD
