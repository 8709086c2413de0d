"""Texts for people, in every language of the protocol.

A text is plain words: no markup, every declared language and no other. (Characters that
nobody can see never get here, `documents` refuses them.) `{term}` names a term of the law;
`{{` and `}}` are single braces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from sexto_rules.authoring.fields import COMMA, found, is_empty
from sexto_rules.authoring.report import Report, listed, quoted
from sexto_rules.documents import MappingNode, Node, ScalarNode
from sexto_rules.errors import Place
from sexto_rules.protocol.dates import placeholders
from sexto_rules.protocol.model import Text

__all__ = ["has_only_plain_words", "read_text"]

_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]*>")
MOST_LETTERS: Final = 4_000
"""Letters of one text, in one language: more is read by nobody in a hurry."""

MOST_TERMS: Final = 20
"""Terms that one text names, the same one again counted again."""

_BRACED: Final = re.compile(r"\{\{|\}\}|\{[a-z][a-z0-9_-]*\}")


def has_only_plain_words(report: Report, words: str, place: Place) -> bool:
    """Whether a text is plain; if not, report what stands in it."""
    tag = _MARKUP.search(words)
    if tag:
        report.add(
            "SX209",
            f"the text holds the markup {quoted(tag[0])}",
            place,
            "texts are plain words; each application gives them its own form",
        )
        return False
    return True


def read_text(
    report: Report,
    node: Node,
    languages: Collection[str],
    terms: Collection[str] | None = None,
) -> Text | None:
    """Return a text by language; None if it is not one.

    `terms` are the terms that it may name; None where no term can stand. Where the languages
    could not be read there are none, and any is taken.
    """
    if not isinstance(node, MappingNode):
        report.add(
            "SX201",
            f"a text is given in each language, found {found(node)}",
            node.place,
            f"write it under {listed((f'{each}:' for each in languages or ('fr', 'en')), 'and')}",
        )
        return None
    text: dict[str, str] = {}
    named: dict[str, frozenset[str]] = {}
    for key, value in node.entries:
        language = key.text
        if languages and language not in languages:
            report.add(
                "SX207",
                f"{quoted(language)} is not a language of this protocol",
                key.place,
                COMMA if is_empty(value) else report.nearest(language, languages),
            )
            continue
        words = _read_words(report, value, terms)
        text[language] = words or ""
        if words is not None:
            named[language] = placeholders(words)
    missing = [each for each in languages if each not in text]
    if missing:
        report.add(
            "SX206",
            f"this text is missing in {listed(missing, 'and')}",
            node.place,
            f"say the same in {listed(missing, 'and')}, beside the languages that are there",
        )
    _require_same_terms(report, named, node.place)
    return {each: text[each] for each in languages or text if each in text}


def _read_words(report: Report, node: Node, terms: Collection[str] | None) -> str | None:
    if not isinstance(node, ScalarNode) or is_empty(node) or not node.text.strip():
        kind = "is empty" if is_empty(node) or isinstance(node, ScalarNode) else "is not words"
        help_ = "a text that begins with `#` stands in quotes" if is_empty(node) else None
        report.add("SX208", f"this text {kind}", node.place, help_)
        return None
    words = node.text.strip()
    if len(words) > MOST_LETTERS:
        report.add(
            "SX251",
            f"this text has {len(words):,} letters, the most is {MOST_LETTERS:,}",
            node.place,
            "make several entries of it",
        )
        return None
    if not has_only_plain_words(report, words, node.place):
        return None
    named = sum(each not in {"{{", "}}"} for each in _BRACED.findall(words))
    if named > MOST_TERMS:
        report.add(
            "SX251",
            f"this text names {named:,} terms, the most is {MOST_TERMS}",
            node.place,
            "make several entries of it",
        )
        return None
    rest = _BRACED.sub("", words)
    brace = next((char for char in rest if char in "{}"), None)
    if terms is None and ("{" in words or "}" in words):
        report.add("SX210", "a brace stands in a text that can name no term", node.place)
        return None
    if brace:
        report.add(
            "SX210",
            f"a single {quoted(brace)} stands in this text",
            node.place,
            "name a term as `{term}`; write a brace that is meant as a brace twice",
        )
        return None
    for name in sorted(placeholders(words) - frozenset(terms or ())):
        report.unknown_name(name, "term", node.place, terms or ())
    return words


def _require_same_terms(report: Report, named: Mapping[str, frozenset[str]], place: Place) -> None:
    everywhere = frozenset.intersection(*named.values()) if named else frozenset()
    for language, names in named.items():
        for name in sorted(names - everywhere):
            without = [each for each in named if name not in named[each]]
            report.add(
                "SX211",
                f"the term `{name}` stands in {quoted(language)} and not in {listed(without)}",
                place,
            )
            return
