"""What two entries that speak of the same say otherwise, without meaning anything else.

Compared is what people read: a text in the languages that both have, what a statement rests on, its
sources by what they are and not by their ids, whom a line says to call. The day on which somebody
read a source, and notes of authors, are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.protocol.model import (
    Class,
    Conclusion,
    Contact,
    DayProtocol,
    Directive,
    Entry,
    Invariant,
    Question,
    Rule,
    Source,
    SourceRef,
    Text,
)

__all__ = ["Aspect", "Change", "Worded", "changes_of", "is_reworded"]

Worded: TypeAlias = Directive | Class | Question | Conclusion | Invariant
_PARTLY: Final = {"fr": "{} (en partie)", "en": "{} (partly)"}


class Aspect(StrEnum):
    """What is said otherwise."""

    TEXT = "text"
    HELP = "help"
    CHOICES = "choices"
    URGENCY = "urgency"
    WEIGHT = "weight"
    BASIS = "basis"
    SOURCES = "sources"
    CONTACTS = "contacts"


@frozen
class Change:
    """One aspect, as it was and as it is, in the words that people read."""

    aspect: Aspect
    before: tuple[Text, ...]
    after: tuple[Text, ...]


def changes_of(
    before: Worded, after: Worded, was: DayProtocol, now: DayProtocol
) -> tuple[Change, ...]:
    """Return all that is said otherwise; of two protocols that say the same, nothing."""
    one, other = _said(before, was), _said(after, now)
    return tuple(
        Change(aspect, one.get(aspect, ()), other.get(aspect, ()))
        for aspect in Aspect
        if _differ(one.get(aspect, ()), other.get(aspect, ()))
    )


def is_reworded(before: Text, after: Text) -> bool:
    """Whether a text is another one in a language that both have; a translation is no change."""
    return any(before[language] != after[language] for language in before.keys() & after.keys())


def _differ(before: tuple[Text, ...], after: tuple[Text, ...]) -> bool:
    return len(before) != len(after) or any(map(is_reworded, before, after))


def _said(entry: Worded, day: DayProtocol) -> Mapping[Aspect, tuple[Text, ...]]:
    resting: Iterable[Rule | Entry] = entry.rules if isinstance(entry, Conclusion) else [entry]
    bases = {str(each.basis) for each in resting if each.basis is not None}
    sources = {_source(ref, day) for each in resting for ref in each.sources}
    found: dict[Aspect, tuple[Text, ...]] = {
        Aspect.TEXT: (entry.text,),
        Aspect.BASIS: tuple({"": each} for each in sorted(bases)),
        Aspect.SOURCES: tuple(
            {
                language: form.format(words) if partly else words
                for language, form in _PARTLY.items()
            }
            for words, partly in sorted(sources)
        ),
    }
    match entry:
        case Directive():
            contacts = (day.contacts[each] for each in entry.contacts if each in day.contacts)
            found[Aspect.CONTACTS] = tuple(map(_contact, contacts))
        case Question():
            groups = {each.id: each.text for each in day.protocol.urgency}
            found[Aspect.HELP] = (entry.help or {},)
            found[Aspect.URGENCY] = (groups.get(entry.urgency, {"": entry.urgency}),)
            found[Aspect.WEIGHT] = ({"": str(entry.weight)},)
            found[Aspect.CHOICES] = tuple(
                text or {"": name} for name, text in entry.choices.items()
            )
        case _:
            pass
    return found


def _source(ref: SourceRef, day: DayProtocol) -> tuple[str, bool]:
    source: Source | None = day.sources.get(ref.id)
    if source is None:
        return ref.id, ref.partly
    where = (source.title, source.publisher, source.citation, source.url)
    return ", ".join(each for each in where if each), ref.partly


def _contact(contact: Contact) -> Text:
    """Return a contact in each language, all that one needs to reach it."""
    texts = contact.text or {}
    return {
        language: ", ".join(
            each for each in (name, contact.phone, contact.url, texts.get(language)) if each
        )
        for language, name in contact.name.items()
    }
