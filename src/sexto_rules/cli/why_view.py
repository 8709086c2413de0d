"""How `sexto why` says it: a line after the other, so that it can be read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from attrs import frozen

from sexto_rules.cli.reasons import (
    act_words,
    named_words,
    reason_lines,
    rests_words,
    value_words,
)
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.why_lines import explained
from sexto_rules.cli.why_words import age_words, said
from sexto_rules.cli.words import Language, colon, in_language
from sexto_rules.decisions import (
    Alternative,
    Change,
    DecidedLine,
    PlanDifference,
    PossibleClass,
    Reason,
    ReasonKind,
    Why,
    WhyNot,
)
from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import DayProtocol, Source
from sexto_rules.protocol.outcome import Scope, Status, Target

__all__ = ["WhyView"]

_ALTERNATIVES_SHOWN: Final = 12


@frozen
class WhyView:
    """Writes explanations on a screen."""

    screen: Screen
    day: DayProtocol

    @property
    def language(self) -> Language:
        """The language to speak."""
        return self.screen.language

    def _colon(self) -> str:
        return colon(self.language)

    def _said(self, name: str, *values: object) -> str:
        return said(name, self.language, *values)

    def _label(self, name: str) -> str:
        return self._said(name) + self._colon().rstrip(" ")

    def _heading(self, name: str, subject: str) -> None:
        stamp = f"{self.day.protocol.id} {self.day.protocol.version}, {self.day.as_of}"
        self.screen.say(f"{self._said(name)}{self._colon()}{subject} ({stamp})", "bold")

    def _subject(self, name: str) -> str:
        """Return an act in words; a directive by its id."""
        if name not in self.day.protocol.acts:
            return name
        texts = {act: dict(text) for act, text in self.day.protocol.act_texts.items()}
        return act_words(name, self.language, texts)

    def show_why(self, name: str, whys: Sequence[Why]) -> None:
        """Write why the lines of an act or a directive are what they are."""
        self._heading("why", self._subject(name))
        for why in whys:
            self._why(why)
        self._sources(source for why in whys for source in why.sources)

    def show_why_not(self, name: str, found: WhyNot, whys: Sequence[Why]) -> None:
        """Write why an act is not to be done, and what would have to be otherwise."""
        self._heading("why_not", self._subject(name))
        if not found.directives:
            self.screen.say(self._said("never_asked"), indent=2)
        elif not whys:
            self.screen.say(self._said("no_line"), indent=2)
        for why in whys:
            self._why(why, with_changes=False)
        if found.given:
            self.screen.say()
            self.screen.say(self._said("given"))
        elif found.directives:
            self.screen.head(self._said("would_be"), "green")
            self._alternatives(found.alternatives, complete=found.complete)
            if found.complete and not found.alternatives:
                self.screen.say(self._said("no_way"), indent=2)
        self._sources(source for why in whys for source in why.sources)

    def show_difference(self, asked: str, found: PlanDifference) -> None:
        """Write what would be otherwise in the plan."""
        self._heading("what_if", asked)
        if found.same:
            self.screen.say(self._said("same"), indent=2)
        if found.possible_before != found.possible_after:
            self.screen.head(self._said("route"), "yellow")
            was, now = self._classes(found.possible_before), self._classes(found.possible_after)
            self.screen.item("*", f"{was} → {now}")
        for name, mark, lines in (("begins", "+", found.begins), ("ends", "-", found.ends)):
            if lines:
                self.screen.head(self._said(name), "green" if mark == "+" else "red")
                for line in lines:
                    self.screen.item(mark, f"{self._state(line)}{self._colon()}{self._line(line)}")
        if found.changes:
            self.screen.head(self._said("changes"), "yellow")
            for each in found.changes:
                was, now = self._state(each.before), self._state(each.after)
                self.screen.item("*", f"{was} → {now}{self._colon()}{self._line(each.after)}")

    def _classes(self, classes: Iterable[PossibleClass]) -> str:
        return self._said("or").join(in_language(each.text, self.language) for each in classes)

    def _why(self, why: Why, *, with_changes: bool = True) -> None:
        line = why.line
        self.screen.head(self._state(line), "cyan")
        self.screen.item(">", self._line(line))
        bases = () if line.basis is None else (line.basis,)
        rests = rests_words(bases, line.sources, self.language)
        self.screen.say(f"{line.id}{self._colon()}{rests}" if rests else line.id, "dim", indent=4)
        for depth, words in chain.from_iterable(explained(why, self.language, self.day)):
            self.screen.say(words, indent=4 + 2 * depth)
        if why.facts:
            self.screen.say(self._label("rests"), indent=2)
            self._facts(why.facts)
        else:
            always = any(
                each.id == line.id and each.condition == ALWAYS for each in self.day.directives
            )
            self.screen.say(self._said("always" if always else "rests_on_nothing"), indent=2)
        if why.unknown:
            self.screen.say(self._label("unknown"), indent=2)
            self._facts(why.unknown)
        if with_changes and (why.changed_by or not why.changed_by_complete):
            self.screen.say(self._label("changed_by"), indent=2)
            self._alternatives(why.changed_by, complete=why.changed_by_complete)

    def _facts(self, facts: Iterable[Reason]) -> None:
        for _, words in reason_lines(facts, self.language, self.day):
            self.screen.item("-", words)

    def _alternatives(self, alternatives: Sequence[Alternative], *, complete: bool) -> None:
        """Write sets of facts, and whether there may be others."""
        shown = alternatives[:_ALTERNATIVES_SHOWN]
        for number, each in enumerate(shown, 1):
            words = self._said("and").join(map(self._change, each.changes))
            self.screen.item(f"{number}.", words)
        if len(shown) < len(alternatives):
            self.screen.say(f"… (+{len(alternatives) - len(shown)})", indent=2)
        if not complete:
            name = "may_be_others" if alternatives else "none_found"
            self.screen.say(self._said(name), indent=2)

    def _change(self, change: Change) -> str:
        """Return one change in words: what of whom, to which values, and what is told now."""
        cited = _cited(change)
        named = named_words(cited, self.language, self.day)
        if change.is_new and change.entity is not None:
            whose = f"{label(change.entity, self.language, kind=LabelKind.ENTITY)} {change.id} - "
            which = "a_second" if change.is_second else "one_more"
            one_more = self._said(f"{which}_{change.entity}")
            if change.is_listing:
                return one_more
            named = f"{one_more}, {named.removeprefix(whose)}"
        told = (self._value(change, each) for each in change.to)
        values = self._said("or").join(told) if change.to else self._said("whatever")
        return f"{named}{self._colon()}{values} ({self._was(change, cited)})"

    def _value(self, change: Change, value: Any) -> str:  # noqa: ANN401 - a value of any fact
        if change.name == "age":
            return age_words(value, self.language)
        return value_words(_cited(change, _word(value)), self.language)

    def _was(self, change: Change, cited: Reason) -> str:
        if change.learned:
            return self._said("unknown_now")
        if cited.kind is ReasonKind.DONE and change.was == "false":
            return self._said("not_done")
        if change.was == "cannot_say":
            return self._said("unsayable_now")
        return self._said("now", value_words(cited, self.language))

    def _line(self, line: DecidedLine) -> str:
        """Return whom a line is about, its acts, and its text."""
        text = in_language(line.text, self.language)
        acts = self._said("or").join(self._subject(act) for act in line.acts)
        whom = self._whom(line.target)
        return f"{whom}{text} [{acts}]" if acts else f"{whom}{text}"

    def _whom(self, target: Target | None) -> str:
        if target is None or target.scope is Scope.EVERY:
            return ""
        if target.scope is Scope.OTHER:
            return f"{self._said(f'other_{target.kind}')}{self._colon()}"
        kind = label(target.kind, self.language, kind=LabelKind.ENTITY)
        return f"{kind} {target.id}{self._colon()}"

    def _state(self, line: DecidedLine) -> str:
        """Return how strongly a line speaks, and its status."""
        modality = label(line.modality, self.language, kind=LabelKind.MODALITY)
        status = label(line.status, self.language, kind=LabelKind.STATUS)
        doubt = line.status is Status.IN_FORCE and not line.certain
        return f"{modality}, {status}" + (f" ({self._said('in_doubt')})" if doubt else "")

    def _sources(self, sources: Iterable[Source]) -> None:
        found = {source.id: source for source in sources}
        if found:
            self.screen.head(self._said("sources"), "white")
        for source in found.values():
            where = source.url or source.citation or ""
            words = f"{source.title}, {source.publisher}, {source.read}. {where}"
            self.screen.item(f"[{source.id}]", words)


def _cited(change: Change, value: str | None = None) -> Reason:
    """Return a reason that cites the fact of a change, with the value told now or another."""
    word = change.was if value is None else value
    if change.path.startswith("done."):
        _, act, *target = change.path.split(".")
        return Reason(kind=ReasonKind.DONE, name=act, value=word, id=next(iter(target), None))
    return Reason(
        kind=ReasonKind.FACT, name=change.name, value=word, entity=change.entity, id=change.id
    )


def _word(value: bool | str | int | Mapping[str, int]) -> str:  # noqa: FBT001 - a value of a fact
    return str(value).lower() if isinstance(value, bool) else str(value)
