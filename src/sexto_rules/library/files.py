"""The files that a protocol is read from."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn

from sexto_rules.documents import read_bytes
from sexto_rules.errors import Place, Problem, ProblemsError, ProtocolError

__all__ = ["MOST_FILES", "contents_of", "is_there", "protocol_files"]

MOST_FILES: Final = 1_000
"""Files and folders; more is no protocol, but a disk."""

MOST_BYTES: Final = 4 * 1024 * 1024
"""Bytes of all files of a protocol."""

_BESIDE: Final = frozenset({"scenarios", "practice"})
"""Folders beside a protocol whose files are none of its own."""


def protocol_files(path: Path) -> tuple[Path, ...]:
    """Return the YAML files of a protocol in the order of their paths, without its cases.

    Raises:
        ProtocolError: Nothing is there, it cannot be looked into, or it holds far too much.
    """
    try:
        if path.is_file():
            return (path,)
        if not path.is_dir():
            raise ProtocolError([Problem("SX707", "no folder or file is here", Place(str(path)))])
    except OSError as error:
        _refuse_unreadable(error)
    found: list[Path] = []
    seen = 0
    for where, folders, names in os.walk(path, onerror=_refuse_unreadable):
        here = Path(where)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not (here == path and name in _BESIDE)
        )
        found += [
            here / name
            for name in names
            if not name.startswith(".") and Path(name).suffix.lower() in {".yaml", ".yml"}
        ]
        seen += len(folders) + len(names)
        if seen > MOST_FILES:
            message = f"more than {MOST_FILES:,} files and folders are here: this is no protocol"
            help_ = "name the folder that holds `protocol.yaml`"
            raise ProtocolError([Problem("SX708", message, Place(str(path)), help_)])
    _require_sensible_size(path, found)
    return tuple(sorted(found, key=lambda each: each.relative_to(path).parts))


def _require_sensible_size(path: Path, files: Iterable[Path]) -> None:
    try:
        size = sum(file.stat().st_size for file in files if file.is_file())
    except OSError as error:
        _refuse_unreadable(error)
    if size > MOST_BYTES:
        message = (
            f"the files here have {size:,} bytes, the most is {MOST_BYTES:,}: this is no protocol"
        )
        help_ = "name the folder that holds `protocol.yaml`"
        raise ProtocolError([Problem("SX708", message, Place(str(path)), help_)])


def _refuse_unreadable(error: OSError) -> NoReturn:
    message = f"what is here cannot be read: {str(error.strerror or error).lower()}"
    place = Place(None if error.filename is None else str(error.filename))
    raise ProtocolError([Problem("SX707", message, place)])


def is_there(path: Path) -> bool:
    """Whether something is at a path; a path that the system refuses leads nowhere."""
    try:
        return path.exists()
    except OSError:
        return False


def contents_of(path: Path) -> dict[str, bytes]:
    """Return the bytes of each of those files, by its path inside the protocol.

    Raises:
        ProtocolError: One of them cannot be read.
    """
    base = path.parent if path.is_file() else path
    try:
        return {
            file.relative_to(base).as_posix(): read_bytes(file) for file in protocol_files(path)
        }
    except ProblemsError as error:
        raise ProtocolError(error.problems) from None
