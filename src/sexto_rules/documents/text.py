"""From bytes to text: UTF-8, within the size, without characters that nobody can see.

The text handed on has no byte order mark and ends its lines with a line feed alone; lines
and columns are those of the file.
"""

from __future__ import annotations

from sexto_rules.documents.limits import MOST_BYTES, MOST_PROBLEMS
from sexto_rules.errors import UNSEEN, Place, Problem, ProblemsError

__all__ = ["character_problem", "decode", "place_at"]


def decode(content: bytes | str, file: str | None) -> str:
    """Return the text of a document.

    Raises:
        ProblemsError: It is too large, not UTF-8, or holds characters that are refused.
    """
    size = len(content) if isinstance(content, bytes) else len(content.encode(errors="replace"))
    if size > MOST_BYTES:
        message = f"the file has more than {MOST_BYTES:,} bytes"
        problem = Problem("SX102", message, Place(file), "split it into several files")
        raise ProblemsError([problem])
    if isinstance(content, bytes):
        content = _from_utf8(content, file)
    text = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = [
        character_problem(match[0], place_at(text, match.start(), file))
        for match, _ in zip(UNSEEN.finditer(text), range(MOST_PROBLEMS), strict=False)
    ]
    if problems:
        raise ProblemsError(problems)
    return text


def place_at(text: str, offset: int, file: str | None) -> Place:
    """Return the line and column of an offset."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(file, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def character_problem(character: str, place: Place) -> Problem:
    """Return the problem of a character that no document holds."""
    return Problem(
        "SX104",
        f"the character U+{ord(character):04X} cannot be seen and is refused",
        place,
        "delete it, or write a blank or a line break",
    )


def _from_utf8(content: bytes, file: str | None) -> str:
    if content[:2].count(0) == 1:  # no text of one byte a letter begins so
        raise ProblemsError([_not_utf8("the file is UTF-16, not UTF-8", Place(file, 1, 1))])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            found = "the file is UTF-16, not UTF-8"
        else:
            found = f"the file is not UTF-8: byte {error.start + 1} is 0x{content[error.start]:02X}"
        raise ProblemsError([_not_utf8(found, Place(file, line, column))]) from None


def _not_utf8(found: str, place: Place) -> Problem:
    return Problem("SX103", found, place, "save it again as UTF-8")
