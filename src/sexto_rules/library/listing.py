"""Listing the protocols that can be loaded by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from attrs import field, frozen

from sexto_rules.authoring.header import Header, read_header
from sexto_rules.authoring.report import Report
from sexto_rules.documents import MappingNode, read_document
from sexto_rules.errors import Place, Problem, ProblemsError
from sexto_rules.library.files import protocol_files
from sexto_rules.library.sources import Source, find_sources, require_one, wrong_id
from sexto_rules.protocol.model import Text

__all__ = ["ProtocolInfo", "find_protocols"]


@frozen(kw_only=True)
class ProtocolInfo:
    """What a protocol says of itself, and where it is from.

    `origin` is the package that brings it. With `problems` it cannot be loaded by its id,
    and what is not known of it is empty or None. Without, its header is sound; loading
    tells whether the rest is.
    """

    id: str
    origin: str
    path: Path | None = None
    version: str = ""
    date: date | None = None
    languages: tuple[str, ...] = ()
    title: Text = field(factory=dict)
    extends: str | None = None
    problems: tuple[Problem, ...] = ()


def find_protocols() -> tuple[ProtocolInfo, ...]:
    """Return every protocol that can be named, and every offer that is broken.

    Nothing is left out and nothing raises: what is wrong with one stands in its `problems`.
    """
    sources = find_sources()
    return tuple(_info(source, sources) for source in sources)


def _info(source: Source, sources: Sequence[Source]) -> ProtocolInfo:
    """Return what is known of one source."""
    name, origin = source.id or "", source.origin or ""
    problems = list(source.problems)
    header = Header(title={}, notice={})
    if source.path is not None:
        try:
            header, found = _header(source.path)
            problems += found
            require_one(name, [each for each in sources if each.id == name])
        except ProblemsError as error:
            problems += error.problems
        if header.id and header.id != name:
            problems.append(wrong_id(name, header.id, source.path))
    return ProtocolInfo(
        id=name,
        origin=origin,
        path=source.path,
        version=header.version,
        date=header.date,
        languages=header.languages,
        title=header.title,
        extends=header.extends,
        problems=tuple(problems),
    )


def _header(path: Path) -> tuple[Header, list[Problem]]:
    """Read only as many files as it takes to find the header."""
    files = sorted(protocol_files(path), key=lambda each: each.name != "protocol.yaml")
    report = Report()
    for file in files:
        document = read_document(file)
        if isinstance(document, MappingNode):
            nodes = [node for key, node in document.entries if key.text == "protocol"]
            if nodes:
                return read_header(report, nodes, document.place), report.problems
    return read_header(report, [], Place(str(path))), report.problems
