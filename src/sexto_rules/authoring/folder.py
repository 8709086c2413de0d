"""From a folder of YAML files to the typed `Protocol`, or to all of its problems at once.

Any file of the folder may hold any section; files are read in the order of their paths.
The folders `scenarios` and `practice` are not part of the protocol.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from sexto_rules.authoring.assembly import SECTIONS, Sections, build_protocol
from sexto_rules.authoring.fields import found
from sexto_rules.authoring.report import Report, listed, quoted
from sexto_rules.documents import (
    MappingNode,
    Node,
    is_misnamed,
    parse_document,
    read_document,
)
from sexto_rules.errors import Place, Problem, ProblemsError, ProtocolError, Severity
from sexto_rules.protocol.model import Protocol

__all__ = ["ProtocolFiles", "check_documents", "check_folder", "read_protocol"]

ProtocolFiles: TypeAlias = Path | str | Mapping[str, str]
"""A folder, a single file, or texts by file name."""

MOST_PROBLEMS: Final = 1_000
"""Problems of one protocol; whoever has more mends these first."""

_BESIDE: Final = frozenset({"scenarios", "practice"})
"""Folders beside a protocol whose files are none of its own."""


def read_protocol(files: ProtocolFiles, *, find_parent: Callable[[str], Protocol]) -> Protocol:
    """Return the protocol that a folder, a file or some texts hold.

    Args:
        files: The folder or file, or a mapping from file names to texts.
        find_parent: Returns the protocol that another one extends, by its id.

    Raises:
        ProtocolError: Anything is wrong; it carries every problem, advice too.
    """
    protocol, problems = check_folder(files, find_parent=find_parent)
    if protocol is None:
        raise ProtocolError(problems)
    return protocol


def check_folder(
    files: ProtocolFiles, *, find_parent: Callable[[str], Protocol]
) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """Return the protocol, None if it has an error, and every problem in order of place."""
    report = Report()
    documents = list(_read_documents(report, files))
    return check_documents(report, documents, Place(_name_of(files)), find_parent)


def check_documents(
    report: Report,
    documents: Sequence[Node],
    place: Place,
    find_parent: Callable[[str], Protocol],
) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """Return the same for documents that are already read; `place` is where they are from."""
    sections: Sections = {section: [] for section in SECTIONS}
    for document in documents:
        _sort_sections(report, document, sections)
    protocol = None
    if documents:
        whole = documents[0].place if len(documents) == 1 else place
        protocol = build_protocol(report, sections, whole, find_parent)
    problems = sorted(dict.fromkeys(report.problems), key=_position)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, (*problems[:MOST_PROBLEMS], *_untold(len(problems), place))
    return protocol, tuple(problems)


def _untold(count: int, place: Place) -> Iterator[Problem]:
    """Yield what stands for the problems that are not shown any more."""
    if count > MOST_PROBLEMS:
        message = f"the protocol has more problems; the first {MOST_PROBLEMS:,} are shown"
        yield Problem("SX117", message, place, "mend these first")


def _name_of(files: ProtocolFiles) -> str | None:
    return None if isinstance(files, Mapping) else str(files)


def _position(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place
    return place.file or "", place.line or 0, place.column or 0, problem.code


def _read_documents(report: Report, files: ProtocolFiles) -> Iterator[Node]:
    """Yield the document of each file; one that cannot be read is reported."""
    if isinstance(files, Mapping):
        readers: Iterable[Callable[[], Node]] = [
            partial(parse_document, text, name) for name, text in sorted(files.items())
        ]
    else:
        readers = [partial(read_document, path) for path in _yaml_files(report, Path(files))]
    nothing = True
    for read in readers:
        nothing = False
        try:
            yield read()
        except ProblemsError as error:
            report.problems.extend(error.problems)
            report.whole = False
    if nothing and not report.problems:
        message = "no protocol is here: a protocol is one or more `.yaml` files"
        report.add("SX244", message, Place(_name_of(files)))


def _yaml_files(report: Report, folder: Path) -> list[Path]:
    """Return the YAML files of a folder in the order of their paths, without its cases."""
    if folder.is_file():
        return [folder]
    paths: list[Path] = []
    for where, folders, names in os.walk(folder):
        here = Path(where)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not (here == folder and name in _BESIDE)
        ]
        for name in names:
            path = here / name
            if name.startswith("."):
                continue
            if path.suffix == ".yaml":
                paths.append(path)
            elif is_misnamed(path):
                message = f"{quoted(name)} is not read: the files of a protocol end in `.yaml`"
                report.add("SX244", message, Place(str(path)), "rename it")
                report.whole = False
    return sorted(paths, key=lambda path: path.relative_to(folder).parts)


def _sort_sections(report: Report, document: Node, sections: Sections) -> None:
    """Add the sections of one file to those of the others."""
    if not isinstance(document, MappingNode):
        report.add(
            "SX201",
            f"a file of a protocol is made of sections, found {found(document)}",
            document.place,
            f"its sections are {listed(SECTIONS, 'and')}",
        )
        return
    for key, node in document.entries:
        if key.text in sections:
            sections[key.text].append(node)
        else:
            message = f"{quoted(key.text)} is not a section of a protocol"
            report.add("SX202", message, key.place, report.nearest(key.text, SECTIONS))
            report.whole = False
