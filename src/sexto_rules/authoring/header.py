"""Reading the identity of a protocol: `protocol:`, which stands exactly once in a folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import frozen

from sexto_rules.authoring.fields import Shape, items_of, open_fields
from sexto_rules.authoring.report import Report, quoted
from sexto_rules.authoring.values import read_date, read_id, read_scalar
from sexto_rules.authoring.words import read_text
from sexto_rules.documents import Node
from sexto_rules.errors import NOWHERE, Place
from sexto_rules.protocol.model import Text

__all__ = ["HEADER", "Header", "read_header"]

HEADER: Final = Shape(
    what="`protocol`",
    required=("id", "version", "date", "title", "notice", "languages"),
    optional=("extends", "remark"),
)
_VERSION: Final = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")


@frozen(kw_only=True)
class Header:
    """Who a protocol is. What is missing or wrong (as reported) is empty or None."""

    id: str = ""
    version: str = ""
    date: date | None = None
    title: Text
    notice: Text
    languages: tuple[str, ...] = ()
    extends: str | None = None
    place: Place = NOWHERE
    extends_place: Place = NOWHERE

    @property
    def is_whole(self) -> bool:
        """Whether a protocol can be made with it."""
        return bool(self.id and self.version and self.date and self.languages)


def read_header(report: Report, nodes: Sequence[Node], place: Place) -> Header:
    """Return the header; `place` is that of the folder, for when there is none."""
    if not nodes and not report.whole:
        return Header(title={}, notice={})
    if not nodes:
        report.add("SX241", "no file here says who this is, under `protocol:`", place)
        return Header(title={}, notice={})
    for again in nodes[1:]:
        report.add("SX241", f"`protocol` stands twice, first at {nodes[0].place}", again.place)
    fields = open_fields(report, nodes[0], HEADER)
    if fields is None:
        return Header(title={}, notice={})
    get = fields.get
    id_node, version, day = get("id"), get("version"), get("date")
    extends = get("extends")
    languages = _read_languages(report, get("languages"))
    texts = {
        key: read_text(report, node, languages) or {}
        for key in ("title", "notice")
        if (node := get(key)) is not None
    }
    name = None if id_node is None else _read_protocol_id(report, id_node)
    parent = None if extends is None else _read_protocol_id(report, extends)
    if extends is not None and parent is not None and parent == name:
        report.add("SX243", f"`{name}` extends itself", extends.place)
        parent = None
    report.whole = report.whole and (parent is not None or extends is None)
    return Header(
        id=name or "",
        version=(_read_version(report, version) if version is not None else None) or "",
        date=None if day is None else read_date(report, day, "`date`"),
        title=texts.get("title", {}),
        notice=texts.get("notice", {}),
        languages=languages,
        extends=parent,
        place=fields.place,
        extends_place=fields.place_of("extends") if extends is None else extends.place,
    )


def _read_protocol_id(report: Report, node: Node) -> str | None:
    name = read_id(report, node, "the id of a protocol")
    if name is not None and "_" in name:
        help_ = f"write `{name.replace('_', '-')}`"
        report.add("SX212", "the words of a protocol's id are joined by `-`", node.place, help_)
    return name


def _read_version(report: Report, node: Node) -> str | None:
    word = read_scalar(report, node, "three numbers for `version`")
    if word is None or _VERSION.fullmatch(word):
        return word
    report.add(
        "SX242", f"`version` is three numbers such as `1.0.0`, found {quoted(word)}", node.place
    )
    return None


def _read_languages(report: Report, node: Node | None) -> tuple[str, ...]:
    """Return the languages, the main one first."""
    languages: list[str] = []
    items = None if node is None else items_of(report, node, single=True)
    for item in items or ():
        word = read_scalar(report, item, "a language")
        if word is None:
            continue
        if not _LANGUAGE.fullmatch(word):
            message = f"{quoted(word)} is not a language code such as `fr`"
            report.add("SX242", message, item.place)
        elif word in languages:
            report.add("SX226", f"`{word}` stands in this list twice", item.place)
        else:
            languages.append(word)
    return tuple(languages)
