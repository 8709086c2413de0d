"""The names that a schema knows, each with its words for people.

Gathered from whatever can be read of a folder: an author writes with mistakes in it, and that
is when an editor has to help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias, TypeGuard

from attrs import evolve, field, frozen

from sexto_rules.authoring.assembly import (
    ENTRIES,
    SECTIONS,
    Sections,
    with_declared,
    with_entries,
)
from sexto_rules.authoring.declarations import Declared, read_declared
from sexto_rules.authoring.entries import open_entries
from sexto_rules.authoring.fields import Fields
from sexto_rules.authoring.header import read_header
from sexto_rules.authoring.inheritance import find_parent_of, inherited_ids
from sexto_rules.authoring.names import Names, Reading, declared_ids, names_of_parent
from sexto_rules.authoring.report import Report
from sexto_rules.documents import MappingNode, Node, ScalarNode
from sexto_rules.errors import NOWHERE
from sexto_rules.protocol.model import Protocol, Text

__all__ = ["Known", "gather_names", "names_of"]

Words: TypeAlias = Mapping[str, str]
"""What an editor shows beside each name of a kind."""

_TEXT_KEYS: Final = {"contacts": "name", "sources": "title"}


@frozen(kw_only=True)
class Known:
    """Names, and their words by section and id.

    `is_closed` is whether these are all: no other name may stand then.
    """

    names: Names = field(factory=Names)
    questions: tuple[str, ...] = ()
    words: Mapping[str, Words] = field(factory=dict)
    is_closed: bool = False

    def told(self, section: str) -> Words:
        """Return the words for the names of a section."""
        return self.words.get(section, {})

    def opened(self) -> Known:
        """Return these names, beside which others may stand."""
        return evolve(self, is_closed=False)


def names_of(protocol: Protocol, languages: Sequence[str] = ()) -> Known:
    """Return the names that a protocol which extends this one starts from; others may be added."""
    names = names_of_parent(protocol, "", tuple(languages) or protocol.languages)
    questions = tuple(dict.fromkeys(each.id for each in protocol.questions))
    return Known(names=names, questions=questions, words=_inherited_words(protocol))


def gather_names(documents: Iterable[Node], find_parent: Callable[[str], Protocol]) -> Known:
    """Return the names of a protocol, as far as its files can be read.

    They are closed where every file was handed in and what it extends can be read.
    """
    report = Report()
    sections: Sections = {section: [] for section in SECTIONS}
    for document in documents:
        for key, node in document.entries if isinstance(document, MappingNode) else ():
            sections.setdefault(key.text, []).append(node)
    header = read_header(report, sections["protocol"], NOWHERE)
    parent = None
    if header.extends is not None:
        parent = find_parent_of(report, header.extends, NOWHERE, find_parent)
    opened = {
        section: open_entries(report, sections[section], shape, shared)
        for section, (shape, shared) in ENTRIES.items()
    }
    names = with_entries(names_of_parent(parent, header.id, header.languages), opened)
    reading = Reading(report, names)
    declared = read_declared(reading, sections, inherited_ids(parent), parent)
    inherited = () if parent is None else (each.id for each in parent.questions)
    words = {} if parent is None else _inherited_words(parent)
    for section, entries in opened.items():
        told = {name: _words_of(entry, section) for name, entry in declared_ids(entries).items()}
        words[section] = {**told, **words.get(section, {})}
    for section, its_words in _declared_words(declared).items():
        words[section] = {**its_words, **words.get(section, {})}
    return Known(
        names=with_declared(names, declared),
        questions=tuple(dict.fromkeys((*inherited, *declared_ids(opened["questions"])))),
        words=words,
        is_closed=report.whole,
    )


def _words_of(entry: Fields, section: str) -> str:
    """Return the words of an entry as they are written."""
    node = entry.get(_TEXT_KEYS.get(section, "text"))
    if isinstance(node, ScalarNode):
        return node.text
    entries = node.entries if isinstance(node, MappingNode) else ()
    return _joined({key.text: value.text for key, value in entries if _is_words(value)})


def _is_words(node: Node) -> TypeGuard[ScalarNode]:
    return isinstance(node, ScalarNode)


def _joined(text: Text) -> str:
    """Return a text in all of its languages, on one line."""
    return " · ".join(" ".join(words.split()) for words in text.values() if words)


def _declared_words(declared: Declared) -> dict[str, Words]:
    choices = {
        f"answers.{answer.id}": {each.id: _joined(each.text) for each in answer.choices}
        for answer in declared.answers
    }
    return {
        "regions": {each.id: _joined(each.text) for each in declared.regions},
        "urgency": {each.id: _joined(each.text) for each in declared.urgency},
        "doers": {each.id: _joined(each.text) for each in declared.doers},
        "acts": {name: _joined(text) for name, text in declared.act_texts.items()},
        "answers": {each.id: _joined(each.text) for each in declared.answers},
        **choices,
    }


def _inherited_words(protocol: Protocol) -> dict[str, Words]:
    """Return the words of everything that a child may name."""
    choices = {
        f"answers.{answer.id}": {each.id: _joined(each.text) for each in answer.choices}
        for answer in protocol.answers
    }
    return {
        "regions": {each.id: _joined(each.text) for each in protocol.regions},
        "urgency": {each.id: _joined(each.text) for each in protocol.urgency},
        "doers": {name: _joined(text) for name, text in protocol.doer_texts.items()},
        "acts": {name: _joined(text) for name, text in protocol.act_texts.items()},
        "answers": {each.id: _joined(each.text) for each in protocol.answers},
        "terms": {each.id: _joined(each.text) for each in protocol.terms},
        "sources": {each.id: each.title for each in protocol.sources},
        "contacts": {each.id: _joined(each.name) for each in protocol.contacts},
        "conclusions": {each.id: _joined(each.text) for each in protocol.conclusions},
        "classes": {each.id: _joined(each.text) for each in protocol.classes},
        "directives": {each.id: _joined(each.text) for each in protocol.directives},
        "questions": {each.id: _joined(each.text) for each in protocol.questions},
        **choices,
    }
