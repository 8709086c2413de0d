"""One entry of the catalogue, and reading it from its file.

A file says everything in both languages, and nothing else: a text that is missing, and a key
that nobody reads, are problems. So no page can come out half translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from attrs import define, field, frozen

from sexto_rules.documents import MappingNode, Node, ScalarNode, parse_document
from sexto_rules.errors import Place, Problem, ProblemsError
from sexto_rules.facts.labels import LANGUAGES, Wording

__all__ = ["Entry", "ExampleKind", "parse_entry"]


class ExampleKind(StrEnum):
    """What an example is, where a reader of its own can try it."""

    PROTOCOL = "protocol"
    INCIDENT = "incident"
    JSON = "json"
    SCENARIO = "scenario"
    PRACTICE = "practice"
    COMMAND = "command"


@frozen(kw_only=True)
class Entry:
    """What a problem code means.

    `example` makes the problem; `instead` is the same without it, with `advice` in words
    where more is to be said. `kind` says what the two are, so that they can be tried.
    """

    code: str
    title: Wording
    means: Wording
    matters: Wording
    example: str
    instead: str
    advice: Wording | None = None
    kind: ExampleKind | None = None


_REQUIRED: Final = ("title", "means", "matters", "example", "instead")
_OPTIONAL: Final = ("advice", "kind")
_BLANKS: Final = re.compile("[ \n]+")
"""What may be folded; a no-break space is none."""


def parse_entry(code: str, content: bytes | str, file: str) -> Entry:
    """Return the entry of a code from the text of its file.

    Raises:
        ProblemsError: It is not YAML, lacks something, or says something that nobody reads
            (SX713); all problems at once.
    """
    reader = _Reader()
    parts = reader.mapping(parse_document(content, file), required=_REQUIRED, optional=_OPTIONAL)
    entry = Entry(
        code=code,
        title=reader.wording(parts.get("title")),
        means=reader.wording(parts.get("means")),
        matters=reader.wording(parts.get("matters")),
        example=reader.text(parts.get("example")),
        instead=reader.text(parts.get("instead")),
        advice=reader.wording(parts["advice"]) if "advice" in parts else None,
        kind=reader.kind(parts["kind"]) if "kind" in parts else None,
    )
    if reader.problems:
        raise ProblemsError(reader.problems)
    return entry


@define
class _Reader:
    """Reads the parts of one file, and gathers what is wrong with them.

    A part that is missing is told by the mapping that lacks it, and reads as empty.
    """

    problems: list[Problem] = field(factory=list)

    def mapping(
        self, node: Node, *, required: Iterable[str], optional: Iterable[str] = ()
    ) -> Mapping[str, Node]:
        """Return the values of a mapping of exactly these keys."""
        if not isinstance(node, MappingNode):
            self._report("expected `key: value` pairs", node.place)
            return {}
        required, values = tuple(required), {}
        for key, value in node.entries:
            if key.text in {*required, *optional}:
                values[key.text] = value
            else:
                self._report(f"`{key.text}` is not a key of an entry", key.place)
        for missing in (each for each in required if each not in values):
            self._report(f"`{missing}` is missing", node.place)
        return values

    def wording(self, node: Node | None) -> Wording:
        """Return a text in both languages."""
        if node is None:
            return Wording("", "")
        texts = self.mapping(node, required=LANGUAGES)
        fr, en = (_BLANKS.sub(" ", self.text(texts.get(language))) for language in LANGUAGES)
        return Wording(fr=fr, en=en)

    def text(self, node: Node | None) -> str:
        """Return a text that is not empty, without the line break at its end."""
        if isinstance(node, ScalarNode) and node.text.strip():
            return node.text.rstrip("\n")
        if node is not None:
            self._report("expected a text", node.place)
        return ""

    def kind(self, node: Node) -> ExampleKind | None:
        """Return what an example is."""
        text = self.text(node)
        if text in set(ExampleKind):
            return ExampleKind(text)
        names = ", ".join(f"`{each}`" for each in ExampleKind)
        self._report(f"expected one of {names}", node.place)
        return None

    def _report(self, message: str, place: Place) -> None:
        self.problems.append(Problem("SX713", f"in the catalogue of problems: {message}", place))
