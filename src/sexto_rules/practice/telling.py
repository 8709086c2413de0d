"""What is new between two moments of a case, in words: the labels of what was learned and done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sexto_rules.facts import UNKNOWN, Device, Incident, JournalEntry, Person
from sexto_rules.facts.labels import LABELS, LANGUAGES, LabelKind, label, value_label
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.protocol.model import DayProtocol, Text

__all__ = ["Telling"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "begin": ("Voici ce qu'on vous rapporte.", "This is what you are told."),
    "then": ("Un peu plus tard\u00a0:", "A little later:"),
    "done": ("Fait\u00a0: {}", "Done: {}"),
    "unsayable": ("Personne ne peut le dire\u00a0: {}", "Nobody can say: {}"),
    "is": ("{}\u00a0: {}", "{}: {}"),
    "years": ("{} ans", "aged {}"),
}


class Telling:
    """Says what is new, with the labels of the library and the texts of a protocol."""

    def __init__(self, day: DayProtocol) -> None:
        """Gather the texts of the protocol."""
        self._answers = {each.id: each for each in day.answers}
        self._regions = {each.id: each.text for each in day.protocol.regions}
        self._acts: Mapping[str, Text] = day.protocol.act_texts

    def told(self, before: Incident, now: Incident) -> Text:
        """Return what is new, in each language, one thing a line."""
        start = "begin" if before == Incident() else "then"
        return {
            language: "\n".join(
                [
                    _said(start, language),
                    *(f"- {_capital(words)}" for words in self._new(before, now, language)),
                ]
            )
            for language in LANGUAGES
        }

    def _new(self, before: Incident, now: Incident, language: str) -> Iterator[str]:
        """Yield everything that is new."""
        yield from self._persons(before, now, language)
        yield from self._devices(before, now, language)
        yield from self._facts(None, before, now, language)
        for name, value in now.answers.items():
            if before.answers.get(name, UNKNOWN) != value:
                yield _is(
                    self._answer(name, language), self._choice(name, value, language), language
                )
        for entry in now.done[len(before.done) :]:
            yield _said("done", language, self._done(entry, language))
        for path in sorted(now.cannot_say - before.cannot_say):
            name = path.removeprefix("answers.")
            words = self._answer(name, language) if name != path else _fact(path, language)
            yield _said("unsayable", language, words)

    def _persons(self, before: Incident, now: Incident, language: str) -> Iterator[str]:
        known = {each.id: each for each in before.persons}
        for each in now.persons:
            old = known.get(each.id, Person(id=each.id))
            parts = [
                label(role, language, kind=LabelKind.ROLES)
                for role, has in each.roles.items()
                if has and not old.roles.get(role, False)
            ]
            if each.age != old.age:
                parts.append(_said("years", language, str(each.age)))
            yield from self._entity(Entity.PERSON, old, each, parts, language)

    def _devices(self, before: Incident, now: Incident, language: str) -> Iterator[str]:
        known = {each.id: each for each in before.devices}
        for each in now.devices:
            old = known.get(each.id, Device(id=each.id))
            parts = []
            if each.holder != old.holder:
                parts.append(_is(_fact("holder", language), str(each.holder), language))
            yield from self._entity(Entity.DEVICE, old, each, parts, language)

    def _entity(
        self,
        entity: Entity,
        old: Person | Device,
        now: Person | Device,
        parts: list[str],
        language: str,
    ) -> Iterator[str]:
        parts += self._facts(entity, old, now, language)
        if parts:
            kind = label(entity, language, kind=LabelKind.ENTITY)
            yield _is(f"{kind} {now.id}", "; ".join(parts), language)

    def _facts(
        self, entity: Entity | None, old: object, now: object, language: str
    ) -> Iterator[str]:
        """Yield the facts with plain values that are new."""
        for name in FACTS[entity]:
            value = getattr(now, name)
            if name in {"roles", "age", "holder"} or value == getattr(old, name):
                continue
            if name == "region":
                words = self._regions[value].get(language, value)
            elif name in LABELS or isinstance(value, bool):
                words = value_label(name, value, language)
            else:
                words = str(value)
            yield _is(_fact(name, language), words, language)

    def _answer(self, name: str, language: str) -> str:
        return self._answers[name].text.get(language, name)

    def _choice(self, name: str, value: bool | str, language: str) -> str:  # noqa: FBT001 - a value
        if isinstance(value, bool):
            return value_label(name, value, language)
        texts = {each.id: each.text for each in self._answers[name].choices}
        return texts[value].get(language, value)

    def _done(self, entry: JournalEntry, language: str) -> str:
        if entry.act in LABELS[LabelKind.ACT]:
            words = label(entry.act, language, kind=LabelKind.ACT)
        else:
            words = self._acts.get(entry.act, {}).get(language, entry.act)
        return words if entry.target is None else f"{words} ({entry.target})"


def _said(name: str, language: str, *values: str) -> str:
    french, english = _WORDS[name]
    return (french if language == "fr" else english).format(*values)


def _is(name: str, value: str, language: str) -> str:
    return _said("is", language, name, value)


def _fact(name: str, language: str) -> str:
    return label(name, language, kind=LabelKind.FACT)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
