"""The names that a protocol knows, as far as its files can be read, for the schemas of editors."""

from __future__ import annotations

from pathlib import Path

from sexto_rules.authoring.schema import Known, gather_names
from sexto_rules.documents import Node, read_document
from sexto_rules.errors import ProblemsError
from sexto_rules.library.files import protocol_files
from sexto_rules.library.loading import parents_of, source_of

__all__ = ["known_names"]


def known_names(name_or_path: str | Path) -> Known:
    """Return the names of a protocol by its id or path, those that it inherits too.

    Mistakes in it are no matter. Where a file cannot be read at all, the names are not closed:
    others may be in it.

    Raises:
        ProtocolError: There is no such protocol, or there are two.
    """
    source = source_of(name_or_path)
    documents: list[Node] = []
    unread = False
    for path in protocol_files(source.whole_path):
        try:
            documents.append(read_document(path))
        except ProblemsError:
            unread = True
    known = gather_names(documents, parents_of(source))
    return known.opened() if unread else known
