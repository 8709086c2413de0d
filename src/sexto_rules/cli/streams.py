"""The three streams of the command, made fit for whatever a person may type or be shown.

No terminal may make the command fail: a letter that it cannot show becomes the nearest one
that it can, bytes that are no text are read as a mark, and a stream that is closed is empty.
A reader that has seen enough (`| head -1`) is no mistake of anybody.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

from sexto_rules.errors import UNSEEN, Problem, ProblemsError

__all__ = ["prepare_streams", "print_json", "read_line", "writing"]

_NOWHERE: Final = Path(os.devnull)
_NEAREST: Final = "sexto-nearest"
_LONGEST_LINE: Final = 1_000
_MOST_OF_A_LINE: Final = 1_000_000
_PLAIN: Final = {"\u2026": "...", "\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-"}


def prepare_streams() -> None:
    """Make the streams of the process fit, before anything is read or written."""
    codecs.register_error(_NEAREST, _nearest)
    if sys.stdin is None:
        sys.stdin = _NOWHERE.open(encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = _NOWHERE.open("w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = _NOWHERE.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Return plain letters for those that an encoding has not: `e` for `é`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = "".join(_plain(each) for each in error.object[error.start : error.end])
    return found, error.end


def _plain(letter: str) -> str:
    """Return the nearest plain letters; `?` where there are none."""
    apart = unicodedata.normalize("NFKD", _PLAIN.get(letter, letter))
    return "".join(each for each in apart if each.isascii()) or "?"


def read_line() -> str:
    """Return the next line typed, empty at the end; bytes that are no text are marked as such.

    Of a line that no person types only the beginning counts; one without end is the end.
    """
    try:
        source = sys.stdin.buffer
    except AttributeError:
        return sys.stdin.readline()
    line = rest = source.readline(_LONGEST_LINE)
    read = len(rest)
    while rest and not rest.endswith(b"\n"):
        rest = source.readline(_LONGEST_LINE)
        read += len(rest)
        if read > _MOST_OF_A_LINE:
            return ""
    name = codecs.lookup(sys.stdin.encoding or "utf-8").name
    return line.decode("utf-8" if name == "ascii" else name, errors="replace")


def print_json(data: Any) -> None:  # noqa: ANN401 - plain data of any shape
    """Print plain data as JSON that stays JSON in every encoding and harmless on a terminal."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(data, ensure_ascii=not is_utf8, indent=2)
    sys.stdout.write(UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n")


@contextmanager
def writing() -> Iterator[None]:
    """Write to standard output; whoever reads may stop reading before the end.

    Raises:
        ProblemsError: It cannot be written to: a full disk, a lost terminal (SX710).
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        _leave_output()
        if not isinstance(error, BrokenPipeError):
            reason = str(error.strerror or "unknown reason").lower()
            message = f"the output cannot be written: {reason}"
            raise ProblemsError([Problem("SX710", message)]) from None


def _leave_output() -> None:
    """Drop what is not written yet, so that the end of the process does not try once more."""
    with suppress(OSError), _NOWHERE.open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
