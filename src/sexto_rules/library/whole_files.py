"""Writing files whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copymode
from tempfile import NamedTemporaryFile

__all__ = ["require_writable", "write_whole"]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; until then, what was there stays.

    A link stays a link: what it leads to is written. Only a regular file is ever replaced, and
    who may read the new one is who could read the old.

    Raises:
        OSError: It cannot be written; nothing is left behind.
    """
    target = require_writable(path)
    with NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".new", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            if target.exists():
                copymode(target, file.name)
            Path(file.name).replace(target)
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise


def require_writable(path: Path) -> Path:
    """Return where a file of this path is written: a regular file, or a new one in a folder.

    Raises:
        OSError: It cannot be: a folder, a device or a pipe is there, or nothing to put it into.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(None, "this is a folder, not a file")
        if target.exists() and not target.is_file():
            raise OSError(None, "this is not a regular file")
        if target.is_symlink():
            raise OSError(None, "the links here lead in a circle")
        if not target.parent.is_dir():
            raise FileNotFoundError(None, "there is no such folder")
    except ValueError:
        raise OSError(None, "no file can have this name") from None
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise PermissionError(None, "nothing may be written into this folder")
    return target
