"""Where the comments of a YAML text stand: every `#` that no scalar holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from attrs import frozen

__all__ = ["FoundComment", "Span", "find_comments", "line_starts"]

_HEADERS: Final = ("|", ">")


@frozen
class Span:
    """A scalar in the text: the offsets where it begins and ends."""

    start: int
    end: int


@frozen
class FoundComment:
    """A comment in the text: its offset, its line and column (from 0), and its words.

    `is_alone` is whether nothing else stands on its line.
    """

    offset: int
    line: int
    column: int
    text: str
    is_alone: bool


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))][:-1]


def find_comments(text: str, scalars: Iterable[Span]) -> Iterator[FoundComment]:
    """Yield the comments of a text in their order; `scalars` are in the order of the text.

    Outside scalars a text holds blanks, marks (`-`, `:`, `,`, brackets) and comments alone. The
    first line of a block scalar (`>-  # so`) may hold one too.
    """
    lines = line_starts(text)
    position = 0
    for span in scalars:
        yield from _between(text, lines, position, span.start)
        position = span.end
        if text.startswith(_HEADERS, span.start):
            header = _end_of_line(text, span.start)
            yield from _between(text, lines, span.start, header)
            position = max(position, header)
    yield from _between(text, lines, position, len(text))


def _between(text: str, lines: Sequence[int], start: int, end: int) -> Iterator[FoundComment]:
    """Yield the comments between two offsets."""
    offset = text.find("#", start, end)
    while offset >= 0:
        stop = _end_of_line(text, offset)
        line = bisect_right(lines, offset) - 1
        yield FoundComment(
            offset=offset,
            line=line,
            column=offset - lines[line],
            text=text[offset:stop].rstrip(),
            is_alone=not text[lines[line] : offset].strip(),
        )
        offset = text.find("#", stop, end)


def _end_of_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
