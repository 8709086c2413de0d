"""A protocol as a page for the principal of a school, in Markdown.

What never to do, whom to tell, what to do and how soon, when each applies in plain words, and
under every line what it rests on: a number for each source, listed at the end with what it
carries. Made from the protocol alone, so that it cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.protocol.conditions import ALWAYS, AnyOf, Condition
from sexto_rules.protocol.model import (
    Basis,
    DayProtocol,
    Directive,
    InDoubt,
    Modality,
    SourceRef,
    Text,
    Within,
    WithinKind,
)
from sexto_rules.protocol.texts import in_language
from sexto_rules.publishing.briefing_words import said
from sexto_rules.publishing.prose import Prose
from sexto_rules.publishing.provenance import provenance
from sexto_rules.publishing.timeline import timeline

__all__ = ["briefing"]

_MANY = 3
"""From so many alternatives on, a condition is a list."""

_OF_REMARKS = "en"
"""The language in which authors note what a line or a source is worth; the page says so."""


def briefing(day: DayProtocol, language: str) -> str:
    """Return the page of a protocol on a day, as Markdown.

    Args:
        day: The protocol on the day.
        language: `fr` or `en`; what the protocol says in one language only stands in that one.
    """
    return "\n".join(_Page(day, language).lines()) + "\n"


class _Page:
    """The page, part by part."""

    def __init__(self, day: DayProtocol, language: str) -> None:
        self._day = day
        self._protocol = day.protocol
        self._language = language
        self._prose = Prose(day, language)
        self._provenance = provenance(day.protocol)
        self._numbers = {each.id: number for number, each in enumerate(day.protocol.sources, 1)}

    def lines(self) -> Iterator[str]:
        """Yield the page."""
        yield from self._head()
        yield from self._prohibitions()
        yield from self._duties()
        yield from self._routes()
        yield from self._conclusions()
        yield from self._questions()
        yield from self._promises()
        yield from self._contacts()
        yield from self._dates()
        yield from self._sources()

    def _word(self, name: str, *values: object) -> str:
        return said(name, self._language, *values)

    def _text(self, text: Text) -> str:
        return in_language(text, self._language)

    def _head(self) -> Iterator[str]:
        protocol = self._protocol
        yield f"# {self._text(protocol.title)}"
        yield ""
        yield f"> **{self._text(protocol.notice)}**"
        yield ""
        yield self._word("made_from", protocol.id, protocol.version, protocol.date)
        if protocol.lineage:
            named = ", ".join(f"`{each}`" for each in protocol.lineage)
            yield f"{self._word('extends', named)}"
        yield ""
        yield self._word("how_to_read")
        if self._language != _OF_REMARKS:
            yield self._word("remarks_elsewhere")
        yield ""

    def _prohibitions(self) -> Iterator[str]:
        prohibitions = [each for each in self._day.directives if each.modality is Modality.MUST_NOT]
        always = [each for each in prohibitions if each.condition == ALWAYS]
        others = [each for each in prohibitions if each.condition != ALWAYS]
        yield from self._section("never", always)
        yield from self._section("never_when", others)

    def _duties(self) -> Iterator[str]:
        given = [each for each in self._day.directives if each.modality is not Modality.MUST_NOT]
        now = [each for each in given if _soon(each) == "now"]
        yield from self._section("now", now)
        yield from self._section("soon", [each for each in given if _soon(each) == "soon"])
        yield from self._section("then", [each for each in given if _soon(each) == "then"])
        yield from self._section("notes", [each for each in given if _soon(each) == "notes"])

    def _section(self, name: str, directives: Iterable[Directive]) -> Iterator[str]:
        found = list(directives)
        if found:
            yield f"## {self._word(name)}"
            yield ""
            for each in found:
                yield from self._directive(each)
            yield ""

    def _directive(self, directive: Directive) -> Iterator[str]:
        words = self._text(directive.text)
        strength = ""
        if directive.modality in {Modality.SHOULD, Modality.MAY}:
            strength = f" *({self._word(directive.modality)})*"
        yield f"* **{words}**{strength}\\"
        facts = [*self._who(directive), *self._rests(directive.basis, directive.sources)]
        if directive.condition != ALWAYS:
            condition, listed = self._condition(directive.condition)
            each = "" if directive.for_each is None else self._word(f"each_{directive.for_each}")
            doubt = self._doubt(directive)
            if listed:
                yield f"  {self._word('when')} {each}{condition}{doubt}"
                yield ""
                yield from (f"  * {words}" for words in listed)
                yield ""
            else:
                yield f"  {self._word('when')} {each}{condition}.{doubt}\\"
        small = [f"`{directive.id}` · {' · '.join(facts)}"]
        small += [self._contact(each) for each in directive.contacts if each in self._day.contacts]
        if directive.note and self._language == _OF_REMARKS:
            small.append(f"{self._word('remark')} {directive.note}")
        yield f"  <small>{'<br>'.join(small)}</small>"

    def _who(self, directive: Directive) -> Iterator[str]:
        if directive.modality is Modality.MUST and len(directive.acts) > 1:
            yield self._word("one_of", self._prose.any_act(directive.acts))
        yield self._prose.doer(directive.by)
        if directive.within is not None:
            yield self._within(directive.within)
        if directive.personal:
            yield self._word("personal")

    def _within(self, within: Within) -> str:
        if within.kind is WithinKind.DURATION and within.duration is not None:
            hours = within.duration.total_seconds() / 3600
            if within.counted_from is None:
                return self._word("hours_from_report", f"{hours:g}")
            act = self._prose.act(within.counted_from)
            return self._word("hours_from_act", f"{hours:g}", act)
        return label(within.kind, self._language, kind=LabelKind.TIME)

    def _doubt(self, directive: Directive) -> str:
        if directive.modality is Modality.MUST_NOT and directive.in_doubt is InDoubt.APPLIES:
            return f" {self._word('also_in_doubt')}"
        if directive.modality is not Modality.MUST_NOT and directive.in_doubt is InDoubt.APPLIES:
            return f" {self._word('given_in_doubt')}"
        return ""

    def _condition(self, condition: Condition) -> tuple[str, list[str]]:
        """Return the condition as one line, or its beginning and its alternatives as a list."""
        if isinstance(condition, AnyOf) and len(condition.parts) >= _MANY:
            return self._word("any_of"), [self._prose.condition(each) for each in condition.parts]
        return self._prose.condition(condition), []

    def _rests(self, basis: Basis | None, sources: Iterable[SourceRef]) -> Iterator[str]:
        if basis is not None:
            yield f"**{label(basis, self._language, kind=LabelKind.BASIS)}**"
        for ref in sources:
            partly = f" ({self._word('partly')})" if ref.partly else ""
            yield f'<a href="#{self._anchor(ref.id)}">[{self._numbers[ref.id]}]</a>{partly}'

    def _anchor(self, source: str) -> str:
        return f"source-{self._protocol.id}-{source}"

    def _routes(self) -> Iterator[str]:
        if not self._day.classes:
            return
        yield f"## {self._word('routes')}"
        yield ""
        yield self._word("routes_how")
        yield ""
        for number, each in enumerate(self._day.classes, 1):
            yield f"{number}. **{self._text(each.text)}**\\"
            if each.when is not None:
                condition, listed = self._condition(each.when)
                yield f"   {self._word('when')} {condition}" + ("" if listed else "\\")
                yield from ("", *(f"   * {words}" for words in listed), "") if listed else ()
            else:
                yield f"   {self._word('otherwise')}\\"
            rests = " · ".join(self._rests(each.basis, each.sources))
            yield f"   <small>`{each.id}` · {rests}</small>"
        yield ""

    def _conclusions(self) -> Iterator[str]:
        if not self._day.conclusions:
            return
        yield f"## {self._word('conclusions')}"
        yield ""
        yield self._word("conclusions_how")
        yield ""
        for each in self._day.conclusions:
            whose = "" if each.for_each is None else self._word(f"each_{each.for_each}")
            yield f"* **{self._text(each.text)}** <small>`{each.id}`</small>"
            for rule in each.rules:
                rests = " · ".join(self._rests(rule.basis, rule.sources))
                words = self._prose.condition(rule.when)
                yield f"  * {whose}{words} <small>{rests}</small>"
        yield ""

    def _questions(self) -> Iterator[str]:
        if not self._day.questions:
            return
        yield f"## {self._word('questions')}"
        yield ""
        groups = {each.id: self._text(each.text) for each in self._protocol.urgency}
        for group, questions in groupby(self._day.questions, lambda each: each.urgency):
            yield f"**{groups.get(group, group)}**"
            yield ""
            for each in questions:
                whose = "" if each.for_each is None else self._word(f"each_{each.for_each}")
                yield f"* {whose}{self._text(each.text)}"
            yield ""

    def _promises(self) -> Iterator[str]:
        if not self._day.invariants:
            return
        yield f"## {self._word('promises')}"
        yield ""
        yield self._word("promises_how")
        yield ""
        for each in self._day.invariants:
            rests = " · ".join(self._rests(each.basis, each.sources))
            yield f"* {self._text(each.text)} <small>`{each.id}` · {rests}</small>"
        yield ""

    def _contacts(self) -> Iterator[str]:
        if not self._day.contacts:
            return
        yield f"## {self._word('contacts')}"
        yield ""
        for name, each in self._day.contacts.items():
            rests = " · ".join(self._rests(each.basis, each.sources))
            yield f"* {self._contact(name)} <small>{rests}</small>"
        yield ""

    def _contact(self, name: str) -> str:
        contact = self._day.contacts[name]
        url = None if contact.url is None else f"<{contact.url}>"
        parts = [self._text(contact.name), contact.phone, url]
        return f"☎ {', '.join(part for part in parts if part)}"

    def _dates(self) -> Iterator[str]:
        turns = timeline(self._protocol)
        if not turns:
            return
        yield f"## {self._word('dates')}"
        yield ""
        for turn in turns:
            for change in turn.changes:
                before, after = change.before, change.after
                kind = self._word(change.what)
                if before is not None and after is not None:
                    words = self._word("becomes", self._text(before), self._text(after))
                elif after is not None:
                    words = self._word("begins", self._text(after))
                else:
                    words = self._word("ends", self._text(before or {}))
                rests = " · ".join(self._rests(change.basis, change.sources))
                yield f"* **{turn.day}** {kind} `{change.id}`: {words} <small>{rests}</small>"
        yield ""

    def _sources(self) -> Iterator[str]:
        if not self._protocol.sources:
            return
        yield f"## {self._word('sources')}"
        yield ""
        yield self._word("sources_how")
        yield ""
        for source in self._protocol.sources:
            where = f"<{source.url}>" if source.url else (source.citation or "")
            read = self._word("read", source.read)
            anchor = f'<a id="{self._anchor(source.id)}"></a>'
            number = self._numbers[source.id]
            yield f"{number}. {anchor}**{source.title}**, {source.publisher}. {where} {read}\\"
            if source.note and self._language == _OF_REMARKS:
                yield f"   {source.note}\\"
            carried = self._provenance.carried[source.id]
            ids = dict.fromkeys(
                f"`{each.statement.id}`" + (f" ({self._word('partly')})" if each.partly else "")
                for each in carried
            )
            yield f"   <small>{self._word('carries')} {', '.join(ids)}</small>"


def _soon(directive: Directive) -> str:
    """Return in which part of the page a directive stands."""
    within = directive.within
    if within is not None and within.kind is WithinKind.IMMEDIATELY:
        return "now"
    if directive.modality is Modality.NOTE:
        return "notes"
    return "then" if within is None else "soon"
