"""A decision for a person in a hurry: never, now, then, to find out.

Prohibitions stand first. Lines that say the same of several acts or targets are one item.
What is lifted is never shown, and nothing shown depends on colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from attrs import evolve, frozen

from sexto_rules.cli.plan_sections import (
    Item,
    Key,
    Section,
    how_many_gone,
    items_of,
    keys_of,
    sections_of,
)
from sexto_rules.cli.reasons import act_words, fact_words, rests_words
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.why_lines import Block, because, explained
from sexto_rules.cli.words import Language, colon, in_language, word
from sexto_rules.decisions import DecidedLine, Decision
from sexto_rules.decisions.merged import PlanLine
from sexto_rules.facts.labels import LABELS, LabelKind, label
from sexto_rules.protocol.model import DayProtocol, Modality, WithinKind
from sexto_rules.protocol.outcome import Scope, Status

__all__ = ["PlanView"]

_QUESTIONS_SHOWN: Final = 5


@frozen
class PlanView:
    """Writes a decision to a screen.

    `why` adds the reasons, `everything` what may yet apply, `all_questions` those that come
    later. `fell_back`: both engines were wanted, and only one is installed.
    """

    screen: Screen
    day: DayProtocol
    decision: Decision
    why: bool = False
    everything: bool = False
    all_questions: bool = False
    fell_back: bool = False

    @property
    def language(self) -> Language:
        """The language to speak."""
        return self.screen.language

    def show(self) -> None:
        """Write the whole decision."""
        self._title()
        self.show_plan()
        self._questions()
        if self.why:
            self._sources()
        self._footer()

    def show_plan(self) -> None:
        """Write what applies, prohibitions first."""
        for section in sections_of(self.decision, everything=self.everything):
            self.screen.head(word(section.name, self.language), section.style)
            for item, words in self.worded(section):
                self.screen.item(section.mark, words, section.style)
                self._details(item)

    def worded(self, section: Section) -> Iterator[tuple[Item, str]]:
        """Yield the items of a section, each with its words; one that says nothing new is none."""
        said: set[tuple[str, str]] = set()
        for item in items_of(section.lines):
            if words := self._words(item, said):
                yield item, words

    def show_growth(self, shown: frozenset[Key]) -> None:
        """Write what applies and is not among the lines shown, and how many apply no more."""
        is_first = True
        for section in sections_of(self.decision):
            fresh = [line for line in section.lines if not keys_of(line) <= shown]
            for item, words in self.worded(evolve(section, lines=tuple(fresh))):
                if is_first:
                    self.screen.say(word("new_in_plan", self.language))
                    is_first = False
                heading = f"{word(section.name, self.language)}{self._colon}"
                self.screen.item("+", heading + words, section.style)
                self._details(item)
        if gone := how_many_gone(shown, self.decision):
            name = "one_gone" if gone == 1 else "gone"
            self.screen.say(f"- {gone} {word(name, self.language)}", "dim", indent=2)

    def _title(self) -> None:
        stamp, route = self.decision.protocol, self.decision.classification
        title = in_language(stamp.title, self.language)
        self.screen.say(f"{title} ({stamp.id} {stamp.version}, {stamp.as_of})", "bold")
        named = f" {word('or', self.language)} ".join(
            in_language(route.texts[name], self.language) for name in route.possible
        )
        self.screen.say(
            f"{word('route' if route.settled else 'route_open', self.language)}{self._colon}{named}"
        )
        if self.why:
            for each in route.classes:
                bases = () if each.basis is None else (each.basis,)
                rests = rests_words(bases, each.sources, self.language)
                text = in_language(each.text, self.language)
                whose = "" if route.settled else f"{text}{self._colon}"
                self.screen.say(f"{whose}{rests}", "dim", indent=4)
            self._blocks(because(self.decision.why_classes(), self.language, self.day))

    @property
    def _colon(self) -> str:
        return colon(self.language)

    def _words(self, item: Item, said: set[tuple[str, str]]) -> str:
        """Return the item in words, without a text said of the same targets before."""
        line = item.first
        whom = self._targets(item)
        texts = [in_language(text, self.language) for text in line.texts]
        fresh = [text for text in texts if (whom, text) not in said]
        said.update((whom, text) for text in texts)
        remarks = [*self._remarks(item), *([f"[{when}]"] if (when := self._when(line)) else ())]
        return " ".join([whom + " ".join(fresh), *remarks]) if fresh else ""

    def _remarks(self, item: Item) -> Iterator[str]:
        line = item.first
        if len(line.acts) > 1 and line.modality is Modality.MUST:
            named = f" {word('or', self.language)} ".join(self._act(act) for act in line.acts)
            yield f"[{word('one_of', self.language)}{self._colon}{named}]"
        if line.modality is Modality.MUST_NOT and not any(each.certain for each in item.lines):
            yield f"({word('in_doubt', self.language)})"
        breached = [self._act(act) for each in item.lines if each.breached for act in each.acts]
        if breached:
            yield f"({word('breached', self.language)}{self._colon}{', '.join(breached)})"

    def _act(self, act: str) -> str:
        texts = {name: dict(text) for name, text in self.day.protocol.act_texts.items()}
        return act_words(act, self.language, texts)

    def _targets(self, item: Item) -> str:
        named: dict[str, None] = {}
        for line in item.lines:
            target = line.target
            if target is None or target.scope is Scope.EVERY:
                continue
            if target.scope is Scope.OTHER:
                named[word(f"other_{target.kind}", self.language)] = None
            else:
                kind = label(target.kind, self.language, kind=LabelKind.ENTITY)
                named[f"{kind} {target.id}"] = None
        return f"{', '.join(named)}{self._colon}" if named else ""

    def _when(self, line: PlanLine) -> str:
        who = "" if line.by == "everyone" else self._doer(line.by)
        time = ""
        if line.within is not None and line.within.kind is not WithinKind.IMMEDIATELY:
            time = self._time(line)
        return ", ".join(part for part in (who, time) if part)

    def _doer(self, by: str) -> str:
        if by in LABELS[LabelKind.DOER]:
            return label(by, self.language, kind=LabelKind.DOER)
        texts = self.day.protocol.doer_texts
        return in_language(texts[by], self.language) if by in texts else by

    def _time(self, line: PlanLine) -> str:
        within = line.within
        assert within is not None
        if line.deadline is not None:
            return f"{word('deadline', self.language)} {line.deadline:%Y-%m-%d %H:%M}"
        if within.kind is WithinKind.DURATION and within.duration is not None:
            hours = within.duration.total_seconds() / 3600
            return f"{word('deadline', self.language)} {hours:g} h"
        return label(within.kind, self.language, kind=LabelKind.TIME)

    def _details(self, item: Item) -> None:
        line = item.first
        for contact in line.contacts:
            parts = [in_language(contact.name, self.language), contact.phone, contact.url]
            self.screen.say(" ".join(part for part in parts if part), "bold", indent=4)
        if line.status is Status.HELD:
            self._held(line)
        if self.why:
            self._reasons(item)
            rests = rests_words(line.bases, line.sources, self.language)
            self.screen.say(rests, "dim", indent=4)

    def _held(self, line: PlanLine) -> None:
        held = ", ".join(line.held_by)
        self.screen.say(f"{word('held_by', self.language)}{self._colon}{held}", indent=4)
        if line.stuck:
            self.screen.say(word("stuck", self.language), "bold", indent=4)
        else:
            facts = ", ".join(fact_words(path, self.language, self.day) for path in line.freed_by)
            self.screen.say(f"{word('freed_by', self.language)}{self._colon}{facts}", indent=4)

    def _reasons(self, item: Item) -> None:
        """Write why each line of the item is so; what several share, once."""
        blocks: dict[Block, None] = {}
        for line in item.lines:
            for decided in self.decision.directives:
                if decided.id in line.ids and _is_part(decided, line):
                    why = self.decision.why(decided)
                    blocks |= dict.fromkeys(explained(why, self.language, self.day))
        self._blocks(blocks)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for depth, words in chain.from_iterable(blocks):
            self.screen.say(words, "dim", indent=4 + 2 * depth)

    def _questions(self) -> None:
        questions = self.decision.questions
        if questions:
            self.screen.head(word("find_out", self.language), "cyan")
        is_whole = self.everything or self.all_questions
        shown = questions if is_whole else questions[:_QUESTIONS_SHOWN]
        for number, question in enumerate(shown, 1):
            whose = ""
            if question.target is not None:
                kind = label(question.target.kind, self.language, kind=LabelKind.ENTITY)
                whose = f"{kind} {question.target.id}{self._colon}"
            text = in_language(question.text, self.language)
            self.screen.item(f"{number}.", f"{whose}{text}", "cyan")
        if len(shown) < len(questions):
            self.screen.say(f"  … (+{len(questions) - len(shown)})")
        missing = self.decision.missing
        if missing:
            self.screen.say()
            named = ", ".join(fact_words(path, self.language, self.day) for path in missing)
            self.screen.say(f"{word('missing', self.language)}{self._colon}{named}")

    def _sources(self) -> None:
        self.screen.head(word("sources", self.language), "white")
        for source in self.decision.sources:
            where = source.url or source.citation or ""
            words = f"{source.title}, {source.publisher}, {source.read}. {where}"
            self.screen.item(f"[{source.id}]", words)

    def _footer(self) -> None:
        final = "final" if self.decision.final else "not_final"
        self.screen.say()
        self.screen.say(word(final, self.language))
        engines = " + ".join(self.decision.decided_by)
        self.screen.say(f"{word('decided_by', self.language)}{self._colon}{engines}", "dim")
        if self.fell_back:
            self.screen.say(word("compiled_alone", self.language), "dim")
        self.screen.say(word("unofficial", self.language), "dim")


def _is_part(decided: DecidedLine, line: PlanLine) -> bool:
    """Whether a line of one of its directives is one of those that a plan line is merged from."""
    merged = (line.acts, line.target, line.status)
    return (decided.acts, decided.target, decided.status) == merged
