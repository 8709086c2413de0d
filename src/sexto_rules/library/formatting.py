"""The files of a protocol in canonical form: worked out, held against what they said, written.

Nothing is written unless every file can be, and the protocol read from the new texts is the
protocol read from the old ones, to the digest.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from difflib import unified_diff
from pathlib import Path

from attrs import frozen

from sexto_rules.authoring.canonical import canonical_text, form_of_protocol
from sexto_rules.authoring.forms import Form
from sexto_rules.documents import read_bytes
from sexto_rules.errors import Place, Problem, ProblemsError, ProtocolError
from sexto_rules.library.files import protocol_files
from sexto_rules.library.loading import check_texts
from sexto_rules.library.whole_files import require_writable, write_whole
from sexto_rules.protocol.model import Protocol

__all__ = ["FormattedFile", "format_protocol", "write_formatted"]


@frozen
class FormattedFile:
    """A file: its bytes as they are, and its text in canonical form."""

    path: Path
    content: bytes
    text: str

    @property
    def is_changed(self) -> bool:
        """Whether the file is not in canonical form yet."""
        return self.content != self.text.encode("utf-8")

    def diff(self) -> str:
        """Return what changes, as a unified diff; empty where nothing does."""
        before = self.content.decode("utf-8").splitlines(keepends=True)
        after = self.text.splitlines(keepends=True)
        name = str(self.path)
        return "".join(_whole_lines(unified_diff(before, after, name, name)))


def _whole_lines(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def format_protocol(
    path: Path, protocol: Protocol, others: Mapping[Path, Form]
) -> tuple[FormattedFile, ...]:
    """Return the files of a protocol in canonical form, in the order of their paths.

    Args:
        path: The folder or file that `protocol` was read from.
        protocol: The protocol.
        others: The form of each file beside it that is none of the protocol's: its scenarios.

    Raises:
        ProtocolError: A file cannot be written anew without losing something (SX720, SX721).
    """
    form = form_of_protocol(protocol.languages)
    own = protocol_files(path)
    problems: list[Problem] = []
    files: list[FormattedFile] = []
    for file, its_form in {**dict.fromkeys(own, form), **others}.items():
        try:
            content = read_bytes(file)
            files.append(FormattedFile(file, content, canonical_text(content, its_form, str(file))))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProtocolError(problems)
    _require_same_digest(path, protocol, [each for each in files if each.path in own])
    return tuple(files)


def _require_same_digest(path: Path, protocol: Protocol, files: list[FormattedFile]) -> None:
    """Refuse texts from which another protocol would be read."""
    if not any(each.is_changed for each in files):
        return
    again, _ = check_texts(path, {each.path: each.text for each in files})
    if again is None or again.digest != protocol.digest:
        message = "these files cannot be written anew and still say the same"
        help_ = "they are left as they are; this is a mistake of sexto, please report it"
        raise ProtocolError([Problem("SX720", message, Place(str(path)), help_)])


def write_formatted(files: Iterable[FormattedFile]) -> tuple[Path, ...]:
    """Write the files that change, each whole or not at all, and return their paths.

    Raises:
        ProtocolError: One of them cannot be written, or was changed meanwhile (SX722); nothing
            is written then, unless the disk fails under way.
    """
    changed = [each for each in files if each.is_changed]
    problems = [problem for each in changed for problem in _in_the_way(each)]
    if problems:
        raise ProtocolError(problems)
    for each in changed:
        try:
            write_whole(each.path, each.text.encode("utf-8"))
        except OSError as error:
            raise ProtocolError([_not_written(each.path, error)]) from None
    return tuple(each.path for each in changed)


def _in_the_way(file: FormattedFile) -> Iterable[Problem]:
    """Yield what keeps a file from being written."""
    try:
        target = require_writable(file.path)
        if not os.access(target, os.W_OK):
            raise PermissionError(None, "the file may not be written")
    except OSError as error:
        yield _not_written(file.path, error)
        return
    if read_bytes(file.path) != file.content:
        message = "this file was changed while it was being formatted"
        yield Problem("SX722", message, Place(str(file.path)), "run the command again")


def _not_written(path: Path, error: OSError) -> Problem:
    reason = str(error.strerror or "unknown reason").lower()
    return Problem("SX722", f"this file cannot be written: {reason}", Place(str(path)))
