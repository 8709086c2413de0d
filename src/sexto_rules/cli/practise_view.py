"""A practice case for a person at a terminal or behind a pipe: one thing a line, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from sexto_rules.cli.practise_words import said
from sexto_rules.cli.reasons import act_words, reason_lines, rests_words
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language, colon, in_language, word
from sexto_rules.decisions import DecidedLine, explain
from sexto_rules.facts.labels import LABELS, LabelKind, label
from sexto_rules.practice import Exercise, Judged, Mark, Moment, Offer, PracticeResult
from sexto_rules.practice.judging import Answer
from sexto_rules.protocol.model import DayProtocol, Modality, WithinKind
from sexto_rules.protocol.outcome import Scope, Status

__all__ = ["PractiseView"]

_STYLES: Final = {
    Mark.RIGHT: ("v", "green"),
    Mark.FORBIDDEN: ("x", "red"),
    Mark.REFUSED: ("x", "red"),
    Mark.MISSED: ("!", "yellow"),
    Mark.UNNAMED: ("!", "yellow"),
    Mark.EARLY: ("~", "cyan"),
    Mark.OVERCAUTIOUS: ("~", "cyan"),
}
_DEEPEST: Final = 1
"""Of the tree of reasons a learner reads the first two levels."""


@frozen
class PractiseView:
    """Writes a case, its corrections and its result to a screen."""

    screen: Screen
    day: DayProtocol

    @property
    def _language(self) -> Language:
        return self.screen.language

    def say(self, name: str, *values: object, style: str = "") -> None:
        """Write words of the command."""
        self.screen.say(said(name, self._language, *values), style)

    def show_case(self, exercise: Exercise, command: str) -> None:
        """Write what the case is and how to answer."""
        case = exercise.case
        title = in_language(case.title, self._language)
        self.say("heading", title, case.level, len(exercise.moments), style="bold")
        notice = exercise.moments[0].decision.protocol.notice
        self.screen.say(in_language(notice, self._language), "dim")
        self.say("unofficial", style="dim")
        self.say("seed", command, exercise.seed, style="dim")
        self.screen.say()
        self.say("how")

    def show_step(self, exercise: Exercise, number: int) -> None:
        """Write what is told at a step, and the acts that it offers."""
        moment = exercise.moments[number - 1]
        self.screen.head(said("step", self._language, number, len(exercise.moments)), "blue")
        self.screen.say(in_language(moment.step.told, self._language))
        self.show_offers(moment)

    def show_offers(self, moment: Moment) -> None:
        """Write the acts of a step, numbered."""
        self.screen.say()
        self.say("acts", style="bold")
        for place, task in enumerate(moment.tasks, 1):
            self.screen.say(f"{place}. {self._offer(task.offer)}", indent=2)

    def show_correction(self, moment: Moment, judged: tuple[Judged, ...]) -> None:
        """Write what the protocol says of each act, in the order in which they were offered."""
        self.screen.head(said("correction", self._language), "magenta")
        for place, each in enumerate(judged, 1):
            mark, style = _STYLES[each.mark]
            words = f"{place}. {self._verdict(each)}{self._colon}{self._offer(each.offer)}"
            self.screen.item(mark, words, style)
            for line in self._grounds(moment, each):
                self.screen.say(line, indent=6)
        right = sum(each.mark is Mark.RIGHT for each in judged)
        self.say("so_far", right, len(judged), style="bold")

    def show_result(self, result: PracticeResult) -> None:
        """Write how much was right, what was missed, and the sources of all that was said."""
        steps, all_steps = len(result.steps), len(result.exercise.moments)
        self.screen.head(said("result", self._language), "blue")
        if not result.is_finished:
            self.say("stopped", steps + 1, all_steps)
        if not steps:
            self.say("none_yet")
            return
        self.say("score", result.right, result.asked, style="bold")
        mistakes = list(result.mistakes())
        self.say("again" if mistakes else "all_right")
        for number, each in mistakes:
            mark, style = _STYLES[each.mark]
            verdict = said(each.mark, self._language)
            words = said("at_step", self._language, number, verdict, self._offer(each.offer))
            self.screen.item(mark, words, style)
        self._sources(result)

    def _sources(self, result: PracticeResult) -> None:
        sources = result.to_dict()["sources"]
        if sources:
            self.screen.head(said("sources", self._language), "white")
        for source in sources:
            where = source["url"] or source["citation"] or ""
            words = f"{source['title']}, {source['publisher']}, {source['read']}. {where}"
            self.screen.item(f"[{source['id']}]", words)

    @property
    def _colon(self) -> str:
        return colon(self._language)

    def _offer(self, offer: Offer) -> str:
        texts = {name: dict(text) for name, text in self.day.protocol.act_texts.items()}
        joint = f" {word('or', self._language)} "
        words = joint.join(act_words(act, self._language, texts) for act in offer.acts)
        if offer.target is None or offer.target.scope is not Scope.ONE:
            return words
        kind = label(offer.target.kind, self._language, kind=LabelKind.ENTITY)
        return f"{words} ({kind} {offer.target.id})"

    def _verdict(self, each: Judged) -> str:
        right = each.mark is Mark.RIGHT
        return said(f"right_{each.answer}" if right else each.mark, self._language)

    def _grounds(self, moment: Moment, each: Judged) -> Iterator[str]:
        """Yield why: the text of every line, its reasons, its basis and its sources."""
        lines = each.expected.lines
        if each.expected.answer is Answer.NEITHER:
            statuses = {line.status for line in lines}
            name = next((status for status in Status if status in statuses), None)
            yield said("nothing" if name is None else str(name), self._language)
        for line in lines:
            text = in_language(line.text, self._language)
            if each.expected.answer is Answer.NEITHER:
                text = said("if_needed", self._language, text)
            yield " ".join([text, *self._when(line)])
            if line.status is Status.IN_FORCE and not line.certain:
                yield said("in_doubt", self._language)
            yield from self._reasons(moment, line)
            bases = () if line.basis is None else (line.basis,)
            yield said("rests", self._language, rests_words(bases, line.sources, self._language))

    def _reasons(self, moment: Moment, line: DecidedLine) -> Iterator[str]:
        because = word("because", self._language)
        reasons = explain(self.day, moment.step.incident, line)
        for depth, words in reason_lines(reasons, self._language, self.day):
            if depth <= _DEEPEST:
                yield f"{because} {words}" if not depth else f"  - {words}"

    def _when(self, line: DecidedLine) -> Iterator[str]:
        """Yield in brackets that it is no more than advice, who acts and how soon."""
        parts = []
        if line.modality is Modality.SHOULD:
            parts.append(label(line.modality, self._language, kind=LabelKind.MODALITY))
        if line.by != "everyone":
            texts = self.day.protocol.doer_texts
            known = LABELS[LabelKind.DOER]
            named = in_language(texts.get(line.by), self._language) or line.by
            own = label(line.by, self._language, kind=LabelKind.DOER) if line.by in known else named
            parts.append(own)
        if line.within is not None and line.within.kind is not WithinKind.DURATION:
            parts.append(label(line.within.kind, self._language, kind=LabelKind.TIME))
        if line.within is not None and line.within.duration is not None:
            parts.append(f"{line.within.duration.total_seconds() / 3600:g} h")
        if parts:
            yield f"[{', '.join(parts)}]"
