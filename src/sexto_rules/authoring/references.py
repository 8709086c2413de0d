"""What statements refer to: sources, contacts, and the terms of the law that texts name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sexto_rules.authoring.entries import (
    DATES,
    find_overlaps,
    read_own_text,
    read_remark,
    read_statement,
)
from sexto_rules.authoring.fields import Fields, Shape
from sexto_rules.authoring.names import Reading
from sexto_rules.authoring.values import read_date, read_id, read_string, read_url
from sexto_rules.authoring.words import read_text
from sexto_rules.protocol.model import Contact, Source, Term

__all__ = ["CONTACT", "SHARED", "SOURCE", "TERM", "read_contacts", "read_sources", "read_terms"]

SOURCE: Final = Shape(
    what="a source",
    required=("id", "title", "publisher", "read"),
    optional=("url", "citation", "note", "remark"),
    hints={"date": "`read` is the day on which somebody read the source"},
)
TERM: Final = Shape(
    what="a term", required=("id", "text"), optional=("basis", "sources", "remark", *DATES)
)
CONTACT: Final = Shape(
    what="a contact",
    required=("id", "name"),
    optional=("phone", "url", "text", "basis", "sources", "remark", *DATES),
)


SHARED: Final = ("basis", "sources", *DATES)
"""What a group of contacts or terms may give to its items."""


def read_sources(reading: Reading, entries: Sequence[Fields]) -> list[Source]:
    """Return the sources that the protocol declares."""
    sources = []
    for entry in entries:
        source = _read_source(reading, entry)
        if source is None:
            reading.report.dropped = True
        else:
            sources.append(source)
    return sources


def _read_source(reading: Reading, entry: Fields) -> Source | None:
    report = reading.report
    words: dict[str, str | None] = {}
    for key in ("title", "publisher", "citation", "note"):
        node = entry.get(key)
        words[key] = None if node is None else read_string(report, node, f"`{key}`")
    id_node, url_node, read_node = entry.get("id"), entry.get("url"), entry.get("read")
    name = None if id_node is None else read_id(report, id_node, "`id`")
    url = None if url_node is None else read_url(report, url_node)
    day = None if read_node is None else read_date(report, read_node, "`read`")
    if url_node is None and entry.get("citation") is None:
        report.add("SX203", "a source needs `url` or `citation`", entry.place)
    remark = read_remark(reading, entry)
    title, publisher = words["title"], words["publisher"]
    if name is None or day is None or title is None or publisher is None:
        return None
    note = words["note"] or remark
    return Source(name, title, publisher, url, words["citation"], day, note, entry.place)


def read_terms(reading: Reading, entries: Sequence[Fields]) -> list[Term]:
    """Return the terms of the law that texts may name."""
    terms = []
    for entry in entries:
        common = read_statement(reading, entry)
        node = entry.get("text")
        text = None if node is None else read_text(reading.report, node, reading.names.languages)
        if common:
            terms.append(Term(**common, text=text or {}))
    find_overlaps(
        reading.report, "the term", ((each.id, each.period, each.place) for each in terms)
    )
    return terms


def read_contacts(reading: Reading, entries: Sequence[Fields]) -> list[Contact]:
    """Return whom to call, and how."""
    contacts = []
    for entry in entries:
        common = read_statement(reading, entry)
        phone, url = entry.get("phone"), entry.get("url")
        name = read_own_text(reading, entry, "name")
        number = None if phone is None else read_string(reading.report, phone, "`phone`")
        address = None if url is None else read_url(reading.report, url)
        text = read_own_text(reading, entry) if entry.get("text") is not None else None
        if common:
            contacts.append(Contact(**common, name=name, phone=number, url=address, text=text))
    find_overlaps(
        reading.report, "the contact", ((each.id, each.period, each.place) for each in contacts)
    )
    return contacts
