"""An entry as a page for people, in one language: Markdown, and as plain text.

The page has the same four parts everywhere: in the documentation, at a terminal and in an
editor that shows a SARIF file. Only how they are set differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from sexto_rules.catalogue.entry import Entry, ExampleKind
from sexto_rules.documents import parse_document
from sexto_rules.errors import ProblemsError
from sexto_rules.facts.labels import Wording

__all__ = ["Part", "in_language", "page_parts", "render_markdown", "render_text"]

_MEANS: Final = Wording("Ce que cela veut dire", "What it means")
_MATTERS: Final = Wording("Pourquoi c'est important", "Why it matters")
_EXAMPLE: Final = Wording("Exemple", "Example")
_INSTEAD: Final = Wording("À écrire plutôt", "Instead")


@frozen(kw_only=True)
class Part:
    """One part of a page: words, and what is shown as it is typed."""

    heading: str
    words: str = ""
    typed: str = ""


def in_language(wording: Wording, lang: str) -> str:
    """Return a text in a language, `fr` or `en`."""
    return wording.fr if lang == "fr" else wording.en


def page_parts(entry: Entry, lang: str) -> tuple[Part, ...]:
    """Return the parts of the page of an entry, in order."""
    advice = "" if entry.advice is None else in_language(entry.advice, lang)
    return (
        Part(heading=in_language(_MEANS, lang), words=in_language(entry.means, lang)),
        Part(heading=in_language(_MATTERS, lang), words=in_language(entry.matters, lang)),
        Part(heading=in_language(_EXAMPLE, lang), typed=entry.example),
        Part(heading=in_language(_INSTEAD, lang), words=advice, typed=entry.instead),
    )


def render_markdown(entry: Entry, lang: str, *, level: int = 1) -> str:
    """Return the page of an entry as Markdown; `level` is that of its title."""
    colon = "\u00a0:" if lang == "fr" else ":"
    lines = [f"{'#' * level} {entry.code}{colon} {in_language(entry.title, lang)}"]
    for part in page_parts(entry, lang):
        lines += ["", f"{'#' * (level + 1)} {part.heading}"]
        if part.typed:
            lines += ["", *_fenced(part.typed, _highlighting(entry, part.typed))]
        if part.words:
            lines += ["", part.words]
    return "\n".join(lines) + "\n"


def render_text(entry: Entry, lang: str) -> str:
    """Return the page of an entry as plain text, without its title."""
    blocks = []
    for part in page_parts(entry, lang):
        lines = [part.heading, *(f"  {line}" for line in part.typed.splitlines())]
        blocks.append("\n".join([*lines, *([f"  {part.words}"] if part.words else [])]))
    return "\n\n".join(blocks)


def _fenced(typed: str, language: str) -> Iterator[str]:
    fence = "````" if "```" in typed else "```"
    yield f"{fence}{language}"
    yield from (line.rstrip() for line in typed.splitlines())
    yield fence


def _highlighting(entry: Entry, typed: str) -> str:
    """Return the language that a block is coloured as: only what can be read as that."""
    if entry.kind is ExampleKind.COMMAND:
        return "text"
    try:
        parse_document(typed)
    except ProblemsError:
        return "text"
    return "yaml"
