"""A document as it is written: what the tree says, with comments, styles and blank lines.

`nodes` holds what a text says, this module how an author wrote it: it is what a formatter
needs, and nobody else. A comment belongs to what it was written for: the lines above a part
stay above it, what stands at the end of its line stays there.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

__all__ = ["Collection", "Comment", "Part", "Scalar", "Style", "Styled"]


class Style(StrEnum):
    """How a scalar is written."""

    PLAIN = "plain"
    SINGLE = "single"
    DOUBLE = "double"
    LITERAL = "literal"
    FOLDED = "folded"


@frozen
class Comment:
    """A comment, from its `#` on, and whether a blank line stands before it."""

    text: str
    after_blank: bool = False


@frozen
class Scalar:
    """A scalar: its text without quotes and folding, and how it is written."""

    text: str
    style: Style = Style.PLAIN


@frozen(kw_only=True)
class Part:
    """An entry of a mapping or an item of a list (without key), with its comments.

    `above` stand on lines of their own before it, `beside` at the end of its first line, from
    `column` (counted from 0) on.
    """

    key: Scalar | None = None
    value: Styled
    above: tuple[Comment, ...] = ()
    beside: Comment | None = None
    column: int = 0
    after_blank: bool = False


@frozen(kw_only=True)
class Collection:
    """A mapping or a list. `below` are the comments after its last part."""

    is_mapping: bool
    parts: tuple[Part, ...]
    is_flow: bool = False
    below: tuple[Comment, ...] = ()


Styled: TypeAlias = Collection | Scalar
