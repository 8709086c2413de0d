"""The command `sexto` in a terminal of a given size, for the tests of what it draws there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["CTRL_C", "END", "Drawn", "draw"]

END: Final = "\x04"
CTRL_C: Final = "\x03"
_ROOT: Final = Path(__file__).parents[2]
_LONGEST: Final = 60.0
_QUIET: Final = 0.05
"""Seconds after which nothing more is drawn, where the prompt stands."""
_OBEYED: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PROMPT: Final = "> "


@dataclass(frozen=True)
class Drawn:
    """What a terminal got, and how the command ended."""

    raw: str
    returncode: int

    @property
    def text(self) -> str:
        """What was drawn, without colours."""
        return _OBEYED.sub("", self.raw).replace("\r", "")

    @property
    def lines(self) -> list[str]:
        """The lines as they stand, without colours."""
        return self.text.split("\n")


def draw(
    *arguments: str,
    typed: Iterable[str],
    columns: int,
    rows: int = 40,
    env: Mapping[str, str] | None = None,
) -> Drawn:
    """Run the command in a terminal, and type each text when it waits for one."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(_ROOT)
        more = {"TERM": "xterm-256color", **(env or {})}
        left = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS", "LINES"}}
        command = [sys.executable, "-m", "sexto_rules.cli", *arguments]
        os.execve(sys.executable, command, {**left, **more})  # noqa: S606 - our own command
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    read = ""
    for each in [*typed, None]:
        read += _until_it_waits(terminal)
        if each is not None:
            os.write(terminal, each.encode())
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return Drawn(read, os.waitstatus_to_exitcode(status))


def _until_it_waits(terminal: int) -> str:
    """Return what is drawn until the prompt stands alone on its line, or the command ends."""
    read, until = b"", time.monotonic() + _LONGEST
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], _QUIET)
        if not ready:
            last = _OBEYED.sub("", read.decode(errors="replace")).rpartition("\n")[2]
            if last.strip("\r") == _PROMPT:
                return read.decode(errors="replace")
            continue
        try:
            more = os.read(terminal, 65536)
        except OSError:
            more = b""
        if not more:
            return read.decode(errors="replace")
        read += more
    message = "the command neither waits nor ends"
    raise AssertionError(message)
