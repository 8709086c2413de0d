"""The typed form of protocols, kept on disk so that loading again is quick.

A file of the cache is JSON (never pickle), named by a key that covers all it was made
from, with a hash of its content in the first line. A file that is damaged, from another
version or not ours is as good as none: nothing here raises, the protocol is read anew.
The hashes find damage, not forgery: whoever can write a file can write its hash. So a folder
that belongs to somebody else, or that others may write to, is neither read nor written.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from sexto_rules.authoring.digest import digest_of
from sexto_rules.library.whole_files import write_whole
from sexto_rules.protocol.model import Protocol
from sexto_rules.protocol.serial import structure_protocol, unstructure_protocol

__all__ = ["library_print", "read_cached", "write_cached"]

_FORM: Final = "sexto-rules protocol 1"
_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_KEPT: Final = 32


def library_print() -> str:
    """Return a text that differs between two versions of the library's code.

    The sizes and times of its files count, so that whoever works on it is not shown what
    an earlier state of the code read.
    """
    package = Path(str(files("sexto_rules")))
    states = [
        f"{path.relative_to(package).as_posix()} {state.st_size} {state.st_mtime_ns}"
        for path in sorted(package.rglob("*.py"))
        if (state := path.stat())
    ]
    return "\n".join((version("sexto-rules"), *states))


def read_cached(folder: Path, key: str) -> Protocol | None:
    """Return the protocol kept under a key; None where there is none that is sound."""
    if not _is_ours_alone(folder):
        return None
    path = _path(folder, key)
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
        head, _, payload = content.partition(b"\n")
        if head != _head(key, payload):
            return None
        protocol = structure_protocol(json.loads(payload))
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the protocol is read anew
        return None
    return protocol if digest_of(protocol) == protocol.digest else None


def write_cached(folder: Path, key: str, protocol: Protocol) -> None:
    """Keep a protocol under a key, whole or not at all; a folder that refuses is let be."""
    payload = json.dumps(unstructure_protocol(protocol), ensure_ascii=True).encode("ascii")
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours_alone(folder):
            write_whole(_path(folder, key), _head(key, payload) + b"\n" + payload)
            _forget_oldest(folder)


def _is_ours_alone(folder: Path) -> bool:
    """Whether nobody but this user may write to a folder, so that no other made its files.

    Where a folder has no such owner and mode (Windows), the user's profile guards it.
    """
    if sys.platform == "win32":
        return True
    try:
        state = folder.stat()
    except OSError:
        return False
    return state.st_uid == os.geteuid() and not state.st_mode & 0o022


def _path(folder: Path, key: str) -> Path:
    return folder / f"protocol-{key}.json"


def _head(key: str, payload: bytes) -> bytes:
    return f"{_FORM} {key} sha256:{sha256(payload).hexdigest()}".encode("ascii")


def _forget_oldest(folder: Path) -> None:
    """Keep the newest files, so that a protocol being edited does not fill the disk."""
    kept = sorted(folder.glob("protocol-*.json"), key=lambda path: path.stat().st_mtime_ns)
    for path in kept[:-_MOST_KEPT]:
        path.unlink(missing_ok=True)
