"""Writing a document with its comments: one way to write what an author arranged.

Two blanks of indentation, lists too; `{…}` and `[…]` stay where they fit into a line and hold
no comment, and become a block where not; a text that does not fit stands under `>-`, its
lines filled. Blank lines are kept, one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from sexto_rules.documents.scalar_forms import fold, inline_form
from sexto_rules.documents.styled import Collection, Comment, Part, Scalar, Style, Styled

__all__ = ["WIDTH", "write_styled"]

WIDTH: Final = 100
"""Letters of a line, where there is a blank to break it at."""

_STEP: Final = "  "
_BLOCK_STYLES: Final = frozenset({Style.FOLDED, Style.LITERAL})
_QUOTED: Final = frozenset({Style.SINGLE, Style.DOUBLE})


def write_styled(root: Collection) -> str:
    """Return the text of a document, with a line feed at its end.

    Example:
        >>> from sexto_rules.documents.styled_reading import read_styled
        >>> print(write_styled(read_styled("when:   { 'blackmail' : yes }   # told")), end="")
        when: {blackmail: yes}          # told
    """
    return "\n".join(_block(root, "")) + "\n"


def _block(collection: Collection, margin: str) -> Iterator[str]:
    """Yield the lines of a list or mapping, each part on its own."""
    for number, part in enumerate(collection.parts):
        above, lines = _part(part, margin)
        over = [*_above(part, above, margin)]
        yield from over[1:] if not number and over and not over[0] else over
        yield from lines
    yield from _comments(collection.below, margin)
    if not collection.parts:
        yield margin + ("{}" if collection.is_mapping else "[]")


def _above(part: Part, comments: Iterable[Comment], margin: str) -> Iterator[str]:
    yield from _comments(comments, margin)
    if part.after_blank:
        yield ""


def _comments(comments: Iterable[Comment], margin: str) -> Iterator[str]:
    for comment in comments:
        if comment.after_blank:
            yield ""
        yield margin + comment.text


def _part(part: Part, margin: str) -> tuple[list[Comment], list[str]]:
    """Return the comments above a part, and its lines."""
    key = "-" if part.key is None else f"{inline_form(part.key, in_flow=False)}:"
    head = f"{margin}{key}"
    above = list(part.above)
    if isinstance(part.value, Scalar):
        first, rest = _scalar(part.value, len(head) + 1, margin + _STEP)
        return above, [_with_comment(f"{head} {first}".rstrip(), part), *rest]
    flow = _flow(part.value)
    if flow is not None and len(head) + 1 + len(flow) <= WIDTH:
        return above, [_with_comment(f"{head} {flow}", part)]
    if part.key is not None:
        return above, [_with_comment(head, part), *_block(part.value, margin + _STEP)]
    lifted, lines = _beside_dash(part.value, margin)
    return [*above, *([part.beside] if part.beside else ()), *lifted], lines


def _beside_dash(collection: Collection, margin: str) -> tuple[list[Comment], list[str]]:
    """Return a block whose first part stands beside a dash; its comments cannot, and go above."""
    first, *others = collection.parts
    above, lines = _part(first, margin + _STEP)
    lines[0] = f"{margin}- {lines[0].removeprefix(margin + _STEP)}"
    for part in others:
        over, its_lines = _part(part, margin + _STEP)
        lines += [*_above(part, over, margin + _STEP), *its_lines]
    return above, [*lines, *_comments(collection.below, margin + _STEP)]


def _with_comment(line: str, part: Part) -> str:
    """Return a line with the comment at its end, where the author put it if there is room."""
    if part.beside is None:
        return line
    return line.ljust(max(len(line) + 2, part.column)) + part.beside.text


def _flow(value: Styled, *, in_flow: bool = False) -> str | None:
    """Return a value in brackets on one line; None where its author or a comment forbids it."""
    if isinstance(value, Scalar):
        return inline_form(value, in_flow=True)
    if not (value.is_flow or in_flow) or value.below:
        return None
    words = []
    for part in value.parts:
        written = _flow(part.value, in_flow=True)
        if written is None or part.above or part.beside:
            return None
        key = "" if part.key is None else f"{inline_form(part.key, in_flow=True)}: "
        words.append(f"{key}{written}".rstrip())
    return f"{{{', '.join(words)}}}" if value.is_mapping else f"[{', '.join(words)}]"


def _scalar(scalar: Scalar, column: int, margin: str) -> tuple[str, list[str]]:
    """Return what stands of a scalar from a column on, and the lines below with their margin."""
    text = scalar.text.rstrip("\n") if scalar.style in _BLOCK_STYLES else scalar.text
    if scalar.style is Style.LITERAL and _can_be_literal(text):
        return "|-", [f"{margin}{line}" if line else "" for line in text.split("\n")]
    inline = inline_form(evolve(scalar, text=text), in_flow=False)
    lines = fold(text, WIDTH - len(margin))
    is_told_plainly = scalar.style not in _QUOTED and inline != text
    is_long = column + len(inline) > WIDTH
    if lines is None or not (is_told_plainly or (is_long and len(lines) > 1)):
        return inline, []
    return ">-", [f"{margin}{line}" if line else "" for line in lines]


def _can_be_literal(text: str) -> bool:
    """Whether a text of several lines comes back the same from below `|-`."""
    return "\n" in text and not text.startswith((" ", "\n", "\t"))
